"""A variable that stands in one place only, where it changes nothing: most of the time a slip of the keyboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from strategy.checks.production import always_filled
from strategy.checks.subject import Subject
from strategy.errors import Finding
from strategy.rulebook.ast import Rule, Var
from strategy.rulebook.check import PLACEHOLDER

LONE_VARIABLE = "losse-variabele"


def lone_variables(subject: Subject) -> Iterator[Finding]:
    """A remark at each variable of a condition that no other part of its rule names.

    A variable that stands in one place only, where it changes nothing: most of the time a slip of the
    keyboard. `rol_open: {gremium: $gr}` beside `relevant: {gremium: $g}` joins every table with every other.
    """
    filled = always_filled(subject.case.rulebook)
    for rule in subject.rules:
        times = Counter(
            term.name for pattern in rule.positive for _, term in pattern.terms if isinstance(term, Var)
        )
        elsewhere = _elsewhere(rule)
        domains = subject.outcome.trace.domains[rule.id]
        for pattern in rule.positive:
            for field, term in pattern.terms:
                if not isinstance(term, Var) or times[term.name] > 1 or term.name in elsewhere:
                    continue
                if (pattern.type, field) not in filled:
                    continue  # there it asks that the field is filled
                kin = [
                    f"${name}" for name in times if name != term.name and domains[name] == domains[term.name]
                ]
                message = f'${term.name} staat maar op één plek in regel "{rule.id}", en beperkt dus niets'
                hint = (
                    f"bedoeld: {' of '.join(kin)}? Laat anders dit veld weg" if kin else "laat dit veld weg"
                )
                yield subject.finding(
                    subject.at(pattern.span, field, f"${term.name}"), LONE_VARIABLE, message, hint
                )


def _elsewhere(rule: Rule) -> set[str]:
    """The variables that a rule names outside its ordinary conditions."""
    return {
        *(name for pattern in rule.negative for name in pattern.variables),
        *(name for pair in rule.different for name in pair),
        *(term.name for _, term in rule.head.terms if isinstance(term, Var)),
        *PLACEHOLDER.findall(rule.argument),
        *(name for example in rule.examples for name, _ in example.bindings),
        rule.factor,
    }
