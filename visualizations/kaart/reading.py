"""The outcome, indexed for the map: who owns which body, which advice is about what, and short names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from strategy.advice.advise import Outcome
from strategy.advice.identity import DIRECT
from strategy.advice.lines import Line
from strategy.advice.model import Advice
from strategy.dossier.model import Actor, Body, Instrument
from strategy.graph.network import held_posts
from strategy.graph.routes import Route
from visualizations.kaart.model import LevelGroup

DIRECT_NODE = f"route:/{DIRECT}"
"""The node of lobby without a go-between; ids of actors hold no slash."""
_ROOM = 26  # characters of a name that fit on one line of the outer columns


class Reading:
    """Look-ups over one outcome. All results are in the order of the dossier or of the advice."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.view = outcome.case.view
        self.actors: dict[str, Actor] = {actor.id: actor for actor in self.view.actors}
        self.bodies: dict[str, Body] = {body.id: body for _, body in self.view.bodies()}
        self.owner: dict[str, Actor] = {body.id: actor for actor, body in self.view.bodies()}
        self.instruments: dict[str, Instrument] = {item.id: item for item in self.view.instruments}
        self.parts: tuple[Advice, ...] = tuple(part for line in outcome.lines for part in line.parts)
        self._line_of: dict[str, Line] = {part.id: line for line in outcome.lines for part in line.parts}
        self.roads: tuple[Route, ...] = tuple(
            road for road in outcome.case.routes if road.grade != "zwak" and road.via != road.to
        )

    @cached_property
    def about(self) -> dict[str, list[Advice]]:
        """Node id → the parts of lines about it, of the best line first. A node need not be on the map."""
        found: dict[str, list[Advice]] = {}
        for part in self.parts:
            for name in dict.fromkeys(self._subjects(part)):
                found.setdefault(name, []).append(part)
        return found

    def lines(self, parts: Iterable[Advice]) -> tuple[Line, ...]:
        """The lines that these parts are of, best first."""
        found = {line.id: line for line in (self._line_of[part.id] for part in parts)}
        return tuple(sorted(found.values(), key=lambda line: (line.rank, line.id)))

    @cached_property
    def lobby(self) -> tuple[Advice, ...]:
        return tuple(part for part in self.parts if part.target.sort == "route")

    @cached_property
    def touched_bodies(self) -> tuple[str, ...]:
        """The bodies with advice, in the order of the dossier."""
        return tuple(name for name in self.bodies if f"gremium:{name}" in self.about)

    @cached_property
    def routes(self) -> tuple[str, ...]:
        """The actors of the route column: advised go-betweens, and who carries us on to a decider.

        The latter only if they own a body on the map, or if advice is about our tie with them.
        """
        advised = {advice.target.via for advice in self.lobby}
        carrying = {road.via for road in self.roads}
        owners = {self.owner[body].id for body in self.touched_bodies}
        tied = {part.target.actor for part in self.parts if part.target.sort == "relatie"}
        return tuple(name for name in self.actors if name in advised or name in carrying & (owners | tied))

    @cached_property
    def deciders(self) -> tuple[str, ...]:
        """The actors of the last column: whom lobby must reach."""
        advised = {advice.target.to for advice in self.lobby}
        reached = {road.to for road in self.roads if road.via in self.routes}
        owners = {self.owner[body].id for body in self.touched_bodies}
        tied = {advice.target.actor for advice in self.direct_ties}
        return tuple(name for name in self.actors if name in advised | reached | tied | (owners & self._near))

    @cached_property
    def direct_ties(self) -> tuple[Advice, ...]:
        """Advice about a tie with a decider to whom no lobby is advised: that tie is the way there."""
        lobbied = {advice.target.to for advice in self.lobby}
        return tuple(
            advice
            for advice in self.parts
            if advice.target.sort == "relatie"
            and advice.target.actor in self._near - lobbied
            and advice.target.actor not in self.routes
        )

    @cached_property
    def _near(self) -> set[str]:
        """The deciders to whom a direct road leads."""
        return {road.to for road in self.outcome.case.routes if road.via == road.to}

    def held(self, body: str) -> tuple[str, ...]:
        """The roles we hold in a body."""
        return tuple(post.role for post, _ in held_posts(self.bodies[body], self.view))

    @cached_property
    def networks(self) -> tuple[tuple[str, str, str], ...]:
        """Actor id, layer id and layer name."""
        return tuple(
            (actor.id, layer.id, layer.name) for layer in self.view.dossier.layers for actor in layer.actors
        )

    @cached_property
    def layer_of(self) -> dict[str, str]:
        """Actor id → layer id."""
        return {actor: layer for actor, layer, _ in self.networks}

    def phrases(self) -> Iterator[str]:
        """The names that sentences are full of."""
        dossier = self.view.dossier
        for opgave in dossier.opgaven:
            yield from (opgave.name, *(priority.name for priority in opgave.priorities))
        yield from (theme.name for theme in dossier.header.themes.values())
        for actor in self.actors.values():
            yield from (actor.name, *([actor.short] if actor.short else []))
        yield from (body.name for body in self.bodies.values())
        yield from (item.name for item in self.instruments.values())

    def actor_label(self, name: str) -> str:
        """A name short enough for a box: as it is, or the abbreviation people use."""
        actor = self.actors[name]
        if len(actor.name) <= _ROOM or not actor.short:
            return actor.name
        return f"Ministerie {actor.short}" if actor.sort == "ministerie" else actor.short

    def body_label(self, name: str) -> str:
        """Without the word for its kind where the network goes before it: "G40-themagroep Wonen" is "G40 Wonen"."""
        body, owner = self.bodies[name], self.owner[name]
        start = f"{owner.short}-{body.sort} "
        if owner.short and body.name.startswith(start):
            return f"{owner.short} {body.name.removeprefix(start)}"
        return body.name

    def _subjects(self, advice: Advice) -> Iterator[str]:
        target = advice.target
        if target.body:
            yield f"gremium:{target.body}"
        if target.first:
            yield f"gremium:{target.first}"
        if target.instrument:
            yield f"instrument:{target.instrument}"
        for actor in (target.actor, target.via, target.to):
            if actor and actor != target.to:
                yield f"route:{actor}"
            if actor and actor != target.via:
                yield f"beslisser:{actor}"
        if target.sort == "route" and not target.via:
            yield DIRECT_NODE
        if not (target.body or target.actor or target.instrument or target.to):
            yield from (f"prioriteit:{name}" for name in advice.priorities)


def level_group(level: str) -> LevelGroup:
    """The seven levels of the dossier in three, the number of tints people tell apart."""
    if level in ("europees", "landelijk"):
        return "landelijk"
    return "metropool" if level in ("metropool", "provinciaal") else "regio"
