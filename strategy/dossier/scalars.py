"""Single values from YAML scalars: text, choices, numbers, dates, names and source references."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from strategy.dossier.fields import (
    Choice,
    Day,
    Kind,
    NewId,
    Number,
    Ref,
    Seat,
    Source,
    Text,
    WithSource,
    YesNo,
)
from strategy.dossier.provenance import SourceRef
from strategy.dossier.register import KIND_NAMES, MOST_SUGGESTIONS, Definition, Reference, one_of
from strategy.dossier.vocabulary import ROLES
from strategy.dossier.yamlsyntax import excerpt
from strategy.dossier.yamltree import Mapping, Node, Scalar, words
from strategy.errors import Finding, Span, nearest, quote

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SOURCE_PATTERN = re.compile(
    r"(?P<document>[^\s§]+)(?: §(?P<section>[^\s]+))?(?: punt (?P<bullet>[0-9]+[a-z]?))?"
)
_NUMBER_PATTERN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DAY_PATTERN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SURPRISES = {
    "bool": "ja/nee-waarde",
    "int": "getal",
    "float": "getal",
    "timestamp": "datum",
    "null": "leeg",
}


@dataclass
class ScalarReader:
    """Reads scalars of one file; collects findings, definitions and references as it goes."""

    file: str
    lines: list[str]
    findings: list[Finding] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    """Kinds of names of which a whole list is missing."""
    lost: set[str] = field(default_factory=set)
    """Words within nodes that could not be read: names among them may be missed elsewhere."""

    def report(self, span: Span, code: str, message: str, hint: str = "") -> None:
        self.findings.append(Finding(span, code, message, hint, excerpt=excerpt(self.lines, span.line)))

    def unreadable(self, node: Node, code: str, message: str, hint: str) -> None:
        """Report a node of which nothing can be used, unless its problem is reported already."""
        if not (isinstance(node, Scalar) and node.broken):
            self.report(node.span, code, message, hint)
        self.lost |= words(node)

    def scalar(self, node: Scalar, kind: Kind) -> Any:
        if node.broken:
            return None
        match kind:
            case Text():
                return self.text(node, kind)
            case Choice(values):
                return self.choice(node, values)
            case Number():
                return self._number(node, kind)
            case Day():
                return self._day(node)
            case YesNo():
                return self.choice(node, ("ja", "nee")) == "ja"
            case Source():
                return self.source(node)
            case Seat():
                return self._seat(node)
            case NewId(new_kind):
                return self._new_id(node, new_kind)
            case Ref(kinds):
                return self._reference(node, kinds)
        raise TypeError(kind)

    def _plain_text(self, node: Node, what: str) -> str | None:
        """The text of a scalar, unless YAML 1.1 would have read it as something else."""
        if not isinstance(node, Scalar):
            self.unreadable(node, "vorm", f"hier hoort {what}", one_value(node))
            return None
        if node.broken:
            return None
        if node.empty:
            self.report(
                node.span,
                "leeg",
                f"hier staat niets; hier hoort {what}",
                "vul een waarde in of verwijder de regel",
            )
            return None
        if surprise := yaml_surprise(node):
            hint = f"zet aanhalingstekens: {quote(node.text)}" if what == "tekst" else f"schrijf {what}"
            self.report(node.span, "yaml-verrassing", surprise, hint)
            return None
        return node.text

    def text(self, node: Node, kind: Text) -> str | None:
        text = self._plain_text(node, "tekst")
        if text is None:
            return None
        if not text.strip():
            self.report(
                node.span, "leeg", "hier staat een lege tekst", "vul een waarde in of verwijder de regel"
            )
            return None
        if len(text) > kind.longest:
            message = f"de tekst heeft {len(text)} tekens; hier passen er {kind.longest}"
            self.report(node.span, "te-lang", message, "maak de tekst korter")
            return None
        return " ".join(text.split())

    def choice(self, node: Node, values: tuple[str, ...]) -> str | None:
        options = ", ".join(values)
        text = self._plain_text(node, f"een van: {options}")
        if text is None or text in values:
            return text
        near = nearest(text, values) if len(self.findings) < MOST_SUGGESTIONS else ""
        hint = f'bedoeld: "{near}"?' if near else f"kies uit: {options}"
        self.report(node.span, "onbekende-waarde", f"{quote(text)} kan hier niet", hint)
        return None

    def _number(self, node: Node, kind: Number) -> float | None:
        assert isinstance(node, Scalar)
        if not node.plain or not _NUMBER_PATTERN.fullmatch(node.text):
            if node.empty:
                self.report(
                    node.span,
                    "leeg",
                    "hier staat niets; hier hoort een getal",
                    "vul een getal in of verwijder de regel",
                )
            else:
                self.report(node.span, "getal", f"{quote(node.text)} is hier geen getal", _number_hint(node))
            return None
        number = float(node.text)
        if not kind.low <= number <= kind.high:
            bounds = f"tussen {amount(kind.low)} en {amount(kind.high)}"
            self.report(
                node.span, "getal", f"{quote(node.text)} ligt niet {bounds}", f"kies een getal {bounds}"
            )
            return None
        if kind.whole and not number.is_integer():
            self.report(
                node.span, "getal", f"{quote(node.text)} is geen heel getal", "schrijf een getal zonder punt"
            )
            return None
        return number

    def _day(self, node: Node) -> date | None:
        text = node.text if isinstance(node, Scalar) else ""
        if _DAY_PATTERN.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.report(
                    node.span, "datum", f"{text} bestaat niet", "controleer jaar, maand en dag: jjjj-mm-dd"
                )
                return None
        self.report(
            node.span, "datum", f"{quote(text)} is geen datum", "schrijf jjjj-mm-dd, bijvoorbeeld 2022-06-16"
        )
        return None

    def source(self, node: Node) -> SourceRef | None:
        text = self._plain_text(node, "een bron, bijvoorbeeld bis-2022 §2-vng punt 1")
        if text is None:
            return None
        if not (match := SOURCE_PATTERN.fullmatch(text)):
            self.report(
                node.span,
                "bron",
                f"{quote(text)} is geen bronverwijzing",
                "schrijf document §paragraaf punt n, bijvoorbeeld bis-2022 §2-vng punt 1",
            )
            return None
        ref = SourceRef(match["document"], match["section"] or "", match["bullet"] or "")
        self._refer(("document",), ref.document, node.span)
        if ref.section:
            self._refer(("paragraaf",), f"{ref.document} §{ref.section}", node.span)
        return ref

    def _seat(self, node: Node) -> str | None:
        """The name of a seat, without the sort of advice that may stand before it."""
        text = self._plain_text(node, "een positie, bijvoorbeeld vng-zjo/lid")
        if text is None:
            return None
        name = text.removeprefix("positie/")
        body, *rest = name.split("/")
        if len(rest) not in (1, 2) or rest[0] not in ROLES:
            message = f"{quote(text)} is geen positie; een positie heet gremium/rol of gremium/rol/thema"
            self.report(node.span, "positie", message, f"kies als rol uit: {', '.join(ROLES)}")
            return None
        self._refer(("gremium",), body, node.span)
        if rest[1:]:
            self._refer(("thema",), rest[1], node.span)
        return name

    def _new_id(self, node: Node, kind: str) -> str | None:
        name = self._id(node)
        if name is not None:
            self.definitions.append(Definition(kind, name, node.span, excerpt(self.lines, node.span.line)))
        return name

    def _reference(self, node: Node, kinds: tuple[str, ...]) -> str | None:
        name = self._id(node)
        if name is not None:
            self._refer(kinds, name, node.span)
        return name

    def _id(self, node: Node) -> str | None:
        text = self._plain_text(node, "een naam zoals vng-zjo")
        if text is None:
            return None
        if not ID_PATTERN.fullmatch(text):
            self.report(
                node.span,
                "naam",
                f"{quote(text)} kan geen naam zijn",
                "gebruik kleine letters, cijfers en koppeltekens, zoals vng-zjo",
            )
            return None
        return text

    def _refer(self, kinds: tuple[str, ...], name: str, span: Span) -> None:
        self.references.append(Reference(kinds, name, span, excerpt(self.lines, span.line)))


def yaml_surprise(node: Scalar) -> str:
    """What YAML would silently make of a text without quotes; empty when it stays text."""
    other = _SURPRISES.get(node.yaml_tag)
    return f"YAML leest {node.text} als {other}, niet als tekst" if other else ""


def _number_hint(node: Scalar) -> str:
    if re.fullmatch(r"-?[0-9]+,[0-9]+", node.text):
        return f"gebruik een punt in plaats van een komma: {node.text.replace(',', '.')}"
    if _NUMBER_PATTERN.fullmatch(node.text):
        return "laat de aanhalingstekens weg"
    return "schrijf een gewoon getal met cijfers en zo nodig een punt, zoals 4 of 1.5"


def amount(number: float) -> str:
    """A bound as people write it."""
    return f"{number:.0f}" if float(number).is_integer() else f"{number:g}"


def one_value(node: Node) -> str:
    if isinstance(node, Mapping):
        return "verwijder de accolades of sleutels; tekst met { of een dubbele punt hoort tussen aanhalingstekens"
    return "noem één waarde, zonder haken of streepjes; tekst met [ hoort tussen aanhalingstekens"


_FORMS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Choice, lambda kind: f"een van {', '.join(kind.values)}"),
    (Number, lambda kind: f"een getal van {amount(kind.low)} tot {amount(kind.high)}"),
    (Day, lambda kind: "een datum jjjj-mm-dd"),
    (YesNo, lambda kind: "ja of nee"),
    (Source, lambda kind: "document §paragraaf punt n"),
    (Seat, lambda kind: "een positie: gremium/rol of gremium/rol/thema"),
    (Ref, lambda kind: f"de naam van een {one_of(KIND_NAMES[each] for each in kind.kinds)}"),
    (NewId, lambda kind: f"een nieuwe naam voor een {KIND_NAMES[kind.kind]}"),
    (WithSource, lambda kind: form_of(kind.of)),
)


def form_of(kind: Kind) -> str:
    return next((form(kind) for sort, form in _FORMS if isinstance(kind, sort)), "tekst")
