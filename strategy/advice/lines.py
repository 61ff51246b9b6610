"""One line per thing to do: advice about the same table, actor, decider, partner or instrument, taken together.

The fine advice stays what the ledger and the ids are about; a line says in one sentence what its parts ask for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeVar

from strategy.advice.line_titles import Titles
from strategy.advice.lookups import Emphasis, Expected, Fit, open_choices
from strategy.advice.model import REFRAIN, Advice, Condition, ConditionSort, Entry, Target
from strategy.advice.names import Names, argument_texts
from strategy.advice.scores_bands import (
    bands,
    best_per_argument,
    joint_net,
    joint_score,
    per_opgave,
    ranks,
    score,
)
from strategy.dossier.model import Reason, Scoring
from strategy.dossier.word_lists import LAYERS, REASONED, ROLES
from strategy.facts.fact_base import grouped
from strategy.graph.network import View
from strategy.inference.trace import Trace

Item = TypeVar("Item")
About = tuple[str, str]
"""What a line is about: an aspect, and the name of the thing; of a choice among tables its id."""
_SORT = {"actor": "relatie", "partner": "samenwerking", "keuze": "keuze", "meelopen": "meelopen"}
"""The first word of the id of a line, where it does not follow from its leading part."""
_OF_ACTORS = ("actor", "partner", "beslisser", "voorwaarde")
"""What lines are about of which the reasons stand with an actor."""


@dataclass(frozen=True)
class Line(Advice):
    """What to do about one thing. `parts` are the advice it is made of, the leading one first.

    `target` is that of the leading part. `reasons` are what sources say of the thing; where they say it of an opgave
    that weighs most, that comes before what the rules conclude.
    """

    parts: tuple[Advice, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def within(self) -> tuple[Advice, ...]:
        return self.parts

    def said_of(self, opgave: str = "") -> tuple[Reason, ...]:
        """What sources give as a reason for an opgave, or for all when they give none for that one.

        Without an opgave: for one that weighs most, and of those first for one that the leading part serves.
        """
        if not opgave:
            return next(filter(None, map(self.said_of, self._heaviest)), ())
        own = tuple(reason for reason in self.reasons if reason.opgave == opgave)
        return own or tuple(reason for reason in self.reasons if reason.opgave is None)

    @property
    def leading_opgave(self) -> str:
        """The opgave that the first reason is about: one that weighs most; "" for a line without any."""
        said = (name for name in self._heaviest if self.said_of(name))
        return next(said, next(iter(self._heaviest), ""))

    @property
    def _heaviest(self) -> list[str]:
        most = max(self.per_opgave.values(), default=0.0)
        led = self.parts[0].opgaven
        return sorted(
            (name for name in self.opgaven if self.per_opgave[name] == most), key=lambda name: name not in led
        )


def thing_of(advice: Advice) -> About:
    """What the line of an advice is about."""
    target = advice.target
    if target.body:
        return "tafel", target.body
    match target.sort:
        case "relatie":
            return "actor", target.actor
        case "route":
            if target.attitude == "meedoen":
                return "meelopen", target.to
            return ("beslisser" if target.via else "actor"), target.to
        case "samenwerking" | "verkenning":
            return "partner", target.actor
        case "koppelkans":
            return "instrument", target.instrument
        case "voorwaarde" if target.actor:
            return "voorwaarde", target.actor
        case "afzien" if target.actor:
            return "afzien", target.actor
        case "organisatie":
            return "organisatie", ""
    return "prioriteit", advice.priorities[0] if advice.priorities else ""


def counting_parts(parts: Sequence[Advice]) -> tuple[Advice, ...]:
    """The parts whose contributions make up the score of a line.

    Of several roles at a table only the one that scores best: a lighter role adds nothing to a heavier one. What we
    refrain from argues against the rest, so it counts only where nothing else does.
    """
    _, counted = max(_alternatives(parts), key=lambda way: [seat.score for seat in way[0]])
    return counted


@dataclass(frozen=True)
class Way:
    """The ids of the parts of a line that may count together: at each table one of its `seats`."""

    seats: tuple[str, ...]
    parts: tuple[str, ...]


def ways(line: Line) -> tuple[Way, ...]:
    """Which parts may count together, whatever the weights are: one way per choice of a role at each table.

    The way of which the seats together score best counts, of equals the first.
    """
    return tuple(
        Way(tuple(seat.id for seat in seats), tuple(part.id for part in parts))
        for seats, parts in _alternatives(line.parts)
    )


def _alternatives(parts: Sequence[Advice]) -> Iterator[tuple[tuple[Advice, ...], tuple[Advice, ...]]]:
    """A seat at each table, the tables always in the same order, and all parts that count beside these."""
    doing = [part for part in parts if part.target.sort != REFRAIN]
    seats = sorted(
        filter(_is_seat, doing), key=lambda part: (part.target.body, ROLES.index(part.target.role), part.id)
    )
    tables = grouped((seat.target.body, seat) for seat in seats)
    for chosen in product(*tables.values()):
        yield chosen, tuple(part for part in doing if part in chosen or not _is_seat(part)) or tuple(parts)


def _is_seat(part: Advice) -> bool:
    return part.target.sort == "positie"


def line_score(parts: Sequence[Advice], scoring: Scoring) -> float:
    """The score of a line: the formula of one advice, over the contributions of all parts that count."""
    return joint_score(counting_parts(parts), scoring)


def lines_of(view: View, trace: Trace, names: Names, advices: Sequence[Advice]) -> tuple[Line, ...]:
    """The advice of an outcome as lines, in rank order. What nobody would expect us to do is not advised against."""
    scoring = view.dossier.header.scoring
    to_choose = open_choices(view, advices)
    chosen = {("tafel", body): ("keuze", choice.id) for choice in to_choose for body in choice.bodies}
    emphasis, fit = Emphasis(trace.base), Fit(view)
    found = grouped((chosen.get(thing := thing_of(advice), thing), advice) for advice in advices)
    groups = _told_once(view, emphasis, found)
    expected = Expected(view, trace, advices)
    kept = {
        key: _led(key[0], group)
        for key, group in groups.items()
        if any(part.target.sort != REFRAIN for part in group) or any(map(expected.against, group))
    }
    ids = _ids(kept)
    adding = {key: counting_parts(parts) for key, parts in kept.items()}
    net = {key: joint_net(parts) for key, parts in adding.items()}
    scores = {ids[key]: score(best_per_argument(pairs), scoring) for key, pairs in net.items()}
    refraining = {ids[key] for key, parts in kept.items() if parts[0].target.sort == REFRAIN}
    band, rank = bands(scores, scoring, refraining), ranks(scores)
    common = Counter(
        priority for parts in kept.values() for priority in {p for part in parts for p in part.priorities}
    )
    titles = Titles(
        view,
        trace.base,
        names,
        emphasis,
        [part for parts in kept.values() for part in parts],
        to_choose,
        common,
        fit,
    )
    order = [opgave.id for opgave in view.dossier.opgaven]
    reasons = _Reasons(view)
    made = []
    for key, parts in kept.items():
        name, lead = ids[key], parts[0]
        entries = _argued(parts, net[key], common, fit)
        within = per_opgave(net[key], scoring)
        line = Line(
            id=name,
            title="",
            target=lead.target,
            opgaven=tuple(opgave for opgave in order if opgave in within),
            priorities=_unique(priority for part in _by_score(parts) for priority in part.priorities),
            score=scores[name],
            band=band[name],
            rank=rank[name],
            arguments=argument_texts(trace, names, entries),
            entries=entries,
            counters=tuple(entry for part in adding[key] for entry in part.counters),
            conditions=conditions_of(parts),
            by=emphasis.by(part.target for part in parts),
            force=emphasis.force(lead.target),
            per_opgave=within,
            parts=parts,
            reasons=reasons.of(key[0], parts, within),
        )
        first, others = (tuple(reason.text for reason in group) for group in (line.said_of(), line.reasons))
        title = titles.title(key[0], parts, line.leading_opgave)
        made.append(replace(line, title=title, arguments=_unique((*first, *line.arguments, *others))))
    return tuple(sorted(made, key=lambda line: (line.rank, line.id)))


def _told_once(
    view: View, emphasis: Emphasis, groups: Mapping[About, Sequence[Advice]]
) -> dict[About, list[Advice]]:
    """The groups, with what would be said twice of one actor told once.

    Who can reach a parliament for us goes with the contact we have there, where we bring something ourselves too. A tie to
    a partner goes with what we do together when it serves nothing else, and nobody in particular sees to it.
    """
    parliaments = {actor.id for actor in view.actors if actor.sort == "parlement"}

    def goes_with(aspect: str, name: str, group: Sequence[Advice]) -> str:
        contact, partner = groups.get(("actor", name), ()), groups.get(("partner", name), ())
        if name in parliaments:
            sorts = {part.target.sort for part in contact}
            return "actor" if aspect == "beslisser" and sorts == {"relatie", "route"} else aspect
        if aspect == "actor" and all(map(_bare, group)) and not emphasis.by(part.target for part in group):
            return "partner" if _priorities(group) <= _priorities(partner) else aspect
        return aspect

    found: dict[About, list[Advice]] = {}
    for (aspect, name), group in groups.items():
        found.setdefault((goes_with(aspect, name, group), name), []).extend(group)
    return found


def _bare(part: Advice) -> bool:
    return part.target.sort == "relatie" and part.target.layer != "college"


def _priorities(parts: Iterable[Advice]) -> set[str]:
    return {priority for part in parts for priority in part.priorities}


class _Reasons:
    """What sources say of tables and actors, as far as it may be shown."""

    def __init__(self, view: View) -> None:
        self._tables = {body.id: tuple(filter(view.shows, body.reasons)) for _, body in view.bodies()}
        self._actors = {actor.id: tuple(filter(view.shows, actor.reasons)) for actor in view.actors}

    def of(self, aspect: str, parts: Sequence[Advice], served: Mapping[str, float]) -> tuple[Reason, ...]:
        """Those for all opgaven, and for these opgaven with their weight: the heaviest first."""
        found = {
            (reason.opgave, reason.text): reason
            for part in parts
            for reason in self._about(aspect, part.target)
            if reason.opgave in (None, *served)
        }
        return tuple(sorted(found.values(), key=lambda reason: -served.get(reason.opgave or "", 0.0)))

    def _about(self, aspect: str, target: Target) -> tuple[Reason, ...]:
        if aspect in ("tafel", "keuze"):
            return self._tables.get(target.body, ())
        if aspect not in _OF_ACTORS:
            return ()
        sort = target.sort if target.sort in REASONED else "samenwerking"
        if sort == "route" and not target.via:
            sort = "relatie"
        return tuple(
            reason
            for reason in self._actors.get(target.actor or target.to, ())
            if (sort in reason.sorts if reason.sorts else sort != "route")
        )


def _led(aspect: str, parts: Iterable[Advice]) -> tuple[Advice, ...]:
    """Parts with the leading one first: what to do before what not to, a seat before what comes with it."""
    first = ("samenwerking", "verkenning") if aspect == "partner" else ()
    sorts = (*first, "positie", "relatie", "route", "samenwerking", "verkenning", "koppelkans", "voorwaarde",
             "organisatie", "monitoren", REFRAIN)  # fmt: skip

    def place(part: Advice) -> tuple[int, int, float, int, str]:
        target = part.target
        role = ROLES.index(target.role) if target.sort == "positie" else 0
        layer = LAYERS.index(target.layer) if target.layer else 0
        return sorts.index(target.sort), role, -part.score, layer, part.id

    return tuple(sorted(parts, key=place))


def _ids(kept: dict[About, tuple[Advice, ...]]) -> dict[About, str]:
    """A name per line; where two would be the same, the later one says what it is about too."""
    found: dict[About, str] = {}
    for (aspect, thing), parts in kept.items():
        sort = _SORT.get(aspect, parts[0].target.sort)
        name = f"{sort}/{thing}" if thing else sort
        if name in found.values():
            name = f"{sort}/{aspect}/{thing}"
        found[aspect, thing] = name
    return found


def conditions_of(parts: Sequence[Advice]) -> tuple[Condition, ...]:
    """The conditions of the parts, each said once.

    That a heavier role covers a lighter one, or that one is to be chosen out of several, goes without saying where all
    are in the line.
    """
    own = {part.id for part in parts}
    said: dict[tuple[ConditionSort, str, bool | None], tuple[str, ...]] = {}
    for condition in (condition for part in parts for condition in part.conditions):
        if condition.sort in ("inbegrepen", "keuze") and own.issuperset(condition.options):
            continue
        key = condition.sort, condition.text, condition.met
        said[key] = _unique((*said.get(key, ()), *condition.options))
    return tuple(Condition(sort, text, options, met) for (sort, text, met), options in said.items())


def _argued(
    parts: Sequence[Advice], net: Sequence[tuple[Entry, float]], common: Mapping[str, int], fit: Fit
) -> tuple[Entry, ...]:
    """What counts for a line, with its net value, strongest first; what argues for ties before the rest where the line begins with them, else after it.

    Of what is equally strong, first what is said of the leading part, then the priority that the line serves most, the one
    that suits its thing best, and what is least said of other lines. What argues for a condition comes after what argues for the thing.
    """
    targets = {part.id: part.target for part in parts}
    lead, leading = parts[0].id, parts[0].target.sort == "relatie"
    served: dict[str, float] = defaultdict(float)
    for entry, value in net:
        served[entry.priority] += value

    def place(
        pair: tuple[Entry, float],
    ) -> tuple[bool, bool, float, bool, float, float, int, tuple[str, ...]]:
        entry, value = pair
        target = targets[entry.advice]
        suits = fit.share(entry.priority, (target,))
        return (
            target.sort == "voorwaarde", leading != (target.sort == "relatie"), -value, entry.advice != lead, -served[entry.priority], -suits, common[entry.priority], entry.place
        )  # fmt: skip

    return tuple(entry for entry, _ in sorted(net, key=place))


def _by_score(parts: Iterable[Advice]) -> list[Advice]:
    return sorted(parts, key=lambda part: (part.target.sort == REFRAIN, -part.score))


def _unique(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))
