"""What falls away with a network, in sentences: priorities that lose by it, and what can take its place."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.comparison.compared import Compared
from strategy.comparison.dropout import Dropout, Gap
from visualizations.comparison.sections import Line, cut
from visualizations.comparison.words import listed, number, percent, road_text
from visualizations.terminal import counted

MOST_GAPS = 5


def losses(found: Compared, top: int) -> Iterator[Line]:
    """Per scenario that lacks actors, the priorities that lose by it; the worst few unless `top` is 0."""
    columns = found.futures.columns
    for scenario, lost in found.dropouts.items():
        felt = [gap for gap in lost.gaps if gap.felt]
        without = sum(gap.cut_off for gap in felt)
        if not felt:
            total = len({line.id for gap in lost.gaps for line in gap.lost})
            gone = f", en daarmee {counted(total, 'advies', 'adviezen')}" if total else ""
            text = f"{columns[scenario].name}: {_gone(found, lost)} weg{gone}"
            yield Line(
                text, ("voor elke prioriteit blijft een even sterk advies, en elke weg naar wie beslist",)
            )
            continue
        roads = (
            f"{counted(without, 'prioriteit heeft', 'prioriteiten hebben')} geen weg meer naar wie beslist"
            if without
            else "elke prioriteit houdt een weg naar wie beslist"
        )
        feel = counted(len(felt), "prioriteit levert", "prioriteiten leveren")
        yield Line(f"{columns[scenario].name}: {_gone(found, lost)} weg; {roads}, {feel} in:")
        lines = [Line(_gap(found, gap), (_substitutes(gap),), depth=1) for gap in felt]
        yield from cut(lines, top and MOST_GAPS)


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
        f"{each.line.title} ({number(each.strength)}{', nieuw' if each.new else ''})"
        for each in gap.substitutes
    ]
    return f"het beste dat blijft: {'; '.join(texts)}"
