"""Tables declared once, each column with its heading, meaning and kind and how its cell is read; and as people take
them along: CSV and xlsx for spreadsheets, Markdown for documents, pandas for analysts.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from strategy.advice.names import decimal
from strategy.errors import KrachtenveldError
from strategy.facts.fact_base import grouped
from visualizations.writers.markup import escaped, table
from visualizations.writers.pictures import OFFICE
from visualizations.writers.safe_files import MARK
from visualizations.writers.stamps import DISCLAIMER

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | None
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
LEGEND = "Legenda"
_LISTS = "Woorden"
_DATED = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:(created|modified)>")


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it means (for the legend), and how its numbers are shown.

    A share is a number from 0 to 1, shown as a percentage. In a workbook that people fill in, `asked` columns are theirs,
    `hidden` ones are for who reads it back, and `options` names the list to choose from, or the column that names it; those
    up to a `fixed` one stay in sight.
    """

    title: str
    meaning: str
    sort: Literal["text", "number", "whole", "share"] = "text"
    digits: int = 2
    width: int = 0
    asked: bool = False
    hidden: bool = False
    fixed: bool = False
    options: str = ""

    @property
    def decimals(self) -> int:
        """Digits behind the comma of the bare number: of a share two more than of its percentage."""
        return self.digits + 2 if self.sort == "share" else self.digits


@dataclass(frozen=True)
class Sheet:
    """A table with its name; a cell is text, a number, or None where there is nothing to say.

    `asked` are cells that people fill in beside whole columns, by row and column from 1.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    asked: tuple[tuple[int, int], ...] = ()

    def only(self, titles: Sequence[str]) -> Sheet:
        """The same rows with these columns, in the order of the table."""
        kept = [number for number, column in enumerate(self.columns) if column.title in titles]
        return Sheet(
            self.name,
            tuple(self.columns[number] for number in kept),
            tuple(tuple(row[number] for number in kept) for row in self.rows),
        )

    def frame(self) -> pd.DataFrame:
        """The table as a pandas frame, numbers as numbers."""
        import pandas as pd

        titles = [column.title for column in self.columns]
        return pd.DataFrame.from_records(self.rows, columns=titles)


def csv_text(sheet: Sheet, stamp: str) -> str:
    """CSV as Dutch Excel reads it: semicolons, decimal commas, a byte order mark; formulas are defused.

    The last column says with what it was made.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\n")
    writer.writerow([*(column.title for column in sheet.columns), MARK])
    for row in sheet.rows:
        cells = [_plain(cell, column) for cell, column in zip(row, sheet.columns, strict=True)]
        writer.writerow([*cells, stamp])
    return f"\ufeff{stream.getvalue()}"


def markdown_text(sheet: Sheet) -> str:
    """A Markdown table, numbers as people read them."""
    heads = [escaped(column.title) for column in sheet.columns]
    numbers = [place for place, column in enumerate(sheet.columns) if column.sort != "text"]
    rows = (
        [escaped(shown(cell, column)) for cell, column in zip(row, sheet.columns, strict=True)]
        for row in sheet.rows
    )
    return "\n".join(table(heads, rows, numbers)) + "\n"


def xlsx_bytes(
    sheets: Sequence[Sheet], title: str, stamp: str, lists: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """A workbook with a sheet per table and a legend that says what every column means.

    `title` heads the legend, `stamp` says with what it was made. `lists` are the words from which people choose, by name,
    in a workbook that they fill in. The same tables give the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = MARK
    book.properties.title = title
    assert book.active is not None
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name[:31]), sheet)
    _fill(book.create_sheet(LEGEND), _legend(sheets, title, stamp))
    if lists is not None:
        _to_fill_in(book, sheets, lists)
    stream = io.BytesIO()
    try:
        book.save(stream)
    except Exception as error:
        # of lxml, which cannot write the sheets beside each other
        if type(error).__name__ != "SerialisationError":
            raise
        raise KrachtenveldError(
            "de werkmap is niet te maken: in de map voor tijdelijke bestanden past niets meer",
            "maak ruimte, of wijs met TMPDIR een andere map aan",
        ) from error
    return timeless(stream.getvalue())


def shown(cell: Cell, column: Column) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if column.sort == "share":
        return f"{decimal(100 * cell, 0)}%"
    return str(cell) if isinstance(cell, int) else decimal(cell, column.digits)


def yes(holds: object) -> str:
    """Whether something is so, in a cell."""
    return "ja" if holds else "nee"


def joined(texts: Iterable[str]) -> str:
    """Several values in one cell."""
    return " | ".join(texts)


def defused(cell: object) -> object:
    """A cell that a spreadsheet cannot take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _plain(cell: object, column: Column) -> object:
    if isinstance(cell, float):
        return "" if cell != cell else f"{_rounded(cell, column):.{column.decimals}f}".replace(".", ",")
    return defused("" if cell is None else cell)


def _legend(sheets: Sequence[Sheet], title: str, stamp: str) -> Sheet:
    """What each column means; of columns that mean the same, one per scenario, the first and the last."""
    columns = (Column("blad", ""), Column("kolom", ""), Column("betekenis", ""))
    rows: list[tuple[Cell, ...]] = [("", title, stamp)]
    for sheet in sheets:
        titles = grouped((column.meaning, column.title) for column in sheet.columns if not column.hidden)
        for meaning, same in titles.items():
            told = [f"{same[0]} … {same[-1]}"] if len(same) > 2 else same
            rows += [(sheet.name, each, meaning) for each in told]
    rows.append(("", "", DISCLAIMER))
    return Sheet(LEGEND, columns, tuple(rows))


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    plain, bold = Font(name=OFFICE, size=_SIZE), Font(name=OFFICE, size=_SIZE, bold=True)
    page.append([column.title for column in sheet.columns])
    for row in sheet.rows:
        page.append([_rounded(cell, column) for cell, column in zip(row, sheet.columns, strict=True)])
    widths, printed = _widths(sheet)
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = widths[number - 1]
        head, *cells = page[letter]
        head.alignment, head.font = Alignment(vertical="top", wrap_text=True), bold
        look = None
        for cell in cells:
            if look is None:
                cell.alignment, cell.font = Alignment(vertical="top", wrap_text=number <= printed), plain
                if column.sort == "share":
                    cell.number_format = "0%"
                elif column.sort == "number":
                    cell.number_format = "0." + "0" * column.digits
                look = copy(cell._style)
            else:  # looking up every part of it again takes longer than all else about a cell
                cell._style = copy(look)
            if isinstance(cell.value, str) and cell.value.startswith(_FORMULA_STARTS):
                cell.data_type = "s"
                cell.quotePrefix = True
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    _for_paper(page, sheet, widths[:printed])


_ACROSS = 200
"""Characters across A4 on its side in letters that one can still read."""
_MOST_GROWN = 100
_SIZE, _LINE = 10, 13.5
"""Points: of the letters, and of a line of them."""
_KEY = "id"


def _filled_in(sheet: Sheet) -> bool:
    return bool(sheet.asked) or any(column.asked for column in sheet.columns)


def _widths(sheet: Sheet) -> tuple[list[float], int]:
    """How wide each column is, and how many of them, from the first on, go on paper.

    A column is as wide as most of its cells need, so that a few long ones do not push others off the paper; what room is left
    goes to those that wrap. What does not fit and the name by which the program knows a row stay off it; there a row takes no
    more room than it does on paper. Of a sheet that people fill in all is printed.
    """
    texts = [
        [shown(row[at], column) for row in sheet.rows if row[at] is not None]
        for at, column in enumerate(sheet.columns)
    ]
    widths = [
        float(column.width or 3 + max(_needed(cells), *(len(word) for word in (column.title or "-").split())))
        for column, cells in zip(sheet.columns, texts, strict=True)
    ]
    if _filled_in(sheet):
        return widths, len(widths)
    last = len(widths) - (len(widths) > 1 and sheet.columns[-1].title == _KEY)
    printed = max((at for at in range(1, last + 1) if sum(widths[:at]) <= _ACROSS), default=1)
    for at, cells in enumerate(texts[:printed]):
        wished = min(_MOST_GROWN, 3 + max(map(len, cells), default=0))
        widths[at] += max(0.0, min(wished - widths[at], _ACROSS - sum(widths[:printed])))
    return widths, printed


def _needed(cells: Sequence[str]) -> int:
    """Characters that nine in ten of the cells need, and the longest word of all of them, within what is wide."""
    lengths = sorted(map(len, cells)) or [0]
    longest = max((len(word) for cell in cells for word in cell.split()), default=0)
    return min(_WIDEST, max(lengths[9 * (len(lengths) - 1) // 10], longest))


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column."""
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(len(wrap(part, max(1, int(width)))) or 1 for part in text.split("\n"))


def _for_paper(page: Worksheet, sheet: Sheet, widths: Sequence[float]) -> None:
    """On its side, as wide as the paper, with the heading on every page; these columns are printed, and set how high a row is.

    The rows of a sheet that people fill in grow with what they write.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.print_options.gridLines = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.6
    foot: Any = page.oddFooter
    foot.left.text, foot.right.text = "&A", "bladzijde &P van &N"
    if _filled_in(sheet):
        return
    for number, row in enumerate(([column.title for column in sheet.columns], *sheet.rows), 1):
        on_paper = zip(row, sheet.columns, widths, strict=False)
        page.row_dimensions[number].height = _LINE * max(
            _lines(shown(cell, column), width) for cell, column, width in on_paper
        )
    page.print_area = f"A1:{get_column_letter(len(widths))}{len(sheet.rows) + 1}"


def _rounded(cell: Cell, column: Column) -> Cell:
    """A number with no more digits than it is shown with, also for who looks at the bare cell."""
    if not isinstance(cell, float) or cell != cell:
        return cell
    return round(cell, column.decimals)


def _to_fill_in(book: Workbook, sheets: Sequence[Sheet], lists: Mapping[str, Sequence[str]]) -> None:
    """Colour what is to be filled in, hide what is for the reader, and let people choose from the lists.

    A list is found by the name in its own row, so that it stays with a row that is moved. It helps and refuses nothing.
    """
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation

    store = book.create_sheet(_LISTS)
    store.sheet_state = "hidden"
    for number, (name, listed) in enumerate(lists.items(), 1):
        letter = get_column_letter(number)
        for row, text in enumerate((name, *listed), 1):
            store.cell(row, number, text)
        area = f"{quote_sheetname(_LISTS)}!${letter}$2:${letter}${len(listed) + 1}"
        book.defined_names[excel_name(name)] = DefinedName(excel_name(name), attr_text=area)
    asked = PatternFill("solid", fgColor="FFF2CC")
    for sheet in sheets:
        page = book[sheet.name[:31]]
        for number, at in sheet.asked:
            page.cell(number, at).fill = asked
        letters = {column.title: get_column_letter(at) for at, column in enumerate(sheet.columns, 1)}
        for column in sheet.columns:
            letter = letters[column.title]
            page.column_dimensions[letter].hidden = column.hidden
            if column.asked:
                for cell in page[letter]:
                    cell.fill = asked
            if column.fixed:
                page.freeze_panes = page.cell(2, list(letters).index(column.title) + 2).coordinate
            if column.options and sheet.rows:
                named = column.options not in letters
                source = excel_name(column.options) if named else f"INDIRECT(${letters[column.options]}2)"
                choice = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)
                choice.add(f"{letter}2:{letter}{len(sheet.rows) + 1}")
                page.add_data_validation(choice)


def excel_name(name: str) -> str:
    """The name of a list as Excel allows it."""
    return f"lijst_{name.replace('-', '_')}"


def timeless(content: bytes) -> bytes:
    """The same document without the moments that its maker and zip write in it, and with our mark at its end.

    For every form that is a zip of XML: workbooks, and documents and slides of the same family.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _DATED.sub(b"", data)
            # Without a moment of its own it has the first that a zip can hold.
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        new.comment = MARK.encode()
    return made.getvalue()


T = TypeVar("T")


@dataclass(frozen=True)
class ReadColumn(Column, Generic[T]):
    """A column that knows how its cell is read from what a row is about; `paper` when it reads well in a document."""

    read: Callable[[T], Cell] = lambda thing: str(thing)
    paper: bool = False


def column(
    title: str,
    meaning: str,
    read: Callable[[T], Cell],
    sort: Literal["text", "number", "whole", "share"] = "text",
    digits: int = 2,
    paper: bool = False,
    **form: Any,
) -> ReadColumn[T]:
    return ReadColumn(title, meaning, sort, digits, read=read, paper=paper, **form)


def sheet(name: str, columns: tuple[ReadColumn[T], ...], things: Iterable[T]) -> Sheet:
    """One row per thing."""
    return Sheet(name, columns, tuple(tuple(each.read(thing) for each in columns) for thing in things))


def on_paper(made: Sheet) -> str:
    """The columns that read well in a document, as Markdown."""
    kept = [each.title for each in made.columns if not isinstance(each, ReadColumn) or each.paper]
    return markdown_text(made.only(kept))
