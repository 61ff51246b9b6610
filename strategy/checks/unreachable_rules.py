"""A rule that can never fire, whatever is in the dossier: its conditions exclude each other, or nothing meets one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from strategy.checks.impossible import Reason, reasons
from strategy.checks.production import Production, always_filled
from strategy.checks.subject import Subject, listed
from strategy.checks.subsumption import Filled
from strategy.errors import Finding

UNREACHABLE_RULE = "onbereikbaar"


def unreachable_rules(subject: Subject) -> Iterator[Finding]:
    """A remark at each reason why a rule can never fire, and one for rules that only feed each other.

    A rule that can never fire, whatever is in the dossier: its conditions exclude each other, or nothing
    meets one. Such a rule looks as if it guards something, while nobody will ever see what it says.
    """
    production = Production(subject.rules)
    why = own_reasons(production, always_filled(subject.case.rulebook))
    for rule in subject.rules:
        for reason in why.get(rule.id, ()):
            behind = in_order(subject, production.silenced([rule.id]) - why.keys())
            message = f'regel "{rule.id}" kan nooit vuren: {reason.why}'
            place = subject.at(reason.span, *reason.words)
            yield subject.finding(place, UNREACHABLE_RULE, message, reason.hint + waiting(behind))
    rest = production.unfounded(why) - production.silenced(why)
    ring = in_order(subject, production.circling(rest))
    if ring:
        rules = {rule.id: rule for rule in subject.rules}
        alone = len(ring) == 1
        message = f"{'deze regel wacht op zichzelf' if alone else 'deze regels wachten op elkaar'}"
        message += f", en {'vuurt' if alone else 'vuren'} dus nooit: {listed(ring)}"
        hint = f"voeg een regel toe die `{rules[ring[0]].head.type}` uit feiten van het dossier afleidt"
        hint += waiting(in_order(subject, rest - set(ring)))
        yield subject.grouped([rules[name].span for name in ring], UNREACHABLE_RULE, message, hint)


def own_reasons(production: Production, filled: Filled) -> dict[str, tuple[Reason, ...]]:
    """Per rule that can never fire for a reason of its own, every reason."""
    found = {rule.id: tuple(reasons(rule, production, filled)) for rule in production.rules}
    return {rule_id: why for rule_id, why in found.items() if why}


def unreachable(production: Production, filled: Filled) -> set[str]:
    """The ids of all rules that can never fire, with those that wait for them."""
    dead = set(own_reasons(production, filled))
    return dead | production.unfounded(dead)


def in_order(subject: Subject, ids: Iterable[str]) -> list[str]:
    """Rule ids in the order of the files."""
    wanted = set(ids)
    return [rule.id for rule in subject.rules if rule.id in wanted]


def waiting(ids: Sequence[str]) -> str:
    """The end of a hint: which rules cannot fire either."""
    return f"; ook {listed(ids)} {'wacht' if len(ids) == 1 else 'wachten'} hierop" if ids else ""
