"""Where nodes and edges come from, as attributes: nature, sources, places, what is still open, and for how long."""

from __future__ import annotations

from collections.abc import Iterable

from strategy.advice.names import Names
from strategy.dossier.model import Item
from strategy.dossier.provenance import Origin
from strategy.explain.basis import Ground, citation, weakest
from strategy.facts.base import unconfirmed
from visualizations.exports.model import Values, values_of


def stated(names: Names, origins: Iterable[Origin], item: Item | None = None) -> Values:
    """What the dossier says of a value or several: of these the least certain nature, and every source and place.

    With the `item` it belongs to also its note and for how long it holds.
    """
    found = tuple(dict.fromkeys(origins))
    return values_of(
        toelichting="\n".join(dict.fromkeys(filter(None, (origin.note for origin in found)))),
        aard=weakest(found).nature,
        bron=_distinct(citation(names, origin) for origin in found),
        te_verifieren=_distinct(origin.to_verify for origin in found),
        te_bevestigen=unconfirmed(found),
        plek=_distinct(f"{origin.span.file}:{origin.span.line}" for origin in found),
        geldig_van=item.validity.start.isoformat()
        if item and item.validity and item.validity.start
        else None,
        geldig_tot=item.validity.end.isoformat() if item and item.validity and item.validity.end else None,
        openbaarheid="intern" if any(origin.internal for origin in found) else "openbaar",
    )


def grounded(grounds: Iterable[Ground]) -> Values:
    """The same of what follows from facts of the dossier; nothing when there are none."""
    found = tuple(grounds)
    order = ("aanname", "oordeel", "registratie")
    return values_of(
        aard=min((item.nature for item in found), key=order.index, default=None),
        bron=_distinct(item.source for item in found),
        te_verifieren=_distinct(item.to_verify for item in found),
        te_bevestigen=next((item.to_confirm for item in found if item.to_confirm), None),
        plek=_distinct(f"{item.file}:{item.line}" for item in found),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))
