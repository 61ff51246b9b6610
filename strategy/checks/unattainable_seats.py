"""A seat that is asked first, while nobody can get it: it is not to be divided, and we do not hold it."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.checks.subject import Subject
from strategy.dossier.model import Body
from strategy.errors import Finding, quote
from strategy.graph.network import View, held_posts

UNATTAINABLE_SEAT = "onhaalbaar"


def unattainable_seats(subject: Subject) -> Iterator[Finding]:
    """A remark at each `vereist` that names a body without an open seat and without one of ours.

    A seat that is asked first, while nobody can get it: it is not to be divided, and we do not hold it.
    Advice about the table behind it then rests on a condition that cannot be met.
    """
    view = subject.case.view
    bodies = {body.id: body for _, body in view.bodies()}
    for body in bodies.values():
        for required in filter(view.shows, body.requires):
            first = bodies.get(required.value)
            start = f"{quote(body.id)} vraagt eerst een zetel in {quote(required.value)}"
            if first is None:
                message = f"{start}, maar dat gremium is er niet op {view.day.isoformat()}"
                hint = "controleer daar `geldig`, of verwijder deze eis"
            elif any(True for _ in held_posts(first, view)) or any(_to_divide(first, view)):
                continue
            else:
                message = f"{start}, en daar is geen zetel te krijgen"
                hint = "zet daar bij een positie `te_verdelen: ja`, of `bezetting` als wij er zitten; of verwijder deze eis"
            yield subject.finding(required.origin.span, UNATTAINABLE_SEAT, message, hint)


def _to_divide(body: Body, view: View) -> Iterator[bool]:
    return (post.vacant and view.shows(post) for post in body.posts)
