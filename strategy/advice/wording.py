"""The sentences of rules, filled in with the names of what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from strategy.advice.model import Entry
from strategy.advice.names import Names
from strategy.inference.port import Firing
from strategy.inference.trace import Trace
from strategy.rulebook.check import PLACEHOLDER


def sentence(trace: Trace, names: Names, firing: Firing) -> str:
    """The argument of a firing's rule with its variables filled in; "" when the rule has none."""
    rule = trace.rules[firing.rule]
    domains = trace.domains[firing.rule]
    bindings = dict(firing.bindings)

    def fill(found: re.Match[str]) -> str:
        return names.said(domains[found[1]], bindings[found[1]])

    text = PLACEHOLDER.sub(fill, rule.argument)
    return text[:1].upper() + text[1:]


def argument_texts(trace: Trace, names: Names, entries: Iterable[Entry]) -> tuple[str, ...]:
    """The different sentences for an advice, strongest first."""
    firings = dict.fromkeys(entry.firing for entry in entries)
    texts = (sentence(trace, names, firing) for firing in firings)
    return tuple(dict.fromkeys(text for text in texts if text))
