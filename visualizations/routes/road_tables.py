"""Roads as tables: the roads, their steps, the seats at their first network, and what would add strength."""

from __future__ import annotations

from collections.abc import Sequence

from strategy.routes.field import Field
from strategy.routes.roads import Road
from visualizations.routes import caveats, words
from visualizations.routes.columns import sheet
from visualizations.routes.difference import Difference
from visualizations.routes.found import Found, conclusions
from visualizations.routes.report import Report
from visualizations.sheets import Cell, Sheet, joined


def roads_report(
    field: Field, found: Sequence[Found], missing: Sequence[str], difference: Difference | None
) -> Report:
    """The roads of some pairs, for every form but the screen."""
    said = [line for item in found for line in conclusions(field, item)]
    grounds = [step.ground for item in found for road in item.shown for step in road.steps]
    notes = [caveats.scale(field), caveats.thin(field), caveats.SEATS, *caveats.uncertain(grounds)]
    sheets: tuple[Sheet, ...] = (
        _roads(field, found),
        _steps(field, found),
        _tables(field, found),
        _gains(field, found),
    )
    if difference:
        sheets = (*sheets, difference.sheet)
    return Report(
        "wegen",
        "Wegen naar wie beslist",
        (*(difference.lead if difference else ()), *missing, *said),
        sheets,
        tuple(notes),
    )


def _roads(field: Field, found: Sequence[Found]) -> Sheet:
    rows = [_road_row(field, road, item.every[0].strength) for item in found for road in item.shown]
    return sheet("wegen", rows)


def _road_row(field: Field, road: Road, best: float) -> tuple[Cell, ...]:
    natures = road.natures()
    return (
        road.priority,
        road.to,
        words.say(field, (road.priority, road.to)),
        road.number,
        words.road(field, road.nodes),
        road.strength,
        road.grade,
        100 * road.strength / best,
        "ja" if field.is_thin(road.strength) else "nee",
        words.step(field, road.weakest),
        road.weakest.strength,
        len(road.steps),
        road.to_build,
        road.carriers,
        natures.get("aanname", 0),
        natures.get("oordeel", 0),
        road.advice.id if road.advice else None,
        road.advice.rank if road.advice else None,
        "ja" if road.for_this else "nee",
        joined(road.against) or None,
    )


def _steps(field: Field, found: Sequence[Found]) -> Sheet:
    rows = [
        (
            road.priority, road.to, road.number, number, step.start, step.end, step.strength,
            "; ".join(words.need(field, need) for need in step.needs) or None,
            step.ground.text, step.ground.nature, step.scale or None, step.ground.source,
            step.ground.to_verify or None, words.place(step.ground),
        )
        for item in found for road in item.shown for number, step in enumerate(road.steps, start=1)
    ]  # fmt: skip
    return sheet("stappen", rows)


def _tables(field: Field, found: Sequence[Found]) -> Sheet:
    rows = [
        (
            road.priority, road.to, road.number, need.body, words.seat(field, need), need.state,
            need.advice.id if need.advice else None, need.advice.rank if need.advice else None,
            words.conditions(need) or None,
        )
        for item in found for road in item.shown for need in road.tables
    ]  # fmt: skip
    return sheet("tafels", rows)


def _gains(field: Field, found: Sequence[Found]) -> Sheet:
    rows = [
        (
            *item.pair, gain.sort, gain.actor, gain.body or None, words.gain(field, gain),
            gain.via_before, gain.via_after, gain.best_before, gain.best_after, gain.alone,
            gain.advice.id if gain.advice else None, gain.advice.rank if gain.advice else None,
        )
        for item in found for gain in item.gains
    ]  # fmt: skip
    return sheet("versterkingen", rows)
