"""What the map shows, as plain frozen data: nodes in five columns, edges, and the advice behind them; and a part of it.

Knows nothing of drawing, so that the renderer can change. A part of the map, of one opgave, network or line, is a map.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from strategy.advice.model import BANDS, Band
from strategy.advice.scores_bands import Weights
from strategy.advice.select import find_among
from strategy.dossier.model import Scoring
from strategy.errors import KrachtenveldError, quote
from strategy.explain.opgave_page import OpgavePage
from strategy.facts.fact_base import grouped
from strategy.graph.by_name import NETWORKS, OPGAVEN, meant

Kind = Literal["opgave", "prioriteit", "gremium", "route", "instrument", "beslisser"]
Seat = Literal["", "heeft", "aanbevolen", "geen"]
Link = Literal["bestaand", "aanbevolen", "terughoudend", "tegen"]
"""Of "tegen" the priority gives arguments against what it leads to, beside those for it."""
Strength = Literal[1, 2, 3]
Basis = Literal["vast", "waarde", "groep", "band"]
"""What makes a line strong: nothing that a weight changes, what its priority adds to the advice about its end, the group
of the body it leaves, or the best band of the advice it stands for."""
Weight = Literal["zwaar", "midden", "licht"]
LevelGroup = Literal["", "landelijk", "metropool", "regio"]

COLUMNS: tuple[str, ...] = ("Opgave", "Prioriteit", "Gremium", "Route", "Beslisser")
COLUMN_OF: Mapping[Kind, int] = {
    "opgave": 0, "prioriteit": 1, "gremium": 2, "route": 3, "instrument": 3, "beslisser": 4,
}  # fmt: skip
KIND_NAMES: Mapping[Kind, str] = {
    "opgave": "Opgave", "prioriteit": "Prioriteit", "gremium": "Gremium", "route": "Route",
    "instrument": "Instrument", "beslisser": "Beslisser",
}  # fmt: skip
LEVEL_GROUPS: Mapping[LevelGroup, str] = {
    "landelijk": "Landelijk en EU",
    "metropool": "Metropool en provincie",
    "regio": "Regio en lokaal",
}
LINK_NAMES: Mapping[Link, str] = {
    "bestaand": "bestaand", "aanbevolen": "aanbevolen", "terughoudend": "volgen of afzien",
    "tegen": "er pleit ook iets tegen",
}  # fmt: skip
HOLD_BACK = "afzien"
"""The group, after the bands, of bodies we are advised only to follow or to leave."""
GROUPS: tuple[str, ...] = (*BANDS[:3], HOLD_BACK)
NO_SEAT, REFRAINED = -1, -2
"""In the place of a role: a part that is no seat, and one that says what not to do."""


@dataclass(frozen=True)
class FactLine:
    """A fact as a sentence, with its place in the dossier, how hard it is, and its source paragraph."""

    text: str
    file: str
    line: int
    nature: str
    source: str
    note: str = ""
    to_verify: str = ""


@dataclass(frozen=True)
class Share:
    """What a reason counts for within one opgave: points × weight × factor, the weight being that of both."""

    opgave: str
    priority: str
    factor: float
    value: float


@dataclass(frozen=True)
class MapReason:
    """One rule that fired for or against a part of an advice, with its share in every opgave that its priority serves.

    `part` is the index of that part on the card.
    """

    part: int
    sentence: str
    rule: str
    file: str
    line: int
    points: float
    shares: tuple[Share, ...]
    facts: tuple[FactLine, ...]


@dataclass(frozen=True)
class SourceReason:
    """What a source gives as a reason, for an opgave or ("") for all, and which source."""

    opgave: str
    text: str
    source: str


@dataclass(frozen=True)
class LinePart:
    """One of the advice that a line takes together.

    `role` is the place on the ladder of a seat, or says that it is none; `table` is the place of the table of that seat
    among those of the line.
    """

    id: str
    role: int
    table: int = 0


@dataclass(frozen=True)
class Hanging:
    """A condition of an advice: its sort, and the name of what must grant it or come before it; "" where nothing does."""

    sort: str
    on: str = ""


@dataclass(frozen=True)
class Card:
    """One line of advice as the map tells it. Reasons are strongest first; counters have negative points.

    Reasons are those of all parts, also of those that do not count for the score under the weights of the dossier.
    Parts are in the order of their ids.
    """

    id: str
    title: str
    sort: str
    attitude: str
    band: Band
    score: float
    rank: int
    opgaven: tuple[str, ...]
    parts: tuple[LinePart, ...]
    reasons: tuple[MapReason, ...]
    counters: tuple[MapReason, ...]
    conditions: tuple[str, ...]
    told: tuple[SourceReason, ...] = ()
    footing: str = ""
    """What it falls with, or that no reason for it is free of doubt; "" when neither is so."""
    unsure: bool = False
    """Whether no reason for it is free of doubt."""
    table: str = ""
    role: str = ""
    until: str = ""
    """Of a seat: at which table, in which role, and the first moment to come that decides on it, as people read it."""
    taker: str = ""
    """Who in the college takes it, and what that costs; "" where that is not known."""
    hangs: tuple[Hanging, ...] = ()

    @property
    def seeks_a_seat(self) -> bool:
        return bool(self.table) and self.band != BANDS[3]

    @property
    def why(self) -> str:
        """The first reason: of a source, or else of a rule."""
        told = [one.text for one in self.told] + [reason.sentence for reason in self.reasons]
        return next(filter(None, told), "")

    @property
    def within(self) -> tuple[LinePart, ...]:
        return self.parts

    @property
    def uncertain(self) -> tuple[FactLine, ...]:
        """The judgements and assumptions under the strongest argument, and what is still to be verified."""
        facts = self.reasons[0].facts if self.reasons else ()
        return tuple(fact for fact in facts if fact.nature != "registratie" or fact.to_verify)


@dataclass(frozen=True)
class Node:
    """A box. `group` is the band of a body, or HOLD_BACK; `cards` are the ids of the advice about it, `seats` those of
    them that want us in there; `ask` says in which role, `rank` is that of the best of them.

    `shown` says whether the map as it opens shows the node; the filters can bring back the others. `path` names what the
    node folds into, the widest first: the network and the organisation of a body.
    """

    id: str
    kind: Kind
    label: str
    name: str
    level: str = ""
    level_group: LevelGroup = ""
    network: str = ""
    opgaven: tuple[str, ...] = ()
    seat: Seat = ""
    roles: tuple[str, ...] = ()
    ask: str = ""
    group: str = ""
    band: Band | None = None
    score: float | None = None
    rank: int | None = None
    cards: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    facts: tuple[FactLine, ...] = ()
    shown: bool = True
    unsure: bool = False
    """Whether no reason for the advice that weighs most is free of doubt."""

    @property
    def column(self) -> int:
        return COLUMN_OF[self.kind]

    @property
    def weight(self) -> Weight:
        """How strong its fill is: by the band of what is advised about it."""
        band = self.group if self.kind == "gremium" else self.band
        return "zwaar" if band == BANDS[0] else "midden" if band == BANDS[1] else "licht"


@dataclass(frozen=True)
class Edge:
    """An arrow from a column to one further right. `priorities` are those whose line runs along it.

    `basis` says what its strength follows from; `cards` are the advice that it stands for, where it goes by their band.
    """

    start: str
    end: str
    strength: Strength
    kind: Link
    priorities: tuple[str, ...]
    basis: Basis = "vast"
    cards: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapModel:
    """The whole map. `elsewhere` are advice without a place on it; `left_out` counts bodies not shown; `scenario` is "" for the
    dossier itself, `scenario_name` how people call it and `why` its question.

    `total` counts all lines of advice of the dossier, also where the map is of a part. `weights` are those of the opgaven and of the priorities; `scoring` says how arguments add up to scores and bands.

    `pages` say what the dossier knows of each opgave. `phrases` are names that come back in many sentences; writing them once keeps the page small.
    """

    title: str
    day: date
    scenario: str
    fingerprint: str
    public_only: bool
    total: int
    weights: Weights
    scoring: Scoring
    opgaven: tuple[tuple[str, str], ...]
    networks: tuple[tuple[str, str], ...]
    documents: tuple[str, ...]
    cited: tuple[str, ...]
    us: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    cards: tuple[Card, ...]
    elsewhere: tuple[str, ...]
    groups: tuple[str, ...]
    left_out: int
    phrases: tuple[str, ...] = ()
    pages: tuple[OpgavePage, ...] = ()
    scenario_name: str = ""
    why: str = ""
    confirmed: str = ""
    """How many facts have been confirmed for a new term; "" when there is nothing to confirm."""

    @property
    def shown(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.shown)

    @property
    def shown_edges(self) -> tuple[Edge, ...]:
        names = {node.id for node in self.shown}
        return tuple(edge for edge in self.edges if edge.start in names and edge.end in names)


BODIES = 2
"""The column of the bodies."""
ROOM = 45
"""Boxes in the column of bodies that stay legible on one screen: above it the lightest advice goes first, and a narrowed map
with no more of them shows them all."""


MOST = 3
"""The seats of an answer."""


def heaviest(model: MapModel) -> tuple[Card, ...]:
    """The seats that weigh most, at most three."""
    return tuple(card for card in model.cards if card.seeks_a_seat)[:MOST]


def narrowed(
    model: MapModel, *, opgave: str | None = None, network: str | None = None, advice: str | None = None
) -> MapModel:
    """The map with only what serves an opgave, runs through the bodies of a network, or is the line of an advice.

    Opgave and network go by id or name, an advice by id or by a few words. What is named together is all asked.
    Nodes without a line go. Raises KrachtenveldError for a name that is not on the map, and when nothing is left.
    """
    if opgave is not None:
        model = _of_opgave(model, opgave)
    if network is not None:
        model = _of_network(model, network)
    if advice is not None:
        model = _of_advice(model, advice)
    return model


def narrowed_each(
    models: Sequence[MapModel],
    *,
    opgave: str | None = None,
    network: str | None = None,
    advice: str | None = None,
) -> tuple[MapModel, ...]:
    """Several scenarios narrowed in the same way; of the others only those that have something of it.

    Raises KrachtenveldError as `narrowed` does, for the first.
    """
    first = narrowed(models[0], opgave=opgave, network=network, advice=advice)
    found = [first]
    for model in models[1:]:
        try:
            found.append(narrowed(model, opgave=opgave, network=network, advice=advice))
        except KrachtenveldError:
            continue
    return tuple(found)


def _of_opgave(model: MapModel, word: str) -> MapModel:
    name, title = _known(OPGAVEN, word, model.opgaven)
    cards = {card.id for card in model.cards if name in card.opgaven}
    return _part(model, _lines(model.edges, [{f"opgave:{name}"}]), cards, title)


def _of_network(model: MapModel, word: str) -> MapModel:
    name, title = _known(NETWORKS, word, model.networks)
    bodies = {node.id for node in model.nodes if node.column == BODIES and node.network == name}
    edges = _lines(model.edges, [bodies])
    cards = {card.id for card in model.cards} - set(model.elsewhere)
    return _part(model, edges, cards, title)


def _of_advice(model: MapModel, words: str) -> MapModel:
    card = _card(model, words)
    about = [node for node in model.nodes if card.id in node.cards]
    columns = [{node.id for node in about if node.column == column} for column in range(5)]
    stops = [found for found in columns if found]
    if not stops:
        raise KrachtenveldError(
            f"{quote(card.title)} heeft geen plek op de kaart",
            f"`krachtenveld waarom {card.id}` laat zien waar het op rust",
        )
    others = {f"opgave:{name}" for name, _ in model.opgaven if name not in card.opgaven}
    served = {share.priority for reason in card.reasons for share in reason.shares}
    own = [
        replace(edge, priorities=tuple(name for name in edge.priorities if name in served))
        for edge in model.edges
        if edge.start not in others
    ]
    # A route ends at a decider; a relation may be with someone who stands on the map both as one and as the other.
    edges = _lines(own, stops) or _lines(own, [set().union(*stops)])
    return _part(model, edges, {card.id}, card.title)


def _known(kinds: tuple[str, str], word: str, pairs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    called = {name: (title,) for name, title in pairs}
    name = meant(kinds, word, called, "" if called else "de kaart is leeg", " op de kaart")
    return name, called[name][0]


def _card(model: MapModel, words: str) -> Card:
    found = find_among(model.cards, words)
    if len(found) > 1:
        listed = "\n      ".join(f"{advice.id}   {advice.title}" for advice in found)
        raise KrachtenveldError(
            f"{quote(words)} past op {len(found)} adviezen", f"noem er één:\n      {listed}"
        )
    return found[0]


def _lines(edges: Iterable[Edge], stops: Sequence[Collection[str]]) -> tuple[Edge, ...]:
    """The edges that are part of a line, of one priority, through a node of each of the stops, in that order."""
    edges = tuple(edges)
    by_priority = grouped((priority, edge) for edge in edges for priority in edge.priorities)
    kept: dict[tuple[str, str], set[str]] = {}
    for priority, own in by_priority.items():
        for edge in _through(own, stops):
            kept.setdefault((edge.start, edge.end), set()).add(priority)
    return tuple(
        replace(edge, priorities=tuple(name for name in edge.priorities if name in found))
        for edge in edges
        if (found := kept.get((edge.start, edge.end)))
    )


def _through(edges: Sequence[Edge], stops: Sequence[Collection[str]]) -> list[Edge]:
    """The edges on a path through all stops: those before the first, between two, and after the last."""
    before = _reach([(edge.end, edge.start) for edge in edges], stops[0])
    kept = [edge for edge in edges if edge.end in before]
    start = set(stops[0])
    for stop in stops[1:]:
        ahead = _reach([(edge.start, edge.end) for edge in edges], start)
        back = _reach([(edge.end, edge.start) for edge in edges], set(stop) & ahead)
        if not set(stop) & ahead:
            return []
        kept += [edge for edge in edges if edge.start in ahead and edge.end in back]
        start = set(stop) & ahead
    after = _reach([(edge.start, edge.end) for edge in edges], start)
    return kept + [edge for edge in edges if edge.start in after]


def _reach(steps: Sequence[tuple[str, str]], start: Collection[str]) -> set[str]:
    found, todo = set(start), list(start)
    onward = grouped(steps)
    while todo:
        for name in onward.get(todo.pop(), ()):
            if name not in found:
                found.add(name)
                todo.append(name)
    return found


def _part(model: MapModel, edges: tuple[Edge, ...], cards: Collection[str], title: str) -> MapModel:
    """The map of these edges and cards, and the nodes that they join."""
    if not edges:
        raise KrachtenveldError(
            f"op de kaart loopt geen lijn voor {quote(title)}",
            "kies iets anders, of laat de keuze weg voor de hele kaart",
        )
    ends = {name for edge in edges for name in (edge.start, edge.end)}
    left = [node for node in model.nodes if node.id in ends]
    opgaven = {node.id.removeprefix("opgave:") for node in left if node.kind == "opgave"}
    few = sum(node.column == BODIES for node in left) <= ROOM
    nodes = tuple(_less(node, opgaven, cards, few) for node in left)
    edges = tuple(replace(edge, cards=tuple(name for name in edge.cards if name in cards)) for edge in edges)
    networks = {node.network for node in nodes if node.column == BODIES}
    placed = {name for node in nodes for name in node.cards}
    kept = tuple(
        card for card in model.cards if card.id in cards and (card.id in placed or card.id in model.elsewhere)
    )
    return replace(
        model,
        title=f"{model.title} · {title}",
        opgaven=tuple(pair for pair in model.opgaven if pair[0] in opgaven),
        networks=tuple(pair for pair in model.networks if pair[0] in networks),
        nodes=nodes,
        edges=edges,
        cards=kept,
        elsewhere=tuple(name for name in model.elsewhere if name in {card.id for card in kept}),
        left_out=sum(not node.shown for node in nodes),
        pages=tuple(page for page in model.pages if page.id in opgaven),
    )


def _less(node: Node, opgaven: Collection[str], cards: Collection[str], few: bool) -> Node:
    return replace(
        node,
        opgaven=tuple(name for name in node.opgaven if name in opgaven),
        cards=tuple(name for name in node.cards if name in cards),
        seats=tuple(name for name in node.seats if name in cards),
        shown=node.shown or few,
    )
