"""A derived fact that nobody uses: no advice, veto or counter-argument depends on it, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from strategy.checks.subject import Subject, listed
from strategy.errors import Finding
from strategy.rulebook.ast import Rule

UNREAD_FACT = "ongelezen"


def unread_facts(subject: Subject) -> Iterator[Finding]:
    """A remark for each derived fact that leads nowhere, at the first rule that concludes it.

    A derived fact that nobody uses: no advice, veto or counter-argument depends on it, directly or through
    others. The rule that derives it is work without effect; often the rule that should read it was never
    written, or reads a fact of another name.
    """
    deriving = [rule for rule in subject.rules if rule.head.kind == "feit"]
    sources: dict[str, set[str]] = {}
    for rule in deriving:
        sources.setdefault(rule.head.type, set()).update(_reads(rule))
    used = {name for rule in subject.rules if rule.head.kind != "feit" for name in _reads(rule)}
    used = _behind(used, sources)
    unread = [name for name in sources if name not in used]
    ends = [name for name in unread if not any(name in sources[other] for other in unread if other != name)]
    for name in ends or unread[:1]:
        behind = [other for other in unread if other != name and other in _behind({name}, sources)]
        message = f"geen advies gebruikt het afgeleide feit `{name}`"
        if behind:
            message += f", en dus ook {listed(f'`{other}`' for other in behind)} niet"
        places = [rule.head.span for rule in deriving if rule.head.type == name]
        what = "deze regel" if len(places) == 1 else "deze regels"
        hint = f"gebruik het bij `als` van een regel die adviseert of uitsluit, of verwijder {what}"
        yield subject.grouped(places, UNREAD_FACT, message, hint)


def _reads(rule: Rule) -> set[str]:
    return {pattern.type for pattern in (*rule.positive, *rule.negative)}


def _behind(names: Iterable[str], sources: Mapping[str, set[str]]) -> set[str]:
    """These fact types, and all from which rules derive them, however far back."""
    found: set[str] = set()
    stack = list(names)
    while stack:
        name = stack.pop()
        if name not in found:
            found.add(name)
            stack.extend(sources.get(name, ()))
    return found
