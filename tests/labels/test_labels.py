"""Hostile labels through every form: each file opens in a reader that is not ours, nothing in it acts, and the text is back.

`KRACHTENVELD_LABELS=1000 pytest tests/labels` tries as many as the project promises.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from tests.labels.hostile import IN_ONE, dossier
from tests.labels.readers import read_back, squeezed
from tests.nieuw.help import Program
from visualizations.writers.pictures import drawable

ROUNDS = max(1, int(os.environ.get("KRACHTENVELD_LABELS", "40")) // IN_ONE)
FILES = {
    "advies.md": ["advies", "--top", "0"], "advies.xlsx": ["advies"], "kaart.html": ["kaart"], "kaart.svg": ["kaart"], "kaart.pdf": ["kaart"],
    "verken.html": ["verken"], "regels.html": ["regels"], "briefing.docx": ["briefing"], "briefing.pptx": ["briefing"],
    "kalender.ics": ["kalender"], "nagaan.md": ["nagaan"],
}  # fmt: skip
MORE = {
    "advies.csv": ["advies"], "kaart.png": ["kaart"], "regels.md": ["regels"], "briefing.pdf": ["briefing"], "briefing.md": ["briefing"],
    "kalender.md": ["kalender"], "verdeling.md": ["verdeling"], "verdeling.xlsx": ["verdeling"], "routes.md": ["routes"],
    "vergelijk.md": ["vergelijk", "anders"], "robuust.svg": ["robuust", "--aantal", "10"], "nagaan.xlsx": ["nagaan"],
}  # fmt: skip
"""Forms that `make mutatie` tries, beside those of every run."""
SCREENS = {"waarom.txt": ["waarom", "positie/tafel-0/lid"], "advies.txt": ["advies"]}
_HYPHENS = re.compile("[-\u2010\u00ad\u2500-\u257f]")


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(capsys)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_label_comes_back_as_it_was_written_and_does_nothing(
    seed: int, program: Program, tmp_path: Path
) -> None:
    labels, _ = dossier(seed, tmp_path / "dossier")
    here = ("--dossier", tmp_path / "dossier")
    for name, command in (FILES | MORE if ROUNDS > 1 else FILES).items():
        program.right(*here, *command, "--uit", tmp_path / "uit" / name)
    program.right(*here, "exporteer", "--alles", tmp_path / "uit" / "alles")
    for name, command in SCREENS.items():
        (tmp_path / "uit" / name).write_text(program.right(*here, *command), encoding="utf-8")
    seen = Counter[str]()
    for path in sorted((tmp_path / "uit").rglob("*.*")):
        text = "".join(map(squeezed, read_back(path)))
        found = [label for label in labels if _mark(label) in text]
        seen[path.suffix] += len(found)
        assert [label for label in found if not _is_back(label, text, path.suffix)] == [], path.name
    assert min(seen[form] for form in seen if form != ".png") > 3 and sum(seen.values()) > 400


def _mark(label: str) -> str:
    return re.findall(r"k\d{5}", label)[0]


def _is_back(label: str, text: str, form: str) -> bool:
    """Whether a label is in a text as it was written, or as the handbook says that its form writes it."""
    if form == ".pdf" and not label.isascii():
        return True  # what reads a page gives its letters in the order in which they are drawn
    ways = {label, drawable(label)}
    for change in _CHANGES.get(form, ()):
        ways |= set(map(change, ways))
    ways |= {way[:1].swapcase() + way[1:] for way in ways}
    if form in _SET:
        text = _plain(text)
        return any(_plain(squeezed(way)) in text for way in ways)
    return any(squeezed(way) in text for way in ways)


def _plain(text: str) -> str:
    """A text without what lines add, nor marks: a page has one text for a letter, with those that it first came with."""
    text = _HYPHENS.sub("", text)
    return "".join(
        sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign)[0] != "M"
    )


def _without_code(way: str) -> str:
    return way.replace("`", "")  # what stands between them is something to type


def _other_bars(way: str) -> str:
    return way.replace("|", "¦")


def _other_braces(way: str) -> str:
    return way.replace("{", "(").replace("}", ")")


_CHANGES = {
    ".md": (_without_code,), ".docx": (_without_code,), ".pptx": (_without_code,), ".pdf": (_without_code,), ".mmd": (_other_bars, _other_braces),
    ".csv": (_other_bars, lambda way: way.removeprefix("'")), ".json": (_other_bars,), ".gexf": (_other_bars,), ".graphml": (_other_bars,),
    ".xlsx": (_other_bars,),
}  # fmt: skip
_SET = (".pdf", ".svg", ".txt")
