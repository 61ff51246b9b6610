"""One A4 per member of the college: one page whatever there is to say, and the same plan as everywhere."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from strategy.advice.advise import Outcome, advise, prepare
from strategy.allocation.allocate import allocate
from strategy.allocation.seats import takers
from strategy.dossier.files import read_texts
from strategy.errors import InputError, KrachtenveldError
from strategy.workspace import workspace_of
from tests.briefing.conftest import texts
from tests.members import college_of, shared_out, with_members
from visualizations.briefing.docx import docx_bytes
from visualizations.briefing.lookups import role
from visualizations.briefing.model import Briefing, Table, markdown_text
from visualizations.briefing.one_page import one_page, takes_seats
from visualizations.briefing.pdf import pdf_bytes

NUMBERS = (4, 5, 9)
"""Of members of a college: those of the smallest have most to do, those of the largest one portfolio each."""


@pytest.fixture(scope="module")
def pages(repository: Path, outcome: Outcome) -> dict[int, tuple[Outcome, dict[str, Briefing]]]:
    """By the number of members of a college, its outcome and the page of each."""
    portfolios = outcome.case.dossier.college.portfolios
    found = {}
    for number in NUMBERS:
        made = with_members(repository, shared_out(portfolios, number), like=outcome)
        found[number] = made, {who.id: one_page(made, who.id) for who in takers(made.case.view)}
    return found


@pytest.fixture(scope="module")
def crowded(repository: Path) -> Outcome:
    """One person for everything, with time for everything, where every table and the person have names of 120 signs."""
    found = read_texts(repository).sound()
    for path in [name for name in found if name.startswith("networks/")]:
        found[path] = re.sub(
            r"(gremia:(?:.*\n)*?)",
            r"\1",
            re.sub(
                r"(?m)^(      - id: .*\n        naam: ).*$", rf"\1{'Overleg over alles ' * 6}", found[path]
            ),
        )
    every = re.findall(r"(?m)^  - id: (.*)$", found["college.yaml"])
    college = college_of(
        found["college.yaml"].replace("ambt: burgemeester", "ambt: wethouder"), {"alles": every}, 60
    )
    found["college.yaml"] = college.replace(
        'naam: "Alles"', f'naam: "{("Wethouder van alles en nog wat " * 4)[:120]}"'
    )
    return advise(prepare(workspace_of(found).loaded), "python")


def number_of(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def test_every_page_is_one_a4_as_pdf(pages: dict[int, tuple[Outcome, dict[str, Briefing]]]) -> None:
    assert {len(found) for _, found in pages.values()} == set(NUMBERS)
    for _, found in pages.values():
        assert {number_of(pdf_bytes(page)) for page in found.values()} == {1}


def test_every_page_is_one_a4_in_an_office(
    pages: dict[int, tuple[Outcome, dict[str, Briefing]]], crowded: Outcome, tmp_path: Path
) -> None:
    """Of the smallest college, whose members have most to do, and the fullest page that there can be."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("GEEN LIBREOFFICE: HET AANTAL BLADZIJDEN IN WORD WORDT NIET BEPROEFD")
    full = one_page(crowded, "alles")
    assert number_of(pdf_bytes(full)) == 1
    named = {
        "vol": full,
        **{f"{number}-{who}": page for number in (4,) for who, page in pages[number][1].items()},
    }
    for name, page in named.items():
        (tmp_path / f"{name}.docx").write_bytes(docx_bytes(page))
    home = f"-env:UserInstallation=file://{tmp_path}/thuis"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, *map(str, tmp_path.glob("*.docx"))], check=True, capture_output=True, timeout=120
    )
    assert {name: number_of((tmp_path / f"{name}.pdf").read_bytes()) for name in named} == dict.fromkeys(
        named, 1
    )


def test_what_is_left_off_a_full_page_is_counted(crowded: Outcome) -> None:
    page = one_page(crowded, "alles")
    (table,) = (block for block in page.front.blocks if isinstance(block, Table))
    rest = re.search(r"En nog (\d+) zetels, die lichter wegen\.", "\n".join(texts(page.front.blocks)))
    assert rest and len(table.rows) + int(rest[1]) == len(allocate(crowded).plan)
    assert len(table.rows) >= 4


def test_pages_and_plan_never_differ(pages: dict[int, tuple[Outcome, dict[str, Briefing]]]) -> None:
    """Every seat of the plan stands on the page of who takes it, and only there, but for what colleagues are said to do."""
    for outcome, found in pages.values():
        made = allocate(outcome)
        for who, page in found.items():
            listed = [
                (row[0].text, row[1].text)
                for table in page.front.blocks
                if isinstance(table, Table)
                for row in table.rows
                if row[2].text != "laat los"
            ]
            own = [made.seat(name).advice for name, taker in made.plan.items() if taker == who]
            expected = [
                (outcome.names.name("gremium", advice.target.body), role(outcome.names, advice))
                for advice in own
            ]
            assert sorted(listed) == sorted(expected), who
            for other in made.terms.takers:
                bodies = {
                    outcome.names.name("gremium", made.seat(n).body)
                    for n, taker in made.plan.items()
                    if taker == other.id
                }
                said = next(
                    (
                        text
                        for text in markdown_text(page).splitlines()
                        if text.startswith(f"- **{other.name}:**")
                    ),
                    "",
                )
                assert not said or any(body in said for body in bodies)


def test_no_ids_commands_scores_or_small_letters(
    pages: dict[int, tuple[Outcome, dict[str, Briefing]]],
) -> None:
    for outcome, found in pages.values():
        ids = [
            *outcome.case.view.ids["gremium"],
            *outcome.case.view.ids["portefeuille"],
            *(x.id for x in outcome.advices),
        ]
        coined = [name for name in ids if "-" in name or "/" in name]
        for page in found.values():
            told = "\n".join(texts(page.front.blocks))
            assert not [name for name in coined if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", told)]
            assert (
                "krachtenveld" not in told
                and "rang" not in told.split()
                and not re.search(r"\bscore|waarde \d", told)
            )
            said = [text for text in re.split(r"(?<=\.)\s+|\n", told) if len(text) > 60]
            assert len(said) == len(set(said))
    word = Document(io.BytesIO(docx_bytes(page)))
    cells = (cell for table in word.tables for row in table.rows for cell in row.cells)
    styles = [
        each.style for each in (*word.paragraphs, *(each for cell in cells for each in cell.paragraphs))
    ]
    assert min(style.font.size.pt for style in styles if style.font.size and style.name != "Ruimte") >= 10


def test_what_we_hold_and_let_go_is_said_to_one_person(
    pages: dict[int, tuple[Outcome, dict[str, Briefing]]],
) -> None:
    outcome, found = pages[5]
    told = [
        row
        for page in found.values()
        for block in page.front.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]
    gone = [(row[0].text, row[1].text) for row in told if row[2].text == "laat los"]
    made = allocate(outcome)
    kept = {name for seat in made.seats if seat.id in made.plan for name in (seat.id, *seat.covers)}
    lost = [seat.advice for seat in made.seats if seat.kept and seat.id not in kept]
    assert lost
    assert sorted(gone) == sorted(
        (outcome.names.name("gremium", each.target.body), role(outcome.names, each)) for each in lost
    )


def test_who_is_meant_and_what_is_missing(repository: Path, outcome: Outcome) -> None:
    assert takes_seats(outcome, "Wonen en wijken").id == "wonen", (
        "a portfolio without a member stands for one"
    )
    portfolios = outcome.case.dossier.college.portfolios
    held = shared_out(portfolios, 4)
    made = with_members(repository, held, like=outcome)
    assert takes_seats(made, "wonen").id == next(name for name, own in held.items() if "wonen" in own)
    with pytest.raises(KrachtenveldError, match='"wethouder-d" past op 3 bestuurders'):
        one_page(made, "wethouder-d")
    nothing = with_members(repository, {**held, "zonder": ()}, like=outcome)
    assert len(takers(nothing.case.view)) == 4, "who has no portfolio takes no seat"
    with pytest.raises(KrachtenveldError, match='bestuurder "zonder" heeft geen portefeuille') as error:
        one_page(nothing, "zonder")
    assert error.value.hint == "zet bij een portefeuille in college.yaml: `bestuurder: zonder`"
    found = read_texts(repository).sound()
    found["college.yaml"] = re.sub(r"\n    dagdelen: [^\n]*", "", found["college.yaml"])
    with pytest.raises(InputError) as told:
        one_page(advise(prepare(workspace_of(found).loaded), "python"), "wonen")
    assert {finding.message.partition(" is ")[2] for finding in told.value.findings} == {
        "niet bekend hoeveel tijd er is"
    }
