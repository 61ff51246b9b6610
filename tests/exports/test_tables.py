"""Workbook and CSV, read back with openpyxl and pandas: every cell as the table has it, and none a formula."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest

from visualizations.exports.forms import csv_of, workbook
from visualizations.exports.model import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Export
from visualizations.exports.tables import TABLES, column_title, table, tables
from visualizations.writers.safe_files import MARK
from visualizations.writers.sheets import LEGEND, Cell, Sheet
from visualizations.writers.stamps import stamp

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def made(strange: Export) -> tuple[Export, openpyxl.Workbook]:
    return strange, openpyxl.load_workbook(io.BytesIO(workbook(strange)))


def test_every_cell_comes_back(made: tuple[Export, openpyxl.Workbook]) -> None:
    export, book = made
    sheets = tables(export)
    assert book.sheetnames == [*(sheet.name for sheet in sheets.values()), LEGEND]
    for sheet in sheets.values():
        read = [tuple(cell.value for cell in row) for row in book[sheet.name].iter_rows()]
        assert read[0] == tuple(column.title for column in sheet.columns)
        assert read[1:] == [
            tuple(
                as_shown(cell, column.digits + 2 * (column.sort == "share"))
                for cell, column in zip(row, sheet.columns, strict=True)
            )
            for row in sheet.rows
        ]


def as_shown(cell: Cell, digits: int) -> Cell:
    """Numbers with no more digits than a reader sees."""
    return round(cell, digits) if isinstance(cell, float) else cell if cell != "" else None


def test_no_cell_is_a_formula(made: tuple[Export, openpyxl.Workbook]) -> None:
    _, book = made
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(FORMULA)]
    assert [cell.coordinate for cell in risky if not cell.quotePrefix] == []


def test_sheets_can_be_filtered_and_keep_their_heading(made: tuple[Export, openpyxl.Workbook]) -> None:
    _, book = made
    for page in book:
        assert (page.freeze_panes, page.auto_filter.ref) == ("A2", page.dimensions)
        assert page["A1"].font.bold


def test_the_legend_tells_what_every_column_means(made: tuple[Export, openpyxl.Workbook]) -> None:
    export, book = made
    told = {(row[0].value, row[1].value): row[2].value for row in book[LEGEND].iter_rows(min_row=2)}
    for sheet in tables(export).values():
        for column in sheet.columns:
            assert told[sheet.name, column.title] == column.meaning != ""


def test_a_sheet_has_all_nodes_of_its_kind_with_all_they_have(plain: Export) -> None:
    sheets = tables(plain)
    for name, kind in (("actoren", "actor"), ("zetels", "zetel"), ("opgaven", "opgave")):
        rows = _rows(sheets[name])
        nodes = [node for node in plain.nodes if node.kind == kind]
        assert [row["id"] for row in rows] == [node.id for node in nodes]
        declared = [item for item in NODE_ATTRIBUTES if kind in item.on and item.key != "soort"]
        for row, node in zip(rows, nodes, strict=True):
            for item in declared:
                assert row[column_title(item.key)] == _shown(node.values.get(item.key)), (node.id, item.key)


def test_relations_are_what_the_dossier_states(plain: Export) -> None:
    rows = _rows(tables(plain)["relaties"])
    stated = [edge for edge in plain.edges if edge.kind not in ("advies", "dient")]
    assert [(row["van id"], row["naar id"], row["soort"]) for row in rows] == [
        (edge.start, edge.end, edge.kind) for edge in stated
    ]
    lost = {key for edge in stated for key in edge.values} - {item.key for item in EDGE_ATTRIBUTES}
    assert lost == set()
    assert {key for edge in stated for key in edge.values} <= {_key(title) for row in rows for title in row}


def test_arguments_add_up_to_the_ledger(plain: Export) -> None:
    rows = _rows(tables(plain)["onderbouwing"])
    advices = plain.outcome.advices
    assert len(rows) == sum(len(advice.entries) + len(advice.counters) for advice in advices)
    entries = [entry.value for advice in advices for entry in (*advice.entries, *advice.counters)]
    assert sum(float(row["waarde"] or 0) for row in rows) == pytest.approx(sum(entries))
    assert {row["telt"] for row in rows} == {"voor", "tegen"}


@pytest.mark.parametrize("name", TABLES)
def test_csv_in_pandas(strange: Export, name: str) -> None:
    sheet = table(strange, name)
    text = csv_of(strange, name)
    assert text.startswith("\ufeff") and MARK in text[:2000]
    data = io.BytesIO(text.encode())
    frame = pd.read_csv(data, sep=";", decimal=",", encoding="utf-8-sig", dtype=_types(sheet), keep_default_na=False, na_values=_empty(sheet))  # fmt: skip
    assert list(frame.columns) == [*(column.title for column in sheet.columns), MARK]
    assert set(frame[MARK]) <= {stamp(strange.outcome.case)}
    for place, column in enumerate(sheet.columns):
        cells = [row[place] for row in sheet.rows]
        read = list(frame[column.title])
        if column.sort == "text":
            assert read == [_defused(cell) for cell in cells], column.title
            assert not [cell for cell in read if cell.startswith(FORMULA)]
        else:
            numbers = [cell for cell in cells if cell is not None]
            assert [value for value in read if value == value] == pytest.approx(numbers, abs=0.0051)


def _rows(sheet: Sheet) -> list[dict[str, Cell]]:
    titles = [column.title for column in sheet.columns]
    return [dict(zip(titles, row, strict=True)) for row in sheet.rows]


def _shown(value: object) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return " | ".join(text.replace("|", "¦") for text in value) if isinstance(value, tuple) else value


def _key(title: str) -> str:
    return title.replace("ë", "e").replace("'", "").replace(" ", "_")


def _types(sheet: Sheet) -> dict[str, type]:
    return {column.title: str for column in sheet.columns if column.sort == "text"}


def _empty(sheet: Sheet) -> dict[str, list[str]]:
    return {column.title: [""] for column in sheet.columns if column.sort != "text"}


def _defused(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
