"""Tables that go to a spreadsheet or a document, and charts for a briefing: whole, defused, and always the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.errors import KrachtenveldError
from visualizations.writers.pictures import picture
from visualizations.writers.safe_files import MARK, write_result
from visualizations.writers.sheets import LEGEND, Column, Sheet, csv_text, markdown_text, xlsx_bytes

COLUMNS = (
    Column("zetel", "welke zetel"),
    Column("rang", "de plaats", "whole"),
    Column("score", "hoe zwaar", "number"),
    Column("deel", "in welk deel van de gevallen", "share"),
)
SHEET = Sheet("Zetels", COLUMNS, (("Voorzitter | lid", 1, 6.5, 0.25), ("=1+1", 2, None, 1.0)))
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


def test_csv_reads_back_as_a_dutch_spreadsheet_reads_it() -> None:
    text = csv_text(SHEET, "peildatum 2022-06-01")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows == [
        ["zetel", "rang", "score", "deel", MARK],
        ["Voorzitter | lid", "1", "6,50", "0,2500", "peildatum 2022-06-01"],
        ["'=1+1", "2", "", "1,0000", "peildatum 2022-06-01"],
    ]


def test_markdown_keeps_its_columns() -> None:
    assert markdown_text(SHEET).splitlines() == [
        "| zetel | rang | score | deel |",
        "|---|--:|--:|--:|",
        "| Voorzitter \\| lid | 1 | 6,50 | 25% |",
        "| =1+1 | 2 |  | 100% |",
    ]


def test_a_workbook_explains_every_column_and_runs_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([SHEET], "Zetels vergeleken", "regelset abc")))
    assert book.sheetnames == ["Zetels", LEGEND]
    assert [cell.value for cell in book["Zetels"][2]] == ["Voorzitter | lid", 1, 6.5, 0.25]
    assert (book["Zetels"]["A3"].value, book["Zetels"]["A3"].data_type) == ("=1+1", "s")
    legend = [tuple(cell.value or "" for cell in row) for row in book[LEGEND].iter_rows(min_row=2)]
    assert legend[0] == ("", "Zetels vergeleken", "regelset abc")
    assert {(sheet, column): meaning for sheet, column, meaning in legend[1:-1]} == {
        ("Zetels", column.title): column.meaning for column in COLUMNS
    }


def test_a_workbook_does_not_tell_when_it_was_made() -> None:
    made = xlsx_bytes([SHEET], "titel", "stempel")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:modified" not in parts.read("docProps/core.xml")
    assert made == xlsx_bytes([SHEET], "titel", "stempel")


def test_a_made_workbook_may_be_replaced_and_another_may_not(tmp_path: Path) -> None:
    path = tmp_path / "zetels.xlsx"
    write_result(path, xlsx_bytes([SHEET], "titel", "stempel"))
    write_result(path, xlsx_bytes([SHEET], "nieuwe titel", "stempel"))
    openpyxl.Workbook().save(path)
    before = path.read_bytes()
    with pytest.raises(KrachtenveldError, match="niet door krachtenveld gemaakt"):
        write_result(path, xlsx_bytes([SHEET], "titel", "stempel"))
    assert path.read_bytes() == before


@given(TEXTS)
def test_any_text_stays_in_its_cell(text: str) -> None:
    sheet = Sheet("Tekst", COLUMNS[:1], ((text,),))
    (line,) = csv.reader(
        io.StringIO(csv_text(sheet, "s").removeprefix("\ufeff").partition("\n")[2]), delimiter=";"
    )
    assert line[0].removeprefix("'") == text.removeprefix("'")
    assert len(markdown_text(sheet).rstrip("\n").split("\n")) == 3


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_picture_is_the_same_twice_and_says_what_made_it(form: str) -> None:
    def draw(figure: Any) -> None:
        figure.add_subplot().barh(["één", "twee"], [1, 2])

    first, second = (picture(draw, 12, 6, form, "Titel", "regelset abc") for _ in range(2))
    assert first == second and MARK.encode() in first[:4096]
    assert b"2026" not in first if form == "svg" else first.startswith(b"\x89PNG")


def test_a_workbook_prints_on_few_pages() -> None:
    """On its side, as wide as the paper, with its heading on every page; numbers no longer than they are shown."""
    wide = Sheet(
        "Blad",
        (
            Column("advies", "wat"),
            Column("aandeel", "deel", "share"),
            Column("score", "hoeveel", "number"),
            Column("uitleg", "lang"),
            Column("toelichting", "lang"),
            Column("voorwaarden", "lang"),
            Column("id", "naam"),
        ),
        (("Word lid", 0.2004682470002926, 4.123456, "x" * 80, "y" * 80, "z" * 80, "positie/een"),),
    )
    asked = Sheet("Vraag", (Column("x" * 300, ""), Column("antwoord", "", asked=True)), (("a", "b"),))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([wide, asked], "titel", "stempel")))
    for page in book:
        assert page.page_setup.orientation == "landscape" and page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.print_title_rows == "$1:$1"
    page = book["Blad"]
    assert [cell.value for cell in page[2]][1:3] == [0.2005, 4.12]
    assert page.print_area == "'Blad'!$A$1:$E$2", "what would make the letters too small stays behind"
    assert not book["Vraag"].print_area, "what people fill in is printed whole"


def test_a_row_takes_no_more_paper_than_what_is_printed_of_it() -> None:
    """A long text in a column that stays off the paper, and the name by which the program knows a row, make no row higher."""
    columns = (
        Column("advies", "wat"),
        *(Column(f"lang {at}", "lang") for at in range(4)),
        Column("id", "naam"),
    )
    tall = Sheet("Hoog", columns, (("Word lid", *("woord " * 40,) * 3, "woord " * 4000, "positie/een"),))
    short = Sheet("Kort", (columns[0], columns[-1]), (("Word lid", "positie/een" * 20),))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([tall, short], "titel", "stempel")))
    page = book["Hoog"]
    assert page.print_area == "'Hoog'!$A$1:$D$2"
    assert [bool(cell.alignment.wrap_text) for cell in page[2]] == [True] * 4 + [False] * 2
    assert page.row_dimensions[2].height == 13.5 * 4, "240 signs in columns of 63"
    assert book["Kort"].print_area == "'Kort'!$A$1:$A$2"


def test_one_long_cell_pushes_no_column_off_the_paper() -> None:
    """A column is as wide as nine in ten of its cells need; what room is left goes to those that wrap."""
    columns = (Column("moment", "wat"), *(Column(f"blad {at}", "wat") for at in range(6)))
    rows = tuple(("kort", *("van " * (40 if at == 0 else 5),) * 6) for at in range(20))
    page = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([Sheet("Blad", columns, rows)], "t", "s")))["Blad"]
    widths = [page.column_dimensions[letter].width for letter in "ABCDEFG"]
    assert page.print_area == "'Blad'!$A$1:$G$21"
    assert widths == [9, 76, *[23] * 5], "the first that is cut takes what is left"


def test_the_legend_says_once_what_a_family_of_columns_means() -> None:
    columns = (Column("zetel", "welke"), *(Column(f"{name}: plaats", "de plaats") for name in "abc"))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([Sheet("Z", columns, ())], "t", "s")))
    legend = [tuple(cell.value for cell in row) for row in book[LEGEND].iter_rows(min_row=3, max_row=4)]
    assert legend == [("Z", "zetel", "welke"), ("Z", "a: plaats … c: plaats", "de plaats")]
