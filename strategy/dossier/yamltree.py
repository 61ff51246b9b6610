"""Strict YAML: text in, a tree of nodes that know their place out, with every problem as a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import yaml
from yaml.resolver import Resolver

from strategy.dossier.yamlsyntax import excerpt, forbidden_character, lines_of, syntax_finding
from strategy.errors import Finding, Span, quote

MAX_BYTES = 1_000_000
MAX_DEPTH = 40

_RESOLVER: Any = Resolver()
_NUMBER_12 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+")


class Scalar(NamedTuple):
    """A scalar as written; `plain` means without quotes, `broken` that its problem is already reported."""

    text: str
    plain: bool
    span: Span
    broken: bool = False

    @property
    def yaml_tag(self) -> str:
        """What YAML 1.1 or 1.2 would make of it: "str", "bool", "int", "float", "null" or "timestamp"."""
        return _tag(self.text) if self.plain else "str"

    @property
    def empty(self) -> bool:
        return self.plain and not self.broken and self.yaml_tag == "null"


@lru_cache(maxsize=8192)
def _tag(text: str) -> str:
    if _NUMBER_12.fullmatch(text):
        return "float"
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    return tag.rsplit(":", 1)[-1]


class Sequence(NamedTuple):
    items: tuple[Node, ...]
    span: Span


class Mapping(NamedTuple):
    """Keys in the order of the file; keys are always text."""

    items: tuple[tuple[Scalar, Node], ...]
    span: Span
    dropped: tuple[Node, ...] = ()
    """What stands behind a key that was already there: reported, and not read."""

    def get(self, key: str) -> Node | None:
        return next((node for name, node in self.items if name.text == key), None)


Node = Scalar | Sequence | Mapping


class _Problem(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def parse(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """Read one YAML document; `None` when it is empty or broken. Raises nothing: problems are findings.

    Built on libyaml's event stream (PyYAML's C parser), because it gives marks, aliases and scalar style in
    one pass and never recurses. Scalars stay text: what a value means is decided by the field that reads it,
    so YAML 1.1 cannot silently turn `no` into a boolean or `12:30` into 750. Events are taken one by one and
    never ahead of need, because libyaml takes minutes over what is nested a hundred thousand deep.
    """
    if len(text) > MAX_BYTES:
        return None, [too_large(file)]
    if (finding := forbidden_character(text, file)) is not None:
        return None, [finding]
    findings: list[Finding] = []
    lines = lines_of(text)
    try:
        node = _document(yaml.parse(text, Loader=yaml.CSafeLoader), _Context(file, lines, findings))
    except _Problem as problem:
        return None, [*findings, problem.finding]
    except yaml.YAMLError as error:
        return None, [*findings, syntax_finding(error, file, lines)]
    return node, findings


def too_large(file: str) -> Finding:
    message = f"het bestand is groter dan {MAX_BYTES // 1_000_000} MB"
    return Finding(Span(file), "te-groot", message, "splits het bestand in kleinere delen")


def words(node: Node) -> set[str]:
    """Every text within a node: what may be missed elsewhere when the node cannot be read."""
    if isinstance(node, Scalar):
        return {node.text}
    if isinstance(node, Sequence):
        return {word for item in node.items for word in words(item)}
    pairs = {word for key, value in node.items for word in (key.text, *words(value))}
    return pairs.union(*map(words, node.dropped))


@dataclass(frozen=True)
class _Context:
    file: str
    lines: list[str]
    findings: list[Finding]

    def span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:  # libyaml always marks; the stubs allow for events made by hand
            return Span(self.file)
        length = end.column - start.column if end.line == start.line else 1
        return Span(self.file, start.line + 1, start.column + 1, max(1, length))

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
    assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
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
        return Scalar(event.value, not event.style and event.tag is None, span)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(_node(inner, events, context, depth + 1))
        return Sequence(tuple(items), span)
    return _mapping(events, context, depth, span)


def _mapping(events: Iterator[yaml.Event], context: _Context, depth: int, span: Span) -> Mapping:
    pairs: dict[str, tuple[Scalar, Node]] = {}
    dropped: list[Node] = []
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, context, depth + 1)
        value = _node(next(events), events, context, depth + 1)
        if not isinstance(key, Scalar):
            message = "hier hoort een sleutel: één woord, zonder haken of accolades"
            context.report(
                key.span,
                "sleutel",
                message,
                "schrijf `sleutel: waarde`; tekst met { of [ hoort tussen aanhalingstekens",
            )
            dropped.append(value)
        elif key.text in pairs:
            first = pairs[key.text][0].span.line
            message = f"de sleutel {quote(key.text)} staat hier twee keer; de eerste staat op regel {first}"
            context.report(key.span, "dubbele-sleutel", message, "verwijder er één")
            dropped.append(value)
        elif not key.broken and not (key.text == "<<" and isinstance(value, Scalar) and value.broken):
            pairs[key.text] = (key, value)
    return Mapping(tuple(pairs.values()), span, tuple(dropped))
