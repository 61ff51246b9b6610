"""Every form in which people hand over a list gives the same reading of it."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from strategy.advice.advise import Case
from strategy.errors import KrachtenveldError
from strategy.importing.drafts import compare_list
from tests.importing.help import HEADINGS, listed, only, outcomes, row, saved, text, xlsx
from visualizations.writers.sheets import Column, Sheet, csv_text, xlsx_bytes

ROWS = [
    HEADINGS,
    row(opgave="Gezondheid", gremium="VNG ZJO", rol="lid", bestuurder="wethouder Jeugd", status="bezet"),
    row(
        opgave="Economie", gremium="Vervoerregio DB", rol="Lid", onderwerp="Café's & cultuur", status="bezet"
    ),
    row(opgave="Duurzaamheid", gremium="G40-themagroep Duurzaamheid", rol="voorzitter", status="bezet"),
]
EXPECTED = [
    ("anders", "vng-zjo/lid", "houder wij"),
    ("gelijk", "vra-db/lid", ""),
    ("gelijk", "g40-duurzaamheid/voorzitter", ""),
]
FORMS = {
    "xlsx": xlsx(ROWS),
    "plakken": text(ROWS).encode(),
    "puntkomma, utf-8 met bom": text(ROWS, ";").encode("utf-8-sig"),
    "puntkomma, cp1252": text(ROWS, ";").encode("cp1252"),
    "komma": text(ROWS, ",").encode(),
    "unicode-tekst van Excel": text(ROWS).encode("utf-16"),
    "met sep=; erboven": ("sep=;\r\n" + text(ROWS, ";")).encode("utf-8-sig"),
    "oude regeleinden": text(ROWS).replace("\r\n", "\r").encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_reads_the_same(case: Case, form: str) -> None:
    compared = compare_list(FORMS[form], "lijst", case)
    assert outcomes(compared) == EXPECTED
    assert any('"Café\'s & cultuur"' in remark for remark in compared.proposal.lines[1].remarks)


def test_columns_in_any_order_with_other_spellings(case: Case) -> None:
    rows = [
        ["STATUS ", "Functie", "Gremia", "Iets anders"],
        ["bezet", "lid", "vng zjo", ""],
        ["bezet", "lid", "vng ekem", "x"],
    ]
    compared = compare_list(text(rows, ";").encode(), "lijst.csv", case)
    assert outcomes(compared) == [*EXPECTED[:1], ("onzeker", "", "")]
    assert 'de kolom "Iets anders" is niet gelezen' in compared.proposal.lines[1].remarks
    assert compared.unused == ("Iets anders",)


@pytest.mark.parametrize(
    "heading", ["Gremum/Netwerk", "Gremium / netwerk", "gremium (of netwerk)", "Overleg", "GREMIA"]
)
def test_headings_with_slips_are_understood(case: Case, heading: str) -> None:
    assert outcomes(compare_list(text([[heading, "Rol"], ["VNG ZJO", "lid"]]).encode(), "x", case)) == [
        ("gelijk", "vng-zjo/lid", "")
    ]


def test_the_header_may_stand_lower_and_come_back(case: Case) -> None:
    rows = [["Posities van de gemeente"], [], *ROWS[:2], HEADINGS, *ROWS[2:]]
    compared = compare_list(xlsx(rows), "lijst.xlsx", case)
    assert outcomes(compared) == EXPECTED
    assert [line.reading.place.row for line in compared.proposal.lines] == [4, 6, 7]


def test_one_column_is_a_list(case: Case) -> None:
    assert outcomes(compare_list(b"Gremium\nVNG ZJO\n", "x.txt", case))[0][1].startswith("vng-zjo/")


# ── sheets ────────────────────────────────────────────────────────────────────────────────────────────


def _two_sheets() -> bytes:
    book = Workbook()
    first, second, third = book.active, book.create_sheet("Oud"), book.create_sheet("Uitleg")
    assert first is not None
    first.title = "Nu"
    for page, body in ((first, "VNG ZJO"), (second, "VNG EKEM")):
        page.append(["Gremium", "Rol", "Status"])
        page.append([body, "lid", "bezet"])
    third.append(["Wat is dit?"])
    return saved(book)


def test_every_sheet_with_a_header_is_read(case: Case) -> None:
    compared = compare_list(_two_sheets(), "lijst.xlsx", case)
    assert [(str(line.reading.place), line.seat) for line in compared.proposal.lines] == [
        ("blad Nu, rij 2", "vng-zjo/lid"),
        ("blad Oud, rij 2", "vng-ekem/lid"),
    ]
    assert compared.listed.passed == ("Uitleg",)


def test_one_sheet_can_be_chosen(case: Case) -> None:
    assert only(compare_list(_two_sheets(), "lijst.xlsx", case, sheet="oud")).seat == "vng-ekem/lid"
    with pytest.raises(KrachtenveldError, match='er is geen blad "Ouder"') as error:
        compare_list(_two_sheets(), "lijst.xlsx", case, sheet="Ouder")
    assert "Oud" in error.value.hint


def test_a_hidden_sheet_is_left_alone(case: Case) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Gremium", "Rol"])
    book.active.append(["VNG ZJO", "lid"])
    hidden = book.create_sheet("Verborgen")
    hidden.append(["Gremium", "Rol"])
    hidden.append(["VNG EKEM", "lid"])
    hidden.sheet_state = "hidden"
    assert only(compare_list(saved(book), "x.xlsx", case)).seat == "vng-zjo/lid"


# ── cells ─────────────────────────────────────────────────────────────────────────────────────────────


def test_merged_cells_count_for_every_row_they_span(case: Case) -> None:
    rows = [
        HEADINGS,
        row(opgave="Gezondheid", gremium="VNG ZJO", rol="lid", status="bezet"),
        row(rol="portefeuille Jeugd"),
    ]
    compared = compare_list(xlsx(rows, merged=("A2:A3", "B2:B3", "K2:K3")), "x.xlsx", case)
    assert outcomes(compared) == [
        ("anders", "vng-zjo/lid", "houder wij"),
        ("anders", "vng-zjo/portefeuille/jeugd", "houder wij"),
    ]
    assert compared.proposal.lines[1].reading.opgaven == ("gezondheid",)


def test_a_blank_below_means_the_same_in_pasted_text(case: Case) -> None:
    compared = listed(
        case,
        row(opgave="Gezondheid", gremium="VNG ZJO", rol="lid", status="bezet"),
        row(rol="portefeuille Jeugd", status="vacant"),
        row(opgave="Economie", rol="lid"),
        row(opmerking="los"),
    )
    assert [line.seat for line in compared.proposal.lines] == ["vng-zjo/lid", "vng-zjo/portefeuille/jeugd"]
    assert [each.place.row for each in compared.proposal.unread] == [4, 5]


def test_a_status_is_not_filled_down(case: Case) -> None:
    compared = listed(
        case, row(gremium="VNG ZJO", rol="lid", status="bezet"), row(gremium="VNG EKEM", rol="lid")
    )
    assert outcomes(compared)[1] == ("gelijk", "vng-ekem/lid", "")


def test_days_and_numbers_are_shown_as_dutch_people_write_them(case: Case) -> None:
    rows = [
        HEADINGS,
        row(gremium="VNG ZJO", rol="lid", status="bezet", planning=date(2026, 10, 1), prioriteit=1.5),
    ]
    compared = compare_list(xlsx(rows), "x.xlsx", case)
    assert compared.proposal.moments[0].when == "1 oktober 2026"
    assert only(compared).reading.note == "Prioriteit: 1,5"


def test_a_decimal_comma_is_no_list(case: Case) -> None:
    assert only(listed(case, row(gremium="VNG ZJO", prioriteit="1,5"))).reading.note == "Prioriteit: 1,5"


def test_formulas_count_by_their_value_and_are_told_without_one(case: Case) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Gremium", "Rol", "Opmerking"])
    book.active.append(["VNG ZJO", "lid", "=1+1"])
    compared = compare_list(saved(book), "x.xlsx", case)
    ((table, _),) = compared.listed.sheets
    assert table.notes and "C2" in table.notes[0]
    assert only(compared).reading.note == ""


def test_an_unclosed_quote_does_not_swallow_the_rest(case: Case) -> None:
    raw = b'Gremium\tRol\tOpmerking\nVNG ZJO\tlid\t"half\nVNG EKEM\tlid\tx\n'
    assert [line.seat for line in compare_list(raw, "x", case).proposal.lines] == [
        "vng-zjo/lid",
        "vng-ekem/lid",
    ]


# ── lists that this tool wrote ────────────────────────────────────────────────────────────────────────

_OWN = Sheet(
    "Plan",
    (
        Column("portefeuille", ""),
        Column("gremium", ""),
        Column("rol", ""),
        Column("houding", ""),
        Column("zetel", ""),
    ),
    (
        (
            "Jeugd en onderwijs",
            "VNG-commissie Zorg, Jeugd en Onderwijs",
            "lid",
            "bezet",
            "positie/vng-zjo/lid",
        ),
        ("", "", "", "claimen", "relatie/bzk/bestuurlijk"),
    ),
)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_of_our_own_comes_back(case: Case, form: str) -> None:
    raw = csv_text(_OWN, "x").encode() if form == "csv" else xlsx_bytes([_OWN, _OWN], "x", "y")
    compared = compare_list(raw, f"plan.{form}", case, ours="gemaakt met krachtenveld")
    assert outcomes(compared) == [("anders", "vng-zjo/lid", "houder wij")]
    assert compared.passed == 1 and not compared.proposal.unread
    assert only(compared).reading.portfolios == ("jeugd-onderwijs",)
