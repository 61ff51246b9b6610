"""Priorities with someone who decides, but without any way for us to reach them."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.checks.subject import Subject, listed
from strategy.errors import Finding, quote
from strategy.graph.reach import deciders
from strategy.graph.routes import LONGEST

MISSING_ROUTE = "zonder-route"


def missing_routes(subject: Subject) -> Iterator[Finding]:
    """A remark at each priority that no route to a decider serves.

    Priorities with someone who decides, but without any way for us to reach them. We have no tie with them,
    and nobody we know carries a message on; so no rule about routes can say anything.
    """
    view = subject.case.view
    reached = {route.priority for route in subject.case.routes}
    for _, priority in view.priorities():
        found = dict.fromkeys(decider.actor for decider in deciders(view, priority))
        if found and priority.id not in reached:
            message = f"voor prioriteit {quote(priority.id)} loopt geen enkele route naar wie beslist: {listed(found)}"
            hint = f"vul `relaties` in, of `invloed` van wie we kennen: een route telt hoogstens {LONGEST} stappen"
            yield subject.finding(subject.at(priority.origin.span, priority.id), MISSING_ROUTE, message, hint)
