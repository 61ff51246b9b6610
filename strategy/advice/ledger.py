"""The ledger: every contribution of every firing to every advice, as a table. Scores and bands (`bands.py`) follow from it alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from strategy.advice.identity import advice_id, target_of
from strategy.advice.model import Entry, Target
from strategy.dossier.model import Dossier
from strategy.facts.types import ABSENT, ADVICE_TYPE, Fact, Value
from strategy.inference.port import Firing
from strategy.inference.trace import Trace


@dataclass(frozen=True)
class Weights:
    """The weight of each opgave and each priority; 1 where the dossier names none."""

    opgaven: Mapping[str, float]
    priorities: Mapping[str, float]

    @classmethod
    def of(cls, dossier: Dossier) -> Weights:
        return cls(
            {opgave.id: opgave.weight.value if opgave.weight else 1.0 for opgave in dossier.opgaven},
            {
                priority.id: priority.weight.value if priority.weight else 1.0
                for opgave in dossier.opgaven
                for priority in opgave.priorities
            },
        )

    def of_pair(self, priority: str, opgave: str) -> float:
        return self.priorities[priority] * self.opgaven[opgave]


@dataclass(frozen=True)
class Ledger:
    """Entries for and against, and what each advice is about. Entries are in the order of the firings."""

    targets: Mapping[str, tuple[Target, ...]]
    entries: tuple[Entry, ...]
    counters: tuple[Entry, ...]


def build_ledger(trace: Trace, weights: Weights) -> Ledger:
    """The ledger of one run."""
    opgaven = _opgaven_per_priority(trace)
    targets: dict[str, dict[Target, None]] = {}
    entries: list[Entry] = []
    known: dict[Fact, str] = {}
    for fact, firings in trace.candidates.items():
        if fact not in trace.valid:
            continue
        target, priority = target_of(fact)
        name = advice_id(target, priority)
        known[fact] = name
        targets.setdefault(name, {})[target] = None
        served = opgaven[priority]
        if target.opgave in served:
            served = (target.opgave,)
        for firing in firings:
            entries.extend(_entries(trace, weights, name, firing, priority, served))
    counters: dict[Entry, None] = {}
    targeted = _Targeted(known)
    for firing, pattern in trace.counters:
        for fact in targeted.by(pattern):
            _, priority = target_of(fact)
            counters.update(
                dict.fromkeys(_entries(trace, weights, known[fact], firing, priority, opgaven[priority]))
            )
    return Ledger({name: tuple(group) for name, group in targets.items()}, tuple(entries), tuple(counters))


def _entries(
    trace: Trace, weights: Weights, name: str, firing: Firing, priority: str, opgaven: tuple[str, ...]
) -> Iterator[Entry]:
    rule = trace.rules[firing.rule]
    factor = float(dict(firing.bindings)[rule.factor]) if rule.factor else 1.0
    for opgave in opgaven:
        yield Entry(
            name, rule.id, priority, opgave, rule.points, weights.of_pair(priority, opgave), factor, firing
        )


def _opgaven_per_priority(trace: Trace) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for fact in trace.base.of_type("prioriteit"):
        found.setdefault(str(fact.values[0]), []).append(str(fact.values[1]))
    return {priority: tuple(opgaven) for priority, opgaven in found.items()}


class _Targeted:
    """Valid advice, looked up by the fields that a counter-argument fills."""

    def __init__(self, known: Iterable[Fact]) -> None:
        self._known = tuple(known)
        self._by_fields: dict[tuple[int, ...], dict[tuple[Value, ...], list[Fact]]] = {}

    def by(self, pattern: Fact) -> Sequence[Fact]:
        """The advice that a counter-argument is about: every field it fills must agree."""
        assert pattern.type == ADVICE_TYPE.name
        fields = tuple(number for number, value in enumerate(pattern.values) if value != ABSENT)
        if fields not in self._by_fields:
            found = self._by_fields[fields] = {}
            for fact in self._known:
                found.setdefault(tuple(fact.values[number] for number in fields), []).append(fact)
        return self._by_fields[fields].get(tuple(pattern.values[number] for number in fields), ())
