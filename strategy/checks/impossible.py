"""Why a rule can never fire, whatever the dossier says: conditions that exclude each other, or that nothing meets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from strategy.checks.production import Production, is_advice, misfits
from strategy.checks.subject import listed, place
from strategy.checks.subsumption import Filled, Image, covers
from strategy.checks.terms import allows, exclude, normal, spoken, term_written
from strategy.errors import Span
from strategy.facts.types import BASE_TYPES
from strategy.rulebook.ast import Const, Pattern, Rule, Term, Var


@dataclass(frozen=True)
class Reason:
    """Why a rule can never fire: where it goes wrong (a span and words after it), why, and the likely fix."""

    span: Span
    words: tuple[str, ...]
    why: str
    hint: str


def reasons(rule: Rule, production: Production, filled: Filled) -> Iterator[Reason]:
    """Every reason within a rule, and every condition that no rule can meet."""
    yield from _same_variable(rule)
    yield from _two_values(rule)
    yield from _denied(rule)
    yield from _derived_anyway(rule, production, filled)
    yield from _nobody_concludes(rule, production)


def _same_variable(rule: Rule) -> Iterator[Reason]:
    for one, other in rule.different:
        if one == other:
            why = f"`anders` vergelijkt ${one} met zichzelf"
            yield Reason(rule.span, ("anders", f"${one}"), why, "vergelijk twee verschillende variabelen")


def _two_values(rule: Rule) -> Iterator[Reason]:
    for first, second in combinations(rule.positive, 2):
        known = BASE_TYPES.get(first.type)
        if first.type != second.type or known is None or known.decides is None:
            continue
        keys, others = known.decides
        if not all(_equal(first.term(key), second.term(key)) for key in keys):
            continue
        for field in others:
            one, other = first.term(field), second.term(field)
            if one and other and exclude(one, other):
                why = f'{field} kan niet tegelijk "{spoken(one)}" en "{spoken(other)}" zijn'
                both = [term_written(term) for term in (one, other) if isinstance(normal(term), Const)]
                hint = (
                    f"is één van beide genoeg, schrijf dan `{field}: [{', '.join(both)}]`; maak er anders twee regels van"
                    if len(both) == 2
                    else "laat één van beide voorwaarden weg, of maak er twee regels van"
                )
                yield Reason(second.span, (field,), why, hint)


def _equal(one: Term | None, other: Term | None) -> bool:
    return one is not None and one == other and isinstance(one, Var | Const)


def _denied(rule: Rule) -> Iterator[Reason]:
    for denied in rule.negative:
        for required in rule.positive:
            if denied.type == required.type and _implied(denied, required):
                why = f"`niet` ontkent wat een andere voorwaarde eist ({place(required.span)})"
                yield Reason(denied.span, (), why, "haal één van beide voorwaarden weg")
                break


def _implied(denied: Pattern, required: Pattern) -> bool:
    """Whether every fact that meets `required` also meets `denied`, under the same values."""
    for field, term in denied.terms:
        other = required.term(field)
        if other is None or not (term == other if isinstance(term, Var) else allows(term, other)):
            return False
    return True


def _derived_anyway(rule: Rule, production: Production, filled: Filled) -> Iterator[Reason]:
    for denied in rule.negative:
        for other in production.concluding(denied.type):
            if other.head.kind != "feit" or other.id == rule.id:
                continue
            reading = _concluding(other, denied)
            if reading is not None and covers(other, rule, reading, filled):
                why = f'`niet` ontkent wat regel "{other.id}" uit dezelfde voorwaarden afleidt'
                yield Reason(denied.span, (), why, "haal de `niet` weg, of kijk of de voorwaarden kloppen")
                break


def _concluding(rule: Rule, pattern: Pattern) -> dict[str, Image] | None:
    """How the variables of a rule must be read for its conclusion to meet a condition for certain."""
    reading: dict[str, Image] = {}
    for field, wanted in pattern.terms:
        given = rule.head.term(field)
        plain = normal(wanted)
        if given is None:
            return None
        if isinstance(given, Var):
            if not isinstance(plain, Var | Const) or reading.setdefault(given.name, plain) != plain:
                return None
        elif isinstance(wanted, Var) or not allows(wanted, given):
            return None
    return reading


def _nobody_concludes(rule: Rule, production: Production) -> Iterator[Reason]:
    for pattern in rule.positive:
        if production.concludes(pattern) and not production.meeting(pattern):
            yield _nearest(pattern, production.concluding(pattern.type))


def _nearest(pattern: Pattern, kin: Sequence[Rule]) -> Reason:
    """The condition, held against the conclusion that comes nearest to it."""
    if not kin:
        thing = "geeft advies" if is_advice(pattern) else f"leidt het feit `{pattern.type}` af"
        return Reason(pattern.span, (), f"geen regel {thing}", "schrijf een regel die dat doet")
    best = min(kin, key=lambda rule: sum(1 for _ in misfits(rule, pattern)))
    wrong = tuple(misfits(best, pattern))
    asked = [
        f"een {field}" if isinstance(term, Var) else f"{field} {spoken(term)}"
        for field, term in pattern.terms
        if field in wrong or not isinstance(term, Var)
    ]
    thing = "een advies" if is_advice(pattern) else f"het feit `{pattern.type}`"
    why = f"geen regel geeft {thing} met {listed(asked)}"
    given = best.head.term(wrong[0])
    if isinstance(given, Const):
        hint = f'"{best.id}" komt het dichtst bij, met {wrong[0]} {given.value}'
    else:
        hint = f'"{best.id}" komt het dichtst bij, maar vult het veld {wrong[0]} niet'
    return Reason(pattern.span, (wrong[0],), why, hint)
