"""From an outcome to an export: the nodes, the lines that the dossier states, and those that advice draws.

All of them with clean text and labels of their own, or those of one choice. What is looked up for them stands below:
which nodes an advice is about, and nature, sources and places as attributes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from strategy.advice.advise import Outcome
from strategy.advice.model import REFRAIN, Advice, Target
from strategy.advice.names import ROLE_NAMES, Names, decimal
from strategy.advice.select import Selection, resolved, select
from strategy.dossier.model import Actor, Body, Instrument, Item, Opgave, Post, Priority
from strategy.dossier.provenance import Origin, Sourced
from strategy.explain.grounds import Ground, citation, ground, grounds, weakest_origin
from strategy.facts.fact_base import grouped, unconfirmed
from strategy.facts.types_and_sentences import ABSENT, Fact
from strategy.graph.network import HELD_BY_US, held_posts
from visualizations.exports.model import Edge, Export, Kind, Node, Value, Values, cleaned, one_line, values_of
from visualizations.writers.stamps import capital

WHOLE = Selection()


def export_of(outcome: Outcome, choice: Selection = WHOLE) -> Export:
    """All of an outcome, or what belongs to one opgave, one network, or both.

    Raises KrachtenveldError for a name that is not there.
    """
    choice = resolved(outcome, choice)
    reading = NetworkLookups(outcome)
    advices = select(outcome, choice)
    lines = (*stated_edges(reading), *advised_edges(reading, advices))
    nodes = tuple(
        replace(node, label=one_line(node.label), values=cleaned(node.values)) for node in all_nodes(reading)
    )
    edges = tuple(
        replace(line, label=one_line(line.label), values=cleaned(line.values))
        for line in joined_up(lines, (node.id for node in nodes))
    )
    nodes = _labelled(nodes)
    kept = _kept(reading, choice, nodes, edges)
    if choice != WHOLE:
        kept |= {node for advice in advices for node in nodes_of_advice(advice, reading.known)}
        kept = _with_owners(kept, edges, choice)
    return Export(
        outcome,
        choice,
        tuple(node for node in nodes if node.id in kept),
        joined_up(edges, kept),
        advices,
    )


def _kept(
    reading: NetworkLookups, choice: Selection, nodes: Iterable[Node], edges: Iterable[Edge]
) -> set[str]:
    """The nodes that a choice names, and ourselves; of a network also the priorities that its nodes have a line to."""
    if choice == WHOLE:
        return {node.id for node in nodes}
    us = f"actor:{reading.view.us}"
    kept = set()
    for node in nodes:
        network, _ = reading.networks.get(node.id, ("", ""))
        if choice.network in (None, network) and _counts(reading, choice, node.id):
            kept.add(node.id)
    if choice.network is not None:
        served = {
            line.end for line in edges if line.kind in ("dient", "beslist") and line.start in kept - {us}
        }
        kept |= {name for name in served if _counts(reading, choice, name)}
    return kept | {us}


def _counts(reading: NetworkLookups, choice: Selection, node: str) -> bool:
    return choice.opgave is None or choice.opgave in reading.opgaven_of(node)


def _with_owners(kept: set[str], edges: Iterable[Edge], choice: Selection) -> set[str]:
    """With whatever they belong to: the body of a seat, the actor of a body, the opgave of a priority."""
    lines = tuple(edges)
    for kind in ("zetel", "gremium", "prioriteit"):
        kept = kept | {
            line.end for line in lines if line.kind == kind and line.start in kept and _own(line, choice)
        }
    return kept


def _own(line: Edge, choice: Selection) -> bool:
    """Whether to follow a line up: of a priority under several opgaven only to the one chosen."""
    return line.kind != "prioriteit" or choice.opgave is None or line.end == f"opgave:{choice.opgave}"


def _labelled(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Nodes with labels that differ, also to a program that takes capitals and small letters for the same."""
    for tail in ("kind", "id"):
        often = Counter(_plain(node.label) for node in nodes)
        nodes = tuple(
            replace(node, label=f"{node.label} ({getattr(node, tail)})")
            if often[_plain(node.label)] > 1
            else node
            for node in nodes
        )
    return nodes


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


# ── the nodes ─────────────────────────────────────────────────────────────────────────────────────────


def all_nodes(reading: NetworkLookups) -> Iterator[Node]:
    """Every node, kind by kind, in the order of the dossier."""
    view = reading.view
    for opgave in reading.holding(view.dossier.opgaven):
        yield _opgave_node(reading, opgave)
    for opgave, priority in view.priorities():
        yield _priority_node(reading, opgave, priority)
    for actor in view.actors:
        yield _actor_node(reading, actor)
    for actor, body in view.bodies():
        yield _body_node(reading, actor, body)
    for actor, body, post in reading.seats():
        yield _seat_node(reading, actor, body, post)
    for instrument in view.instruments:
        yield _instrument_node(reading, instrument)


def _node(
    reading: NetworkLookups, kind: Kind, node: str, name: str, item: Item, own: Values, *origins: Origin
) -> Node:
    """A node with what all nodes have: network, opgaven, advice, provenance."""
    facts = reading.own_facts.get(node, [])
    said = dict(stated(reading.names, (item.origin, *origins), item))
    for key, more in (
        ("bron", [fact.source for fact in facts]),
        ("te_verifieren", [fact.to_verify for fact in facts if fact.to_verify]),
    ):
        before = said.get(key, ())
        said[key] = tuple(dict.fromkeys((*(before if isinstance(before, tuple) else ()), *more)))
    doubts = (f"{fact.text} ({fact.nature})" for fact in facts if fact.nature != "registratie")
    _, network = reading.networks.get(node, ("", ""))
    values = values_of(
        soort=kind,
        naam=name,
        netwerk=network,
        opgaven=reading.called("opgave", reading.opgaven_of(node)),
        onzeker=tuple(dict.fromkeys(doubts)),
        **{**own, **best_advice_values(reading.about.get(node, [])), **said},
    )
    return Node(node, kind, name, values)


def _opgave_node(reading: NetworkLookups, opgave: Opgave) -> Node:
    own = values_of(
        gewicht=_weight(reading, opgave),
        omschrijving=opgave.description,
        doelen=tuple(item.text for item in reading.holding(opgave.goals)),
        trends=tuple(item.text for item in reading.holding(opgave.trends)),
        gebieden=tuple(item.text for item in reading.holding(opgave.areas)),
        cijfers=tuple(
            f"{item.name}: {decimal(item.value)} {item.unit}" for item in reading.holding(opgave.figures)
        ),
        portefeuilles=reading.called(
            "portefeuille",
            (name for name in reading.shown(opgave.portfolios) if name in reading.view.ids["portefeuille"]),
        ),
    )
    return _node(reading, "opgave", f"opgave:{opgave.id}", opgave.name, opgave, own)


def _priority_node(reading: NetworkLookups, opgave: Opgave, priority: Priority) -> Node:
    shows = reading.view.shows
    stances = [value for value in (priority.stance, priority.interest) if shows(value)]
    own = values_of(
        hoort_bij=opgave.name,
        inzet=priority.stance.value if shows(priority.stance) else None,
        belang=priority.interest.value if shows(priority.interest) else None,
        vraagt=reading.shown(priority.asks),
        beslist_op=reading.shown(priority.levels),
        ontwikkeling=priority.trend.value if priority.trend and shows(priority.trend) else None,
        gewicht=_weight(reading, priority),
        omschrijving=priority.description,
        themas=reading.themes(priority.themes),
        kenmerken=reading.traits(priority),
    )
    origins = [value.origin for value in stances]
    return _node(reading, "prioriteit", f"prioriteit:{priority.id}", priority.name, priority, own, *origins)


def _actor_node(reading: NetworkLookups, actor: Actor) -> Node:
    view, shows = reading.view, reading.view.shows
    agenda, part_of = actor.agenda_state, actor.part_of or ""
    own = values_of(
        afkorting=actor.short,
        ook_bekend_als=actor.aliases,
        ondersoort=actor.sort,
        niveau=actor.level,
        hoort_bij=reading.names.name("actor", part_of) if part_of in view.ids["actor"] else None,
        themas=reading.themes(actor.fields),
        bevoegdheden=tuple(
            f"{reading.names.name('thema', item.theme)} ({item.sort})"
            for item in reading.holding(actor.competences)
            if item.theme in view.themes
        ),
        relatie=tuple(f"{layer}: {tie.value}" for layer, tie in actor.ties.items() if shows(tie)),
        kenmerken=reading.traits(actor),
        agenda=tuple(f"{item.name} ({item.sort})" for item in reading.holding(actor.agenda)),
        gezamenlijke_agenda=agenda.value if agenda and shows(agenda) else None,
        wisseling=actor.change.value if actor.change and shows(actor.change) else None,
        identificatie=tuple(f"{item.register} {item.code}" for item in reading.holding(actor.identifiers)),
    )
    return _node(reading, "actor", f"actor:{actor.id}", actor.name, actor, own)


def _body_node(reading: NetworkLookups, actor: Actor, body: Body) -> Node:
    node = f"gremium:{body.id}"
    held = tuple(dict.fromkeys(post.role for post in held_posts(body, reading.view)))
    own = values_of(
        ook_bekend_als=body.aliases,
        ondersoort=body.sort,
        niveau=actor.level,
        hoort_bij=actor.name,
        laag=body.layer,
        onze_positie=_position(reading, node, bool(held)),
        onze_rollen=tuple(ROLE_NAMES[role] for role in held),
        themas=reading.themes(body.themes),
        functies=reading.shown(body.functions),
        kenmerken=reading.traits(body),
    )
    return _node(reading, "gremium", node, body.name, body, own)


def _seat_node(reading: NetworkLookups, actor: Actor, body: Body, post: Post) -> Node:
    node = seat_id(body.id, post.role, post.theme or "")
    shows, known = reading.view.shows, reading.view.ids["actor"]
    members = [item for item in reading.holding(post.memberships) if shows(item.holder)]
    holders = tuple(dict.fromkeys(item.holder.value for item in members))
    theme = reading.names.name("thema", post.theme) if post.theme else ""
    own = values_of(
        niveau=actor.level,
        hoort_bij=body.name,
        laag=body.layer,
        rol=post.role,
        onze_positie=_position(reading, node, HELD_BY_US in holders),
        houder=holders,
        namens=reading.called(
            "actor",
            (item.on_behalf_of for item in members if item.on_behalf_of in known and item.on_behalf_of),
        ),
        te_verdelen=post.vacant,
        themas=(theme,) if theme else (),
        kenmerken=reading.traits(post),
    )
    role = f"{ROLE_NAMES[post.role]} {theme}".strip()
    name = f"{capital(role)} van {body.name}"
    return _node(reading, "zetel", node, name, post, own, *(item.holder.origin for item in members))


def _instrument_node(reading: NetworkLookups, item: Instrument) -> Node:
    owner = next((actor for actor in reading.view.actors if actor.id == item.owner), None)
    state = item.state if reading.view.shows(item.state) else None
    own = values_of(
        ook_bekend_als=item.aliases,
        ondersoort=item.sort,
        niveau=owner.level if owner else None,
        hoort_bij=owner.name if owner else None,
        status=state.value if state else None,
        themas=reading.themes(item.themes),
        kenmerken=reading.traits(item),
    )
    origins = [state.origin] if state else []
    return _node(reading, "instrument", f"instrument:{item.id}", item.name, item, own, *origins)


def _weight(reading: NetworkLookups, item: Opgave | Priority) -> float | None:
    """The weight; 1 where the dossier names none, and None where it may not be seen."""
    if item.weight is None:
        return 1.0
    return item.weight.value if reading.view.shows(item.weight) else None


def _position(reading: NetworkLookups, node: str, held: bool) -> str:
    """Whether we sit there, are advised to, or neither: as on the map."""
    if held:
        return "heeft"
    body = node.partition(":")[2].split("/")[0]
    wanted = any(advice.target.seeks(body) for advice in reading.about.get(node, ()))
    return "aanbevolen" if wanted else "geen"


# ── the lines that the dossier states ─────────────────────────────────────────────────────────────────


def stated_edges(reading: NetworkLookups) -> Iterator[Edge]:
    """Every line that the dossier states, kind by kind; an end may be missing where it may not be seen."""
    view = reading.view
    for actor in view.actors:
        yield from _edges_of_actor(reading, actor)
    for actor, body in view.bodies():
        yield from _edges_of_body(reading, actor, body)
    for _, body, post in reading.seats():
        yield from _edges_of_seat(reading, body, post)
    for instrument in view.instruments:
        yield from _edges_of_instrument(reading, instrument)
    for opgave in reading.holding(view.dossier.opgaven):
        yield from _edges_of_opgave(reading, opgave)
    yield from _deciding(reading)


def edge(kind: str, start: str, end: str, label: str, *name: str, **values: Value | None) -> Edge:
    """A line; `name` tells lines of a kind between the same two apart."""
    parts = "/".join(filter(None, (kind.replace(" ", "-"), start, end, *name)))
    return Edge(parts, start, end, label, values_of(soort=kind, **values))


def _edges_of_actor(reading: NetworkLookups, actor: Actor) -> Iterator[Edge]:
    view, node = reading.view, f"actor:{actor.id}"
    us, strengths = f"actor:{view.us}", view.dossier.header.concepts.strengths
    for item in reading.holding(actor.influences):
        said = _said(reading, item)
        yield edge(
            "invloed", node, f"actor:{item.on}", "invloed", sterkte=strengths.of_influence(item), **said
        )
    for layer, tie in actor.ties.items():
        if view.shows(tie):
            yield edge(
                "relatie", us, node, f"{layer}e relatie: {tie.value}" if layer != "college" else f"relatie tussen colleges: {tie.value}",
                layer, sterkte=strengths.ties[tie.value].value, laag=layer, stand=tie.value,
                **stated(reading.names, (tie.origin,)),
            )  # fmt: skip
    for dependency in reading.holding(actor.dependencies):
        if dependency.theme in view.themes:
            theme, said = reading.called("thema", (dependency.theme,)), _said(reading, dependency)
            label = f"kan {'steunen' if dependency.sort == 'steun' else 'hinderen'}: {theme[0]}"
            yield edge(
                "afhankelijkheid", node, us, label, dependency.theme, dependency.sort,
                themas=theme, effect=dependency.sort, **said,
            )  # fmt: skip
    if actor.part_of:
        yield edge("onderdeel", node, f"actor:{actor.part_of}", "valt onder", **_said(reading, actor))
    for region in actor.represents:
        if view.shows(region):
            said = stated(reading.names, (region.origin,))
            yield edge("gunning", f"actor:{region.value}", node, "gunt onze zetels", **said)


def _edges_of_body(reading: NetworkLookups, actor: Actor, body: Body) -> Iterator[Edge]:
    node, view = f"gremium:{body.id}", reading.view
    strength = view.dossier.header.concepts.strengths.membership
    yield edge("gremium", node, f"actor:{actor.id}", "gremium van", sterkte=strength, **_said(reading, body))
    for first in body.requires:
        if view.shows(first):
            said = stated(reading.names, (first.origin,))
            yield edge("vereist", node, f"gremium:{first.value}", "vraagt eerst een zetel in", **said)


def _edges_of_seat(reading: NetworkLookups, body: Body, post: Post) -> Iterator[Edge]:
    """A seat belongs to its body; from us runs a line to the body for each seat we hold there."""
    view = reading.view
    node = seat_id(body.id, post.role, post.theme or "")
    yield edge("zetel", node, f"gremium:{body.id}", "zetel in", rol=post.role, **_said(reading, post))
    strength = view.dossier.header.concepts.strengths.seats[post.role].value
    for number, item in enumerate(reading.holding(post.memberships)):
        if item.holder.value != HELD_BY_US or not view.shows(item.holder):
            continue
        region = item.on_behalf_of if item.on_behalf_of in view.ids["actor"] else None
        yield edge(
            "bezetting", f"actor:{view.us}", node, f"wij zijn {ROLE_NAMES[post.role]}", str(number or ""),
            sterkte=strength, rol=post.role, namens=reading.names.name("actor", region) if region else None,
            **_said(reading, item, item.holder.origin),
        )  # fmt: skip


def _edges_of_instrument(reading: NetworkLookups, item: Instrument) -> Iterator[Edge]:
    node = f"instrument:{item.id}"
    yield edge("beheer", f"actor:{item.owner}", node, "beheert", **_said(reading, item))
    for partner in item.partners:
        if reading.view.shows(partner):
            said = stated(reading.names, (partner.origin,))
            yield edge("deelname", f"actor:{partner.value}", node, "doet mee aan", **said)


def _edges_of_opgave(reading: NetworkLookups, opgave: Opgave) -> Iterator[Edge]:
    view, node = reading.view, f"opgave:{opgave.id}"
    for priority in reading.holding(opgave.priorities):
        start = f"prioriteit:{priority.id}"
        yield edge("prioriteit", start, node, "hoort bij", **_said(reading, priority))
        for other in priority.also_under:
            if view.shows(other):
                said = stated(reading.names, (other.origin,))
                yield edge("prioriteit", start, f"opgave:{other.value}", "valt ook onder", **said)
    for number, item in enumerate(reading.holding(opgave.helped_by)):
        if item.giver:
            said = {**_said(reading, item), "toelichting": item.how}
            yield edge(
                "bijdrage", f"opgave:{item.giver}", node, "draagt bij aan", str(number or ""),
                themas=reading.themes(item.themes), **said,
            )  # fmt: skip


def _deciding(reading: NetworkLookups) -> Iterator[Edge]:
    """Who decides on which priority, about what, by which of its competences."""
    grounds = {ground.fact: ground for found in reading.own_facts.values() for ground in found}
    for (actor, priority), facts in reading.deciding.items():
        competences = [fact for fact in facts if fact.type == "bevoegdheid"]
        yield edge(
            "beslist", f"actor:{actor}", f"prioriteit:{priority}", "beslist over",
            themas=reading.called("thema", (str(fact.values[1]) for fact in competences)),
            over=tuple(dict.fromkeys(str(fact.values[2]) for fact in competences)),
            **grounded(grounds[fact] for fact in facts if fact in grounds),
        )  # fmt: skip


def _said(reading: NetworkLookups, item: Item, *origins: Origin) -> Values:
    return stated(reading.names, (item.origin, *origins), item)


def joined_up(edges: Iterable[Edge], known: Iterable[str]) -> tuple[Edge, ...]:
    """The lines of which both ends are there."""
    ends = frozenset(known)
    return tuple(line for line in edges if line.start in ends and line.end in ends and line.start != line.end)


# ── the lines that advice draws ───────────────────────────────────────────────────────────────────────


def advised_edges(reading: NetworkLookups, advices: tuple[Advice, ...]) -> Iterator[Edge]:
    """A line per advice, best first; then a line per node and priority that advice ties together."""
    for advice in advices:
        if found := nodes_of_advice(advice, reading.known):
            yield _advice(reading, advice, found[0])
    yield from _serving(reading, advices)


def _advice(reading: NetworkLookups, advice: Advice, end: str) -> Edge:
    """Its provenance is that of what the strongest argument rests on."""
    target = advice.target
    strongest = grounds(reading.outcome, advice.entries[0]) if advice.entries else ()
    return edge(
        "advies", f"actor:{reading.view.us}", end, advice.title, advice.id,
        laag=target.layer, rol=target.role, themas=reading.called("thema", filter(None, (target.theme,))),
        via=reading.names.name("actor", target.via) if target.via else None,
        houding=target.attitude, band=advice.band, score=advice.score, rang=advice.rank,
        adviezen=(advice.id,), prioriteiten=reading.called("prioriteit", advice.priorities),
        opgaven=reading.called("opgave", advice.opgaven), argumenten=advice.arguments,
        voorwaarden=tuple(condition.text for condition in advice.conditions),
        **grounded(strongest),
    )  # fmt: skip


def _serving(reading: NetworkLookups, advices: tuple[Advice, ...]) -> Iterator[Edge]:
    """What a node is advised for. A body too, where advice leads to one of its seats."""
    found: dict[tuple[str, str], list[Advice]] = {}
    for advice in advices:
        for node in nodes_of_advice(advice, reading.known):
            for priority in advice.priorities:
                if node.partition(":")[0] in ("actor", "gremium", "instrument"):
                    found.setdefault((node, priority), []).append(advice)
    for (node, priority), about in found.items():
        shares = [entry.value for advice in about for entry in advice.entries if entry.priority == priority]
        opgaven = {entry.opgave for advice in about for entry in advice.entries if entry.priority == priority}
        yield edge(
            "dient", node, f"prioriteit:{priority}", "advies voor",
            waarde=max(shares, default=None), band=about[0].band, score=about[0].score, rang=about[0].rank,
            houding=about[0].target.attitude, adviezen=tuple(advice.id for advice in about),
            prioriteiten=reading.called("prioriteit", (priority,)),
            opgaven=reading.called("opgave", (name for name in reading.view.ids["opgave"] if name in opgaven)),
        )  # fmt: skip


# ── look-ups ──────────────────────────────────────────────────────────────────────────────────────────

ItemT = TypeVar("ItemT", bound=Item)

_DEFINING = ("opgave", "prioriteit", "actor", "gremium", "instrument")
_OF_LINES = ("invloed", "afhankelijk", "draagt_bij")
"""Types of facts that lines tell of, and nodes need not."""


class NetworkLookups:
    """Look-ups over one outcome. All results are in the order of the dossier or of the advice."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.view = outcome.case.view
        self.names = outcome.names

    @cached_property
    def known(self) -> dict[str, None]:
        """The ids of all nodes: what holds on the day, and may be seen."""
        named = {f"{kind}:{name}": None for kind in _DEFINING for name in self.view.ids[kind]}
        return named | {seat_id(body.id, post.role, post.theme or ""): None for _, body, post in self.seats()}

    def seats(self) -> Iterator[tuple[Actor, Body, Post]]:
        """The posts of all bodies, without those for a theme that may not be seen."""
        for actor, body in self.view.bodies():
            for post in body.posts:
                if self.view.shows(post) and (post.theme is None or post.theme in self.view.themes):
                    yield actor, body, post

    @cached_property
    def networks(self) -> dict[str, tuple[str, str]]:
        """Node id → id and name of the network it stands in."""
        found = {}
        for layer in self.view.dossier.layers:
            where = (layer.id, layer.name)
            for actor in layer.actors:
                found[f"actor:{actor.id}"] = where
                for body in actor.bodies:
                    found[f"gremium:{body.id}"] = where
                    for post in body.posts:
                        found[seat_id(body.id, post.role, post.theme or "")] = where
            found |= {f"instrument:{item.id}": where for item in layer.instruments}
        return found

    @cached_property
    def about(self) -> dict[str, list[Advice]]:
        """Node id → advice about it, best first."""
        return grouped(
            (node, advice) for advice in self.outcome.advices for node in nodes_of_advice(advice, self.known)
        )

    @cached_property
    def deciding(self) -> dict[tuple[str, str], list[Fact]]:
        """Actor and priority → the facts of the dossier by which the one decides on the other."""
        base = self.outcome.case.facts
        return {
            (str(fact.values[1]), str(fact.values[0])): list(base.grounds(fact))
            for fact in base.of_type("beslist")
        }

    @cached_property
    def own_facts(self) -> dict[str, list[Ground]]:
        """Node id → what the dossier itself states about it."""
        base, types = self.outcome.case.facts, self.outcome.trace.types
        found: dict[str, list[Ground]] = {}
        for fact in base:
            if fact.type not in _OF_LINES and base.evidence(fact).origins:
                fields = zip(types[fact.type].fields, fact.values, strict=True)
                domain, name = next((of, value) for (_, of), value in fields if value != ABSENT)
                found.setdefault(f"{domain.name}:{name}", []).append(ground(self.outcome, fact))
        return found

    def opgaven_of(self, node: str) -> tuple[str, ...]:
        """The opgaven for which a node counts, by id: by advice about it, or because it decides on a priority."""
        kind, _, name = node.partition(":")
        if kind == "opgave":
            return (name,)
        served = {opgave for advice in self.about.get(node, ()) for opgave in advice.opgaven}
        for opgave, priority in self.view.priorities():
            if node == f"prioriteit:{priority.id}" or (
                kind == "actor" and (name, priority.id) in self.deciding
            ):
                served.update(self.served(opgave.id, *priority.also_under))
        return tuple(item for item in self.view.ids["opgave"] if item in served)

    def served(self, own: str, *others: Sourced[str]) -> Iterator[str]:
        """The opgaven of a priority that may be seen."""
        yield own
        yield from (other.value for other in others if self.view.shows(other))

    def themes(self, values: Iterable[Sourced[str]]) -> tuple[str, ...]:
        """The names of themes that may be seen."""
        shown = (item.value for item in values if self.view.shows(item) and item.value in self.view.themes)
        return self.called("thema", shown)

    def called(self, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Names of ids, without repetition."""
        return tuple(dict.fromkeys(self.names.name(kind, item) for item in ids))

    def traits(self, item: Actor | Body | Post | Priority | Instrument) -> tuple[str, ...]:
        """The characteristics of something, in words."""
        declared = self.view.dossier.header.traits
        said = {name: told.value for name, told in item.traits.items() if self.view.shows(told)}
        own = {name: declared[name].name if name in declared else name for name in said}
        return tuple(
            own[name]
            if value == "ja"
            else f"{own[name]}: {value if isinstance(value, str) else decimal(value)}"
            for name, value in said.items()
            if name in declared or value == "ja"
        )

    def shown(self, values: Iterable[Sourced[str]]) -> tuple[str, ...]:
        """Words of the dossier that may be seen."""
        return tuple(item.value for item in values if self.view.shows(item))

    def holding(self, items: Iterable[ItemT]) -> Iterator[ItemT]:
        """Those that hold on the day, and may be seen."""
        return filter(self.view.shows, items)


def seat_id(body: str, role: str, theme: str) -> str:
    """The node of a seat, named as advice about it is: `zetel:vng-zjo/portefeuille/jeugd`."""
    return "zetel:" + "/".join(filter(None, (body, role, theme)))


def nodes_of_advice(advice: Advice, known: Collection[str]) -> tuple[str, ...]:
    """The nodes that an advice is about; the first is what it leads to.

    A seat, and else its body; whom lobby must reach, then by whom; what has to come first, then what for. Advice
    about nothing but a priority is about that priority.
    """
    found = tuple(dict.fromkeys(node for node in _named(advice.target) if node in known))
    return found or tuple(node for name in advice.priorities if (node := f"prioriteit:{name}") in known)


def best_advice_values(advices: list[Advice]) -> Values:
    """What a node says of the advice about it, given best first: of the best its band and score, of all the name.

    What we refrain from comes last: a node is not `niet doen` as long as there is anything to do.
    """
    if not advices:
        return {}
    ordered = sorted(advices, key=lambda advice: (advice.target.sort == REFRAIN, advice.rank))
    best = ordered[0]
    return values_of(
        band=best.band,
        score=best.score,
        rang=best.rank,
        houding=best.target.attitude,
        advies=best.title,
        adviezen=tuple(advice.id for advice in ordered),
    )


def _named(target: Target) -> Iterator[str]:
    if target.to:
        yield f"actor:{target.to}"
    if target.sort == "positie":
        yield seat_id(target.body, target.role, target.theme)
    if target.first and target.sort == "voorwaarde":
        yield f"gremium:{target.first}"
    if target.body:
        yield f"gremium:{target.body}"
    if target.first:
        yield f"gremium:{target.first}"
    if target.instrument:
        yield f"instrument:{target.instrument}"
    for actor in (target.actor, target.via):
        if actor:
            yield f"actor:{actor}"


def stated(names: Names, origins: Iterable[Origin], item: Item | None = None) -> Values:
    """What the dossier says of a value or several: of these the least certain nature, and every source and place.

    With the `item` it belongs to also its note and for how long it holds.
    """
    found = tuple(dict.fromkeys(origins))
    return values_of(
        toelichting="\n".join(dict.fromkeys(filter(None, (origin.note for origin in found)))),
        aard=weakest_origin(found).nature,
        bron=_distinct(citation(names, origin) for origin in found),
        te_verifieren=_distinct(origin.to_verify for origin in found),
        te_bevestigen=unconfirmed(found),
        plek=_distinct(origin.span.place for origin in found),
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
        plek=_distinct(item.place for item in found),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))
