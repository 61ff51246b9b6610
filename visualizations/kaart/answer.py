"""The answer of a map in one sentence and three cards: which seats weigh most, why, until when, and on what that rests.

The page says it of any scenario and any weights (templates/antwoord.js); a test holds the two to each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from visualizations.kaart.model import Card, MapModel, Node, heaviest

_NUMBERS = ("", "deze", "deze twee", "deze drie")
NAMED = 3
"""Of the tables that fell away so many are named in the sentence."""


@dataclass(frozen=True)
class Answer:
    """One sentence, and the cards of the seats that it names, the heaviest first."""

    sentence: str
    cards: tuple[Card, ...]


def answer(model: MapModel, base: MapModel | None = None) -> Answer:
    """The answer of a map; with `base` which seats fell away since comes first, by name."""
    cards = heaviest(model)
    told = _heaviest(cards, sum(card.seeks_a_seat for card in model.cards))
    if base is not None and base is not model:
        parts = (
            _gone(lost(model, base)),
            _other_role(recast(model, base)),
            told,
            _same(model, base),
        )
        told = " ".join(filter(None, parts))
    return Answer(told, cards)


def rests_on(card: Card) -> str:
    """What a card falls with, or else the source of its first reason."""
    if card.footing:
        return card.footing
    return next((one.source for one in card.told), "de regels en het dossier")


def phrase(card: Card) -> str:
    """A seat in a few words."""
    return f"{card.table} ({card.role})"


def _heaviest(cards: tuple[Card, ...], total: int) -> str:
    if not cards:
        return "Er is geen zetel die wij aanraden."
    verb = "weegt" if len(cards) == 1 else "wegen"
    among = (
        f"Van de {total} adviezen over een zetel"
        if total > len(cards)
        else "Van alle adviezen over een zetel"
    )
    return f"{among} {verb} {_NUMBERS[len(cards)]} het zwaarst: {_all(map(phrase, cards))}."


def tables(model: MapModel) -> dict[str, Node]:
    """The tables at which a seat is advised, by the id of their box, the heaviest first: a line may be about more of them."""
    seats = {card.id for card in model.cards if card.seeks_a_seat}
    found = [node for node in model.nodes if node.kind == "gremium" and not seats.isdisjoint(node.seats)]
    return {node.id: node for node in sorted(found, key=lambda node: node.rank or 0)}


def lost(model: MapModel, base: MapModel) -> list[str]:
    """The tables at which the basis advises a seat and a map no longer does."""
    now = tables(model)
    return [node.name for name, node in tables(base).items() if name not in now]


def recast(model: MapModel, base: MapModel) -> list[str]:
    """The tables at which a map advises another role than the basis, with both."""
    now = tables(model)
    return [
        f"{node.name} ({now[name].ask}, was {node.ask})"
        for name, node in tables(base).items()
        if name in now and now[name].ask != node.ask
    ]


def _alike(model: MapModel, base: MapModel, such: Collection[str]) -> set[str]:
    """What advice of the basis seeks a seat at the tables at which such advice does: about one it may have another name."""
    tables = {node.id for node in model.nodes if not set(such).isdisjoint(node.seats)}
    return {name for node in base.nodes if node.id in tables for name in node.seats}


def _counterpart(card: Card, model: MapModel, base: MapModel) -> Card | None:
    """What an advice is in the basis: the same, or else the one about its table."""
    there = {one.id for one in base.cards} & {card.id} or _alike(model, base, {card.id})
    return next((one for one in base.cards if one.id in there), None)


def _gone(names: list[str]) -> str:
    if not names:
        return ""
    verb = "vervalt 1 tafel" if len(names) == 1 else f"vervallen {len(names)} tafels"
    return f"Tegenover de basis {verb}: {_some(names)}."


def _other_role(names: list[str]) -> str:
    return f"In een andere rol: {_some(names)}." if names else ""


def _some(names: list[str]) -> str:
    more = [f"nog {len(names) - NAMED}"] if len(names) > NAMED else []
    return _all([*names[:NAMED], *more])


def _same(model: MapModel, base: MapModel) -> str:
    cards = heaviest(model)
    alike = cards and [_counterpart(card, model, base) for card in cards] == list(heaviest(base))
    return "Het zijn dezelfde als in de basis, in dezelfde volgorde." if alike else ""


def _all(texts: Iterable[str]) -> str:
    """Divided by semicolons: names of tables have commas and "en" in them."""
    return "; ".join(texts)
