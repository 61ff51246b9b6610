"""A rule that adds nothing: another one concludes the same whenever it fires, with at least the same points."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.checks.duplicate_rules import same
from strategy.checks.production import always_filled
from strategy.checks.subject import Subject, place
from strategy.checks.subsumption import subsumes
from strategy.errors import Finding
from strategy.rulebook.ast import Rule

REDUNDANT_RULE = "overbodig"

_ALREADY = {
    "feit": "leidt hetzelfde al af, telkens als zij vuurt",
    "advies": "geeft hetzelfde advies al, telkens en met minstens zoveel punten",
    "tegen": "pleit er al tegen, telkens en minstens zo zwaar",
    "sluit_uit": "sluit hetzelfde al uit, telkens als zij vuurt",
}


def redundant_rules(subject: Subject) -> Iterator[Finding]:
    """A remark at every rule that a broader rule makes redundant.

    A rule that adds nothing: another one concludes the same whenever it fires, with at least the same
    points. A derived fact or a veto is then simply there already. Advice gets the same reason twice: the
    second one still raises the score by its bonus, as if it were another argument.
    """
    filled = always_filled(subject.case.rulebook)
    for rule in subject.rules:
        for other in subject.rules:
            if other is not rule and subsumes(other, rule, filled) and not same(other, rule, filled):
                yield _finding(subject, rule, other)
                break


def _finding(subject: Subject, rule: Rule, other: Rule) -> Finding:
    message = f'regel "{rule.id}" voegt niets toe: "{other.id}" {_ALREADY[rule.head.kind]}'
    hint = f"verwijder haar; de bredere staat op {place(other.span)}"
    if rule.points:
        hint = f"verwijder haar: nu telt één reden dubbel; de bredere staat op {place(other.span)}"
    return subject.finding(rule.span, REDUNDANT_RULE, message, hint)
