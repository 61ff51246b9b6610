"""Random rulebooks with many facts: joins of up to seven patterns, lists, recursion, and now and then what no machine holds.

Things have ids, so that most joins are selective; words come from a short list, so that some are not. A layer reads
itself and what is below it, and denies only what is below.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from strategy.facts.types_and_sentences import ABSENT, Domain, Fact, FactType, Value
from strategy.rulebook.ast import Compare, Const, HeadKind, OneOf, Pattern, Rule, Term, Var
from tests.inference.generate import OPERATORS, Case, fact_type, pattern, rule, rulebook

ID, WORD, NUMBER = Domain("id"), Domain("woord", ("a", "b", "c", "d", "e")), Domain("getal", number=True)
MOST_PATTERNS = 7


class _Maker:
    def __init__(self, seed: int, most: int) -> None:
        self.random = random.Random(seed)
        self.count = round(100 * (most / 100) ** self.random.random())
        self.levels: list[list[FactType]] = [[self.type(f"basis{index}", 4) for index in range(5)]]
        for level in range(1, self.random.randint(2, 3)):
            self.levels.append([self.type(f"afgeleid{level}{index}", 2) for index in range(2)])
        self.advice = self.type("advies", 3)
        per_type = max(2, self.count // len(self.levels[0]))
        self.ids = [
            f"i{index}" for index in range(max(2, round(per_type * 10 ** self.random.uniform(-1.3, 0.1))))
        ]

    def type(self, name: str, most: int) -> FactType:
        others = self.random.choices((ID, WORD, NUMBER), (4, 3, 1), k=self.random.randint(0, most - 1))
        return fact_type(name, **{f"v{index}": domain for index, domain in enumerate((ID, *others))})

    def value(self, domain: Domain) -> Value:
        if domain.number:
            return self.random.randint(0, 20) / 2
        return self.random.choice(domain.words or self.ids)

    def facts(self) -> tuple[Fact, ...]:
        return tuple(
            Fact(
                type_.name,
                tuple(ABSENT if self.random.random() < 0.03 else self.value(domain) for _, domain in type_.fields),
            )
            for type_ in self.random.choices(self.levels[0], k=self.count)
        )  # fmt: skip

    def pattern(self, type_: FactType, bound: dict[str, Domain], link: bool) -> Pattern:
        """A pattern that shares a variable with what is bound, when it is to link and there is one."""
        terms: dict[str, Term] = {}
        for name, domain in type_.fields:
            known = [variable for variable, other in bound.items() if other == domain]
            if known and ((link and domain == ID) or self.random.random() < 0.08):
                terms[name] = Var(self.random.choice(known))
                link = link and domain != ID
            elif self.random.random() < 0.7:
                terms[name] = self.term(domain, bound)
        return pattern(type_.name, **terms)

    def term(self, domain: Domain, bound: dict[str, Domain]) -> Term:
        if domain == WORD and self.random.random() < 0.4:
            if self.random.random() < 0.5:
                return Const(self.value(domain))
            return OneOf(tuple(self.random.sample(WORD.words, self.random.randint(1, 3))))
        if domain == NUMBER and self.random.random() < 0.5:
            return Compare(self.random.choice(OPERATORS), self.random.randint(0, 10))
        name = f"x{len(bound)}"
        bound[name] = domain
        return Var(name)

    def rule(
        self, name: str, kind: HeadKind, type_: FactType, read: Sequence[FactType], deny: Sequence[FactType]
    ) -> Rule:
        bound: dict[str, Domain] = {}
        positive = [
            self.pattern(self.random.choice(read), bound, self.random.random() < 0.97)
            for _ in range(self.random.choices(range(1, MOST_PATTERNS + 1), (4, 6, 6, 4, 2, 1, 1))[0])
        ]
        used = {variable for each in positive for variable in each.variables}
        bound = {variable: domain for variable, domain in bound.items() if variable in used}
        negative = []
        if deny and self.random.random() < 0.3:
            denied = self.random.choice(deny)
            negative.append(
                pattern(
                    denied.name,
                    **{
                        field: Var(self.random.choice(known))
                        for field, domain in denied.fields
                        if (known := [variable for variable, other in bound.items() if other == domain])
                    },
                )
            )
        ids = [variable for variable, domain in bound.items() if domain == ID]
        different = [tuple(self.random.sample(ids, 2))] if len(ids) > 1 and self.random.random() < 0.3 else []
        head = {
            field: Var(self.random.choice(known)) if known else Const(self.value(domain))
            for field, domain in type_.fields
            if kind != "sluit_uit" or self.random.random() < 0.6
            for known in [[variable for variable, other in bound.items() if other == domain]]
        }
        return rule(name, positive, kind, type_.name, negative, different, **head)

    def case(self) -> Case:
        layers: list[list[Rule]] = []
        below: list[FactType] = list(self.levels[0])
        for level, types in enumerate(self.levels[1:]):
            layers.append(
                [
                    self.rule(f"feit-{level}-{index}-{each}", "feit", type_, [*below, *types], below)
                    for index, type_ in enumerate(types)
                    for each in range(self.random.randint(1, 3))
                ]
            )
            below += types
        kinds: tuple[tuple[HeadKind, Sequence[FactType]], ...] = (
            ("sluit_uit", below), ("advies", below), ("tegen", [*below, self.advice]),
        )  # fmt: skip
        for kind, read in kinds:
            layers.append(
                [
                    self.rule(f"{kind}-{index}", kind, self.advice, read, below)
                    for index in range(self.random.randint(1, 3))
                ]
            )
        types = [type_ for level in self.levels for type_ in level]
        return Case(rulebook([*types, self.advice], *layers), self.facts())


def make_large_case(seed: int, most: int = 10_000) -> Case:
    """A random rulebook and up to `most` facts for it; the same seed gives the same case."""
    return _Maker(seed, most).case()
