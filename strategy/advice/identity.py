"""Stable, readable names: the same advice has the same id in every run and scenario."""

from __future__ import annotations

from strategy.advice.model import Target
from strategy.facts.types import ADVICE_TYPE, Fact

_FIELD = {name: index for index, name in enumerate(ADVICE_TYPE.field_names)}
DIRECT = "rechtstreeks"


def target_of(fact: Fact) -> tuple[Target, str]:
    """What an advice fact is about, and the priority it serves."""

    def value(name: str) -> str:
        return str(fact.values[_FIELD[name]])

    target = Target(
        sort=value("soort"),
        attitude=value("houding"),
        actor=value("actor"),
        body=value("gremium"),
        role=value("rol"),
        layer=value("laag"),
        theme=value("thema"),
        instrument=value("instrument"),
        to=value("doel"),
        via=value("via"),
        first=value("eerst"),
        opgave=value("opgave"),
    )
    return target, value("prioriteit")


def advice_id(target: Target, priority: str) -> str:
    """The id: soort and what fills it, such as `positie/vng-zjo/portefeuille/jeugd`.

    The attitude is no part of it, because a seat is the same seat whether we claim or keep it; except on
    a route, where following the umbrella's lobby is something else than leading one. Advice about
    nothing but a priority is named after the priority.
    """
    parts = [
        target.actor,
        target.body,
        target.role,
        target.layer,
        (target.via or DIRECT) if target.sort == "route" else target.via,
        target.to,
        target.theme,
        target.instrument,
        target.first,
        target.opgave,
    ]
    filled = [part for part in parts if part] or [priority]
    if target.sort == "route" and target.attitude == "meedoen":
        filled.append("meelopen")
    return "/".join([target.sort, *filled])
