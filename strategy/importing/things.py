"""What the things of a dossier are called: under which spellings each may be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from strategy.dossier.model import Actor, Body
from strategy.graph.network import View
from strategy.importing.spelling import content, initials, squeezed

_PREFIXES = frozenset(
    (
        "gemeente",
        "ministerie",
        "provincie",
        "regio",
        "stadsdeel",
        "stedennetwerk",
        "wethouder",
        "portefeuille",
    )
)
"""Words that say of which kind something is, and are often left out."""
_SORTS = {
    "dagelijks-bestuur": ("db", "bestuur"),
    "pho": ("pho", "overleg"),
    "commissie": ("commissie", "cie"),
}


@dataclass(frozen=True)
class Thing:
    """One thing of a dossier. `names` and `aliases` are squeezed; `cores` what its names say beyond network and kind.

    `own` are words of the network it belongs to, `sort` words of its kind: both may be left out in a list.
    """

    kind: str
    id: str
    name: str
    names: frozenset[str]
    aliases: frozenset[str]
    cores: frozenset[frozenset[str]]
    spelled: tuple[str, ...]
    own: frozenset[str] = frozenset()
    sort: frozenset[str] = frozenset()
    parent: str = ""
    themes: tuple[str, ...] = ()
    current: bool = True

    def rest(self, words: Iterable[str]) -> frozenset[str]:
        """What words say beyond the network and the kind of this thing."""
        return frozenset(words) - self.own - self.sort


def things(view: View) -> tuple[Thing, ...]:
    """Everything a list can name, in the order of the dossier."""
    dossier = view.dossier
    actors = [actor for layer in dossier.layers for actor in layer.actors]
    return (
        *(_body(view, actor, body) for actor in actors for body in actor.bodies),
        *(_actor(view, actor) for actor in actors),
        *(_plain("opgave", item.id, item.name) for item in dossier.opgaven),
        *(_plain("prioriteit", p.id, p.name) for item in dossier.opgaven for p in item.priorities),
        *(_plain("thema", item.id, item.name) for item in dossier.header.themes.values()),
        *(
            _plain("portefeuille", item.id, item.name, item.office if item.office == "burgemeester" else "")
            for item in dossier.college.portfolios
        ),
    )


def _body(view: View, actor: Actor, body: Body) -> Thing:
    own = frozenset(word for text in _actor_names(actor) for word in content(text))
    sort = frozenset((*_SORTS.get(body.sort, ()), *content(body.sort)))
    spelled = (body.name, *body.aliases)
    cores: set[frozenset[str]] = set()
    for text in (*spelled, body.id):
        rest = [word for word in content(text) if word not in own | sort]
        cores.update((frozenset(rest), frozenset(filter(None, [initials(rest)]))))
    return Thing(
        kind="gremium",
        id=body.id,
        name=body.name,
        names=frozenset((squeezed(body.id), squeezed(body.name))),
        aliases=frozenset(map(squeezed, body.aliases)),
        cores=frozenset(cores) - {frozenset()} or frozenset((frozenset(),)),
        spelled=spelled,
        own=own,
        sort=sort,
        parent=actor.id,
        themes=tuple(theme.value for theme in body.themes),
        current=view.shows(actor) and view.shows(body),
    )


def _actor(view: View, actor: Actor) -> Thing:
    spelled = (actor.name, *actor.aliases)
    cores = {frozenset(content(text)) for text in (*spelled, actor.id)}
    cores |= {core - _PREFIXES for core in cores} | {_initials(actor.name)}
    return Thing(
        kind="actor",
        id=actor.id,
        name=actor.short or actor.name,
        names=frozenset((squeezed(actor.id), squeezed(actor.name))),
        aliases=frozenset(map(squeezed, (*actor.aliases, *filter(None, [actor.short])))),
        cores=frozenset(cores) - {frozenset()},
        spelled=spelled,
        sort=_PREFIXES,
        current=view.shows(actor),
    )


def _plain(kind: str, item: str, name: str, alias: str = "") -> Thing:
    cores = {frozenset(content(name)), frozenset(content(item)), _initials(name)}
    return Thing(
        kind=kind,
        id=item,
        name=name,
        names=frozenset((squeezed(item), squeezed(name))),
        aliases=frozenset(filter(None, [squeezed(alias)])),
        cores=frozenset(cores) - {frozenset()},
        spelled=(name,),
        sort=_PREFIXES,
    )


def _initials(name: str) -> frozenset[str]:
    return frozenset(filter(None, [initials(content(name))]))


def _actor_names(actor: Actor) -> Iterator[str]:
    yield from (actor.id, actor.name, *actor.aliases)
    if actor.short:
        yield actor.short
