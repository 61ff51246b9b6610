"""What there is to say about the roads of one pair, and what of it to remember."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from strategy.routes.field import Field, Pair
from strategy.routes.gains import Gain, gains
from strategy.routes.roads import Road, roads
from visualizations.routes import words
from visualizations.terminal import counted


@dataclass(frozen=True)
class Found:
    """All roads of one pair, how many of them to show, and what seats and ties would add."""

    pair: Pair
    every: tuple[Road, ...]
    most: int
    gains: tuple[Gain, ...]

    @property
    def shown(self) -> tuple[Road, ...]:
        return self.every[: self.most]

    @property
    def advised(self) -> Road | None:
        """The road with the best ranked advice for this priority."""
        chosen = [
            (road.advice.rank, road.number, road) for road in self.every if road.advice and road.for_this
        ]
        return min(chosen)[2] if chosen else None

    @property
    def helps(self) -> Gain | None:
        """What makes the best road strongest."""
        return next((gain for gain in self.gains if gain.best_after > gain.best_before), None)

    @property
    def rest(self) -> tuple[Road, ...]:
        return self.every[self.most :]


def find(field: Field, pair: Pair, most: int) -> Found:
    """Everything there is to say about the roads of one pair."""
    return Found(pair, roads(field, *pair, 0), most, gains(field, *pair))


def conclusions(field: Field, found: Found) -> list[str]:
    """What to remember: the strongest road, the best advised one, and what would help most."""
    priority, to = found.pair
    name, goal = words.priority(field, priority), field.short(to)
    if not found.every:
        return [f"{name} → {goal}: geen enkele weg. {_missing(field, found)}"]
    best = found.every[0]
    equal = [road for road in found.every if road.strength == best.strength]
    ways = words.listed(words.by(field, road.via, to) for road in equal)
    lines = [
        f"{name} → {goal}: de sterkste weg loopt {ways} ({words.strength(best.strength)}; rust op {words.natures(best)})"
        f"{', niet sterker dan een zwakke relatie' if field.is_weak(best.strength) else ''}."
    ]
    top = found.advised
    if top and top.advice and top is not best:
        lines.append(
            f"Het hoogst geadviseerd is {words.by(field, top.via, to)} (rang {top.advice.rank}, "
            f"kracht {words.strength(top.strength)}): {' '.join(top.reasons[:1])}"
        )
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


def about_one(field: Field, to: str, found: Sequence[Found]) -> list[str]:
    """What to remember of a decider: on how much it decides, how it is reached, and what helps most often."""
    ways = Counter(words.by(field, item.every[0].via, to) for item in found if item.every)
    counts = words.listed(f"{number} keer {way}" for way, number in ways.most_common())
    lines = [
        f"{words.decides(field, to)} over {counted(len(found), 'prioriteit', 'prioriteiten')}; de beste weg loopt {counts}."
        if ways
        else f"{words.decides(field, to)} over {counted(len(found), 'prioriteit', 'prioriteiten')}; er loopt geen weg heen."
    ]
    helps = Counter(
        words.gain(field, item.helps) + words.rank(item.helps.advice) for item in found if item.helps
    )
    for words_of_gain, number in helps.most_common(1):
        lines.append(
            f"Het meest helpt: {words_of_gain}; voor {number} van de {len(found)} de beste verbetering."
        )
    return lines


def _missing(field: Field, found: Found) -> str:
    """What a pair without any road lacks."""
    useful = [gain for gain in found.gains if gain.best_after > 0][:3]
    to = field.short(found.pair[1])
    if not useful:
        return f"Wij hebben geen band met {to}, en niemand die aan dit thema werkt heeft er invloed op."
    ways = words.listed(f"{words.gain(field, gain)} ({words.strength(gain.best_after)})" for gain in useful)
    return f"Er kwam er wel een met {ways}."


def silence(field: Field, priorities: Sequence[str], to: str | None) -> list[str]:
    """Sentences for what was asked and has no answer: nobody decides, or somebody else does."""
    lines = []
    for name in priorities:
        deciders = field.deciders[name]
        title = words.priority(field, name)
        who = words.listed(field.short(actor) for actor in deciders)
        if not deciders:
            lines.append(
                f"{title}: niet bekend wie beslist; vul in `networks/` een bevoegdheid op een van haar thema's in."
            )
        elif to is not None and to not in deciders:
            lines.append(
                f"{words.decides(field, to)} niet over {title}; dat {'doet' if len(deciders) == 1 else 'doen'} {who}."
            )
    if to is not None and not priorities and not any(to in actors for actors in field.deciders.values()):
        others = dict.fromkeys(actor for actors in field.deciders.values() for actor in actors)
        who = words.listed(field.short(actor) for actor in field.actors if actor in others)
        lines.append(f"{words.decides(field, to)} over geen van onze prioriteiten; dat doen {who}.")
    return lines
