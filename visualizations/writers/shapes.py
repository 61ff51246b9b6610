"""Data for programs, declared once: each key with what it looks like, how it is read, and what it means.

The JSON Schemas (2020-12) and the JSON itself come from the same declaration, so no key is in one and not in the other. And
JSON as text: laid out over lines, with the words of its language as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from strategy.advice.advise import Case
from strategy.facts.fact_base import TermProgress, progress_of_terms
from visualizations.writers.safe_files import MARK, SEALED

if TYPE_CHECKING:
    from visualizations.writers.sheets import Column

Json = dict[str, Any]
T = TypeVar("T")
W = TypeVar("W")


@dataclass(frozen=True)
class Of(Generic[W, T]):
    """Something to tell, beside the whole that it is of."""

    whole: W
    it: T


def each_of(whole: W, items: Iterable[T]) -> list[Of[W, T]]:
    return [Of(whole, item) for item in items]


@dataclass(frozen=True)
class Shape:
    """What stands behind a key: its JSON Schema, and how a value becomes it."""

    schema: Json
    write: Callable[[Any], Any] = lambda value: value

    def about(self, meaning: str) -> Shape:
        """The same, with what it means in Dutch: schemas are read by people too."""
        return replace(self, schema={**self.schema, "description": meaning})


Key = tuple[Shape, Callable[[T], Any]]
"""A shape, and how its value is read from the thing that the record is about."""

TEXT = Shape({"type": "string"})
MAYBE_TEXT = Shape({"type": ["string", "null"]}, lambda value: value or None)
NUMBER = Shape({"type": "number"})
MAYBE_NUMBER = Shape({"type": ["number", "null"]})
SCORE = Shape({"type": "number"}, lambda value: round(value, 4))
YES_NO = Shape({"type": "boolean"})
WHOLE = Shape({"type": "integer", "minimum": 1})
COUNT = Shape({"type": "integer", "minimum": 0})
MAYBE_WHOLE = Shape({"type": ["integer", "null"], "minimum": 1})
DAY = Shape({"type": "string", "format": "date"}, lambda day: day.isoformat())
MAYBE_DAY = Shape({"type": ["string", "null"], "format": "date"}, lambda day: day and day.isoformat())
VALUE = Shape({"type": ["string", "number"]})
"""What stands in a field of a fact."""
ADVICE_ID = Shape({"type": "string", "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)+$"})
LINE_ID = Shape({"type": "string", "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)*$"})
PLACE: Mapping[str, Key[Any]] = {
    "bestand": (TEXT, lambda at: at.file),
    "regelnummer": (WHOLE, lambda at: at.line),
}
"""Where something stands in the files of a dossier."""


def one_of(*words: str) -> Shape:
    return Shape({"enum": list(words)})


def array(items: Shape, **more: Any) -> Shape:
    """A list; `more` are further words of JSON Schema about it, such as minItems."""
    return Shape(
        {"type": "array", "items": items.schema, **more},
        lambda values: [items.write(each) for each in values],
    )


def one_by_one(items: Shape) -> Shape:
    """A list of which each element is made when it is written: all together they take many times the memory of their text."""
    return Shape(array(items).schema, lambda values: map(items.write, values))


def by_name(values: Shape) -> Shape:
    """An object whose keys come from a dossier."""
    return Shape(
        {"type": "object", "additionalProperties": values.schema},
        lambda named: {name: values.write(value) for name, value in dict(named).items()},
    )


def maybe(shape: Shape) -> Shape:
    """The shape, or null."""
    return Shape(
        {**shape.schema, "type": [shape.schema["type"], "null"]},
        lambda value: None if value is None else shape.write(value),
    )


def null_or(shape: Shape) -> Shape:
    """The same for shapes without a single type, and where the published schema says it in these words."""
    return Shape(
        {"anyOf": [{"type": "null"}, shape.schema]},
        lambda value: None if value is None else shape.write(value),
    )


def record_of(kind: type[T]) -> Callable[..., Shape]:
    """An object about a `kind` of thing, with all of the keys that are given and no others."""

    def record(**keys: Key[T]) -> Shape:
        schema = {
            "type": "object",
            "properties": {name: shape.schema for name, (shape, _) in keys.items()},
            "required": list(keys),
            "additionalProperties": False,
        }
        return Shape(
            schema, lambda thing: {name: shape.write(read(thing)) for name, (shape, read) in keys.items()}
        )

    return record


def optional(shape: Shape, **keys: Key[T]) -> Shape:
    """The same object, with keys that are there only when there is something to say."""
    properties = {**shape.schema["properties"], **{name: each.schema for name, (each, _) in keys.items()}}

    def write(thing: T) -> Json:
        found = ((name, each, read(thing)) for name, (each, read) in keys.items())
        more = {name: each.write(value) for name, each, value in found if value is not None}
        return {**shape.write(thing), **more}

    return replace(shape, schema={**shape.schema, "properties": properties}, write=write)


def of_part(read: Callable[[Any], Any], keys: Mapping[str, Key[Any]]) -> Mapping[str, Key[Any]]:
    """Keys about a part of the thing, to stand between those about the thing itself."""

    def within(key: Key[Any]) -> Key[Any]:
        shape, inner = key
        return shape, lambda thing: inner(read(thing))

    return {name: within(key) for name, key in keys.items()}


_CELLS = {
    "text": Shape(MAYBE_TEXT.schema),
    "number": MAYBE_NUMBER,
    "whole": Shape({"type": ["integer", "null"]}),
}


def key_name(title: str) -> str:
    """A heading as a name in JSON: thema's → themas, te verifiëren → te_verifieren."""
    return re.sub(r"[^a-z0-9]+", "_", title.lower().replace("'", "").replace("ë", "e"))


def rows_of(columns: Iterable[Column]) -> Shape:
    """The rows of a table as records, absent values null; each column says in the schema what it means."""
    keys = {
        key_name(each.title): (_CELLS[each.sort].about(each.meaning), itemgetter(number))
        for number, each in enumerate(columns)
    }
    return array(record_of(tuple)(**keys))


_PROGRESS = record_of(TermProgress)(
    periode=(TEXT, lambda found: found.term),
    totaal=(COUNT, lambda found: found.total),
    bevestigd=(COUNT, lambda found: found.confirmed),
)
TO_CONFIRM: Key[Case] = (
    array(_PROGRESS).about("van elke periode waarvoor feiten nog te bevestigen zijn, hoeveel het er al zijn"),
    lambda case: progress_of_terms(case.facts),
)
"""How far a new term was confirmed: of everything that rests on the facts of a dossier, what it is worth."""


def made_with(version: str) -> Mapping[str, Key[Any]]:
    """With what every output begins: what made it, and the version of its own shape."""
    return {
        "gemaakt_met": (Shape({"pattern": SEALED}), lambda _: MARK),
        "versie": (Shape({"const": version}), lambda _: version),
    }


def head(version: str) -> Mapping[str, Key[Case]]:
    """The same, and of which dossier it is, under which scenario, on which day, by which rules, and how far confirmed."""
    return {
        **made_with(version),
        "openbaar": (YES_NO, lambda case: case.view.public_only),
        "dossier": (TEXT, lambda case: case.dossier.header.id),
        "scenario": (TEXT, lambda case: case.scenario),
        "peildatum": (DAY, lambda case: case.view.day),
        "regels": (TEXT, lambda case: case.fingerprint),
        "te_bevestigen": TO_CONFIRM,
    }


def head_data(case: Case, version: str) -> Json:
    """The keys of `head` with what they say of a case, for a form that others have described."""
    return {name: shape.write(read(case)) for name, (shape, read) in head(version).items()}


def document(title: str, whole: Shape) -> Shape:
    """A shape as a whole JSON Schema."""
    draft = "https://json-schema.org/draft/2020-12/schema"
    return replace(whole, schema={"$schema": draft, "title": title, **whole.schema})


def contract_of(kind: type[T], title: str, version: str, case: Callable[[T], Case]) -> Callable[..., Shape]:
    """A whole output about a `kind` of answer: the head that all have, and the keys that are given.

    `version` is that of this shape, `case` finds the case that the answer is about.
    """

    def contract(**keys: Key[T]) -> Shape:
        whole = record_of(kind)(**of_part(case, head(version)), **keys)
        return document(title, whole)

    return contract


# ── as text ─────────────────────────────────────────────────────────────────────────────────────────

CONTAINERS = (dict, list, tuple, map)
"""What is written as an object or a list. Of a `map` each element is made when it is written, and let go then."""


def json_text(data: Any) -> str:
    """What `json.dumps` writes with `indent=2` and `ensure_ascii=False`, and a line end, to the letter.

    Its encoder leaves C as soon as it indents, and was a third of the time of a large answer. Here it only encodes what
    holds no other lists or objects, which it does in C when the line end and the indentation are part of its separator.
    """
    return "".join(json_parts(data))


def json_parts(data: Any) -> Iterator[str]:
    """The same in parts: the whole of a large answer takes as much memory again for each level that it is put together on."""
    yield from _parts(data, "\n", _APART)
    yield "\n"


_APART = 2
"""So many levels deep each value is a part of its own: of the advice each line."""


def _parts(value: Any, line: str, levels: int) -> Iterator[str]:
    if not levels or _is_plain(value):
        yield _written(value, line)
        return
    within = line + "  "
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    before = opened + within
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield f"{before}{_encoder(within)(key)}: " if isinstance(value, dict) else before
        yield from _parts(item, within, levels - 1)
        before = "," + within
    yield line + closed if before[0] == "," else opened + closed


def _is_plain(value: Any) -> bool:
    """Whether it holds no lists or objects."""
    if not isinstance(value, CONTAINERS):
        return True
    return not isinstance(value, map) and not any(
        isinstance(item, CONTAINERS) for item in (value.values() if isinstance(value, dict) else value)
    )


def _written(value: Any, line: str) -> str:
    """A value, of which every line but the first begins with `line`: a line end and the indentation."""
    if not isinstance(value, CONTAINERS) or not value:
        return _encoder(line)(value)
    within = line + "  "
    if _is_plain(value):
        text = _encoder(within)(value)
        return f"{text[0]}{within}{text[1:-1]}{line}{text[-1]}"
    return "".join(_parts(value, line, 1))


@cache
def _encoder(line: str) -> Callable[[Any], str]:
    return json.JSONEncoder(ensure_ascii=False, separators=("," + line, ": ")).encode
