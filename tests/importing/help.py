"""What the tests of imported lists share: lists in every form, and a dossier with a proposal laid in it."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from strategy.advice.advise import Case
from strategy.importing import lists
from strategy.importing.drafts import ComparedList, compare_list
from strategy.importing.propose import ProposedLine

Cell = str | int | float | date | None
HEADINGS = (
    "Opgave", "Gremium/Netwerk", "Niveau", "Rol", "Bestuurder/Portefeuille", "Ambtelijk trekker", "Onderwerp",
    "Doel", "Via", "Planning", "Status", "Prioriteit", "Opmerking",
)  # fmt: skip
DOSSIER = (
    "dossier.yaml",
    "bronnen.yaml",
    "college.yaml",
    "opgaven",
    "networks",
    "rules",
    "scenarios",
    "landelijk",
)
_WHERE = re.compile(
    r"# Plak dit in (\S+), direct (?:onder|achter de \w+ .) (?:op )?regel (\d+)(?:, teken (\d+))?"
)

APART = ("test_damaged", "test_hostile")
"""The rooms where what is read may do harm: there it is read in a process of its own, as for a user."""


@pytest.fixture(scope="module", autouse=True)
def read_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Elsewhere lists are read in this process: to fork one that remembers much takes longer than most lists do."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.module.__name__.endswith(APART):
            patch.setattr(lists, "can_contain", lambda: False)
        yield


def text(rows: Iterable[Sequence[Cell]], separator: str = "\t") -> str:
    """Rows as a spreadsheet gives them to the clipboard, or saves them."""

    def cell(value: Cell) -> str:
        shown = "" if value is None else str(value)
        odd = any(sign in shown for sign in (separator, '"', "\n"))
        return f'"{shown.replace(chr(34), chr(34) * 2)}"' if odd else shown

    return "\r\n".join(separator.join(map(cell, row)) for row in rows) + "\r\n"


def xlsx(rows: Iterable[Sequence[Cell]], merged: Sequence[str] = (), sheet: str = "Posities") -> bytes:
    """Rows as an Excel file, with these areas merged."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def row(**cells: Cell) -> list[Cell]:
    """A row under HEADINGS: each keyword is the beginning of a heading, in small letters."""
    known = {heading.lower().split("/")[0].split()[0]: heading for heading in HEADINGS}
    found = {known[name]: value for name, value in cells.items()}
    return [found.get(heading) for heading in HEADINGS]


def listed(case: Case, *rows: Sequence[Cell], **options: str) -> ComparedList:
    """These rows, under HEADINGS, beside a dossier."""
    return compare_list(text([HEADINGS, *rows]).encode(), "lijst.tsv", case, **options)


def outcomes(compared: ComparedList) -> list[tuple[str, str, str]]:
    """Of each line what became of it, which seat it is, and how it becomes."""
    return [(line.state, line.seat, line.then) for line in compared.proposal.lines]


def only(compared: ComparedList) -> ProposedLine:
    (line,) = compared.proposal.lines
    return line


def laid(repository: Path, proposal: Path, folder: Path) -> Path:
    """A copy of the dossier with a proposal in it, laid as the reader is told to do it by hand."""
    for name in DOSSIER:
        source = repository / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, folder / name)
    for path in sorted((proposal / "aanvullen").rglob("*.yaml")):
        parts = re.split(r"(?m)^(?=# Plak dit)", path.read_text(encoding="utf-8"))
        places = [(found, part.split("\n", 1)[1]) for part in parts if (found := _WHERE.match(part))]
        assert places, path
        for found, body in sorted(places, key=lambda place: -int(place[0][2])):
            target = folder / found[1]
            there = target.read_text(encoding="utf-8").splitlines(keepends=True)
            line, sign = int(found[2]), int(found[3] or 0)
            if sign:
                there[line - 1] = there[line - 1][:sign] + body.rstrip("\n") + there[line - 1][sign:]
            else:
                there.insert(line, body)
            target.write_text("".join(there), encoding="utf-8")
    for path in (proposal / "networks", proposal / "scenarios"):
        if path.is_dir():
            shutil.copytree(path, folder / path.name, dirs_exist_ok=True)
    return folder
