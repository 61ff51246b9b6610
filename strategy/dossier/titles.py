"""What the things of a dossier are called, by kind and id: for whoever chooses an id in an editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from strategy.dossier.model import Actor, Dossier

Titles = Mapping[str, Mapping[str, str]]
"""Kind → id → what it is called, with a word about where it belongs. A section has its document before it."""


def titles_of(dossier: Dossier) -> Titles:
    """The titles of everything that has an id, in the order of the files."""
    themes = dossier.header.themes
    return {
        "thema": {
            theme.id: _with(theme.name, "onder", (themes[parent.value].name for parent in theme.parents))
            for theme in themes.values()
        },
        "opgave": {opgave.id: opgave.name for opgave in dossier.opgaven},
        "prioriteit": {
            priority.id: _with(priority.name, "van", (opgave.name,))
            for opgave in dossier.opgaven
            for priority in opgave.priorities
        },
        "actor": {actor.id: _actor(actor) for actor in _actors(dossier)},
        "gremium": {
            body.id: _with(body.name, "van", (actor.short or actor.name,))
            for actor in _actors(dossier)
            for body in actor.bodies
        },
        "instrument": {
            item.id: f"{item.name} ({item.sort})" for layer in dossier.layers for item in layer.instruments
        },
        "portefeuille": {portfolio.id: portfolio.name for portfolio in dossier.college.portfolios},
        "document": {document.id: document.title for document in dossier.documents},
        "paragraaf": {
            f"{document.id} §{section.id}": section.title
            for document in dossier.documents
            for section in document.sections
        },
        "laag": {layer.id: layer.name for layer in dossier.layers},
        "dossier": {dossier.header.id: dossier.header.name},
    }


def _actors(dossier: Dossier) -> Iterator[Actor]:
    return (actor for layer in dossier.layers for actor in layer.actors)


def _actor(actor: Actor) -> str:
    short = f" ({actor.short})" if actor.short else ""
    return f"{actor.name}{short}, {actor.sort}"


def _with(name: str, word: str, others: Iterator[str] | tuple[str, ...]) -> str:
    listed = ", ".join(others)
    return f"{name} – {word} {listed}" if listed else name
