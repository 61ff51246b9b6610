"""What a rule needed not to be there, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.advice.advise import Outcome
from strategy.advice.identity import target_of
from strategy.explain.sentences import absence
from strategy.facts.types import ABSENT, ADVICE_TYPE, PRIORITY, Fact, Relation
from strategy.inference.port import Firing
from strategy.rulebook.ast import Compare, Const, OneOf, Pattern, Term, Var
from visualizations.regels.phrases import HOLDERS, NOUNS, clause
from visualizations.regels.tokens import fill, plain


def absence_text(outcome: Outcome, pattern: Pattern, firing: Firing) -> str:
    """Such as "en omdat geen enkele rol in VNG-commissie ZJO van ons is"; for derived facts what there is none of."""
    phrase = clause(pattern.type)
    terms = dict(pattern.terms)
    if pattern.type == ADVICE_TYPE.name and (title := _seat(outcome, terms, firing)):
        return f"en omdat er geen advies is: {title}"
    if not isinstance(phrase, Relation) or any(isinstance(term, Compare) for term in terms.values()):
        return f"en er is geen {absence(outcome.trace, outcome.names, pattern, firing)}"
    given = {name: (_said(outcome, pattern, name, term, firing),) for name, term in terms.items()}
    return f"en omdat {plain(fill(phrase.denial, given, lambda field: _any(outcome, pattern, field)))}"


def _said(outcome: Outcome, pattern: Pattern, name: str, term: Term, firing: Firing) -> str:
    bindings = dict(firing.bindings)
    match term:
        case Var(variable):
            values = (bindings[variable],)
        case Const(value):
            values = (value,)
        case OneOf(values):
            pass
        case Compare():
            raise TypeError(term)
    domain = outcome.trace.types[pattern.type].domain(name)
    assert domain is not None
    words = (
        HOLDERS.get(str(value), str(value)) if name == "houder" else outcome.names.value(domain, value)
        for value in values
    )
    text = " of ".join(words)
    return f'"{text}"' if domain == PRIORITY else text


def _seat(outcome: Outcome, terms: Mapping[str, Term], firing: Firing) -> str:
    """The title of the advice on a seat that a pattern is about; "" when it is about anything else."""
    bindings = dict(firing.bindings)
    values = {
        name: term.value if isinstance(term, Const) else bindings[term.name]
        for name, term in terms.items()
        if isinstance(term, Const | Var)
    }
    if values.get("soort") != "positie" or not {"houding", "gremium", "rol"} <= set(values):
        return ""
    fact = Fact(ADVICE_TYPE.name, tuple(values.get(name, ABSENT) for name in ADVICE_TYPE.field_names))
    target, _ = target_of(fact)
    return outcome.names.title(target, ())


def _any(outcome: Outcome, pattern: Pattern, field: str) -> str:
    domain = outcome.trace.types[pattern.type].domain(field)
    return NOUNS[domain.name][1] if domain and domain.name in NOUNS else "wat dan ook"
