"""All checks, in the order in which their page describes them, and running them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from strategy.checks.facts import (
    STALE_FACT,
    UNREADABLE_DATE,
    UNSOURCED,
    UNUSED_FACT,
    stale_facts,
    unreadable_dates,
    unsourced,
    unused_facts,
)
from strategy.checks.firing import IDLE_RULE, UNREACHABLE_RULE, idle_rules, unreachable_rules
from strategy.checks.names import UNUSED_NAME, unused_names
from strategy.checks.rules import (
    DUPLICATE_RULE,
    LONE_VARIABLE,
    OPPOSED_RULES,
    REDUNDANT_RULE,
    UNREAD_FACT,
    duplicate_rules,
    lone_variables,
    opposed_rules,
    redundant_rules,
    unread_facts,
)
from strategy.checks.seats import (
    MISSING_DECIDER,
    MISSING_ROUTE,
    UNATTAINABLE_SEAT,
    missing_deciders,
    missing_routes,
    unattainable_seats,
)
from strategy.checks.subject import Subject
from strategy.errors import Finding


@dataclass(frozen=True)
class Check:
    """The code of the findings of one check, and the function that gives them."""

    code: str
    find: Callable[[Subject], Iterator[Finding]]


CHECKS = (
    Check(DUPLICATE_RULE, duplicate_rules),
    Check(REDUNDANT_RULE, redundant_rules),
    Check(UNREACHABLE_RULE, unreachable_rules),
    Check(OPPOSED_RULES, opposed_rules),
    Check(IDLE_RULE, idle_rules),
    Check(UNREAD_FACT, unread_facts),
    Check(LONE_VARIABLE, lone_variables),
    Check(UNUSED_FACT, unused_facts),
    Check(STALE_FACT, stale_facts),
    Check(UNREADABLE_DATE, unreadable_dates),
    Check(UNSOURCED, unsourced),
    Check(UNUSED_NAME, unused_names),
    Check(MISSING_DECIDER, missing_deciders),
    Check(MISSING_ROUTE, missing_routes),
    Check(UNATTAINABLE_SEAT, unattainable_seats),
)


def codes() -> tuple[str, ...]:
    """The codes of all checks, in their order."""
    return tuple(check.code for check in CHECKS)


def run(subject: Subject, only: Collection[str] = ()) -> tuple[Finding, ...]:
    """What the checks remark on a dossier, in the order of the files; with `only`, just those codes."""
    found = {finding for check in CHECKS if not only or check.code in only for finding in check.find(subject)}
    return tuple(sorted(found))
