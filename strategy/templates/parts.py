"""A new opgave, network, scenario or test: one file that is sound at once and says how to go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strategy.advice.model import Advice
from strategy.dossier.model import Priority
from strategy.errors import KrachtenveldError, Span, nearest
from strategy.scenarios.changes import posts
from strategy.scenarios.files import BASE
from strategy.templates.edits import Edit
from strategy.templates.names import free, slug, within_quotes, word
from strategy.templates.render import fill
from strategy.templates.whole import Whole


@dataclass(frozen=True)
class NewFile:
    """A file to write, by its path in the dossier."""

    path: str
    text: str


@dataclass(frozen=True)
class Addition:
    """Something to put in an existing file, by its path in the dossier."""

    path: str
    edit: Edit


def new_opgave(name: str, present: Whole) -> NewFile:
    """An opgave with one modest priority. Raises KrachtenveldError when the id exists."""
    names = present.loaded.names
    own = slug(name)
    refuse_taken("opgave", name, names["opgave"])
    priority = free(f"{own}-eerste", names["prioriteit"])
    values = {"id": word(own), "prioriteit": word(priority), "thema": _theme(own, present)}
    return NewFile(f"opgaven/{own}.yaml", fill("onderdeel/opgave.yaml", _named(name, values)))


def new_network(name: str, present: Whole) -> NewFile:
    """A network with one actor, one body and one seat. Raises KrachtenveldError when the id exists."""
    loaded = present.loaded
    own = slug(name)
    refuse_taken("netwerk", name, loaded.names["laag"])
    us = loaded.dossier.header.municipality
    values = {
        "id": word(own),
        "actor": word(free(own, loaded.names["actor"])),
        "gremium": word(free(f"{own}-overleg", loaded.names["gremium"])),
        "thema": _theme(own, present),
        "ander": word(next((actor for actor in loaded.names["actor"] if actor != us), us)),
    }
    return NewFile(f"networks/{own}.yaml", fill("onderdeel/netwerk.yaml", _named(name, values)))


def new_scenario(name: str, present: Whole) -> NewFile:
    """A scenario that makes an opgave heavier, the one in its name if there is. Raises KrachtenveldError when the id exists."""
    loaded, own = present.loaded, slug(name)
    refuse_taken(
        "scenario", name, {**{key: item.span for key, item in present.scenarios.items()}, BASE: None}
    )
    opgaven = {opgave.id: opgave for opgave in loaded.dossier.opgaven}
    opgave = opgaven[_named_in(own, opgaven) or next(iter(opgaven))]
    weight = opgave.weight.value if opgave.weight else 1.0
    priority = _first_priority(present)
    header = loaded.dossier.header
    others = [actor for actor in loaded.names["actor"] if actor != header.municipality]
    values = {
        "id": word(own),
        "opgave": word(opgave.id),
        "gewicht": "1" if weight == 2 else "2",
        "nu": f"{weight:g}",
        "prioriteit": word(priority.id),
        "inzet": "meedoen" if priority.stance.value == "trekken" else "trekken",
        "actor": word((others or [header.municipality])[0]),
        "zetel": next(iter(posts(loaded.dossier)), "gremium/rol"),
        "regel": word(present.rulebook.rules[0].id),
        "peildatum": (header.term.end or header.reference_day).isoformat(),
    }
    return NewFile(f"scenarios/{own}.yaml", fill("onderdeel/scenario.yaml", _named(name, values)))


def new_test(name: str, present: Whole, advices: tuple[Advice, ...]) -> NewFile:
    """A test that expects the first of the present advices. Raises KrachtenveldError when there is none."""
    own = slug(name)
    if not advices:
        raise KrachtenveldError(
            "dit dossier geeft nog geen advies, en dus valt er niets te toetsen",
            "kijk met `krachtenveld regels` welke regel nog niet vuurt",
        )
    path = f"toetsen/{own}.yaml"
    refuse_taken("toets", name, {own: Span(path)} if path in present.texts else {})
    values = {"prioriteit": word(_first_priority(present).id), "advies": advices[0].id}
    return NewFile(path, fill("onderdeel/toets.yaml", _named(name, values)))


def refuse_taken(what: str, name: str, taken: Mapping[str, Span | None]) -> None:
    """Raises KrachtenveldError, with a name that is free, when the id of a name exists."""
    own = slug(name)
    if own in taken:
        place = f" ({taken[own]})" if taken[own] else ""
        number = free(own, taken).removeprefix(f"{own}-")
        raise KrachtenveldError(
            f'er is al een {what} "{own}"{place}', f'kies een andere naam, bijvoorbeeld "{name} {number}"'
        )


def _named(name: str, values: dict[str, str]) -> dict[str, str]:
    return {"naam": within_quotes(name), **values}


def _theme(own: str, present: Whole) -> str:
    """The theme of the dossier that comes nearest to an id; else one that somebody decides on."""
    themes = present.loaded.names["thema"]
    actors = (actor for layer in present.loaded.dossier.layers for actor in layer.actors)
    decided = (competence.theme for actor in actors for competence in actor.competences)
    return word(_named_in(own, themes) or next(decided, "") or next(iter(themes)))


def _named_in(own: str, known: Iterable[str]) -> str:
    """The known id that a new id is about: one of its parts, or what it nearly is; "" when there is none."""
    ids = tuple(known)
    return next((part for part in own.split("-") if part in ids), "") or nearest(own, ids)


def _first_priority(present: Whole) -> Priority:
    found: Iterable[Priority] = (
        priority for opgave in present.loaded.dossier.opgaven for priority in opgave.priorities
    )
    return next(iter(found))
