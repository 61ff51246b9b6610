"""The whole way from a dossier to ranked advice, as one pure function with named steps.

And what is said for an advice where it stands: every screen, page and file asks it here, so that all say the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

import networkx as nx

from strategy.advice.conditions import Conditions
from strategy.advice.ledger import (
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
from strategy.advice.lines import Line, lines_of
from strategy.advice.lookups import Emphasis
from strategy.advice.model import REFRAIN, Advice, Entry, Target
from strategy.advice.names import Names, argument_texts
from strategy.dossier.loader import Loaded
from strategy.dossier.model import Dossier, Reason
from strategy.dossier.vocabulary import ATTITUDES
from strategy.facts.base import FactBase, grouped, seats_held
from strategy.facts.flatten import add_measured, flatten
from strategy.facts.types import ABSENT, Fact
from strategy.graph.network import View, build
from strategy.graph.roads import Road
from strategy.inference.choose_engine import AUTO, infer
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.compile import compile_rules

BASE_SCENARIO = "basis"


@dataclass(frozen=True)
class Case:
    """A dossier on a day, ready for inference: its graph, its facts and its rules; `loaded` is what it was made of."""

    loaded: Loaded
    dossier: Dossier
    view: View
    graph: nx.DiGraph[str]
    roads: tuple[Road, ...]
    facts: FactBase
    rulebook: Rulebook
    fingerprint: str

    @property
    def scenario(self) -> str:
        """The scenario this case is of; the dossier itself is `basis`."""
        return self.loaded.scenario or BASE_SCENARIO


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
    def told(self) -> dict[Fact, Any]:
        """What explanations found to say of each fact: many reasons rest on the same one."""
        return {}

    def advice(self, name: str) -> Advice | None:
        return next((advice for advice in self.advices if advice.id == name), None)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The same advice with one line per thing to do, in rank order."""
        return lines_of(self.case.view, self.trace, self.names, self.advices)

    def line(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.id == name), None)


def prepare(
    loaded: Loaded, day: date | None = None, public_only: bool = False, rulebook: Rulebook | None = None
) -> Case:
    """The case of a loaded dossier on `day`, or on its own reference day.

    Without a `rulebook` the rules of the dossier are compiled here. Raises InputError when they are wrong.
    """
    dossier = loaded.dossier
    rulebook = rulebook or compile_rules(loaded.rule_texts, loaded.names)
    view = View(dossier, day or dossier.header.reference_day, public_only)
    graph = build(view)
    facts = flatten(view)
    found = add_measured(view, graph, facts)
    return Case(loaded, dossier, view, graph, found, facts, rulebook, _fingerprint(loaded.rule_texts))


def advise(case: Case, engine: str = AUTO) -> Outcome:
    """Ranked advice for a case. Raises EngineFailure when no engine can answer."""
    inference = infer(case.rulebook, case.facts, engine)
    trace = Trace(case.rulebook, case.facts, inference.firings)
    ledger = build_ledger(trace, Weights.of(case.dossier))
    names = Names(case.dossier, case.view.public_only)
    return Outcome(
        case, names, trace, ledger, _rank(case, trace, ledger, names), inference.engine, inference.notes
    )


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
