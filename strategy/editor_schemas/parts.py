"""What all schemas are made of: definitions made once, objects, lists and texts with Dutch messages, and the names of a dossier."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from strategy.dossier.defined_names import KIND_NAMES
from strategy.dossier.model import Trait
from strategy.dossier.word_lists import LISTS, MEANINGS


def choice(place: int, words: Iterable[str]) -> str:
    """A place where one of these words is chosen; a place to fill in when there is none."""
    listed = [re.sub(r"([\\,|])", r"\\\1", word) for word in words]
    return f"${{{place}|{','.join(listed)}|}}" if listed else f"${place}"


Json = dict[str, Any]
Titles = Mapping[str, Mapping[str, str]]
"""Kind → id → what it is called, with a word about where it belongs. A section has its document before it."""
DIALECT = "http://json-schema.org/draft-07/schema#"
RENEW = "`krachtenveld schema` leest nieuwe namen in"
NUMBER_FORM = "een getal met cijfers en zo nodig een punt, zoals 4 of 1.5, zonder aanhalingstekens"
_SYNTAX = re.compile(r"[\^$\\.*+?()\[\]{}|/]")
_SHORT_LIST = 12
ID = "[a-z0-9]+(?:-[a-z0-9]+)*"


def escaped(text: str) -> str:
    """A text in which no sign means anything to a regular expression of JSON Schema.

    `re.escape` escapes more than an editor's unicode expressions allow.
    """
    return _SYNTAX.sub(r"\\\g<0>", text)


def one_of(texts: Iterable[str]) -> str:
    """A group of a regular expression that matches exactly one of these texts."""
    return f"(?:{'|'.join(escaped(text) for text in texts)})"


@dataclass
class Definitions:
    """The definitions of one schema file, made when they are first referred to.

    Draft 7, because every version of the YAML extension of VS Code knows it. `errorMessage`,
    `patternErrorMessage`, `enumDescriptions`, `markdownDescription` and `defaultSnippets` are the extension's own.
    """

    titles: Titles
    traits: Mapping[str, Trait] = field(default_factory=dict)
    made: dict[str, Json] = field(default_factory=dict)

    def ref(self, name: str, make: Callable[[], Json]) -> Json:
        """A reference to the definition `name`."""
        if name not in self.made:
            self.made[name] = {}
            self.made[name] = make()
        return {"$ref": f"#/definitions/{name}"}

    def schema(self, title: str, body: Json) -> Json:
        """The whole file around a body."""
        return {"$schema": DIALECT, **body, "title": title, "definitions": dict(sorted(self.made.items()))}

    def word(self, name: str) -> Json:
        """One word of the closed list `name`."""
        return self.ref(f"woord-{name}", lambda: word_list(LISTS[name], MEANINGS[name]))

    def id(self, kind: str) -> Json:
        """The id of something of this kind in the dossier."""
        return self.ref(f"id-{kind}", lambda: self._ids(kind))

    def _ids(self, kind: str) -> Json:
        known = self.titles.get(kind, {})
        what = KIND_NAMES[kind]
        message = f"er is geen {what} met deze naam; Ctrl+spatie toont ze. {RENEW}"
        return {
            "enum": sorted(known),
            "enumDescriptions": [known[name] for name in sorted(known)],
            "errorMessage": message,
        }

    def names(self, kind: str) -> list[str]:
        """The names there are of a kind; for "bron" every paragraph, and each document without any."""
        if kind != "bron":
            return sorted(self.titles.get(kind, {}))
        sections = list(self.titles.get("paragraaf", {}))
        cut = {name.partition(" §")[0] for name in sections}
        return [*(name for name in self.titles.get("document", {}) if name not in cut), *sections]

    def source(self) -> Json:
        """A source reference: a document of the dossier, and if need be a paragraph and a bullet."""
        return self.ref("bron", self._source)

    def _source(self) -> Json:
        sections: dict[str, list[str]] = {name: [] for name in self.titles.get("document", {})}
        for name in self.titles.get("paragraaf", {}):
            document, _, section = name.partition(" §")
            if not re.search(r"\s", section):
                sections[document].append(section)
        documents = [
            escaped(document) + (f"(?: §{one_of(names)})?" if names else "")
            for document, names in sections.items()
        ]
        known = {**self.titles.get("document", {}), **self.titles.get("paragraaf", {})}
        message = (
            f"schrijf document §paragraaf punt n, met een document en paragraaf uit bronnen.yaml. {RENEW}"
        )
        pattern = f"^(?:{'|'.join(documents)})(?: punt [0-9]+[a-z]?)?$"
        return matching(
            pattern, message, defaultSnippets=[offer(name, title, name) for name, title in known.items()]
        )


def about(schema: Json, meaning: str) -> Json:
    """The same, with what an editor says of it."""
    return {**schema, "description": meaning}


def offer(label: str, meaning: str, body: Any) -> Json:
    """A snippet: what an editor puts down when it is chosen."""
    return {"label": label, "description": meaning, "body": body}


def matching(pattern: str, message: str, title: str = "", **more: Any) -> Json:
    """Text of one form; the message says which, whatever stands there instead."""
    named = {"title": title} if title else {}
    said = {"patternErrorMessage": message, "errorMessage": message}
    return {"type": "string", **named, "pattern": pattern, **said, **more}


def word_list(listed: Iterable[str], meanings: Mapping[str, str]) -> Json:
    """One of these words, each with its meaning."""
    words = list(listed)
    return {
        "enum": words,
        "enumDescriptions": [meanings[word] for word in words],
        "errorMessage": f"kies uit: {', '.join(words)}"
        if len(words) <= _SHORT_LIST
        else "kies een woord uit de lijst; Ctrl+spatie toont ze",
    }


def closed(properties: Json, required: Iterable[str], title: str, **more: Any) -> Json:
    """An object with these keys and no others; what is missing is said key by key."""
    return {
        "type": "object",
        "title": title,
        "properties": properties,
        "additionalProperties": False,
        "errorMessage": f"hier horen alleen deze sleutels: {', '.join(properties)}"
        if properties
        else "hier hoort niets",
        **({"allOf": must_have({key: properties[key] for key in required})} if required else {}),
        **more,
    }


def must_have(properties: Mapping[str, Json]) -> list[Json]:
    """For each of these keys that it must be there."""
    return [
        {
            "required": [key],
            "errorMessage": f"hier ontbreekt de sleutel {key}: {schema.get('description', '')}".rstrip(": "),
        }
        for key, schema in properties.items()
    ]


def text(longest: int = 0) -> Json:
    """Text that is not empty."""
    limit = {"maxLength": longest} if longest else {}
    message = "hier hoort tekst; zet getallen en woorden als true tussen aanhalingstekens"
    return {"type": "string", "minLength": 1, "pattern": r"\S", **limit, "errorMessage": message}


def number(low: float, high: float, whole: bool = False) -> Json:
    """A number within bounds."""
    return {
        "type": "integer" if whole else "number",
        "minimum": low,
        "maximum": high,
        "errorMessage": f"hier hoort {'een heel getal' if whole else NUMBER_FORM}",
    }


def day() -> Json:
    """A date, written jjjj-mm-dd. That a year has no 29 February only the program sees."""
    months = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9])"
    message = "schrijf een dag die bestaat als jjjj-mm-dd, bijvoorbeeld 2022-06-16"
    return matching(f"^[0-9]{{4}}-(?:{months})$", message)


def new_id() -> Json:
    """A new name: lower case letters, digits and hyphens."""
    message = "gebruik kleine letters, cijfers en koppeltekens, zoals vng-zjo"
    return matching(f"^{ID}$", message, "korte-naam")


def several(item: Json, *, needed: bool, unique: bool) -> Json:
    """One value, or a list of them."""
    return {"anyOf": [*_alternatives(item), listing(item, needed=needed, unique=unique)]}


def listing(item: Json, *, needed: bool, unique: bool = False, least: int = 0) -> Json:
    """A list."""
    smallest = max(least, int(needed))
    return {
        "type": "array",
        "items": item,
        **({"minItems": smallest} if smallest else {}),
        **({"uniqueItems": True} if unique else {}),
        "errorMessage": "hier hoort een lijst",
    }


def _alternatives(item: Json) -> list[Json]:
    return item["anyOf"] if set(item) == {"anyOf"} else [item]


def any_text() -> Json:
    """What is read as text whatever YAML makes of it."""
    return {"type": ["string", "number", "boolean"], "errorMessage": "hier hoort tekst"}
