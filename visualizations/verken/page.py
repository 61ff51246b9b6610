"""The page of the explorer: the map with weights, ranking, comparison, division of seats, calendar and notes beside it.

What it shows beside the map, who takes which seat and what is due when, is per scenario in the page as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from strategy.advice.advise import Outcome
from strategy.advice.names import decimal
from strategy.allocation.allocate import Allocation
from strategy.allocation.seats import Candidate
from strategy.calendar.agenda import Appointment, MomentChoice, agenda
from strategy.comparison.futures import Future
from visualizations.kaart.build import map_models
from visualizations.kaart.data import Interned
from visualizations.kaart.page import MODULES as MAP_MODULES
from visualizations.kaart.page import TEMPLATES as MAP_TEMPLATES
from visualizations.kaart.page import map_parts
from visualizations.reports import verdeling_words as words
from visualizations.reports.kalender import source_text
from visualizations.writers.markup import block, compact, environment, policy

if TYPE_CHECKING:
    from visualizations.live.live_state import LivePage

_TEMPLATES = Path(__file__).parent / "templates"
_MODULES = ("gewichten.js", "rangorde.js", "vast.js", "bladen.js", "sessie.js", "verken.js")
"""The scripts of the explorer, each after what it uses."""


def render_explorer(
    futures: Sequence[Future],
    *,
    plans: Mapping[str, Allocation | None] | None = None,
    title: str | None = None,
    live: LivePage | None = None,
) -> str:
    """The explorer of these scenarios, the dossier itself first, as one HTML page; the same input gives the same text.

    `plans` holds per scenario id the division of its seats, None where there is none; without it none was worked out.
    `live` is what `verken --live` adds.
    """
    name = futures[0].outcome.case.dossier.header.name
    models = map_models(futures, title or f"Verkenner {name}: wat weegt, wat volgt")
    parts = map_parts(models)
    beside = extras(
        [future.outcome for future in futures], [(plans or {}).get(future.id) for future in futures]
    )
    css = "\n".join(
        [compact(MAP_TEMPLATES / "kaart.css"), compact(_TEMPLATES / "verken.css"), live.css if live else ""]
    )
    scripts = [
        *(compact(MAP_TEMPLATES / name) for name in MAP_MODULES),
        *(compact(_TEMPLATES / name) for name in _MODULES),
        *([live.script] if live else []),
    ]
    page = environment(_TEMPLATES, MAP_TEMPLATES)
    page.filters["getal"] = decimal
    beside |= {"dossier": futures[0].outcome.case.dossier.header.id, "planned": plans is not None}
    blocks = [*parts["blocks"], ("ernaast", Markup(block(beside))), ("sessie", Markup("null"))]
    return page.get_template("verken.html").render(
        csp=policy(scripts, css, live.connect if live else ""),
        css=Markup(css),
        scripts=[Markup(script) for script in scripts],
        live=live.html if live else None,
        **{**parts, "blocks": blocks},
    )


def extras(outcomes: Sequence[Outcome], plans: Sequence[Allocation | None]) -> dict[str, Any]:
    """Per scenario the place of its plan and of its calendar; what two scenarios have alike is written once.

    A plan is None where no division keeps all demands.
    """
    kept, calendars = Interned(), Interned()
    cases = [
        {
            "plan": kept.place(json.dumps(plan_data(plan))),
            "calendar": calendars.place(json.dumps(calendar_data(outcome))),
        }
        for outcome, plan in zip(outcomes, plans, strict=True)
    ]
    return {
        "cases": cases,
        "plans": [json.loads(text) for text in kept.items],
        "calendars": [json.loads(text) for text in calendars.items],
    }


def plan_data(plan: Allocation | None) -> dict[str, Any]:
    """A division: per portfolio its time and its seats, and the seats that nobody takes."""
    if plan is None:
        return {"proven": False, "portfolios": [], "left": [], "notes": []}
    line_of = {part.id: line.id for line in plan.outcome.lines for part in line.parts}
    covered = words.DivisionAnswer(plan).covered

    def told(seat: Candidate) -> dict[str, Any]:
        advice = seat.advice
        return {"advice": line_of[advice.id], "title": advice.title, "load": plan.terms.loads[seat.role]}

    portfolios = [
        {
            "name": words.portfolio(plan, item.id),
            "office": item.office,
            "capacity": plan.terms.capacity[item.id],
            "used": words.load(plan.problem.load(plan.plan, item.id)),
            "nature": plan.terms.origins[item.id].nature,
            "seats": [told(seat) for seat in plan.seats if plan.plan.get(seat.id) == item.id],
        }
        for item in plan.terms.portfolios
    ]
    left = [told(seat) for seat in plan.seats if seat.id not in plan.plan and seat.id not in covered]
    return {
        "proven": plan.solution.proven,
        "portfolios": portfolios,
        "left": left,
        "notes": list(plan.notes),
    }


def calendar_data(outcome: Outcome) -> list[dict[str, Any]]:
    """Every moment of the dossier, in the order of the calendar."""
    return [_moment(outcome, each) for each in agenda(outcome, MomentChoice(past=True))]


def _moment(outcome: Outcome, appointment: Appointment) -> dict[str, Any]:
    occasion = appointment.occasion
    return {
        "name": occasion.name,
        "when": occasion.text,
        "state": appointment.state,
        "network": occasion.network,
        "nominated": list(occasion.nominated_by),
        "advices": [line.id for line in appointment.lines],
        "verify": occasion.unsure,
        "note": occasion.note,
        "source": source_text(outcome, occasion),
    }
