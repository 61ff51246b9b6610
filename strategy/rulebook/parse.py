"""From the YAML of a rule file to rules with places; form only, names are checked in `check`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from strategy.dossier.loader import REMEMBERED_CHARACTERS
from strategy.dossier.yamltree import Mapping, Node, Scalar, Sequence, parse, words
from strategy.errors import Span, quote, suggest
from strategy.rulebook.ast import Const, Head, HeadKind, Pattern, Rule, Var
from strategy.rulebook.examples import ExampleParser
from strategy.rulebook.parts import NUMBER, VARIABLE

HEAD_KINDS: tuple[HeadKind, ...] = ("feit", "advies", "tegen", "sluit_uit")
FILE_KEYS = ("vraag", "omschrijving", "regels")
RULE_KEYS = (
    "regel", "label", "omschrijving", "bron", "aard", "sinds", "als", "dan", "punten", "factor", "argument",
    "voorbeelden",
)  # fmt: skip
LARGEST_POINTS = 1000


@dataclass
class RuleParser(ExampleParser):
    """Parses one rule file and collects problems in `findings`.

    A rule with a problem is kept as far as it can be read, and named in `broken`, so that what is wrong with
    the rest of it is found in the same run. `lost` are the words of what could not be read.
    """

    def rules(self) -> list[Rule]:
        node, problems = parse(self.text, self.file)
        self.findings.extend(problems)
        if node is None:
            self.lost.add(self.text)
            if not problems:
                self.report(
                    Span(self.file),
                    "leeg-bestand",
                    "het bestand is leeg",
                    "zet er regels in, of verwijder het",
                )
            return []
        if not isinstance(node, Mapping):
            self.unreadable(
                node,
                "vorm",
                "een regelbestand begint met `regels:`",
                "zet de regels als lijst onder `regels:`",
            )
            return []
        known = self.known_keys(node, FILE_KEYS)
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
        node = self.known_keys(node, RULE_KEYS)
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
    return _remembered(file, text) if len(text) <= REMEMBERED_CHARACTERS else _read_rules(file, text)


def _read_rules(file: str, text: str) -> tuple[tuple[Rule, ...], RuleParser]:
    parser = RuleParser(file, text)
    return tuple(parser.rules()), parser


_remembered = lru_cache(maxsize=128)(_read_rules)
