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
from strategy.calendar.agenda import Appointment, MomentChoice, agenda
from strategy.comparison.futures import Future
from visualizations.kaart.build import map_models
from visualizations.kaart.data import Interned
from visualizations.kaart.page import MODULES as MAP_MODULES
from visualizations.kaart.page import TEMPLATES as MAP_TEMPLATES
from visualizations.kaart.page import map_parts
from visualizations.reports.kalender import source_text
from visualizations.verken.division import plan_data, problem_data
from visualizations.verken.rekenaar import solver
from visualizations.writers.markup import block, compact, environment, policy

if TYPE_CHECKING:
    from visualizations.live.live_state import LivePage

TEMPLATES = Path(__file__).parent / "templates"
PACKED = "pak.js"
"""The script that unpacks what npm packed, for every page that carries such a thing."""
_MODULES = (
    "gewichten.js", "rangorde.js", "vast.js", PACKED, "rekenaar.js", "verdelen.js", "bovenaan.js", "eenblad.js", "bladen.js", "sessie.js",
    "verken.js",
)  # fmt: skip
"""The scripts of the explorer, each after what it uses."""


def render_explorer(
    futures: Sequence[Future],
    *,
    plans: Mapping[str, Allocation | None] | None = None,
    divides: bool = True,
    title: str | None = None,
    live: LivePage | None = None,
) -> str:
    """The explorer of these scenarios, the dossier itself first, as one HTML page; the same input gives the same text.

    `plans` holds per scenario id the division of its seats as far as it was worked out, None where no division keeps all
    demands; the page works out the rest. Where it does not divide, nothing of the time of the college is in it.
    `live` is what `verken --live` adds.
    """
    name = futures[0].outcome.case.dossier.header.name
    models = map_models(futures, title or f"Verkenner {name}: wat weegt, wat volgt")
    parts = map_parts(models)
    beside = extras(futures, plans or {}, divides)
    scripts, css = sources(live)
    page = environment(TEMPLATES, MAP_TEMPLATES)
    page.filters["getal"] = decimal
    package = solver() if divides else None
    beside |= {"dossier": futures[0].outcome.case.dossier.header.id}
    blocks = [
        *parts["blocks"],
        ("ernaast", Markup(block(beside))),
        ("sessie", Markup("null")),
        ("rekenpakket", Markup(block(package))),
    ]
    return page.get_template("verken.html").render(
        csp=policy(scripts, css, live.connect if live else "", solves=package is not None),
        css=Markup(css),
        scripts=[Markup(script) for script in scripts],
        live=live.html if live else None,
        **{**parts, "blocks": blocks},
    )


def sources(live: LivePage | None = None) -> tuple[list[str], str]:
    """The scripts and the style of the page, as they stand in it."""
    css = "\n".join(
        [compact(MAP_TEMPLATES / "kaart.css"), compact(TEMPLATES / "verken.css"), live.css if live else ""]
    )
    scripts = [
        *(compact(MAP_TEMPLATES / name) for name in MAP_MODULES),
        *(compact(TEMPLATES / name) for name in _MODULES),
        *([live.script] if live else []),
    ]
    return scripts, css


def extras(
    futures: Sequence[Future], plans: Mapping[str, Allocation | None], divides: bool = True
) -> dict[str, Any]:
    """Per scenario the places of its problem, plan and calendar; what two scenarios have alike is written once.

    The place of a plan that was not worked out is -1; a plan is null where no division keeps all demands.
    """
    problems, kept, calendars = Interned(), Interned(), Interned()
    cases = []
    for future in futures:
        outcome, plan = future.outcome, plans.get(future.id)
        cases.append(
            {
                "problem": problems.place(json.dumps(problem_data(outcome) if divides else {"why": ""})),
                "plan": kept.place(json.dumps(plan and plan_data(plan))) if future.id in plans else -1,
                "calendar": calendars.place(json.dumps(calendar_data(outcome))),
            }
        )
    told = (("problems", problems), ("plans", kept), ("calendars", calendars))
    return {"cases": cases} | {name: [json.loads(text) for text in found.items] for name, found in told}


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
