"""The boxes of the map, with what stands on the card of each; read from an outcome by look-ups made once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from strategy.advice.advise import Outcome
from strategy.advice.identity import DIRECT
from strategy.advice.lines import Line
from strategy.advice.model import REFRAIN, Advice, Entry, Target
from strategy.advice.names import ROLE_NAMES, sentence
from strategy.dossier.model import Actor, Body, Instrument
from strategy.dossier.vocabulary import ROLES
from strategy.explain.grounds import Ground, citation, ground, grounds
from strategy.facts.types import BASE_TYPES
from strategy.graph.network import held_posts
from strategy.graph.roads import Road
from strategy.inference.port import Firing
from visualizations.kaart.model import (
    GROUPS,
    HOLD_BACK,
    NO_SEAT,
    REFRAINED,
    Card,
    FactLine,
    LevelGroup,
    LinePart,
    MapReason,
    Node,
    Seat,
    Share,
    SourceReason,
)

ROOM = 45
"""Boxes in the column of bodies that stay legible on one screen; above it the lightest advice goes first."""


def all_nodes(reading: MapLookups) -> tuple[Node, ...]:
    """Every node, in the order of the columns and within them of the dossier."""
    return (
        *_opgaven(reading),
        *_priorities(reading),
        *_bodies(reading),
        *_routes(reading),
        *_instruments(reading),
        *(_actor(reading, "beslisser", name) for name in reading.deciders),
    )


def shown_groups(nodes: Iterable[Node], room: int = ROOM) -> tuple[str, ...]:
    """The groups of bodies the map opens with: all that fit, heaviest first; the heaviest always."""
    bodies = [node for node in nodes if node.kind == "gremium"]
    shown: list[str] = []
    for group in GROUPS:
        count = sum(node.group in (*shown, group) or node.seat == "heeft" for node in bodies)
        if shown and count > room:
            break
        shown.append(group)
    return tuple(shown)


def _opgaven(reading: MapLookups) -> Iterator[Node]:
    for opgave in dict.fromkeys(opgave for opgave, _ in reading.view.priorities()):
        name = f"opgave:{opgave.id}"
        facts = own_facts(reading.outcome, "opgave", opgave.id)
        yield Node(
            name,
            "opgave",
            opgave.name,
            opgave.name,
            opgaven=(opgave.id,),
            cards=_ids(reading, name),
            facts=facts,
        )


def _priorities(reading: MapLookups) -> Iterator[Node]:
    for opgave, priority in reading.view.priorities():
        name = f"prioriteit:{priority.id}"
        yield Node(
            name,
            "prioriteit",
            priority.name,
            priority.name,
            opgaven=reading.view.opgaven_of(opgave, priority),
            cards=_ids(reading, name),
            path=(opgave.name,),
            facts=own_facts(reading.outcome, "prioriteit", priority.id),
        )


def _bodies(reading: MapLookups) -> Iterator[Node]:
    for body in reading.touched_bodies:
        name = f"gremium:{body}"
        owner, advices = reading.owner[body], reading.about[name]
        held = reading.held(body)
        seats = [advice for advice in advices if advice.target.seeks(body)]
        best = reading.lines(seats or advices)[0]
        seat: Seat = "heeft" if held else "aanbevolen" if seats else "geen"
        yield Node(
            name,
            "gremium",
            reading.body_label(body),
            reading.bodies[body].name,
            level=owner.level,
            level_group=level_group(owner.level),
            network=reading.layer_of[owner.id],
            opgaven=_opgaven_of(reading, advices),
            seat=seat,
            roles=tuple(ROLE_NAMES[role] for role in held),
            group=best.band if seats else HOLD_BACK,
            band=best.band,
            score=best.score,
            cards=_ids(reading, name),
            seats=tuple(line.id for line in reading.lines(seats)),
            path=(*_layer(reading, owner.id), owner.short or owner.name),
            facts=own_facts(reading.outcome, "gremium", body),
        )


def _routes(reading: MapLookups) -> Iterator[Node]:
    advices = [*reading.about.get(DIRECT_NODE, ()), *reading.direct_ties]
    if advices:
        lines = reading.lines(advices)
        yield Node(
            DIRECT_NODE,
            "route",
            "Rechtstreeks",
            "Rechtstreeks, zonder tussenpersoon",
            opgaven=_opgaven_of(reading, advices),
            band=lines[0].band,
            score=lines[0].score,
            cards=tuple(line.id for line in lines),
        )
    for name in reading.routes:
        yield _actor(reading, "route", name)


def _instruments(reading: MapLookups) -> Iterator[Node]:
    for item in reading.instruments.values():
        name = f"instrument:{item.id}"
        advices = reading.about.get(name, [])
        if any(advice.target.sort == "koppelkans" for advice in advices):
            best = reading.lines(advices)[0]
            owner = reading.actors.get(item.owner)
            yield Node(
                name,
                "instrument",
                item.name,
                item.name,
                level=owner.level if owner else "",
                level_group=level_group(owner.level) if owner else "",
                network=reading.layer_of.get(item.owner, ""),
                opgaven=_opgaven_of(reading, advices),
                band=best.band,
                score=best.score,
                cards=_ids(reading, name),
                path=_layer(reading, item.owner),
                facts=own_facts(reading.outcome, "instrument", item.id),
            )


def _actor(reading: MapLookups, kind: str, name: str) -> Node:
    actor: Actor = reading.actors[name]
    node = f"{kind}:{name}"
    advices = reading.about.get(node, [])
    best = next(iter(reading.lines(advices)), None)
    return Node(
        node,
        "route" if kind == "route" else "beslisser",
        reading.actor_label(name),
        actor.name,
        level=actor.level,
        level_group=level_group(actor.level),
        network=reading.layer_of[name],
        opgaven=_opgaven_of(reading, advices),
        band=best.band if best else None,
        score=best.score if best else None,
        cards=_ids(reading, node),
        path=_layer(reading, name),
        facts=own_facts(reading.outcome, "actor", name),
    )


def _layer(reading: MapLookups, actor: str) -> tuple[str, ...]:
    """The name of the network of an actor, if it is on the map as one."""
    return tuple(name for other, _, name in reading.networks if other == actor)


def _ids(reading: MapLookups, name: str) -> tuple[str, ...]:
    return tuple(line.id for line in reading.lines(reading.about.get(name, ())))


def _opgaven_of(reading: MapLookups, advices: Iterable[Advice]) -> tuple[str, ...]:
    served = {opgave for advice in advices for opgave in advice.opgaven}
    return tuple(opgave.id for opgave in reading.view.dossier.opgaven if opgave.id in served)


def card(outcome: Outcome, line: Line, counters: Mapping[str, Sequence[Entry]]) -> Card:
    """The card of one line.

    `counters` are, per part, in the order of the ledger: what they take off is added up in that order.
    """
    parts = sorted(line.parts, key=lambda part: part.id)
    place = {part.id: i for i, part in enumerate(parts)}
    tables = sorted({part.target.body for part in parts if part.target.sort == "positie"})
    entries = dict.fromkeys((*line.entries, *(entry for part in line.parts for entry in part.entries)))
    against = (entry for part in parts for entry in counters.get(part.id, ()))
    return Card(
        id=line.id,
        title=line.title,
        sort=line.target.sort,
        attitude=line.target.attitude,
        band=line.band,
        score=line.score,
        rank=line.rank,
        opgaven=line.opgaven,
        parts=tuple(LinePart(part.id, *_seat(part.target, tables)) for part in parts),
        reasons=tuple(_reasons(outcome, entries, place)),
        counters=tuple(_reasons(outcome, against, place)),
        conditions=tuple(_conditions(outcome, line)),
        told=tuple(
            SourceReason(reason.opgave or "", reason.text, citation(outcome.names, reason.origin))
            for reason in dict.fromkeys((*line.said_of(), *line.reasons))
        ),
    )


def _seat(target: Target, tables: Sequence[str]) -> tuple[int, int]:
    if target.sort == REFRAIN:
        return REFRAINED, 0
    return (ROLES.index(target.role), tables.index(target.body)) if target.sort == "positie" else (NO_SEAT, 0)


def fact_line(item: Ground) -> FactLine:
    """A ground of an explanation as a line to read."""
    text = item.text[:1].upper() + item.text[1:]
    return FactLine(text, item.file, item.line, item.nature, item.source, item.note, item.to_verify)


def own_facts(outcome: Outcome, box: str, item: str) -> tuple[FactLine, ...]:
    """What the dossier itself says about an item: the facts that its kind of box tells, in the order of the dossier."""
    base = outcome.case.facts
    found = (
        fact_line(ground(outcome, fact))
        for fact in base
        if BASE_TYPES[fact.type].box == box and fact.values[0] == item and base.evidence(fact).origins
    )
    return tuple(dict.fromkeys(found))


def _reasons(outcome: Outcome, entries: Iterable[Entry], place: Mapping[str, int]) -> Iterator[MapReason]:
    """One reason per firing for a part: it counts once in every opgave its priority serves."""
    by_firing: dict[tuple[str, Firing], list[Entry]] = {}
    for entry in entries:
        by_firing.setdefault((entry.advice, entry.firing), []).append(entry)
    for (part, firing), group in by_firing.items():
        rule = outcome.trace.rules[firing.rule]
        yield MapReason(
            part=place[part],
            sentence=sentence(outcome.trace, outcome.names, firing),
            rule=rule.id,
            file=rule.span.file,
            line=rule.span.line,
            points=rule.points,
            shares=tuple(Share(entry.opgave, entry.priority, entry.factor, entry.value) for entry in group),
            facts=tuple(fact_line(item) for item in grounds(outcome, group[0])),
        )


def _conditions(outcome: Outcome, advice: Advice) -> Iterator[str]:
    for condition in advice.conditions:
        text = condition.text[:1].upper() + condition.text[1:]
        others = [other.title for name in condition.options if (other := outcome.advice(name))]
        yield f"{text} ({'; '.join(others)})" if others and condition.sort == "keuze" else text


DIRECT_NODE = f"route:/{DIRECT}"
"""The node of lobby without a go-between; ids of actors hold no slash."""
_ROOM = 26  # characters of a name that fit on one line of the outer columns


class MapLookups:
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
        self.roads: tuple[Road, ...] = tuple(
            road for road in outcome.case.roads if road.grade != "zwak" and road.via != road.to
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
        return {road.to for road in self.outcome.case.roads if road.via == road.to}

    def held(self, body: str) -> tuple[str, ...]:
        """The roles we hold in a body."""
        return tuple(post.role for post in held_posts(self.bodies[body], self.view))

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
