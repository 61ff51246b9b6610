"""A dossier from texts: read every file, check every reference, and report all problems at once.

Also what fits the form but cannot be: a theme above itself, a seat twice, an end before a start (`inconsistencies`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from strategy.dossier.defined_names import (
    KIND_NAMES,
    KINDS_IN,
    DefinedNames,
    Definition,
    Reference,
    defined_names,
    one_of,
)
from strategy.dossier.files import (
    BASIS,
    KEPT,
    LANDELIJK,
    MARKER,
    NETWORKS,
    RULES,
    SOURCES,
    Texts,
    bases,
    change_files,
    files_in,
    homes,
    is_kept,
    missing,
    rule_folders,
)
from strategy.dossier.model import (
    Actor,
    Basis,
    Body,
    Cardinality,
    College,
    Concepts,
    Document,
    Dossier,
    Handover,
    Header,
    Instrument,
    Item,
    Layer,
    Opgave,
    Portfolio,
    Post,
    Priority,
    Scoring,
    Sources,
    Theme,
    Trait,
    Validity,
)
from strategy.dossier.provenance import Origin, Sourced, SourceRef
from strategy.dossier.reader import Reader
from strategy.dossier.word_lists import INFLUENCES, ROLES, TIES, TRAITS, YES_NO
from strategy.dossier.yamltree import KEPT_CHARACTERS, LateFile, Node, Places, Scalar, YamlFile, parse
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Sequence as SequenceNode
from strategy.errors import Finding, Span, quote, suggest

Links = dict[str, dict[str, Span]]
LARGEST_TRAIT = 1_000_000_000
"""What a rule can compare with is no larger."""


class Problem(NamedTuple):
    """What cannot be: where its item stands, and the keys that lead from there to the place."""

    start: Span
    keys: tuple[str, ...]
    code: str
    message: str
    hint: str

    def at(self, place: Span) -> Finding:
        return Finding(place, self.code, self.message, self.hint)


def inconsistencies(items: Sequence[Item], new: Sequence[Item] | None = None) -> Iterator[Problem]:
    """Problems of the items of a dossier; attributes that could not be read are None, and passed over.

    When given, only the items that are `new` are looked at one by one: the others were sound before.
    """
    yield from _rings(items)
    header = next((item for item in items if isinstance(item, Header)), None)
    declared, own = (header.traits, header.term or Validity()) if header else (None, Validity())
    looked_at = items if new is None else new
    yield from _confirmations(looked_at, own)
    for item in looked_at:
        yield from _problems(item)
        if declared is not None and isinstance(item, Actor | Body | Post | Priority | Instrument):
            yield from _misfitting_traits(item, declared)


def _problems(item: Item) -> Iterator[Problem]:
    span = item.origin.span
    validity = item.validity
    if validity and validity.start and validity.end and validity.end < validity.start:
        message = f"de laatste dag ({validity.end}) ligt voor de eerste ({validity.start})"
        yield Problem(span, ("geldig", "tot"), "periode", message, "verwissel van en tot")
    match item:
        case Header():
            yield from _term(item)
        case Trait():
            yield from _unclear_trait(item)
        case Concepts():
            yield from _strengths(item)
        case Scoring():
            if _less(item.do_from, item.also_from):
                yield Problem(
                    span,
                    ("doen_vanaf",),
                    "volgorde",
                    f"doen_vanaf ({item.do_from:g}) ligt onder ook_doen_vanaf ({item.also_from:g})",
                    "maak doen_vanaf minstens zo hoog als ook_doen_vanaf",
                )
        case Document():
            if item.available is False and not item.note:
                yield Problem(
                    span,
                    ("beschikbaar",),
                    "onvolledig",
                    f"van het document {quote(item.id or '')} staat er niet bij waarom het niet beschikbaar is",
                    "voeg een `toelichting` toe, of verwijder `beschikbaar: nee`",
                )
        case College():
            yield from _two_offices(item)
            yield from _two_of_a_name(item)
        case Opgave():
            yield from _under_itself(item)
        case Priority():
            yield from _sharing(item)
        case Actor():
            yield from _both_ways(item)
        case Body():
            yield from _double_posts(item)
        case Handover(validity=None):
            message = "hier staat niet op welke dagen een ander het instrument beheert"
            hint = "voeg toe: `geldig: {van: 2024-07-02}`, of zet de beheerder achter `van`"
            yield Problem(span, ("van",), "onvolledig", message, hint)
        case Cardinality():
            if _less(item.most, item.least):
                yield Problem(
                    span,
                    ("hoogstens",),
                    "volgorde",
                    f"hoogstens {item.most:g} is minder dan minstens {item.least:g}",
                    "verwissel minstens en hoogstens",
                )


def _less(left: float | None, right: float | None) -> bool:
    return left is not None and right is not None and left < right


def _term(header: Header) -> Iterator[Problem]:
    term = header.term
    if term and term.start and term.end and term.end < term.start:
        message = f"de collegeperiode eindigt ({term.end}) voor zij begint ({term.start})"
        yield Problem(header.origin.span, ("periode", "tot"), "periode", message, "verwissel van en tot")


def _confirmations(items: Sequence[Item], own: Validity) -> Iterator[Problem]:
    """Days on which nobody can have looked whether something holds for the term that it is to be confirmed for."""
    told = {
        origin.confirmed.span: (origin.confirmed.day, origin.to_confirm)
        for item in items
        for origin in origins_of(item)
        if origin.confirmed and origin.to_confirm
    }
    for span, (day, term) in sorted(told.items()):
        first, last = days_of_term(term, own)
        if first and day < first:
            message = f"{day} ligt voor het begin van de periode ({first})"
            hint = f"schrijf de dag waarop u dit naging, vanaf {first}"
            yield Problem(span, (), "bevestigd", message, hint)
        elif last and day > last:
            message = f"{day} ligt na het einde van de periode ({last})"
            hint = f"schrijf de dag waarop u dit naging, tot en met {last}"
            yield Problem(span, (), "bevestigd", message, hint)


def days_of_term(term: str, own: Validity) -> tuple[date | None, date | None]:
    """The first and last day of a term such as 2026-2030: those of the dossier's own, when it is that, or else of its years."""
    years = re.fullmatch(r"([0-9]{4})-([0-9]{4})", term)
    if years is None or (own.start and own.start.year == int(years[1])):
        return own.start, own.end
    return date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)


def origins_of(item: Item) -> Iterator[Origin]:
    """The provenance of an object and of the values in it; objects within are visited by themselves."""
    yield item.origin
    for value in vars(item).values():
        if isinstance(value, Sourced):
            yield value.origin
        elif isinstance(value, tuple | dict):
            yield from (each.origin for each in values_in(value) if isinstance(each, Sourced))


def values_in(value: object) -> Iterator[object]:
    """What an attribute holds, one by one, whatever it is kept in."""
    if isinstance(value, tuple):
        for element in value:
            yield from values_in(element)
    elif isinstance(value, dict):
        for element in value.values():
            yield from values_in(element)
    else:
        yield value


def _strengths(concepts: Concepts) -> Iterator[Problem]:
    strengths = concepts.strengths
    if not strengths:
        return
    for name, table, wanted in (
        ("relatie", strengths.ties, TIES),
        ("zetel", strengths.seats, ROLES),
        ("invloed", strengths.influences, INFLUENCES),
    ):
        missing = [word for word in wanted if table and word not in table]
        if missing:
            message = f"in de tabel {name} ontbreekt: {', '.join(missing)}"
            hint = f"voeg toe: `{missing[0]}: 0.5`, een getal tussen 0.01 en 1"
            yield Problem(concepts.origin.span, ("sterkte", name), "onvolledig", message, hint)
    if _less(strengths.strong, strengths.good):
        message, hint = "de grens van sterk ligt onder die van goed", "maak sterk minstens zo hoog als goed"
        yield Problem(concepts.origin.span, ("sterkte", "sterk"), "volgorde", message, hint)


_OWNERS = {Actor: "actor", Body: "gremium", Post: "positie", Priority: "prioriteit", Instrument: "instrument"}
_OF_TEMPLATES = re.compile(r"[{}<>|\"]")
"""Signs with which sentences about facts are made."""


def _unclear_trait(trait: Trait) -> Iterator[Problem]:
    """Why rules and sentences could not use a characteristic."""
    span, name = trait.origin.span, quote(trait.id or "")
    if trait.name and _OF_TEMPLATES.search(trait.name):
        message = f"in de naam van kenmerk {name} staat een teken dat daar niet kan"
        yield Problem(span, ("naam",), "kenmerk", message, 'schrijf de naam zonder { } < > | en "')
    if trait.owners and {"gremium", "positie"} <= set(trait.owners):
        message = f"kenmerk {name} geldt voor een gremium en voor een positie daarin"
        hint = "kies één van beide, of maak er twee kenmerken van"
        yield Problem(span, ("geldt_voor",), "kenmerk", message, hint)
    if trait.sort == "woord" and not trait.words:
        message = f"bij kenmerk {name} staat niet uit welke woorden te kiezen is"
        yield Problem(span, ("soort",), "onvolledig", message, "voeg toe: `woorden: [stad, dorp]`")
    elif trait.sort in ("ja-nee", "getal") and trait.words:
        message = f"kenmerk {name} is van de soort {trait.sort}, en die kiest niet uit woorden"
        hint = "verwijder `woorden`, of schrijf `soort: woord`"
        yield Problem(span, ("woorden",), "tegenspraak", message, hint)
    if any(word and not word[0].isalpha() for word in trait.words or ()):
        message = f"een woord van kenmerk {name} begint niet met een letter"
        yield Problem(span, ("woorden",), "kenmerk", message, "laat elk woord met een letter beginnen")


def _misfitting_traits(
    item: Actor | Body | Post | Priority | Instrument, declared: Mapping[str, Trait]
) -> Iterator[Problem]:
    """The characteristics of a thing that are declared for other things, or for other values."""
    thing = _OWNERS[type(item)]
    for name, said in (item.traits or {}).items():
        trait = declared.get(name)
        if said is None or (trait is None and name not in TRAITS):
            continue
        owners = trait.owners if trait else ("actor",)
        if owners and thing not in owners:
            message = f"het kenmerk {quote(name)} geldt voor een {one_of(owners)}, en dit is een {thing}"
            hint = (
                f"voeg bij het kenmerk in dossier.yaml `{thing}` toe aan `geldt_voor`, of verwijder het hier"
            )
            yield Problem(said.origin.span, (), "kenmerk", message, hint if trait else "verwijder het hier")
        elif hint := why_not(said.value, trait.sort if trait else "ja-nee", trait.words if trait else ()):
            message = f"{quote(str(said.value))} kan hier niet bij het kenmerk {quote(name)}"
            yield Problem(said.origin.span, (), "onbekende-waarde", message, hint)


def why_not(value: str | float, sort: str | None, words: Sequence[str] | None) -> str:
    """What to write for a characteristic of this sort instead of a value that it cannot have; "" when it can."""
    if sort == "getal":
        if not isinstance(value, str):
            return "" if abs(value) <= LARGEST_TRAIT else "schrijf een getal onder een miljard"
        number = value.replace(",", ".")
        if not number.replace(".", "", 1).isdigit():
            return "schrijf een getal, zoals 40"
        comma = number != value
        return (
            f"gebruik een punt in plaats van een komma: {number}" if comma else "laat de aanhalingstekens weg"
        )
    allowed = YES_NO if sort == "ja-nee" else tuple(filter(None, words or ()))
    if not sort or not allowed or value in allowed:
        return ""
    return suggest(str(value), allowed) or f"kies uit: {', '.join(allowed)}"


def _sharing(priority: Priority) -> Iterator[Problem]:
    interest = priority.interest.value if priority.interest else None
    span, others = priority.origin.span, priority.shared_with
    if interest == "groep" and not others:
        message = f"prioriteit {quote(priority.id or '')} is van een groep, maar noemt niet met wie"
        yield Problem(
            span,
            ("belang",),
            "onvolledig",
            message,
            "noem bij `deelt_met:` minstens één ander, of kies gebied",
        )
    elif others and interest not in (None, "groep"):
        message = f"prioriteit {quote(priority.id or '')} noemt met wie zij het belang deelt, maar het belang is {interest}"
        yield Problem(
            span,
            ("deelt_met",),
            "tegenspraak",
            message,
            "schrijf `belang: groep`, of laat `deelt_met:` weg",
        )


def _both_ways(actor: Actor) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for item in actor.positions or ():
        if not item or not item.priority or not item.sort:
            continue
        if first.setdefault(item.priority, item.sort) != item.sort:
            message = (
                f"{quote(actor.id or '')} steunt en hindert bij dezelfde prioriteit {quote(item.priority)}"
            )
            hint = "kies één van beide, of leg in een toelichting uit wat overheerst"
            yield Problem(item.origin.span, (), "tegenspraak", message, hint)


def _double_posts(body: Body) -> Iterator[Problem]:
    seen: set[tuple[str, str | None]] = set()
    for post in body.posts or ():
        if not post or not post.role:
            continue
        if (post.role, post.theme) in seen:
            message = f"gremium {quote(body.id or '')} heeft de positie {post.role} twee keer"
            yield Problem(
                post.origin.span,
                (),
                "dubbele-positie",
                message,
                "verwijder er één, of geef elk een eigen thema",
            )
        seen.add((post.role, post.theme))


def _two_offices(college: College) -> Iterator[Problem]:
    """Portfolios of one member that belong to different offices: a seat of the mayor would be anybody's."""
    held: dict[str, list[Portfolio]] = {}
    for item in college.portfolios or ():
        if item and item.member and item.office:
            held.setdefault(item.member.value, []).append(item)
    for own in held.values():
        offices = [item.office for item in own]
        usual = max(offices, key=offices.count)
        for item in own:
            if item.office != usual:
                message = (
                    f"portefeuille {quote(item.id or '')} is van een {item.office}, "
                    f"maar haar bestuurder is een {usual}"
                )
                hint = "schrijf hier een andere `bestuurder`, of maak het ambt gelijk"
                yield Problem(item.origin.span, ("bestuurder",), "tegenspraak", message, hint)


def _two_of_a_name(college: College) -> Iterator[Problem]:
    """Members that are called as a portfolio that is not theirs: an answer could mean either."""
    held = {
        item.id: item.member and item.member.value for item in college.portfolios or () if item and item.id
    }
    for member in college.members or ():
        if member and member.id in held and held[member.id] != member.id:
            name = quote(member.id)
            message = f"bestuurder {name} heet als een portefeuille die niet van hem is"
            hint = f"geef hem een andere naam, of schrijf `bestuurder: {member.id}` bij portefeuille {name}"
            yield Problem(member.origin.span, ("id",), "dubbele-naam", message, hint)


def _under_itself(opgave: Opgave) -> Iterator[Problem]:
    for priority in opgave.priorities or ():
        for other in (priority and priority.also_under) or ():
            if other and other.value == opgave.id:
                message = f"prioriteit {quote(priority.id or '')} valt al onder {quote(opgave.id or '')}"
                yield Problem(
                    other.origin.span, (), "al-eronder", message, "noem bij ook_onder een andere opgave"
                )


def _rings(items: Iterable[Item]) -> Iterator[Problem]:
    """What is above, part of, or needed for itself, along however many steps."""
    links: dict[str, Links] = {"thema": {}, "actor": {}, "gremium": {}}
    for item in items:
        if isinstance(item, Theme):
            links["thema"].setdefault(item.id, _targets(item.parents))
        elif isinstance(item, Actor) and item.part_of:
            links["actor"].setdefault(item.id, {item.part_of: item.origin.span})
        elif isinstance(item, Body):
            links["gremium"].setdefault(item.id, _targets(item.requires))
    for kind, verb, hint in (
        ("thema", "valt onder zichzelf", "kies bij ouder een breder thema"),
        ("actor", "valt onder zichzelf", "kies bij valt_onder een andere actor"),
        ("gremium", "vereist zichzelf", "kies bij vereist een ander gremium"),
    ):
        done: set[str] = set()
        for start in _circling(links[kind]):
            ring = _ring(start, links[kind])
            if ring and not done.intersection(ring):
                done.update(ring)
                via = f" (via {', '.join(ring[1:])})" if len(ring) > 1 else ""
                keys = ("valt_onder", start if len(ring) == 1 else ring[1]) if kind == "actor" else ()
                span = links[kind][start][ring[1] if len(ring) > 1 else start]
                yield Problem(span, keys, "kring", f"{kind} {quote(start)} {verb}{via}", hint)


def _targets(values: Sequence[Sourced[str] | None] | None) -> dict[str, Span]:
    return {value.value: value.origin.span for value in values or () if value}


def _circling(links: Links) -> list[str]:
    """The names left when those that lead nowhere are taken away, again and again: only these can be in a ring."""
    leading: dict[str, list[str]] = {}
    for name, targets in links.items():
        for target in targets:
            leading.setdefault(target, []).append(name)
    open_ends = {name: len(targets) for name, targets in links.items()}
    ends = [name for name in leading if not links.get(name)]
    while ends:
        for name in leading.get(ends.pop(), ()):
            open_ends[name] -= 1
            if not open_ends[name]:
                ends.append(name)
    return [name for name, count in open_ends.items() if count]


def _ring(start: str, links: Links) -> list[str]:
    """The shortest way from `start` back to itself, without the return; empty when there is none."""
    before: dict[str, str] = {}
    front = [start]
    while front:
        reached: list[str] = []
        for name in front:
            for target in links.get(name, {}):
                if target == start:
                    ring = [name]
                    while ring[-1] != start:
                        ring.append(before[ring[-1]])
                    return ring[::-1]
                if target not in before:
                    before[target] = name
                    reached.append(target)
        front = reached
    return []


FORM = 1
"""The version of the form of a basis that this program reads."""

_PLAIN = (str, int, float, type(None), date, Origin, SourceRef, Sourced)
"""What most attributes are, and never holds an item."""

NamedT = TypeVar("NamedT", Opgave, Layer)


@dataclass(frozen=True)
class Loaded:
    """A dossier, with what its rule files say as text, where every name is defined, and where all of it stands.

    `scenario` names the scenarios that were laid over it, "" for the dossier itself.
    """

    dossier: Dossier
    rule_texts: Mapping[str, str]
    names: Mapping[str, Mapping[str, Span]]
    places: Places = field(default_factory=Places)
    scenario: str = ""


@dataclass(frozen=True)
class Content:
    """What a folder holds, sound or not; `loaded` only when nothing at all is wrong with it."""

    loaded: Loaded | None
    defined: DefinedNames
    rule_texts: Mapping[str, str]
    findings: tuple[Finding, ...]
    lost_rules: str = ""
    """What can be guessed of rule files that cannot be read."""
    references: tuple[Reference, ...] = ()
    """Every use of a name; those that only changes of the basis bring are not known yet."""
    traits: Mapping[str, Trait] = field(default_factory=dict)
    """The characteristics that the dossier and its bases declare, as far as they can be read."""


def content_of(texts: Texts, begun: bool = True) -> Content:
    """Everything in the content files of a dossier, with every finding.

    One that is yet to be `begun` may be without any opgave or network.
    """
    return _Loader(texts, begun).content()


def read_file(file: str, text: str, cls: type) -> tuple[Any, Reader]:
    """A file of content on its own, as the model class `cls`, and its reader with all that it met on the way.

    What is wrong between files shows later.
    Remembered, so that reading a dossier again after one edit reads one file: nothing may change the answer.
    """
    return _remembered(file, text, cls) if len(text) <= KEPT_CHARACTERS else _read_file(file, text, cls)


def _read_file(file: str, text: str, cls: type) -> tuple[Any, Reader]:
    reader = Reader(parse(text, file))
    node = reader.root("vul het, of zet de oude inhoud terug")
    content = None if node is None else reader.object(node, cls, Origin(node.span))
    reader.file = LateFile(file, text)
    return content, reader


_remembered = lru_cache(maxsize=128)(_read_file)


@dataclass
class _Loader:
    files: Texts
    begun: bool = True
    findings: list[Finding] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def content(self) -> Content:
        texts, unread = self.files.texts, self.files.lost
        self.findings.extend(self.files.findings)
        changing = change_files(texts)
        heads = [
            *(self._read(f"{folder}/{BASIS}", Basis) for folder in bases(texts)),
            self._read(MARKER, Header),
        ]
        sources = [self._read(name, Sources) for name in homes(SOURCES, texts)]
        college, _ = self._read("college.yaml", College)
        opgaven = tuple(self._read(name, Opgave)[0] for name in files_in(("opgaven",), texts))
        networks = (name for name in files_in(homes(NETWORKS, texts), texts) if name not in changing)
        layers = tuple(self._read(name, Layer)[0] for name in networks)
        for reader in self.readers:
            self.findings.extend(reader.findings)
            self.lost.extend(reader.lost)
        self.lost.extend(unread.values())
        definitions = [definition for reader in self.readers for definition in reader.definitions]
        for _, source_file in sources:
            definitions.extend(_sections(source_file.node if source_file else None))
        absent = {kind for reader in self.readers for kind in reader.absent}
        absent.update(kind for name in unread if not unread[name] for kind in _kinds_in(name))
        if self.begun:
            self.findings.extend(self._missing_folders(absent))
        self.lost.extend(texts[name] for name in changing)
        header = self._header(heads, lost="dossier" in absent)
        groundless = changing and not bases(texts) and any(f.span.file == MARKER for f in self.findings)
        if groundless:  # the line that names the basis was lost, and with it every name and rule
            absent.update(KIND_NAMES)
        kept = KEPT if is_kept(KEPT, texts) else ""
        names, doubles = defined_names(_unless_overruled(definitions), self.lost, absent, kept)
        self.findings.extend(doubles)
        references = tuple(ref for reader in self.readers for ref in reader.references)
        self.findings.extend(names.unknown(references))
        places = Places.of(reader.file for reader in self.readers)
        for problem in inconsistencies(
            items_of((header, *(each for each, _ in sources), college, opgaven, layers))
        ):
            self.findings.append(problem.at(places.key(problem.start, *problem.keys)))
        rules = {name: texts[name] for name in files_in(rule_folders(texts), texts)}
        lost_rules = " ".join(unread[name] for name in files_in(rule_folders(texts), unread))
        lost_rules = lost_rules or RULES * bool(groundless)
        if self.findings or header is None:
            shown = tuple(places.shown(self.findings))
            declared = (header.traits or {}).items() if header else ()
            traits = {name: trait for name, trait in declared if trait is not None}
            return Content(None, names, rules, shown, lost_rules, traits=traits)
        dossier = Dossier(
            header=header,
            documents=tuple(document for each, _ in sources for document in each.documents),
            college=college,
            opgaven=_in_order(opgaven, header.opgave_order),
            layers=_in_order(layers, header.layer_order),
        )
        loaded = Loaded(dossier, rules, names.names, places)
        return Content(loaded, names, rules, (), lost_rules, references, header.traits)

    def _read(self, file: str, cls: type) -> tuple[Any, YamlFile | None]:
        text = self.files.texts.get(file)
        if text is None:
            if file not in self.files.lost:
                self.files.lost[file] = ""
                self.findings.append(missing(file))
            return None, None
        content, reader = read_file(file, text, cls)
        self.readers.append(reader)
        if content is None and reader.file.node is None and reader.file.problems:
            self.lost.append(text)
        elif content is None:
            self.files.lost[file] = ""
        return content, reader.file

    def _header(self, heads: Sequence[tuple[Any, YamlFile | None]], lost: bool) -> Header | None:
        """dossier.yaml with what it leaves to the bases above it in `heads`; what neither says is missed, unless it is `lost`."""
        *below, header = (head for head, _ in heads)
        self.findings.extend(_newer(below))
        if header is None:
            return None
        if not lost:
            nodes = (file.node for _, file in heads if file is not None)
            said = {key.text for node in nodes if isinstance(node, MappingNode) for key, _ in node.items}
            self.findings.extend(_undecided(header, said))
        return _on(below, header)

    def _missing_folders(self, absent: set[str]) -> Iterator[Finding]:
        for folder, what in (("opgaven", "opgave"), ("networks", "netwerk")):
            known = (*self.files.texts, *self.files.lost)
            if not any(
                name.startswith(f"{each}/") for each in homes(folder, self.files.texts) for name in known
            ):
                absent.update(KINDS_IN[folder])
                message = f"het dossier heeft geen enkel {what}bestand"
                hint = f"maak er een met `krachtenveld nieuw {what} NAAM`, of zet een .yaml-bestand in de map {folder}"
                yield Finding(Span(f"{folder}/"), "leeg-dossier", message, hint)


def _unless_overruled(definitions: Sequence[Definition]) -> list[Definition]:
    """The definitions without those of a word that the dossier, or a basis above, describes in its own way."""
    last = {(each.kind, each.name): each for each in definitions if each.kind in ("thema", "kenmerk")}
    return [each for each in definitions if last.get((each.kind, each.name), each) is each]


def _newer(below: Iterable[Basis | None]) -> Iterator[Finding]:
    for basis in below:
        if basis is not None and basis.version is not None and basis.version > FORM:
            message = f"deze basis heeft vorm {basis.version:.0f}; dit programma kent vorm {FORM}"
            hint = "installeer een nieuwere Krachtenveld, of neem een oudere uitgave van de basis"
            yield Finding(basis.origin.span, "nieuwere-basis", message, hint)


def _on(below: Iterable[Basis | None], header: Header) -> Header:
    """The header with what it leaves to the bases it stands on, of which the last is the nearest."""
    themes: dict[str, Theme] = {}
    traits: dict[str, Trait] = {}
    order: tuple[str, ...] = header.layer_order or ()
    concepts: Any = header.concepts
    scoring: Any = header.scoring
    for basis in filter(None, reversed([*below])):
        themes = {**(basis.themes or {}), **themes}
        traits = {**(basis.traits or {}), **traits}
        order = (*order, *(layer for layer in basis.layer_order or () if layer not in order))
        concepts, scoring = concepts or basis.concepts, scoring or basis.scoring
    return replace(
        header,
        themes={**themes, **(header.themes or {})},
        traits={**traits, **(header.traits or {})},
        layer_order=order,
        concepts=concepts,
        scoring=scoring,
    )


def _undecided(header: Header, said: Collection[str]) -> Iterator[Finding]:
    """What a dossier needs and is not among the keys that it, or a basis, has `said` anything behind."""
    for key in ("themas", "begrippen", "score"):
        if key not in said:
            message = f'hier ontbreekt de sleutel "{key}"'
            hint = f"bouw op de landelijke basis, met `basis: {LANDELIJK}`, of voeg toe: `{key}: …`"
            yield Finding(header.origin.span, "ontbreekt", message, hint)


def _kinds_in(unread: str) -> tuple[str, ...]:
    """The kinds of names that a file or folder that cannot be read may define; of a whole basis, every kind."""
    parts = unread.split("/")
    if not parts[-1] and parts[0] not in KINDS_IN:
        return tuple(KIND_NAMES)
    return next((KINDS_IN[part] for part in parts if part in KINDS_IN), ())


def _sections(sources: Node | None) -> Iterator[Definition]:
    """Every paragraph of every source, as a name that source references may use."""
    for document in _each(sources, "bronnen"):
        name = document.get("id")
        for section in _each(document, "paragrafen"):
            number = section.get("id")
            if isinstance(name, Scalar) and isinstance(number, Scalar):
                yield Definition("paragraaf", f"{name.text} §{number.text}", number.span)


def items_of(root: Any) -> list[Item]:
    """Every item within `root`, depth first, in the order of the files."""
    found: list[Item] = []
    _collect(root, found)
    return found


def _collect(root: Any, found: list[Item]) -> None:
    if isinstance(root, tuple | dict):
        for element in root.values() if isinstance(root, dict) else root:
            if element and not isinstance(element, _PLAIN):
                _collect(element, found)
    elif is_dataclass(root):
        if isinstance(root, Item):
            found.append(root)
        for within in vars(root).values():
            if within and not isinstance(within, _PLAIN):
                _collect(within, found)


def _each(node: Node | None, key: str) -> Iterator[MappingNode]:
    listed = node.get(key) if isinstance(node, MappingNode) else None
    items = listed.items if isinstance(listed, SequenceNode) else (listed,)
    return (item for item in items if isinstance(item, MappingNode))


def _in_order(items: tuple[NamedT, ...], order: tuple[str, ...]) -> tuple[NamedT, ...]:
    """The items that the dossier puts in an order first, then the others as their files come."""
    return tuple(sorted(items, key=lambda item: order.index(item.id) if item.id in order else len(order)))
