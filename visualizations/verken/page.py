"""The page of the explorer: the map with weights, ranking, comparison, division of seats, calendar and notes beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from strategy.advice.names import decimal
from strategy.comparison.futures import Future
from visualizations.kaart.build import map_models
from visualizations.kaart.page import MODULES as MAP_MODULES
from visualizations.kaart.page import TEMPLATES as MAP_TEMPLATES
from visualizations.kaart.page import map_parts
from visualizations.verken.data import extras
from visualizations.webpage import block, compact, environment, policy

if TYPE_CHECKING:
    from strategy.allocation.allocate import Allocation
    from visualizations.live.page import LivePage

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
    blocks: list[tuple[str, Any]] = [
        *parts["blocks"],
        (
            "ernaast",
            Markup(
                block(
                    {
                        **beside,
                        "dossier": futures[0].outcome.case.dossier.header.id,
                        "planned": plans is not None,
                    }
                )
            ),
        ),
        ("sessie", Markup("null")),
    ]
    return page.get_template("verken.html").render(
        csp=policy(scripts, css, live.connect if live else ""),
        css=Markup(css),
        scripts=[Markup(script) for script in scripts],
        live=live.html if live else None,
        **{**parts, "blocks": blocks},
    )
