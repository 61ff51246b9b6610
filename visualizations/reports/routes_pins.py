"""Who helps along the roads: linking pins, on whom roads depend and whose seats open others; and allies per priority, on
what ground they are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from strategy.advice.names import decimal
from strategy.dossier.defined_names import all_of, counted
from strategy.graph.network import held_posts
from strategy.roads.allies import Ally, AllyEvidence
from strategy.roads.links import Bridge, Chain, Pin, bridges, chains, pins
from strategy.roads.road_network import RoadNetwork
from strategy.roads.steps import best_seat
from visualizations.reports import routes_answer as words
from visualizations.reports.routes_answer import (
    AnswerTable,
    RoadsAnswer,
    advice_columns,
    grid,
    reservations,
    said,
)
from visualizations.writers.report import WHITE, Block, Col, Grid, Line, heading, line
from visualizations.writers.sheets import column, joined, yes
from visualizations.writers.stamps import cut

MOST = 10
_VISIBLE = 0.005
"""The least betweenness that does not show as nothing."""
_MEASURES = (
    "Tussenpositie: deel van de kortste lijnen tussen anderen dat hierlangs loopt. Beperking (Burt): dicht bij 0 "
    "verbindt partijen die elkaar niet kennen. Beide tellen verbindingen, geen krachten, en laten ons zelf weg."
)
_BRIDGES = (
    "Tafels die netwerken verbinden zijn gelezen uit hun thema's: het dossier kent geen formele band ertussen. "
    "Wie in beide zit, kan dezelfde boodschap in twee netwerken brengen."
)


def pins_answer(roads: RoadNetwork) -> RoadsAnswer:
    """The linking pins, the seats that open seats, and the tables that link networks."""
    links = [_Pin(roads, pin) for pin in pins(roads)]
    opening = [_Chain(roads, chain) for chain in chains(roads)]
    linking = [_Bridge(roads, bridge) for bridge in bridges(roads)]
    lead = tuple(_conclusions(links, opening, linking))
    notes = (_MEASURES, _BRIDGES, words.scale(roads))

    def screen() -> Iterator[Block]:
        yield from (*said(lead), WHITE)
        if links:
            yield from (heading("Schakels waar wegen langs lopen"), *_pin_rows(roads, links), WHITE)
        if opening:
            yield from (heading("Zetels die andere zetels openen"), *_chain_rows(opening), WHITE)
        if linking:
            yield from (heading("Tafels die netwerken verbinden"), *_bridge_rows(linking))
        yield from (WHITE, *reservations(notes))

    found = PINS.of(links), CHAINS.of(opening), BRIDGES.of(linking)
    return RoadsAnswer(roads, "schakels", "Schakels tussen netwerken", lead, found, notes, screen)


def _conclusions(links: Sequence[_Pin], opening: Sequence[_Chain], linking: Sequence[_Bridge]) -> list[str]:
    """On whom most depends, and which seat opens most."""
    lines = []
    used = [link for link in links if link.it.losses]
    if used:
        named = all_of(f"{link.short} ({link.loss})" for link in used[:3])
        lines.append(f"De meeste wegen hangen af van {named}.")
        if not any(link.it.lost for link in links):
            lines.append("Geen enkele combinatie verliest al haar wegen als één schakel wegvalt.")
    basic = [chain for chain in opening if chain.it.pairs and chain.it.sort == "vereist"]
    if basic:
        chain = max(basic, key=lambda item: len(item.it.pairs))
        lines.append(f"{chain.first} is de basis voor {chain.opens}.")
    if linking:
        top = linking[0]
        serves = counted(len(top.it.priorities), "prioriteit", "prioriteiten")
        lines.append(
            f"Een brug die te slaan is: {top.name(top.it.one)} ↔ {top.name(top.it.other)} ({serves})."
        )
    return lines or ["Er zijn geen schakels: niemand verbindt hier iemand met een ander."]


@dataclass(frozen=True)
class _Pin:
    """An actor or table that connects, and what depends on it."""

    roads: RoadNetwork
    it: Pin

    @property
    def short(self) -> str:
        return self.roads.short(self.it.node)

    @property
    def partners(self) -> str:
        """Whom it connects: other actors by name, its own bodies counted."""
        actors = [self.roads.short(name) for name in self.it.partners if name in self.roads.actors]
        tables = len(self.it.partners) - len(actors)
        named = cut(actors, 6)
        own = counted(tables, "tafel", "tafels") if tables else ""
        return "; ".join(part for part in (named, own) if part)

    @property
    def weaker(self) -> int:
        return len(self.it.losses) - len(self.it.lost)

    @property
    def loss(self) -> str:
        """What is lost without it: how many roads, and how much at most."""
        if not self.it.losses:
            return "niets: er is een weg die even sterk is" if self.it.roads else "–"
        worst = max(self.it.losses, key=lambda loss: loss.before - loss.after)
        parts = [f"{len(self.it.lost)} weg" if self.it.lost else "", f"{self.weaker} zwakker" if self.weaker else ""]  # fmt: skip
        fall = f"{words.strength(worst.before)} → {words.strength(worst.after)}"
        return f"{', '.join(filter(None, parts))}; ergst {fall}"

    @property
    def dependent(self) -> str:
        """What is lost without it, and on the way to whom."""
        ends = Counter(loss.pair[1] for loss in self.it.losses)
        named = ", ".join(f"{self.roads.short(name)} {number}" for name, number in ends.most_common())
        return self.loss + (f"\nnaar {named}" if named else "")


@dataclass(frozen=True)
class _Chain:
    """A seat or region that opens seats."""

    roads: RoadNetwork
    it: Chain

    @property
    def first(self) -> str:
        if self.it.first in self.roads.bodies:
            return self.roads.names.name("gremium", self.it.first)
        return f"{self.roads.names.name('actor', self.it.first)} (gunt)"

    @property
    def opens(self) -> str:
        if self.it.opens in self.roads.bodies:
            return self.roads.names.name("gremium", self.it.opens)
        return f"onze zetels bij {self.roads.short(self.it.opens)}"

    @property
    def priorities(self) -> list[str]:
        return list(dict.fromkeys(priority for priority, _ in self.it.pairs))

    @property
    def deciders(self) -> list[str]:
        return list(dict.fromkeys(to for _, to in self.it.pairs))


@dataclass(frozen=True)
class _Bridge:
    """Two tables of different networks about the same."""

    roads: RoadNetwork
    it: Bridge

    def name(self, body: str) -> str:
        return self.roads.names.name("gremium", body)

    def ours(self, body: str) -> str:
        """Whether we sit there, or are advised to."""
        if any(held_posts(self.roads.bodies[body][1], self.roads.view)):
            return "bezet"
        advice = best_seat(self.roads, body)
        return f"rang {advice.rank}" if advice else "–"

    def sits(self, body: str) -> str:
        ours = self.ours(body)
        return self.name(body) + ("" if ours == "–" else f" ({ours})")


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────

PINS = AnswerTable[_Pin](
    "schakels",
    (
        column("schakel", "id van de actor of het gremium", lambda row: row.it.node),
        column("naam", "naam", lambda row: row.roads.names.name("gremium" if row.it.node in row.roads.bodies else "actor", row.it.node)),
        column("beste wegen", "aantal combinaties waarvan de beste weg hierlangs loopt", lambda row: row.it.roads, "whole"),
        column("verloren", "combinaties zonder enige weg als deze schakel wegvalt", lambda row: len(row.it.lost), "whole"),
        column("zwakker", "combinaties waarvan de beste weg zwakker wordt", lambda row: row.weaker, "whole"),
        column("grootste verlies", "meeste kracht die één combinatie verliest", lambda row: max((loss.before - loss.after for loss in row.it.losses), default=0.0), "number", 4),
        column("tussenpositie", "deel van de kortste lijnen tussen anderen dat hierlangs loopt, 0 tot 1", lambda row: row.it.betweenness, "number", 4),
        column("beperking", "Burts beperking; leeg als er geen verbindingen zijn", lambda row: row.it.constraint, "number", 4),
        column("verbindt", "ids van wie er direct aan vastzit", lambda row: joined(row.it.partners)),
        column("prioriteiten", "ids van de prioriteiten die een weg verliezen of zwakker zien worden", lambda row: joined(dict.fromkeys(loss.pair[0] for loss in row.it.losses)) or None),
    ),
)  # fmt: skip
CHAINS = AnswerTable[_Chain](
    "zetels voor zetels",
    (
        column("soort", "vereist (een zetel elders eerst) of gunning (een regio gunt)", lambda row: row.it.sort),
        column("eerst", "id van het gremium of de regio", lambda row: row.it.first),
        column("opent", "id van het gremium, of van wie de zetels zijn", lambda row: row.it.opens),
        column("bezet", "ja als we er al zitten", lambda row: yes(row.it.held)),
        *advice_columns(lambda row: row.it.advice, "id van het advies hierover"),
        column("prioriteiten", "ids van de prioriteiten waarvoor een weg door dit netwerk loopt", lambda row: joined(row.priorities) or None),
        column("beslissers", "ids van wie daarmee bereikt wordt", lambda row: joined(row.deciders) or None),
    ),
)  # fmt: skip
BRIDGES = AnswerTable[_Bridge](
    "bruggen",
    (
        column("tafel", "id van het ene gremium", lambda row: row.it.one),
        column("andere tafel", "id van het andere, in een ander netwerk", lambda row: row.it.other),
        column("stand tafel", "bezet, de rang van het beste advies, of leeg", lambda row: row.ours(row.it.one)),
        column("stand andere", "bezet, de rang van het beste advies, of leeg", lambda row: row.ours(row.it.other)),
        column("thema's", "ids van de thema's die beide hebben", lambda row: joined(row.it.themes)),
        column("prioriteiten", "ids van de prioriteiten die beide dienen", lambda row: joined(row.it.priorities)),
        column("beslissers", "ids van wie langs beide netwerken bereikt wordt", lambda row: joined(row.it.deciders)),
    ),
)  # fmt: skip


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _cols(*titles: str) -> Iterator[Col]:
    """The first and the last take the room that is left."""
    return (Col(title, wide=number in (0, len(titles) - 1)) for number, title in enumerate(titles))


def _pin_rows(roads: RoadNetwork, links: Sequence[_Pin]) -> Iterator[Block]:
    ends = {to for _, to in roads.pairs()}
    shown = [
        link for link in links if link.it.roads or (link.it.node not in ends and link.it.betweenness >= _VISIBLE)
    ]  # fmt: skip
    rows = (
        (
            link.short, str(link.it.roads) if link.it.roads else "–", link.dependent, decimal(link.it.betweenness, 2),
            "–" if link.it.constraint is None else decimal(link.it.constraint, 2), link.partners,
        )
        for link in shown[:MOST]
    )  # fmt: skip
    yield grid(
        _cols("schakel", "beste wegen", "zonder deze schakel", "tussen", "beperking", "verbindt"), rows
    )


def _chain_rows(opening: Sequence[_Chain]) -> Iterator[Block]:
    rows = (
        (
            chain.first, chain.opens, yes(chain.it.held), f"rang {chain.it.advice.rank}" if chain.it.advice else "–",
            _reach(chain),
        )
        for chain in opening
    )  # fmt: skip
    yield grid(_cols("eerst", "opent", "hebben we?", "advies", "voor wegen naar"), rows)


def _reach(chain: _Chain) -> str:
    if not chain.deciders:
        return "geen weg"
    names = dict.fromkeys(map(chain.roads.short, chain.deciders))
    return f"{all_of(names)} ({counted(len(chain.priorities), 'prioriteit', 'prioriteiten')})"


def _bridge_rows(linking: Sequence[_Bridge]) -> Iterator[Block]:
    rows = (
        (
            f"{bridge.sits(bridge.it.one)}\n↔ {bridge.sits(bridge.it.other)}",
            ", ".join(bridge.roads.names.name("thema", theme) for theme in bridge.it.themes),
            str(len(bridge.it.priorities)),
            ", ".join(map(bridge.roads.short, bridge.it.deciders)),
        )
        for bridge in linking[:MOST]
    )
    yield grid(_cols("tafels", "thema's", "prioriteiten", "beslissers"), rows)
    if len(linking) > MOST:
        more = f"   … en nog {len(linking) - MOST}; `--formaat xlsx` of `json` geeft ze allemaal"
        yield line(more, "dim")


Found = Mapping[str, tuple[Ally, ...]]
_NOTES = (
    "Wie het belang deelt telt het zwaarst; dan wie het op de eigen agenda heeft staan; dan wie ons kan steunen; dan wie "
    "eraan werkt.",
    "Delen telt de eigen thema's van de prioriteit; dat anderen er hetzelfde van vinden, zegt het dossier alleen van wie "
    "het belang deelt.",
)


def allies_answer(roads: RoadNetwork, found: Found, whole: bool) -> RoadsAnswer:
    """Per priority its allies, the best grounded first; with `whole` a screen has every ground with its source."""
    lead = tuple(_about_allies(roads, found))

    def screen() -> Iterator[Block]:
        yield from (*said(lead), WHITE)
        for name, allies in found.items():
            if allies:
                yield from (_title(roads, name), _grid(roads, allies, whole), WHITE)
        if not whole:
            yield line("`--voor PRIORITEIT` toont elke grond met zijn bron.", "dim")
        yield from reservations(_NOTES)

    every = [ally for allies in found.values() for ally in allies]
    sheets = (
        ALLIES.of((roads, ally) for ally in every),
        EVIDENCE.of((ally, item) for ally in every for item in ally.evidence),
    )
    return RoadsAnswer(roads, "bondgenoten", "Bondgenoten per prioriteit", lead, sheets, _NOTES, screen)


def _about_allies(roads: RoadNetwork, found: Found) -> list[str]:
    """For how many priorities there is an ally with it on its own agenda, and for which there is nobody."""
    shared = [name for name in found if roads.priorities[name].interest.value == "collectief"]
    strong = [name for name in shared if any(_on_agenda(ally) for ally in found[name])]
    alone = [name for name in found if not found[name]]
    lines = []
    if shared:
        lines.append(
            f"{len(strong)} van {counted(len(shared), 'gedeeld belang staat', 'gedeelde belangen staan')} ook op de "
            "agenda van een andere regio of gemeente."
        )
    if alone:
        names = all_of(words.priority(roads, name) for name in alone)
        lines.append(f"Zonder bondgenoot in dit dossier: {names}.")
    return lines or ["Voor elke prioriteit is er iemand die ons kan helpen."]


def _on_agenda(ally: Ally) -> bool:
    return any(item.sort == "agenda" for item in ally.evidence)


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────

ALLIES = AnswerTable[tuple[RoadNetwork, Ally]](
    "bondgenoten",
    (
        column("prioriteit", "id van de prioriteit", lambda row: row[1].priority),
        column("belang", "collectief, groep of gebied", lambda row: row[0].priorities[row[1].priority].interest.value),
        column("bondgenoot", "id van de actor", lambda row: row[1].actor),
        column("naam", "naam van de actor", lambda row: row[0].names.name("actor", row[1].actor)),
        column("gedeeld", "eigen thema's van de prioriteit die zij deelt", lambda row: len(row[1].shared), "whole"),
        column("van", "eigen thema's van de prioriteit", lambda row: row[1].own, "whole"),
        column("thema's", "ids van de gedeelde thema's", lambda row: joined(row[1].shared)),
        column("grond", "de sterkste grond: belang, agenda, steun of werkveld", lambda row: row[1].evidence[0].sort),
        column("op weg naar", "ids van beslissers die langs haar bereikt worden", lambda row: joined(row[1].reaches) or None),
        column("kan hinderen", "ja als zij ons op deze thema's ook kan hinderen", lambda row: yes(row[1].hinders)),
        column("relatie", "beste stand van onze relaties; leeg als er geen bekend is", lambda row: row[1].tie or None),
        *advice_columns(lambda row: row[1].advice, "id van het advies over samenwerken voor deze prioriteit"),
    ),
)  # fmt: skip
EVIDENCE = AnswerTable[tuple[Ally, AllyEvidence]](
    "bewijs",
    (
        column("prioriteit", "id van de prioriteit", lambda row: row[0].priority),
        column("bondgenoot", "id van de actor", lambda row: row[0].actor),
        column("soort", "belang, agenda, steun of werkveld", lambda row: row[1].sort),
        column("thema", "id van het gedeelde thema", lambda row: row[1].theme),
        column("wat", "het punt op de agenda, of waarmee zij kan helpen", lambda row: row[1].text),
        column("aard", "registratie, oordeel of aanname", lambda row: row[1].nature),
        column("bron", "bron", lambda row: row[1].source),
        column("plek", "bestand en regel", lambda row: f"{row[1].file}:{row[1].line}"),
    ),
)  # fmt: skip


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _title(roads: RoadNetwork, name: str) -> Line:
    priority = roads.priorities[name]
    alone = priority.interest.value == "gebied"
    with_whom = all_of(roads.short(item.value) for item in filter(roads.view.shows, priority.shared_with))
    said = "alleen ons belang: een ander deelt het thema, niet de zaak" if alone else "gedeeld belang"
    if with_whom:
        said = f"belang dat wij delen met {with_whom}"
    return heading(words.priority(roads, name), said)


def _grid(roads: RoadNetwork, allies: Sequence[Ally], whole: bool) -> Grid:
    cols = (
        Col("bondgenoot", width=18),
        Col("deelt", width=22),
        Col("waaruit dat blijkt", wide=True),
        Col("wij en zij", width=20),
    )
    rows = (
        (roads.short(ally.actor), _shared(roads, ally), _grounds(ally, whole), "\n".join(_terms(roads, ally)))
        for ally in allies
    )
    return grid(cols, rows)


def _shared(roads: RoadNetwork, ally: Ally) -> str:
    names = ", ".join(roads.names.name("thema", theme).lower() for theme in ally.shared)
    return f"{len(ally.shared)} van {ally.own}: {names}"


def _grounds(ally: Ally, whole: bool) -> str:
    """Each ground once: the first, and how many more there are; or all of them, with source and hardness."""
    texts = {(item.sort, item.text): item for item in ally.evidence}
    lines = [_said(item, whole) for item in texts.values()]
    if whole or len(lines) == 1:
        return "\n".join(lines)
    return f"{lines[0]}; en nog {len(lines) - 1}"


def _said(item: AllyEvidence, whole: bool) -> str:
    what = f"eigen agenda: {item.text}" if item.sort == "agenda" else item.text
    if not whole:
        return what
    hard = [item.source, *([item.nature] if item.nature not in ("registratie", item.source) else [])]
    return f"{what} ({', '.join(hard)})"


def _terms(roads: RoadNetwork, ally: Ally) -> Iterator[str]:
    """Our tie, what is advised, whether it is on a road, and whether it can hinder."""
    yield f"relatie {ally.tie or 'niet bekend'}" + (f", rang {ally.advice.rank}" if ally.advice else "")
    if ally.reaches:
        yield f"op weg naar {all_of(roads.short(name) for name in ally.reaches)}"
    if ally.hinders:
        yield "kan ons ook hinderen"
