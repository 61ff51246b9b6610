"""The examples inside rules, held against what the rules did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from strategy.dossier.files import is_borrowed
from strategy.explain.whynot.nearest import nearest
from strategy.facts.types import Value
from strategy.inference.port import Firing, instantiate
from strategy.inference.trace import Trace
from strategy.rulebook.ast import Example, Rule
from strategy.testing.model import Coverage, ExampleResult, Verdict

_WHEN_IT_FIRES: Mapping[str, Verdict] = {"wel": "goed", "niet": "mis", "ooit": "vervuld"}
_WHEN_IT_DOES_NOT: Mapping[str, Verdict] = {"wel": "mis", "niet": "goed", "ooit": "ooit"}


def run_examples(rules: Iterable[Rule], trace: Trace) -> Iterator[ExampleResult]:
    """The result of every example, in the order of the rules.

    An example fits when the rule fires for its values and, if the rule advises, no veto excludes the advice.
    """
    by_rule: dict[str, list[Firing]] = {}
    for firing in trace.firings:
        by_rule.setdefault(firing.rule, []).append(firing)
    for rule in rules:
        for example in rule.examples:
            yield _result(rule, example, trace, by_rule.get(rule.id, ()))


def coverage(rules: Iterable[Rule], fired: Mapping[str, int]) -> Coverage:
    """Which rules lack an example of either kind, and which never fired; borrowed rules have their examples at home."""
    every = tuple(rules)
    kinds = {
        rule.id: {example.kind for example in rule.examples}
        for rule in every
        if not is_borrowed(rule.span.file)
    }
    return Coverage(
        tuple(name for name, found in kinds.items() if "wel" not in found),
        tuple(name for name, found in kinds.items() if "niet" not in found),
        tuple(rule.id for rule in every if not fired.get(rule.id)),
    )


def fits(firing: Firing, wanted: Iterable[tuple[str, Value]]) -> bool:
    """Whether a firing has these values."""
    bindings = dict(firing.bindings)
    return all(bindings.get(name) == value for name, value in wanted)


def _result(rule: Rule, example: Example, trace: Trace, firings: Iterable[Firing]) -> ExampleResult:
    found = [firing for firing in firings if fits(firing, example.bindings)]
    against = {firing: _excluded(rule, trace, firing) for firing in found}
    counting = next((firing for firing in found if not against[firing]), None)
    if counting is not None:
        return ExampleResult(rule, example, _WHEN_IT_FIRES[example.kind], counting, None)
    verdict = _WHEN_IT_DOES_NOT[example.kind]
    if found:
        return ExampleResult(rule, example, verdict, found[0], None, against[found[0]])
    miss = nearest(rule, trace.index, dict(example.bindings)) if verdict == "mis" else None
    return ExampleResult(rule, example, verdict, None, miss)


def _excluded(rule: Rule, trace: Trace, firing: Firing) -> tuple[Firing, ...]:
    if rule.head.kind != "advies":
        return ()
    concluded = instantiate(rule.head, trace.types[rule.head.type], dict(firing.bindings))
    return trace.vetoes.against(concluded)
