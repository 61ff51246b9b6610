"""Names of people go nowhere: not to the screen, not to a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy.advice.advise import Case
from strategy.importing.cell_words import LEFT_OUT, PeopleNames
from strategy.importing.drafts import proposed_files
from strategy.workspace import Workspace
from tests.importing.help import HEADINGS, listed, row, text
from tests.nieuw.help import Program

ROWS = [
    row(
        gremium="VNG ZJO", rol="lid", status="bezet", bestuurder="wethouder Jeugd (P. Klaassen)",
        ambtelijk="Fatima el Idrissi / Jan-Willem de Groot", opmerking="Klaassen stopt; Fatima zoekt opvolger",
        doel="mail f.idrissi@zaanstad.nl of bel 06-12345678",
    ),
    row(
        gremium="Waterschap Zuid", rol="lid", bestuurder="Ronaldinho", planning="na overleg met Ronaldinho",
        onderwerp="gesprek dhr. Ter Horst", via="mevrouw S. van Dam-Bos",
    ),
    row(gremium="Tafel van wethouder Groenewegen", rol="lid", bestuurder="Anja Groenewegen"),
]  # fmt: skip
NAMES = (
    "Klaassen", "Fatima", "Idrissi", "idrissi@", "Jan-Willem", "Groot", "12345678", "Ronaldinho", "Horst", "Dam-Bos",
    "Groenewegen", "Anja",
)  # fmt: skip


@pytest.mark.parametrize("form", ["tabel", "md", "json"])
def test_no_name_is_shown_or_written(program: Program, tmp_path: Path, form: str) -> None:
    source = tmp_path / "lijst.tsv"
    source.write_text(text([HEADINGS, *ROWS]), encoding="utf-8")
    shown = program.right("importeer", source, "--formaat", form, "--uit", tmp_path / "uit")
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "uit").rglob("*") if path.is_file())
    assert [name for name in NAMES if name in shown] == []
    assert [name for name in NAMES if name in written] == []
    assert LEFT_OUT in written and "Bestuurder/Portefeuille" in shown


def test_the_portfolio_beside_a_name_is_kept(case: Case) -> None:
    compared = listed(case, *ROWS)
    assert compared.proposal.lines[0].reading.portfolios == ("jeugd-onderwijs",)
    assert compared.people == 3


@pytest.mark.parametrize(
    ("cell", "portfolios", "hidden"),
    [
        ("Wonen en wijken", ("wonen",), False),
        ("wethouder Mobiliteit", ("ruimte-mobiliteit",), False),
        ("burgemeester", ("burgemeester",), False),
        ("Duurzaamheid / Wonen", ("duurzaamheid", "wonen"), False),
        ("wethouder", (), False),
        ("n.v.t.", (), False),
        ("Pieters, wonen", ("wonen",), True),
        ("wonen Pieters", ("wonen",), True),
    ],
)
def test_portfolios_are_recognised(case: Case, cell: str, portfolios: tuple[str, ...], hidden: bool) -> None:
    reading = listed(case, row(gremium="VNG ZJO", rol="lid", bestuurder=cell)).proposal.lines[0].reading
    assert (reading.portfolios, bool(reading.left_out)) == (portfolios, hidden)


def test_words_of_the_dossier_are_no_names(case: Case, present: Workspace) -> None:
    compared = listed(
        case,
        row(gremium="VNG ZJO", rol="lid", ambtelijk="Team Jeugd", doel="Jeugd en Zorg samen", status="bezet"),
    )
    assert compared.proposal.lines[0].reading.note == "Doel: Jeugd en Zorg samen"
    made = proposed_files(compared.proposal, compared.source, [""], present)
    assert "Jeugd en Zorg samen" in made.files["scenarios/import-lijst.yaml"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("bel dhr. De Wit morgen", f"bel dhr. {LEFT_OUT} morgen"),
        ("wethouder Jansen wil", f"wethouder {LEFT_OUT} wil"),
        ("wethouder Wonen wil", "wethouder Wonen wil"),
        ("burgemeester van Amsterdam", "burgemeester van Amsterdam"),
        ("afspraak A.B. van den Berg", f"afspraak {LEFT_OUT}"),
        ("+31 6 1234 5678 of 0756512345", f"{LEFT_OUT} of {LEFT_OUT}"),
        ("1-10-2026 en 0,5 miljoen", "1-10-2026 en 0,5 miljoen"),
        ("aan jan@x.nl", f"aan {LEFT_OUT}"),
    ],
)
def test_names_in_free_text(said: str, shown: str) -> None:
    assert PeopleNames((), ("wonen", "amsterdam")).without(said) == shown
