"""What firings conclude: derived facts, candidate advice, vetoes, and the advice that remains valid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from strategy.facts.types import ABSENT, ADVICE_TYPE, Fact, FactType, Value
from strategy.inference.port import Firing
from strategy.rulebook.ast import Const, Head, Rule, Var


def instantiate(head: Head, fact_type: FactType, bindings: Mapping[str, Value]) -> Fact:
    """The fact a head concludes under bindings; fields it leaves out are absent."""
    terms = dict(head.terms)
    values: list[Value] = []
    for field in fact_type.field_names:
        term = terms.get(field)
        if term is None:
            values.append(ABSENT)
        else:
            values.append(term.value if isinstance(term, Const) else bindings[term.name])
    return Fact(fact_type.name, tuple(values))


class Conclusion:
    """What one rule concludes, worked out beforehand: the same as `instantiate`, for each of many firings."""

    def __init__(self, rule: Rule, fact_type: FactType) -> None:
        self._type = fact_type.name
        places = {name: place for place, name in enumerate(rule.variables)}
        terms = dict(rule.head.terms)
        self._parts: list[tuple[int, Value]] = []
        """Per field the place among the bindings of its variable, or -1 and what it is."""
        for name in fact_type.field_names:
            match terms.get(name):
                case Var(variable):
                    self._parts.append((places[variable], ABSENT))
                case Const(value):
                    self._parts.append((-1, value))
                case None:
                    self._parts.append((-1, ABSENT))

    def of(self, firing: Firing) -> Fact:
        """The fact that a firing of the rule concludes."""
        bound = firing.bindings
        return Fact(
            self._type, tuple([value if place < 0 else bound[place][1] for place, value in self._parts])
        )


class Vetoes:
    """Veto patterns, looked up by the fields they fill: a field left open excludes every value."""

    def __init__(self, vetoes: Iterable[tuple[Firing, Fact]]) -> None:
        self._by_fields: dict[tuple[int, ...], dict[tuple[Value, ...], list[Firing]]] = {}
        for firing, pattern in vetoes:
            fields = tuple(place for place, value in enumerate(pattern.values) if value != ABSENT)
            filled = tuple(value for value in pattern.values if value != ABSENT)
            self._by_fields.setdefault(fields, {}).setdefault(filled, []).append(firing)

    def against(self, candidate: Fact) -> tuple[Firing, ...]:
        """The firings that exclude a candidate, in order."""
        assert candidate.type == ADVICE_TYPE.name
        values = candidate.values
        hits: list[Firing] = []
        for fields, patterns in self._by_fields.items():
            hits.extend(patterns.get(tuple([values[place] for place in fields]), ()))
        return tuple(sorted(hits))
