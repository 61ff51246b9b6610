"""The small parts of a rule: patterns, terms, variables, numbers and texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from strategy.dossier.keys import recognised
from strategy.dossier.provenance import SourceRef
from strategy.dossier.register import Reference
from strategy.dossier.scalars import ID_PATTERN, SOURCE_PATTERN, yaml_surprise
from strategy.dossier.vocabulary import NATURES
from strategy.dossier.yamlsyntax import excerpt, lines_of
from strategy.dossier.yamltree import Mapping, Node, Scalar, Sequence, words
from strategy.errors import Finding, Span, nearest, quote
from strategy.facts.types import Value
from strategy.rulebook.ast import Compare, Const, OneOf, Operator, Pattern, Term, Var

LARGEST_NUMBER = 1_000_000_000
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_COMPARISON = re.compile(r"(<=|>=|!=|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_FACT_NAME = re.compile(r"[a-z][a-z0-9_]*")
VARIABLE = re.compile(r"\$[a-z][a-z0-9_]*")
_OPERATORS: dict[str, Operator] = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "=", "!=": "!="}


@dataclass
class PartParser:
    """Parses the parts of rules in one file; problems are collected in `findings`, what they hide in `lost`."""

    file: str
    text: str
    findings: list[Finding] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    broken: set[Span] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._lines = lines_of(self.text)

    def report(self, span: Span, code: str, message: str, hint: str = "") -> None:
        self.findings.append(Finding(span, code, message, hint, excerpt=excerpt(self._lines, span.line)))

    def unreadable(self, node: Node, code: str, message: str, hint: str) -> None:
        """Report a node of which nothing can be used, unless its problem is reported already."""
        if not (isinstance(node, Scalar) and node.broken):
            self.report(node.span, code, message, hint)
        self.lost |= words(node)

    def pair(self, node: Node) -> list[tuple[str, str]]:
        items = node.items if isinstance(node, Sequence) else ()
        names = [
            item.text[1:] for item in items if isinstance(item, Scalar) and VARIABLE.fullmatch(item.text)
        ]
        if len(names) != 2 or len(items) != 2:
            self.unreadable(node, "vorm", '"anders" vergelijkt twee variabelen', "schrijf `anders: [$a, $b]`")
            return []
        return [(names[0], names[1])]

    def pattern(self, key: Scalar, value: Node) -> list[Pattern]:
        if not isinstance(value, Mapping):
            self.unreadable(
                value,
                "vorm",
                f"achter {quote(key.text)} horen velden",
                f"schrijf `{key.text[:40]}: {{veld: waarde}}`",
            )
            return []
        terms = []
        for name, node in value.items:
            term = self.term(node)
            if term is not None:
                terms.append((name.text, term))
        return [Pattern(key.text, tuple(terms), key.span)]

    def term(self, node: Node) -> Term | None:
        if isinstance(node, Sequence):
            values = [self._constant(item) for item in node.items]
            if not values:
                self.report(
                    node.span,
                    "vorm",
                    "een lege lijst past bij niets",
                    "noem minstens één waarde, of laat het veld weg",
                )
            return None if None in values or not values else OneOf(tuple(v for v in values if v is not None))
        if not isinstance(node, Scalar):
            self.unreadable(
                node, "vorm", "hier hoort een waarde, een $variabele of een lijst", "verwijder de accolades"
            )
            return None
        if node.text.startswith("$"):
            return self._variable(node)
        if match := _COMPARISON.fullmatch(node.text):
            number = self._number(node, match[2])
            return None if number is None else Compare(_OPERATORS[match[1]], number)
        constant = self._constant(node)
        return None if constant is None else Const(constant)

    def _variable(self, node: Scalar) -> Var | None:
        if not VARIABLE.fullmatch(node.text):
            self.report(
                node.span,
                "variabele",
                f"{quote(node.text)} kan geen variabele zijn",
                "schrijf $ en kleine letters, zoals $p",
            )
            return None
        return Var(node.text[1:])

    def _constant(self, node: Node) -> Value | None:
        if not isinstance(node, Scalar) or node.text.startswith("$"):
            self.unreadable(
                node, "vorm", "in een lijst horen vaste waarden", "gebruik hier geen $variabelen of accolades"
            )
            return None
        if node.broken:
            return None
        if node.empty or not node.text.strip():
            self.report(node.span, "leeg", "hier staat niets", "vul een waarde in, of laat het veld weg")
            return None
        if node.plain and NUMBER.fullmatch(node.text):
            return self._number(node, node.text)
        if surprise := yaml_surprise(node):
            self.report(node.span, "yaml-verrassing", surprise, f"zet aanhalingstekens: {quote(node.text)}")
            return None
        return node.text

    def _number(self, node: Scalar, text: str) -> int | float | None:
        number = float(text)
        if abs(number) > LARGEST_NUMBER:
            self.report(
                node.span, "getal", f"{quote(text)} is te groot", "schrijf een getal onder een miljard"
            )
            return None
        return int(number) if number.is_integer() else number

    def known_keys(self, node: Mapping, known: tuple[str, ...]) -> Mapping:
        recognisable, lost = recognised(node, known, self.report)
        self.lost |= lost
        return recognisable

    def required(self, node: Mapping, key: str) -> Node | None:
        value = node.get(key)
        if value is None:
            hint = "elke regel heeft `regel`, `als` en `dan`"
            self.report(node.span, "ontbreekt", f"hier ontbreekt de sleutel {quote(key)}", hint)
        return value

    def name(self, node: Node | None) -> str:
        text = node.text if isinstance(node, Scalar) else ""
        if node is not None and not ID_PATTERN.fullmatch(text):
            self.report(
                node.span,
                "naam",
                f"{quote(text)} kan geen naam van een regel zijn",
                "gebruik kleine letters, cijfers en koppeltekens, zoals zetel-behouden",
            )
        return text

    def fact_name(self, node: Scalar) -> str:
        """The name of a derived fact or of one of its fields."""
        if not _FACT_NAME.fullmatch(node.text):
            hint = "gebruik kleine letters, cijfers en liggende streepjes, zoals in_koepel"
            self.report(
                node.span, "naam", f"{quote(node.text)} kan geen naam van een feit of veld zijn", hint
            )
        return node.text

    def optional_text(self, node: Mapping, key: str) -> str:
        value = node.get(key)
        if value is None:
            return ""
        if isinstance(value, Scalar) and (value.broken or value.yaml_tag == "str"):
            return " ".join(value.text.split())
        self.unreadable(
            value, "tekst", f"achter {quote(key)} hoort tekst", "zet de hele tekst tussen aanhalingstekens"
        )
        return ""

    def source(self, node: Mapping) -> SourceRef | None:
        text = self.optional_text(node, "bron")
        if not text:
            return None
        value = node.get("bron") or node
        match = SOURCE_PATTERN.fullmatch(text)
        if match is None:
            hint = "schrijf document §paragraaf punt n, bijvoorbeeld bis-2022 §2-vng punt 1"
            self.report(value.span, "bron", f"{quote(text)} is geen bronverwijzing", hint)
            return None
        source = SourceRef(match["document"], match["section"] or "", match["bullet"] or "")
        self._refer("document", source.document, value.span)
        if source.section:
            self._refer("paragraaf", f"{source.document} §{source.section}", value.span)
        return source

    def _refer(self, kind: str, name: str, span: Span) -> None:
        self.references.append(Reference((kind,), name, span, excerpt(self._lines, span.line)))

    def nature(self, node: Mapping) -> str:
        text = self.optional_text(node, "aard")
        if text and text not in NATURES:
            value = node.get("aard") or node
            near = nearest(text, NATURES)
            hint = f'bedoeld: "{near}"?' if near else f"kies uit: {', '.join(NATURES)}"
            self.report(value.span, "onbekende-waarde", f"{quote(text)} kan hier niet", hint)
        return text
