"""Texts of new files: templates filled in, names that users type, and changes at known places of an existing text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from strategy.dossier.defined_names import slug
from strategy.errors import KrachtenveldError, quote

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_BLANK = re.compile(r"__([a-z]+(?:_[a-z]+)*)__")
_COMMENTED = re.compile(r"(.*?\S) {2,}(# .*\n)")


def _home() -> Traversable:
    from importlib.resources import files  # commands that fill in nothing do without

    return files("strategy.templates")


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template file with each `__name__` replaced by its value, which must be fit for its place.

    Raises KeyError for a blank that has no value: a defect of ours.
    """
    return filled(_read(_home().joinpath(template)), values)


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with each `__name__` replaced by its value; comments behind it stay in their column if they can."""
    return "".join(_line(line, values) for line in text.splitlines(keepends=True))


def _line(line: str, values: Mapping[str, str]) -> str:
    def value(blank: re.Match[str]) -> str:
        return values[blank[1]]

    commented = _COMMENTED.fullmatch(line)
    if commented is None:
        return _BLANK.sub(value, line)
    content, comment = (_BLANK.sub(value, part) for part in commented.groups())
    column = max(commented.start(2), len(content) + 2)
    return f"{content:{column}}{comment}"


def folder(name: str, values: Mapping[str, str]) -> dict[str, str]:
    """Every file of a template folder, by its path in that folder, sorted."""
    return {path: filled(text, values) for path, text in sorted(_texts(_home().joinpath(name), ""))}


def _texts(place: Traversable, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for child in place.iterdir():
        path = f"{prefix}{child.name}"
        found.extend(_texts(child, f"{path}/") if child.is_dir() else [(path, _read(child))])
    return found


def _read(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")


LONGEST_NAME = 60


def name_of(given: str) -> str:
    """A name as given, on one line. Raises KrachtenveldError when nobody could mean it as a name."""
    name = " ".join(given.split())
    if not name:
        raise KrachtenveldError("de naam is leeg", 'geef een naam, bijvoorbeeld "Schone lucht"')
    if not name.isprintable():
        raise KrachtenveldError(
            "in de naam staat een onzichtbaar teken", "typ de naam opnieuw, zonder te plakken"
        )
    if ".." in name or name.startswith(("/", "~", "./")) or "\\" in name or name.endswith((".yaml", ".yml")):
        last = re.split(r"[/\\]", name)[-1].removesuffix(".yaml").removesuffix(".yml")
        hint = f"bedoeld: {quote(last)}?" if slug(last) else "geef alleen de naam; de plek volgt vanzelf"
        raise KrachtenveldError(f"{quote(name)} is een bestand of map, geen naam", hint)
    if len(name) > LONGEST_NAME:
        raise KrachtenveldError(
            f"de naam heeft {len(name)} tekens; er passen er {LONGEST_NAME}", "kies een kortere naam"
        )
    if not slug(name):
        raise KrachtenveldError(
            f"van {quote(name)} is geen korte naam te maken",
            "gebruik minstens één gewone letter of een cijfer",
        )
    return name


_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_BOM = "\ufeff"


class Edit(NamedTuple):
    """From a place up to another one comes `text`. Lines and columns count from 1; the second place is not in it."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def insertion(line: int, text: str) -> Edit:
    """Whole lines before a line, or at the end when the text has no such line."""
    return Edit(line, 1, line, 1, text)


def replacement(line: int, column: int, length: int, text: str) -> Edit:
    """Other words in place of some on one line."""
    return Edit(line, column, line, column + length, text)


def removal(line: int, column: int, end_line: int, end_column: int) -> Edit:
    """Nothing in place of what is there."""
    return Edit(line, column, end_line, end_column, "")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after these edits, which may not overlap; new lines end as the first line of the text does.

    Lines are those that YAML counts, so that the places of nodes fit; a mark of UTF-8 in front stays.
    """
    body = text.removeprefix(_BOM)
    mark = text[: len(text) - len(body)]
    first = _BREAK.search(body)
    newline = first[0] if first else "\n"
    starts = [0, *(found.end() for found in _BREAK.finditer(body))]
    for edit in sorted(edits, reverse=True):
        new = edit.text.replace("\n", newline)
        start, end = _offset(body, starts, edit[:2]), _offset(body, starts, edit[2:4])
        if edit.line > len(starts) and body and not _BREAK.search(body[-1]):
            new = newline + new
        body = body[:start] + new + body[end:]
    return mark + body


def _offset(text: str, starts: list[int], place: tuple[int, int]) -> int:
    line, column = place
    return starts[line - 1] + column - 1 if line <= len(starts) else len(text)
