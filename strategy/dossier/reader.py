"""From YAML nodes to model objects, as the fields declare; every problem becomes a finding."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from strategy.dossier import vocabulary as words
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
    Source,
    Table,
    Text,
    WithSource,
    YesNo,
    keys_of,
)
from strategy.dossier.provenance import Origin, Sourced, SourceRef
from strategy.dossier.yamltree import Mapping, Node, Scalar, Sequence, excerpt
from strategy.errors import Finding, Span, suggest

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SOURCE_PATTERN = re.compile(r"(?P<document>[^\s§]+)(?: §(?P<section>[^\s]+))?(?: punt (?P<bullet>[0-9]+[a-z]?))?")
_NUMBER_PATTERN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DAY_PATTERN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PROVENANCE_KEYS = ("waarde", "bron", "aard", "toelichting", "te_verifieren", "openbaarheid")
_SURPRISES = {
    "bool": "leest YAML als ja/nee-waarde",
    "int": "leest YAML als getal",
    "float": "leest YAML als getal",
    "timestamp": "leest YAML als datum",
    "null": "leest YAML als leeg",
}


@dataclass(frozen=True)
class Definition:
    """Where a name of some kind is defined."""

    kind: str
    name: str
    span: Span


@dataclass(frozen=True)
class Reference:
    """Where a name is used, and of which kinds it may be."""

    kinds: tuple[str, ...]
    name: str
    span: Span
    excerpt: str


@dataclass
class Reader:
    """Reads the nodes of one file; collects findings, definitions and references as it goes."""

    file: str
    lines: list[str]
    findings: list[Finding] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def report(self, span: Span, code: str, message: str, hint: str = "") -> None:
        self.findings.append(Finding(span, code, message, hint, excerpt=excerpt(self.lines, span.line)))

    # ── objects ───────────────────────────────────────────────────────────────────────────────────

    def object(self, node: Node, cls: type, inherited: Origin, name: str | None = None) -> Any:
        """An instance of the model class `cls`. With `name`, the node is a table entry and `name` its id.

        Attributes that are missing or wrong are reported and left None: the caller must not use the
        result when there are findings.
        """
        if not isinstance(node, Mapping):
            self.report(node.span, "vorm", f"hier hoort een blok met sleutels ({_expected(cls)})", "schrijf `sleutel: waarde`")
            return None
        declared = {key.name: key for key in _keys(cls)}
        if name is not None:
            declared = {key: value for key, value in declared.items() if value.attribute != "id"}
        for key, _ in node.items:
            if key.text not in declared:
                self._unknown_key(key, declared)
        values: dict[str, Any] = {} if name is None else {"id": name}
        origin = inherited
        if _has_origin(cls):
            origin = self._origin(node, inherited)
            values["origin"] = origin
        for declared_key in declared.values():
            child = node.get(declared_key.name)
            if child is not None and not (isinstance(child, Scalar) and child.empty):
                values[declared_key.attribute] = self.value(child, declared_key.kind, origin)
            elif declared_key.required:
                self.report(
                    node.span, "ontbreekt", f'de sleutel "{declared_key.name}" ontbreekt', declared_key.description
                )
                values[declared_key.attribute] = None
            elif child is not None:
                self.report(
                    child.span,
                    "leeg",
                    f'achter "{declared_key.name}" staat niets',
                    "vul een waarde in of verwijder de regel",
                )
        return cls(**values)

    def _unknown_key(self, key: Scalar, declared: dict[str, Key]) -> None:
        hint = suggest(key.text, declared) or f"mogelijk: {', '.join(declared)}"
        self.report(key.span, "onbekende-sleutel", f'de sleutel "{key.text}" bestaat hier niet', hint)

    def _origin(self, node: Mapping, inherited: Origin) -> Origin:
        """The provenance a mapping states; what it does not state is inherited from what surrounds it."""
        stated: dict[str, Any] = {"span": node.items[0][0].span if node.items else node.span}
        if (child := node.get("bron")) is not None:
            stated |= {"source": self._source(child), "nature": "registratie", "to_verify": "", "note": ""}
        if (child := node.get("aard")) is not None:
            stated["nature"] = self._choice(child, words.NATURES)
            if stated["nature"] == "aanname" and node.get("bron") is None:
                stated["source"] = None
        for key, attribute in (("toelichting", "note"), ("te_verifieren", "to_verify")):
            if (child := node.get(key)) is not None:
                stated[attribute] = self._text(child, Text())
        if (child := node.get("openbaarheid")) is not None:
            stated["internal"] = self._choice(child, words.VISIBILITIES) == "intern" or inherited.internal
        return dataclasses.replace(inherited, **stated)

    # ── values ────────────────────────────────────────────────────────────────────────────────────

    def value(self, node: Node, kind: Kind, origin: Origin) -> Any:
        """The value of a node read as `kind`; None, with a finding, when it is not one."""
        match kind:
            case WithSource(of):
                return self._sourced(node, of, origin)
            case Object(cls):
                return self.object(node, cls, origin)
            case Many(of):
                return self._many(node, of, origin)
            case Table(key, of):
                return self._table(node, key, of, origin)
        if not isinstance(node, Scalar):
            self.report(node.span, "vorm", f"hier hoort één waarde: {_form(kind)}", "verwijder de haken of accolades")
            return None
        return self._scalar(node, kind)

    def _scalar(self, node: Scalar, kind: Kind) -> Any:
        match kind:
            case Text():
                return self._text(node, kind)
            case Choice(values):
                return self._choice(node, values)
            case Number():
                return self._number(node, kind)
            case Day():
                return self._day(node)
            case YesNo():
                return self._choice(node, ("ja", "nee")) == "ja"
            case Source():
                return self._source(node)
            case NewId(new_kind):
                return self._new_id(node, new_kind)
            case Ref(kinds):
                return self._reference(node, kinds)
        raise TypeError(kind)

    def _sourced(self, node: Node, of: Kind, origin: Origin) -> Sourced[Any] | None:
        inner: Node = node
        own = origin.at(node.span)
        if isinstance(node, Mapping) and node.get("waarde") is not None:
            for key, _ in node.items:
                if key.text not in _PROVENANCE_KEYS:
                    self._unknown_key(key, {name: None for name in _PROVENANCE_KEYS})  # type: ignore[misc]
            inner = node.get("waarde") or node
            own = self._origin(node, origin).at(inner.span)
        value = self.value(inner, of, origin)
        return None if value is None else Sourced(value, own)

    def _many(self, node: Node, of: Kind, origin: Origin) -> tuple[Any, ...]:
        nodes = node.items if isinstance(node, Sequence) else (node,)
        values = tuple(self.value(child, of, origin) for child in nodes)
        plain = [value.value if isinstance(value, Sourced) else value for value in values]
        for index, value in enumerate(plain):
            if isinstance(value, str) and value in plain[:index]:
                self.report(nodes[index].span, "dubbel", f'"{value}" staat twee keer in deze lijst', "verwijder er één")
        return values

    def _table(self, node: Node, key_kind: Kind, of: Kind, origin: Origin) -> dict[str, Any]:
        if not isinstance(node, Mapping):
            self.report(node.span, "vorm", "hier hoort een blok met sleutels", "schrijf `sleutel: waarde`")
            return {}
        table: dict[str, Any] = {}
        for key, child in node.items:
            name = self._scalar(key, key_kind)
            if name is None:
                continue
            table[name] = (
                self.object(child, of.cls, origin, name) if isinstance(of, Object) else self.value(child, of, origin)
            )
        return table

    # ── scalars ───────────────────────────────────────────────────────────────────────────────────

    def _plain_text(self, node: Node, what: str) -> str | None:
        """The text of a scalar, unless YAML 1.1 would have read it as something else."""
        if not isinstance(node, Scalar):
            self.report(node.span, "vorm", f"hier hoort {what}", "verwijder de haken of accolades")
            return None
        if (surprise := _SURPRISES.get(node.yaml11_tag)) is not None:
            self.report(
                node.span,
                "yaml-verrassing",
                f"{node.text or 'een lege waarde'} {surprise}; hier hoort {what}",
                f'zet aanhalingstekens: "{node.text}"',
            )
            return None
        return node.text

    def _text(self, node: Node, kind: Text) -> str | None:
        text = self._plain_text(node, "tekst")
        if text is None:
            return None
        if not text.strip():
            self.report(node.span, "leeg", "hier hoort tekst", "vul een waarde in of verwijder de regel")
            return None
        if len(text) > kind.longest:
            self.report(node.span, "te-lang", f"de tekst is langer dan {kind.longest} tekens", "maak de tekst korter")
            return None
        return " ".join(text.split())

    def _choice(self, node: Node, values: tuple[str, ...]) -> str | None:
        text = self._plain_text(node, f"een van: {', '.join(values)}")
        if text is None or text in values:
            return text
        self.report(
            node.span, "onbekende-waarde", f'"{text}" kan hier niet', suggest(text, values) or f"mogelijk: {', '.join(values)}"
        )
        return None

    def _number(self, node: Node, kind: Number) -> float | None:
        assert isinstance(node, Scalar)
        if not node.plain or not _NUMBER_PATTERN.fullmatch(node.text):
            hint = "schrijf een getal met cijfers en een punt, zonder aanhalingstekens: 1.5"
            if re.fullmatch(r"-?[0-9]+,[0-9]+", node.text):
                hint = f"gebruik een punt: {node.text.replace(',', '.')}"
            self.report(node.span, "getal", f'"{node.text}" is hier geen getal', hint)
            return None
        number = float(node.text)
        if not kind.low <= number <= kind.high:
            self.report(node.span, "getal", f"{node.text} ligt niet tussen {kind.low:g} en {kind.high:g}")
            return None
        return number

    def _day(self, node: Node) -> date | None:
        text = node.text if isinstance(node, Scalar) else ""
        if _DAY_PATTERN.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.report(node.span, "datum", f"{text} is geen bestaande dag", "controleer maand en dag")
                return None
        self.report(node.span, "datum", f'"{text}" is geen datum', "schrijf jjjj-mm-dd, bijvoorbeeld 2022-06-16")
        return None

    def _source(self, node: Node) -> SourceRef | None:
        text = self._plain_text(node, "een bron: document §paragraaf punt n")
        if text is None:
            return None
        if not (match := SOURCE_PATTERN.fullmatch(text)):
            self.report(
                node.span, "bron", f'"{text}" is geen bronverwijzing', "schrijf: document §paragraaf punt n"
            )
            return None
        ref = SourceRef(match["document"], match["section"] or "", match["bullet"] or "")
        self._refer(("document",), ref.document, node.span)
        if ref.section:
            self._refer(("paragraaf",), f"{ref.document} §{ref.section}", node.span)
        return ref

    def _new_id(self, node: Node, kind: str) -> str | None:
        name = self._id(node)
        if name is not None:
            self.definitions.append(Definition(kind, name, node.span))
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
                f'"{text}" kan geen naam zijn',
                "gebruik kleine letters, cijfers en koppeltekens: vng-zjo",
            )
            return None
        return text

    def _refer(self, kinds: tuple[str, ...], name: str, span: Span) -> None:
        self.references.append(Reference(kinds, name, span, excerpt(self.lines, span.line)))


@cache
def _keys(cls: type) -> tuple[Key, ...]:
    return tuple(keys_of(cls))


@cache
def _has_origin(cls: type) -> bool:
    return any(declared.name == "origin" for declared in dataclasses.fields(cls))


def _expected(cls: type) -> str:
    return ", ".join(key.name for key in _keys(cls) if key.required) or "naar keuze"


_FORMS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Choice, lambda kind: f"een van {', '.join(kind.values)}"),
    (Number, lambda kind: f"een getal van {kind.low:g} tot {kind.high:g}"),
    (Day, lambda kind: "een datum jjjj-mm-dd"),
    (YesNo, lambda kind: "ja of nee"),
    (Source, lambda kind: "document §paragraaf punt n"),
    (Ref, lambda kind: f"de naam van een {' of '.join(kind.kinds)}"),
    (NewId, lambda kind: f"een naam voor een {kind.kind}"),
)


def _form(kind: Kind) -> str:
    return next((form(kind) for sort, form in _FORMS if isinstance(kind, sort)), "tekst")
