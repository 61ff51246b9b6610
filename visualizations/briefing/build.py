"""From an outcome to the briefing as data: front page, map, a page per subject, and how it was made."""

from __future__ import annotations

from collections.abc import Sequence

from strategy.advice.advise import Outcome
from visualizations.briefing.choose import Subject
from visualizations.briefing.desk import Desk
from visualizations.briefing.front import colophon, front
from visualizations.briefing.maps import part, whole
from visualizations.briefing.model import Briefing, Section
from visualizations.briefing.page import page
from visualizations.kaart.build import map_model
from visualizations.stamp import day_text, rules, scenario
from visualizations.writers.words import DISCLAIMER

_TITLES = {
    "opgave": "Briefing per opgave",
    "portefeuille": "Briefing per portefeuille",
    "netwerk": "Briefing per netwerk",
}


def briefing(outcome: Outcome, subjects: Sequence[Subject], command: str) -> Briefing:
    """The briefing about these subjects, of which there is at least one; `command` makes it again."""
    desk = Desk(outcome)
    model = map_model(outcome)
    alone = len(subjects) == 1
    sections: list[Section] = []
    if not alone and (shown := whole(model)):
        sections.append(shown)
    for subject in subjects:
        sections.append(page(desk, subject))
        if shown := part(model, subject):
            sections.append(shown)
    sections.append(colophon(desk, command))
    case = outcome.case
    return Briefing(
        title=f"Briefing {subjects[0].name}" if alone else _TITLES[subjects[0].sort],
        subtitle=case.dossier.header.name,
        stamp=" · ".join([f"peildatum {day_text(case.view.day)}", *scenario(case), *rules(case)]),
        advice=DISCLAIMER,
        day=case.view.day,
        front=front(desk, subjects),
        sections=tuple(sections),
    )
