"""What firings conclude: derived facts, candidate advice, vetoes, and the advice that remains valid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from strategy.facts.types import ABSENT, ADVICE_TYPE, Fact, FactType, Value
from strategy.inference.port import Firing
from strategy.rulebook.ast import Const, Head


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


class Vetoes:
    """Veto patterns, looked up by the fields they fill: a field left open excludes every value."""

    def __init__(self, vetoes: Iterable[tuple[Firing, Fact]]) -> None:
        self._by_mask: dict[tuple[bool, ...], dict[tuple[Value, ...], list[Firing]]] = {}
        for firing, pattern in vetoes:
            mask = tuple(value != ABSENT for value in pattern.values)
            filled = tuple(value for value in pattern.values if value != ABSENT)
            self._by_mask.setdefault(mask, {}).setdefault(filled, []).append(firing)

    def against(self, candidate: Fact) -> tuple[Firing, ...]:
        """The firings that exclude a candidate, in order."""
        assert candidate.type == ADVICE_TYPE.name
        hits: list[Firing] = []
        for mask, patterns in self._by_mask.items():
            filled = tuple(value for value, used in zip(candidate.values, mask, strict=True) if used)
            hits.extend(patterns.get(filled, ()))
        return tuple(sorted(hits))
