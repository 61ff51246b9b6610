"""What there is to say about the roads of one pair, and what of it to remember."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from strategy.dossier.register import all_of
from strategy.routes.field import Field, Pair
from strategy.routes.overview import Gain, gains
from strategy.routes.roads import Road, best_advised, roads
from visualizations.reports import routes_words as words
from visualizations.writers.words import counted


@dataclass(frozen=True)
class Found:
    """All roads of one pair, how many of them to show, and what seats and ties would add."""

    pair: Pair
    every: tuple[Road, ...]
    most: int
    gains: tuple[Gain, ...]

    @property
    def shown(self) -> tuple[Road, ...]:
        """The strongest roads, and the best advised one wherever it stands."""
        top = self.advised
        return tuple(road for road in self.every if road.number <= self.most or road is top)

    @property
    def advised(self) -> Road | None:
        """The road with the best ranked advice for this priority."""
        return best_advised(self.every)

    @property
    def helps(self) -> Gain | None:
        """What makes the best road strongest."""
        return next((gain for gain in self.gains if gain.best_after > gain.best_before), None)

    @property
    def rest(self) -> tuple[Road, ...]:
        return tuple(road for road in self.every if road not in self.shown)


def find(field: Field, pair: Pair, most: int) -> Found:
    """Everything there is to say about the roads of one pair."""
    return Found(pair, roads(field, *pair, 0), most, gains(field, *pair))


def conclusions(field: Field, found: Found) -> list[str]:
    """What to do now, why that is not by the strongest road if it is not, and what would help most."""
    priority, to = found.pair
    name, goal = words.priority(field, priority), words.goal(field, found.pair)
    if not found.every:
        return [f"{name} → {goal}: {_missing(field, found)}"]
    top = found.advised
    strongest = _strongest(field, found)
    if top is None:
        lines = [f"{name} → {goal}: geen weg hierheen is hiervoor geadviseerd; {strongest}."]
    else:
        lines = [
            f"{name} → {goal}: ga {words.by(field, top.via, to)} ({words.advised(top)}; kracht "
            f"{words.strength(top.strength)}). {words.action(field, top)}",
            f"{strongest[:1].upper()}{strongest[1:]}{_beside_advised(found, top)}",
        ]
    useful = found.helps
    if useful:
        lines.append(
            f"Het meest helpt: {words.gain(field, useful)}; de beste weg gaat van "
            f"{words.strength(useful.best_before)} naar {words.strength(useful.best_after)}{words.rank(useful.advice)}."
        )
    else:
        lines.append("Geen enkele zetel of relatie hier maakt de beste weg sterker.")
    if useful and not any(
        gain.sort == "zetel" and gain.best_after > gain.best_before for gain in found.gains
    ):
        lines.append(
            "Geen enkele zetel maakt de beste weg sterker; wat elke zetel alleen draagt staat eronder."
        )
    return lines


def _strongest(field: Field, found: Found) -> str:
    """By whom the strongest road runs, or roads as strong as that, and how hard that is."""
    best = found.every[0]
    equal = [road for road in found.every if road.strength == best.strength]
    ways = all_of(words.by(field, road.via, road.to) for road in equal)
    thin = ", dun" if field.is_thin(best.strength) else ""
    return (
        f"de sterkste weg loopt {ways} ({words.strength(best.strength)}{thin}; rust op {words.natures(best)})"
    )


def _beside_advised(found: Found, top: Road) -> str:
    """How the strongest road stands to the best advised one, and why they differ, as the end of a sentence."""
    best = found.every[0]
    if top.strength == best.strength:
        equal = sum(road.strength == best.strength for road in found.every)
        return "; daar is de best geadviseerde bij." if equal > 1 else ", en is ook de best geadviseerde."
    if best.advice is None or not best.for_this:
        return ", maar is hiervoor niet geadviseerd."
    rank = f", maar komt pas op rang {best.advice.rank}"
    return f"{rank}: {best.against[0]}" if best.against else f"{rank}: er pleit minder voor."


def about_one(field: Field, to: str, found: Sequence[Found]) -> list[str]:
    """What to remember of a decider: on how much it decides, how it is reached, and what helps most often."""
    decides = f"{words.decides(field, to)} over {counted(len(found), 'prioriteit', 'prioriteiten')}"
    if not any(item.every for item in found):
        return [f"{decides}; er loopt {'' if field.is_known(to) else 'nog '}geen weg heen."]
    lines = [
        f"{decides}; de sterkste weg loopt {_ways(field, [item.every[0] for item in found if item.every])}."
    ]
    advised = [item.advised for item in found if item.advised]
    if advised:
        without = len(found) - len(advised)
        none = (
            f"; voor {counted(without, 'prioriteit', 'prioriteiten')} is geen weg geadviseerd"
            if without
            else ""
        )
        lines.append(f"Het best geadviseerd is {_ways(field, advised)}{none}.")
    helps = Counter(
        words.gain(field, item.helps) + words.rank(item.helps.advice) for item in found if item.helps
    )
    for words_of_gain, number in helps.most_common(1):
        lines.append(
            f"Het meest helpt: {words_of_gain}; voor {number} van de {len(found)} de beste verbetering."
        )
    return lines


def _ways(field: Field, roads: Sequence[Road]) -> str:
    ways = Counter(words.by(field, road.via, road.to) for road in roads)
    return all_of(f"{number} keer {way}" for way, number in ways.most_common())


def _missing(field: Field, found: Found) -> str:
    """What a pair without any road lacks."""
    to = found.pair[1]
    if not field.is_known(to):
        return "nog niets ingevuld waarlangs een weg kan lopen."
    useful = [gain for gain in found.gains if gain.best_after > 0][:3]
    if not useful:
        return (
            f"geen enkele weg. Wij hebben geen band met {field.short(to)}, en niemand die aan dit thema werkt heeft "
            "er invloed op."
        )
    ways = ", of als ".join(
        f"{words.if_so(field, gain)} ({words.strength(gain.best_after)})" for gain in useful
    )
    return f"geen enkele weg. Er komt er wel een als {ways}."


def to_fill_in(field: Field, scenarios: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Sentences on who decides without any tie or influence filled in, given who is and which scenarios do so."""
    lines = []
    for names in dict.fromkeys(scenarios.values()):
        who = all_of(field.short(actor) for actor, filled in scenarios.items() if filled == names)
        where = " in het openbare deel" if field.view.public_only else ""
        some = "het scenario {} doet" if len(names) == 1 else "de scenario's {} doen"
        otherwise = (
            f"{some.format(all_of(names))} dat wel"
            if names
            else "vul in `networks/` onze `relaties` ermee in, of bij een ander de `invloed` erop"
        )
        lines.append(
            f"Nog geen relatie of invloed ingevuld{where} voor {who} op {field.view.day}, dus is er geen weg te "
            f"meten; {otherwise}."
        )
    return lines


def silence(field: Field, priorities: Sequence[str], to: str | None) -> list[str]:
    """Sentences for what was asked and has no answer: nobody decides, or somebody else does."""
    lines = []
    for name in priorities:
        deciders = field.deciders[name]
        title = words.priority(field, name)
        who = all_of(field.short(actor) for actor in deciders)
        if not deciders:
            lines.append(
                f"{title}: niet bekend wie beslist; vul in `networks/` een bevoegdheid op een van haar thema's in."
            )
        elif to is not None and not field.targets(name, to):
            lines.append(
                f"{words.decides(field, to, denied=True)} over {title}; dat {'doet' if len(deciders) == 1 else 'doen'} {who}."
            )
    if to is not None and not priorities and not any(field.targets(name, to) for name in field.priorities):
        others = dict.fromkeys(actor for actors in field.deciders.values() for actor in actors)
        who = all_of(field.short(actor) for actor in field.actors if actor in others)
        lines.append(f"{words.decides(field, to)} over geen van onze prioriteiten; dat doen {who}.")
        above = field.actors[to].part_of
        if above in others:
            lines.append(
                f"{field.short(to)} valt onder {field.short(above)}, en dat beslist wel: `--naar {above}`."
            )
    return lines
