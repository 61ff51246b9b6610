"""Rules that never fire, that do not fire here, or that fire too often: which, and where it goes wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from strategy.checks.checked_dossier import CheckedDossier, listed
from strategy.checks.logic import (
    Filled,
    Image,
    Production,
    always_filled,
    covers,
    is_advice,
    pattern_written,
    term_spoken,
    term_written,
)
from strategy.dossier.defined_names import counted
from strategy.errors import Finding, Span
from strategy.facts.types_and_sentences import BaseType, FactType, Value
from strategy.inference.trace import FactIndex
from strategy.rulebook.ast import (
    Const,
    Pattern,
    Rule,
    Term,
    Var,
    allows,
    exclude,
    misfits,
    simplified,
)

UNREACHABLE_RULE = "onbereikbaar"


def unreachable_rules(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark at each reason why a rule can never fire, and one for rules that only feed each other.

    A rule that can never fire, whatever is in the dossier: its conditions exclude each other, or nothing
    meets one. Such a rule looks as if it guards something, while nobody will ever see what it says.
    """
    production = Production(checked.rules, checked.case.rulebook.types)
    why = own_reasons(production, always_filled(checked.case.rulebook))
    for rule in checked.rules:
        for reason in why.get(rule.id, ()):
            behind = in_file_order(checked, production.silenced([rule.id]) - why.keys())
            message = f'regel "{rule.id}" kan nooit vuren: {reason.why}'
            place = checked.places.key(reason.span, *reason.keys)
            yield checked.finding(place, UNREACHABLE_RULE, message, reason.hint + waiting(behind))
    rest = production.unfounded(why) - production.silenced(why)
    ring = in_file_order(checked, production.circling(rest))
    if ring:
        rules = {rule.id: rule for rule in checked.rules}
        alone = len(ring) == 1
        message = f"{'deze regel wacht op zichzelf' if alone else 'deze regels wachten op elkaar'}"
        message += f", en {'vuurt' if alone else 'vuren'} dus nooit: {listed(ring)}"
        hint = f"voeg een regel toe die `{rules[ring[0]].head.type}` uit feiten van het dossier afleidt"
        hint += waiting(in_file_order(checked, rest - set(ring)))
        yield checked.grouped([rules[name].span for name in ring], UNREACHABLE_RULE, message, hint)


def own_reasons(production: Production, filled: Filled) -> dict[str, tuple[UnreachableReason, ...]]:
    """Per rule that can never fire for a reason of its own, every reason."""
    found = {rule.id: tuple(unreachable_reasons(rule, production, filled)) for rule in production.rules}
    return {rule_id: why for rule_id, why in found.items() if why}


def unreachable(production: Production, filled: Filled) -> set[str]:
    """The ids of all rules that can never fire, with those that wait for them."""
    dead = set(own_reasons(production, filled))
    return dead | production.unfounded(dead)


def in_file_order(checked: CheckedDossier, ids: Iterable[str]) -> list[str]:
    """Rule ids in the order of the files."""
    wanted = set(ids)
    return [rule.id for rule in checked.rules if rule.id in wanted]


def waiting(ids: Sequence[str]) -> str:
    """The end of a hint: which rules cannot fire either."""
    return f"; ook {listed(ids)} {'wacht' if len(ids) == 1 else 'wachten'} hierop" if ids else ""


@dataclass(frozen=True)
class UnreachableReason:
    """Why a rule can never fire: where it goes wrong (a place and the keys from there), why, and the likely fix."""

    span: Span
    keys: tuple[str, ...]
    why: str
    hint: str


def unreachable_reasons(rule: Rule, production: Production, filled: Filled) -> Iterator[UnreachableReason]:
    """Every reason within a rule, and every condition that no rule can meet."""
    yield from _same_variable(rule)
    yield from _two_values(rule, production.types)
    yield from _denied(rule)
    yield from _derived_anyway(rule, production, filled)
    yield from _nobody_concludes(rule, production)


def _same_variable(rule: Rule) -> Iterator[UnreachableReason]:
    for one, other in rule.different:
        if one == other:
            why = f"`anders` vergelijkt ${one} met zichzelf"
            yield UnreachableReason(
                rule.span, ("als", "anders", f"${one}"), why, "vergelijk twee verschillende variabelen"
            )


def _two_values(rule: Rule, types: Mapping[str, FactType]) -> Iterator[UnreachableReason]:
    for first, second in combinations(rule.positive, 2):
        known = types.get(first.type)
        if first.type != second.type or not isinstance(known, BaseType) or known.decides is None:
            continue
        keys, others = known.decides
        if not all(_equal(first.term(key), second.term(key)) for key in keys):
            continue
        for field in others:
            one, other = first.term(field), second.term(field)
            if one and other and exclude(one, other):
                why = f'{field} kan niet tegelijk "{term_spoken(one)}" en "{term_spoken(other)}" zijn'
                both = [term_written(term) for term in (one, other) if isinstance(simplified(term), Const)]
                hint = (
                    f"is één van beide genoeg, schrijf dan `{field}: [{', '.join(both)}]`; maak er anders twee regels van"
                    if len(both) == 2
                    else "laat één van beide voorwaarden weg, of maak er twee regels van"
                )
                yield UnreachableReason(second.span, (second.type, field), why, hint)


def _equal(one: Term | None, other: Term | None) -> bool:
    return one is not None and one == other and isinstance(one, Var | Const)


def _denied(rule: Rule) -> Iterator[UnreachableReason]:
    for denied in rule.negative:
        for required in rule.positive:
            if denied.type == required.type and _implied(denied, required):
                why = f"`niet` ontkent wat een andere voorwaarde eist ({required.span.place})"
                yield UnreachableReason(denied.span, (), why, "haal één van beide voorwaarden weg")
                break


def _implied(denied: Pattern, required: Pattern) -> bool:
    """Whether every fact that meets `required` also meets `denied`, under the same values."""
    for field, term in denied.terms:
        other = required.term(field)
        if other is None or not (term == other if isinstance(term, Var) else allows(term, other)):
            return False
    return True


def _derived_anyway(rule: Rule, production: Production, filled: Filled) -> Iterator[UnreachableReason]:
    for denied in rule.negative:
        for other in production.concluding(denied.type):
            if other.head.kind != "feit" or other.id == rule.id:
                continue
            reading = _concluding(other, denied)
            if reading is not None and covers(other, rule, reading, filled):
                why = f'`niet` ontkent wat regel "{other.id}" uit dezelfde voorwaarden afleidt'
                yield UnreachableReason(
                    denied.span, (), why, "haal de `niet` weg, of kijk of de voorwaarden kloppen"
                )
                break


def _concluding(rule: Rule, pattern: Pattern) -> dict[str, Image] | None:
    """How the variables of a rule must be read for its conclusion to meet a condition for certain."""
    reading: dict[str, Image] = {}
    for field, wanted in pattern.terms:
        given = rule.head.term(field)
        plain = simplified(wanted)
        if given is None:
            return None
        if isinstance(given, Var):
            if not isinstance(plain, Var | Const) or reading.setdefault(given.name, plain) != plain:
                return None
        elif isinstance(wanted, Var) or not allows(wanted, given):
            return None
    return reading


def _nobody_concludes(rule: Rule, production: Production) -> Iterator[UnreachableReason]:
    for pattern in rule.positive:
        if production.concludes(pattern) and not production.meeting(pattern):
            yield _nearest(pattern, production.concluding(pattern.type))


def _nearest(pattern: Pattern, kin: Sequence[Rule]) -> UnreachableReason:
    """The condition, held against the conclusion that comes nearest to it."""
    if not kin:
        thing = "geeft advies" if is_advice(pattern) else f"leidt het feit `{pattern.type}` af"
        return UnreachableReason(pattern.span, (), f"geen regel {thing}", "schrijf een regel die dat doet")
    best = min(kin, key=lambda rule: sum(1 for _ in misfits(rule.head, pattern)))
    wrong = tuple(misfits(best.head, pattern))
    asked = [
        f"een {field}" if isinstance(term, Var) else f"{field} {term_spoken(term)}"
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
    return UnreachableReason(pattern.span, (pattern.type, wrong[0]), why, hint)


IDLE_RULE = "vuurt-niet"


def idle_rules(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark for each condition that keeps rules from firing, at the first rule it stops.

    A rule that does not fire on this dossier, with the condition that stops it. Users of rule systems
    complain most of rules that silently never fire. Sometimes that is fine: nothing in this dossier calls
    for the rule. An example under `ooit` says so, and keeps it out of this list.
    """
    production = Production(checked.rules, checked.case.rulebook.types)
    fired = checked.outcome.trace.fired
    never = unreachable(production, always_filled(checked.case.rulebook))
    idle = [rule for rule in checked.rules if not fired.get(rule.id)]
    roots: dict[tuple[str, ...], list[tuple[Rule, Stopped]]] = {}
    for rule in idle:
        expected = any(example.kind == "ooit" for example in rule.examples)
        if rule.id in never or expected or _waits(rule, checked, production):
            continue
        found = stopped(rule, checked.outcome.trace.index)
        if found is not None:
            roots.setdefault(_shared_cause(rule, found), []).append((rule, found))
    for group in roots.values():
        names = [rule.id for rule, _ in group]
        behind = in_file_order(checked, production.silenced(names) & {rule.id for rule in idle})
        yield _idle_finding(checked, group, waiting(behind))


def _waits(rule: Rule, checked: CheckedDossier, production: Production) -> bool:
    """Whether a rule misses a conclusion that only idle rules could give."""
    fired = checked.outcome.trace.fired
    for pattern in rule.positive:
        able = production.meeting(pattern)
        if able and not any(fired.get(other.id) for other in able):
            return True
    return False


def _shared_cause(rule: Rule, found: Stopped) -> tuple[str, ...]:
    """What rules must share to be told as one: a condition that no fact meets. Other causes stand alone."""
    if found.why != "geen feit":
        return (rule.id,)
    pattern = rule.positive[found.at]
    fixed = sorted(f"{name} {term_spoken(term)}" for name, term in pattern.terms if not isinstance(term, Var))
    return ("geen feit", pattern.type, *(fixed or sorted(name for name, _ in pattern.terms)))


def _idle_finding(checked: CheckedDossier, group: Sequence[tuple[Rule, Stopped]], after: str) -> Finding:
    rule, found = group[0]
    names = listed(f'"{other.id}"' for other, _ in group)
    who = f"regel {names} vuurt" if len(group) == 1 else f"{len(group)} regels vuren"
    tail = "" if len(group) == 1 else f": {names}"
    places = [_stopped_at(checked, *member) for member in group]
    why, hint = _idle_reason(checked, rule, found)
    return checked.finding(places[0], IDLE_RULE, f"{who} niet, want {why}{tail}", hint + after, places[1:])


def _stopped_at(checked: CheckedDossier, rule: Rule, found: Stopped) -> Span:
    if found.why == "anders":
        return checked.places.key(rule.span, "als", "anders")
    if found.why == "niet":
        return rule.negative[found.at].span
    if found.why == "onbekend":
        return rule.span
    pattern = rule.positive[found.at]
    blamed = _blamed(checked, pattern) if found.why == "geen feit" else None
    if blamed is None:
        return pattern.span
    return checked.places.key(pattern.span, pattern.type, blamed[0])


def _idle_reason(checked: CheckedDossier, rule: Rule, found: Stopped) -> tuple[str, str]:
    cases = counted(found.before, "combinatie", "combinaties")
    match found.why:
        case "geen feit":
            return _no_fact(checked, rule.positive[found.at])
        case "nooit samen":
            facts = counted(found.alone, "feit past", "feiten passen")
            agree = (
                f" met dezelfde {' en '.join(f'${name}' for name in found.shared)}" if found.shared else ""
            )
            return (
                "deze voorwaarde past nooit bij die erboven",
                f"{facts} hier, de voorwaarden erboven geven {cases}, maar nooit{agree}",
            )
        case "anders":
            one, other = found.shared
            return (
                "`anders` houdt niets over",
                f"in {'de enige combinatie' if found.before == 1 else f'alle {found.before} combinaties'} zijn ${one} en ${other} gelijk",
            )
        case "niet":
            text = pattern_written(rule.negative[found.at])
            return (
                "deze `niet` houdt niets over",
                f"er {'is' if found.before == 1 else 'zijn'} {cases}, maar daarbij is er steeds een `{text}`",
            )
    return (
        "haar voorwaarden komen nooit samen",
        "neem voorwaarden weg tot zij vuurt; de laatste is de oorzaak",
    )


def _no_fact(checked: CheckedDossier, pattern: Pattern) -> tuple[str, str]:
    index = checked.outcome.trace.index
    every = len(index.of_type(pattern.type))
    why = "geen enkel feit past bij deze voorwaarde"
    if not every:
        return why, f"dit dossier heeft geen feiten `{pattern.type}`"
    blamed = _blamed(checked, pattern)
    there = f"er {'is' if every == 1 else 'zijn'} {counted(every, 'feit', 'feiten')} `{pattern.type}`"
    if blamed is None:
        return why, f"{there}, maar geen dat aan alle velden tegelijk voldoet"
    name, term = blamed
    if isinstance(term, Var):
        return why, f"{there}, maar geen met een {name}"
    return why, f"{there}, maar geen met {name} {term_spoken(term)}"


def _blamed(checked: CheckedDossier, pattern: Pattern) -> tuple[str, Term] | None:
    """The field that alone is enough to match no fact."""
    index = checked.outcome.trace.index
    for name, term in pattern.terms:
        alone = Pattern(pattern.type, ((name, term),), pattern.span)
        if next(index.matching(alone, {}), None) is None:
            return name, term
    return None


MOST_ROWS = 50_000
"""Combinations kept at once. A rule that does not fire but needs more than this is told less precisely."""

Stop = Literal["geen feit", "nooit samen", "anders", "niet", "onbekend"]
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Stopped:
    """Why a rule does not fire on these facts.

    `why`: "geen feit" when nothing matches condition `at`; "nooit samen" when it matches `alone` facts, but
    none with the `before` combinations that meet the conditions above it; "anders" or "niet" when those
    take away the last of `before` combinations (`at` is then the number of the `niet`); "onbekend" when
    there were too many combinations to follow. `shared` are the variables that had to agree.
    """

    why: Stop
    at: int = 0
    alone: int = 0
    before: int = 0
    shared: tuple[str, ...] = ()


def stopped(rule: Rule, index: FactIndex) -> Stopped | None:
    """Where a rule gets stuck; None when it fires."""
    counts = [sum(1 for _ in index.matching(pattern, {})) for pattern in rule.positive]
    if 0 in counts:
        return Stopped("geen feit", counts.index(0))
    names: tuple[str, ...] = ()
    rows: set[Row] = {()}
    for at, pattern in enumerate(rule.positive):
        needed = _needed(rule, at + 1)
        kept = tuple(name for name in (*names, *pattern.variables) if name in needed)
        kept = tuple(dict.fromkeys(kept))
        wider = _rows_with(rows, names, pattern, kept, index)
        if wider is None:
            return Stopped("onbekend")
        if not wider:
            shared = tuple(name for name in pattern.variables if name in names)
            return Stopped("nooit samen", at, counts[at], len(rows), shared)
        names, rows = kept, wider
    return _taken_away(rule, names, rows, index)


def _taken_away(rule: Rule, names: tuple[str, ...], rows: set[Row], index: FactIndex) -> Stopped | None:
    for one, other in rule.different:
        left = {row for row in rows if row[names.index(one)] != row[names.index(other)]}
        if not left:
            return Stopped("anders", before=len(rows), shared=(one, other))
        rows = left
    for at, pattern in enumerate(rule.negative):
        left = {row for row in rows if not any(index.matching(pattern, dict(zip(names, row, strict=True))))}
        if not left:
            return Stopped("niet", at, before=len(rows))
        rows = left
    return None


def _rows_with(
    rows: Iterable[Row], names: tuple[str, ...], pattern: Pattern, kept: tuple[str, ...], index: FactIndex
) -> set[Row] | None:
    """The rows that are left with one condition more, as values of `kept`; None when there are too many."""
    places = [(position, term.name) for position, term in index.terms(pattern) if isinstance(term, Var)]
    found: set[Row] = set()
    for row in rows:
        bindings = dict(zip(names, row, strict=True))
        for fact in index.matching(pattern, bindings):
            wider = {**bindings, **{name: fact.values[position] for position, name in places}}
            found.add(tuple(wider[name] for name in kept))
            if len(found) > MOST_ROWS:
                return None
    return found


def _needed(rule: Rule, start: int) -> set[str]:
    """The variables that conditions from `start` on, `anders` and `niet` still name."""
    later = (*rule.positive[start:], *rule.negative)
    return {name for pattern in later for name in pattern.variables} | {
        name for pair in rule.different for name in pair
    }
