"""From the YAML of a rule file to rules with places; form only, names are checked in `check`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from strategy.dossier.provenance import SourceRef
from strategy.dossier.reader import ID_PATTERN, SOURCE_PATTERN
from strategy.dossier.vocabulary import NATURES
from strategy.dossier.yamltree import Mapping, Node, Scalar, Sequence, excerpt, parse
from strategy.errors import Finding, Span, suggest
from strategy.facts.types import Value
from strategy.rulebook.ast import Compare, Const, Head, HeadKind, OneOf, Operator, Pattern, Rule, Term, Var

HEAD_KINDS: tuple[HeadKind, ...] = ("feit", "advies", "tegen", "sluit_uit")
FILE_KEYS = ("vraag", "omschrijving", "regels")
RULE_KEYS = (
    "regel", "label", "omschrijving", "bron", "aard", "sinds", "als", "dan", "punten", "factor", "argument",
)  # fmt: skip
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_COMPARISON = re.compile(r"(<=|>=|!=|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_VARIABLE = re.compile(r"\$[a-z][a-z0-9_]*")
_OPERATORS: dict[str, Operator] = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "=", "!=": "!="}


@dataclass
class RuleParser:
    """Parses one rule file; problems are collected in `findings`, and a broken rule is left out."""

    file: str
    text: str
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lines = self.text.splitlines()

    def report(self, span: Span, code: str, message: str, hint: str = "") -> None:
        self.findings.append(Finding(span, code, message, hint, excerpt=excerpt(self._lines, span.line)))

    def rules(self) -> list[Rule]:
        node, problems = parse(self.text, self.file)
        self.findings.extend(problems)
        if node is None:
            if not problems:
                self.report(Span(self.file), "leeg-bestand", "het regelbestand is leeg", "vul het of verwijder het")
            return []
        if not isinstance(node, Mapping):
            self.report(node.span, "vorm", "een regelbestand begint met `regels:`", "zet de regels onder `regels:`")
            return []
        self._known_keys(node, FILE_KEYS)
        question = self._optional_text(node, "vraag")
        listed = node.get("regels")
        if not isinstance(listed, Sequence):
            self.report(node.span, "ontbreekt", 'de lijst "regels" ontbreekt', "zet de regels onder `regels:`")
            return []
        rules = (self._rule(item, question) for item in listed.items)
        return [rule for rule in rules if rule is not None]

    def _rule(self, node: Node, question: str) -> Rule | None:
        if not isinstance(node, Mapping):
            self.report(node.span, "vorm", "een regel is een blok met sleutels", "begin met `- regel: naam`")
            return None
        before = len(self.findings)
        self._known_keys(node, RULE_KEYS)
        name = self._required(node, "regel")
        span = name.span if name else node.span
        rule_id = self._name(name)
        positive, negative, different = self._conditions(node)
        head = self._head(node)
        points = self._points(node, head)
        factor = self._factor(node)
        if len(self.findings) > before or head is None:
            return None
        return Rule(
            id=rule_id,
            positive=positive,
            negative=negative,
            different=different,
            head=head,
            span=span,
            points=points,
            factor=factor,
            argument=self._optional_text(node, "argument"),
            label=self._optional_text(node, "label"),
            description=self._optional_text(node, "omschrijving"),
            question=question,
            source=self._source(node),
            nature=self._nature(node),
            since=self._optional_text(node, "sinds"),
        )

    # ── conditions ────────────────────────────────────────────────────────────────────────────────

    def _conditions(
        self, node: Mapping
    ) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...], tuple[tuple[str, str], ...]]:
        listed = self._required(node, "als")
        positive: list[Pattern] = []
        negative: list[Pattern] = []
        different: list[tuple[str, str]] = []
        if listed is not None and not isinstance(listed, Sequence):
            self.report(listed.span, "vorm", '"als" is een lijst van voorwaarden', "begin elke voorwaarde met een streepje")
        for item in getattr(listed, "items", ()) if isinstance(listed, Sequence) else ():
            if not isinstance(item, Mapping) or len(item.items) != 1:
                self.report(
                    item.span, "vorm", "een voorwaarde is één feit met zijn velden", "schrijf `- feit: {veld: waarde}`"
                )
                continue
            key, value = item.items[0]
            if key.text == "anders":
                pair = self._pair(value)
                if pair:
                    different.append(pair)
            elif key.text == "niet":
                if isinstance(value, Mapping) and len(value.items) == 1:
                    negative.extend(self._pattern(*value.items[0]))
                else:
                    self.report(value.span, "vorm", '"niet" gaat over één feit', "schrijf `niet: {feit: {veld: waarde}}`")
            else:
                positive.extend(self._pattern(key, value))
        if isinstance(listed, Sequence) and not positive and not self.findings:
            self.report(listed.span, "geen-voorwaarde", "een regel heeft minstens één gewone voorwaarde nodig", "voeg een feit toe dat er wel moet zijn")
        return tuple(positive), tuple(negative), tuple(different)

    def _pair(self, node: Node) -> tuple[str, str] | None:
        items = node.items if isinstance(node, Sequence) else ()
        names = [item.text[1:] for item in items if isinstance(item, Scalar) and _VARIABLE.fullmatch(item.text)]
        if len(names) != 2 or len(items) != 2:
            self.report(node.span, "vorm", '"anders" vergelijkt twee variabelen', "schrijf `anders: [$a, $b]`")
            return None
        return names[0], names[1]

    def _pattern(self, key: Scalar, value: Node) -> list[Pattern]:
        if not isinstance(value, Mapping):
            self.report(value.span, "vorm", f'achter "{key.text}" horen velden', f"schrijf `{key.text}: {{veld: waarde}}`")
            return []
        terms = []
        for name, node in value.items:
            term = self._term(node)
            if term is not None:
                terms.append((name.text, term))
        return [Pattern(key.text, tuple(terms), key.span)]

    def _term(self, node: Node) -> Term | None:
        if isinstance(node, Sequence):
            values = [self._constant(item) for item in node.items]
            if not values:
                self.report(node.span, "vorm", "een lege lijst past bij niets", "noem minstens één waarde")
            return None if None in values or not values else OneOf(tuple(v for v in values if v is not None))
        if not isinstance(node, Scalar):
            self.report(node.span, "vorm", "hier hoort een waarde, een $variabele of een lijst", "verwijder de accolades")
            return None
        if node.text.startswith("$"):
            return self._variable(node)
        if match := _COMPARISON.fullmatch(node.text):
            number = float(match[2])
            return Compare(_OPERATORS[match[1]], int(number) if number.is_integer() else number)
        constant = self._constant(node)
        return None if constant is None else Const(constant)

    def _variable(self, node: Scalar) -> Var | None:
        if not _VARIABLE.fullmatch(node.text):
            self.report(node.span, "variabele", f'"{node.text}" kan geen variabele zijn', "schrijf $ en kleine letters: $p")
            return None
        return Var(node.text[1:])

    def _constant(self, node: Node) -> Value | None:
        if not isinstance(node, Scalar) or node.text.startswith("$"):
            self.report(node.span, "vorm", "in een lijst horen vaste waarden", "gebruik geen variabelen of accolades")
            return None
        if node.plain and _NUMBER.fullmatch(node.text):
            number = float(node.text)
            return int(number) if number.is_integer() else number
        if node.yaml11_tag != "str":
            self.report(
                node.span, "yaml-verrassing", f'"{node.text}" leest YAML niet als tekst', f'zet aanhalingstekens: "{node.text}"'
            )
            return None
        return node.text

    # ── conclusion ────────────────────────────────────────────────────────────────────────────────

    def _head(self, node: Mapping) -> Head | None:
        value = self._required(node, "dan")
        if value is None:
            return None
        if not isinstance(value, Mapping) or len(value.items) != 1:
            self.report(value.span, "vorm", '"dan" heeft precies één gevolg', f"kies een van {', '.join(HEAD_KINDS)}")
            return None
        key, body = value.items[0]
        kind = next((kind for kind in HEAD_KINDS if kind == key.text), None)
        if kind is None:
            self.report(
                key.span, "onbekend-gevolg", f'een regel kan niet "{key.text}" als gevolg hebben',
                suggest(key.text, HEAD_KINDS) or f"kies een van {', '.join(HEAD_KINDS)}",
            )  # fmt: skip
            return None
        type_name, span = "advies", key.span
        if kind == "feit":
            if not isinstance(body, Mapping) or len(body.items) != 1:
                self.report(body.span, "vorm", '"feit" noemt één feit met zijn velden', "schrijf `feit: {naam: {veld: $x}}`")
                return None
            type_name, span = body.items[0][0].text, body.items[0][0].span
            body = body.items[0][1]
        if not isinstance(body, Mapping):
            self.report(body.span, "vorm", "hier horen velden", "schrijf `{veld: waarde}`")
            return None
        terms: list[tuple[str, Var | Const]] = []
        for name, child in body.items:
            term = self._term(child)
            if isinstance(term, Var | Const):
                terms.append((name.text, term))
            elif term is not None:
                self.report(child.span, "vorm", "een gevolg heeft vaste waarden of $variabelen", "noem één waarde")
        return Head(kind, type_name, tuple(terms), span)

    def _points(self, node: Mapping, head: Head | None) -> float:
        value = node.get("punten")
        wants = head is not None and head.kind in ("advies", "tegen")
        if value is None:
            if wants:
                self.report(node.span, "ontbreekt", 'de sleutel "punten" ontbreekt', "geef aan hoe zwaar dit argument telt")
            return 0.0
        if not isinstance(value, Scalar) or not _NUMBER.fullmatch(value.text):
            self.report(value.span, "getal", '"punten" is een getal', "schrijf bijvoorbeeld 4 of 1.5")
            return 0.0
        points = float(value.text)
        if head is not None and not wants:
            self.report(value.span, "punten", f'een regel met "{head.kind}" heeft geen punten', "verwijder de regel punten")
        elif head is not None and (points <= 0) == (head.kind == "advies"):
            sign = "groter" if head.kind == "advies" else "kleiner"
            self.report(value.span, "punten", f'punten bij "{head.kind}" zijn {sign} dan nul', "keer het teken om")
        return points

    def _factor(self, node: Mapping) -> str:
        value = node.get("factor")
        if value is None:
            return ""
        if isinstance(value, Scalar) and _VARIABLE.fullmatch(value.text):
            return value.text[1:]
        self.report(value.span, "factor", '"factor" is een $variabele met een getal', "schrijf bijvoorbeeld $sterkte")
        return ""

    # ── small parts ───────────────────────────────────────────────────────────────────────────────

    def _known_keys(self, node: Mapping, known: tuple[str, ...]) -> None:
        for key, _ in node.items:
            if key.text not in known:
                hint = suggest(key.text, known) or f"mogelijk: {', '.join(known)}"
                self.report(key.span, "onbekende-sleutel", f'de sleutel "{key.text}" bestaat hier niet', hint)

    def _required(self, node: Mapping, key: str) -> Node | None:
        value = node.get(key)
        if value is None:
            self.report(node.span, "ontbreekt", f'de sleutel "{key}" ontbreekt', "elke regel heeft regel, als en dan")
        return value

    def _name(self, node: Node | None) -> str:
        text = node.text if isinstance(node, Scalar) else ""
        if node is not None and not ID_PATTERN.fullmatch(text):
            self.report(node.span, "naam", f'"{text}" kan geen regelnaam zijn', "gebruik kleine letters en koppeltekens")
        return text

    def _optional_text(self, node: Mapping, key: str) -> str:
        value = node.get(key)
        if value is None:
            return ""
        if not isinstance(value, Scalar) or value.yaml11_tag != "str":
            self.report(value.span, "tekst", f'achter "{key}" hoort tekst', "zet aanhalingstekens")
            return ""
        return " ".join(value.text.split())

    def _source(self, node: Mapping) -> SourceRef | None:
        text = self._optional_text(node, "bron")
        if not text:
            return None
        if match := SOURCE_PATTERN.fullmatch(text):
            return SourceRef(match["document"], match["section"] or "", match["bullet"] or "")
        value = node.get("bron") or node
        self.report(value.span, "bron", f'"{text}" is geen bronverwijzing', "schrijf: document §paragraaf punt n")
        return None

    def _nature(self, node: Mapping) -> str:
        text = self._optional_text(node, "aard")
        if text and text not in NATURES:
            value = node.get("aard") or node
            self.report(value.span, "onbekende-waarde", f'"{text}" kan hier niet', f"mogelijk: {', '.join(NATURES)}")
        return text
