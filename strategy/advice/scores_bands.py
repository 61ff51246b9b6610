"""The ledger: every contribution of every firing to every advice, as a table; and the score, band and rank that follow
from it alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from strategy.advice.model import Advice, Band, Entry, Target, advice_id, target_of
from strategy.dossier.model import Dossier, Scoring
from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import ABSENT, ADVICE_TYPE, Fact, Value
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
    opgaven = grouped(trace.base.pairs("prioriteit"))
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
            served = [target.opgave]
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
    trace: Trace, weights: Weights, name: str, firing: Firing, priority: str, opgaven: Sequence[str]
) -> Iterator[Entry]:
    rule = trace.rules[firing.rule]
    factor = float(dict(firing.bindings)[rule.factor]) if rule.factor else 1.0
    for opgave in opgaven:
        yield Entry(
            name, rule.id, priority, opgave, rule.points, weights.of_pair(priority, opgave), factor, firing
        )


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
            self._by_fields[fields] = grouped(
                (tuple(fact.values[number] for number in fields), fact) for fact in self._known
            )
        return self._by_fields[fields].get(tuple(pattern.values[number] for number in fields), ())


DIGITS = 4


def argument_values(entries: Iterable[Entry], counters: Iterable[Entry]) -> list[float]:
    """The net values of the different arguments for one advice, strongest first."""
    return best_per_argument(net_values(entries, counters))


def best_per_argument(net: Iterable[tuple[Entry, float]]) -> list[float]:
    """Of entries with their net values the best per rule and opgave, strongest first."""
    best: dict[tuple[str, str], float] = {}
    for entry, value in net:
        argument = (entry.rule, entry.opgave)
        best[argument] = max(value, best.get(argument, 0.0))
    return sorted(best.values(), reverse=True)


def net_values(entries: Iterable[Entry], counters: Iterable[Entry]) -> list[tuple[Entry, float]]:
    """Each entry with what remains of it after the counter-arguments for its priority within its opgave.

    A counter rule counts once per priority and opgave, at its strongest, however often it fires.
    """
    worst: dict[tuple[str, str], dict[str, float]] = {}
    for entry in counters:
        rules = worst.setdefault((entry.priority, entry.opgave), {})
        rules[entry.rule] = min(entry.value, rules.get(entry.rule, 0.0))
    against = {key: total(rules.values()) for key, rules in worst.items()}
    return [
        (entry, max(0.0, entry.value + against.get((entry.priority, entry.opgave), 0.0))) for entry in entries
    ]


def joint_net(advices: Iterable[Advice]) -> list[tuple[Entry, float]]:
    """The net values of the entries of several advices."""
    return [pair for advice in advices for pair in net_values(advice.entries, advice.counters)]


def joint_score(advices: Iterable[Advice], scoring: Scoring) -> float:
    """The score that the arguments of several advices have together."""
    return score(best_per_argument(joint_net(advices)), scoring)


def score(values: Sequence[float], scoring: Scoring) -> float:
    """The score of the arguments of one advice, strongest first; rounded, so that equal is equal.

    score = strongest argument + bonus, where
      argument  = the best value of one rule within one opgave, less the counter-arguments for the same priority
                  within the same opgave, and never below 0;
      bonus     = `bonus` × the sum of the other arguments, at most `bonusplafond` × the strongest.

    Summing everything made generalist bodies float to the top (precision at 40 of 0.60 against 0.82 in the
    prototype); see docs/validatie.md for what was measured on this dossier.
    """
    if not values:
        return 0.0
    strongest = values[0]
    bonus = min(scoring.bonus * total(values[1:]), scoring.cap * strongest)
    return round(strongest + bonus, DIGITS)


def per_opgave(net: Iterable[tuple[Entry, float]], scoring: Scoring) -> dict[str, float]:
    """The score within each opgave: the formula over what counts there, opgave by opgave."""
    groups = grouped((entry.opgave, (entry, value)) for entry, value in net)
    return {opgave: score(best_per_argument(group), scoring) for opgave, group in groups.items()}


def total(values: Iterable[float]) -> float:
    """The sum from left to right, each step rounded as the machine does.

    Python's own `sum` corrects for that rounding from 3.12 on, so a score could differ between two machines, and from
    the scores of many weights at once (strategy/robustness/weights.py).
    """
    return reduce(add, values, 0.0)


def bands(scores: Mapping[str, float], scoring: Scoring, refraining: Collection[str]) -> dict[str, Band]:
    """The band of each advice, by lines that stay where they are; `refraining` are those to refrain from."""
    return {
        name: "niet doen" if name in refraining else band_of(value, scoring) for name, value in scores.items()
    }


def band_of(value: float, scoring: Scoring) -> Band:
    """The band of a score, of an advice that is not to refrain from something."""
    if value >= scoring.do_from:
        return "doen"
    return "ook doen" if value >= scoring.also_from else "als er tijd is"


def ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """The rank of each advice, from 1; equal scores share a rank."""
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    found: dict[str, int] = {}
    for position, (name, value) in enumerate(ordered, start=1):
        previous = ordered[position - 2] if position > 1 else None
        found[name] = found[previous[0]] if previous and previous[1] == value else position
    return found
