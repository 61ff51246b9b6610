"""The whole way from a dossier to ranked advice, as one pure function with named steps.

The conditions under which advised seats hold: other seats first, regions that grant, choices, and the role ladder.
And what is said for an advice where it stands: every screen, page and file asks it here, so that all say the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, wraps
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from strategy.advice.lines import Line, lines_of
from strategy.advice.lookups import Emphasis
from strategy.advice.model import LIGHT, REFRAIN, Advice, Condition, Entry, Target
from strategy.advice.names import ROLE_NAMES, Names, argument_texts
from strategy.advice.scores_bands import (
    Ledger,
    Weights,
    bands,
    best_per_argument,
    build_ledger,
    net_values,
    per_opgave,
    ranks,
    score,
)
from strategy.dossier.defined_names import all_of
from strategy.dossier.loader import Loaded, items_of, origins_of
from strategy.dossier.model import Dossier, Reason
from strategy.dossier.word_lists import ATTITUDES, ROLES
from strategy.errors import Finding, InputError, Span
from strategy.facts.fact_base import FactBase, grouped, seats_held
from strategy.facts.flatten import add_measured, flatten
from strategy.facts.types_and_sentences import ABSENT, stated_types
from strategy.graph.network import Network, View, build
from strategy.graph.road_strengths import Road
from strategy.inference.choose_engine import AUTO, Infer, infer
from strategy.inference.port import TooHeavy
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.compile import compile_rules

if TYPE_CHECKING:
    import networkx as nx

BASE_SCENARIO = "basis"
HEAVY_RULE = "te-veel"


@dataclass(frozen=True)
class Case:
    """A dossier on a day, ready for inference: its graph, its facts and its rules; `loaded` is what it was made of."""

    loaded: Loaded
    dossier: Dossier
    view: View
    network: Network
    roads: tuple[Road, ...]
    facts: FactBase
    rulebook: Rulebook
    fingerprint: str

    @property
    def scenario(self) -> str:
        """The scenario this case is of; the dossier itself is `basis`."""
        return self.loaded.scenario or BASE_SCENARIO

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """The network for what networkx measures."""
        return self.network.measurable()

    @cached_property
    def withheld(self) -> int | None:
        """How many facts the public version leaves out; None where nothing in the dossier is internal."""
        dossier = self.dossier
        if not any(origin.internal for item in items_of(dossier) for origin in origins_of(item)):
            return None
        stated = flatten(View(dossier, self.view.day))
        return sum(fact not in self.facts for fact in stated)


@dataclass(frozen=True)
class Outcome:
    """Advice, and everything needed to explain it. `notes` are remarks about the run itself."""

    case: Case
    names: Names
    trace: Trace
    ledger: Ledger
    advices: tuple[Advice, ...]
    engine: str
    notes: tuple[str, ...]

    @cached_property
    def told(self) -> dict[object, Any]:
        """What explanations found, by what it is about: many reasons rest on the same fact."""
        return {}

    def advice(self, name: str) -> Advice | None:
        return next((advice for advice in self.advices if advice.id == name), None)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The same advice with one line per thing to do, in rank order."""
        return lines_of(self.case.view, self.trace, self.names, self.advices)

    def line(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.id == name), None)


Found = TypeVar("Found")


def once(function: Callable[[Outcome], Found]) -> Callable[[Outcome], Found]:
    """What a function finds in an outcome, worked out at the first question and kept with the outcome."""

    @wraps(function)
    def kept(outcome: Outcome) -> Found:
        if function not in outcome.told:
            outcome.told[function] = function(outcome)
        found: Found = outcome.told[function]
        return found

    return kept


def prepare(
    loaded: Loaded, day: date | None = None, public_only: bool = False, rulebook: Rulebook | None = None
) -> Case:
    """The case of a loaded dossier on `day`, or on its own reference day.

    Without a `rulebook` the rules of the dossier are compiled here. Raises InputError when they are wrong.
    """
    dossier = loaded.dossier
    rulebook = rulebook or compile_rules(loaded.rule_texts, loaded.names, dossier.header.traits)
    types = stated_types(dossier.header.traits)
    if not types.keys() <= rulebook.types.keys():  # of another version, without a characteristic of this one
        rulebook = replace(rulebook, types={**types, **rulebook.types})
    view = View(dossier, day or dossier.header.reference_day, public_only)
    network = build(view)
    facts = flatten(view)
    found = add_measured(view, network, facts)
    return Case(loaded, dossier, view, network, found, facts, rulebook, _fingerprint(loaded.rule_texts))


def advise(case: Case, engine: str = AUTO, infers: Infer | None = None) -> Outcome:
    """Ranked advice for a case. Raises InputError at a rule that is too heavy, EngineFailure when no engine can answer."""
    try:
        inference = (infers or infer)(case.rulebook, case.facts, engine)
    except TooHeavy as failure:
        raise InputError([_heavy_rule(failure, case)]) from failure
    trace = Trace(case.rulebook, case.facts, inference.firings)
    ledger = build_ledger(trace, Weights.of(case.dossier))
    names = Names(case.dossier, case.view.public_only)
    return Outcome(
        case, names, trace, ledger, _rank(case, trace, ledger, names), inference.engine, inference.notes
    )


def _heavy_rule(failure: TooHeavy, case: Case) -> Finding:
    """The failure, told at the heaviest rule; at the rules folder when that is not known."""
    rule = next((rule for rule in case.rulebook.rules if rule.id == failure.rule), None)
    span = rule.span if rule else Span("rules/")
    return Finding(span, HEAVY_RULE, failure.message, failure.hint, excerpt=case.loaded.places.excerpt(span))


def _rank(case: Case, trace: Trace, ledger: Ledger, names: Names) -> tuple[Advice, ...]:
    scoring = case.dossier.header.scoring
    entries, counters = (
        grouped((entry.advice, entry) for entry in side) for side in (ledger.entries, ledger.counters)
    )
    net = {name: net_values(group, counters.get(name, ())) for name, group in entries.items()}
    held = seats_held(case.facts)
    targets = {name: _strongest_attitude(group, held) for name, group in ledger.targets.items()}
    scores = {name: score(best_per_argument(values), scoring) for name, values in net.items()}
    refraining = {name for name, target in targets.items() if target.sort == REFRAIN}
    band, rank = bands(scores, scoring, refraining), ranks(scores)
    seats = {name: target for name, target in targets.items() if target.sort == "positie"}
    conditions = Conditions(case.view, case.facts, names, seats)
    emphasis = Emphasis(case.facts)
    advices = []
    for name, values in net.items():
        ordered = tuple(entry for entry, _ in sorted(values, key=lambda pair: (-pair[1], *pair[0].place)))
        priorities = tuple(dict.fromkeys(entry.priority for entry in ordered))
        target = targets[name]
        advices.append(
            Advice(
                id=name,
                title=names.title(target, priorities),
                target=target,
                opgaven=_in_order(case.dossier, ordered),
                priorities=priorities,
                score=scores[name],
                band=band[name],
                rank=rank[name],
                arguments=argument_texts(trace, names, ordered),
                entries=ordered,
                counters=tuple(sorted(counters.get(name, ()), key=lambda entry: entry.place)),
                conditions=conditions.of(name, target) if target.sort == "positie" else (),
                by=emphasis.by((target,)),
                force=emphasis.force(target),
                per_opgave=per_opgave(values, scoring),
            )
        )
    return tuple(sorted(advices, key=lambda advice: (advice.rank, advice.id)))


def _strongest_attitude(group: tuple[Target, ...], held: Collection[tuple[str, str, str]]) -> Target:
    """Of several attitudes towards the same thing, keeping goes before claiming, claiming before joining.

    A seat that we hold (table, role, theme) is not claimed but kept.
    """
    order = ("behouden", "claimen", *ATTITUDES)
    target = min(group, key=lambda target: order.index(target.attitude))
    if target.attitude == "claimen" and (target.body, target.role, target.theme or ABSENT) in held:
        return replace(target, attitude="behouden")
    return target


def _in_order(dossier: Dossier, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    served = {entry.opgave for entry in entries}
    return tuple(opgave.id for opgave in dossier.opgaven if opgave.id in served)


def _fingerprint(rule_texts: Mapping[str, str]) -> str:
    """A short name for exactly this rule set, to print on what is made with it; the same wherever it stands."""
    digest = hashlib.sha256()
    for name in sorted(rule_texts):
        digest.update(f"{PurePosixPath(name).name}\0{rule_texts[name]}\0".encode())
    return digest.hexdigest()[:12]


def source_reasons(advice: Advice, opgave: str = "") -> tuple[Reason, ...]:
    """What sources give as a reason for an opgave; without one, for what weighs most."""
    return advice.said_of(opgave) if isinstance(advice, Line) else ()


def entries_for(advice: Advice, opgave: str = "") -> tuple[Entry, ...]:
    """What rules conclude for an opgave, strongest first; for any when nothing serves that one."""
    return tuple(entry for entry in advice.entries if entry.opgave == opgave) or advice.entries


def argument_sentences(outcome: Outcome, advice: Advice, opgave: str = "") -> tuple[str, ...]:
    """Both as sentences, each once: what a source says comes before what rules conclude."""
    said = (reason.text for reason in source_reasons(advice, opgave))
    concluded = argument_texts(outcome.trace, outcome.names, entries_for(advice, opgave))
    return tuple(dict.fromkeys((*said, *concluded)))


def first_argument(outcome: Outcome, advice: Advice, opgave: str = "") -> str:
    """The first of these: what stands below the title; "" when nothing is said."""
    return next(iter(argument_sentences(outcome, advice, opgave)), "")


def seat_argument(outcome: Outcome, line: Line, seat: Advice, opgave: str = "") -> str:
    """The first argument for a seat of a line in the role that is taken.

    In another role than the line begins with: what a source says of the table without a word of such a role, or else
    what rules conclude for the seat itself.
    """
    if seat.target.role == line.target.role:
        return first_argument(outcome, line, opgave)
    roles = {part.target.role for part in line.parts} - {seat.target.role, ""}
    other = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(roles)))})", re.IGNORECASE)
    said = (*line.said_of(opgave), *(() if opgave else line.reasons))
    of_table = (reason.text for reason in said if not other.search(reason.text))
    return next(of_table, "") or first_argument(outcome, seat, opgave)


class Conditions:
    """Works out the conditions of seat advice; `seats` maps the id of each seat advice to its target."""

    def __init__(self, view: View, base: FactBase, names: Names, seats: Mapping[str, Target]) -> None:
        self._names = names
        self._seats = {name: seat for name, seat in seats.items() if seat.attitude not in LIGHT}
        self._at = grouped((seat.body, name) for name, seat in self._seats.items())
        held = {(body, role) for body, role, _ in seats_held(base)}
        self._held = {body for body, _ in held}
        self._firm = {body for body, _ in held.difference(base.pairs("rol_open"))}
        self._requires = grouped(base.pairs("vereist"))
        self._owner = dict(base.pairs("gremium"))
        self._grants = base.pairs("namens")
        self._choices = [choice for actor in view.actors for choice in actor.choices if view.shows(choice)]
        self._tables = {body.id: body for _, body in view.bodies()}
        self._shows = view.shows

    def of(self, name: str, seat: Target) -> tuple[Condition, ...]:
        """The conditions of one seat advice."""
        if seat.attitude in LIGHT:
            return ()
        return (
            *self._required(seat),
            *self._granted(seat),
            *self._portfolio(name, seat),
            *self._cardinality(name, seat),
            *self._covered(seat),
            *self._unverified(seat),
        )

    def _required(self, seat: Target) -> Iterator[Condition]:
        for first in self._requires.get(seat.body, ()):
            label = self._names.spoken("gremium", first)
            options = self._on(first)
            if first in self._held:
                again = "" if first in self._firm else ", maar hij wordt opnieuw verdeeld"
                yield Condition(
                    "vereist", f"vraagt een zetel in {label}; die hebben we{again}", options, True
                )
            elif options:
                yield Condition(
                    "vereist", f"vraagt eerst een zetel in {label}; die wordt ook geadviseerd", options, False
                )
            else:
                text = f"vraagt eerst een zetel in {label}; die hebben we niet, en de regels raden haar nu niet aan"
                yield Condition("vereist", text, (), False)

    def _granted(self, seat: Target) -> Iterator[Condition]:
        for actor, region in self._grants:
            if self._owner.get(seat.body) == actor:
                yield Condition("gunning", f"wordt gegund door {self._names.spoken('actor', region)}")

    def _portfolio(self, name: str, seat: Target) -> Iterator[Condition]:
        if seat.role == "portefeuille":
            options = tuple(
                other for other in self._on(seat.body) if self._seats[other].role == "portefeuille"
            )
            if len(options) > 1:
                themes = " of ".join(self._names.name("thema", self._seats[other].theme) for other in options)
                yield Condition("keuze", f"kies één portefeuille: {themes}", _without(options, name))

    def _cardinality(self, name: str, seat: Target) -> Iterator[Condition]:
        for choice in self._choices:
            if seat.role == choice.role and seat.body in choice.bodies:
                options = tuple(
                    other
                    for other, target in self._seats.items()
                    if target.role == choice.role and target.body in choice.bodies
                )
                least, most = int(choice.least), int(choice.most)
                number = f"{least}" if least == most else f"{least} tot {most}"
                bodies = [body for body in choice.bodies if body in self._tables]
                among = all_of([self._names.name("gremium", body) for body in bodies])
                text = f"kies: {ROLE_NAMES[choice.role]} van {number} van deze {len(bodies)}: {among}"
                yield Condition("keuze", text, _without(options, name))

    def _covered(self, seat: Target) -> Iterator[Condition]:
        """The role ladder: a heavier role in the same body brings the lighter one with it."""
        heavier = tuple(
            other
            for other in self._on(seat.body)
            if ROLES.index(self._seats[other].role) < ROLES.index(seat.role)
        )
        if heavier:
            roles = dict.fromkeys(ROLE_NAMES[self._seats[other].role] for other in heavier)
            yield Condition(
                "inbegrepen", f"gaat op in de rol van {' of '.join(roles)}, als we die krijgen", heavier
            )

    def _unverified(self, seat: Target) -> Iterator[Condition]:
        """What still has to be verified about the table, the seat, and who holds it."""
        table = self._tables[seat.body]
        posts = [post for post in table.posts if post.role == seat.role and self._shows(post)]
        seated = (item for post in posts for item in post.memberships if self._shows(item))
        holders = (item.holder.origin for item in seated if self._shows(item.holder))
        for origin in (table.origin, *(post.origin for post in posts), *holders):
            if origin.to_verify:
                yield Condition("nagaan", f"nog na te gaan: {origin.to_verify}")

    def _on(self, body: str) -> tuple[str, ...]:
        return tuple(self._at.get(body, ()))


def _without(options: Iterable[str], name: str) -> tuple[str, ...]:
    return tuple(option for option in options if option != name)
