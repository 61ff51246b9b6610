"""Everything that may fall away, and what that is called: seats lost or out of reach, networks that stop, judgements that turn out
otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from strategy.advice.advise import Case, Outcome
from strategy.advice.model import Advice
from strategy.advice.names import seat_text
from strategy.dossier.model import Actor, Body, Layer, Post
from strategy.dossier.provenance import Origin, Sourced
from strategy.errors import Span
from strategy.explain.grounds import Ground
from strategy.explain.judgements import disputable, slots
from strategy.facts.types_and_sentences import Fact, Value
from strategy.graph.network import HELD_BY_ANOTHER, View, held_posts, vacant_posts
from strategy.scenarios.changes import ACTIVE, POST, Change, Path, post_name

SetbackKind = Literal["zetel", "verdeling", "netwerk", "oordeel"]
SETBACK_KINDS: tuple[SetbackKind, ...] = get_args(SetbackKind)
"""A seat we hold is lost; a seat that is to be divided goes elsewhere; a network stops; a judgement is otherwise."""
_THINGS = ("actor", "gremium", "instrument")


@dataclass(frozen=True)
class Setback:
    """One thing that may fall away or turn out otherwise.

    `key` names it within one dossier; `name` is the id of the seat, layer or actor, "" for a judgement. `hits` are the
    ids of what is gone with it: advice about one of these loses its object, which tells nothing about how firmly it
    stood. A judgement has one change, the facts it states as `grounds`, and as `whole` the kind of object that goes
    with it when it cannot be taken away alone.
    """

    kind: SetbackKind
    key: str
    name: str
    hits: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = ()
    grounds: tuple[Ground, ...] = ()
    whole: str = ""

    @property
    def place(self) -> Path:
        """What it is about, whatever word comes there."""
        return self.changes[0].path or (self.key,)

    @property
    def word(self) -> str:
        """What a judgement becomes; "" when it is taken away."""
        return str(self.changes[0].value)

    def own(self, advice: Advice) -> bool:
        """Whether it takes away the very thing that an advice is about; of a line what each of its parts is about."""
        return not any(self.hits.isdisjoint(_things_about(part)) for part in advice.within)


def setbacks(outcome: Outcome, kinds: Collection[SetbackKind] = SETBACK_KINDS) -> tuple[Setback, ...]:
    """Every setback of these kinds for the dossier of an outcome, in the order of KINDS and then of the dossier."""
    view = outcome.case.view
    found: list[Setback] = []
    if "zetel" in kinds:
        found += (_lost(body, post) for _, body in view.bodies() for post in held_posts(body, view))
    if "verdeling" in kinds:
        found += (_out_of_reach(body, post) for _, body in view.bodies() for post in vacant_posts(body, view))
    if "netwerk" in kinds:
        found += _networks(view)
    if "oordeel" in kinds:
        found += _judgements(outcome)
    return tuple(dict.fromkeys(found))


def setback_pairs(single: Iterable[Setback]) -> Iterator[tuple[Setback, Setback]]:
    """Every two setbacks that can happen together: not two readings of the same place."""
    for one, other in combinations(single, 2):
        if one.place != other.place:
            yield one, other


# ── seats ─────────────────────────────────────────────────────────────────────────────────────────────


def _lost(body: Body, post: Post) -> Setback:
    name = post_name(body.id, post)
    holder = Sourced(HELD_BY_ANOTHER, _supposed(post.origin))
    change = Change(POST, name, "houder", "wordt", holder, post.origin.span)
    return Setback("zetel", f"zetel/{name}", name, frozenset({name}), (change,))


def _out_of_reach(body: Body, post: Post) -> Setback:
    name = post_name(body.id, post)
    change = Change(POST, name, "te_verdelen", "wordt", False, post.origin.span)
    return Setback("verdeling", f"verdeling/{name}", name, frozenset({name}), (change,))


def _supposed(origin: Origin) -> Origin:
    return Origin(origin.span, nature="aanname", internal=origin.internal)


# ── networks ──────────────────────────────────────────────────────────────────────────────────────────


def _networks(view: View) -> Iterator[Setback]:
    """Each layer in which tables meet, and each actor with tables in a layer that holds more than that actor."""
    for layer in view.dossier.layers:
        members = [actor for actor in layer.actors if view.shows(actor) and actor.id != view.us]
        meeting = [actor for actor in members if any(view.shows(body) for body in actor.bodies)]
        if meeting and view.shows(layer):
            yield _stopped(view, f"netwerk/{layer.id}", layer.id, members)
        if len(members) > 1:
            yield from (_stopped(view, f"actor/{actor.id}", actor.id, [actor]) for actor in meeting)


def _stopped(view: View, key: str, name: str, actors: Iterable[Actor]) -> Setback:
    gone = tuple(actors)
    names = {actor.id for actor in gone}
    hits = {
        *names,
        *(body.id for actor in gone for body in actor.bodies),
        *(item.id for item in view.instruments if item.owner in names),
    }
    changes = tuple(Change("actor", actor.id, ACTIVE, "actief", False, actor.origin.span) for actor in gone)
    return Setback("netwerk", key, name, frozenset(hits), changes)


def stopped_layer(case: Case, setback: Setback) -> Layer | None:
    """The layer that a setback of kind netwerk takes away as a whole; None when it is one actor."""
    if not setback.key.startswith("netwerk/"):
        return None
    return next(layer for layer in case.dossier.layers if layer.id == setback.name)


# ── judgements ────────────────────────────────────────────────────────────────────────────────────────


def _judgements(outcome: Outcome) -> Iterator[Setback]:
    """Every judgement and assumption on which an argument, a counter-argument or a veto rests, as it may be disputed.

    Another word where a word must stand, otherwise being taken away as well; as in `Judgement.likely`.
    """
    known = slots(outcome.case.dossier)
    seen: set[str] = set()
    for place, grounds in _uncertain(outcome).items():
        slot = known[place]
        gone = () if slot.whole and slot.otherwise else ("",)
        for word in (*gone, *slot.otherwise):
            change = slot.change(word)
            key = f"oordeel/{change.id}{f'={word}' if word else ''}"
            if key not in seen:
                seen.add(key)
                yield Setback("oordeel", key, "", _gone(word, grounds), (change,), grounds, slot.whole)


def _uncertain(outcome: Outcome) -> dict[Span, tuple[Ground, ...]]:
    """By place the facts that rest on a judgement or assumption there, and that count; in the order of the files."""
    trace = outcome.trace
    deciding = (firing for firing in trace.firings if trace.rules[firing.rule].head.kind != "feit")
    facts: dict[Fact, None] = {}
    for firing in deciding:
        facts.update(dict.fromkeys(trace.grounds(firing)))
    return dict(sorted(disputable(outcome, facts).items()))


def _gone(word: str, grounds: Iterable[Ground]) -> frozenset[str]:
    """What there is only by this judgement: a table, actor or instrument, or a seat of ours or to be divided.

    Another word takes away a seat that we hold, and nothing else.
    """
    facts = [ground.fact for ground in grounds]
    seats = {
        _seat_name(*fact.values[:2], fact.values[-1])
        for fact in facts
        if fact.type == "bezet" or (fact.type == "rol_open" and not word)
    }
    things = {str(fact.values[0]) for fact in facts if fact.type in _THINGS and not word}
    return frozenset(seats | things)


def _seat_name(*parts: Value) -> str:
    """The name of a post, as `post_name` gives it."""
    return "/".join(str(part) for part in parts if part)


def _things_about(advice: Advice) -> frozenset[str]:
    """The ids of what an advice is about; a seat by its name as a post."""
    target = advice.target
    return frozenset(filter(None, (*target.things, _seat_name(target.body, target.role, target.theme))))


def setback_text(outcome: Outcome, setback: Setback, words: Sequence[str] | None = None) -> str:
    """A setback in one line; of a judgement with the other words at its place, its own when none are given."""
    names = outcome.names
    if setback.kind == "oordeel":
        return _judgement(setback, words or [setback.word])
    if setback.kind == "netwerk":
        layer = stopped_layer(outcome.case, setback)
        return f"valt stil: {layer.name if layer else names.short('actor', setback.name)}"
    seat = seat_text(names, setback.name)
    return f"zetel kwijt: {seat}" if setback.kind == "zetel" else f"niet te krijgen: {seat}"


def _judgement(setback: Setback, words: Sequence[str]) -> str:
    key, whole = setback.changes[0].key, setback.whole
    facts = list(dict.fromkeys(ground.text for ground in setback.grounds))
    more = f" (en {len(facts) - 1} andere)" if len(facts) > 1 else ""
    stated = f"{facts[0]}{more} ({setback.grounds[0].nature})"
    others = " of ".join(word.replace("-", " ") for word in words if word)
    parts = [f"{key} wordt {others}"] if others else []
    if "" in words:
        parts.append(f"de {whole} valt weg" if whole else "klopt niet")
    if not others and not whole:
        return f"{stated} klopt niet"
    return f"{stated}: {', of '.join(parts)}"
