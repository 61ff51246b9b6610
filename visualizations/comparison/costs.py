"""What it costs to have planned for another scenario, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.advice.names import decimal
from strategy.comparison.agreement import Agreement
from strategy.comparison.compared import PAIR, Compared
from strategy.comparison.seats import Standing
from strategy.scenarios.files import BASE
from visualizations.comparison.choice import Choice
from visualizations.comparison.sections import Line
from visualizations.comparison.words import BASE_TEXT, listed, percent
from visualizations.reports.effect_words import vacancy_hints
from visualizations.terminal import counted

MOST_DIFFERENT = 3
NO_DIFFERENCE = 0.005
"""Less than this is shown as 0%."""


def different(found: Compared, choice: Choice) -> Iterator[Line]:
    """Which scenarios ask for another choice than the others, and which for the same."""
    columns, regret = found.futures.columns, found.regret
    told = found.same if found.futures.with_base else frozenset()
    losses = [
        (regret.unprepared(scenario), scenario) for scenario in range(len(columns)) if scenario not in told
    ]
    far = sorted(
        (loss for loss in losses if loss[0] >= NO_DIFFERENCE),
        key=lambda loss: (-loss[0], columns[loss[1]].id),
    )
    for average, scenario in far[:MOST_DIFFERENT]:
        others = [
            (-plan.regrets[scenario], columns[number].id, columns[number].name)
            for number, plan in enumerate(regret.plans)
            if number != scenario
        ]
        most, _, name = min(others)
        if len(columns) == PAIR:
            yield Line(f"{columns[scenario].name}: wie op {name} rekent, mist hier {percent(-most)}")
        else:
            text = f"{columns[scenario].name}: wie op een ander scenario rekent, mist hier gemiddeld {percent(average)}"
            yield Line(text, (f"het meest met het plan voor {name}: {percent(-most)}",))
    if len(columns) == PAIR:
        yield Line(_pair(found.agreements[0], choice))
    if not far:
        yield Line(
            f"Geen: met het plan voor het ene scenario mist u in het andere niets, gemeten over {choice.many}."
        )
    yield from alike(found, choice)


def _pair(agreement: Agreement, choice: Choice) -> str:
    tau = (
        ""
        if agreement.tau is None
        else f"; over alle {choice.many} is Kendalls tau-b {decimal(agreement.tau, 2)}"
    )
    return f"Van de hoogste {agreement.highest} zijn er {agreement.shared} gelijk{tau}."


def alike(found: Compared, choice: Choice) -> Iterator[Line]:
    """Scenarios that change nothing, or nothing about what is compared."""
    columns = found.futures.columns
    for scenario in sorted(found.timed):
        future = columns[scenario]
        yield Line(
            f"{future.name} verandert geen advies, alleen wie er tijd voor heeft:",
            (f"`krachtenveld verdeling --scenario {future.id}` laat zien wie welke zetel dan kan dragen",),
        )
    for scenario in sorted(found.same - found.timed):
        itself = BASE if found.futures.with_base else BASE_TEXT
        hints = vacancy_hints(found.futures.base.outcome, columns[scenario].outcome).values()
        yield Line(f"{columns[scenario].name} geeft precies hetzelfde advies als {itself}.", tuple(hints))
    if not found.futures.with_base:
        return
    base = next(number for number, future in enumerate(columns) if future is found.futures.base)
    unmoved = [
        future.name
        for number, future in enumerate(columns)
        if number != base
        and number not in found.same
        and all(_same(seat.standings[number], seat.standings[base]) for seat in found.seats)
    ]
    if unmoved:
        verb = "verandert" if len(unmoved) == 1 else "veranderen"
        yield Line(
            f"{listed(unmoved, len(unmoved))} {verb} niets aan deze {choice.many}, wel aan ander advies:",
            ("`--soort alle` vergelijkt alles, `--soort relatie` de relaties",),
        )


def _same(one: Standing | None, other: Standing | None) -> bool:
    """Whether an advice stands alike among what is compared, whatever happens to other advice."""
    if one is None or other is None:
        return one is other
    return (one.score, one.band, one.place, one.parts) == (other.score, other.band, other.place, other.parts)


def safest(found: Compared, choice: Choice) -> Iterator[Line]:
    """The choice with the smallest maximum regret, beside the best of the plans for one scenario."""
    columns, regret = found.futures.columns, found.regret
    seats, worst = regret.safest.seats, regret.safest.worst
    yield Line(
        f"Deze {counted(len(seats), choice.one, choice.many)} missen in geen scenario meer dan {percent(worst)} "
        f"(het meest bij {columns[regret.safest.worst_scenario].name}):"
    )
    for place, seat in enumerate(seats, start=1):
        yield Line(f"{place}. {seat.title}", depth=1)
    base = found.futures.base
    best = min(
        range(len(columns)),
        key=lambda each: (regret.plans[each].worst, columns[each] is not base, columns[each].id),
    )
    plan = regret.plans[best]
    yield Line(
        f"Van de plannen voor één scenario is dat voor {columns[best].name} het veiligst: het mist hooguit "
        f"{percent(plan.worst)} (bij {columns[plan.worst_scenario].name})."
    )
