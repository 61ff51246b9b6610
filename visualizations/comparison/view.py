"""A comparison on the screen: first the answers, then the tables, then what the numbers mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.names import decimal
from strategy.comparison.compared import PAIR, Compared
from visualizations.comparison.choice import Choice, shown_seats
from visualizations.comparison.sections import Section
from visualizations.comparison.story import story, ways_on
from visualizations.comparison.words import BASE_TEXT, KEY, cell, first_name, letter, percent
from visualizations.reports.effect import effect_blocks
from visualizations.terminal import DISCLAIMER, counted
from visualizations.turns import limits, number_text
from visualizations.writers.screen import screen


def comparison_view(found: Compared, choice: Choice, top: int) -> RenderableType:
    """The whole comparison; of each table and list at most `top` rows, 0 is all."""
    parts: list[RenderableType] = [heading(found, choice), Text()]
    if not found.seats:
        parts += [Text(f"Geen {choice.many} bij deze keuze, in geen van de scenario's."), Text()]
    else:
        for section in story(found, choice, top):
            parts += [*_section(section), Text()]
        parts += [*_scenarios(found), Text(), *_grid(found, choice, top), Text()]
        if found.turns:
            parts += [*_turns(found), Text()]
        if not top and len(found.futures.columns) > PAIR:
            parts += [*_regrets(found), Text(), *_agreements(found), Text()]
    if found.plan and (found.seats or found.plan.items):
        names = [future.name for future in found.futures.columns]
        parts += [
            Text(f"Verschillen: {' → '.join(names)}", style="bold underline"),
            screen(effect_blocks(found.plan, top)),
            Text(),
        ]
    if found.seats and (on := ways_on(found, choice)):
        parts += [*_section(on), Text()]
    parts.append(Text("\n".join(_meaning(found, choice, top)), style="dim"))
    return Group(*parts)


def heading(found: Compared, choice: Choice) -> Text:
    """Of which dossier, on which day, and what is compared."""
    futures = found.futures
    case = futures.base.outcome.case
    days = dict.fromkeys(future.outcome.case.view.day.isoformat() for future in futures.columns)
    day = f"peildatum {next(iter(days))}" if len(days) == 1 else "peildatum per scenario"
    text = Text(case.dossier.header.name, style="bold")
    public = " · openbare versie" if case.view.public_only else ""
    text.append(
        f" · {day}{public}\n{len(futures.columns)} scenario's vergeleken{_with_base(found)}, "
        f"over {counted(len(found.seats), choice.one, choice.many)}{choice.text()}",
        style="not bold",
    )
    return text


def _with_base(found: Compared) -> str:
    columns = found.futures.columns
    if not found.futures.with_base:
        return ""
    if len(columns) == PAIR:
        return f": {' en '.join(map(first_name, columns))}"
    return f", waaronder {BASE_TEXT}"


def _section(section: Section) -> Iterator[RenderableType]:
    yield Text(section.title, style="bold underline")
    for line in section.lines:
        margin = 1 + 2 * line.depth
        yield Padding(Text(line.text), (0, 0, 0, margin))
        for detail in line.details:
            yield Padding(Text(detail, style="dim"), (0, 0, 0, margin + 2))


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────


def _scenarios(found: Compared) -> Iterator[RenderableType]:
    columns = found.futures.columns
    days = [future.outcome.case.view.day.isoformat() for future in columns]
    yield Text("De scenario's", style="bold underline")
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("scenario", ratio=1)
    for title in (*(("peildatum",) if len(set(days)) > 1 else ()), "doen", "onvoorbereid", "eigen plan"):
        table.add_column(title, justify="right", no_wrap=True)
    for number, future in enumerate(columns):
        core = sum(seat.band(number) == "doen" for seat in found.seats)
        name = Text(future.name)
        if future.id != future.name:
            name.append(f"  {future.id}", style="dim")
        measures = (
            str(core),
            percent(found.regret.unprepared(number)),
            percent(found.regret.plans[number].worst),
        )
        table.add_row(letter(number), name, *((days[number],) if len(set(days)) > 1 else ()), *measures)
    yield Padding(table, (0, 0, 0, 1))
    text = (
        "onvoorbereid: wat u in dit scenario gemiddeld mist met het plan voor een ander; eigen plan: wat het plan voor "
        "dit scenario hooguit mist als een ander komt"
    )
    yield Padding(Text(text, style="dim"), (0, 0, 0, 2))


def _grid(found: Compared, choice: Choice, top: int) -> Iterator[RenderableType]:
    rows = shown_seats(found, choice)
    shown = rows[:top] if top else rows
    columns = found.futures.columns
    yield Text(grid_title(found, choice), style="bold underline")
    if not rows:
        yield Text(f" Geen {choice.one} is ergens {choice.band}.")
        return
    table = Table(box=None, padding=(0, 0, 0, 1), show_edge=False, header_style="dim")
    table.add_column(choice.one, ratio=1)
    for number in range(len(columns)):
        table.add_column(letter(number), justify="right", no_wrap=True)
    for seat in shown:
        table.add_row(seat.title, *(cell(standing) for standing in seat.standings))
    yield Padding(table, (0, 0, 0, 1))
    yield Text(f"  {KEY}   (op het gemiddelde deel van de hoogste score)", style="dim")
    if rest := len(rows) - len(shown):
        yield Text(
            f"   … en nog {rest}; `--top 0` toont ze allemaal, met spijt en overeenstemming per paar",
            style="dim",
        )


def grid_title(found: Compared, choice: Choice) -> str:
    return f"Plaats onder {counted(len(found.seats), choice.one, choice.many)}, en band"


def _regrets(found: Compared) -> Iterator[RenderableType]:
    yield Text(
        "Spijt: wat het plan van een rij mist als het scenario van de kolom komt, in %",
        style="bold underline",
    )
    regret = found.regret
    rows = [
        (f"{letter(number)} {future.id}", [*plan.regrets, plan.worst])
        for number, (future, plan) in enumerate(zip(found.futures.columns, regret.plans, strict=True))
    ]
    rows.append(("  minste spijt", [*regret.safest.regrets, regret.safest.worst]))
    heads = [*(letter(number) for number in range(len(found.futures.columns))), "meest"]
    yield _matrix(heads, [(name, [decimal(100 * value, 0) for value in values]) for name, values in rows])


def _agreements(found: Compared) -> Iterator[RenderableType]:
    size, columns = found.regret.size, found.futures.columns
    yield Text(
        f"Overeenstemming: linksonder Kendalls tau-b, rechtsboven hoeveel van de hoogste {size} gelijk zijn",
        style="bold underline",
    )
    pairs = {(each.one, each.other): each for each in found.agreements}

    def shown(row: int, column: int) -> str:
        if row == column:
            return ""
        pair = pairs[min(row, column), max(row, column)]
        if row < column:
            return f"{pair.shared}/{pair.highest}"
        return "–" if pair.tau is None else decimal(pair.tau, 2)

    numbers = range(len(columns))
    rows = [
        (f"{letter(row)} {columns[row].id}", [shown(row, column) for column in numbers]) for row in numbers
    ]
    yield _matrix([letter(number) for number in numbers], rows)


def _turns(found: Compared) -> Iterator[RenderableType]:
    """Per opgave between which weights things stay as they are."""
    size, columns = found.regret.size, found.futures.columns
    yield Text(
        "Tussen welke gewichten blijft dit zo?  één gewicht tegelijk, van 0 tot 10", style="bold underline"
    )
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    table.add_column("opgave", ratio=1)
    for title in ("nu", f"bij de hoogste {size}", "doen", f"dezelfde hoogste {size}"):
        table.add_column(title, justify="right", no_wrap=True)
    for each in found.turns:
        future = columns[each.scenario]
        name = future.outcome.names.name("opgave", each.lever.id)
        where = "" if future is found.futures.base else f" ({letter(each.scenario)})"
        ranges = (limits(turns, each.now) for turns in (each.firm, each.core, each.top))
        table.add_row(f"{name}{where}", number_text(each.now), *ranges)
    yield Padding(table, (0, 0, 0, 1))
    yield Padding(Text(turns_meaning(found), style="dim"), (0, 0, 0, 2))


def turns_meaning(found: Compared) -> str:
    """What the ranges of weights say, and of which advice."""
    size = found.regret.size
    scope = "overal" if len(found.futures.columns) == PAIR else "overal of op één scenario na"
    return (
        f"bij de hoogste {size}, doen: zolang valt niets van wat {scope} bij de hoogste {size} hoort daaruit, of uit "
        f"doen; dezelfde hoogste {size}: zolang komt er niets bij"
    )


def _matrix(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> RenderableType:
    table = Table(box=None, padding=(0, 0, 0, 1), show_edge=False, header_style="dim")
    table.add_column("", ratio=1, no_wrap=True, overflow="ellipsis")
    for title in heads:
        table.add_column(title, justify="right", no_wrap=True)
    for name, cells in rows:
        table.add_row(name, *cells)
    return Padding(table, (0, 0, 0, 1))


def _meaning(found: Compared, choice: Choice, top: int) -> Iterator[str]:
    """What the numbers mean, in as few sentences as it takes."""
    if found.seats:
        yield meaning_of_regret(found, choice)
    if top and found.seats:
        yield "`--top 0` toont alles; `--uit vergelijking.xlsx` en `--uit vergelijking.png` nemen het mee."
    yield f"{CAVEAT} {DISCLAIMER}"


CAVEAT = "Scenario's zijn veronderstellingen: wat erin staat, is een aanname tenzij er een bron bij staat."


def meaning_of_regret(found: Compared, choice: Choice) -> str:
    """Regret in one sentence."""
    return (
        f"Een plan is de beste keuze van {counted(found.regret.size, choice.one, choice.many)}; spijt is het deel van de hoogst "
        "haalbare som van scores dat u mist als er een ander scenario komt dan waarvoor het plan is gemaakt. "
        "Tijd en gunning tellen daarin niet mee: die rekent `krachtenveld verdeling` na."
    )
