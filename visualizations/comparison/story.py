"""What a comparison says, in sentences: which seats are worth fighting for, and which hinge on what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from strategy.advice.names import decimal
from strategy.comparison.agreement import Agreement
from strategy.comparison.compared import PAIR, Compared
from strategy.comparison.dropout import Dropout, Gap
from strategy.comparison.no_regret import Hinge
from strategy.comparison.seats import Seat, Standing
from visualizations.comparison.choice import Choice
from visualizations.comparison.words import listed, number, percent, places, road_text
from visualizations.effect.words import shown_text
from visualizations.terminal import counted

MOST_REASONS = 2
MOST_DIFFERENT = 3
MOST_GAPS = 5
MOST_BROKEN = 3
NO_DIFFERENCE = 0.005
"""Less than this is shown as 0%."""


@dataclass(frozen=True)
class Line:
    """A sentence, and what is told about it in smaller letters; `depth` 1 belongs to the sentence before it."""

    text: str
    details: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True)
class Section:
    """An answer under its question."""

    title: str
    lines: tuple[Line, ...]


def story(found: Compared, choice: Choice, top: int) -> Iterator[Section]:
    """The answers, the most important first; of long lists the first `top`, 0 is all."""
    if not found.different:
        yield Section("Hetzelfde advies", tuple(_equal(found, choice)))
        return
    yield Section("Wat er ook gebeurt", tuple(_always(found, choice)))
    if len(found.futures.columns) == PAIR:
        if found.firmness.near:
            yield Section("Hangt af van het scenario", tuple(_either(found)))
    else:
        if found.firmness.near:
            yield Section(
                "Op één scenario na", _cut([_near(found, hinge) for hinge in found.firmness.near], top)
            )
        if lines := list(_mostly(found)):
            yield Section("In de meeste scenario's", _cut(lines, top))
        if found.firmness.alone:
            yield Section("Alleen in één scenario", tuple(_alone(found)))
    yield Section("Welk scenario vraagt een andere keuze?", tuple(_different(found, choice)))
    if found.regret.safest.worst >= NO_DIFFERENCE:
        yield Section("De keuze met de minste spijt", tuple(_safest(found, choice)))
    if found.dropouts:
        yield Section("Wat valt weg zonder een netwerk?", tuple(_losses(found, top)))


def _equal(found: Compared, choice: Choice) -> Iterator[Line]:
    yield Line(f"Deze scenario's geven hetzelfde advies{choice.text()}, met dezelfde rangen en scores.")
    yield from _alike(found, choice)


def _cut(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    if not most or len(lines) <= most:
        return tuple(lines)
    rest = f"… en nog {len(lines) - most}; `--top 0` toont ze allemaal"
    return (*lines[:most], Line(rest, depth=lines[0].depth))


# ── what holds ────────────────────────────────────────────────────────────────────────────────────────


def _always(found: Compared, choice: Choice) -> Iterator[Line]:
    total, size = len(found.futures.columns), found.regret.size
    always = found.firmness.always
    every = "beide scenario's" if total == PAIR else f"alle {total} scenario's"
    if 1 < len(found.seats) <= size:
        text = f"Van {counted(len(found.seats), choice.one, choice.many)} hoort alles bij de hoogste {size}"
        yield Line(f"{text} waar het wordt geadviseerd; kies een kleiner getal met --top-n.")
    if not always:
        yield Line(f"Geen {choice.one} hoort in {every} bij de hoogste {size}.")
        return
    verb = "hoort" if len(always) == 1 else "horen"
    yield Line(f"{counted(len(always), choice.one, choice.many)} {verb} in {every} bij de hoogste {size}:")
    for seat in always:
        yield Line(seat.title, (f"{places(seat)} · {_in_core(found, seat)} · {seat.id}",), depth=1)


def _in_core(found: Compared, seat: Seat) -> str:
    columns = found.futures.columns
    core = [future.name for number, future in enumerate(columns) if seat.band(number) == "kern"]
    if len(core) == 1 < len(columns):
        return f"alleen kern bij {core[0]}"
    words = {0: "nergens kern", len(columns): "overal kern"}
    return words.get(len(core), f"in {len(core)} van {len(columns)} scenario's kern")


def _near(found: Compared, hinge: Hinge) -> Line:
    future = found.futures.columns[hinge.scenario]
    standing = hinge.seat.standings[hinge.scenario]
    where = f"dan plaats {standing.place}, {standing.band}" if standing else "dan niet geadviseerd"
    because = _reason(found, hinge)
    tail = f": {because}" if because else ""
    return Line(
        hinge.seat.title,
        (
            f"niet bij {future.name} ({where}){tail}",
            f"anders {places(hinge.seat, hinge.scenario)} · {hinge.seat.id}",
        ),
    )


def _reason(found: Compared, hinge: Hinge) -> str:
    """What the scenario changes about the advice."""
    part = found.reasons.get((hinge.scenario, hinge.seat.id))
    item = next((item for item in part.items if item.difference.id == hinge.seat.id), None) if part else None
    if part is None or item is None:
        return ""
    return listed([shown_text(part, change) for change in item.changes], MOST_REASONS, "; ")


def _mostly(found: Compared) -> Iterator[Line]:
    """What holds in more than half of the scenarios, but not in all but one."""
    columns, size = found.futures.columns, found.regret.size
    ranked = []
    for seat in found.firmness.between:
        broken = [number for number in range(len(columns)) if not seat.holds(number, size)]
        if 2 * len(broken) < len(columns):
            ranked.append((len(broken), seat, broken))
    for _, seat, broken in sorted(ranked, key=lambda item: item[0]):
        names = listed([columns[number].name for number in broken], MOST_BROKEN)
        held = len(columns) - len(broken)
        yield Line(seat.title, (f"in {held} van {len(columns)}, niet bij {names} · {seat.id}",))


def _alone(found: Compared) -> Iterator[Line]:
    for scenario, future in enumerate(found.futures.columns):
        seats = [hinge.seat for hinge in found.firmness.alone if hinge.scenario == scenario]
        if seats:
            yield Line(f"{future.name}:", tuple(f"{seat.title} ({_place(seat, scenario)})" for seat in seats))


def _either(found: Compared) -> Iterator[Line]:
    """Of two scenarios what holds in one of them only."""
    for scenario, future in enumerate(found.futures.columns):
        seats = [hinge.seat for hinge in found.firmness.near if hinge.scenario != scenario]
        if seats:
            texts = (
                f"{seat.title} ({_place(seat, scenario)}; anders {_place(seat, 1 - scenario)})"
                for seat in seats
            )
            yield Line(f"Alleen bij {future.name}:", tuple(texts))


def _place(seat: Seat, scenario: int) -> str:
    standing = seat.standings[scenario]
    return f"plaats {standing.place}" if standing else "niet geadviseerd"


# ── what it costs ─────────────────────────────────────────────────────────────────────────────────────


def _different(found: Compared, choice: Choice) -> Iterator[Line]:
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
    yield from _alike(found, choice)


def _pair(agreement: Agreement, choice: Choice) -> str:
    tau = (
        ""
        if agreement.tau is None
        else f"; over alle {choice.many} is Kendalls tau-b {decimal(agreement.tau, 2)}"
    )
    return f"Van de hoogste {agreement.highest} zijn er {agreement.shared} gelijk{tau}."


def _alike(found: Compared, choice: Choice) -> Iterator[Line]:
    """Scenarios that change nothing, or nothing about what is compared."""
    columns = found.futures.columns
    for scenario in sorted(found.timed):
        future = columns[scenario]
        yield Line(
            f"{future.name} verandert geen advies, alleen wie er tijd voor heeft:",
            (f"`krachtenveld verdeling --scenario {future.id}` laat zien wie welke zetel dan kan dragen",),
        )
    for scenario in sorted(found.same - found.timed):
        yield Line(f"{columns[scenario].name} geeft precies hetzelfde advies als het dossier zelf.")
    if not found.futures.with_base:
        return
    base = next(number for number, future in enumerate(columns) if future is found.futures.base)
    alike = [
        future.name
        for number, future in enumerate(columns)
        if number != base
        and number not in found.same
        and all(_same(seat.standings[number], seat.standings[base]) for seat in found.seats)
    ]
    if alike:
        verb = "verandert" if len(alike) == 1 else "veranderen"
        yield Line(
            f"{listed(alike, len(alike))} {verb} niets aan deze {choice.many}, wel aan ander advies:",
            ("`--soort alle` vergelijkt alles, `--soort relatie` de relaties",),
        )


def _same(one: Standing | None, other: Standing | None) -> bool:
    """Whether an advice stands alike among what is compared, whatever happens to other advice."""
    if one is None or other is None:
        return one is other
    return (one.score, one.band, one.place) == (other.score, other.band, other.place)


def _safest(found: Compared, choice: Choice) -> Iterator[Line]:
    columns, regret = found.futures.columns, found.regret
    safest = regret.safest
    name = columns[safest.worst_scenario].name
    yield Line(
        f"Deze {counted(len(safest.seats), choice.one, choice.many)} missen in geen scenario meer dan "
        f"{percent(safest.worst)} (het meest bij {name}):"
    )
    for place, seat in enumerate(safest.seats, start=1):
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


# ── what is lost ──────────────────────────────────────────────────────────────────────────────────────


def _losses(found: Compared, top: int) -> Iterator[Line]:
    columns = found.futures.columns
    for scenario, lost in found.dropouts.items():
        felt = [gap for gap in lost.gaps if gap.felt]
        cut = sum(gap.cut_off for gap in felt)
        if not felt:
            number = len({advice.id for gap in lost.gaps for advice in gap.lost})
            gone = f", en daarmee {counted(number, 'advies', 'adviezen')}" if number else ""
            text = f"{columns[scenario].name}: {_gone(found, lost)} weg{gone}"
            yield Line(
                text, ("voor elke prioriteit blijft een even sterk advies, en elke weg naar wie beslist",)
            )
            continue
        roads = (
            f"{counted(cut, 'prioriteit heeft', 'prioriteiten hebben')} geen weg meer naar wie beslist"
            if cut
            else "elke prioriteit houdt een weg naar wie beslist"
        )
        feel = counted(len(felt), "prioriteit levert", "prioriteiten leveren")
        yield Line(f"{columns[scenario].name}: {_gone(found, lost)} weg; {roads}, {feel} in:")
        lines = [Line(_gap(found, gap), (_substitutes(gap),), depth=1) for gap in felt]
        yield from _cut(lines, top and MOST_GAPS)


def _gone(found: Compared, lost: Dropout) -> str:
    names = found.futures.base.outcome.names
    bodies = f" (met {counted(len(lost.bodies), 'gremium', 'gremia')})" if lost.bodies else ""
    actors = listed([names.short("actor", actor) for actor in lost.actors], 4)
    return f"{actors}{bodies} {'valt' if len(lost.actors) == 1 else 'vallen'}"


def _gap(found: Compared, gap: Gap) -> str:
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


def _substitutes(gap: Gap) -> str:
    if not gap.substitutes:
        return "er is niets dat het kan overnemen"
    texts = [
        f"{each.advice.title} ({number(each.strength)}{', nieuw' if each.new else ''})"
        for each in gap.substitutes
    ]
    return f"het beste dat blijft: {'; '.join(texts)}"
