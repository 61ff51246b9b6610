"""What a portfolio is asked in time, and which seats the best division gives it."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.advice.names import decimal
from strategy.allocation.seats import asked
from visualizations.briefing.choose import Subject
from visualizations.briefing.desk import Desk
from visualizations.briefing.model import Block, Bullets, Heading, Paragraph
from visualizations.reports.verdeling_words import label
from visualizations.reports.verdeling_words import load as dagdelen


def load(desk: Desk, subject: Subject) -> Iterator[Block]:
    """The time that all seats of a portfolio would take, beside what there is; and a choice that fits."""
    portfolio = next(item for item in desk.view.dossier.college.portfolios if item.id == subject.id)
    time, wanted = (
        portfolio.capacity,
        asked(desk.outcome, [part for line in subject.lines for part in line.parts]),
    )
    if time is None or not wanted or not desk.view.shows(time):
        return
    yield Heading("Tijd")
    nature = " De dagdelen zijn een aanname." if time.origin.nature == "aanname" else ""
    fits = "dat past" if wanted <= time.value else "dat past niet: kies"
    yield Paragraph(
        f"Alle zetels hieronder samen vragen {decimal(wanted)} dagdelen per maand en er zijn er {decimal(time.value)}; {fits}."
        f"{nature}"
    )
    division = desk.division
    if division is None:
        return
    taken = [name for name, taker in division.plan.items() if taker == subject.id]
    if taken:
        used = dagdelen(division.problem.load(division.plan, subject.id))
        yield Paragraph(
            f"De beste verdeling over het hele college geeft deze portefeuille {decimal(used)} dagdelen aan zetels:"
        )
        yield Bullets(tuple(("", f"{label(division, name)}.") for name in taken))
    else:
        yield Paragraph("De beste verdeling over het hele college geeft deze portefeuille geen zetel.")
