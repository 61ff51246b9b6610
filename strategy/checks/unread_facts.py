"""A derived fact that nobody uses: no advice, veto or counter-argument depends on it, directly or through others.

The rule that derives it is work without effect; often the rule that should read it was never written, or
reads a fact of another name.
"""

from __future__ import annotations

from collections.abc import Iterator

from strategy.checks.subject import Subject, listed
from strategy.errors import Finding
from strategy.rulebook.ast import Rule

CODE = "ongelezen"


def check(subject: Subject) -> Iterator[Finding]:
    """A remark for each derived fact that leads nowhere, at the first rule that concludes it."""
    deriving = [rule for rule in subject.rules if rule.head.kind == "feit"]
    used = {name for rule in subject.rules if rule.head.kind != "feit" for name in _reads(rule)}
    grown = True
    while grown:
        more = {name for rule in deriving if rule.head.type in used for name in _reads(rule)}
        grown = not more <= used
        used |= more
    for name in dict.fromkeys(rule.head.type for rule in deriving if rule.head.type not in used):
        readers = [rule.id for rule in deriving if name in _reads(rule) and rule.head.type != name]
        message = f"geen advies gebruikt het afgeleide feit `{name}`"
        if readers:
            message += f"; alleen {listed(readers)} leest het, en ook daar komt niets uit"
        places = [rule.head.span for rule in deriving if rule.head.type == name]
        hint = f"gebruik het bij `als` van een regel die adviseert of uitsluit, of verwijder {'deze regel' if len(places) == 1 else 'deze regels'}"
        yield subject.grouped(places, CODE, message, hint)


def _reads(rule: Rule) -> set[str]:
    return {pattern.type for pattern in (*rule.positive, *rule.negative)}
