"""A stakeholder map held against a dossier: which actors it has already, which are new, and what the lines say of our relations.

A line becomes a relation only when all that it says was read: how strong, and between whom. What a drawing leaves open, such
as a weight on a scale of its own, is not filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from strategy.dossier.model import Actor
from strategy.dossier.word_lists import LAYERS, TIES
from strategy.errors import quote
from strategy.facts.fact_base import grouped
from strategy.graph.network import View
from strategy.importing.cell_words import (
    LEFT_OUT,
    PeopleNames,
    Us,
    actor_sort,
    level_of,
    names_table,
    odd_signs,
)
from strategy.importing.maps import MapNode, MapTie, StakeholderMap
from strategy.importing.matching import (
    LEGAL_FORMS,
    SMALL,
    NameIndex,
    NameMatch,
    meaningful_words,
    squeezed,
    tokens,
)
from strategy.importing.propose import MapLine, NewActor, Proposal, TieChange, new_actor
from strategy.scenarios.changes import items

NODE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "label": ("label", "naam", "name", "shared name", "titel", "organisatie"),
    "type": ("soort", "type", "element type", "categorie", "category", "kind"),
    "niveau": ("niveau", "level", "schaal"),
}
"""What is read of a node, by the headings that it may stand under."""
TIE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "label": ("label", "name", "naam", "shared name"),
    "type": (
        "soort",
        "type",
        "connection type",
        "interaction",
        "shared interaction",
        "relatie",
        "relation",
        "relationship",
    ),
    "laag": ("laag", "bestuurslaag"),
    "stand": ("stand", "sterkte", "strength", "gewicht", "weight"),
}
ASIDE = frozenset(
    (
        "id",
        "key",
        "from",
        "to",
        "direction",
        "richting",
        "color",
        "colour",
        "kleur",
        "networkx key",
        "suid",
        "selected",
    )
)
"""Headings of a line that say nothing of a relation."""
OURS = frozenset(("aard", "plek", "openbaarheid"))
"""Headings by which a map that this tool wrote is known."""
_OTHER_KINDS = ("opgave", "prioriteit", "zetel", "instrument")
_BETWEEN = ("invloed", "relatie", "afhankelijkheid", "onderdeel", "gunning", "gremium")
"""Lines of our own between actors, and from a table to its actor."""
_SORTS: Mapping[str, str] = {
    "gemeente": "gemeente", "ministerie": "ministerie", "provincie": "provincie", "regio": "regio", "koepel": "koepel",
    "stadsdeel": "stadsdeel", "stedennetwerk": "stedennetwerk", "samenwerkingsverband": "samenwerkingsverband",
    "bedrijf": "bedrijfsleven", "bedrijven": "bedrijfsleven", "bedrijfsleven": "bedrijfsleven", "onderneming": "bedrijfsleven",
    "company": "bedrijfsleven", "kennisinstelling": "kennisinstelling", "universiteit": "kennisinstelling",
    "hogeschool": "kennisinstelling", "university": "kennisinstelling", "ngo": "maatschappelijk",
}  # fmt: skip
_ORGANISATIONS = frozenset(
    (
        *_SORTS, "organisatie", "organisaties", "organization", "organisation", "instelling", "stichting", "vereniging",
        "corporatie", "woningcorporatie", "overheid", "government", "netwerk", "waterschap", "school", "bank", "fonds",
        "maatschappelijke", "publieke", "private", "raad", "dienst", "bureau", "centrum", "instituut", "institute", "kamer",
        "bond", "federatie", "omgevingsdienst", "veiligheidsregio", "platform", "cooperatie", "groep", "foundation", "association",
        "overheden", "agency", "autoriteit", "inspectie", "college", "museum", "theater", "haven", "port", "holding",
    )
)  # fmt: skip
"""Words of an organisation, in a type or in its name: who is called so is nobody."""
_ENDS = (
    "bank", "raad", "groep", "school", "huis", "zorg", "corporatie", "vereniging", "stichting", "schap", "dienst", "bedrijf",
    "bond", "centrum", "instelling", "regio", "netwerk", "fonds", "ministerie", "unie", "kring", "wonen", "verbond", "maatschappij",
)  # fmt: skip
_ACTORS = frozenset(
    ("actor", "actoren", "stakeholder", "stakeholders", "partij", "partijen", "partner", "partners", "belanghebbende", "node", "element")
)  # fmt: skip
"""Types that say no more than that something takes part."""
_PEOPLE = frozenset(
    (
        "persoon", "personen", "person", "people", "individu", "individual", "contact", "contactpersoon", "bestuurder", "ambtenaar",
        "wethouder", "burgemeester", "raadslid", "mens", "mensen", "medewerker",
    )
)  # fmt: skip
_STANDS: Mapping[str, str] = {
    "sterk": "sterk", "sterke": "sterk", "strong": "sterk", "zwak": "zwak", "zwakke": "zwak", "weak": "zwak", "geen": "geen",
}  # fmt: skip
_LAYERS: Mapping[str, str] = {word: layer for layer in LAYERS for word in (layer, f"{layer}e")} | {
    "colleges": "college"
}
_NEUTRAL = frozenset(
    (*SMALL, "relatie", "relaties", "contact", "contacten", "band", "banden", "verbinding", "relation", "relationship", "connection",
     "link", "lijn", "onze", "tussen", "heeft", "undirected", "directed", "mutual")
)  # fmt: skip
"""Words of a line that say no more than that it is there."""
_NAME = re.compile(r"(?:[A-ZÀ-Ý][\w'’-]*\.?|van|de|der|den|ten|ter|het|el|al|'t)")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_NO_LABEL = re.compile(r"n?\d+(?:::?n?\d+)*")
"""An id that a program gave, and no name."""
_LONGEST = 150
_SHOWN = 60
_MOST = 5
_WE = ("wij", "ons", "onzegemeente")


@dataclass(frozen=True)
class _Found:
    """What a node is: an actor or table by its id, new or not; "" when that is not certain. `shown` has no names of people."""

    shown: str
    kind: str = ""
    id: str = ""
    new: bool = False


@dataclass(frozen=True)
class _Said:
    """What a line says: how strong, on which layer, what in it was not read, and as it may be shown."""

    shown: str
    stand: str = ""
    layer: str = ""
    unread: tuple[str, ...] = ()


def propose_map(
    found: StakeholderMap, view: View, index: NameIndex, us: Us
) -> tuple[Proposal, int, PeopleNames]:
    """What a map would change in a dossier, how much of it is about no actor, and the names that were kept out."""
    reader = _Reader(view, index, us, _people(found.nodes, index))
    nodes = [reader.node(node) for node in found.nodes]
    reader.lines += [line for line in nodes if line is not None]
    reader.tie_up(found.ties)
    return reader.made(), reader.passed, reader.names


def _field(values: Mapping[str, str], names: Iterable[str]) -> str:
    return next((values[name] for name in names if values.get(name)), "")


def _label(values: Mapping[str, str]) -> str:
    """What a node is called: the first that is no number."""
    said = [values[name] for name in NODE_FIELDS["label"] if values.get(name)]
    return next((text for text in said if not _NO_LABEL.fullmatch(text)), said[0] if said else "")


def _is_person(label: str, sort: str, index: NameIndex) -> bool:
    """Whether a label may be somebody's name: it is said to be, or nothing in it or beside it says that it is not."""
    said = set(tokens(sort))
    if said & _PEOPLE:
        return True
    if index.match(label, ("actor", "gremium")).how in ("naam", "alias", "lijkt op"):
        return False
    if PeopleNames((), index.words).without(label) != label:
        return True
    words = label.split()
    if said & _ORGANISATIONS or not 2 <= len(words) <= 5 or not all(map(_NAME.fullmatch, words)):
        return False
    plain, known = meaningful_words(label), index.words_of("actor")
    speaks = any(
        word in _ORGANISATIONS or word in LEGAL_FORMS or word.endswith(_ENDS) or word in known
        for word in plain
    )
    shouted = any(word.isupper() and len(word) > 1 for word in words)
    return not (speaks or shouted or names_table(label))


def _people(nodes: Iterable[MapNode], index: NameIndex) -> PeopleNames:
    found = ((_label(node.values), _field(node.values, NODE_FIELDS["type"])) for node in nodes)
    return PeopleNames(
        (label for label, sort in found if label and _is_person(label, sort, index)), index.words
    )


class _Reader:
    def __init__(self, view: View, index: NameIndex, us: Us, names: PeopleNames) -> None:
        self.names = names
        self.passed = 0
        self.lines: list[MapLine] = []
        self._index, self._us, self._ours = index, us, view.us
        self._actors: dict[str, Actor] = items(view.dossier, "actor")
        self._bodies = items(view.dossier, "gremium")
        self._taken = set(self._actors)
        self._known = frozenset(_known_ties(view, self._actors.values()))
        self._ties = {
            name: {layer: tie for layer, tie in actor.ties.items() if view.shows(tie)}
            for name, actor in self._actors.items()
        }
        self._nodes: dict[str, _Found] = {}
        self._first: dict[tuple[str, str], MapLine] = {}
        self._new: dict[str, NewActor] = {}
        self._changes: list[TieChange] = []

    def made(self) -> Proposal:
        return Proposal(map=self.lines, actors=list(self._new.values()), ties=self._changes)

    # ── nodes ─────────────────────────────────────────────────────────────────────────────────────────

    def node(self, node: MapNode) -> MapLine | None:
        """What became of a node; None for what is no actor, such as an opgave of our own."""
        label, sort = _label(node.values), _field(node.values, NODE_FIELDS["type"])
        if node.key in self._nodes:
            shown = self._nodes[node.key].shown
            return MapLine(node.place, shown, "actor", "dubbel", remarks=("stond al op de kaart",))
        if sort in _OTHER_KINDS:
            self._nodes[node.key] = _Found(label, sort)
            self.passed += 1
            return None
        if not label and not _NO_LABEL.fullmatch(node.key):
            label = node.key
        if not re.search(r"[^\W\d_]", label) or _NO_LABEL.fullmatch(label):
            return self._left(node, label, "er staat geen naam bij")
        if _is_person(label, sort, self._index):
            why = "dit kan de naam van een persoon zijn; is het een organisatie, zeg dat dan bij Type"
            return replace(self._left(node, LEFT_OUT, why), left_out=True)
        shown = self.names.without(label[:_LONGEST])
        if LEFT_OUT in shown:
            why = "hierin kan de naam van een persoon staan; die wordt geen naam van een partij"
            return replace(self._left(node, shown, why), left_out=True)
        return self._named(node, shown, sort)

    def _left(self, node: MapNode, shown: str, why: str, *choices: str) -> MapLine:
        self._nodes[node.key] = _Found(shown)
        return MapLine(
            node.place, shown, "actor", "onzeker", choices=choices[:_MOST], remarks=(why, *node.doubts)
        )

    def _named(self, node: MapNode, label: str, sort: str) -> MapLine:
        match = self._match(node, label, sort)
        thing = match.thing
        if thing is None and match.how == "onzeker":
            why = f"het is niet zeker {'welke tafel' if sort == 'gremium' else 'wie'} dit is"
            return self._left(node, label, why, *(each.id for each in match.things))
        level = level_of(_field(node.values, NODE_FIELDS["niveau"]))
        if thing is not None:
            return self._there(node, label, thing.kind, thing.id, match.how, level)
        if node.doubts:
            return self._left(node, label, "het dossier kent deze partij niet")
        said = set(tokens(sort))
        is_actor = (
            not sort
            or bool(said & (_ORGANISATIONS | _ACTORS))
            or bool(set(meaningful_words(label)) & _ORGANISATIONS)
        )
        if sort == "gremium" or (names_table(label) and not said & _ORGANISATIONS):
            why = "dit lijkt een tafel; van welk netwerk, zegt de kaart niet. Een lijst met Gremium en Netwerk zegt het"
            return self._left(node, label, why)
        if not is_actor:
            return self._left(
                node,
                label,
                f"het dossier kent dit niet, en type {quote(self.names.without(sort[:_SHOWN]))} is niet gelezen",
            )
        return self._added(node, label, sort, level)

    def _match(self, node: MapNode, label: str, sort: str) -> NameMatch:
        if squeezed(label) in _WE or self._us.is_us(label):
            thing = self._index.thing("actor", self._ours)
            if thing is not None:
                return NameMatch(label, "naam", (thing,))
        kinds = ("gremium", "actor") if sort == "gremium" else ("actor", "gremium")
        found = self._index.match(label, kinds)
        if found.how not in ("naam", "alias") and (whole := node.values.get("naam", "")):
            again = self._index.match(whole, kinds)  # an export of ours makes labels that occur twice longer
            return again if again.how == "naam" else found
        return found

    def _there(self, node: MapNode, label: str, kind: str, name: str, how: str, level: str) -> MapLine:
        item = (self._actors if kind == "actor" else self._bodies)[name]
        self._nodes[node.key] = _Found(label, kind, name)
        line = MapLine(node.place, label, kind, "gelijk", name, how, remarks=node.doubts, at=item.origin.span)
        if kind == "actor" and level and level != item.level:
            why = f"niveau: de kaart zegt {level}, het dossier {item.level}"
            return replace(line, state="onzeker", remarks=(why, *line.remarks))
        if (before := self._first.setdefault((kind, name), line)) is not line:
            return replace(line, state="dubbel", remarks=(f"dezelfde als {before.place}; die telt",))
        return line

    def _added(self, node: MapNode, label: str, sort: str, level: str) -> MapLine:
        key = squeezed(label) or label
        if key in self._new:
            actor = self._new[key]
            self._nodes[node.key] = _Found(label, "actor", actor.id, True)
            return MapLine(
                node.place,
                label,
                "actor",
                "dubbel",
                actor.id,
                remarks=(f"dezelfde als {actor.place}; die telt",),
            )
        read = next((_SORTS[word] for word in tokens(sort) if word in _SORTS), "")
        actor = new_actor(label, read or actor_sort(label), level, node.place, self._taken)
        self._new[key] = actor
        self._nodes[node.key] = _Found(label, "actor", actor.id, True)
        unsure = [*(["soort"] if not read else []), *(["niveau"] if actor.guessed else [])]
        what = f": {' en '.join(unsure)}, niet van de kaart gelezen" * bool(unsure)
        then = f"{actor.sort}, {actor.level}"
        return MapLine(
            node.place,
            label,
            "actor",
            "nieuw",
            actor.id,
            "nieuw",
            then=then,
            remarks=(f"te verifiëren{what}",),
        )

    # ── ties ──────────────────────────────────────────────────────────────────────────────────────────

    def tie_up(self, ties: Iterable[MapTie]) -> None:
        """What became of each line, those of ours first: these are what a reader looks for."""
        ours: list[tuple[MapTie, _Found, _Said]] = []
        rest: list[MapLine] = []
        for tie in ties:
            start, end = (self._nodes.get(each, _Found(each)) for each in (tie.start, tie.end))
            own = _field(tie.values, TIE_FIELDS["type"])
            if (
                start.kind in _OTHER_KINDS
                or end.kind in _OTHER_KINDS
                or (tie.id.startswith(f"{own}/") and own in ("vereist", "advies"))
            ):
                self.passed += 1
            elif self._is_own(tie, own) and own != "relatie":
                rest.append(self._of_ours(tie, start, end, own))
            elif (start.id == self._ours) == (end.id == self._ours):
                rest.append(self._between(tie, start, end))
            else:
                other = end if start.id == self._ours else start
                ours.append((tie, other, self._said(tie, own)))
        told = grouped(
            ((other.id, said.layer), said.stand)
            for tie, other, said in ours
            if said.stand and said.layer and not tie.doubts
        )
        self.lines += [
            self._relation(*each, clash=len(set(told.get((each[1].id, each[2].layer), ()))) > 1)
            for each in ours
        ]
        self.lines += rest

    def _is_own(self, tie: MapTie, kind: str) -> bool:
        return kind in _BETWEEN and tie.id.startswith(f"{kind}/")

    def _said(self, tie: MapTie, kind: str) -> _Said:
        """What a line of ours with somebody says."""
        values = tie.values
        if self._is_own(tie, kind):  # what else stands in it we wrote, and follows from these
            stand, layer = values.get("stand", ""), values.get("laag", "")
            wrong = [each for each, known in ((stand, TIES), (layer, LAYERS)) if each not in known]
            if wrong:
                return _Said(kind, unread=tuple(self._not_read(each) for each in wrong))
            return _Said(f"{layer}: {stand}", stand, layer)
        texts, words = _texts(tie)
        stands = {_STANDS[word] for word in words if word in _STANDS}
        layers = {_LAYERS[word] for word in words if word in _LAYERS}
        ends = (self._nodes[end].shown for end in (tie.start, tie.end) if end in self._nodes)
        named = {
            word for shown in ends for word in tokens(shown)
        }  # Cytoscape calls a line by what it is between
        odd = {word for word in words if word not in (*_STANDS, *_LAYERS, *_NEUTRAL, *named)}
        unread = [self._not_read(text) for text in texts if odd_signs(text) or set(tokens(text)) & odd]
        unread += [
            f"gewicht {text}: op welke schaal, zegt de kaart niet"
            for text in _numbers(tie)
            if float(text.replace(",", ".")) != 1  # what programs fill in by themselves
        ]
        unread += ["wat er staat, spreekt zichzelf tegen"] * (len(stands) > 1 or len(layers) > 1)
        known = {name for names in TIE_FIELDS.values() for name in names} | ASIDE
        unread += [f"{name}: {self._not_read(text)}" for name, text in values.items() if name not in known]
        shown = self.names.without(" · ".join(texts)[:_LONGEST])
        stand, layer = ("".join(each) if len(each) == 1 else "" for each in (stands, layers))
        return _Said(shown, stand, layer, tuple(dict.fromkeys(unread)))

    def _not_read(self, text: str) -> str:
        return f"{quote(self.names.without(text[:_SHOWN]))} is niet gelezen" if text else "een deel is leeg"

    def _relation(self, tie: MapTie, other: _Found, said: _Said, clash: bool) -> MapLine:
        known = self._ties.get(other.id, {}) if other.kind == "actor" else {}
        held = {layer: tied.value for layer, tied in known.items() if said.layer in ("", layer)}
        name = "/".join(filter(None, (other.id, said.layer)))
        now = ", ".join(f"{layer}: {stand}" for layer, stand in held.items())
        shown = f"wij — {other.shown}{': ' * bool(said.shown)}{said.shown}"
        line = MapLine(tie.place, shown, "relatie", "gelijk", name, now=now)
        doubts = [*said.unread, *tie.doubts]
        doubts += ["een andere lijn zegt iets anders over deze relatie"] * clash
        if not other.id:
            doubts.append("met wie, is niet zeker")
        elif other.kind == "gremium":
            doubts.append("de lijn gaat naar een tafel; of wij daar een zetel hebben, zegt zij niet")
        if not doubts and not said.stand:
            if any(stand != "geen" for stand in held.values()):
                return replace(line, remarks=("hoe sterk, zegt de lijn niet",))
            doubts.append(
                "hoe sterk de relatie is, en op welke laag, zegt de lijn niet"
                if not said.layer
                else "hoe sterk, zegt de lijn niet"
            )
        elif not doubts and not said.layer:
            if held and set(held.values()) == {said.stand}:
                return replace(line, remarks=("op welke laag, zegt de lijn niet",))
            doubts.append(f"op welke laag, zegt de lijn niet: {', '.join(LAYERS)}")
        if doubts:
            choices = tuple(f"{other.id}/{layer}" for layer in held) if other.kind == "actor" else ()
            return replace(line, state="onzeker", name="", choices=choices, remarks=tuple(doubts))
        if held.get(said.layer) == said.stand:
            return line
        if (before := self._first.get(("relatie", name))) is not None:
            return replace(line, state="dubbel", remarks=(f"dezelfde relatie als {before.place}",))
        then = f"{said.layer}: {said.stand}"
        line = replace(line, state="anders" if held else "nieuw", then=then)
        self._first["relatie", name] = line
        if other.new:
            actor = next(each for each in self._new.values() if each.id == other.id)
            actor.ties[said.layer] = (said.stand, tie.place)
        else:
            self._changes.append(TieChange(other.id, said.layer, said.stand, line))
        return line

    def _of_ours(self, tie: MapTie, start: _Found, end: _Found, kind: str) -> MapLine:
        """A line that this tool wrote, between two that the dossier may still have."""
        shown = f"{start.shown} — {end.shown}: {kind}"
        line = MapLine(tie.place, shown, "relatie", "gelijk", kind)
        if (kind, start.id, end.id) in self._known:
            return line
        return replace(line, state="onzeker", name="", remarks=("deze lijn heeft het dossier niet",))

    def _between(self, tie: MapTie, start: _Found, end: _Found) -> MapLine:
        """A line in which we are not: the dossier may have one there, and takes none over."""
        texts, words = _texts(tie)
        said = self.names.without(" · ".join(texts)[:_LONGEST])
        shown = f"{start.shown} — {end.shown}{': ' * bool(said)}{said}"
        pair = {start.id, end.id}
        has = sorted({kind for kind, *ends in self._known if "" not in pair and set(ends) == pair})
        line = MapLine(tie.place, shown, "relatie", "onzeker")
        if has and all(word in _NEUTRAL for word in words) and not tie.doubts:
            return replace(
                line,
                state="gelijk",
                name=", ".join(has),
                remarks=("welke kant op en hoe sterk, zegt de lijn niet",),
            )
        why = "een lijn tussen twee anderen: of er invloed langs gaat, welke kant op en hoe sterk, zegt zij niet"
        return replace(line, remarks=(why, *tie.doubts))


def _texts(tie: MapTie) -> tuple[list[str], list[str]]:
    """What a line says where that is read, and the words of it; a number is none."""
    texts = [text for text in _said_in(tie) if not _NUMBER.fullmatch(text)]
    return texts, [word for text in texts for word in tokens(text)]


def _numbers(tie: MapTie) -> list[str]:
    return [text for text in _said_in(tie) if _NUMBER.fullmatch(text)]


def _said_in(tie: MapTie) -> dict[str, None]:
    said = (tie.values.get(name, "") for names in TIE_FIELDS.values() for name in names)
    return dict.fromkeys(filter(None, said))


def _known_ties(view: View, actors: Iterable[Actor]) -> Iterator[tuple[str, str, str]]:
    """The lines of a dossier between actors, and from a table to its actor: what an export draws of them."""
    for actor in actors:
        yield from (("invloed", actor.id, item.on) for item in actor.influences)
        yield from (("afhankelijkheid", actor.id, view.us) for _ in actor.dependencies)
        yield from (("gunning", region.value, actor.id) for region in actor.represents)
        yield from (("gremium", body.id, actor.id) for body in actor.bodies)
        if actor.part_of:
            yield "onderdeel", actor.id, actor.part_of
