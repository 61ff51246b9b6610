"""Rules as Dutch sentences: whatever a condition asks is said, and said of the right thing."""

from __future__ import annotations

import itertools

import pytest

from strategy.advice.advise import Outcome
from strategy.errors import Span
from strategy.facts.clauses import HOLDERS
from strategy.facts.types_and_sentences import ADVICE_TYPE, BASE_TYPES, Domain, FactType
from strategy.rulebook.ast import Compare, Const, Head, OneOf, Pattern, Rule, Rulebook, Term, Var
from visualizations.regels.reading import RuleReader, Tokens, Variable, html, markdown, plain

SPAN = Span("regels.yaml", 1, 1)
EVERY_TYPE = (*BASE_TYPES.values(), ADVICE_TYPE)


def said(term: Term) -> set[str]:
    """What must be read of a term."""
    match term:
        case Var(name):
            return {name}
        case Const(value):
            return {HOLDERS.get(str(value), str(value))}
        case OneOf(values):
            return {HOLDERS.get(str(value), str(value)) for value in values}
        case Compare():
            return {f"{term.number}".replace(".", ",")}


def spoken(tokens: Tokens) -> set[str]:
    """The variables and words in a sentence."""
    return {
        token.name if isinstance(token, Variable) else token.text
        for token in tokens
        if not isinstance(token, str)
    }


def terms_of(domain: Domain, letter: str) -> list[Term]:
    """Every form that a field of this kind can have."""
    variable = Var(letter)
    if domain.number:
        return [variable, Compare(">=", 0.5)]
    return [variable, Const(domain.words[0]), OneOf(domain.words[:2])] if domain.words else [variable]


def rule_with(patterns: list[Pattern], denied: list[Pattern]) -> Rule:
    return Rule("r", tuple(patterns), tuple(denied), (), Head("sluit_uit", "advies", (), SPAN), SPAN)


@pytest.mark.parametrize("fact_type", EVERY_TYPE, ids=lambda fact_type: fact_type.name)
def test_every_field_of_every_fact_is_said(fact_type: FactType, outcome: Outcome) -> None:
    """Alone and with any other, as a condition and as a denial; a new field or fact needs its words here."""
    reader = RuleReader(outcome.case.rulebook, outcome.names)
    most = 2 if len(fact_type.fields) > 5 else len(fact_type.fields)
    for size in range(1, most + 1):
        for fields in itertools.combinations(enumerate(fact_type.fields), size):
            choices = [terms_of(domain, "abcdefghijklm"[place]) for place, (_, domain) in fields]
            for terms in itertools.product(*choices):
                named = tuple((name, term) for (_, (name, _)), term in zip(fields, terms, strict=True))
                pattern = Pattern(fact_type.name, named, SPAN)
                wanted = set().union(*map(said, terms))
                read = reader.read(rule_with([pattern], [pattern])).conditions
                assert [wanted - spoken(clause.tokens) for clause in read] == [set(), set()], named
                assert plain(read[0].tokens) != plain(read[1].tokens)


def test_every_condition_of_zaanstad_is_said(outcome: Outcome) -> None:
    reader = RuleReader(outcome.case.rulebook, outcome.names)
    for rule in outcome.case.rulebook.rules:
        clauses = reader.read(rule).conditions
        patterns = (*rule.positive, *rule.negative)
        assert len(clauses) == len(patterns) + len(rule.different)
        for pattern, clause in zip(patterns, clauses, strict=False):
            wanted = set().union(*(said(term) for _, term in pattern.terms))
            assert wanted <= spoken(clause.tokens), (rule.id, plain(clause.tokens))


def test_every_conclusion_of_zaanstad_names_all_that_varies(outcome: Outcome) -> None:
    reader = RuleReader(outcome.case.rulebook, outcome.names)
    for rule in outcome.case.rulebook.rules:
        wanted = {term.name for _, term in rule.head.terms if isinstance(term, Var)}
        assert wanted <= spoken(reader.read(rule).conclusion), rule.id


def test_a_thing_has_its_noun_when_it_is_first_met(outcome: Outcome) -> None:
    rule = outcome.case.rulebook.rule("lid-van-lobbygroep")
    read = RuleReader(outcome.case.rulebook, outcome.names).read(rule)
    assert markdown(read.conditions[0].tokens) == (
        "een prioriteit *p* de inzet **trekken** en het belang **collectief** heeft"
    )
    assert markdown(read.conditions[1].tokens) == "over *p* door een actor *m* wordt beslist"
    assert markdown(read.conditions[2].tokens) == "bij *m* de soort **ministerie** hoort"
    assert plain(read.conditions[-1].tokens) == "geen enkele rol in g van ons is"
    assert markdown(read.conclusion) == "claim de rol **lid** in *g*, voor prioriteit *p*"


def test_a_derived_fact_says_what_its_rule_says(outcome: Outcome) -> None:
    rulebook = outcome.case.rulebook
    read = RuleReader(rulebook, outcome.names).read(rulebook.rule("voortrekken"))
    lead = next(clause for clause in read.conditions if "voortouw" in plain(clause.tokens))
    assert lead.meaning == " Of: ".join(
        rulebook.rule(name).description for name in ("voortouw-voor-velen", "voortouw-in-de-regio")
    )
    assert str(html(lead.tokens)).startswith('<a href="#regel-voortouw-voor-velen">“voortouw”</a> geldt')


def test_a_derived_fact_without_rules_is_still_read(outcome: Outcome) -> None:
    """A reader never fails over a fact type that it has no words for."""
    types = {
        **outcome.case.rulebook.types,
        "los_feit": FactType("los_feit", "", (("gremium", Domain("gremium")),)),
    }
    reader = RuleReader(Rulebook((), types, ()), outcome.names)
    read = reader.read(rule_with([Pattern("los_feit", (("gremium", Var("g")),), SPAN)], []))
    assert plain(read.conditions[0].tokens) == "“los feit” geldt voor gremium g"


def test_names_take_the_place_of_variables(outcome: Outcome) -> None:
    rule = outcome.case.rulebook.rule("voortrekken")
    reader = RuleReader(outcome.case.rulebook, outcome.names)
    bindings = {"g": "mra-sociaal", "p": "zaandam-oost"}
    assert plain(reader.concluded(rule, bindings)) == (
        'claim de rol trekker in MRA PHO Sociaal, voor prioriteit "Zaandam Oost in het NPLV"'
    )
