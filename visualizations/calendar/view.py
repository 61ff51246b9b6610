"""The calendar in a terminal: what is on and what is first, then what is to come with what there is to do, then the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from strategy.advice.advise import Outcome
from strategy.advice.model import STRONG, Advice
from strategy.calendar.agenda import Appointment, State
from strategy.calendar.dates import Once, written
from visualizations.calendar.words import (
    TO_VERIFY,
    away_text,
    counts_text,
    left_text,
    network_text,
    source_text,
    todo,
    when_text,
)
from visualizations.stamp import stamp
from visualizations.terminal import DISCLAIMER, counted

AHEAD = timedelta(days=365)
"""How far the table looks ahead when nobody says until when."""


def calendar_view(
    outcome: Outcome, appointments: Sequence[Appointment], top: int, whole: bool, hidden: int
) -> RenderableType:
    """The calendar, with the best `top` advices (0 is all) of each moment to come.

    Without `whole` what is more than a year off is only counted. `hidden` moments are over and left out.
    """
    day = outcome.case.view.day
    dated = [each for each in appointments if each.state in ("loopt", "komt")]
    near = [each for each in dated if whole or _near(each, day)]
    parts: list[RenderableType] = [_heading(outcome, appointments), Text()]
    if not appointments:
        parts += [Text("Geen momenten bij deze keuze."), Text()]
    if near:
        parts += [Text("Wat komt", style="bold underline"), _coming(outcome, near, top), Text()]
    if far := len(dated) - len(near):
        parts += [Text(f"… en nog {counted(far, 'moment', 'momenten')} na {_shown(day + AHEAD)}; `--alles` of `--tot jjjj-mm-dd` toont ze", style="dim"), Text()]  # fmt: skip
    for title, state in (
        ("Keert terug, de dagen zijn niet bekend", "elk jaar"),
        (f"Zonder datum: {TO_VERIFY}", "onbekend"),
        ("Voorbij", "voorbij"),
    ):
        if listed := [each for each in appointments if each.state == state]:
            parts += [Text(title, style="bold underline"), _short(outcome, listed), Text()]
    if hidden:
        parts += [Text(f"{counted(hidden, 'moment is', 'momenten zijn')} voorbij; `--alles` toont ook die", style="dim"), Text()]  # fmt: skip
    return Group(
        *parts, Text(f"Wat {TO_VERIFY} is, heeft nog geen vaste datum of bron. {DISCLAIMER}", style="dim")
    )


def _near(appointment: Appointment, day: date) -> bool:
    return appointment.once is not None and appointment.once.first - day <= AHEAD


def _heading(outcome: Outcome, appointments: Sequence[Appointment]) -> Text:
    text = Text(outcome.case.dossier.header.name, style="bold")
    text.append(f" · {stamp(outcome.case)}", style="not bold")
    if not appointments:
        return text
    for word, first, away in (
        ("Nu bezig", _first(appointments, "loopt"), left_text),
        ("Eerstvolgend", _first(appointments, "komt"), away_text),
    ):
        if first is None:
            continue
        advices = todo(first)
        text.append(f"\n{word}: {first.occasion.name}, {when_text(first)}, {away(first)}")
        text.append(
            f"\nEraan hangt advies: {counts_text(advices)}; het hoogste op rang {advices[0].rank} van "
            f"{len(outcome.lines)} ({advices[0].band})",
            style="not bold",
        )
    dated = sum(each.state in ("loopt", "komt") for each in appointments)
    unsure = sum(bool(each.occasion.unsure) for each in appointments)
    undated = sum(each.state in ("elk jaar", "onbekend") for each in appointments)
    text.append(
        f"\n{counted(dated, 'moment', 'momenten')} met een datum, {undated} zonder; {unsure} {TO_VERIFY}",
        style="not bold",
    )
    return text


def _first(appointments: Sequence[Appointment], state: State) -> Appointment | None:
    """The first moment in a state that something worth claiming hangs on; else the first with any advice."""
    there = [each for each in appointments if each.state == state and each.lines]
    strong = (each for each in there if any(advice.band in STRONG for advice in each.lines))
    return next(strong, there[0] if there else None)


def _coming(outcome: Outcome, appointments: Iterable[Appointment], top: int) -> Table:
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    table.add_column("wanneer", width=20)
    table.add_column("nog", width=16)
    table.add_column("moment en wat te doen", ratio=1)
    told: dict[tuple[Advice, ...], str] = {}
    for each in appointments:
        if told:
            table.add_row()
        details = _details(outcome, each, top, told.get(each.lines, ""))
        table.add_row(when_text(each), away_text(each), Group(*details))
        told.setdefault(each.lines, each.occasion.name)
    return table


def _details(outcome: Outcome, appointment: Appointment, top: int, before: str) -> Iterator[RenderableType]:
    """What there is to say of a moment; its advice by name, unless an earlier moment has just the same."""
    occasion = appointment.occasion
    yield _title(outcome, appointment)
    if occasion.note:
        yield Text(occasion.note)
    advices = todo(appointment)
    shown = advices[:top] if top else advices
    if before and shown:
        yield Text(f'{counts_text(advices)}: dezelfde als bij "{before}"')
        shown = advices
    elif shown:
        table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, show_header=False)
        table.add_column(justify="right", no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        for advice in shown:
            table.add_row(str(advice.rank), advice.band, advice.target.attitude, advice.title)
        yield table
    if rest := advices[len(shown) :]:
        yield Text(f"… en nog {counts_text(rest)}; `--top 0` toont alles", style="dim")
    if occasion.nominated_by:
        yield Text(f"voordracht: {'; '.join(occasion.nominated_by)}")
    for grant in appointment.grants:
        yield Text(f"een zetel hier {grant}")
    if occasion.unsure:
        yield Text(f"{TO_VERIFY}: {occasion.unsure}")
    yield Text(f"← {source_text(outcome, occasion)}   {_place(appointment)}", style="dim")


def _title(outcome: Outcome, appointment: Appointment) -> Text:
    title = Text(appointment.occasion.name, style="bold")
    return title.append(f"   {network_text(outcome, appointment.occasion)}", style="dim not bold")


def _short(outcome: Outcome, appointments: Iterable[Appointment]) -> Table:
    table = Table(box=None, padding=(0, 1), show_edge=False, show_header=False)
    table.add_column(width=20)
    table.add_column(width=16)
    table.add_column(ratio=1)
    for each in appointments:
        cell = _title(outcome, each)
        if advices := todo(each):
            cell.append(
                f"\nraakt {counts_text(advices)}; het hoogste op rang {advices[0].rank}",
                style="not bold",
            )
        if each.occasion.unsure:
            cell.append(f"\n{TO_VERIFY}: {each.occasion.unsure}", style="not bold")
        away = "" if each.state in ("elk jaar", "onbekend") else away_text(each)
        table.add_row(when_text(each), away, cell)
    return table


def _place(appointment: Appointment) -> str:
    span = appointment.occasion.origin.span
    return f"{span.file}:{span.line}"


def _shown(day: date) -> str:
    return written(Once(day, day))
