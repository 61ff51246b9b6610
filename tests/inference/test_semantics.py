"""What rules mean, case by case, with the answer written out by hand, for every engine."""

from __future__ import annotations

import pytest

from strategy.facts.types_and_sentences import ABSENT, Fact, Value
from strategy.inference.port import Engine
from strategy.rulebook.ast import Compare, Const, OneOf, Rule, Var
from tests.inference.engines import every_engine
from tests.inference.generate import NUMBER, NUMBERS, STRINGS, TEXT, fact_type, pattern, rule, rulebook

TYPES = (
    fact_type("van_naar", van=TEXT, naar=TEXT),
    fact_type("weg", van=TEXT, naar=TEXT),
    fact_type("kracht", wie=TEXT, sterkte=NUMBER),
    fact_type("advies", soort=TEXT, wie=TEXT, waar=TEXT),
)
A, B, C, N = Var("a"), Var("b"), Var("c"), Var("n")
Row = tuple[Value, ...]


def run(engine: Engine, facts: list[Fact], *layers: list[Rule]) -> dict[str, list[Row]]:
    """Per rule id the values of its variables."""
    found: dict[str, list[Row]] = {}
    for firing in engine.infer(rulebook(TYPES, *layers), facts):
        found.setdefault(firing.rule, []).append(tuple(value for _, value in firing.bindings))
    return found


def edges(*pairs: str) -> list[Fact]:
    """`edges("ab")` is one edge from a to b; `-` is an absent end."""
    return [Fact("van_naar", tuple(ABSENT if end == "-" else end for end in pair)) for pair in pairs]


@every_engine
def test_a_variable_or_comparison_never_matches_what_is_absent(engine: Engine) -> None:
    facts = [*edges("ab", "a-", "-b", "--"), Fact("kracht", ("a", ABSENT)), Fact("kracht", ("b", -5))]
    rules = [
        rule("beide", [pattern("van_naar", van=A, naar=B)], "tegen", "advies"),
        rule("een", [pattern("van_naar", van=A)], "tegen", "advies"),
        rule("lager", [pattern("kracht", wie=A, sterkte=Compare("<", 3))], "tegen", "advies"),
        rule("anders", [pattern("kracht", wie=A, sterkte=Compare("!=", 3))], "tegen", "advies"),
        rule("join", [pattern("van_naar", van=A), pattern("van_naar", naar=A)], "tegen", "advies"),
    ]
    assert run(engine, facts, rules) == {
        "beide": [("a", "b")],
        "een": [("a",)],
        "lager": [("b",)],
        "anders": [("b",)],
    }


@every_engine
def test_a_pattern_without_a_field_sees_facts_that_lack_it(engine: Engine) -> None:
    rules = [rule("ergens", [pattern("van_naar")], "tegen", "advies")]
    assert run(engine, edges("--"), rules) == {"ergens": [()]}
    assert run(engine, [], rules) == {}


@every_engine
def test_a_variable_repeated_in_one_pattern_must_be_equal(engine: Engine) -> None:
    loop = pattern("van_naar", van=A, naar=A)
    rules = [
        rule("lus", [loop], "tegen", "advies"),
        rule("lus-later", [pattern("kracht", wie=A), loop], "tegen", "advies"),
        rule("geen-lus", [pattern("kracht", wie=A)], "tegen", "advies", negative=[loop]),
    ]
    facts = [*edges("aa", "ab", "bb", "--"), Fact("kracht", ("a", 1)), Fact("kracht", ("c", 1))]
    assert run(engine, facts, rules) == {"lus": [("a",), ("b",)], "lus-later": [("a",)], "geen-lus": [("c",)]}


@every_engine
def test_one_fact_may_fill_two_places_of_a_match(engine: Engine) -> None:
    rules = [
        rule(
            "stap",
            [pattern("van_naar", van=A, naar=B), pattern("van_naar", van=B, naar=C)],
            "tegen",
            "advies",
        )
    ]
    assert run(engine, edges("aa"), rules) == {"stap": [("a", "a", "a")]}


@every_engine
def test_different_within_and_across_patterns(engine: Engine) -> None:
    edge, other = pattern("van_naar", van=A, naar=B), pattern("van_naar", van=A, naar=C)
    rules = [
        rule("binnen", [edge], "tegen", "advies", different=[("a", "b")]),
        rule("tussen", [edge, other], "tegen", "advies", different=[("c", "b")]),
        rule("zichzelf", [edge], "tegen", "advies", different=[("a", "a")]),
    ]
    assert run(engine, edges("aa", "ab"), rules) == {
        "binnen": [("a", "b")],
        "tussen": [("a", "a", "b"), ("a", "b", "a")],
    }


@every_engine
def test_recursion_and_absence_of_what_was_derived(engine: Engine) -> None:
    path = pattern("weg", van=A, naar=B)
    rules = [
        rule("begin", [pattern("van_naar", van=A, naar=B)], "feit", "weg", van=A, naar=B),
        rule("verder", [path, pattern("van_naar", van=B, naar=C)], "feit", "weg", van=A, naar=C),
    ]
    later = [
        rule(
            "enkel",
            [pattern("van_naar", van=A, naar=B)],
            "tegen",
            "advies",
            negative=[pattern("weg", van=B, naar=A)],
        )
    ]
    found = run(engine, edges("ab", "bc", "cb", "cd"), rules, later)
    assert found["verder"] == [
        *[
            ("a", "b", "c"),
            ("a", "c", "b"),
            ("a", "c", "d"),
            ("b", "b", "c"),
            ("b", "c", "b"),
            ("b", "c", "d"),
        ],
        *[("c", "b", "c"), ("c", "c", "b"), ("c", "c", "d")],
    ]
    assert found["enkel"] == [("a", "b"), ("c", "d")]


@every_engine
def test_a_rule_of_nothing_but_absence(engine: Engine) -> None:
    rules = [
        rule("niets", [], "tegen", "advies", negative=[pattern("kracht")]),
        rule("niet-b", [], "tegen", "advies", negative=[pattern("van_naar", naar=Const("b"))]),
    ]
    assert run(engine, edges("ab"), rules) == {"niets": [()]}
    assert run(engine, [], rules) == {"niets": [()], "niet-b": [()]}


@every_engine
def test_only_advice_that_nothing_excludes_is_read_on(engine: Engine) -> None:
    start = pattern("van_naar", van=A, naar=B)
    vetoes = [
        rule("open", [pattern("kracht", wie=A)], "sluit_uit", "advies", wie=A),
        rule("precies", [start], "sluit_uit", "advies", soort=Const("zetel"), wie=A, waar=A),
    ]
    advice = [
        rule("stel-voor", [start], "advies", "advies", soort=Const("zetel"), wie=A, waar=B),
        rule("zonder-waar", [start], "advies", "advies", soort=Const("los"), wie=B),
        rule("vervolg", [pattern("advies", soort=Const("zetel"), wie=A, waar=B)], "advies", "advies",
             soort=Const("route"), wie=B, waar=A),
    ]  # fmt: skip
    reads = [rule("geldig", [pattern("advies", soort=C, wie=A)], "tegen", "advies")]
    found = run(engine, [*edges("ab", "bb", "cb"), Fact("kracht", ("c", 1))], vetoes, advice, reads)
    assert found["stel-voor"] == [("a", "b"), ("b", "b"), ("c", "b")], "a firing stays, also when excluded"
    assert found["vervolg"] == [("a", "b")]
    assert found["geldig"] == [("a", "zetel"), ("b", "los"), ("b", "route")]


@every_engine
def test_numbers_compare_exactly_and_are_never_text(engine: Engine) -> None:
    facts = [Fact("kracht", (f"w{index}", number)) for index, number in enumerate(NUMBERS)]
    facts.append(Fact("kracht", ("tekst", "3")))
    for sign, limit in (("<", 3), ("<=", 2**63), (">", 1e-05), (">=", 0.3), ("=", 3.0), ("!=", 0)):
        term = Compare(sign, limit)  # type: ignore[arg-type]
        rules = [rule("r", [pattern("kracht", wie=A, sterkte=term)], "tegen", "advies")]
        expected = sorted(
            (f"w{index}",)
            for index, number in enumerate(NUMBERS)
            if eval(f"number {'==' if sign == '=' else sign} limit", {"number": number, "limit": limit})
        )
        assert run(engine, facts, rules) == {"r": expected}


@every_engine
def test_an_integer_and_a_float_of_one_value_are_one(engine: Engine) -> None:
    facts = [Fact("kracht", ("a", 3.0)), Fact("kracht", ("b", 3)), Fact("kracht", ("c", "3"))]
    rules = [
        rule(
            "r", [pattern("kracht", wie=A, sterkte=N), pattern("kracht", wie=B, sterkte=N)], "tegen", "advies"
        )
    ]
    book = rulebook(TYPES, rules)
    firings = engine.infer(book, facts[:2])
    assert len(firings) == 4
    assert len(engine.infer(book, facts[2:])) == 1
    assert repr(firings) == repr(engine.infer(book, facts[1::-1]))
    assert "3.0" not in repr(firings)


@every_engine
@pytest.mark.parametrize(
    "text", [*STRINGS, "%s", "{}", "'", "#const x=1.", "f0(1,2)", "),", "\u2028", "a\x00b"]
)
def test_any_text_comes_back_as_it_went_in(engine: Engine, text: str) -> None:
    rules = [
        rule("lees", [pattern("van_naar", van=A, naar=B)], "feit", "weg", van=B, naar=A),
        rule("zoek", [pattern("van_naar", van=Const(text), naar=B)], "tegen", "advies"),
        rule("lijst", [pattern("weg", van=OneOf((text, "iets anders")), naar=A)], "tegen", "advies"),
    ]
    facts = [
        Fact("van_naar", (text, "vast")),
        Fact("van_naar", ("vast", text)),
        Fact("van_naar", (text + "x", "vast")),
    ]
    found = run(engine, facts, rules)
    assert found["lees"] == sorted(fact.values for fact in facts)
    assert found["zoek"] == [("vast",)]
    assert found["lijst"] == [("vast",)]


@every_engine
def test_a_layer_may_give_one_kind_of_advice_where_another_kind_is_absent(engine: Engine) -> None:
    start = pattern("van_naar", van=A, naar=B)
    seats = [rule("zetel", [start], "advies", "advies", soort=Const("zetel"), wie=A)]
    vetoes = [rule("niet", [pattern("kracht", wie=A)], "sluit_uit", "advies", soort=Const("zetel"), wie=A)]
    absent = [pattern("advies", soort=Const("zetel"), wie=A)]
    follow = [rule("volgen", [start], "advies", "advies", negative=absent, soort=Const("volgen"), wie=A)]
    found = run(engine, [*edges("ax", "bx"), Fact("kracht", ("b", 1))], vetoes, seats, follow)
    assert found["zetel"] == [("a", "x"), ("b", "x")]
    assert found["volgen"] == [("b", "x")], "what is excluded counts as absent"
