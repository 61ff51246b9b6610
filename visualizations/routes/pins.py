"""Linking pins: which roads depend on whom, which seats open other seats, which tables link networks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.names import decimal
from strategy.dossier.register import all_of
from strategy.graph.network import held_posts
from strategy.routes.field import Field
from strategy.routes.links import Bridge, Chain
from strategy.routes.needs import best_seat
from strategy.routes.pins import Pin
from visualizations.routes import caveats, words
from visualizations.routes.columns import sheet
from visualizations.routes.report import Report
from visualizations.sheets import Sheet, joined
from visualizations.terminal import counted

MOST = 10
_VISIBLE = 0.005
"""The least betweenness that does not show as nothing."""
_MEASURES = (
    "Tussenpositie: deel van de kortste lijnen tussen anderen dat hierlangs loopt. Beperking (Burt): dicht bij 0 "
    "verbindt partijen die elkaar niet kennen. Beide tellen verbindingen, geen krachten, en laten ons zelf weg."
)
_BRIDGES = (
    "Tafels die netwerken verbinden zijn gelezen uit hun thema's: het dossier kent geen formele band ertussen. "
    "Wie in beide zit, kan dezelfde boodschap in twee netwerken brengen."
)


def conclusions(
    field: Field, pins: Sequence[Pin], chains: Sequence[Chain], bridges: Sequence[Bridge]
) -> list[str]:
    """On whom most depends, and which seat opens most."""
    lines = []
    used = [pin for pin in pins if pin.losses]
    if used:
        named = all_of(f"{field.short(pin.node)} ({_loss(pin)})" for pin in used[:3])
        lines.append(f"De meeste wegen hangen af van {named}.")
        if not any(pin.lost for pin in pins):
            lines.append("Geen enkele combinatie verliest al haar wegen als één schakel wegvalt.")
    opening = [chain for chain in chains if chain.pairs and chain.sort == "vereist"]
    if opening:
        chain = max(opening, key=lambda item: len(item.pairs))
        lines.append(f"{_first(field, chain)} is de basis voor {_opens(field, chain)}.")
    if bridges:
        top = bridges[0]
        lines.append(
            f"Een brug die te slaan is: {_bridge(field, top)} ({counted(len(top.priorities), 'prioriteit', 'prioriteiten')})."
        )
    return lines or ["Er zijn geen schakels: niemand verbindt hier iemand met een ander."]


def pins_report(
    field: Field, pins: Sequence[Pin], chains: Sequence[Chain], bridges: Sequence[Bridge]
) -> Report:
    """The linking pins, for every form but the screen."""
    return Report(
        "schakels",
        "Schakels tussen netwerken",
        tuple(conclusions(field, pins, chains, bridges)),
        (_pins(field, pins), _chains(field, chains), _bridges(field, bridges)),
        (_MEASURES, _BRIDGES, caveats.scale(field)),
    )


def pins_view(
    field: Field, pins: Sequence[Pin], chains: Sequence[Chain], bridges: Sequence[Bridge]
) -> RenderableType:
    """What to conclude, three tables, and how to read them."""
    first, *more = conclusions(field, pins, chains, bridges)
    parts: list[RenderableType] = [Text(first, style="bold"), *map(Text, more), Text()]
    if pins:
        parts += [_heading("Schakels waar wegen langs lopen"), _pin_table(field, pins)]
    if chains:
        parts += [_heading("Zetels die andere zetels openen"), _chain_table(field, chains)]
    if bridges:
        parts += [_heading("Tafels die netwerken verbinden"), _bridge_table(field, bridges)]
        if len(bridges) > MOST:
            parts.append(
                Text(
                    f"   … en nog {len(bridges) - MOST}; `--formaat xlsx` of `json` geeft ze allemaal",
                    style="dim",
                )
            )
    parts += [Text(), caveats.view([_MEASURES, _BRIDGES, caveats.scale(field)])]
    return Group(*parts)


def _heading(text: str) -> Text:
    return Text(text, style="bold underline")


def _pin_table(field: Field, pins: Sequence[Pin]) -> RenderableType:
    table = _table("schakel", "beste wegen", "zonder deze schakel", "tussen", "beperking", "verbindt")
    ends = {to for _, to in field.pairs()}
    for pin in [pin for pin in pins if pin.roads or (pin.node not in ends and pin.betweenness >= _VISIBLE)][
        :MOST
    ]:
        table.add_row(
            field.short(pin.node),
            str(pin.roads) if pin.roads else "–",
            _dependent(field, pin),
            decimal(pin.betweenness, 2),
            "–" if pin.constraint is None else decimal(pin.constraint, 2),
            _partners(field, pin),
        )
    return Padding(table, (0, 0, 1, 1))


def _partners(field: Field, pin: Pin) -> str:
    """Whom a pin connects: other actors by name, its own bodies counted."""
    actors = [field.short(name) for name in pin.partners if name in field.actors]
    tables = len(pin.partners) - len(actors)
    named = ", ".join(actors[:6]) + (f" en nog {len(actors) - 6}" if len(actors) > 6 else "")
    return "; ".join(part for part in (named, counted(tables, "tafel", "tafels") if tables else "") if part)


def _loss(pin: Pin) -> str:
    """What is lost without a pin: how many roads, and how much at most."""
    if not pin.losses:
        return "niets: er is een weg die even sterk is" if pin.roads else "–"
    worst = max(pin.losses, key=lambda loss: loss.before - loss.after)
    weaker = len(pin.losses) - len(pin.lost)
    parts = [f"{len(pin.lost)} weg" if pin.lost else "", f"{weaker} zwakker" if weaker else ""]
    fall = f"{words.strength(worst.before)} → {words.strength(worst.after)}"
    return f"{', '.join(filter(None, parts))}; ergst {fall}"


def _dependent(field: Field, pin: Pin) -> str:
    """What is lost without a pin, and on the way to whom."""
    ends = Counter(loss.pair[1] for loss in pin.losses)
    named = ", ".join(f"{field.short(name)} {number}" for name, number in ends.most_common())
    return _loss(pin) + (f"\nnaar {named}" if named else "")


def _chain_table(field: Field, chains: Sequence[Chain]) -> RenderableType:
    table = _table("eerst", "opent", "hebben we?", "advies", "voor wegen naar")
    for chain in chains:
        deciders = list(dict.fromkeys(field.short(to) for _, to in chain.pairs))
        count = len({priority for priority, _ in chain.pairs})
        table.add_row(
            _first(field, chain),
            _opens(field, chain),
            "ja" if chain.held else "nee",
            f"rang {chain.advice.rank}" if chain.advice else "–",
            f"{all_of(deciders)} ({counted(count, 'prioriteit', 'prioriteiten')})"
            if deciders
            else "geen weg",
        )
    return Padding(table, (0, 0, 1, 1))


def _first(field: Field, chain: Chain) -> str:
    if chain.first in field.bodies:
        return field.names.name("gremium", chain.first)
    return f"{field.names.name('actor', chain.first)} (gunt)"


def _opens(field: Field, chain: Chain) -> str:
    if chain.opens in field.bodies:
        return field.names.name("gremium", chain.opens)
    return f"onze zetels bij {field.short(chain.opens)}"


def _bridge_table(field: Field, bridges: Sequence[Bridge]) -> RenderableType:
    table = _table("tafels", "thema's", "prioriteiten", "beslissers")
    for bridge in bridges[:MOST]:
        table.add_row(
            f"{_sits(field, bridge.one)}\n↔ {_sits(field, bridge.other)}",
            ", ".join(field.names.name("thema", theme) for theme in bridge.themes),
            str(len(bridge.priorities)),
            ", ".join(field.short(name) for name in bridge.deciders),
        )
    return Padding(table, (0, 0, 0, 1))


def _ours(field: Field, body: str) -> str:
    """Whether we sit there, or are advised to."""
    if any(True for _ in held_posts(field.bodies[body][1], field.view)):
        return "bezet"
    advice = best_seat(field, body)
    return f"rang {advice.rank}" if advice else "–"


def _sits(field: Field, body: str) -> str:
    ours = _ours(field, body)
    return field.names.name("gremium", body) + ("" if ours == "–" else f" ({ours})")


def _bridge(field: Field, bridge: Bridge) -> str:
    return f"{field.names.name('gremium', bridge.one)} ↔ {field.names.name('gremium', bridge.other)}"


def _table(*titles: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    for number, title in enumerate(titles):
        table.add_column(title, ratio=1 if number in (0, len(titles) - 1) else None)
    return table


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────


def _pins(field: Field, pins: Sequence[Pin]) -> Sheet:
    rows = [
        (
            pin.node, field.names.name("gremium" if pin.node in field.bodies else "actor", pin.node),
            pin.roads, len(pin.lost), len(pin.losses) - len(pin.lost),
            max((loss.before - loss.after for loss in pin.losses), default=0.0),
            pin.betweenness, pin.constraint, joined(pin.partners),
            joined(dict.fromkeys(loss.pair[0] for loss in pin.losses)) or None,
        )
        for pin in pins
    ]  # fmt: skip
    return sheet("schakels", rows)


def _chains(field: Field, chains: Sequence[Chain]) -> Sheet:
    rows = [
        (
            chain.sort, chain.first, chain.opens, "ja" if chain.held else "nee",
            chain.advice.id if chain.advice else None, chain.advice.rank if chain.advice else None,
            joined(dict.fromkeys(priority for priority, _ in chain.pairs)) or None,
            joined(dict.fromkeys(to for _, to in chain.pairs)) or None,
        )
        for chain in chains
    ]  # fmt: skip
    return sheet("zetels voor zetels", rows)


def _bridges(field: Field, bridges: Sequence[Bridge]) -> Sheet:
    rows = [
        (
            bridge.one, bridge.other, _ours(field, bridge.one), _ours(field, bridge.other),
            joined(bridge.themes), joined(bridge.priorities), joined(bridge.deciders),
        )
        for bridge in bridges
    ]  # fmt: skip
    return sheet("bruggen", rows)
