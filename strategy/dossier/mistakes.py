"""What stands in a text before anyone reads it as YAML: a merge that is not finished, and what looks right but is not.

A word processor makes dashes long, spaces hard and quotation marks curly; people forget a space, or begin a text with an
apostrophe. YAML stumbles over these later, and complains of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from strategy.errors import Finding, Span, quote

_OURS, _BOTH, _MIDDLE, _THEIRS = "<<<<<<<", "|||||||", "=======", ">>>>>>>"
_MARKER = re.compile(rf"\s*(?:({_OURS}|{re.escape(_BOTH)}|{_THEIRS})[<|>]*(?: (.*))?|({_MIDDLE})=*)\s*")
_EXACT = re.compile(rf"(?:{_OURS}|{re.escape(_BOTH)}|{_THEIRS})(?: .*)?\s*|{_MIDDLE}\s*")
_AROUND = 4
"""So many lines with text a syntax error may stand below the mistake."""
_HARD = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
"""Spaces that are no space to YAML."""
_DASHES = "–—−‑‐•·"
QUOTES = "“”„‟‘’‚"
"""Quotation marks of a word processor."""
_GLUED = re.compile(rf"([\w-]+):[{_HARD}]+(.+)", re.DOTALL)


def conflicts(file: str, lines: list[str]) -> list[Finding]:
    """A finding for each place where two versions of a file were laid over each other and nobody chose yet.

    git and other programs mark it so: <<<<<<<, perhaps |||||||, =======, >>>>>>>. A mark that is left over is one too.
    """
    marks = [(number, *found) for number, line in enumerate(lines, 1) if (found := _mark(line))]
    signs = {sign for _, sign, _ in marks}
    if not signs >= {_OURS, _MIDDLE, _THEIRS}:
        # a text may hold something that looks like one, further in or longer
        marks = [mark for mark in marks if _EXACT.fullmatch(lines[mark[0] - 1])]
    return [_conflict(file, lines, group) for group in _grouped(marks)]


Mark = tuple[int, str, str]
"""The line of a mark, the mark itself, and what it calls its version."""


def _mark(line: str) -> tuple[str, str] | None:
    found = _MARKER.fullmatch(line) if line.lstrip()[:7] in (_OURS, _BOTH, _MIDDLE, _THEIRS) else None
    return (found[1] or found[3], (found[2] or "").strip()) if found else None


def _grouped(marks: list[Mark]) -> Iterator[list[Mark]]:
    """The marks of each conflict together: from <<<<<<< to >>>>>>>, or to the next conflict."""
    group: list[Mark] = []
    for mark in marks:
        if group and mark[1] == _OURS:
            yield group
            group = []
        group.append(mark)
        if mark[1] == _THEIRS:
            yield group
            group = []
    if group:
        yield group


def _conflict(file: str, lines: list[str], group: list[Mark]) -> Finding:
    start = group[0][0]
    by_sign = {sign: (number, name) for number, sign, name in group}
    if by_sign.keys() >= {_OURS, _MIDDLE, _THEIRS}:
        (first, ours), (middle, _), (last, theirs) = (by_sign[sign] for sign in (_OURS, _MIDDLE, _THEIRS))
        until = by_sign[_BOTH][0] if _BOTH in by_sign else middle
        one, other = _version(first + 1, until - 1, ours), _version(middle + 1, last - 1, theirs)
        message = f"hier botsen twee versies van dit bestand: {one} en {other}"
        hint = f"kies welke regels blijven, en verwijder de andere en de regels met {_OURS}, {_MIDDLE} en {_THEIRS}"
    else:
        message = "deze regel is over van twee versies die botsten"
        hint = "verwijder haar, en kijk of de regels eromheen kloppen"
    indent = len(lines[start - 1]) - len(lines[start - 1].lstrip())
    return Finding(Span(file, start, indent + 1, 7), "botsing", message, hint, excerpt=lines[start - 1])


def _version(first: int, last: int, name: str) -> str:
    lines = f"regel {first}" if first == last else f"regel {first} tot en met {last}"
    return f"{lines if first <= last else 'niets'}{f' ({quote(name)})' if name else ''}"


class Mistake(NamedTuple):
    """What is wrong at a place in a file, and what to do about it."""

    line: int
    column: int
    message: str
    hint: str


_LOOKS = (
    (
        re.compile(rf"\s*(?P<at>[{_DASHES}])\s*\S"),
        "dit streepje komt uit een tekstverwerker, en YAML kent het niet",
        "begin de regel met een gewoon streepje en een spatie",
    ),
    (
        re.compile(r"\s*(?P<at>\*)\s+\S"),
        "met een sterretje begint in YAML geen lijst",
        "begin de regel met een streepje en een spatie",
    ),
    (
        re.compile(r"\s*(?P<at>-)[^\W\d][\w-]*:(?:\s|$)"),
        "achter dit streepje ontbreekt een spatie",
        "zet een spatie tussen het streepje en het woord",
    ),
    (
        re.compile(rf" *(?:- *)?(?P<at>[{_HARD}])|(?:.*[{{,] *| *(?:- +)?)[\w-]+ *:(?P<after>[{_HARD}])"),
        "hier staat een harde spatie, uit een tekstverwerker of van een webpagina",
        "haal haar weg en typ een gewone spatie",
    ),
    (
        re.compile(r"(?:.*?[:,{\[]|\s*-)\s+(?P<at>[“”„‟‘‚])"),
        "dit aanhalingsteken komt uit een tekstverwerker, en YAML kent het niet",
        'typ rechte aanhalingstekens: "…"',
    ),
    (
        re.compile(r"\s*(?:- +)?[^\W\d][\w-]*(?P<at>:)[^\s:/,]"),
        "achter deze dubbele punt ontbreekt een spatie",
        "schrijf `sleutel: waarde`",
    ),
)
_APOSTROPHE = re.compile(r"(?:.*?[:,{\[]|\s*-)\s+(?P<at>'(?:[stnkmr]\b|s-)[^']*)")


def mistake_near(lines: list[str], line: int) -> Mistake | None:
    """What looks right but is not, on a line of which YAML complains or shortly before it."""
    near = [number for number in range(min(line, len(lines)), 0, -1) if lines[number - 1].strip()]
    for number in near[:_AROUND]:
        for pattern, message, hint in _LOOKS:
            if found := pattern.match(lines[number - 1]):
                return Mistake(number, found.start(found.lastgroup or 0) + 1, message, hint)
    for number in near:
        if found := _APOSTROPHE.fullmatch(lines[number - 1].rstrip()):
            return Mistake(
                number,
                found.start("at") + 1,
                "deze tekst begint met een apostrof, en die leest YAML als een aanhalingsteken",
                f'zet er dubbele aanhalingstekens omheen: "{found["at"].rstrip()}"',
            )
    return None


def glued(key: str) -> tuple[str, str] | None:
    """A key and its value that a hard space holds together, as between braces; None for any other key."""
    found = _GLUED.fullmatch(key)
    return (found[1], found[2].strip()) if found else None


def pasted(word: str) -> tuple[str, str]:
    """What a word is without the signs of a word processor around it, and what these are; "" when there are none."""
    plain = word.strip(f" {_HARD}{_DASHES}{QUOTES}")
    if plain == word or not plain:
        return word, ""
    hard = any(sign in word for sign in _HARD)
    return plain, "een harde spatie" if hard else "een teken uit een tekstverwerker"
