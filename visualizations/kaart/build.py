"""What is on the map of an outcome, or of several scenarios: its boxes, the lines between them, and their union.

A line says for which priorities it runs, so that a chosen line stays one line. A box has what stands on the card of each
advice about it. All of it is read from an outcome by look-ups made once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise, takewhile
from typing import Any

from strategy.advice.advise import Outcome, once
from strategy.advice.lines import Line
from strategy.advice.lookups import open_choices
from strategy.advice.model import CONDITIONS, DIRECT, LIGHT, REFRAIN, Advice, Entry, Target
from strategy.advice.names import ROLE_NAMES, sentence
from strategy.advice.scores_bands import Weights, band_of
from strategy.allocation.allocate import Allocation
from strategy.calendar.agenda import agenda
from strategy.comparison.futures import Future
from strategy.dossier.model import Actor, Body, Instrument
from strategy.dossier.word_lists import ROLES
from strategy.explain.grounds import Ground, citation, footing, ground, grounds
from strategy.explain.opgave_page import opgave_pages
from strategy.facts.fact_base import grouped
from strategy.facts.types_and_sentences import BaseType, Fact, Value
from strategy.graph.network import held_posts
from strategy.graph.road_strengths import Road
from visualizations.kaart.model import (
    GROUPS,
    HOLD_BACK,
    NO_SEAT,
    REFRAINED,
    ROOM,
    Card,
    Edge,
    FactLine,
    Hanging,
    LevelGroup,
    LinePart,
    Link,
    MapModel,
    MapReason,
    Node,
    Seat,
    Share,
    SourceReason,
    Strength,
)
from visualizations.reports.verdeling import who
from visualizations.writers.stamps import capital, confirmed


def map_model(
    outcome: Outcome, *, title: str | None = None, room: int = ROOM, scenario_name: str = "", why: str = ""
) -> MapModel:
    """The map of an outcome. Of the bodies, at most about `room` are shown at first; the rest can be asked for.

    `scenario_name` and `why` are how people call the scenario of the outcome, and its question.
    """
    reading = MapLookups(outcome)
    nodes = all_nodes(reading)
    edges = all_edges(reading, nodes)
    nodes = connected(nodes, edges)
    place = {node.id: i for i, node in enumerate(nodes)}
    kept = (edge for edge in edges if edge.start in place and edge.end in place)
    edges = tuple(sorted(kept, key=lambda edge: place[edge.start]))  # as a graph gives them, node by node
    groups = shown_groups(nodes, room)
    unsure = {line.id for line in outcome.lines if footing(outcome, line).rests_on}
    nodes = tuple(
        replace(node, shown=_opens(node, groups), unsure=bool(unsure.intersection(node.cards[:1])))
        for node in nodes
    )
    placed = {name for node in nodes for name in node.cards}
    view = outcome.case.view
    against: dict[str, list[Entry]] = defaultdict(list)
    until = _moments(outcome)
    for entry in outcome.ledger.counters:
        against[entry.advice].append(entry)
    documents = [item for item in view.dossier.documents if item.available and view.shows(item)]
    return MapModel(
        title=title or f"Invloedskaart {view.dossier.header.name}: van opgave naar beslisser",
        day=view.day,
        scenario=outcome.case.loaded.scenario,
        fingerprint=outcome.case.fingerprint,
        public_only=view.public_only,
        total=len(outcome.lines),
        weights=Weights.of(view.dossier),
        scoring=view.dossier.header.scoring,
        opgaven=tuple((opgave.id, opgave.name) for opgave in view.dossier.opgaven if view.shows(opgave)),
        networks=_networks(reading, nodes),
        documents=tuple(document.title for document in documents),
        cited=tuple(outcome.names.documents[document.id] for document in documents),
        us=outcome.names.short("actor", view.us),
        nodes=nodes,
        edges=edges,
        cards=tuple(
            replace(card(outcome, line, against), **_seat_words(reading, line), until=until.get(line.id, ""))
            for line in outcome.lines
        ),
        elsewhere=tuple(line.id for line in outcome.lines if line.id not in placed),
        groups=groups,
        left_out=sum(not node.shown for node in nodes),
        phrases=tuple(dict.fromkeys(reading.phrases())),
        pages=opgave_pages(outcome),
        scenario_name=scenario_name or outcome.case.loaded.scenario,
        why=why,
        confirmed="; ".join(confirmed(outcome.case)),
    )


def map_models(
    futures: Iterable[Future],
    title: str | None = None,
    plans: Mapping[str, Allocation | None] | None = None,
) -> tuple[MapModel, ...]:
    """The map of each scenario, in their order; `plans` holds the division of its seats by the id of a scenario."""
    return tuple(
        divided(
            map_model(
                future.outcome,
                title=title,
                scenario_name=future.name if future.outcome.case.loaded.scenario else "",
                why=future.why,
            ),
            (plans or {}).get(future.id),
        )
        for future in futures
    )


def divided(model: MapModel, plan: Allocation | None) -> MapModel:
    """The map with who in the college takes each seat, by a division of them; as it was without one."""
    if plan is None:
        return model
    cards = (replace(card, taker=who(plan, card.id)) if card.table else card for card in model.cards)
    return replace(model, cards=tuple(cards))


def union(models: Sequence[MapModel]) -> MapModel:
    """Everything that is on any of the maps, as the first has it where it has it; what only others have is not shown.

    So that all of them can be laid out at once, and a box stands in the same place in each.
    """
    first = models[0]
    nodes = {node.id: replace(node, shown=False) for model in models for node in reversed(model.nodes)}
    nodes |= {node.id: node for node in first.nodes}
    edges = {(edge.start, edge.end): edge for model in reversed(models) for edge in model.edges}
    rows = _together([[node.id for node in model.nodes] for model in models])
    place = {name: i for i, name in enumerate(rows)}
    return replace(
        first,
        nodes=tuple(nodes[name] for name in rows),
        edges=tuple(sorted(edges.values(), key=lambda edge: (place[edge.start], place[edge.end]))),
        phrases=tuple(dict.fromkeys(phrase for model in models for phrase in model.phrases)),
    )


def _together(lists: Sequence[Sequence[str]]) -> list[str]:
    """Every name once: the first list as it is, what others add right behind what it follows there."""
    found = list(lists[0])
    for names in lists[1:]:
        known = set(found)
        for before, name in pairwise(["", *names]):
            if name not in known:
                found.insert(found.index(before) + 1 if before else 0, name)
                known.add(name)
    return found


def _opens(node: Node, groups: tuple[str, ...]) -> bool:
    return node.kind != "gremium" or node.group in groups or node.seat == "heeft"


def _networks(reading: MapLookups, nodes: tuple[Node, ...]) -> tuple[tuple[str, str], ...]:
    """The layers that have a body on the map."""
    used = {node.network for node in nodes if node.kind == "gremium"}
    return tuple((layer.id, layer.name) for layer in reading.view.dossier.layers if layer.id in used)


# ── the lines ─────────────────────────────────────────────────────────────────────────────────────────

_BAND_STRENGTH: Mapping[str, Strength] = {
    "doen": 3, "ook doen": 2, "als er tijd is": 1, "niet doen": 1, HOLD_BACK: 1,
}  # fmt: skip
_GRADE_STRENGTH: Mapping[str, Strength] = {"sterk": 2, "goed": 1}


def all_edges(reading: MapLookups, nodes: Iterable[Node]) -> tuple[Edge, ...]:
    """Every edge between the nodes, in the order of the columns."""
    known = {node.id: node for node in nodes}
    to_bodies = tuple(_to_bodies(reading, known))
    return (
        *_to_priorities(reading),
        *to_bodies,
        *_from_bodies(reading, known, to_bodies),
        *_to_routes(reading, known, to_bodies),
        *_to_deciders(reading, known),
        *_instrument_edges(reading, known),
    )


def connected(nodes: Iterable[Node], edges: Iterable[Edge]) -> tuple[Node, ...]:
    """The nodes that stand in a line: all opgaven and priorities, and what some edge leads to."""
    reached = {edge.end for edge in edges}
    return tuple(node for node in nodes if node.column < 2 or node.id in reached)


def _to_priorities(reading: MapLookups) -> Iterator[Edge]:
    for opgave, priority in reading.view.priorities():
        for served in reading.view.opgaven_of(opgave, priority):
            strength: Strength = 2 if served == opgave.id else 1
            yield Edge(f"opgave:{served}", f"prioriteit:{priority.id}", strength, "bestaand", (priority.id,))


def _to_bodies(reading: MapLookups, known: Mapping[str, Node]) -> Iterator[Edge]:
    for body in reading.touched_bodies:
        node = known[f"gremium:{body}"]
        against = {entry.priority for advice in reading.about[node.id] for entry in advice.counters}
        for priority, value in _values(reading, reading.about[node.id]).items():
            strength = _strength(reading, value)
            link: Link = "tegen" if priority in against else _link(node)
            yield Edge(f"prioriteit:{priority}", node.id, strength, link, (priority,), "waarde")


def _from_bodies(reading: MapLookups, known: Mapping[str, Node], before: Iterable[Edge]) -> Iterator[Edge]:
    served: dict[str, tuple[str, ...]] = {}
    for edge in before:
        served[edge.end] = (*served.get(edge.end, ()), *edge.priorities)
    decided = {(road.to, road.priority) for road in reading.outcome.case.roads if road.via == road.to}
    for body in reading.touched_bodies:
        node, owner = known[f"gremium:{body}"], reading.owner[body].id
        priorities = served.get(node.id, ())
        strength = _BAND_STRENGTH[node.group]
        if f"route:{owner}" in known:
            yield Edge(node.id, f"route:{owner}", strength, _link(node), priorities, "groep")
        own = tuple(priority for priority in priorities if (owner, priority) in decided)
        if own and f"beslisser:{owner}" in known:
            yield Edge(node.id, f"beslisser:{owner}", strength, _link(node), own, "groep")


def _to_routes(reading: MapLookups, known: Mapping[str, Node], before: Iterable[Edge]) -> Iterator[Edge]:
    """From a priority straight to a go-between, where no body of the go-between carries that priority."""
    carried = {(reading.owner[edge.end.removeprefix("gremium:")].id, edge.priorities[0]) for edge in before}
    found: dict[tuple[str, str], list[Advice]] = {}
    lobbied = {advice.target.via for advice in reading.lobby}
    tied = [a for a in reading.parts if a.target.sort == "relatie" and a.target.actor not in lobbied]
    ways = [(advice.target.via or advice.target.actor, advice) for advice in (*reading.lobby, *tied)]
    for via, advice in (*ways, *(("", advice) for advice in reading.direct_ties)):
        node = f"route:{via}" if via else DIRECT_NODE
        if node in known:
            for priority in advice.priorities:
                if (via, priority) not in carried:
                    found.setdefault((priority, node), []).append(advice)
    for (priority, node), advices in found.items():
        yield _advised(reading, f"prioriteit:{priority}", node, (priority,), advices)


def _to_deciders(reading: MapLookups, known: Mapping[str, Node]) -> Iterator[Edge]:
    """Advised roads, and roads that are there already."""
    advised: dict[tuple[str, str], list[Advice]] = {}
    for advice in reading.lobby:
        start = f"route:{advice.target.via}" if advice.target.via else DIRECT_NODE
        advised.setdefault((start, f"beslisser:{advice.target.to}"), []).append(advice)
    for advice in reading.direct_ties:
        advised.setdefault((DIRECT_NODE, f"beslisser:{advice.target.actor}"), []).append(advice)
    for (start, end), advices in advised.items():
        priorities = tuple(dict.fromkeys(name for advice in advices for name in advice.priorities))
        yield _advised(reading, start, end, priorities, advices)
    present: dict[tuple[str, str], dict[str, Strength]] = {}
    for road in reading.roads:
        pair = (f"route:{road.via}", f"beslisser:{road.to}")
        if pair not in advised and pair[0] in known and pair[1] in known:
            present.setdefault(pair, {})[road.priority] = _GRADE_STRENGTH[road.grade]
    for (start, end), grades in present.items():
        yield Edge(start, end, max(grades.values()), "bestaand", tuple(grades))


def _instrument_edges(reading: MapLookups, known: Mapping[str, Node]) -> Iterator[Edge]:
    for item in reading.instruments.values():
        node = known.get(f"instrument:{item.id}")
        if node:
            advices = [advice for advice in reading.about[node.id] if advice.target.sort == "koppelkans"]
            priorities = tuple(dict.fromkeys(name for advice in advices for name in advice.priorities))
            for priority in priorities:
                yield _advised(
                    reading, f"prioriteit:{priority}", node.id, (priority,), reading.about[node.id]
                )
            if f"beslisser:{item.owner}" in known:
                yield Edge(node.id, f"beslisser:{item.owner}", 2, "bestaand", priorities)


def _advised(
    reading: MapLookups, start: str, end: str, priorities: tuple[str, ...], advices: list[Advice]
) -> Edge:
    """An arrow that is advised, as strong as the best line of advice it stands for."""
    lines = reading.lines(advices)
    strength = max(_BAND_STRENGTH[line.band] for line in lines)
    return Edge(start, end, strength, "aanbevolen", priorities, "band", tuple(line.id for line in lines))


def _values(reading: MapLookups, advices: Sequence[Advice]) -> dict[str, float]:
    """Priority of any of the advice → the most it adds to any part of the lines that these are of."""
    found = {entry.priority: 0.0 for advice in advices for entry in advice.entries}
    for part in (part for line in reading.lines(advices) for part in line.parts):
        for entry in part.entries:
            if entry.priority in found:
                found[entry.priority] = max(entry.value, found[entry.priority])
    return found


def _link(node: Node) -> Link:
    if node.seat == "heeft":
        return "bestaand"
    return "aanbevolen" if node.seat == "aanbevolen" else "terughoudend"


def _strength(reading: MapLookups, value: float) -> Strength:
    """By the same lines that make the bands."""
    return _BAND_STRENGTH[band_of(value, reading.view.dossier.header.scoring)]


# ── the boxes ─────────────────────────────────────────────────────────────────────────────────────────


def all_nodes(reading: MapLookups) -> tuple[Node, ...]:
    """Every node, in the order of the columns and within them of the dossier."""
    return (
        *_opgaven(reading),
        *_priorities(reading),
        *_bodies(reading),
        *_routes(reading),
        *_instrument_nodes(reading),
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
            ask=_ask(reading, best, body),
            group=best.band if seats else HOLD_BACK,
            band=best.band,
            score=best.score,
            rank=best.rank,
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
            rank=lines[0].rank,
            cards=tuple(line.id for line in lines),
        )
    for name in reading.routes:
        yield _actor(reading, "route", name)


def _instrument_nodes(reading: MapLookups) -> Iterator[Node]:
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
                rank=best.rank,
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
        rank=best.rank if best else None,
        cards=_ids(reading, node),
        path=_layer(reading, name),
        facts=own_facts(reading.outcome, "actor", name),
    )


_ROLES = {**ROLE_NAMES, "inbreng": "stevige inbreng", "meelopen": "meelezen"}
"""Roles as short as a box asks."""


def _ask(reading: MapLookups, line: Line, body: str) -> str:
    """What a line wants at a table, in a few words."""
    if line.target.sort == "voorwaarde":
        return "eerst een zetel"
    if line.target.attitude in LIGHT:
        return line.target.attitude
    role = next((part.target.role for part in line.parts if part.target.body == body), line.target.role)
    return f"{_ROLES.get(role, role)}{' blijven' if line.target.attitude == 'behouden' else ''}{_choice(reading, role, body)}"


def _choice(reading: MapLookups, role: str, body: str) -> str:
    """That a role is to be had at only some of several tables, in a few words."""
    choice = next((one for one in reading.choices if one.role == role and body in one.bodies), None)
    if choice is None or choice.least >= len(choice.bodies):
        return ""
    least, most = choice.least, min(choice.most, len(choice.bodies))
    number = f"{least}" if least == most else f"{least} {'of' if most == least + 1 else 'tot'} {most}"
    return f", kies er {number} van {len(choice.bodies)}"


def _seat_words(reading: MapLookups, line: Line) -> dict[str, Any]:
    """At which table and in which role, and what must grant it or come before it."""
    conditions = {condition.sort for condition in line.conditions}
    hangs = [Hanging(sort) for sort in CONDITIONS if sort in conditions and sort in ("keuze", "nagaan")]
    if line.target.sort != "positie" or line.target.attitude in LIGHT:
        return {"hangs": tuple(hangs)}
    asked = [part.target for part in line.parts if part.target.sort == "positie"]
    bodies = tuple(dict.fromkeys(target.body for target in asked if target.role == line.target.role))
    facts = reading.outcome.case.facts
    names = reading.outcome.names
    themes = dict.fromkeys(
        names.name("thema", target.theme) for target in asked if target.theme and line.target.theme
    )
    owners = {reading.owner[target.body].id for target in asked}
    first = [before for body, before in facts.pairs("vereist") if body in {target.body for target in asked}]
    region = [granter for actor, granter in facts.pairs("namens") if actor in owners]
    return {
        "table": _one_of([reading.body_label(body) for body in bodies]),
        "role": f"portefeuille {' of '.join(themes)}" if themes else _ask(reading, line, line.target.body),
        "hangs": (
            *(Hanging("gunning", names.name("actor", name)) for name in dict.fromkeys(region)),
            *(Hanging("vereist", names.name("gremium", name)) for name in dict.fromkeys(first)),
            *hangs,
        ),
    }


def _one_of(names: Sequence[str]) -> str:
    """Names with what they have in common said once: PHO Wonen, Bereikbaarheid of Ruimte van de regio."""
    if len(names) < 2:
        return "".join(names)
    words = [name.split() for name in names]
    before, after = _alike(words), _alike([each[::-1] for each in words])
    if any(len(each) <= before + after for each in words):
        before = after = 0
    last = len(words) - 1
    own = [
        " ".join(each[before if place else 0 : len(each) - (after if place < last else 0)])
        for place, each in enumerate(words)
    ]
    return f"{', '.join(own[:-1])} of {own[-1]}"


def _alike(words: Sequence[Sequence[str]]) -> int:
    """With how many of the same words all begin."""
    return len(list(takewhile(lambda each: len(set(each)) == 1, zip(*words, strict=False))))


def _moments(outcome: Outcome) -> dict[str, str]:
    """Per line the first moment, of those that are on or to come, that serves it."""
    found: dict[str, str] = {}
    for each in agenda(outcome):
        if each.state in ("loopt", "komt", "elk jaar"):
            for line in each.lines:
                found.setdefault(line.id, f"{each.occasion.text}: {each.occasion.name}")
    return found


def _layer(reading: MapLookups, actor: str) -> tuple[str, ...]:
    """The name of the network of an actor, if it is on the map as one."""
    return tuple(name for other, _, name in reading.networks if other == actor)


def _ids(reading: MapLookups, name: str) -> tuple[str, ...]:
    return tuple(line.id for line in reading.lines(reading.about.get(name, ())))


def _opgaven_of(reading: MapLookups, advices: Iterable[Advice]) -> tuple[str, ...]:
    served = {opgave for advice in advices for opgave in advice.opgaven}
    return tuple(opgave.id for opgave in reading.view.dossier.opgaven if opgave.id in served)


# ── what stands on a card ─────────────────────────────────────────────────────────────────────────────


def card(outcome: Outcome, line: Line, counters: Mapping[str, Sequence[Entry]]) -> Card:
    """The card of one line.

    `counters` are, per part, in the order of the ledger: what they take off is added up in that order.
    """
    parts = sorted(line.parts, key=lambda part: part.id)
    place = {part.id: i for i, part in enumerate(parts)}
    tables = sorted({part.target.body for part in parts if part.target.sort == "positie"})
    entries = dict.fromkeys((*line.entries, *(entry for part in line.parts for entry in part.entries)))
    against = (entry for part in parts for entry in counters.get(part.id, ()))
    ground_under = footing(outcome, line)
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
        footing=capital(str(ground_under)),
        unsure=bool(ground_under.rests_on),
    )


def _seat(target: Target, tables: Sequence[str]) -> tuple[int, int]:
    if target.sort == REFRAIN:
        return REFRAINED, 0
    return (ROLES.index(target.role), tables.index(target.body)) if target.sort == "positie" else (NO_SEAT, 0)


def fact_line(item: Ground) -> FactLine:
    """A ground of an explanation as a line to read."""
    text = capital(item.text)
    return FactLine(text, item.file, item.line, item.nature, item.source, item.note, item.to_verify)


def own_facts(outcome: Outcome, box: str, item: str) -> tuple[FactLine, ...]:
    """What the dossier itself says about an item: the facts that its kind of box tells, in the order of the dossier."""
    found = (fact_line(ground(outcome, fact)) for fact in _facts_of(outcome).get((box, item), ()))
    return tuple(dict.fromkeys(found))


@once
def _facts_of(outcome: Outcome) -> Mapping[tuple[str, Value], list[Fact]]:
    """The facts that the dossier states, by the box that tells them and what that is of."""
    base, types = outcome.case.facts, outcome.trace.types
    return grouped(
        (known.tells_of(fact), fact)
        for fact in base
        if isinstance(known := types[fact.type], BaseType) and base.evidence(fact).origins
    )


def _reasons(outcome: Outcome, entries: Iterable[Entry], place: Mapping[str, int]) -> Iterator[MapReason]:
    """One reason per firing for a part: it counts once in every opgave its priority serves."""
    by_firing = grouped(((entry.advice, entry.firing), entry) for entry in entries)
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
        text = capital(condition.text)
        others = [other.title for name in condition.options if (other := outcome.advice(name))]
        yield f"{text} ({'; '.join(others)})" if others and condition.sort == "keuze" else text


# ── look-ups ──────────────────────────────────────────────────────────────────────────────────────────

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
        self.choices = open_choices(self.view, self.parts)
        self._line_of: dict[str, Line] = {part.id: line for line in outcome.lines for part in line.parts}
        self.roads: tuple[Road, ...] = tuple(
            road for road in outcome.case.roads if road.grade != "zwak" and road.via != road.to
        )

    @cached_property
    def about(self) -> dict[str, list[Advice]]:
        """Node id → the parts of lines about it, of the best line first. A node need not be on the map."""
        return grouped((name, part) for part in self.parts for name in dict.fromkeys(self._subjects(part)))

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
