"""θ-subsumption held against the slow evaluator: what one rule covers, it concludes, whatever the facts are."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.checks.firing import stopped, unreachable
from strategy.checks.logic import Production, subsumes
from strategy.facts.types_and_sentences import Fact
from strategy.inference.trace import FactIndex
from strategy.rulebook.ast import Compare, Const, Head, OneOf, Pattern, Rule, Rulebook, Term, Var
from tests.examples import examples
from tests.inference.generate import Case, _Maker, make_case
from tests.inference.oracle import conclusion, evaluate, excludes, solutions

SEEDS = range(150)
Change = Callable[[random.Random, Rule], Rule]


# ── ways to make a rule broader: the result must cover the original ───────────────────────────────────


def rename(chance: random.Random, rule: Rule) -> Rule:
    names = {name: f"{name}{chance.choice('pqr')}" for name in rule.variables}
    if len(set(names.values())) < len(names):
        return rule
    return renamed(rule, names)


def reorder(chance: random.Random, rule: Rule) -> Rule:
    positive, negative = list(rule.positive), list(rule.negative)
    chance.shuffle(positive)
    chance.shuffle(negative)
    return replace(rule, positive=tuple(positive), negative=tuple(negative))


def drop_condition(chance: random.Random, rule: Rule) -> Rule:
    kept = list(rule.positive)
    kept.pop(chance.randrange(len(kept)))
    return valid(replace(rule, positive=tuple(kept)), rule)


def drop_term(chance: random.Random, rule: Rule) -> Rule:
    at = chance.randrange(len(rule.positive))
    terms = list(rule.positive[at].terms)
    if terms:
        terms.pop(chance.randrange(len(terms)))
    return valid(changed(rule, at, tuple(terms)), rule)


def widen_term(chance: random.Random, rule: Rule) -> Rule:
    def wider(term: Term) -> Term:
        if isinstance(term, Const):
            return OneOf((term.value, "iets anders"))
        if isinstance(term, OneOf):
            return OneOf((*term.values, 12345))
        if isinstance(term, Compare) and term.operator in (">", ">="):
            return Compare(">=", term.number - 1)
        return term

    at = chance.randrange(len(rule.positive))
    return changed(rule, at, tuple((name, wider(term)) for name, term in rule.positive[at].terms))


def drop_absence(chance: random.Random, rule: Rule) -> Rule:
    return replace(rule, negative=rule.negative[1:])


def narrow_absence(chance: random.Random, rule: Rule) -> Rule:
    """Denying less makes a rule broader."""
    if not rule.negative or not rule.variables:
        return rule
    first = rule.negative[0]
    extra = (("v0", Const("b")),) if first.term("v0") is None else ()
    return replace(rule, negative=(replace(first, terms=(*first.terms, *extra)), *rule.negative[1:]))


def drop_difference(chance: random.Random, rule: Rule) -> Rule:
    return replace(rule, different=rule.different[1:])


BROADER: tuple[Change, ...] = (
    rename, reorder, drop_condition, drop_term, widen_term, drop_absence, narrow_absence, drop_difference,
)  # fmt: skip


# ── ways to change a rule at random: the result may cover the original or not ─────────────────────────


def merge_variables(chance: random.Random, rule: Rule) -> Rule:
    if len(rule.variables) < 2:
        return rule
    one, other = chance.sample(rule.variables, 2)
    return renamed(rule, {one: other})


def swap_term(chance: random.Random, rule: Rule) -> Rule:
    at = chance.randrange(len(rule.positive))
    choices: list[Term] = [Const("a"), Const(1), OneOf(("a", "b")), Compare("<", 2), Var("x"), Var("n")]
    terms = [(name, chance.choice([term, *choices])) for name, term in rule.positive[at].terms]
    return valid(changed(rule, at, tuple(terms)), rule)


def add_absence(chance: random.Random, rule: Rule) -> Rule:
    return replace(rule, negative=(*rule.negative, chance.choice(rule.positive)))


def add_difference(chance: random.Random, rule: Rule) -> Rule:
    if len(rule.variables) < 2:
        return rule
    one, other = chance.sample(rule.variables, 2)
    return replace(rule, different=(*rule.different, (one, other)))


def double_condition(chance: random.Random, rule: Rule) -> Rule:
    fresh = {name: f"{name}2" for name in rule.variables if chance.random() < 0.5}
    copied = renamed(rule, fresh).positive[chance.randrange(len(rule.positive))]
    return replace(rule, positive=(*rule.positive, copied))


ANYTHING: tuple[Change, ...] = (
    *BROADER, merge_variables, swap_term, add_absence, add_difference, double_condition, double_condition,
)  # fmt: skip


def changed(rule: Rule, at: int, terms: tuple[tuple[str, Term], ...]) -> Rule:
    positive = list(rule.positive)
    positive[at] = replace(positive[at], terms=terms)
    return replace(rule, positive=tuple(positive))


def renamed(rule: Rule, names: dict[str, str]) -> Rule:
    def other(term: Term) -> Term:
        return Var(names.get(term.name, term.name)) if isinstance(term, Var) else term

    def patterns(given: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
        return tuple(replace(p, terms=tuple((name, other(term)) for name, term in p.terms)) for p in given)

    head = tuple((name, other(term)) for name, term in rule.head.terms)
    return replace(
        rule,
        positive=patterns(rule.positive),
        negative=patterns(rule.negative),
        different=tuple((names.get(a, a), names.get(b, b)) for a, b in rule.different),
        head=replace(rule.head, terms=head),  # type: ignore[arg-type]
    )


def valid(rule: Rule, otherwise: Rule) -> Rule:
    """The rule, unless something in it has no value any more."""
    bound = set(rule.variables)
    used = {name for pattern in rule.negative for name in pattern.variables}
    used |= {name for pair in rule.different for name in pair}
    used |= {term.name for _, term in rule.head.terms if isinstance(term, Var)}
    return rule if rule.positive and used <= bound else otherwise


def facts_of_every_type(seed: int) -> set[Fact]:
    """Facts for all types of a case, derived ones and advice included, as a rule may read any."""
    maker = _Maker(seed)
    maker.facts()
    found = set()
    for name, type_ in maker.types.items():
        for _ in range(8):
            found.add(Fact(name, tuple(maker.value(domain) for _, domain in type_.fields)))
    return found


def concludes(general: Rule, specific: Rule, facts: set[Fact], book: Rulebook) -> bool:
    """Whether everything that `specific` concludes from the facts is concluded, or reached, by `general`."""
    broad = {conclusion(general, bindings, book) for bindings in solutions(general, facts, book)}
    exact = specific.head.kind in ("feit", "advies")
    return all(
        fact in broad if exact else any(excludes(pattern, fact) for pattern in broad)
        for fact in narrow_conclusions(specific, facts, book)
    )


def narrow_conclusions(rule: Rule, facts: set[Fact], book: Rulebook) -> Iterator[Fact]:
    return (conclusion(rule, bindings, book) for bindings in solutions(rule, facts, book))


def test_a_broader_rule_covers_the_rule_it_came_from() -> None:
    made = 0
    for seed in SEEDS:
        chance = random.Random(seed)
        for rule in make_case(seed).rulebook.rules:
            broader = rule
            for _ in range(chance.randint(1, 4)):
                broader = chance.choice(BROADER)(chance, broader)
            made += broader != rule
            assert subsumes(broader, rule), f"seed {seed}: {broader}\ncovers\n{rule}"
    assert made > 500


def test_what_is_covered_is_concluded() -> None:
    covered, fired, refused = 0, 0, 0
    for seed in SEEDS:
        chance = random.Random(seed)
        case, facts = make_case(seed), facts_of_every_type(seed)
        for rule in case.rulebook.rules:
            other = rule
            for _ in range(chance.randint(1, 5)):
                other = chance.choice(ANYTHING)(chance, other)
            for general, specific in ((other, rule), (rule, other)):
                if not subsumes(general, specific):
                    refused += 1
                    continue
                covered += 1
                fired += any(True for _ in narrow_conclusions(specific, facts, case.rulebook))
                assert concludes(general, specific, facts, case.rulebook), (
                    f"seed {seed}: {general}\n{specific}"
                )
    assert min(covered, fired, refused) > 200, (covered, fired, refused)


@settings(max_examples=examples(15), deadline=None)
@given(st.integers(0, 10**9))
def test_two_rules_of_one_rulebook(seed: int) -> None:
    case, facts = make_case(seed), facts_of_every_type(seed)
    for general in case.rulebook.rules:
        for specific in case.rulebook.rules:
            if subsumes(general, specific):
                assert concludes(general, specific, facts, case.rulebook)


@settings(max_examples=examples(15), deadline=None)
@given(st.integers(0, 10**9))
def test_a_rule_that_is_called_unreachable_never_fires(seed: int) -> None:
    case = make_case(seed)
    given_facts = base_facts(case)
    never = unreachable(Production(case.rulebook.rules), frozenset())
    assert never.isdisjoint(firing.rule for firing in evaluate(case.rulebook, given_facts))


@settings(max_examples=examples(15), deadline=None)
@given(st.integers(0, 10**9))
def test_joining_stops_exactly_the_rules_that_do_not_fire(seed: int) -> None:
    case, facts = make_case(seed), facts_of_every_type(seed)
    index = FactIndex(case.rulebook.types, facts)
    for rule in case.rulebook.rules:
        fires = any(True for _ in solutions(rule, facts, case.rulebook))
        assert (stopped(rule, index) is None) == fires, rule


def test_random_rulebooks_have_unreachable_rules() -> None:
    """Without some, the property above would say nothing."""
    found = [unreachable(Production(make_case(seed).rulebook.rules), frozenset()) for seed in range(100)]
    assert sum(map(bool, found)) > 10


def base_facts(case: Case) -> list[Fact]:
    derived = {rule.head.type for rule in case.rulebook.rules}
    return [fact for fact in case.facts if fact.type not in derived]


def test_points_and_factors_count() -> None:
    pattern = Pattern(
        "route", (("prioriteit", Var("p")), ("sterkte", Var("k"))), make_case(0).rulebook.rules[0].span
    )
    head = Head("advies", "advies", (("prioriteit", Var("p")),), pattern.span)
    light = Rule("licht", (pattern,), (), (), head, pattern.span, points=2.0)
    heavy = replace(light, id="zwaar", points=3.0)
    scaled = replace(heavy, id="geschaald", factor="k")
    assert subsumes(heavy, light)
    assert not subsumes(light, heavy)
    assert not subsumes(scaled, light)
    assert not subsumes(heavy, scaled)
    assert subsumes(scaled, replace(scaled, points=1.0))
