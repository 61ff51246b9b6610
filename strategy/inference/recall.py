"""Inferences by what they follow from. An edit of a weight or of points tells the rules nothing new, and needs none."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.facts.types_and_sentences import Fact
from strategy.inference.choose_engine import Infer, Inference, infer
from strategy.inference.port import Firing
from strategy.rulebook.ast import Pattern, Rule, Rulebook


class Recall:
    """Infers, and remembers the last `most` answers: with the same facts and rules that ask and conclude the same."""

    def __init__(self, most: int = 250, infer: Infer = infer) -> None:
        self._infer = infer
        self._most = most
        self._known: dict[tuple[str, str, str], Inference] = {}
        self._firings: dict[Firing, Firing] = {}
        """Each firing once: most are in nearly every answer."""
        self._read: tuple[Rulebook | None, str] = (None, "")

    def infer(self, rulebook: Rulebook, facts: Iterable[Fact], engine: str) -> Inference:
        """What the rules conclude from the facts."""
        given = tuple(facts)
        key = engine, self._reading(rulebook), repr(given)
        found = self._known.pop(key, None) or self._shared(self._infer(rulebook, given, engine))
        self._known[key] = found
        while len(self._known) > self._most:
            self._known.pop(next(iter(self._known)))
        return found

    def _shared(self, found: Inference) -> Inference:
        firings = tuple(self._firings.setdefault(firing, firing) for firing in found.firings)
        return Inference(firings, found.engine, found.notes)

    def _reading(self, rulebook: Rulebook) -> str:
        """What an engine reads of rules: not their points, their words or where they stand."""
        if self._read[0] is not rulebook:
            types = [(name, type_.field_names) for name, type_ in sorted(rulebook.types.items())]
            asked = [[_asked(rule) for rule in layer] for layer in rulebook.layers]
            self._read = rulebook, repr((types, asked))
        return self._read[1]


def _asked(rule: Rule) -> tuple[object, ...]:
    head = rule.head.kind, rule.head.type, rule.head.terms
    return rule.id, _matched(rule.positive), _matched(rule.negative), rule.different, head


def _matched(patterns: Iterable[Pattern]) -> list[object]:
    return [(pattern.type, pattern.terms) for pattern in patterns]
