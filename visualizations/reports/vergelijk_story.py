"""What a comparison says, in sentences under their questions: what is worth fighting for, what hinges, what it costs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from strategy.advice.names import decimal
from strategy.comparison.compare_scenarios import PAIR, ScenarioComparison
from strategy.comparison.lost_actors import LostActors, PriorityLoss
from strategy.comparison.regret import ScenarioDependent
from strategy.comparison.side_by_side import SEAT, ComparedLine, OrderAgreement, ScenarioStanding
from strategy.effect.differences import differences
from strategy.scenarios.files import BASE
from visualizations.reports.effect_words import shown_text, vacancy_hints
from visualizations.reports.vergelijk_words import (
    BASE_TEXT,
    AdviceRow,
    ComparedChoice,
    listed,
    percent,
    places,
    reasons,
    road_text,
    score_text,
    within,
)
from visualizations.writers.words import counted

MOST_REASONS = 2
MOST_BROKEN = 3
MOST_DIFFERENT = 3
MOST_GAPS = 5
NO_DIFFERENCE = 0.005
"""Less than this is shown as 0%."""


@dataclass(frozen=True)
class Sentence:
    """A sentence, and what is told about it in smaller letters; `depth` 1 belongs to the sentence before it."""

    text: str
    details: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True)
class StorySection:
    """An answer under its question."""

    title: str
    lines: tuple[Sentence, ...]


def _cut(lines: Sequence[Sentence], most: int) -> tuple[Sentence, ...]:
    """The first `most` lines and how many there are more; 0 is all."""
    if not most or len(lines) <= most:
        return tuple(lines)
    rest = f"… en nog {len(lines) - most}; `--top 0` toont ze allemaal"
    return (*lines[:most], Sentence(rest, depth=lines[0].depth))


def story(found: ScenarioComparison, choice: ComparedChoice, top: int) -> Iterator[StorySection]:
    """The answers, the most important first; of long lists the first `top`, 0 is all."""
    if not found.different:
        yield StorySection("Hetzelfde advies", tuple(_equal(found, choice)))
        return
    yield StorySection("Wat er ook gebeurt", tuple(_always(found, choice)))
    if len(found.futures.columns) == PAIR:
        if found.firmness.near:
            yield StorySection("Hangt af van het scenario", tuple(_either(found)))
    else:
        if found.firmness.near:
            yield StorySection(
                "Op één scenario na",
                _cut([_near(found, dependent) for dependent in found.firmness.near], top),
            )
        if lines := list(_mostly(found)):
            yield StorySection("In de meeste scenario's", _cut(lines, top))
        if found.firmness.alone:
            yield StorySection("Alleen in één scenario", tuple(_alone(found)))
    yield StorySection("Welk scenario vraagt een andere keuze?", tuple(_different(found, choice)))
    if found.regret.safest.worst >= NO_DIFFERENCE:
        yield StorySection("De keuze met de minste spijt", tuple(_safest(found, choice)))
    if found.dropouts:
        yield StorySection("Wat valt weg zonder een netwerk?", tuple(_losses(found, top)))


def ways_on(found: ScenarioComparison, choice: ComparedChoice) -> StorySection | None:
    """The commands that tell why a seat moves, for the scenario that asks most for another choice; None without one.

    Of that scenario the advice that holds elsewhere serves as the example, or else one that is no longer `doen` there.
    """
    columns, base = found.futures.columns, found.futures.base
    by_cost = sorted(
        (number for number, future in enumerate(columns) if future is not base and number not in found.same),
        key=lambda number: -found.regret.unprepared(number),
    )
    for number in by_cost:
        seat = _example(found, number)
        if seat is None:
            continue
        asked = shlex.quote(columns[number].asked)
        lines = [Sentence(f"`krachtenveld effect --scenario {asked} --advies {seat.id}`", (seat.title,))]
        if len(columns) > PAIR:
            command = f"`krachtenveld vergelijk {BASE} {asked} --soort {choice.sort or SEAT}`"
            lines.append(Sentence(command, ("elk verschil, met de wijziging die het veroorzaakt",)))
        return StorySection(f"Waarom zakt, stijgt of vervalt een {choice.one}?", tuple(lines))
    return None


def _example(found: ScenarioComparison, scenario: int) -> ComparedLine | None:
    dependents = [dependent.seat for dependent in found.firmness.near if dependent.scenario == scenario]
    if dependents:
        return dependents[0]
    base = found.futures.base.outcome
    other = found.futures.columns[scenario].outcome
    changed = {
        difference.id: difference for difference in differences(base, other) if difference.kind != "rang"
    }
    moved = [seat for seat in found.seats if seat.id in changed]

    def leaves_core(seat: ComparedLine) -> bool:
        old = changed[seat.id].old
        return old is not None and old.band == "doen" != seat.band(scenario)

    return next(filter(leaves_core, moved), moved[0] if moved else None)


def _equal(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
    yield Sentence(f"Deze scenario's geven hetzelfde advies{choice.text()}, met dezelfde rangen en scores.")
    yield from _alike(found, choice)


def _always(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
    total, size = len(found.futures.columns), found.regret.size
    always = found.firmness.always
    every = "beide scenario's" if total == PAIR else f"alle {total} scenario's"
    if 1 < len(found.seats) <= size:
        text = f"Van {counted(len(found.seats), choice.one, choice.many)} hoort alles bij de hoogste {size}"
        yield Sentence(f"{text} waar het wordt geadviseerd; kies een kleiner getal met --top-n.")
    if not always:
        yield Sentence(f"Geen {choice.one} hoort in {every} bij de hoogste {size}.")
        return
    verb = "hoort" if len(always) == 1 else "horen"
    yield Sentence(
        f"{counted(len(always), choice.one, choice.many)} {verb} in {every} bij de hoogste {size}:"
    )
    for seat in always:
        yield Sentence(
            seat.title,
            (*within(found, seat), f"{places(seat)} · {_in_core(found, seat)} · {seat.id}"),
            depth=1,
        )


def _in_core(found: ScenarioComparison, seat: ComparedLine) -> str:
    columns = found.futures.columns
    core = [columns[number].name for number in AdviceRow(found, seat).core]
    if len(core) == 1 < len(columns):
        return f"alleen doen bij {core[0]}"
    words = {0: "nergens doen", len(columns): "overal doen"}
    return words.get(len(core), f"in {len(core)} van {len(columns)} scenario's doen")


def _near(found: ScenarioComparison, dependent: ScenarioDependent) -> Sentence:
    future = found.futures.columns[dependent.scenario]
    standing = dependent.seat.standings[dependent.scenario]
    where = f"dan plaats {standing.place}, {standing.band}" if standing else "dan niet geadviseerd"
    because = _reason(found, dependent)
    tail = f": {because}" if because else ""
    return Sentence(
        dependent.seat.title,
        (
            f"niet bij {future.name} ({where}){tail}",
            *within(found, dependent.seat),
            f"anders {places(dependent.seat, dependent.scenario)} · {dependent.seat.id}",
        ),
    )


def _reason(found: ScenarioComparison, dependent: ScenarioDependent) -> str:
    """What the scenario changes about the advice."""
    texts = [shown_text(part, change) for part, change in reasons(found, dependent)]
    return listed(texts, MOST_REASONS, "; ")


def _mostly(found: ScenarioComparison) -> Iterator[Sentence]:
    """What holds in more than half of the scenarios, but not in all but one."""
    total = len(found.futures.columns)
    rows = [AdviceRow(found, seat) for seat in found.firmness.between]
    for row in sorted((row for row in rows if 2 * len(row.broken) < total), key=lambda row: len(row.broken)):
        names = listed([future.name for future in row.broken], MOST_BROKEN)
        yield Sentence(row.it.title, (f"in {len(row.held)} van {total}, niet bij {names} · {row.it.id}",))


def _alone(found: ScenarioComparison) -> Iterator[Sentence]:
    for scenario, future in enumerate(found.futures.columns):
        seats = [dependent.seat for dependent in found.firmness.alone if dependent.scenario == scenario]
        if seats:
            yield Sentence(
                f"{future.name}:", tuple(f"{seat.title} ({_place(seat, scenario)})" for seat in seats)
            )


def _either(found: ScenarioComparison) -> Iterator[Sentence]:
    """Of two scenarios what holds in one of them only."""
    for scenario, future in enumerate(found.futures.columns):
        seats = [dependent.seat for dependent in found.firmness.near if dependent.scenario != scenario]
        if seats:
            texts = (
                f"{seat.title} ({_place(seat, scenario)}; anders {_place(seat, 1 - scenario)})"
                for seat in seats
            )
            yield Sentence(f"Alleen bij {future.name}:", tuple(texts))


def _place(seat: ComparedLine, scenario: int) -> str:
    standing = seat.standings[scenario]
    return f"plaats {standing.place}" if standing else "niet geadviseerd"


# ── what it costs to have planned for another scenario ────────────────────────────────────────────────


def _different(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
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
            yield Sentence(f"{columns[scenario].name}: wie op {name} rekent, mist hier {percent(-most)}")
        else:
            text = f"{columns[scenario].name}: wie op een ander scenario rekent, mist hier gemiddeld {percent(average)}"
            yield Sentence(text, (f"het meest met het plan voor {name}: {percent(-most)}",))
    if len(columns) == PAIR:
        yield Sentence(_pair(found.agreements[0], choice))
    if not far:
        yield Sentence(
            f"Geen: met het plan voor het ene scenario mist u in het andere niets, gemeten over {choice.many}."
        )
    yield from _alike(found, choice)


def _pair(agreement: OrderAgreement, choice: ComparedChoice) -> str:
    tau = (
        ""
        if agreement.tau is None
        else f"; over alle {choice.many} is Kendalls tau-b {decimal(agreement.tau, 2)}"
    )
    return f"Van de hoogste {agreement.highest} zijn er {agreement.shared} gelijk{tau}."


def _alike(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
    """Scenarios that change nothing, or nothing about what is compared."""
    columns = found.futures.columns
    for scenario in sorted(found.timed):
        future = columns[scenario]
        yield Sentence(
            f"{future.name} verandert geen advies, alleen wie er tijd voor heeft:",
            (f"`krachtenveld verdeling --scenario {future.id}` laat zien wie welke zetel dan kan dragen",),
        )
    for scenario in sorted(found.same - found.timed):
        itself = BASE if found.futures.with_base else BASE_TEXT
        hints = vacancy_hints(found.futures.base.outcome, columns[scenario].outcome).values()
        yield Sentence(f"{columns[scenario].name} geeft precies hetzelfde advies als {itself}.", tuple(hints))
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
        yield Sentence(
            f"{listed(unmoved, len(unmoved))} {verb} niets aan deze {choice.many}, wel aan ander advies:",
            ("`--soort alle` vergelijkt alles, `--soort relatie` de relaties",),
        )


def _same(one: ScenarioStanding | None, other: ScenarioStanding | None) -> bool:
    """Whether an advice stands alike among what is compared, whatever happens to other advice."""
    if one is None or other is None:
        return one is other
    return (one.score, one.band, one.place, one.parts) == (other.score, other.band, other.place, other.parts)


def _safest(found: ScenarioComparison, choice: ComparedChoice) -> Iterator[Sentence]:
    """The choice with the smallest maximum regret, beside the best of the plans for one scenario."""
    columns, regret = found.futures.columns, found.regret
    seats, worst = regret.safest.seats, regret.safest.worst
    yield Sentence(
        f"Deze {counted(len(seats), choice.one, choice.many)} missen in geen scenario meer dan {percent(worst)} "
        f"(het meest bij {columns[regret.safest.worst_scenario].name}):"
    )
    for place, seat in enumerate(seats, start=1):
        yield Sentence(f"{place}. {seat.title}", depth=1)
    base = found.futures.base
    best = min(
        range(len(columns)),
        key=lambda each: (regret.plans[each].worst, columns[each] is not base, columns[each].id),
    )
    plan = regret.plans[best]
    yield Sentence(
        f"Van de plannen voor één scenario is dat voor {columns[best].name} het veiligst: het mist hooguit "
        f"{percent(plan.worst)} (bij {columns[plan.worst_scenario].name})."
    )


# ── what falls away with a network ────────────────────────────────────────────────────────────────────


def _losses(found: ScenarioComparison, top: int) -> Iterator[Sentence]:
    """Per scenario that lacks actors, the priorities that lose by it; the worst few unless `top` is 0."""
    columns = found.futures.columns
    for scenario, lost in found.dropouts.items():
        felt = [gap for gap in lost.gaps if gap.felt]
        without = sum(gap.cut_off for gap in felt)
        if not felt:
            total = len({line.id for gap in lost.gaps for line in gap.lost})
            gone = f", en daarmee {counted(total, 'advies', 'adviezen')}" if total else ""
            text = f"{columns[scenario].name}: {_gone(found, lost)} weg{gone}"
            yield Sentence(
                text, ("voor elke prioriteit blijft een even sterk advies, en elke weg naar wie beslist",)
            )
            continue
        roads = (
            f"{counted(without, 'prioriteit heeft', 'prioriteiten hebben')} geen weg meer naar wie beslist"
            if without
            else "elke prioriteit houdt een weg naar wie beslist"
        )
        feel = counted(len(felt), "prioriteit levert", "prioriteiten leveren")
        yield Sentence(f"{columns[scenario].name}: {_gone(found, lost)} weg; {roads}, {feel} in:")
        lines = [Sentence(_gap(found, gap), (_substitutes(gap),), depth=1) for gap in felt]
        yield from _cut(lines, top and MOST_GAPS)


def _gone(found: ScenarioComparison, lost: LostActors) -> str:
    names = found.futures.base.outcome.names
    bodies = f" (met {counted(len(lost.bodies), 'gremium', 'gremia')})" if lost.bodies else ""
    actors = listed([names.short("actor", actor) for actor in lost.actors], 4)
    return f"{actors}{bodies} {'valt' if len(lost.actors) == 1 else 'vallen'}"


def _gap(found: ScenarioComparison, gap: PriorityLoss) -> str:
    names = found.futures.base.outcome.names
    parts = []
    if gap.cut_off:
        parts.append("geen weg meer naar wie beslist")
    elif gap.unadvised:
        parts.append("geen route meer onder de adviezen")
    if gap.left < 1:
        parts.append(f"{percent(gap.left)} van het sterkste argument blijft")
    parts += [road_text(names, road) for road in gap.roads if not gap.cut_off]
    return f'"{names.name("prioriteit", gap.priority)}": {"; ".join(parts)}'


def _substitutes(gap: PriorityLoss) -> str:
    if not gap.substitutes:
        return "er is niets dat het kan overnemen"
    texts = [
        f"{each.line.title} ({score_text(each.strength)}{', nieuw' if each.new else ''})"
        for each in gap.substitutes
    ]
    return f"het beste dat blijft: {'; '.join(texts)}"
