"""All checks, in the order in which their page describes them, and running them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from strategy.checks import facts, firing, names_and_codes, rules, unreachable
from strategy.checks.checked_dossier import CheckedDossier
from strategy.errors import Finding


@dataclass(frozen=True)
class Check:
    """The code of the findings of one check, and the function that gives them."""

    code: str
    find: Callable[[CheckedDossier], Iterator[Finding]]


CHECKS = (
    Check(rules.DUPLICATE_RULE, rules.duplicate_rules),
    Check(rules.REDUNDANT_RULE, rules.redundant_rules),
    Check(firing.UNREACHABLE_RULE, firing.unreachable_rules),
    Check(rules.OPPOSED_RULES, rules.opposed_rules),
    Check(firing.IDLE_RULE, firing.idle_rules),
    Check(rules.UNREAD_FACT, rules.unread_facts),
    Check(rules.LONE_VARIABLE, rules.lone_variables),
    Check(rules.STRANGE_EXAMPLE, rules.strange_examples),
    Check(facts.UNREAD_FILE, facts.unread_files),
    Check(facts.UNUSED_FACT, facts.unused_facts),
    Check(facts.STALE_FACT, facts.stale_facts),
    Check(facts.UNREADABLE_DATE, facts.unreadable_dates),
    Check(facts.CONFIRMATION, facts.confirmations),
    Check(facts.UNSOURCED, facts.unsourced),
    Check(names_and_codes.UNUSED_NAME, names_and_codes.unused_names),
    Check(names_and_codes.IDENTIFIER, names_and_codes.identifiers),
    Check(unreachable.MISSING_DECIDER, unreachable.missing_deciders),
    Check(unreachable.NO_ANSWER, unreachable.competences_that_answer_nothing),
    Check(unreachable.MISSING_ROUTE, unreachable.missing_routes),
    Check(unreachable.UNATTAINABLE_SEAT, unreachable.unattainable_seats),
    Check(unreachable.OTHER_SCALE, unreachable.tables_of_another_scale),
    Check(unreachable.SILENT_TABLE, unreachable.silent_tables),
)


def check_codes() -> tuple[str, ...]:
    """The codes of all checks, in their order."""
    return tuple(check.code for check in CHECKS)


def run_checks(checked: CheckedDossier, only: Collection[str] = ()) -> tuple[Finding, ...]:
    """What the checks remark on a dossier, in the order of the files; with `only`, just those codes.

    What the dossier builds on serves others too, so nothing is remarked on that; what strays, lies in its own folder.
    """
    found = {finding for check in CHECKS if not only or check.code in only for finding in check.find(checked)}
    return tuple(
        sorted(finding for finding in found if finding in checked.strays or checked.owns(finding.span))
    )
