"""A rule that does not fire on this dossier, with the condition that stops it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy.checks.joining import Stopped, stopped
from strategy.checks.production import Production, always_filled
from strategy.checks.subject import Subject, counted, listed
from strategy.checks.terms import spoken, written
from strategy.checks.unreachable_rules import in_order, unreachable, waiting
from strategy.errors import Finding, Span
from strategy.rulebook.ast import Pattern, Rule, Term, Var

IDLE_RULE = "vuurt-niet"


def idle_rules(subject: Subject) -> Iterator[Finding]:
    """A remark for each condition that keeps rules from firing, at the first rule it stops.

    A rule that does not fire on this dossier, with the condition that stops it. Users of rule systems
    complain most of rules that silently never fire. Sometimes that is fine: nothing in this dossier calls
    for the rule. An example under `ooit` says so, and keeps it out of this list.
    """
    production = Production(subject.rules)
    fired = subject.outcome.trace.fired
    never = unreachable(production, always_filled(subject.case.rulebook))
    idle = [rule for rule in subject.rules if not fired.get(rule.id)]
    roots: dict[tuple[str, ...], list[tuple[Rule, Stopped]]] = {}
    for rule in idle:
        expected = any(example.kind == "ooit" for example in rule.examples)
        if rule.id in never or expected or _waits(rule, subject, production):
            continue
        found = stopped(rule, subject.outcome.trace.index)
        if found is not None:
            roots.setdefault(_cause(rule, found), []).append((rule, found))
    for group in roots.values():
        names = [rule.id for rule, _ in group]
        behind = in_order(subject, production.silenced(names) & {rule.id for rule in idle})
        yield _finding(subject, group, waiting(behind))


def _waits(rule: Rule, subject: Subject, production: Production) -> bool:
    """Whether a rule misses a conclusion that only idle rules could give."""
    fired = subject.outcome.trace.fired
    for pattern in rule.positive:
        able = production.meeting(pattern)
        if able and not any(fired.get(other.id) for other in able):
            return True
    return False


def _cause(rule: Rule, found: Stopped) -> tuple[str, ...]:
    """What rules must share to be told as one: a condition that no fact meets. Other causes stand alone."""
    if found.why != "geen feit":
        return (rule.id,)
    pattern = rule.positive[found.at]
    fixed = sorted(f"{name} {spoken(term)}" for name, term in pattern.terms if not isinstance(term, Var))
    return ("geen feit", pattern.type, *(fixed or sorted(name for name, _ in pattern.terms)))


def _finding(subject: Subject, group: Sequence[tuple[Rule, Stopped]], after: str) -> Finding:
    rule, found = group[0]
    names = listed(f'"{other.id}"' for other, _ in group)
    who = f"regel {names} vuurt" if len(group) == 1 else f"{len(group)} regels vuren"
    tail = "" if len(group) == 1 else f": {names}"
    places = [_place(subject, *member) for member in group]
    why, hint = _reason(subject, rule, found)
    return subject.finding(places[0], IDLE_RULE, f"{who} niet, want {why}{tail}", hint + after, places[1:])


def _place(subject: Subject, rule: Rule, found: Stopped) -> Span:
    if found.why == "anders":
        return subject.at(rule.span, "anders")
    if found.why == "niet":
        return rule.negative[found.at].span
    if found.why == "onbekend":
        return rule.span
    pattern = rule.positive[found.at]
    blamed = _blamed(subject, pattern) if found.why == "geen feit" else None
    if blamed is None:
        return pattern.span
    return subject.at(pattern.span, blamed[0])


def _reason(subject: Subject, rule: Rule, found: Stopped) -> tuple[str, str]:
    cases = counted(found.before, "combinatie", "combinaties")
    match found.why:
        case "geen feit":
            return _no_fact(subject, rule.positive[found.at])
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
            text = written(rule.negative[found.at])
            return (
                "deze `niet` houdt niets over",
                f"er {'is' if found.before == 1 else 'zijn'} {cases}, maar daarbij is er steeds een `{text}`",
            )
    return (
        "haar voorwaarden komen nooit samen",
        "neem voorwaarden weg tot zij vuurt; de laatste is de oorzaak",
    )


def _no_fact(subject: Subject, pattern: Pattern) -> tuple[str, str]:
    index = subject.outcome.trace.index
    every = len(index.of_type(pattern.type))
    why = "geen enkel feit past bij deze voorwaarde"
    if not every:
        return why, f"dit dossier heeft geen feiten `{pattern.type}`"
    blamed = _blamed(subject, pattern)
    there = f"er {'is' if every == 1 else 'zijn'} {counted(every, 'feit', 'feiten')} `{pattern.type}`"
    if blamed is None:
        return why, f"{there}, maar geen dat aan alle velden tegelijk voldoet"
    name, term = blamed
    if isinstance(term, Var):
        return why, f"{there}, maar geen met een {name}"
    return why, f"{there}, maar geen met {name} {spoken(term)}"


def _blamed(subject: Subject, pattern: Pattern) -> tuple[str, Term] | None:
    """The field that alone is enough to match no fact."""
    index = subject.outcome.trace.index
    for name, term in pattern.terms:
        alone = Pattern(pattern.type, ((name, term),), pattern.span)
        if next(index.matching(alone, {}), None) is None:
            return name, term
    return None
