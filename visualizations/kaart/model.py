"""What the map shows, as plain frozen data: nodes in five columns, edges, and the advice behind them.

Knows nothing of drawing, so that the renderer can change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from strategy.advice.ledger import Weights
from strategy.advice.model import BANDS, Band
from strategy.dossier.model import Scoring
from strategy.explain.opgave import OpgavePage

Kind = Literal["opgave", "prioriteit", "gremium", "route", "instrument", "beslisser"]
Seat = Literal["", "heeft", "aanbevolen", "geen"]
Link = Literal["bestaand", "aanbevolen", "terughoudend"]
Strength = Literal[1, 2, 3]
Basis = Literal["vast", "waarde", "groep", "band"]
"""What makes a line strong: nothing that a weight changes, what its priority adds to the advice about its end, the group
of the body it leaves, or the best band of the advice it stands for."""
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
class Reason:
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
class Told:
    """What a source gives as a reason, for an opgave or ("") for all, and which source."""

    opgave: str
    text: str
    source: str


@dataclass(frozen=True)
class Part:
    """One of the advice that a line takes together.

    `role` is the place on the ladder of a seat, or says that it is none; `table` is the place of the table of that seat
    among those of the line.
    """

    id: str
    role: int
    table: int = 0


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
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]
    counters: tuple[Reason, ...]
    conditions: tuple[str, ...]
    told: tuple[Told, ...] = ()

    @property
    def within(self) -> tuple[Part, ...]:
        return self.parts

    @property
    def uncertain(self) -> tuple[FactLine, ...]:
        """The judgements and assumptions under the strongest argument, and what is still to be verified."""
        facts = self.reasons[0].facts if self.reasons else ()
        return tuple(fact for fact in facts if fact.nature != "registratie" or fact.to_verify)


@dataclass(frozen=True)
class Node:
    """A box. `group` is the band of a body, or HOLD_BACK; `cards` are the ids of the advice about it, `seats` those of
    them that want us in there.

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
    group: str = ""
    band: Band | None = None
    score: float | None = None
    cards: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    facts: tuple[FactLine, ...] = ()
    shown: bool = True

    @property
    def column(self) -> int:
        return COLUMN_OF[self.kind]


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

    def node(self, name: str) -> Node | None:
        return next((node for node in self.nodes if node.id == name), None)

    @property
    def shown(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.shown)

    @property
    def shown_edges(self) -> tuple[Edge, ...]:
        names = {node.id for node in self.shown}
        return tuple(edge for edge in self.edges if edge.start in names and edge.end in names)
