"""Templates from the package, with what differs per dossier filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

_BLANK = re.compile(r"__([a-z]+(?:_[a-z]+)*)__")
_COMMENTED = re.compile(r"(.*?\S) {2,}(# .*\n)")
_HOME = "strategy.templates"


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template file with each `__name__` replaced by its value, which must be fit for its place.

    Raises KeyError for a blank that has no value: a defect of ours.
    """
    return filled(_read(files(_HOME).joinpath(template)), values)


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
    return {path: filled(text, values) for path, text in sorted(_texts(files(_HOME).joinpath(name), ""))}


def _texts(place: Traversable, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for child in place.iterdir():
        path = f"{prefix}{child.name}"
        found.extend(_texts(child, f"{path}/") if child.is_dir() else [(path, _read(child))])
    return found


def _read(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")
