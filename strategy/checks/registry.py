"""All checks, in the order in which their page describes them, and running them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from strategy.checks.duplicate_rules import DUPLICATE_RULE, duplicate_rules
from strategy.checks.idle_rules import IDLE_RULE, idle_rules
from strategy.checks.lone_variables import LONE_VARIABLE, lone_variables
from strategy.checks.missing_deciders import MISSING_DECIDER, missing_deciders
from strategy.checks.missing_routes import MISSING_ROUTE, missing_routes
from strategy.checks.opposed_rules import OPPOSED_RULES, opposed_rules
from strategy.checks.redundant_rules import REDUNDANT_RULE, redundant_rules
from strategy.checks.stale_facts import STALE_FACT, stale_facts
from strategy.checks.subject import Subject
from strategy.checks.unattainable_seats import UNATTAINABLE_SEAT, unattainable_seats
from strategy.checks.unreachable_rules import UNREACHABLE_RULE, unreachable_rules
from strategy.checks.unread_facts import UNREAD_FACT, unread_facts
from strategy.checks.unreadable_dates import UNREADABLE_DATE, unreadable_dates
from strategy.checks.unsourced import UNSOURCED, unsourced
from strategy.checks.unused_facts import UNUSED_FACT, unused_facts
from strategy.checks.unused_names import UNUSED_NAME, unused_names
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
