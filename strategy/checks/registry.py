"""All checks, in the order in which their page describes them, and running them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from strategy.checks import (
    duplicate_rules,
    idle_rules,
    lone_variables,
    missing_deciders,
    missing_routes,
    opposed_rules,
    redundant_rules,
    stale_facts,
    unattainable_seats,
    unreachable_rules,
    unread_facts,
    unreadable_dates,
    unsourced,
    unused_facts,
    unused_names,
)
from strategy.checks.subject import Subject
from strategy.errors import Finding


class Check(Protocol):
    """A module with one check: the code of its findings, and the function that gives them."""

    CODE: str

    def check(self, subject: Subject) -> Iterator[Finding]: ...


CHECKS: tuple[Check, ...] = (
    duplicate_rules,
    redundant_rules,
    unreachable_rules,
    opposed_rules,
    idle_rules,
    unread_facts,
    lone_variables,
    unused_facts,
    stale_facts,
    unreadable_dates,
    unsourced,
    unused_names,
    missing_deciders,
    missing_routes,
    unattainable_seats,
)


def codes() -> tuple[str, ...]:
    """The codes of all checks, in their order."""
    return tuple(check.CODE for check in CHECKS)


def run(subject: Subject, only: Collection[str] = ()) -> tuple[Finding, ...]:
    """What the checks remark on a dossier, in the order of the files; with `only`, just those codes."""
    found = {
        finding for check in CHECKS if not only or check.CODE in only for finding in check.check(subject)
    }
    return tuple(sorted(found))
