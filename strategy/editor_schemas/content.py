"""JSON Schemas of the content files: what may stand behind each key of the model, snippets to begin a thing, titles of ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from strategy.dossier import model
from strategy.dossier.loader import LARGEST_TRAIT
from strategy.dossier.model import TRAITS as TRAITS_KEY
from strategy.dossier.model import (
    Actor,
    Choice,
    Confirmed,
    Day,
    Dossier,
    Key,
    Kind,
    Many,
    NewId,
    Number,
    Object,
    Ref,
    Seat,
    Source,
    Table,
    Text,
    Trait,
    Traits,
    WithSource,
    YesNo,
    keys_of,
)
from strategy.dossier.reader import form_of
from strategy.dossier.word_lists import MEANINGS, ROLES, TRAITS, YES_NO, list_name
from strategy.editor_schemas.parts import (
    RENEW,
    Definitions,
    Json,
    Titles,
    about,
    choice,
    closed,
    day,
    matching,
    must_have,
    new_id,
    number,
    offer,
    one_of,
    several,
    text,
    word_list,
)

CONTENT_FILES: Mapping[str, type] = {
    "dossier": model.Header,
    "basis": model.Basis,
    "bronnen": model.Sources,
    "college": model.College,
    "opgave": model.Opgave,
    "netwerk": model.Layer,
}
"""Schema name → the class whose file it describes."""

Beside = tuple[tuple[str, Choice, str], ...]
_COMPLETE: Mapping[type, tuple[str, ...]] = {model.Strengths: ("relatie", "zetel", "invloed")}
"""Tables in which every word must have its value, by the name of their key."""

NAMES: Mapping[type, str] = {
    model.Header: "dossier", model.Basis: "basis", model.Theme: "thema", model.Trait: "kenmerk", model.Concepts: "begrippen", model.Strengths: "sterkte",
    model.Scoring: "score", model.Sources: "bronnen", model.Document: "brondocument", model.Section: "paragraaf",
    model.College: "college", model.Portfolio: "portefeuille", model.Member: "bestuurder", model.Division: "verdeling", model.Opgave: "opgave",
    model.Priority: "prioriteit", model.Statement: "uitspraak", model.Figure: "cijfer",
    model.Contribution: "bijdrage", model.ReadyText: "overneemtekst", model.Layer: "netwerk", model.Actor: "actor", model.Body: "gremium",
    model.Post: "positie", model.Membership: "bezetting", model.Cardinality: "keuze",
    model.Competence: "bevoegdheid", model.Dependency: "afhankelijkheid", model.Influence: "invloed",
    model.Position: "standpunt", model.Reason: "reden",
    model.AgendaItem: "agendapunt", model.Identifier: "identificatie", model.Instrument: "instrument",
    model.Handover: "beheerder",
    model.Moment: "moment", model.Validity: "geldigheid",
}  # fmt: skip
"""What each class of the model is called in a schema."""


def content_schemas(titles: Titles, traits: Mapping[str, Trait]) -> dict[str, Json]:
    """One schema per kind of content file, by name. References are limited to the ids in `titles`."""
    return {name: content_schema(name, cls, titles, traits) for name, cls in CONTENT_FILES.items()}


def content_schema(name: str, cls: type, titles: Titles, traits: Mapping[str, Trait]) -> Json:
    """The schema of one kind of content file."""
    parts = Parts(Definitions(titles, traits))
    return parts.known.schema(f"Krachtenveld: {name}", parts.block(cls))


@dataclass(frozen=True)
class Parts:
    """From the declarations of the model to schema parts, each defined once in `known`."""

    known: Definitions

    def object(self, cls: type, without_id: bool = False) -> Json:
        """A block of this class; in a table the key is its id."""
        name = NAMES[cls] + ("-in-tabel" if without_id else "")
        return self.known.ref(name, lambda: self.block(cls, without_id))

    def block(self, cls: type, without_id: bool = False) -> Json:
        """The same, in full."""
        declared = [key for key in keys_of(cls) if not (without_id and key.attribute == "id")]
        own = {key.attribute: key for key in declared}
        snippets = [snippet(one, own, self.known.names) for one in SNIPPETS.get(cls, ())]
        properties = {key.name: self.key(key) for key in _own_first(cls, declared)}
        for name in _COMPLETE.get(cls, ()):
            properties[name]["allOf"] = must_have(properties[name]["properties"])
        return closed(
            properties,
            [key.name for key in declared if key.required],
            NAMES[cls],
            **({"defaultSnippets": snippets} if snippets else {}),
        )

    def key(self, key: Key) -> Json:
        """What may stand behind a key, with what an editor says about it."""
        return {**self.value(key.kind, key.required), **described(key)}

    def value(self, kind: Kind, needed: bool = False) -> Json:
        """What may stand behind a key of this kind. `needed` lists and tables may not be empty."""
        match kind:
            case Text(longest):
                return self.known.ref(f"tekst-{longest}", lambda: text(longest))
            case NewId():
                return self.known.ref("nieuwe-naam", new_id)
            case Ref((only,)):
                return self.known.id(only)
            case Ref(kinds):
                return {"anyOf": [self.known.id(each) for each in kinds]}
            case Choice(values):
                return self.known.word(list_name(values))
            case Number(low, high, whole, words):
                plain = number(low, high, whole)
                return {"anyOf": [self.known.word(list_name(words)), plain]} if words else plain
            case Day():
                return self.known.ref("dag", day)
            case Confirmed():
                return {"anyOf": [self.known.ref("dag", day), self.known.ref("bevestiging", self._confirmed)]}
            case YesNo():
                return self.known.word("ja-nee")
            case Source():
                return self.known.source()
            case Seat():
                return self.known.ref("naam-van-positie", self._seat)
            case Object(cls):
                return self.object(cls)
            case Traits():
                return self._traits(kind.thing)
            case Many(of):
                return several(self.value(of), needed=needed, unique=not isinstance(of, Object))
            case Table(key, of):
                return self._table(key, of, needed)
            case WithSource(of, beside):
                return {"anyOf": [self.value(of), self._sourced(of, beside)]}
        raise TypeError(kind)

    def _table(self, key: Kind, of: Kind, needed: bool) -> Json:
        value = self.object(of.cls, without_id=True) if isinstance(of, Object) else self.value(of)
        filled = {"minProperties": 1} if needed else {}
        if isinstance(key, Choice):
            meanings = MEANINGS[list_name(key.values)]
            words = {word: about(value, meanings[word]) for word in key.values}
            return {**closed(words, (), ""), **filled}
        names = self.value(key)
        message = "hier horen namen met daarachter wat erbij hoort"
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": value,
            **filled,
            "errorMessage": message,
        }

    def _confirmed(self) -> Json:
        keys = {
            "op": about(self.value(Day()), "dag waarop het is nagegaan"),
            "door": about(self.value(Text(120)), "wie het naging, als rol"),
        }
        return closed(keys, ("op",), "wanneer en door wie")

    def _seat(self) -> Json:
        bodies, themes = one_of(self.known.names("gremium")), one_of(self.known.names("thema"))
        message = f"schrijf gremium/rol of gremium/rol/thema, met namen uit dit dossier. {RENEW}"
        return matching(f"^(?:positie/)?{bodies}/{one_of(ROLES)}(?:/{themes})?$", message)

    def _sourced(self, of: Kind, beside: Beside) -> Json:
        """A value with its own provenance."""
        name = "-".join(("herkomst", _label(of), *(name for name, _, _ in beside)))
        return self.known.ref(name, lambda: self._with_provenance(self.value(of), form_of(of), beside))

    def _traits(self, thing: str) -> Json:
        """The characteristics that can be said of a kind of thing; of what is ja or nee a list of names will do."""
        told = {name: trait for name, trait in self.known.traits.items() if thing in trait.owners}
        built_in = MEANINGS[list_name(TRAITS)] if thing == "actor" else {}
        flags = {**built_in, **{name: trait.name for name, trait in told.items() if trait.sort == "ja-nee"}}
        values = {
            **{
                name: about(self._own_value("ja-nee", self.known.word("ja-nee")), meaning)
                for name, meaning in flags.items()
            },
            **{
                name: about(self._trait(name, trait), trait.name)
                for name, trait in told.items()
                if name not in flags
            },
        }
        table = self.known.ref(f"kenmerken-{thing}", lambda: closed(values, (), TRAITS_KEY))
        if not flags:
            return {"anyOf": [table]}
        name = self._own_value(thing, word_list(flags, flags))
        return {"anyOf": [table, *several(name, needed=False, unique=True)["anyOf"]]}

    def _trait(self, name: str, trait: Trait) -> Json:
        words = dict(zip(trait.words, trait.words, strict=True))
        value = word_list(words, words) if words else number(-LARGEST_TRAIT, LARGEST_TRAIT)
        return self._own_value(name, value)

    def _own_value(self, name: str, value: Json) -> Json:
        sourced = self.known.ref(
            f"herkomst-kenmerk-{name}",
            lambda: self._with_provenance(value, "zoals dossier.yaml haar noemt", ()),
        )
        return {"anyOf": [value, sourced]}

    def provenance(self) -> dict[str, Json]:
        """The keys that say where something comes from, each with what may stand behind it."""
        return {key.name: self.key(key) for key in keys_of(model.Item) if key.name in model.PROVENANCE}

    def _with_provenance(self, of: Json, form: str, beside: Beside) -> Json:
        value: Json = about(of, f"de waarde zelf: {form}")
        wanted = offer(
            "{waarde, aard, bron}",
            "een waarde met een eigen herkomst",
            "{waarde: $1, aard: ${2|oordeel,aanname,registratie|}, bron: $3}",
        )
        said = {name: about(self.value(kind), meaning) for name, kind, meaning in beside}
        properties = {"waarde": value, **said, **self.provenance()}
        return closed(properties, ("waarde",), "waarde met herkomst", defaultSnippets=[wanted])


def described(key: Key, always: bool = True) -> Json:
    """What an editor says about a key: what it is for, its form, and, where it is `always` so, whether it is needed."""
    form = _form(key.kind)
    if always:
        form += "; verplicht" if key.required else "; mag weg"
    return {
        "description": key.description,
        "markdownDescription": f"{_sentence(key.description)} {_sentence(form)}",
    }


def _form(kind: Kind) -> str:
    match kind:
        case Many(of):
            return f"een lijst, of één: {_form(of)}"
        case WithSource(of):
            return f"{_form(of)}; of met eigen herkomst: `{{waarde: …, aard: …, bron: …}}`"
        case Table(key, of):
            return f"per {_form(key)}: {_form(of)}"
        case Object(cls):
            return f"een blok met {NAMES[cls]}"
    return form_of(kind)


def _sentence(text: str) -> str:
    ending = "" if text.endswith((".", "?")) else "."
    return f"{text[:1].upper()}{text[1:]}{ending}"


def _label(kind: Kind) -> str:
    """A name for what may have provenance, the same for the same kind."""
    match kind:
        case Ref(kinds):
            return f"id-{'-'.join(kinds)}"
        case Choice(values):
            return list_name(values)
        case Number(low, high, _):
            return f"getal-{low:g}-{high:g}"
        case Text(longest):
            return f"tekst-{longest}"
        case Seat():
            return "positie"
    raise TypeError(kind)


def _own_first(cls: type, declared: list[Key]) -> list[Key]:
    """The keys of a class before those that every item has, because editors suggest in this order."""
    shared = {key.name for key in keys_of(model.Item)}
    return sorted(declared, key=lambda key: key.name in shared)


@dataclass(frozen=True)
class Snippet:
    """A new thing: its name in the list of the editor, and the attributes that it begins with.

    `line` puts all on one line, as in `{rol: lid, te_verdelen: ja}`.
    """

    label: str
    attributes: tuple[str, ...]
    line: bool = False


SNIPPETS: Mapping[type, tuple[Snippet, ...]] = {
    model.Opgave: (Snippet("nieuwe opgave", ("id", "name", "description", "source", "priorities")),),
    model.Layer: (Snippet("nieuw netwerk", ("id", "name", "source", "actors")),),
    model.Theme: (Snippet("nieuw thema", ("name", "parents", "nature"), line=True),),
    model.Trait: (Snippet("nieuw kenmerk", ("name", "owners", "sort"), line=True),),
    model.Document: (Snippet("nieuwe bron", ("id", "title", "short", "publisher", "day", "sections")),),
    model.Section: (Snippet("nieuwe paragraaf", ("id", "title"), line=True),),
    model.Portfolio: (Snippet("nieuwe portefeuille", ("id", "name", "office", "themes", "capacity")),),
    model.Member: (Snippet("nieuwe bestuurder", ("id", "name", "capacity"), line=True),),
    model.Division: (Snippet("nieuwe verdeling", ("loads", "nature")),),
    model.Priority: (
        Snippet(
            "nieuwe prioriteit",
            ("id", "name", "description", "stance", "interest", "asks", "themes", "source"),
        ),
    ),
    model.Statement: (Snippet("nieuwe uitspraak", ("text", "source"), line=True),),
    model.Figure: (Snippet("nieuw cijfer", ("name", "value", "unit", "source"), line=True),),
    model.ReadyText: (Snippet("nieuwe tekst om over te nemen", ("sort", "text", "source"), line=True),),
    model.Contribution: (Snippet("nieuwe bijdrage", ("giver", "how", "themes", "source")),),
    model.Actor: (Snippet("nieuwe actor", ("id", "name", "short", "sort", "level", "source", "ties")),),
    model.Body: (Snippet("nieuw gremium", ("id", "name", "sort", "themes", "functions", "source", "posts")),),
    model.Post: (
        Snippet("nieuwe positie", ("role", "vacant"), line=True),
        Snippet("nieuwe portefeuille in een gremium", ("role", "theme", "vacant"), line=True),
        Snippet("nieuwe positie met bezetting", ("role", "memberships"), line=True),
    ),
    model.Membership: (Snippet("nieuwe bezetting", ("holder", "source"), line=True),),
    model.Cardinality: (Snippet("nieuwe keuze", ("role", "bodies", "least", "most"), line=True),),
    model.Competence: (Snippet("nieuwe bevoegdheid", ("theme", "sort", "source"), line=True),),
    model.Dependency: (Snippet("nieuwe afhankelijkheid", ("theme", "sort", "nature"), line=True),),
    model.Reason: (Snippet("nieuwe reden", ("text", "opgave", "source"), line=True),),
    model.Position: (Snippet("nieuw standpunt", ("priority", "sort", "nature"), line=True),),
    model.Influence: (Snippet("nieuwe invloed", ("on", "strength", "nature"), line=True),),
    model.AgendaItem: (Snippet("nieuw agendapunt", ("name", "sort", "themes", "source"), line=True),),
    model.Instrument: (
        Snippet("nieuw instrument", ("id", "name", "owner", "sort", "state", "themes", "source")),
    ),
    model.Handover: (Snippet("nieuwe beheerder", ("owner", "validity"), line=True),),
    model.Moment: (Snippet("nieuw moment", ("name", "day", "about", "source")),),
    model.Identifier: (Snippet("nieuwe identificatie", ("register", "code"), line=True),),
    model.Validity: (Snippet("van en tot", ("start", "end"), line=True),),
}
"""Per class of the model what an editor offers to begin one."""


Known = Callable[[str], Iterable[str]]
"""From a kind of name to the names there are of it in a dossier; "bron" for source references."""


def snippet(one: Snippet, keys: Mapping[str, Key], known: Known) -> Json:
    """A snippet for the keys of a class, by attribute; names are chosen from those of the dossier.

    Written in the snippet syntax of VS Code: `${1:voorbeeld}` is a place to fill in, `${1|a,b|}` a choice.
    """
    what = one.label.split(" ", 1)[1]
    body = _filled(one, keys, _Filler(known))
    return offer(one.label, f"begin hier een {what}", body)


def _filled(one: Snippet, keys: Mapping[str, Key], filler: _Filler) -> Any:
    chosen = [keys[name] for name in one.attributes if name in keys]
    if one.line:
        return f"{{{', '.join(f'{key.name}: {filler.line(key.kind)}' for key in chosen)}}}"
    return {key.name: filler.block(key.kind) for key in chosen}


@dataclass
class _Filler:
    """What to fill in for each kind of key, with the places numbered in order."""

    known: Known
    places: Iterator[int] = field(default_factory=lambda: count(1))

    def block(self, kind: Kind) -> Any:
        """As it stands on lines of its own."""
        if isinstance(kind, Many) and isinstance(kind.of, Object):
            return [self._object(kind.of.cls)]
        return self.line(kind)

    def line(self, kind: Kind) -> str:
        """As it stands within one line."""
        match kind:
            case WithSource(of):
                return self.line(of)
            case Many(of):
                return f"[{self.line(of)}]"
            case Object(cls):
                return str(self._object(cls))
            case Table(key, of):
                return f"{{{self.line(key)}: {self.line(of)}}}"
            case Text():
                return f'"${{{next(self.places)}:tekst}}"'
        return self._place(kind, next(self.places))

    def _object(self, cls: type) -> Any:
        return _filled(SNIPPETS[cls][0], {key.attribute: key for key in keys_of(cls)}, self)

    def _place(self, kind: Kind, place: int) -> str:
        match kind:
            case Choice(words):
                return choice(place, words)
            case YesNo():
                return choice(place, YES_NO)
            case NewId():
                return f"${{{place}:korte-naam}}"
            case Ref(kinds):
                return choice(place, (name for each in kinds for name in self.known(each)))
            case Source():
                return choice(place, self.known("bron"))
            case Seat():
                return f"${{{place}:gremium/rol}}"
            case Day() | Confirmed():
                return f"${{{place}:2026-03-18}}"
            case Number(low, high, _):
                return f"${{{place}:{1 if low <= 1 <= high else low:g}}}"
        raise TypeError(kind)


def titles_of(dossier: Dossier) -> Titles:
    """The titles of everything that has an id, in the order of the files."""
    themes = dossier.header.themes
    return {
        "kenmerk": {
            **MEANINGS[list_name(TRAITS)],
            **{each.id: each.name for each in dossier.header.traits.values()},
        },
        "thema": {
            theme.id: _with(theme.name, "onder", (themes[parent.value].name for parent in theme.parents))
            for theme in themes.values()
        },
        "opgave": {opgave.id: opgave.name for opgave in dossier.opgaven},
        "prioriteit": {
            priority.id: _with(priority.name, "van", (opgave.name,))
            for opgave in dossier.opgaven
            for priority in opgave.priorities
        },
        "actor": {actor.id: _actor(actor) for actor in _actors(dossier)},
        "gremium": {
            body.id: _with(body.name, "van", (actor.short or actor.name,))
            for actor in _actors(dossier)
            for body in actor.bodies
        },
        "instrument": {
            item.id: f"{item.name} ({item.sort})" for layer in dossier.layers for item in layer.instruments
        },
        "portefeuille": {portfolio.id: portfolio.name for portfolio in dossier.college.portfolios},
        "bestuurder": {member.id: member.name for member in dossier.college.members},
        "document": {document.id: document.title for document in dossier.documents},
        "paragraaf": {
            f"{document.id} §{section.id}": section.title
            for document in dossier.documents
            for section in document.sections
        },
        "laag": {layer.id: layer.name for layer in dossier.layers},
        "dossier": {dossier.header.id: dossier.header.name},
    }


def _actors(dossier: Dossier) -> Iterator[Actor]:
    return (actor for layer in dossier.layers for actor in layer.actors)


def _actor(actor: Actor) -> str:
    short = f" ({actor.short})" if actor.short else ""
    return f"{actor.name}{short}, {actor.sort}"


def _with(name: str, word: str, others: Iterator[str] | tuple[str, ...]) -> str:
    listed = ", ".join(others)
    return f"{name} – {word} {listed}" if listed else name
