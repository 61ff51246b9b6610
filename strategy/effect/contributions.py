"""Which contributions to one line came, went or count otherwise, and what each of them does to the score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from strategy.advice.ledger import arguments, score
from strategy.advice.lines import Line, line_score
from strategy.advice.model import Advice, Entry
from strategy.dossier.model import Scoring
from strategy.facts.types import Value

Key = tuple[str, str, tuple[tuple[str, Value], ...], str, str, bool]
"""Part, rule, values of its variables, priority, opgave, and whether it argues against."""
Ledger = Mapping[Key, Entry]
LITTLE = 1e-9


@dataclass(frozen=True)
class Step:
    """One contribution in both versions; None where it is not there."""

    key: Key
    old: Entry | None
    new: Entry | None

    @property
    def entry(self) -> Entry:
        found = self.new or self.old
        assert found is not None
        return found


def ledger_of(line: Line | None, renamed: Mapping[str, str]) -> Ledger:
    """The contributions to the parts of a line, by what tells them apart; rules by their new name."""
    sides = (
        (entries, against)
        for part in (line.parts if line else ())
        for entries, against in ((part.entries, False), (part.counters, True))
    )
    return {
        (
            entry.advice,
            renamed.get(entry.rule, entry.rule),
            entry.firing.bindings,
            entry.priority,
            entry.opgave,
            against,
        ): entry
        for entries, against in sides
        for entry in entries
    }


def steps(old: Ledger, new: Ledger) -> Iterator[Step]:
    """Every contribution that is not the same: what went, what came and what counts otherwise."""
    for key in (*old, *(key for key in new if key not in old)):
        was, now = old.get(key), new.get(key)
        if was is None or now is None or was.value != now.value:
            yield Step(key, was, now)


def scored(ledger: Ledger, parts: Mapping[str, Advice], scoring: Scoring) -> float:
    """The score of a line with these contributions to its parts."""
    sides: dict[str, tuple[list[Entry], list[Entry]]] = {}
    for key, entry in ledger.items():
        sides.setdefault(entry.advice, ([], []))[key[-1]].append(entry)
    made = [
        replace(
            parts[name],
            entries=tuple(entries),
            counters=tuple(counters),
            score=score(arguments(entries, counters), scoring),
        )
        for name, (entries, counters) in sides.items()
        if entries
    ]
    return line_score(made, scoring)


@dataclass(frozen=True)
class Effect:
    """What a group of steps does to a score: taken alone on the old ledger, and left out of the new one."""

    alone: float
    missing: float

    @property
    def counts(self) -> bool:
        return abs(self.alone) > LITTLE or abs(self.missing) > LITTLE

    @property
    def amount(self) -> float:
        return self.alone if abs(self.alone) > LITTLE else self.missing


def effect_of(
    group: Sequence[Step], old: Ledger, new: Ledger, parts: Mapping[str, Advice], scoring: Scoring
) -> Effect:
    """The effect of some steps on the score of a line, by the scoring of one version."""
    alone = scored(_moved(old, group, forward=True), parts, scoring) - scored(old, parts, scoring)
    missing = scored(new, parts, scoring) - scored(_moved(new, group, forward=False), parts, scoring)
    return Effect(alone, missing)


def _moved(ledger: Ledger, group: Iterable[Step], forward: bool) -> Ledger:
    """A ledger with these steps taken, or taken back."""
    moved = dict(ledger)
    for step in group:
        entry = step.new if forward else step.old
        if entry is None:
            moved.pop(step.key, None)
        else:
            moved[step.key] = entry
    return moved
