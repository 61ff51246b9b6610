"""Two rules that contradict each other: what one advises, the other always excludes, or always outweighs."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.checks.production import always_filled
from strategy.checks.subject import Subject, place
from strategy.checks.subsumption import Filled, aimed, covers
from strategy.errors import Finding
from strategy.rulebook.ast import Rule

OPPOSED_RULES = "tegenspraak"


def opposed_rules(subject: Subject) -> Iterator[Finding]:
    """A remark at every advising rule whose advice is always excluded, or always argued away.

    Two rules that contradict each other: what one advises, the other always excludes, or always outweighs.
    The advice can then never be given, or the two say no more than one rule with the difference in points
    would.
    """
    filled = always_filled(subject.case.rulebook)
    advising = [rule for rule in subject.rules if rule.head.kind == "advies"]
    for rule in advising:
        for other in subject.rules:
            if other.head.kind == "sluit_uit" and _always(other, rule, filled):
                message = (
                    f'wat regel "{rule.id}" adviseert, sluit "{other.id}" altijd uit ({place(other.span)})'
                )
                hint = "verwijder één van beide, of geef de uitsluiting een voorwaarde meer"
                yield subject.finding(rule.span, OPPOSED_RULES, message, hint)
            elif other.head.kind == "tegen" and _always(other, rule, filled):
                yield from _outweighed(subject, rule, other, filled)


def _always(other: Rule, rule: Rule, filled: Filled) -> bool:
    """Whether `other` speaks about what `rule` advises every time that it does."""
    reading = aimed(other.head, rule.head, exact=False)
    return reading is not None and covers(other, rule, reading, filled)


def _outweighed(subject: Subject, rule: Rule, counter: Rule, filled: Filled) -> Iterator[Finding]:
    if rule.factor or counter.factor:
        return
    left = rule.points + counter.points
    where = place(counter.span)
    if left <= 0:
        message = f'telkens als regel "{rule.id}" pleit, neemt "{counter.id}" al haar punten weg ({where})'
        hint = f"verwijder één van beide, of geef deze regel meer dan {-counter.points:g} punten"
        yield subject.finding(rule.span, OPPOSED_RULES, message, hint)
    elif covers(rule, counter, aimed(rule.head, counter.head, exact=True), filled) and _same_aim(
        rule, counter
    ):
        message = f'regel "{rule.id}" pleit voor en "{counter.id}" tegen hetzelfde, onder dezelfde voorwaarden ({where})'
        yield subject.finding(
            rule.span, OPPOSED_RULES, message, f"voeg ze samen tot één regel met {left:g} punten"
        )


def _same_aim(rule: Rule, counter: Rule) -> bool:
    return aimed(rule.head, counter.head, exact=True) is not None
