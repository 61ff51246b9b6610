"""Strict YAML: text in, a tree of nodes that know their place out, with every problem as a finding.

First what stands in a text before anyone reads it as YAML: a merge that is not finished, and what looks right but is not. A
word processor makes dashes long, spaces hard and quotation marks curly; people forget a space, or begin a text with an
apostrophe. YAML stumbles over these later, and complains of something else.

Then what a syntax error means to someone who does not know YAML: the place to look, and the likely fix. Then the tree,
and where keys and values stand in it (`Places`). Then from text to tree.
"""

from __future__ import annotations

import re
from collections import ChainMap, abc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import yaml
from yaml.resolver import Resolver

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


_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
TURNING = "\u202a-\u202e\u2066-\u2069"
"""Signs that turn the direction of the text around them: a reader sees something else than is there."""
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff{TURNING}]")
"""Signs that YAML does not allow, and those that turn text."""
_DIGITS = re.compile(r"-?[0-9]+ [0-9]+")
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


def is_text(name: str) -> bool:
    """Whether a name, such as one from the disk, holds nothing but signs that may stand in a file too."""
    return not _FORBIDDEN.search(name)


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
    what = _as_libyaml(where, str(getattr(error, "problem", None) or error))
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
    elif mistake := mistake_near(lines, line):
        line, column, message, hint = mistake
        content = excerpt(lines, line)
    elif problem and context and "expected '-' indicator" in what and problem.column == context.column:
        message, hint = "hier ontbreekt het streepje van de lijst", f"schrijf `- {content.strip()}`"
    elif mark and mark is problem:
        message, hint = _on_the_spot(what, content, column - 1) or (message, hint)
        column = (
            _start_of_key(content, column) if "mapping values" in what or "expected ','" in what else column
        )
    return Finding(Span(file, line, column), "yaml", message, hint, excerpt=content)


def _as_libyaml(where: str, what: str) -> str:
    """A complaint of the parser in plain Python as libyaml words it."""
    if what.startswith("expected <block end>"):
        return f"did not find expected {_INSTEAD.get(where, 'key')}"
    if what.startswith("expected '<document start>'"):
        return "did not find expected <document start>"
    return what.replace("sequence entries are not allowed here", "block sequence entries are not allowed")


_INSTEAD = {"while parsing a block collection": "'-' indicator"}


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
    if "cannot start any token" in problem and here == "\t":
        return "een tab mag hier niet", "gebruik een spatie"
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
                "zet ook voor het eerste blok erboven een streepje, of zet de lijst onder een sleutel",
            )
        return "de inspringing klopt niet", _NEIGHBOURS
    return next(((message, hint) for needle, message, hint in _ON_THE_SPOT if needle in problem), None)


MAX_BYTES = 1_000_000
MAX_DEPTH = 40

_RESOLVER: Any = Resolver()
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
"""What YAML takes for nothing."""
_NUMBER_12 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+")


class Scalar(NamedTuple):
    """A scalar as written; `plain` means without quotes, `broken` that its problem is already reported.

    `end` is the line on which it ends and the column behind its last sign there, both counted from 1.
    """

    text: str
    plain: bool
    span: Span
    broken: bool = False
    end: tuple[int, int] = (0, 0)

    @property
    def yaml_tag(self) -> str:
        """What YAML 1.1 or 1.2 would make of it: "str", "bool", "int", "float", "null" or "timestamp"."""
        return _tag(self.text) if self.plain else "str"

    @property
    def empty(self) -> bool:
        return self.plain and not self.broken and self.text in _NOTHING


@lru_cache(maxsize=8192)
def _tag(text: str) -> str:
    if _NUMBER_12.fullmatch(text):
        return "float"
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return tag.rsplit(":", 1)[-1]


class Sequence(NamedTuple):
    """Elements in the order of the file; `end` as of a scalar, behind the bracket when there is one."""

    items: tuple[Node, ...]
    span: Span
    end: tuple[int, int] = (0, 0)


class Mapping(NamedTuple):
    """Keys in the order of the file; keys are always text. `end` as of a scalar, behind the brace when there is one."""

    items: tuple[tuple[Scalar, Node], ...]
    span: Span
    dropped: tuple[Node, ...] = ()
    """What stands behind a key that was already there: reported, and not read."""
    end: tuple[int, int] = (0, 0)

    def get(self, key: str) -> Node | None:
        return next((node for name, node in self.items if name.text == key), None)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, eq=False)
class YamlFile:
    """A file as it was read: its lines, the tree of what stands on them, and the problems met on the way.

    Without a `node` the file is empty, or broken.
    """

    path: str
    lines: list[str]
    node: Node | None
    problems: tuple[Finding, ...]

    def excerpt(self, span: Span) -> str:
        """The line at a place in this file; "" when there is no such line."""
        return excerpt(self.lines, span.line)

    @cached_property
    def blocks(self) -> abc.Mapping[tuple[int, int], Mapping]:
        """Every block by where it begins, and by the place of each of its keys and plain values; the whole file at 1:1."""
        found: dict[tuple[int, int], Mapping] = {}
        for block in blocks_in(self.node):
            found[block.span[1:3]] = block
            for key, value in block.items:
                found[key.span[1:3]] = block
                if isinstance(value, Scalar):
                    found.setdefault(value.span[1:3], block)
        if isinstance(self.node, Mapping):
            found.setdefault((1, 1), self.node)
        return found


def blocks_in(node: Node | None) -> Iterator[Mapping]:
    """Every block within a node, those around before those in them."""
    if isinstance(node, Mapping):
        yield node
        for _, value in node.items:
            yield from blocks_in(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from blocks_in(item)


@dataclass(frozen=True, eq=False)
class Places:
    """Where everything stands in the files of a dossier, by path: asked from a place, by the keys that lead on from there.

    A place is that of a block (where it begins, or one of its keys or plain values). A key in a list is that of the
    first of its blocks that has it, or the element that says it; a number is an element, and a value without a list
    is one; behind a plain value a key is a part of its text. What is not there leaves the place of the one before.
    """

    files: abc.Mapping[str, YamlFile] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[YamlFile]) -> Places:
        """The places in these files."""
        return cls({file.path: file for file in files})

    def __or__(self, other: Places) -> Places:
        return Places(ChainMap(other.files, self.files))  # type: ignore[arg-type]  # read only

    def excerpt(self, span: Span) -> str:
        """The line at a place; "" when there is none."""
        file = self.files.get(span.file)
        return file.excerpt(span) if file else ""

    def shown(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings, each with the line that it is about."""
        return [
            found if found.excerpt else replace(found, excerpt=self.excerpt(found.span)) for found in findings
        ]

    def key(self, start: Span, *keys: str | int) -> Span:
        """The place of the last of these keys."""
        return self._walk(start, keys)[0]

    def value(self, start: Span, *keys: str | int) -> Span:
        """Where what stands behind these keys begins; a block begins at its first key."""
        _, node = self._walk(start, keys)
        if node is None:
            return start
        return node.items[0][0].span if isinstance(node, Mapping) and node.items else node.span

    def saying(self, start: Span, word: str) -> Span:
        """The first place from `start` on, within its block, that says a word; else `start`."""
        scalars = (scalar for scalar in _scalars(self._block(start)) if scalar.text == word)
        return next((self._part(found, word) for found in scalars if found.span >= start), start)

    def _block(self, start: Span) -> Mapping | None:
        file = self.files.get(start.file)
        return file.blocks.get(start[1:3]) if file else None

    def _walk(self, start: Span, keys: tuple[str | int, ...]) -> tuple[Span, Node | None]:
        """The place of the last key that is there, and what stands behind it."""
        place, found = start, None
        within: Node | None = self._block(start)
        for key in keys:
            step = _step(within, key)
            if step is None:
                break
            place, found = step
            if isinstance(key, str) and isinstance(found, Scalar) and place == found.span:
                place = self._part(found, key)
            within = found
        return place, found

    def _part(self, scalar: Scalar, part: str) -> Span:
        """The place of a word or words of a text, which may go on over lines and stand between quotation marks.

        That of the text itself when they are not written on one line of it: folded, or with a sign written otherwise.
        """
        span, (last, behind) = scalar.span, scalar.end
        ending = r"(?![\w-])" if part[-1:].isalnum() else ""
        pattern = re.compile(rf"(?<![\w$-]){re.escape(part)}{ending}")
        for number, line in enumerate(self.files[span.file].lines[span.line - 1 : last], span.line):
            first = span.column - 1 if number == span.line else 0
            if found := pattern.search(line, first, behind - 1 if number == last else len(line)):
                return Span(span.file, number, found.start() + 1, max(1, len(part)))
        return span


class LateFile(YamlFile):
    """A file that was read, of which only the text is kept: it is a tree again when somebody asks for it."""

    def __init__(self, path: str, text: str) -> None:
        self.__dict__.update(path=path, text=text)

    @cached_property
    def lines(self) -> list[str]:
        return lines_of(self.__dict__["text"])

    @cached_property
    def parsed(self) -> YamlFile:
        return parse(self.__dict__["text"], self.path)

    @property
    def node(self) -> Node | None:
        return self.parsed.node

    @property
    def problems(self) -> tuple[Finding, ...]:
        return self.parsed.problems


def _step(node: Node | None, key: str | int) -> tuple[Span, Node] | None:
    if node is None:
        return None
    if isinstance(node, Mapping) and isinstance(key, str):
        return next(((name.span, child) for name, child in node.items if name.text == key), None)
    if isinstance(node, Sequence) and isinstance(key, str):
        steps = (_step(item, key) for item in node.items if not isinstance(item, Scalar) or item.text == key)
        return next(filter(None, steps), None)
    if isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
        node = node.items[key]
    return node.span, node


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif node is not None:
        for key, value in node.items:
            yield key
            yield from _scalars(value)
        for value in node.dropped:
            yield from _scalars(value)


class _Problem(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, or in the page of the workbench, where nothing is compiled, the same events in plain Python."""


KEPT_CHARACTERS = 100_000
"""A file of more than this is read again each time: its tree and its objects take thirty times the memory of its text."""


def parse(text: str, file: str) -> YamlFile:
    """Read one YAML document. Raises nothing: problems are findings.

    The last trees are kept, so that who asks where something stands need not read its file again.

    Built on libyaml's event stream (PyYAML's C parser), because it gives marks, aliases and scalar style in
    one pass and never recurses. Scalars stay text: what a value means is decided by the field that reads it,
    so YAML 1.1 cannot silently turn `no` into a boolean or `12:30` into 750. Events are taken one by one and
    never ahead of need, because libyaml takes minutes over what is nested a hundred thousand deep.
    """
    return _kept(text, file) if len(text) <= KEPT_CHARACTERS else _parse(text, file)


def _parse(text: str, file: str) -> YamlFile:
    lines = lines_of(text)
    if len(text) > MAX_BYTES:
        return YamlFile(file, lines, None, (too_large(file),))
    if (finding := forbidden_character(text, file)) is not None:
        return YamlFile(file, lines, None, (finding,))
    if unmerged := conflicts(file, lines):
        return YamlFile(file, lines, None, tuple(unmerged))
    findings: list[Finding] = []
    node: Node | None = None
    try:
        node = _document(yaml.parse(text, Loader=LOADER), _Context(file, lines, findings))
    except _Problem as problem:
        findings.append(problem.finding)
    except yaml.YAMLError as error:
        findings.append(syntax_finding(error, file, lines))
    return YamlFile(file, lines, node, tuple(findings))


_kept = lru_cache(maxsize=128)(_parse)


def too_large(file: str) -> Finding:
    message = f"het bestand is groter dan {MAX_BYTES // 1_000_000} MB"
    return Finding(Span(file), "te-groot", message, "splits het bestand in kleinere delen")


def words(node: Node) -> set[str]:
    """Every text within a node: what may be missed elsewhere when the node cannot be read."""
    return {scalar.text for scalar in _scalars(node)}


@dataclass(frozen=True)
class _Context:
    file: str
    lines: list[str]
    findings: list[Finding]

    def span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:  # libyaml always marks; the stubs allow for events made by hand
            return Span(self.file)
        line, column = start.line, start.column
        length = end.column - column if end.line == line else 1
        return Span(self.file, line + 1, column + 1, length if length > 1 else 1)

    def report(self, span: Span, code: str, message: str, hint: str) -> None:
        self.findings.append(self.finding(span, code, message, hint))

    def finding(self, span: Span, code: str, message: str, hint: str = "") -> Finding:
        return Finding(span, code, message, hint, excerpt=excerpt(self.lines, span.line))


def _document(events: Iterator[yaml.Event], context: _Context) -> Node | None:
    node: Node | None = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Problem(
                    context.finding(
                        context.span(event),
                        "meer-documenten",
                        "hier begint een tweede document in hetzelfde bestand",
                        "verwijder de regel ---, of maak er twee bestanden van",
                    )
                )
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent | yaml.AliasEvent):
            node = _node(event, events, context, 1)
    if isinstance(node, Scalar) and node.empty:
        return None
    return node


_WITH_A_TAG = yaml.ScalarEvent | yaml.CollectionStartEvent


def _node(event: yaml.Event, events: Iterator[yaml.Event], context: _Context, depth: int) -> Node:
    span = context.span(event)
    if depth > MAX_DEPTH:
        message = f"hier zitten meer dan {MAX_DEPTH} lagen haken of lijsten in elkaar"
        raise _Problem(
            context.finding(span, "te-diep", message, "verwijder haken of streepjes die te veel zijn")
        )
    if isinstance(event, yaml.AliasEvent):
        message = f"de verwijzing *{event.anchor} mag hier niet"
        context.report(
            span,
            "verwijzing",
            message,
            "schrijf de waarde voluit; tekst met een * hoort tussen aanhalingstekens",
        )
        return Scalar("", True, span, broken=True)
    assert isinstance(event, _WITH_A_TAG)
    if event.anchor:
        message = f"het anker &{event.anchor} mag hier niet"
        context.report(
            span, "anker", message, "verwijder het anker; tekst met een & hoort tussen aanhalingstekens"
        )
    if event.tag is not None and event.tag != "!":
        message = f"het YAML-label {quote(event.tag.replace('tag:yaml.org,2002:', '!!'))} mag hier niet"
        context.report(
            span, "yaml-label", message, "verwijder het label; tekst met een ! hoort tussen aanhalingstekens"
        )
    if isinstance(event, yaml.ScalarEvent):
        text = event.value
        if event.style == '"' and (
            hidden := _FORBIDDEN.search(text)
        ):  # that an escape such as \x01 stands for
            message = f"in deze tekst zit een onzichtbaar teken (U+{ord(hidden[0]):04X}) dat niet mag"
            context.report(span, "onzichtbaar", message, "haal het stukje met \\ weg dat dit teken maakt")
            text = _FORBIDDEN.sub("", text)
        return Scalar(text, not event.style and event.tag is None, span, end=_end(event))
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_node(inner, events, context, depth + 1))
        return Sequence(tuple(items), span, _end(inner) if event.flow_style else items[-1].end)
    return _mapping(event, events, context, depth, span)


def _end(event: yaml.Event) -> tuple[int, int]:
    """The line and column behind what an event reads."""
    mark = event.end_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _mapping(
    start: yaml.CollectionStartEvent, events: Iterator[yaml.Event], context: _Context, depth: int, span: Span
) -> Mapping:
    pairs: dict[str, tuple[Scalar, Node]] = {}
    dropped: list[Node] = []
    next_item = False
    end = (0, 0)
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, context, depth + 1)
        value = _node(next(events), events, context, depth + 1)
        end = value.end
        without = isinstance(value, Scalar) and not value.text
        if not isinstance(key, Scalar):
            message = "hier hoort een sleutel: één woord, zonder haken of accolades"
            context.report(
                key.span,
                "sleutel",
                message,
                "schrijf `sleutel: waarde`; tekst met { of [ hoort tussen aanhalingstekens",
            )
            dropped.append(value)
        elif next_item:
            dropped.extend((key, value))
        elif key.text in pairs and _lacks_dash(key, next(iter(pairs.values()))[0], context.lines):
            next_item = True
            message = f"hier begint een nieuw blok met {quote(key.text)}, maar het streepje ontbreekt"
            line = excerpt(context.lines, key.span.line).strip()
            context.report(
                key.span, "dubbele-sleutel", message, f"schrijf `- {line}`, zoals bij het blok erboven"
            )
            dropped.append(value)
        elif without and (parts := glued(key.text)):
            message = "hier staat een harde spatie, uit een tekstverwerker of van een webpagina"
            at = key.span._replace(column=key.span.column + len(parts[0]) + 1, length=1)
            context.report(at, "yaml", message, "haal haar weg en typ een gewone spatie")
            pairs[parts[0]] = (key._replace(text=parts[0]), Scalar(parts[1], True, key.span, broken=True))
        elif without and pairs and _quoted_apart(key, next(reversed(pairs.values()))[1]):
            last = next(reversed(pairs))
            message = "dit aanhalingsteken komt uit een tekstverwerker, en YAML kent het niet"
            span = pairs[last][1].span
            context.report(span, "yaml", message, 'typ rechte aanhalingstekens: "…"')
            pairs[last] = (pairs[last][0], Scalar("", True, span, broken=True))
            dropped.append(key)
        elif without and pairs and (number := _with_comma(key, next(reversed(pairs.values()))[1])):
            last = next(reversed(pairs))
            message = f"{quote(number)} is hier geen getal"
            hint = f"gebruik een punt in plaats van een komma: {number.replace(',', '.')}"
            span = pairs[last][1].span._replace(length=len(number))
            context.report(span, "getal", message, hint)
            pairs[last] = (pairs[last][0], Scalar(number, True, span, broken=True))
        elif key.text in pairs:
            first = pairs[key.text][0].span.line
            message = f"de sleutel {quote(key.text)} staat hier twee keer; de eerste staat op regel {first}"
            hint = "verwijder er één"
            if _in_a_list(next(iter(pairs.values()))[0], context.lines):
                hint += ", of zet een streepje voor de eerste regel van een nieuw blok"
            context.report(key.span, "dubbele-sleutel", message, hint)
            dropped.append(value)
        elif not key.broken and not (key.text == "<<" and isinstance(value, Scalar) and value.broken):
            pairs[key.text] = (key, value)
    return Mapping(tuple(pairs.values()), span, tuple(dropped), _end(event) if start.flow_style else end)


def _lacks_dash(key: Scalar, first: Scalar, lines: list[str]) -> bool:
    """Whether a key begins a block of its own in a list: it is the one behind the dash, once more on a line of its own."""
    alone = not excerpt(lines, key.span.line)[: key.span.column - 1].strip()
    return key.text == first.text and _in_a_list(first, lines) and alone


def _in_a_list(first: Scalar, lines: list[str]) -> bool:
    """Whether the first key of a block stands behind a dash."""
    return excerpt(lines, first.span.line)[: first.span.column - 1].strip() == "-"


def _quoted_apart(key: Scalar, before: Node) -> bool:
    """Whether a comma between quotation marks of a word processor broke a text in two: between braces these quote nothing."""
    return (
        isinstance(before, Scalar)
        and before.plain
        and before.text[:1] in QUOTES
        and key.text[-1:] in QUOTES
        and bool(before.text and key.text)
    )


def _with_comma(key: Scalar, before: Node) -> str:
    """The number that was written with a comma: between braces 0,7 is the value 0, and a key 7 without one. "" for others."""
    if not (isinstance(before, Scalar) and before.plain):
        return ""
    line, column = before.end
    joined = key.span.line == line and key.span.column in (column + 1, column + 2)
    return f"{before.text},{key.text}" if joined and _DIGITS.fullmatch(f"{before.text} {key.text}") else ""
