"""What a comparison says, in sentences: which seats are worth fighting for, and which hinge on what."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from strategy.comparison.compared import PAIR, Compared
from strategy.comparison.no_regret import Hinge
from strategy.comparison.seats import SEAT, Seat
from strategy.effect.differences import differences
from strategy.scenarios.files import BASE
from visualizations.comparison.choice import Choice
from visualizations.comparison.costs import NO_DIFFERENCE, alike, different, safest
from visualizations.comparison.losses import losses
from visualizations.comparison.sections import Line, Section, cut
from visualizations.comparison.words import listed, places, within
from visualizations.reports.effect_words import shown_text
from visualizations.terminal import counted

MOST_REASONS = 2
MOST_BROKEN = 3


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
                "Op één scenario na", cut([_near(found, hinge) for hinge in found.firmness.near], top)
            )
        if lines := list(_mostly(found)):
            yield Section("In de meeste scenario's", cut(lines, top))
        if found.firmness.alone:
            yield Section("Alleen in één scenario", tuple(_alone(found)))
    yield Section("Welk scenario vraagt een andere keuze?", tuple(different(found, choice)))
    if found.regret.safest.worst >= NO_DIFFERENCE:
        yield Section("De keuze met de minste spijt", tuple(safest(found, choice)))
    if found.dropouts:
        yield Section("Wat valt weg zonder een netwerk?", tuple(losses(found, top)))


def ways_on(found: Compared, choice: Choice) -> Section | None:
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
        lines = [Line(f"`krachtenveld effect --scenario {asked} --advies {seat.id}`", (seat.title,))]
        if len(columns) > PAIR:
            command = f"`krachtenveld vergelijk {BASE} {asked} --soort {choice.sort or SEAT}`"
            lines.append(Line(command, ("elk verschil, met de wijziging die het veroorzaakt",)))
        return Section(f"Waarom zakt, stijgt of vervalt een {choice.one}?", tuple(lines))
    return None


def _example(found: Compared, scenario: int) -> Seat | None:
    hinges = [hinge.seat for hinge in found.firmness.near if hinge.scenario == scenario]
    if hinges:
        return hinges[0]
    base = found.futures.base.outcome
    other = found.futures.columns[scenario].outcome
    changed = {
        difference.id: difference for difference in differences(base, other) if difference.kind != "rang"
    }
    moved = [seat for seat in found.seats if seat.id in changed]

    def leaves_core(seat: Seat) -> bool:
        old = changed[seat.id].old
        return old is not None and old.band == "doen" != seat.band(scenario)

    return next(filter(leaves_core, moved), moved[0] if moved else None)


def _equal(found: Compared, choice: Choice) -> Iterator[Line]:
    yield Line(f"Deze scenario's geven hetzelfde advies{choice.text()}, met dezelfde rangen en scores.")
    yield from alike(found, choice)


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
        yield Line(
            seat.title,
            (*within(found, seat), f"{places(seat)} · {_in_core(found, seat)} · {seat.id}"),
            depth=1,
        )


def _in_core(found: Compared, seat: Seat) -> str:
    columns = found.futures.columns
    core = [future.name for number, future in enumerate(columns) if seat.band(number) == "doen"]
    if len(core) == 1 < len(columns):
        return f"alleen doen bij {core[0]}"
    words = {0: "nergens doen", len(columns): "overal doen"}
    return words.get(len(core), f"in {len(core)} van {len(columns)} scenario's doen")


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
            *within(found, hinge.seat),
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
