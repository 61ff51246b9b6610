"""From YAML nodes to model objects, as the fields declare; every problem becomes a finding.

From small to large: keys that may not exist, single values from scalars, whole objects.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from strategy.dossier.defined_names import KIND_NAMES, MOST_SUGGESTIONS, Definition, Reference, one_of, slug
from strategy.dossier.model import (
    PROVENANCE,
    Actor,
    AgendaItem,
    Body,
    Choice,
    Concepts,
    Confirmed,
    Contribution,
    Day,
    Division,
    Instrument,
    Item,
    Key,
    Kind,
    Many,
    Member,
    Membership,
    Moment,
    NewId,
    Number,
    Object,
    Portfolio,
    Post,
    Priority,
    Ref,
    Seat,
    Source,
    Table,
    Text,
    Theme,
    Told,
    Traits,
    WithSource,
    YesNo,
    keys_of,
)
from strategy.dossier.provenance import LONGEST_TERM, Confirmation, Origin, Sourced, SourceRef, whole
from strategy.dossier.word_lists import NATURES, ROLES, VISIBILITIES, YES_NO
from strategy.dossier.yamltree import Mapping, Node, Scalar, Sequence, YamlFile, pasted, words
from strategy.errors import Finding, Span, nearest, quote

_TYPED = 0.8
"""From this likeness on a word is the other with a slip of the fingers; below it somebody may look for a word that is not there."""
_REPLACED = {"kern": ("doen_vanaf", "4.6"), "kansrijk": ("ook_doen_vanaf", "2.9")}
"""Keys of before bands had a fixed scale: what came instead, and a value that serves to begin with."""


def _hint(meant: str, free: list[str]) -> str:
    if meant:
        return f'bedoeld: "{meant}"?'
    return f"verwijder de sleutel, of kies uit: {', '.join(free)}" if free else "verwijder de regel"


ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SOURCE_PATTERN = re.compile(
    r"(?P<document>[^\s§]+)(?: §(?P<section>[^\s]+))?(?: punt (?P<bullet>[0-9]+[a-z]?))?"
)
_NUMBER_PATTERN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DAY_PATTERN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SURPRISES = {
    "bool": "ja/nee-waarde",
    "int": "getal",
    "float": "getal",
    "timestamp": "datum",
    "null": "leeg",
}


@dataclass
class FileReader:
    """What every reader of a file has: the file, what is wrong in it, the names that it uses, and what cannot be read."""

    file: YamlFile
    findings: list[Finding] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    """Words within nodes that could not be read: names among them may be missed elsewhere."""

    def report(self, span: Span, code: str, message: str, hint: str = "") -> None:
        self.findings.append(Finding(span, code, message, hint, excerpt=self.file.excerpt(span)))

    def unreadable(self, node: Node, code: str, message: str, hint: str) -> None:
        """Report a node of which nothing can be used, unless its problem is reported already."""
        if not (isinstance(node, Scalar) and node.broken):
            self.report(node.span, code, message, hint)
        self.lost |= words(node)

    def root(self, hint: str) -> Node | None:
        """The tree of the file; None when nothing can be read, with findings. `hint` says what an empty file needs."""
        self.findings.extend(self.file.problems)
        if self.file.node is None and not self.file.problems:
            self.report(Span(self.file.path), "leeg-bestand", "het bestand is leeg", hint)
        return self.file.node

    def recognised(self, node: Mapping, known: Iterable[str], guess: bool = True) -> Mapping:
        """The mapping with known keys only, also those that are nearly spelt so."""
        names = dict.fromkeys(known)
        present = {key.text for key, _ in node.items}
        if not node.dropped and present <= names.keys():
            return node
        items: list[tuple[Scalar, Node]] = []
        self.lost.update(word for child in node.dropped for word in words(child))
        for key, child in node.items:
            if key.text in names:
                items.append((key, child))
                continue
            instead, value = _REPLACED.get(key.text, ("", ""))
            if instead in names:
                hint = f"schrijf `{instead}: {value}`: een score, en geen deel van de hoogste score meer"
                message = f"de sleutel {quote(key.text)} bestaat niet meer"
                self.report(key.span, "onbekende-sleutel", message, hint)
                if instead not in present:
                    present.add(instead)
                    items.append((key._replace(text=instead), child))
                continue
            free = [name for name in names if name not in present]
            plain, sign = pasted(key.text)
            meant = plain if plain in free else nearest(plain, free) if guess else ""
            message = f"de sleutel {quote(plain)} bestaat hier niet"
            if sign:
                message = f"voor of achter de sleutel {quote(plain)} staat {sign}"
            hint = f"typ de regel opnieuw: `{meant}: …`" if sign and meant else _hint(meant, free)
            self.report(key.span, "onbekende-sleutel", message, hint)
            if meant:
                present.add(meant)
                items.append((key._replace(text=meant), child))
            else:
                self.lost |= {key.text, *words(child)}
        return Mapping(tuple(items), node.span)

    def text_behind(self, node: Mapping, key: str) -> str:
        """The text behind a key that may be left out, on one line; "" when there is none."""
        value = node.get(key)
        if isinstance(value, Scalar) and not value.empty:
            return " ".join(value.text.split())
        if value is not None:
            self.unreadable(value, "tekst", f"achter {quote(key)} hoort tekst", "schrijf de tekst erachter")
        return ""

    def reference_to_source(self, text: str, span: Span) -> SourceRef | None:
        """The paragraph that a text names, which has to exist; None, with a finding, for another text."""
        if not (match := SOURCE_PATTERN.fullmatch(text)):
            hint = (
                "schrijf document §paragraaf punt n, met namen uit bronnen.yaml, zoals bis-2022 §2-vng punt 1"
            )
            self.report(span, "bron", f"{quote(text)} is geen bronverwijzing", hint)
            return None
        ref = SourceRef(match["document"], match["section"] or "", match["bullet"] or "")
        self.refer(("document",), ref.document, span)
        if ref.section:
            self.refer(("paragraaf",), f"{ref.document} §{ref.section}", span)
        return ref

    def refer(self, kinds: tuple[str, ...], name: str, span: Span) -> None:
        self.references.append(Reference(kinds, name, span))


@dataclass
class ScalarReader(FileReader):
    """Reads scalars; collects definitions as it goes."""

    definitions: list[Definition] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    """Kinds of names of which a whole list is missing."""

    @property
    def may_suggest(self) -> bool:
        """Whether a likely name is still looked for: that takes long, and the first hundred say enough."""
        return len(self.findings) - len(self.file.problems) < MOST_SUGGESTIONS

    def scalar(self, node: Scalar, kind: Kind) -> Any:
        if node.broken:
            return None
        match kind:
            case Text():
                return self.text(node, kind)
            case Told(longest):
                return self._told(node, longest)
            case Choice(values, beyond):
                return self.choice(node, values, beyond)
            case Number():
                return self._number(node, kind)
            case Day():
                return self._day(node)
            case YesNo():
                return self.choice(node, YES_NO) == "ja"
            case Source():
                return self.source(node)
            case Seat():
                return self._seat(node)
            case NewId(new_kind):
                return self._new_id(node, new_kind)
            case Ref(kinds):
                return self._reference(node, kinds)
        raise TypeError(kind)

    def _plain_text(self, node: Node, what: str) -> str | None:
        """The text of a scalar, unless YAML 1.1 would have read it as something else."""
        if not isinstance(node, Scalar):
            self.unreadable(node, "vorm", f"hier hoort {what}", one_value(node))
            return None
        if node.broken:
            return None
        if node.empty:
            self.report(
                node.span,
                "leeg",
                f"hier staat niets; hier hoort {what}",
                "vul een waarde in of verwijder de regel",
            )
            return None
        if (surprise := yaml_surprise(node)) and not _DAY_PATTERN.fullmatch(node.text):
            hint = f"zet aanhalingstekens: {quote(node.text)}" if what == "tekst" else f"schrijf {what}"
            self.report(node.span, "yaml-verrassing", surprise, hint)
            return None
        return node.text

    def text(self, node: Node, kind: Text) -> str | None:
        text = self._plain_text(node, "tekst")
        if text is None:
            return None
        if not text.strip():
            self.report(
                node.span, "leeg", "hier staat een lege tekst", "vul een waarde in of verwijder de regel"
            )
            return None
        if len(text) > kind.longest:
            message = f"de tekst heeft {len(text)} tekens; hier passen er {kind.longest}"
            self.report(node.span, "te-lang", message, "maak de tekst korter")
            return None
        return " ".join(text.split())

    def _told(self, node: Scalar, longest: int) -> str | float | None:
        """What is said of a characteristic, a number where it is written as one; the loader asks whether it fits."""
        if node.plain and _NUMBER_PATTERN.fullmatch(node.text):
            number = float(node.text)
            return int(number) if number.is_integer() else number
        return self.text(node, Text(longest))

    def choice(self, node: Node, values: tuple[str, ...], beyond: str = "") -> str | None:
        options = ", ".join(values)
        text = self._plain_text(node, f"een van: {options}")
        if text is None or text in values:
            return text
        plain, sign = pasted(text)
        near = nearest(plain, values) if self.may_suggest else ""
        choose = "; ".join(filter(None, (f"kies uit: {options}", beyond)))
        typed = near and nearest(plain, values, _TYPED)
        hint = f'bedoeld: "{near}"?' if typed else f'bedoeld: "{near}"? anders: {choose}' if near else choose
        message = f"voor of achter {quote(plain)} staat {sign}" if sign else f"{quote(text)} kan hier niet"
        self.report(node.span, "onbekende-waarde", message, hint)
        return None

    def _number(self, node: Node, kind: Number) -> float | str | None:
        assert isinstance(node, Scalar)
        if node.text in kind.words:
            return node.text
        if not node.plain or not _NUMBER_PATTERN.fullmatch(node.text):
            if node.empty:
                self.report(
                    node.span,
                    "leeg",
                    "hier staat niets; hier hoort een getal",
                    "vul een getal in of verwijder de regel",
                )
            else:
                hint = self._word_hint(node, kind.words) or _number_hint(node)
                self.report(node.span, "getal", f"{quote(node.text)} is hier geen getal", hint)
            return None
        number = float(node.text)
        if not kind.low <= number <= kind.high:
            bounds = f"tussen {amount(kind.low)} en {amount(kind.high)}"
            self.report(
                node.span, "getal", f"{quote(node.text)} ligt niet {bounds}", f"kies een getal {bounds}"
            )
            return None
        if kind.whole and not number.is_integer():
            self.report(
                node.span, "getal", f"{quote(node.text)} is geen heel getal", "schrijf een getal zonder punt"
            )
            return None
        return number

    def _word_hint(self, node: Scalar, words: tuple[str, ...]) -> str:
        """What to write where a word may stand for a number; "" where none may, or where a number is meant."""
        if not words or re.match(r"-?[0-9]", node.text):
            return ""
        near = nearest(node.text, words) if self.may_suggest else ""
        return f'bedoeld: "{near}"?' if near else f"kies uit: {', '.join(words)}, of schrijf een getal"

    def _day(self, node: Node) -> date | None:
        text = node.text if isinstance(node, Scalar) else ""
        if _DAY_PATTERN.fullmatch(text):
            day = read_day(text)
            if day is None:
                self.report(
                    node.span, "datum", f"{text} bestaat niet", "controleer jaar, maand en dag: jjjj-mm-dd"
                )
            return day
        self.report(
            node.span, "datum", f"{quote(text)} is geen datum", "schrijf jjjj-mm-dd, bijvoorbeeld 2022-06-16"
        )
        return None

    def source(self, node: Node) -> SourceRef | None:
        text = self._plain_text(node, "een bron, bijvoorbeeld bis-2022 §2-vng punt 1")
        return None if text is None else self.reference_to_source(text, node.span)

    def _seat(self, node: Node) -> str | None:
        """The name of a seat, without the sort of advice that may stand before it."""
        text = self._plain_text(node, "een positie, bijvoorbeeld vng-zjo/lid")
        if text is None:
            return None
        name = text.removeprefix("positie/")
        body, *rest = name.split("/")
        if len(rest) not in (1, 2) or rest[0] not in ROLES:
            message = f"{quote(text)} is geen positie; een positie heet gremium/rol of gremium/rol/thema"
            self.report(node.span, "positie", message, f"kies als rol uit: {', '.join(ROLES)}")
            return None
        self.refer(("gremium",), body, node.span)
        if rest[1:]:
            self.refer(("thema",), rest[1], node.span)
        return name

    def _new_id(self, node: Node, kind: str) -> str | None:
        name = self._id(node)
        if name is not None:
            self.definitions.append(Definition(kind, name, node.span))
        elif isinstance(node, Scalar):
            self.lost.add(slug(node.text))
        return name

    def _reference(self, node: Node, kinds: tuple[str, ...]) -> str | None:
        name = self._id(node)
        if name is not None:
            self.refer(kinds, name, node.span)
        return name

    def _id(self, node: Node) -> str | None:
        text = self._plain_text(node, "een naam zoals vng-zjo")
        if text is None:
            return None
        if not ID_PATTERN.fullmatch(text):
            near = slug(text)
            hint = (
                f'bedoeld: "{near}"?'
                if near
                else "gebruik kleine letters, cijfers en koppeltekens, zoals vng-zjo"
            )
            message = f"{quote(text)} kan geen naam zijn"
            if len(several := [name for part in re.split("[;,|]", text) if (name := slug(part))]) > 1:
                hint = f"één naam, of een lijst met komma's tussen haken: [{', '.join(several)}]"
            if sign := pasted(text)[1]:
                message = f"voor of achter {quote(pasted(text)[0])} staat {sign}"
            self.report(node.span, "naam", message, hint)
            return None
        return text


def read_day(text: str) -> date | None:
    """The day that is written as jjjj-mm-dd; None for another text, or a day that does not exist."""
    try:
        return date.fromisoformat(text) if _DAY_PATTERN.fullmatch(text) else None
    except ValueError:
        return None


def yaml_surprise(node: Scalar) -> str:
    """What YAML would silently make of a text without quotes; empty when it stays text."""
    other = _SURPRISES.get(node.yaml_tag)
    return f"YAML leest {node.text} als {other}, niet als tekst" if other else ""


def _number_hint(node: Scalar) -> str:
    if re.fullmatch(r"-?[0-9]+,[0-9]+", node.text):
        return f"gebruik een punt in plaats van een komma: {node.text.replace(',', '.')}"
    if found := re.fullmatch(r"([0-9]{1,3}) ?%", node.text):
        return f"schrijf een deel van 1: {int(found[1]) / 100:g}"
    if _NUMBER_PATTERN.fullmatch(node.text):
        return "laat de aanhalingstekens weg"
    return "schrijf een gewoon getal met cijfers en zo nodig een punt, zoals 4 of 1.5"


def amount(number: float) -> str:
    """A bound as people write it."""
    return f"{number:.0f}" if float(number).is_integer() else f"{number:g}"


def _words_or(kind: Number) -> str:
    return f"een van {', '.join(kind.words)}, of " if kind.words else ""


def one_value(node: Node) -> str:
    if isinstance(node, Mapping):
        return "verwijder de accolades of sleutels; tekst met { of een dubbele punt hoort tussen aanhalingstekens"
    return "noem één waarde, zonder haken of streepjes; tekst met [ hoort tussen aanhalingstekens"


_FORMS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Choice, lambda kind: f"een van {', '.join(kind.values)}"),
    (Number, lambda kind: f"{_words_or(kind)}een getal van {amount(kind.low)} tot {amount(kind.high)}"),
    (Day, lambda kind: "een datum jjjj-mm-dd"),
    (Confirmed, lambda kind: "een datum jjjj-mm-dd, of {op: datum, door: rol}"),
    (YesNo, lambda kind: "ja of nee"),
    (Told, lambda kind: "ja of nee, een woord of een getal, zoals dossier.yaml het kenmerk noemt"),
    (Source, lambda kind: "document §paragraaf punt n"),
    (Seat, lambda kind: "een positie: gremium/rol of gremium/rol/thema"),
    (Ref, lambda kind: f"de naam van een {one_of(KIND_NAMES[each] for each in kind.kinds)}"),
    (NewId, lambda kind: f"een nieuwe naam voor een {KIND_NAMES[kind.kind]}"),
    (WithSource, lambda kind: form_of(kind.of)),
)


def form_of(kind: Kind) -> str:
    return next((form(kind) for sort, form in _FORMS if isinstance(kind, sort)), "tekst")


_WHOLES: dict[type, str] = {
    Concepts: "begrippen", Division: "verdeling", Theme: "thema", Member: "bestuurder", Portfolio: "portefeuille", Priority: "prioriteit",
    Contribution: "bijdrage", Actor: "actor", AgendaItem: "agendapunt", Body: "gremium", Post: "positie",
    Membership: "bezetting", Instrument: "instrument", Moment: "moment",
}  # fmt: skip
"""What a source may be named for as a whole, besides a file: all with values in it that have a provenance."""


@dataclass
class Reader(ScalarReader):
    """Reads the nodes of one file into objects of the model."""

    def object(self, node: Node, cls: type, inherited: Origin, name: str | None = None) -> Any:
        """An instance of the model class `cls`. With `name`, the node is a table entry and `name` its id.

        Attributes that are missing or wrong are reported and left None: the caller must not use the
        result when there are findings.
        """
        if not isinstance(node, Mapping):
            keys = [key for key in _expected(cls) if name is None or key != "id"]
            message = f"hier hoort een blok met sleutels ({', '.join(keys)})"
            self.unreadable(node, "vorm", message, f"schrijf `{keys[0]}: …`, elke sleutel op een eigen regel")
            return None
        declared = _declared(cls, name is None)
        node = self.recognised(node, declared, self.may_suggest)
        values: dict[str, Any] = {} if name is None else {"id": name}
        origin = inherited
        if _has_origin(cls):
            origin = self.provenance(_filled(node), inherited)
            values["origin"] = origin
            origin = origin.lent(whole(_WHOLES.get(cls, "bestand")))
        given = {key.text: (key, child) for key, child in node.items}
        for declared_key in declared.values():
            if declared_key.name not in given and not declared_key.required:
                continue
            key, child = given.get(declared_key.name, (None, None))
            if key is not None and child is not None and not _empty(child, declared_key.required):
                values[declared_key.attribute] = self.value(child, declared_key.kind, origin)
                if isinstance(child, Scalar) and child.broken:
                    self.absent |= _defined(declared_key.kind)
                continue
            if declared_key.required:
                self.absent |= _defined(declared_key.kind)
            if key is not None:
                hint = f"vul een waarde in ({declared_key.description})"
                hint += "" if declared_key.required else ", of verwijder de regel"
                self.report(key.span, "leeg", f"achter {quote(key.text)} staat niets", hint)
            elif declared_key.required:
                self.report(
                    node.span,
                    "ontbreekt",
                    f"hier ontbreekt de sleutel {quote(declared_key.name)}",
                    f"voeg toe: `{declared_key.name}: …` ({declared_key.description})",
                )
            if declared_key.required:
                values[declared_key.attribute] = None
        return cls(**values)

    def provenance(self, node: Mapping, inherited: Origin) -> Origin:
        """The provenance a mapping states; what it does not state is inherited from what surrounds it.

        A toelichting is about its own object only, and is not inherited. What is to be confirmed stays so
        under a source of its own: a new college has to look at it whatever document it comes from.
        """
        stated: dict[str, Any] = {"span": node.items[0][0].span if node.items else node.span, "note": ""}
        given = {key.text: child for key, child in node.items}

        def read(key: str, kind: Kind) -> Any:
            return self.value(given[key], kind, inherited)

        if "bron" in given:
            stated |= {
                "source": read("bron", Source()),
                "nature": "registratie",
                "to_verify": "",
                "lender": None,
            }
        if "aard" in given:
            stated["nature"] = read("aard", Choice(NATURES))
            if stated["nature"] == "aanname" and "bron" not in given:
                stated |= {"source": None, "lender": None}
        for key, attribute in (("toelichting", "note"), ("te_verifieren", "to_verify")):
            if key in given:
                stated[attribute] = read(key, Text())
        if "te_bevestigen" in given:
            stated |= {"to_confirm": read("te_bevestigen", Text(LONGEST_TERM)), "confirmed": None}
        if "bevestigd" in given:
            stated["confirmed"] = read("bevestigd", Confirmed())
        if "openbaarheid" in given:
            stated["internal"] = read("openbaarheid", Choice(VISIBILITIES)) == "intern" or inherited.internal
        return dataclasses.replace(inherited, **stated)

    # ── values ────────────────────────────────────────────────────────────────────────────────────

    def value(self, node: Node, kind: Kind, origin: Origin) -> Any:
        """The value of a node read as `kind`; None, with a finding, when it is not one."""
        match kind:
            case WithSource(of, beside):
                return self._sourced(node, of, origin, {name: kind for name, kind, _ in beside})
            case Object(cls):
                return self.object(node, cls, origin)
            case Many(of):
                return self._many(node, of, origin)
            case Traits(key) if not isinstance(node, Mapping) or node.get("waarde") is not None:
                named = self._many(node, WithSource(key), origin)
                return {each.value: dataclasses.replace(each, value="ja") for each in named if each}
            case Table(key, of):
                return self._table(node, key, of, origin)
            case Confirmed():
                return self._confirmation(node)
        if not isinstance(node, Scalar):
            self.unreadable(node, "vorm", f"hier hoort één waarde: {form_of(kind)}", one_value(node))
            return None
        return self.scalar(node, kind)

    def _sourced(
        self, node: Node, of: Kind, origin: Origin, beside: dict[str, Choice]
    ) -> Sourced[Any] | None:
        inner: Node = node
        own = origin.at(node.span)
        said: list[tuple[str, str]] = []
        known = ("waarde", *PROVENANCE, *beside)
        if isinstance(node, Mapping) and _states_origin(node, known):
            node = self.recognised(node, known, self.may_suggest)
            stated = node.get("waarde")
            if stated is None:
                self.report(
                    node.span,
                    "ontbreekt",
                    'hier ontbreekt de sleutel "waarde"',
                    f"voeg toe: `waarde: …` ({form_of(of)})",
                )
                return None
            inner = stated
            own = self.provenance(node, origin).at(inner.span)
            for name, kind in beside.items():
                if (word := node.get(name)) is not None:
                    said.append((name, self.value(word, kind, origin)))
        value = self.value(inner, of, origin)
        return None if value is None else Sourced(value, own, tuple(said))

    def _confirmation(self, node: Node) -> Confirmation | None:
        """A day, or a day with who confirmed it: a role, and nothing by which a person can be reached."""
        if not isinstance(node, Mapping):
            day = self.value(node, Day(), Origin(node.span))
            return None if day is None else Confirmation(day, span=node.span)
        known = self.recognised(node, _CONFIRMED_KEYS, self.may_suggest)
        at, door = known.get("op"), known.get("door")
        if at is None:
            hint = "schrijf `bevestigd: {op: jjjj-mm-dd, door: bestuursadviseur Wonen}`"
            self.report(node.span, "ontbreekt", 'hier ontbreekt de sleutel "op"', hint)
            return None
        day = self.value(at, Day(), Origin(node.span))
        role = "" if door is None else self.value(door, Text(_LONGEST_ROLE), Origin(node.span))
        if door is not None and role and ("@" in role or sum(map(str.isdigit, role)) >= _TELLING_DIGITS):
            message = "hier hoort een rol, geen e-mailadres of telefoonnummer"
            self.report(door.span, "persoon", message, "schrijf bijvoorbeeld bestuursadviseur Wonen")
            return None
        return None if day is None or role is None else Confirmation(day, role, at.span)

    def _many(self, node: Node, of: Kind, origin: Origin) -> tuple[Any, ...]:
        nodes = node.items if isinstance(node, Sequence) else (node,)
        values = tuple(self.value(child, of, origin) for child in nodes)
        plain = [value.value if isinstance(value, Sourced) else value for value in values]
        seen: set[str] = set()
        for index, value in enumerate(plain):
            if not isinstance(value, str):
                continue
            if value in seen:
                self.report(
                    nodes[index].span,
                    "dubbel",
                    f'"{value}" staat twee keer in deze lijst',
                    "verwijder er één",
                )
            seen.add(value)
        return values

    def _table(self, node: Node, key_kind: Kind, of: Kind, origin: Origin) -> dict[str, Any]:
        if not isinstance(node, Mapping):
            self.unreadable(
                node,
                "vorm",
                "hier hoort een blok met sleutels",
                f"schrijf per regel `sleutel: waarde` ({form_of(key_kind)})",
            )
            return {}
        for dropped in node.dropped:
            self.lost |= words(dropped)
        table: dict[str, Any] = {}
        for key, child in node.items:
            name = self.scalar(key, key_kind)
            value = (
                self.object(child, of.cls, origin, name or "")
                if isinstance(of, Object)
                else self.value(child, of, origin)
            )
            if name is None:
                self.lost |= words(child)
            else:
                table[name] = value
        return table


_CONFIRMED_KEYS = ("op", "door")
_LONGEST_ROLE = 120
_TELLING_DIGITS = 6
"""So many digits are no name of a team any more."""


def _empty(node: Node, required: bool) -> bool:
    """Whether nothing stands behind a key; a required list without elements says as little."""
    if isinstance(node, Scalar):
        return node.empty
    return required and not node.items


def _filled(node: Mapping) -> Mapping:
    """The keys of a mapping with something behind them."""
    return Mapping(tuple((key, child) for key, child in node.items if not _empty(child, False)), node.span)


def _states_origin(node: Mapping, known: tuple[str, ...]) -> bool:
    """Whether a mapping is a value with its own provenance: most of its keys, perhaps misspelt, say so."""
    return any(key.text in known or nearest(key.text, known) for key, _ in node.items)


@cache
def _keys(cls: type) -> tuple[Key, ...]:
    """The keys of a class, its own before those that every item has."""
    shared = {key.name for key in keys_of(Item)}
    return tuple(sorted(keys_of(cls), key=lambda key: key.name in shared))


@cache
def _declared(cls: type, with_id: bool) -> dict[str, Key]:
    """The same by name; those of the entry of a table, which has its id as its key, without it."""
    return {key.name: key for key in _keys(cls) if with_id or key.attribute != "id"}


@cache
def _has_origin(cls: type) -> bool:
    return any(declared.name == "origin" for declared in dataclasses.fields(cls))


def _expected(cls: type) -> tuple[str, ...]:
    """The keys that say what a block of this class is: those it must have, or else its own."""
    keys = _keys(cls)
    return tuple(key.name for key in keys if key.required) or tuple(key.name for key in keys)


def _defined(kind: Kind) -> set[str]:
    """The kinds of names that a list or table of this kind defines."""
    match kind:
        case Table(key, of):
            own = {key.kind} if isinstance(key, NewId) else set()
            return own | _defined(of)
        case Many(of) | WithSource(of):
            return _defined(of)
        case Object(cls):
            ids = {key.kind.kind for key in _keys(cls) if isinstance(key.kind, NewId)}
            return ids.union(*(_defined(key.kind) for key in _keys(cls)))
    return set()
