"""What an editor can put down at once: a new thing with the keys it needs, ready to fill in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

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
from strategy.dossier.schemaparts import Json


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
    model.Document: (Snippet("nieuwe bron", ("id", "title", "short", "publisher", "day", "sections")),),
    model.Section: (Snippet("nieuwe paragraaf", ("id", "title"), line=True),),
    model.Portfolio: (Snippet("nieuwe portefeuille", ("id", "name", "office", "themes", "capacity")),),
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
    return {"label": one.label, "description": f"begin hier een {what}", "body": body}


def choice(place: int, words: Iterable[str]) -> str:
    """A place where one of these words is chosen; a place to fill in when there is none."""
    listed = [re.sub(r"([\\,|])", r"\\\1", word) for word in words]
    return f"${{{place}|{','.join(listed)}|}}" if listed else f"${place}"


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
                return choice(place, ("ja", "nee"))
            case NewId():
                return f"${{{place}:korte-naam}}"
            case Ref(kinds):
                return choice(place, (name for each in kinds for name in self.known(each)))
            case Source():
                return choice(place, self.known("bron"))
            case Seat():
                return f"${{{place}:gremium/rol}}"
            case Day():
                return f"${{{place}:2026-03-18}}"
            case Number(low, high, _):
                return f"${{{place}:{1 if low <= 1 <= high else low:g}}}"
        raise TypeError(kind)
