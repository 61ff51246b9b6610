"""The part of a rulebook that can bear on a goal, with the goal's own values filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from strategy.advice.lookup import Goal
from strategy.facts.types import ABSENT, ADVICE_TYPE, Value
from strategy.rulebook.ast import Const, Head, OneOf, Pattern, Rule, Term, Var

Fixed = tuple[tuple[str, Value], ...]
MOST_COPIES = 12
"""Of a derived fact wanted for more values than this, the rules are kept general."""


def relevant_rules(rules: Sequence[Rule], goals: Iterable[Goal]) -> tuple[Rule, ...]:
    """Rules that can conclude one of the goals, veto it, or feed such a rule, specialised to what is asked of them.

    Abduction asks what would follow from facts that are not there. Over all rules and all things that is far too
    much to ask; over the rules above the goal, specialised to its seat or actor, it is little.
    """
    slicer = _Slicer(rules)
    for goal in goals:
        slicer.want_advice(goal.fields)
    slicer.run()
    return tuple(slicer.kept)


@dataclass
class _Slicer:
    rules: Sequence[Rule]
    kept: dict[Rule, None] = field(default_factory=dict)
    wanted: dict[str, dict[Fixed, None]] = field(default_factory=dict)
    queue: list[tuple[str, Fixed]] = field(default_factory=list)

    def want_advice(self, fields: Fixed) -> None:
        self.want(ADVICE_TYPE.name, fields)

    def want(self, type_name: str, fields: Fixed) -> None:
        known = self.wanted.setdefault(type_name, {})
        asked = tuple(sorted(fields))
        if () in known or asked in known:
            return
        if len(known) >= MOST_COPIES and type_name != ADVICE_TYPE.name:
            asked = ()
        known[asked] = None
        self.queue.append((type_name, asked))

    def run(self) -> None:
        while self.queue:
            type_name, asked = self.queue.pop(0)
            for rule in self.rules:
                self._keep(rule, type_name, asked)

    def _keep(self, rule: Rule, type_name: str, asked: Fixed) -> None:
        if rule.head.type != type_name or rule.head.kind == "tegen":
            return
        if (given := _given(rule.head, asked)) is None:
            return
        special = specialise(rule, given)
        if special in self.kept:
            return
        self.kept[special] = None
        for pattern in (*special.positive, *special.negative):
            for fixed in _constants(pattern):
                self.want(pattern.type, fixed)


def specialise(rule: Rule, given: Mapping[str, Value]) -> Rule:
    """The rule with values for some of its variables; those under `anders` stay, since that compares variables."""
    kept = {name for pair in rule.different for name in pair}
    values = {name: value for name, value in given.items() if name not in kept}

    def term(old: Term) -> Term:
        return Const(values[old.name]) if isinstance(old, Var) and old.name in values else old

    def pattern(old: Pattern) -> Pattern:
        return replace(old, terms=tuple((name, term(each)) for name, each in old.terms))

    head = replace(
        rule.head,
        terms=tuple(
            (name, Const(values[old.name]) if isinstance(old, Var) and old.name in values else old)
            for name, old in rule.head.terms
        ),
    )
    return replace(
        rule,
        positive=tuple(map(pattern, rule.positive)),
        negative=tuple(map(pattern, rule.negative)),
        head=head,
    )


def _given(head: Head, asked: Fixed) -> dict[str, Value] | None:
    """The variables of a head that what is asked settles; None when this head cannot be about it.

    A veto leaves fields open, so what it does not name may be anything; an advice that leaves one open has none.
    """
    found: dict[str, Value] = {}
    for name, value in asked:
        term = head.term(name)
        if isinstance(term, Const) and term.value != value:
            return None
        if term is None and head.kind != "sluit_uit":
            return None
        if isinstance(term, Var) and value != ABSENT and found.setdefault(term.name, value) != value:
            return None
    return found


def _constants(pattern: Pattern) -> Iterator[Fixed]:
    """What a pattern fixes; one alternative per value of a list."""
    fixed = tuple((name, term.value) for name, term in pattern.terms if isinstance(term, Const))
    lists = [(name, term.values) for name, term in pattern.terms if isinstance(term, OneOf)]
    if len(lists) == 1 and pattern.type == ADVICE_TYPE.name:
        name, values = lists[0]
        yield from ((*fixed, (name, value)) for value in values)
    else:
        yield fixed
