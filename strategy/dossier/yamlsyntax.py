"""What a YAML syntax error means to someone who does not know YAML: the place to look, and the likely fix."""

from __future__ import annotations

import re

import yaml

from strategy.errors import Finding, Span

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAB = re.compile(r" *\t")
_NEIGHBOURS = "laat de regel even ver inspringen als zijn buren"
_CLOSERS = {"}": "accolade", "]": "haak"}

_AT_THE_START = {
    "while scanning a quoted scalar": (
        "dit aanhalingsteken wordt nergens gesloten",
        "zet aan het eind van de tekst hetzelfde aanhalingsteken",
    ),
    "while parsing a flow sequence": (
        "deze haak [ wordt niet gesloten",
        "zet ] achter het laatste woord van de lijst",
    ),
    "while parsing a flow mapping": (
        "deze accolade { wordt niet gesloten",
        "zet } achter de laatste waarde",
    ),
    "while parsing a flow node": (
        "hier ontbreekt een waarde, of een haak is niet gesloten",
        "vul de waarde in en sluit elke [ en {",
    ),
    "while scanning a simple key": (
        "achter dit woord ontbreekt een dubbele punt",
        "schrijf `sleutel: waarde`, of laat de regel inspringen als hij bij de tekst erboven hoort",
    ),
}
"""Errors that the parser notices long after the mistake; its context mark is where the mistake began."""

_ON_THE_SPOT = (
    ("found unknown escape character", "een \\ heeft tussen dubbele aanhalingstekens een eigen betekenis",
     "schrijf \\\\, of gebruik enkele aanhalingstekens"),
    ("block sequence entries are not allowed", "dit streepje staat op een onverwachte plek", "begin de lijst op een nieuwe regel"),
    ("did not find expected '-' indicator", "deze regel begint links van de lijst erboven", "zet de streepjes van een lijst recht onder elkaar, en een sleutel recht onder de sleutels waar zij bij hoort"),
    ("found incompatible YAML document", "deze versie van YAML wordt niet gelezen", "verwijder de regel met %YAML"),
    ("did not find expected <document start>", "hierboven is het bestand al afgesloten met ...", "verwijder de regel met ..."),
    ("tag", "een uitroepteken begint in YAML een label", "zet de tekst tussen aanhalingstekens"),
    ("anchor", "& en * hebben in YAML een eigen betekenis", "zet de tekst tussen aanhalingstekens"),
    ("alias", "& en * hebben in YAML een eigen betekenis", "zet de tekst tussen aanhalingstekens"),
    ("block scalar", "achter | of > staat iets onverwachts", "begin de tekst op de volgende regel, met inspringing"),
)  # fmt: skip


def lines_of(text: str) -> list[str]:
    """The lines as YAML counts them; Python's own `splitlines` breaks on more characters."""
    return _BREAK.split(text)


def excerpt(lines: list[str], line: int) -> str:
    """A source line, to show with a finding; "" when there is no such line."""
    return lines[line - 1] if 0 < line <= len(lines) else ""


def forbidden_character(text: str, file: str) -> Finding | None:
    """The first character that YAML does not allow anywhere, such as one pasted from a word processor."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    lines = lines_of(text[: found.start()])
    span = Span(file, len(lines), len(lines[-1]) + 1)
    return Finding(
        span,
        "yaml",
        f"hier staat een onzichtbaar teken (U+{ord(found[0]):04X}) dat niet mag",
        "verwijder het teken; typ de tekst zo nodig opnieuw",
        excerpt=excerpt(lines_of(text), span.line),
    )


def syntax_finding(error: yaml.YAMLError, file: str, lines: list[str]) -> Finding:
    """The parser's complaint in Dutch, at the place where the mistake is."""
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    where = str(getattr(error, "context", None) or "")
    what = str(getattr(error, "problem", None) or error)
    mark = problem or context
    message, hint = (
        "dit is geen geldige YAML",
        "kijk naar inspringing, haken en aanhalingstekens op deze regel en die erboven",
    )
    if where in _AT_THE_START and context and (problem is None or context.line != problem.line):
        mark = context
        message, hint = _AT_THE_START[where]
    line, column = _within(mark, lines)
    content = excerpt(lines, line)
    if tab := _TAB.match(content):
        column = tab.end()
        message, hint = "een tab mag niet als inspringing", "gebruik spaties"
    elif mark and mark is problem:
        message, hint = _on_the_spot(what, content, column - 1) or (message, hint)
        column = (
            _start_of_key(content, column) if "mapping values" in what or "expected ','" in what else column
        )
    return Finding(Span(file, line, column), "yaml", message, hint, excerpt=content)


def _start_of_key(line: str, column: int) -> int:
    """Where the key begins whose colon is at `column`, unless the line has an earlier colon to blame it on."""
    before = line[: column - 1]
    if line[column - 1 : column] != ":" or (": " in before and "{" not in before):
        return column
    return column - len(before.rstrip().rsplit(" ", 1)[-1])


def _within(mark: yaml.Mark | None, lines: list[str]) -> tuple[int, int]:
    """Line and column from 1; an error past the end of the file belongs to its last line with text."""
    if mark is None:
        return 1, 1
    line, column = mark.line + 1, mark.column + 1
    if line < len(lines) or excerpt(lines, line).strip():
        return line, column
    filled = [number for number, content in enumerate(lines, start=1) if content.strip()]
    last = filled[-1] if filled else 1
    return last, len(excerpt(lines, last).rstrip()) + 1


def _on_the_spot(problem: str, line: str, column: int) -> tuple[str, str] | None:
    before, here = line[:column].rstrip(), line[column : column + 1]
    if "cannot start any token" in problem:
        return f"een waarde kan niet met {here} beginnen", "zet de tekst tussen aanhalingstekens"
    if "mapping values are not allowed" in problem:
        if ": " in before:
            return (
                "een tweede dubbele punt op dezelfde regel",
                "zet de tekst met ': ' tussen aanhalingstekens",
            )
        return "deze sleutel springt verder in dan die erboven", _NEIGHBOURS
    if "expected ',' or" in problem or "did not find expected key" in problem:
        if here in _CLOSERS:
            return f"een {here} te veel", f"verwijder de {_CLOSERS[here]}, of open haar eerder"
        if before.endswith(("}", "]", '"', "'")):
            return (
                f"achter {before[-1]} staat nog iets",
                "zet een komma, of zet de hele tekst tussen aanhalingstekens",
            )
        if "expected ',' or" in problem:
            return (
                "hier ontbreekt een komma of een haak",
                "zet een komma voor deze sleutel, of sluit de haak of accolade",
            )
        if here == "-":
            return (
                "dit streepje hoort niet bij de regels erboven",
                "zet de lijst onder een sleutel, met inspringing",
            )
        return "de inspringing klopt niet", _NEIGHBOURS
    return next(((message, hint) for needle, message, hint in _ON_THE_SPOT if needle in problem), None)


def locate(lines: list[str], span: Span, words: tuple[str, ...], stop: re.Pattern[str] | None = None) -> Span:
    """The place of the last of `words`, each looked for after the one before and not past a line like `stop`.

    A word that is not there, because it is written otherwise, leaves the place of the one before.
    """
    found, column = span, span.column - 1
    for word in words:
        ending = r"(?![\w-])" if word[-1:].isalnum() else ""
        pattern = re.compile(rf"(?<![\w$-]){re.escape(word)}{ending}")
        for number in range(found.line, len(lines) + 1):
            line = lines[number - 1]
            if stop and number > span.line and stop.match(line):
                break
            if match := pattern.search(line, column if number == found.line else 0):
                found, column = Span(span.file, number, match.start() + 1, max(1, len(word))), match.end()
                break
    return found
