"""A comparison as a document: the answers in sentences, then the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from strategy.comparison.compared import Compared
from visualizations.comparison.choice import Choice, shown_seats
from visualizations.comparison.plan_sheets import change_sheet, difference_sheet
from visualizations.comparison.sections import Section
from visualizations.comparison.sheets import (
    agreement_sheet,
    comparison_stamp,
    comparison_title,
    loss_sheet,
    regret_sheet,
    scenario_sheet,
    turn_sheet,
)
from visualizations.comparison.story import story
from visualizations.comparison.view import CAVEAT, grid_title, meaning_of_regret
from visualizations.comparison.words import KEY, cell, letter
from visualizations.output import MARK
from visualizations.sheets import Column, Sheet, markdown_text
from visualizations.terminal import DISCLAIMER

_TURNS = ("scenario", "opgave", "nu", "wat", "richting", "gewicht", "eruit")
_SCENARIO = ("letter", "scenario", "naam", "peildatum", "doen", "onvoorbereid", "eigen plan", "het meest bij")


def as_markdown(found: Compared, choice: Choice, top: int) -> str:
    """The whole comparison; of lists and tables of advice the first `top`, 0 is all."""
    return "\n".join(_parts(found, choice, top))


def _parts(found: Compared, choice: Choice, top: int) -> Iterator[str]:
    yield f"# {comparison_title(found)}\n"
    if not found.seats:
        yield f"Geen {choice.many} bij deze keuze, in geen van de scenario's.\n"
    else:
        for section in story(found, choice, top):
            yield _section(section)
        yield f"## De scenario's\n\n{markdown_text(scenario_sheet(found).only(_SCENARIO))}"
        yield f"## {grid_title(found, choice)}\n\n{KEY}\n\n{markdown_text(_grid(found, choice, top))}"
        if (turns := _turns(found)).rows:
            yield f"## Bij welk gewicht kantelt het\n\n{markdown_text(turns)}"
        yield f"## Spijt\n\n{meaning_of_regret(found, choice)}\n\n{markdown_text(regret_sheet(found))}"
        yield f"## Overeenstemming\n\n{markdown_text(agreement_sheet(found))}"
        if found.dropouts:
            yield f"## Wat wegvalt\n\n{markdown_text(loss_sheet(found))}"
    if found.plan:
        yield f"## Wijzigingen\n\n{markdown_text(change_sheet(found.plan))}"
        yield f"## Verschillen\n\n{markdown_text(difference_sheet(found.plan))}"
    yield f"{CAVEAT} {DISCLAIMER}\n\n{MARK} · {comparison_stamp(found)}\n"


def _turns(found: Compared) -> Sheet:
    """Which weights make what holds fall away; what else comes among the highest would fill pages."""
    sheet = turn_sheet(found)
    return replace(sheet, rows=tuple(row for row in sheet.rows if row[-1] == "")).only(_TURNS)


def _section(section: Section) -> str:
    lines = []
    for line in section.lines:
        lines.append(f"{'  ' * line.depth}- {line.text}")
        lines += [f"{'  ' * (line.depth + 1)}- {detail}" for detail in line.details]
    text = "\n".join(lines).replace("<", "&lt;")
    return f"## {section.title}\n\n{text}\n"


def _grid(found: Compared, choice: Choice, top: int) -> Sheet:
    rows = shown_seats(found, choice)
    columns = (
        Column(choice.one, ""),
        *(Column(letter(number), "", "whole") for number in range(len(found.futures.columns))),
    )
    shown = rows[:top] if top else rows
    return Sheet("", columns, tuple((seat.title, *map(cell, seat.standings)) for seat in shown))
