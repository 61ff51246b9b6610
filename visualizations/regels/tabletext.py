"""Decision tables as Markdown and for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from visualizations.regels.table import NOTHING, DecisionTable, Row
from visualizations.regels.tokens import escaped

RULE, BESIDES, CONCLUSION, POINTS = "regel", "en verder", "gevolg", "punten"


def headings(table: DecisionTable) -> tuple[str, ...]:
    """The heads of all columns of a table; "en verder" only where a rule asks more."""
    besides = (BESIDES,) if any(row.besides for row in table.rows) else ()
    points = (POINTS,) if any(row.points for row in table.rows) else ()
    return (RULE, *table.columns, *besides, CONCLUSION, *points)


def cells(table: DecisionTable, row: Row) -> tuple[str, ...]:
    """The cells of a row, under those heads."""
    names = headings(table)
    besides = (row.besides or NOTHING,) if BESIDES in names else ()
    points = (row.points or NOTHING,) if POINTS in names else ()
    return (row.rule, *row.cells, *besides, row.conclusion, *points)


def notes(table: DecisionTable) -> Iterator[str]:
    """What the table shows at a glance: what all rules ask, words that none asks for, rules that ask the same."""
    if table.always:
        yield f"Elke regel vraagt: {', '.join(table.always)}."
    if table.unnamed:
        left = "; ".join(f"{name}: {', '.join(words)}" for name, words in table.unnamed)
        yield f"Geen regel noemt – {left}."
    for group in table.alike:
        yield f"Zelfde voorwaarden in deze tabel: {', '.join(group)}."


def tables_markdown(dossier: str, tables: Sequence[DecisionTable]) -> str:
    """All tables as Markdown."""
    lines = [f"# Beslistabellen van {escaped(dossier)}", "", LEGEND]
    for table in tables:
        lines += ["", f"## {escaped(table.question)}", ""]
        names = headings(table)
        lines.append(f"| {' | '.join(map(escaped, names))} |")
        lines.append(f"|{'---|' * len(names)}")
        for row in table.rows:
            first, *others = cells(table, row)
            lines.append(f"| {' | '.join([f'`{first}`', *map(escaped, others)])} |")
        for note in notes(table):
            lines += ["", escaped(note)]
    return "\n".join(lines) + "\n"


LEGEND = "– betekent: de regel vraagt hier niets; een woord: dat moet zo zijn; ja: het moet er zijn; niet: juist niet."


_GAP = "  "


def tables_text(dossier: str, tables: Sequence[DecisionTable], width: int) -> str:
    """All tables as plain text of `width` columns; what a rule asks besides stands below its row."""
    lines = [f"Beslistabellen van {dossier}", *textwrap.wrap(LEGEND, width)]
    for table in tables:
        lines += ["", table.question, *_drawn(table, width)]
        lines += [
            line for note in notes(table) for line in textwrap.wrap(note, width, subsequent_indent="  ")
        ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _drawn(table: DecisionTable, width: int) -> Iterator[str]:
    names = headings(table)
    kept = [place for place, name in enumerate(names) if name != BESIDES]
    head = [names[place] for place in kept]
    body = [[cells(table, row)[place] for place in kept] for row in table.rows]
    widths = _widths([head, *body], width)
    yield from _row_text(head, widths)
    yield "─" * min(width, sum(widths) + len(_GAP) * (len(widths) - 1))
    for row, texts in zip(table.rows, body, strict=True):
        yield from _row_text(texts, widths)
        if row.besides:
            yield from textwrap.wrap(
                f"{BESIDES}: {row.besides}", width, initial_indent="    ", subsequent_indent="      "
            )


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The width of each column: as wide as it wants, the widest narrowed first, to its longest word at least."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    least = [max(len(word) for text in column for word in _pieces(text)) for column in columns]
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room:
        place = max(range(len(widths)), key=lambda at: (widths[at] > least[at], widths[at]))
        if widths[place] <= least[place]:
            break
        widths[place] -= 1
    return widths


def _pieces(text: str) -> list[str]:
    return textwrap.wrap(text, 1, break_long_words=False) or [""]


def _row_text(texts: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [
        textwrap.wrap(text, wide, break_long_words=False) for text, wide in zip(texts, widths, strict=True)
    ]
    for at in range(max(map(len, wrapped))):
        line = [part[at] if at < len(part) else "" for part in wrapped]
        yield _GAP.join(text.ljust(wide) for text, wide in zip(line, widths, strict=True))
