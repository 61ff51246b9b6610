"""Which examples and tests the public version leaves out: those that name something internal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from strategy.advice.advise import Case
from strategy.advice.identity import goals
from strategy.facts.types import ADVICE_TYPE, Domain
from strategy.rulebook.ast import Example
from strategy.scenarios.changes import POST, SUBJECTS, find
from strategy.scenarios.files import Scenario, for_outside
from strategy.testing.model import Test

Named = tuple[str, str]
"""A thing of the dossier: its kind and its name."""
_KINDS = ("thema", *(subject.kind for subject in SUBJECTS.values()))


def shows_example(case: Case, example: Example, domains: Mapping[str, Domain]) -> bool:
    """Whether an example of a rule, with variables of these domains, may be seen."""
    return _shows(case, ((domains[name].name, str(value)) for name, value in example.bindings))


def shows_test(case: Case, test: Test, scenarios: Mapping[str, Scenario]) -> bool:
    """Whether a test may be seen: what it expects, what it changes, and under which scenario."""
    if case.view.public_only and not for_outside(test.scenario, scenarios):
        return False
    return _shows(case, (*_expected(case, test), *_changed(test)))


def _shows(case: Case, named: Iterator[Named] | tuple[Named, ...]) -> bool:
    if not case.view.public_only:
        return True
    found = (find(case.dossier, kind, name) for kind, name in named if kind in _KINDS)
    return not any(item.origin.internal for item in found if item)


def _expected(case: Case, test: Test) -> Iterator[Named]:
    for name in {name for expectation in test.expectations for name in expectation.advices}:
        for goal in goals(name, case.loaded.names, case.rulebook.rules):
            for field, value in goal.fields:
                domain = ADVICE_TYPE.domain(field)
                if domain is not None:
                    yield domain.name, str(value)


def _changed(test: Test) -> Iterator[Named]:
    for change in test.overlay.changes:
        yield ("gremium", change.id.split("/")[0]) if change.kind == POST else (change.kind, change.id)
