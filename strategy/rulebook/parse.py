"""From the YAML of a rule file to rules with places; form only, names are checked in `check`.

First the small parts of a rule (patterns, terms, variables, numbers, texts), then its examples, then the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import get_args

from strategy.dossier.provenance import SourceRef
from strategy.dossier.reader import ID_PATTERN, FileReader, yaml_surprise
from strategy.dossier.word_lists import NATURES
from strategy.dossier.yamltree import KEPT_CHARACTERS, Mapping, Node, Scalar, Sequence, parse, words
from strategy.errors import Span, nearest, quote, suggest
from strategy.facts.types_and_sentences import Value
from strategy.rulebook.ast import (
    Compare,
    Const,
    Example,
    ExampleKind,
    Head,
    HeadKind,
    OneOf,
    Operator,
    Pattern,
    Rule,
    Term,
    Var,
)

LARGEST_NUMBER = 1_000_000_000
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_COMPARISON = re.compile(r"(<=|>=|!=|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_FACT_NAME = re.compile(r"[a-z][a-z0-9_]*")
VARIABLE = re.compile(r"\$[a-z][a-z0-9_]*")
_OPERATORS: dict[str, Operator] = {sign: sign for sign in get_args(Operator)}
EXAMPLE_KINDS: tuple[ExampleKind, ...] = get_args(ExampleKind)
NOTE = "toelichting"
_FORM = "schrijf `- {p: naam, g: naam}`, met namen uit dit dossier"
PARTICLES = ("niet", "anders")
"""What stands among the conditions of a rule and is no fact."""
HEAD_KINDS: tuple[HeadKind, ...] = get_args(HeadKind)
FILE_KEYS = ("vraag", "omschrijving", "regels")
RULE_KEYS = (
    "regel", "label", "omschrijving", "bron", "aard", "sinds", "als", "dan", "punten", "factor", "argument",
    "voorbeelden",
)  # fmt: skip
LARGEST_POINTS = 1000


@dataclass
class RuleParser(FileReader):
    """Parses the rules of one file and collects problems in `findings`.

    A rule with a problem is kept as far as it can be read, and named in `broken`, so that what is wrong with
    the rest of it is found in the same run. `lost` are the words of what could not be read.
    """

    broken: set[Span] = field(default_factory=set)

    # ── parts ─────────────────────────────────────────────────────────────────────────────────────

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
        """As `text_behind`, but what YAML would not take for text has to stand between quotation marks."""
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
        return self.reference_to_source(text, (node.get("bron") or node).span) if text else None

    def nature(self, node: Mapping) -> str:
        text = self.optional_text(node, "aard")
        if text and text not in NATURES:
            value = node.get("aard") or node
            near = nearest(text, NATURES)
            hint = f'bedoeld: "{near}"?' if near else f"kies uit: {', '.join(NATURES)}"
            self.report(value.span, "onbekende-waarde", f"{quote(text)} kan hier niet", hint)
        return text

    # ── examples ──────────────────────────────────────────────────────────────────────────────────

    def examples(self, node: Node | None) -> tuple[Example, ...]:
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            kinds = ", ".join(EXAMPLE_KINDS)
            self.unreadable(node, "vorm", f'onder "voorbeelden" horen {kinds}', "schrijf `wel:` en een lijst")
            return ()
        known = self.recognised(node, EXAMPLE_KINDS)
        return tuple(
            example
            for kind in EXAMPLE_KINDS
            if (listed := known.get(kind)) is not None
            for example in self._listed(kind, listed)
        )

    def _listed(self, kind: ExampleKind, node: Node) -> Iterator[Example]:
        if not isinstance(node, Sequence):
            self.unreadable(node, "vorm", f"onder {quote(kind)} hoort een lijst van voorbeelden", _FORM)
            return
        for item in node.items:
            if not isinstance(item, Mapping):
                self.unreadable(item, "vorm", "een voorbeeld geeft waarden aan variabelen", _FORM)
                continue
            bindings = tuple(self._bindings(item))
            if not any(key.text != NOTE for key, _ in item.items):
                self.report(item.span, "leeg", "dit voorbeeld noemt geen enkele variabele", _FORM)
            elif bindings:
                yield Example(kind, bindings, item.span, self.optional_text(item, NOTE))

    def _bindings(self, item: Mapping) -> Iterator[tuple[str, Value]]:
        for key, value in item.items:
            if key.text == NOTE:
                continue
            term = self.term(value) if isinstance(value, Scalar) else None
            if isinstance(term, Const):
                yield key.text.removeprefix("$"), term.value
            elif term is not None or not isinstance(value, Scalar):
                self.unreadable(value, "vorm", f"achter {quote(key.text)} hoort één naam of woord", _FORM)

    # ── a file and its rules ──────────────────────────────────────────────────────────────────────

    def rules(self) -> list[Rule]:
        node = self.root("zet er regels in, of verwijder het")
        if node is None:
            self.lost.update(self.file.lines)
            return []
        if not isinstance(node, Mapping):
            self.unreadable(
                node,
                "vorm",
                "een regelbestand begint met `regels:`",
                "zet de regels als lijst onder `regels:`",
            )
            return []
        known = self.recognised(node, FILE_KEYS)
        question = self.optional_text(known, "vraag")
        self.optional_text(known, "omschrijving")
        listed = known.get("regels")
        if listed is None:
            self.report(
                node.span,
                "ontbreekt",
                'hier ontbreekt de sleutel "regels"',
                "zet de regels als lijst onder `regels:`",
            )
        else:
            return self.listed(listed, question)
        return []

    def listed(self, node: Node, question: str = "") -> list[Rule]:
        """The rules in a list, which may stand in another file than one of rules."""
        if not isinstance(node, Sequence) or not node.items:
            self.unreadable(
                node,
                "vorm",
                'onder "regels" hoort een lijst van regels',
                "begin elke regel met `- regel: naam`",
            )
            return []
        rules = (self._rule(item, question) for item in node.items)
        return [rule for rule in rules if rule is not None]

    def _rule(self, node: Node, question: str) -> Rule | None:
        if not isinstance(node, Mapping):
            self.unreadable(node, "vorm", "een regel is een blok met sleutels", "begin met `- regel: naam`")
            return None
        before = len(self.findings)
        node = self.recognised(node, RULE_KEYS)
        name = self.required(node, "regel")
        span = name.span if name else node.span
        rule_id = self.name(name)
        positive, negative, different = self._conditions(node)
        head = self._head(node)
        points = self._points(node, head)
        factor = self._factor(node)
        if len(self.findings) > before:
            self.broken.add(span)
        return Rule(
            id=rule_id,
            positive=positive,
            negative=negative,
            different=different,
            head=head or Head("feit", "", (), span),
            span=span,
            points=points,
            factor=factor,
            argument=self.optional_text(node, "argument"),
            label=self.optional_text(node, "label"),
            description=self.optional_text(node, "omschrijving"),
            question=question,
            source=self.source(node),
            nature=self.nature(node),
            since=self.optional_text(node, "sinds"),
            examples=self.examples(node.get("voorbeelden")),
        )

    # ── conditions ────────────────────────────────────────────────────────────────────────────────

    def _conditions(
        self, node: Mapping
    ) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...], tuple[tuple[str, str], ...]]:
        listed = self.required(node, "als")
        before = len(self.findings)
        positive: list[Pattern] = []
        negative: list[Pattern] = []
        different: list[tuple[str, str]] = []
        if listed is not None and not isinstance(listed, Sequence):
            self.unreadable(
                listed, "vorm", '"als" is een lijst van voorwaarden', "begin elke voorwaarde met een streepje"
            )
        for item in listed.items if isinstance(listed, Sequence) else ():
            if not isinstance(item, Mapping):
                self.unreadable(
                    item,
                    "vorm",
                    "een voorwaarde is één feit met zijn velden",
                    "schrijf `- feit: {veld: waarde}`",
                )
                continue
            for key, _ in item.items[1:]:
                self.report(
                    key.span,
                    "vorm",
                    "hier begint een tweede voorwaarde zonder streepje",
                    "begin elke voorwaarde op een eigen regel met een streepje",
                )
            for key, value in item.items:
                if key.text == "anders":
                    different.extend(self.pair(value))
                elif key.text == "niet":
                    negative.extend(self._negated(value))
                else:
                    positive.extend(self.pattern(key, value))
        if isinstance(listed, Sequence) and not positive and len(self.findings) == before:
            hint = "voeg een feit toe dat er wél moet zijn"
            self.report(
                listed.span, "geen-voorwaarde", "deze regel heeft geen enkele gewone voorwaarde", hint
            )
        return tuple(positive), tuple(negative), tuple(different)

    def _negated(self, value: Node) -> list[Pattern]:
        if isinstance(value, Mapping) and len(value.items) == 1:
            return self.pattern(*value.items[0])
        self.unreadable(value, "vorm", '"niet" gaat over één feit', "schrijf `niet: {feit: {veld: waarde}}`")
        return []

    # ── conclusion ────────────────────────────────────────────────────────────────────────────────

    def _head(self, node: Mapping) -> Head | None:
        value = self.required(node, "dan")
        if value is None:
            return None
        if not isinstance(value, Mapping) or not value.items:
            self.unreadable(
                value, "vorm", '"dan" heeft precies één gevolg', f"kies een van {', '.join(HEAD_KINDS)}"
            )
            return None
        for key, other in value.items[1:]:
            self.lost |= words(other)
            self.report(
                key.span,
                "vorm",
                f"een tweede gevolg: {quote(key.text)}; een regel heeft er precies één",
                "maak er twee regels van, of verwijder er één",
            )
        key, body = value.items[0]
        kind = next((kind for kind in HEAD_KINDS if kind == key.text), None)
        if kind is None:
            self.lost |= words(body)
            near = suggest(key.text, HEAD_KINDS) or f"kies een van {', '.join(HEAD_KINDS)}"
            self.report(
                key.span, "onbekend-gevolg", f"{quote(key.text)} kan geen gevolg van een regel zijn", near
            )
            return None
        type_name, span = "advies", key.span
        if kind == "feit":
            if not isinstance(body, Mapping) or len(body.items) != 1:
                self.unreadable(
                    body,
                    "vorm",
                    '"feit" noemt één feit met zijn velden',
                    "schrijf `feit: {naam: {veld: $x}}`",
                )
                return None
            name, body = body.items[0]
            type_name, span = self.fact_name(name), name.span
        if not isinstance(body, Mapping):
            self.unreadable(
                body, "vorm", f"achter {quote(type_name)} horen velden", "schrijf `{veld: waarde}`"
            )
            return Head(kind, type_name, (), span)
        terms: list[tuple[str, Var | Const]] = []
        for name, child in body.items:
            if kind == "feit":
                self.fact_name(name)
            term = self.term(child)
            if isinstance(term, Var | Const):
                terms.append((name.text, term))
            elif term is not None:
                self.report(
                    child.span,
                    "vorm",
                    "een gevolg heeft één waarde of $variabele per veld",
                    "noem één waarde; maak anders meer regels",
                )
        return Head(kind, type_name, tuple(terms), span)

    def _points(self, node: Mapping, head: Head | None) -> float:
        value = node.get("punten")
        wants = head is not None and head.kind in ("advies", "tegen")
        if value is None:
            if wants:
                self.report(
                    node.span,
                    "ontbreekt",
                    'hier ontbreekt de sleutel "punten"',
                    "voeg toe hoe zwaar dit argument telt, zoals `punten: 4`",
                )
            return 0.0
        if not isinstance(value, Scalar) or not value.plain or not NUMBER.fullmatch(value.text):
            self.unreadable(
                value,
                "getal",
                'achter "punten" hoort een getal',
                "schrijf bijvoorbeeld 4 of 1.5, zonder aanhalingstekens",
            )
            return 0.0
        points = float(value.text)
        if abs(points) > LARGEST_POINTS:
            self.report(
                value.span,
                "punten",
                f"{quote(value.text)} punten is te veel",
                f"blijf tussen -{LARGEST_POINTS} en {LARGEST_POINTS}",
            )
        elif head is not None and head.type and not wants:
            self.report(
                value.span,
                "punten",
                f'een regel met gevolg "{head.kind}" heeft geen punten',
                "verwijder de sleutel punten",
            )
        elif wants and head is not None and (points <= 0) == (head.kind == "advies"):
            side, fix = ("boven", "of gebruik `tegen`") if head.kind == "advies" else ("onder", "zoals -2")
            message = f'punten bij "{head.kind}" horen {side} nul te liggen'
            self.report(value.span, "punten", message, f"schrijf een getal {side} nul, {fix}")
        return points

    def _factor(self, node: Mapping) -> str:
        value = node.get("factor")
        if value is None:
            return ""
        if isinstance(value, Scalar) and VARIABLE.fullmatch(value.text):
            return value.text[1:]
        self.unreadable(
            value,
            "factor",
            'achter "factor" hoort een $variabele met een getal',
            "schrijf bijvoorbeeld $sterkte",
        )
        return ""


def read_rules(file: str, text: str) -> tuple[tuple[Rule, ...], RuleParser]:
    """The rules of one file, with the parser that met all that is wrong in it.

    Remembered, so that reading a dossier again after one edit reads one file: nothing may change the parser.
    """
    return _remembered(file, text) if len(text) <= KEPT_CHARACTERS else _read_rules(file, text)


def _read_rules(file: str, text: str) -> tuple[tuple[Rule, ...], RuleParser]:
    parser = RuleParser(parse(text, file))
    return tuple(parser.rules()), parser


_remembered = lru_cache(maxsize=128)(_read_rules)
