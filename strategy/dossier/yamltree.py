"""Strict YAML: text in, a tree of nodes that know their place out, with every problem as a finding.

Built on libyaml's event stream (PyYAML's C parser), because it gives marks, aliases and scalar style in
one pass and never recurses. Scalars stay text: what a value means is decided by the field that reads it,
so YAML 1.1 cannot silently turn `no` into a boolean or `12:30` into 750.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml.resolver import Resolver

from strategy.errors import Finding, Span

MAX_BYTES = 2_000_000
MAX_DEPTH = 40

_RESOLVER = Resolver()
_STRING = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True)
class Scalar:
    """A scalar as written; `plain` means without quotes."""

    text: str
    plain: bool
    span: Span

    @property
    def yaml11_tag(self) -> str:
        """What YAML 1.1 would have made of the scalar: "str", "bool", "int", "float", "null" or "timestamp"."""
        if not self.plain:
            return "str"
        tag: str = _RESOLVER.resolve(yaml.ScalarNode, self.text, (True, False))
        return tag.rsplit(":", 1)[-1]

    @property
    def empty(self) -> bool:
        return self.plain and self.yaml11_tag == "null"


@dataclass(frozen=True)
class Sequence:
    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True)
class Mapping:
    """Keys in the order of the file; keys are always text."""

    items: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        return next((node for name, node in self.items if name.text == key), None)


Node = Scalar | Sequence | Mapping


class _Problem(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def parse(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """Read one YAML document; `None` when it is empty or broken. Raises nothing: problems are findings."""
    findings: list[Finding] = []
    if len(text) > MAX_BYTES:
        message = f"het bestand is groter dan {MAX_BYTES // 1_000_000} MB"
        return None, [Finding(Span(file), "te-groot", message, "splits het bestand in kleinere delen")]
    lines = text.splitlines()
    try:
        events = iter(list(yaml.parse(text, Loader=yaml.CSafeLoader)))
        node = _document(events, _Context(file, lines, findings))
    except _Problem as problem:
        return None, [*findings, problem.finding]
    except yaml.YAMLError as error:
        return None, [*findings, _syntax_finding(error, file, lines)]
    return node, findings


@dataclass(frozen=True)
class _Context:
    file: str
    lines: list[str]
    findings: list[Finding]

    def span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Span(self.file, start.line + 1, start.column + 1, max(1, length))

    def finding(self, span: Span, code: str, message: str, hint: str = "") -> Finding:
        return Finding(span, code, message, hint, excerpt=excerpt(self.lines, span.line))


def excerpt(lines: list[str], line: int) -> str:
    return lines[line - 1] if 0 < line <= len(lines) else ""


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
                        "het bestand bevat meer dan één YAML-document",
                        "verwijder de regel `---` of maak er twee bestanden van",
                    )
                )
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent | yaml.AliasEvent):
            node = _node(event, events, context, 1)
    if isinstance(node, Scalar) and node.empty:
        return None
    return node


def _node(event: yaml.Event, events: Iterator[yaml.Event], context: _Context, depth: int) -> Node:
    span = context.span(event)
    if depth > MAX_DEPTH:
        raise _Problem(
            context.finding(span, "te-diep", f"meer dan {MAX_DEPTH} lagen in elkaar", "maak de inhoud platter")
        )
    if isinstance(event, yaml.AliasEvent):
        context.findings.append(
            context.finding(
                span,
                "verwijzing",
                f"de YAML-verwijzing *{event.anchor} is niet toegestaan",
                "schrijf de waarde voluit: elk feit staat op één plek in het dossier",
            )
        )
        return Scalar("", True, span)
    if getattr(event, "anchor", None):
        context.findings.append(
            context.finding(
                span,
                "anker",
                f"het YAML-anker &{event.anchor} is niet toegestaan",
                "verwijder het anker",
            )
        )
    if getattr(event, "tag", None) is not None and event.tag != "!":
        context.findings.append(
            context.finding(
                span, "yaml-label", f"het YAML-label {event.tag} is niet toegestaan", "verwijder het label"
            )
        )
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, not event.style and event.tag is None, span)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_node(inner, events, context, depth + 1))
        return Sequence(tuple(items), span)
    return _mapping(events, context, depth, span)


def _mapping(events: Iterator[yaml.Event], context: _Context, depth: int, span: Span) -> Mapping:
    pairs: dict[str, tuple[Scalar, Node]] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, context, depth + 1)
        value = _node(next(events), events, context, depth + 1)
        if not isinstance(key, Scalar):
            context.findings.append(
                context.finding(key.span, "sleutel", "een sleutel moet een woord zijn", "zet de accolades goed")
            )
        elif key.text in pairs:
            first = pairs[key.text][0].span
            context.findings.append(
                context.finding(
                    key.span,
                    "dubbele-sleutel",
                    f'de sleutel "{key.text}" staat hier twee keer; de eerste staat op regel {first.line}',
                    "verwijder er één",
                )
            )
        else:
            pairs[key.text] = (key, value)
    return Mapping(tuple(pairs.values()), span)


_SYNTAX = (
    ("found character '\\t'", "een tab is niet toegestaan als inspringing", "gebruik spaties"),
    ("mapping values are not allowed", "een dubbele punt op een onverwachte plek", "zet tekst met ': ' tussen aanhalingstekens"),
    ("did not find expected key", "de inspringing of de komma's kloppen niet", "kijk of de regel even ver inspringt als zijn buren en of elke { een } heeft"),
    ("did not find expected ',' or '}'", "een komma of } ontbreekt", "sluit de accolade, of zet tekst met een komma tussen aanhalingstekens"),
    ("did not find expected ',' or ']'", "een komma of ] ontbreekt", "sluit de rechte haak, of zet tekst met een komma tussen aanhalingstekens"),
    ("could not find expected ':'", "na de sleutel ontbreekt een dubbele punt", "schrijf `sleutel: waarde`"),
    ("found unexpected end of stream", "het bestand houdt te vroeg op", "sluit het aanhalingsteken of de haak die open staat"),
    ("block sequence entries are not allowed", "een streepje staat op een onverwachte plek", "zet de lijst op een nieuwe regel"),
    ("did not find expected '-' indicator", "de inspringing van de lijst klopt niet", "laat elk streepje even ver inspringen"),
    ("found character that cannot start any token", "een teken dat YAML hier niet toelaat", "zet de tekst tussen aanhalingstekens"),
    ("control characters are not allowed", "een stuurteken dat YAML niet toelaat", "verwijder het onzichtbare teken"),
)  # fmt: skip


def _syntax_finding(error: yaml.YAMLError, file: str, lines: list[str]) -> Finding:
    text = str(error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = min(mark.line + 1, max(1, len(lines))) if mark else 1
    column = mark.column + 1 if mark else 1
    for needle, message, hint in _SYNTAX:
        if needle in text:
            break
    else:
        message, hint = "dit is geen geldige YAML", "kijk naar inspringing, haken en aanhalingstekens op deze regel en die erboven"
    return Finding(Span(file, line, column), "yaml", message, hint, excerpt=excerpt(lines, line))
