"""What stands beside the dossier and its rules, scenarios and tests, so that one run tells what is wrong with both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from strategy.dossier.loader import Loaded
from strategy.errors import Finding, InputError
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.files import Scenario, scenarios, with_scenario
from strategy.testing.model import Test
from strategy.testing.read import read_tests

Answer = TypeVar("Answer")


def read_beside(
    root: Path, loaded: Loaded, rulebook: Rulebook
) -> tuple[Mapping[str, Scenario], tuple[Test, ...]]:
    """The scenarios and tests of a dossier, each scenario tried once. Raises InputError with every finding."""
    findings: list[Finding] = []
    known = _tried(findings, partial(scenarios, root))
    if known is not None:
        for name in known:
            _tried(findings, partial(with_scenario, name, known, loaded, rulebook))
    tests = _tried(findings, partial(read_tests, root, loaded, rulebook, known)) or ()
    if findings or known is None:
        raise InputError(findings)
    return known, tests


def _tried(findings: list[Finding], read: Callable[[], Answer]) -> Answer | None:
    try:
        return read()
    except InputError as error:
        findings.extend(error.findings)
        return None
