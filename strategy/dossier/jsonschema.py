"""JSON Schemas of the content files, with the ids of a dossier, so that an editor can complete and check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from strategy.dossier import model
from strategy.dossier.fields import (
    Choice,
    Day,
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
    WithSource,
    YesNo,
    keys_of,
)
from strategy.dossier.meanings import MEANINGS, list_name
from strategy.dossier.scalars import form_of
from strategy.dossier.schemaparts import (
    RENEW,
    Definitions,
    Json,
    closed,
    day,
    must_have,
    new_id,
    number,
    one_of,
    several,
    text,
)
from strategy.dossier.snippets import SNIPPETS, snippet
from strategy.dossier.titles import Titles
from strategy.dossier.vocabulary import ROLES

CONTENT_FILES: Mapping[str, type] = {
    "dossier": model.Header,
    "bronnen": model.Sources,
    "college": model.College,
    "opgave": model.Opgave,
    "netwerk": model.Layer,
}
"""Schema name → the class whose file it describes."""

Beside = tuple[tuple[str, Choice, str], ...]
_COMPLETE: Mapping[type, tuple[str, ...]] = {model.Strengths: ("relatie", "zetel")}
"""Tables in which every word must have its value, by the name of their key."""

NAMES: Mapping[type, str] = {
    model.Header: "dossier", model.Theme: "thema", model.Concepts: "begrippen", model.Strengths: "sterkte",
    model.Scoring: "score", model.Sources: "bronnen", model.Document: "brondocument", model.Section: "paragraaf",
    model.College: "college", model.Portfolio: "portefeuille", model.Division: "verdeling", model.Opgave: "opgave",
    model.Priority: "prioriteit", model.Statement: "uitspraak", model.Figure: "cijfer",
    model.Contribution: "bijdrage", model.ReadyText: "overneemtekst", model.Layer: "netwerk", model.Actor: "actor", model.Body: "gremium",
    model.Post: "positie", model.Membership: "bezetting", model.Cardinality: "keuze",
    model.Competence: "bevoegdheid", model.Dependency: "afhankelijkheid", model.Influence: "invloed",
    model.Position: "standpunt", model.Reason: "reden",
    model.AgendaItem: "agendapunt", model.Identifier: "identificatie", model.Instrument: "instrument",
    model.Moment: "moment", model.Validity: "geldigheid",
}  # fmt: skip
"""What each class of the model is called in a schema."""


def content_schemas(titles: Titles) -> dict[str, Json]:
    """One schema per kind of content file, by name. References are limited to the ids in `titles`."""
    return {name: content_schema(name, cls, titles) for name, cls in CONTENT_FILES.items()}


def content_schema(name: str, cls: type, titles: Titles) -> Json:
    """The schema of one kind of content file."""
    parts = Parts(Definitions(titles))
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
            case Number(low, high, whole):
                return number(low, high, whole)
            case Day():
                return self.known.ref("dag", day)
            case YesNo():
                return self.known.word("ja-nee")
            case Source():
                return self.known.source()
            case Seat():
                return self.known.ref("naam-van-positie", self._seat)
            case Object(cls):
                return self.object(cls)
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
            words = {word: {**value, "description": meanings[word]} for word in key.values}
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

    def _seat(self) -> Json:
        bodies, themes = one_of(self.known.names("gremium")), one_of(self.known.names("thema"))
        message = f"schrijf gremium/rol of gremium/rol/thema, met namen uit dit dossier. {RENEW}"
        return {
            "type": "string",
            "pattern": f"^(?:positie/)?{bodies}/{one_of(ROLES)}(?:/{themes})?$",
            "patternErrorMessage": message,
            "errorMessage": message,
        }

    def _sourced(self, of: Kind, beside: Beside) -> Json:
        """A value with its own provenance."""
        name = "-".join(("herkomst", _label(of), *(name for name, _, _ in beside)))
        return self.known.ref(name, lambda: self._with_provenance(of, beside))

    def _with_provenance(self, of: Kind, beside: Beside) -> Json:
        value: Json = {**self.value(of), "description": f"de waarde zelf: {form_of(of)}"}
        shared = {key.name: self.key(key) for key in keys_of(model.Item) if key.name != "geldig"}
        wanted = {
            "label": "{waarde, aard, bron}",
            "description": "een waarde met een eigen herkomst",
            "body": "{waarde: $1, aard: ${2|oordeel,aanname,registratie|}, bron: $3}",
        }
        said = {name: {**self.value(kind), "description": meaning} for name, kind, meaning in beside}
        properties = {"waarde": value, **said, **shared}
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
