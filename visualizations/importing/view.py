"""A list beside a dossier on the screen: what came of each row, and what to do next."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.importing.compare import Compared
from visualizations.importing import words
from visualizations.importing.words import Told, Written
from visualizations.terminal import DISCLAIMER


def import_view(compared: Compared, written: Written | None) -> RenderableType:
    """The whole report."""
    head = Text(compared.source.file, style="bold")
    head.append(f" naast {compared.case.dossier.header.name}", style="not bold")
    head.append(
        f" · peildatum {compared.case.view.day.isoformat()}\n{words.heading(compared)}", style="not bold"
    )
    parts: list[RenderableType] = [head, *(Text(remark) for remark in words.remarks(compared)), Text()]
    for title, meaning, told in words.sections(compared):
        parts += [_title(title, meaning, len(told)), _rows(told), Text()]
    if unread := words.unread(compared):
        parts += [_title("Niet gelezen", "wat er mis is, staat erbij", len(unread)), _unread(unread), Text()]
    parts.append(Text("Hoe verder", style="bold underline"))
    for number, step in enumerate(words.steps(compared, written), 1):
        parts.append(Padding(_numbered(number, step), (0, 0, 0, 1)))
    return Group(*parts, Text(), Text(DISCLAIMER, style="dim"))


def _title(title: str, meaning: str, count: int) -> Text:
    text = Text(f"{title} · {count}", style="bold underline")
    return text.append(f"   {meaning}", style="dim not bold not underline")


def _rows(told: list[Told]) -> Table:
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    table.add_column("waar", max_width=22)
    table.add_column("in de lijst", ratio=3)
    table.add_column("in het dossier", ratio=3, overflow="fold")
    table.add_column("stand", ratio=2)
    for row in told:
        said = Text(row.said)
        for remark in row.remarks:
            said.append(f"\n{remark}", style="dim")
        seat = Text(row.seat)
        if row.how:
            seat.append(f"\n{row.how}", style="dim")
        table.add_row(Text(row.where), said, seat, Text(row.stand))
    return table


def _unread(rows: list[tuple[str, str, str]]) -> Table:
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    table.add_column("waar", max_width=22)
    table.add_column("kolom")
    table.add_column("waarom", ratio=1)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _numbered(number: int, step: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    table.add_row(f"{number}.", Text(step))
    return table
