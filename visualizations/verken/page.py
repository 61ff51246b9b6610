"""The page of the explorer: the map with weights, ranking, comparison, division of seats, calendar and notes beside it.

What it shows beside the map, who takes which seat and what is due when, is per scenario in the page as JSON. A division is
the same for all weights but for the worth of its seats: rules never test a weight. So the page takes the problem with the parts
of the advice that make up that worth, and asks a solver anew (templates/verdelen.js): HiGHS as WebAssembly, the npm package as
`make` fetched it. Without it a page shows the divisions that were worked out beforehand, and says so.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from strategy.advice.advise import Outcome, seat_argument
from strategy.advice.names import decimal
from strategy.allocation.allocate import Allocation, posed
from strategy.allocation.plan_search import lot
from strategy.allocation.problem import LOAD, WORTH, SeatRule
from strategy.allocation.seats import Candidate, seat_label
from strategy.allocation.terms import Terms
from strategy.calendar.agenda import Appointment, MomentChoice, agenda
from strategy.comparison.futures import Future
from strategy.errors import InputError, KrachtenveldError
from strategy.explain.grounds import footing
from visualizations.kaart.build import map_models
from visualizations.kaart.data import Interned
from visualizations.kaart.page import MODULES as MAP_MODULES
from visualizations.kaart.page import TEMPLATES as MAP_TEMPLATES
from visualizations.kaart.page import map_parts
from visualizations.reports.kalender import source_text
from visualizations.reports.verdeling import about
from visualizations.writers.markup import block, compact, environment, policy
from visualizations.writers.stamps import capital

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
    beside |= {"dossier": futures[0].outcome.case.dossier.header.id, "solves": package is not None}
    blocks = [*parts["blocks"], ("ernaast", Markup(block(beside))), ("sessie", Markup("null"))]
    return page.get_template("verken.html").render(
        csp=policy(scripts, css, live.connect if live else "", solves=package is not None),
        css=Markup(css),
        scripts=[Markup(script) for script in scripts],
        live=live.html if live else None,
        package=Markup(block(package)),
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


# ── the division of seats ───────────────────────────────────────────────────────────────────────────


def problem_data(outcome: Outcome) -> dict[str, Any]:
    """The problem of an outcome; or under `why` the reason that there is none, "" when it was left out.

    `noun` is what those who take seats are called. taker: [id, name, what to say below it, time, nature of the time]; seat: [id, id of its line, whether it leads there, label, load, kept, [part of the card, …],
    [[taker, share, ties, lot], …], [seat it brings along, …], table, why, what it rests on], the last two only in another role than the line begins with; rule: [sort, text, [seat, …], least, most, given,
    holder]. Takers and seats are places in their lists, -1 is none; time and load are in units, `units` of them in one.
    """
    try:
        seats, _, terms, asked = posed(outcome)
    except KrachtenveldError as error:
        return {"why": _why(error)}
    problem = asked.problem
    at = {seat.id: place for place, seat in enumerate(problem.seats)}
    of = {item.id: place for place, item in enumerate(terms.takers)}
    return {
        "units": {"load": LOAD, "worth": WORTH},
        "noun": terms.noun,
        "takers": [_taker(terms, number) for number in range(len(terms.takers))],
        "seats": [
            [
                seat.id,
                seat.line.id,
                int(seat.id == seat.line.parts[0].id),
                seat_label(outcome.names, seat.advice),
                it.load,
                it.kept,
                _parts(seat),
                [[of[name], it.shares[name], it.ties.get(name, 0), lot(seat.id, name)] for name in it.shares],
                [at[name] for name in seat.covers],
                outcome.names.name("gremium", seat.body),
                *_in_its_role(outcome, seat),
            ]
            for seat, it in zip(seats, problem.seats, strict=True)
        ],
        "rules": [_rule(rule, at, of) for rule in problem.rules],
        "notes": asked.notes,
    }


def _taker(terms: Terms, number: int) -> list[Any]:
    item = terms.takers[number]
    time = terms.capacity[item.id]
    return [item.id, item.name, about(item), round(time * LOAD), terms.origins[item.id].nature]


def _in_its_role(outcome: Outcome, seat: Candidate) -> tuple[str, ...]:
    if seat.role == seat.line.target.role:
        return ()
    told = capital(str(footing(outcome, seat.advice)))
    return seat_argument(outcome, seat.line, seat.advice), told


def _parts(seat: Candidate) -> list[int]:
    """The parts of the card of a line that make up the value of a seat: its own, and those of what it brings along.

    Lighter roles at a table are in the same line as a heavier one: a line is about a table.
    """
    place = {name: number for number, name in enumerate(sorted(part.id for part in seat.line.parts))}
    return [place[name] for name in (seat.id, *seat.covers)]


def _rule(rule: SeatRule, at: Mapping[str, int], of: Mapping[str, int]) -> list[Any]:
    most = -1 if rule.most is None else rule.most
    holder = -1 if rule.holder is None else of[rule.holder]
    given = at[rule.given] if rule.given else -1
    return [rule.sort, rule.text, [at[name] for name in rule.seats], rule.least, most, given, holder]


def _why(error: KrachtenveldError) -> str:
    told = [finding.message for finding in error.findings] if isinstance(error, InputError) else [str(error)]
    return told[0] + (f" (en nog {len(told) - 1})" if len(told) > 1 else "")


def plan_data(plan: Allocation) -> dict[str, Any]:
    """A plan that was worked out: who takes which seat, by id, in the order of the seats; its worth in units."""
    return {
        "proven": plan.solution.proven,
        "worth": plan.solution.worth,
        "seats": [[seat.id, plan.plan[seat.id]] for seat in plan.seats if seat.id in plan.plan],
    }


# ── the solver ──────────────────────────────────────────────────────────────────────────────────────

PACKAGE = Path(__file__).parent / "highs-1.15.3.tgz"
"""Named as `npm pack` names it; the Makefile fetches this version."""
_SHA512 = "5rzjBlAkqRxr7FOv+iZjxF8nNfKsEt8uOaP3S6gls6yRf4+Jv4BqBIE3iPFsgfOHutQBMNxRE9jWhxRAM7Oycw=="
"""As npm writes the integrity of a package."""


def solver(package: Path = PACKAGE) -> str | None:
    """The package in base64, as a whole: the page unpacks it. None where it was not fetched.

    Raises KrachtenveldError for any other file than the one that was tried.
    """
    if not package.exists():
        return None
    content = package.read_bytes()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != _SHA512:
        raise KrachtenveldError(
            f"{package.name} is niet het pakket waarmee de verkenner is beproefd",
            f"gooi {package} weg; `make run` haalt het opnieuw",
        )
    return base64.b64encode(content).decode()
