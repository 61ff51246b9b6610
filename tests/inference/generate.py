"""Random rulebooks with facts: small, full of coincidences, and stratified by construction.

Types have levels. A rule that concludes a type reads types of its own level or lower, and denies only lower
ones; vetoes read facts, advice comes after the vetoes, and what reads advice comes last.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from strategy.errors import Span
from strategy.facts.types_and_sentences import ABSENT, Domain, Fact, FactType, Value
from strategy.rulebook.ast import (
    Compare,
    Const,
    Head,
    HeadKind,
    OneOf,
    Operator,
    Pattern,
    Rule,
    Rulebook,
    Term,
    Var,
)

SPAN = Span("regels.yaml")
TEXT = Domain("tekst")
NUMBER = Domain("getal", number=True)
STRINGS: tuple[str, ...] = (
    "a", "b", "c", "a b", "A", "3", "3.0", "true", "null", "$x", "_", "-1",
    'dubbel "', "enkel '", "\\", "\\n", "regel\neinde", "tab\t", "%", "😀", "Zaanstad ë €", "\x07", "é", "e\u0301",
    "a" * 300, "a" * 299 + "b",
)  # fmt: skip
NUMBERS: tuple[float, ...] = (0, 1, 2, 3, 3.0, 2.5, -1, -0.0, 1e-05, 1e300, 10**20, 0.1 + 0.2, 2**63, -2.5e-8)
OPERATORS: tuple[Operator, ...] = ("<", "<=", ">", ">=", "=", "!=")


@dataclass(frozen=True)
class Case:
    rulebook: Rulebook
    facts: tuple[Fact, ...]


def pattern(type_: str, **terms: Term) -> Pattern:
    return Pattern(type_, tuple(terms.items()), SPAN)


def rule(
    id_: str,
    positive: Sequence[Pattern],
    kind: HeadKind,
    type_: str,
    negative: Sequence[Pattern] = (),
    different: Sequence[tuple[str, str]] = (),
    **terms: Var | Const,
) -> Rule:
    head = Head(kind, type_, tuple(terms.items()), SPAN)
    return Rule(id_, tuple(positive), tuple(negative), tuple(different), head, SPAN)


def rulebook(types: Sequence[FactType], *layers: Sequence[Rule]) -> Rulebook:
    return Rulebook(
        tuple(rule_ for layer in layers for rule_ in layer),
        {type_.name: type_ for type_ in types},
        tuple(tuple(layer) for layer in layers),
    )


def fact_type(name: str, **fields: Domain) -> FactType:
    return FactType(name, name, tuple(fields.items()))


class _Maker:
    """Makes one case from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.strings = self.random.sample(STRINGS, self.random.randint(2, 4))
        self.numbers = self.random.sample(NUMBERS, self.random.randint(2, 4))
        self.depth = self.random.randint(0, 3)
        self.levels: dict[str, int] = {}
        self.types: dict[str, FactType] = {}
        for level in range(self.depth + 1):
            for index in range(self.random.randint(2, 4) if level == 0 else self.random.randint(1, 2)):
                self.add_type(f"{'basis' if level == 0 else 'afgeleid'}{level}{index}", level, 3)
        self.add_type("advies", self.depth + 2, 4)
        self.made = 0

    def add_type(self, name: str, level: int, most: int) -> None:
        fields = {
            f"v{i}": self.random.choice((TEXT, TEXT, NUMBER)) for i in range(self.random.randint(1, most))
        }
        self.levels[name] = level
        self.types[name] = fact_type(name, **fields)

    def value(self, domain: Domain) -> Value:
        return self.random.choice(self.numbers if domain.number else self.strings)

    def facts(self) -> tuple[Fact, ...]:
        facts = []
        given = [name for name, level in self.levels.items() if level == 0 or self.random.random() < 0.2]
        for name in given:
            if name == "advies":
                continue
            for _ in range(self.random.choice((0, 4, 8, 12, 18))):
                values = [
                    ABSENT if self.random.random() < 0.15 else self.value(domain)
                    for _, domain in self.types[name].fields
                ]
                facts.append(Fact(name, tuple(values)))
        self.random.shuffle(facts)
        return tuple(facts)

    def term(self, domain: Domain, variables: Sequence[str]) -> Term | None:
        chance = self.random.random()
        if variables and chance < 0.75:
            return Var(self.random.choice(variables))
        if chance < 0.83:
            return Const(self.value(domain))
        if chance < 0.91:
            return OneOf(tuple(self.value(domain) for _ in range(self.random.randint(1, 3))))
        if domain.number:
            return Compare(self.random.choice(OPERATORS), self.random.choice((*NUMBERS, *self.numbers)))
        return None

    def pattern(self, type_: str, texts: Sequence[str], numbers: Sequence[str]) -> Pattern:
        terms: list[tuple[str, Term]] = []
        for field, domain in self.types[type_].fields:
            if self.random.random() < 0.75:
                term = self.term(domain, numbers if domain.number else texts)
                if term is not None:
                    terms.append((field, term))
        return Pattern(type_, tuple(terms), SPAN)

    def rule(self, kind: HeadKind, type_: str, may_read: Sequence[str], may_deny: Sequence[str]) -> Rule:
        texts, numbers = ("x", "y", "z")[: self.random.randint(1, 3)], ("n", "m")[: self.random.randint(1, 2)]
        count = self.random.choice((1, 1, 2, 2, 2, 3, 3, 4))
        positive = [self.pattern(self.random.choice(may_read), texts, numbers) for _ in range(count)]
        bound = {name for pattern_ in positive for name in pattern_.variables}
        texts, numbers = [n for n in texts if n in bound], [n for n in numbers if n in bound]
        negative = [
            self.pattern(self.random.choice(may_deny), texts, numbers)
            for _ in range(self.random.choice((0, 0, 0, 1, 1, 2)) if may_deny else 0)
        ]
        different = [
            (self.random.choice(names), self.random.choice(names))
            for names in (texts, numbers)
            if len(names) > 1 and self.random.random() < 0.3
        ]
        head: list[tuple[str, Var | Const]] = []
        for field, domain in self.types[type_].fields:
            names = numbers if domain.number else texts
            if self.random.random() < (0.4 if kind == "sluit_uit" else 0.85):
                use_name = names and self.random.random() < 0.75
                head.append(
                    (field, Var(self.random.choice(names)) if use_name else Const(self.value(domain)))
                )
        self.made += 1
        return Rule(
            f"{kind}-{self.made}", tuple(positive), tuple(negative), tuple(different),
            Head(kind, type_, tuple(head), SPAN), SPAN,
        )  # fmt: skip

    def rules(
        self, most: int, kind: HeadKind, type_: str, read: Sequence[str], deny: Sequence[str]
    ) -> list[Rule]:
        return [self.rule(kind, type_, read, deny) for _ in range(self.random.randint(1, most))]

    def layers(self) -> list[list[Rule]]:
        layers: list[list[Rule]] = []
        for level in range(1, self.depth + 1):
            layer: list[Rule] = []
            for type_ in self.at_level(level, level):
                layer += self.rules(3, "feit", type_, self.at_level(0, level), self.at_level(0, level - 1))
            layers.append(layer)
        facts = self.at_level(0, self.depth)
        layers.append(self.rules(2, "sluit_uit", "advies", facts, facts))
        first = self.rules(3, "advies", "advies", facts, facts)
        later = self.rules(2, "advies", "advies", [*facts, "advies"], facts)
        layers += [first + later] if self.random.random() < 0.5 else [first, later]
        layers.append(self.rules(2, "tegen", "advies", [*facts, "advies"], [*facts, "advies"]))
        return [layer for layer in layers if layer]

    def at_level(self, lowest: int, highest: int) -> list[str]:
        return [name for name, level in self.levels.items() if lowest <= level <= highest]


def make_case(seed: int) -> Case:
    """A random rulebook and facts for it; the same seed gives the same case."""
    maker = _Maker(seed)
    facts = maker.facts()
    return Case(rulebook(tuple(maker.types.values()), *maker.layers()), facts)
