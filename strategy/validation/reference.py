"""Reading a reference table: YAML in, a `Reference` out, with every mistake in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from strategy.dossier.yamltree import Mapping, Node, Scalar, Sequence, excerpt, lines_of, parse
from strategy.errors import Finding, InputError, KrachtenveldError, Span, suggest
from strategy.facts.types import ADVICE_TYPE
from strategy.validation.table import (
    FIELDS,
    Expectation,
    Item,
    MustNot,
    Order,
    Pattern,
    Reference,
    usual_essence,
)

_TABLE = ("bron", "items", "mag_niet", "volgorde")
_ITEM = ("id", "opgave", "plek", "inhoud", "verwacht", "niet_afleidbaar")
_MUST_NOT = ("id", "advies", "reden", "plek", "bron")
_ORDER = ("id", "opgave", "eerst", "daarna", "bij_eerste", "reden", "plek")


def read_reference(path: Path) -> Reference:
    """The table in a YAML file. Raises KrachtenveldError or InputError when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KrachtenveldError(
            f"de referentietabel {path} is niet te lezen", "geef het bestand op met --referentie"
        ) from error
    node, findings = parse(text, path.name)
    items = node.get("items") if isinstance(node, Mapping) else None
    if findings or not isinstance(node, Mapping) or not isinstance(items, Sequence):
        raise InputError(
            findings
            or [Finding(Span(path.name), "vorm", "de tabel heeft geen lijst `items`", "begin met `items:`")]
        )
    reader = _Reader()
    reference = reader.table(node, items)
    if reader.problems:
        lines = lines_of(text)
        raise InputError(
            replace(finding, excerpt=excerpt(lines, finding.span.line)) for finding in reader.problems
        )
    return reference


class _Reader:
    """Reads node by node and keeps the problems it meets."""

    def __init__(self) -> None:
        self.problems: list[Finding] = []
        self._seen: set[str] = set()

    def table(self, node: Mapping, items: Sequence) -> Reference:
        self._keys(node, _TABLE)
        if not items.items:
            self._report(items.span, "leeg", "de tabel heeft geen onderdelen", "voeg `- id:` toe")
        return Reference(
            _text(node.get("bron")),
            tuple(self._item(item) for item in self._blocks(items, _ITEM)),
            tuple(self._must_not(item) for item in self._blocks(node.get("mag_niet"), _MUST_NOT)),
            tuple(self._order(item) for item in self._blocks(node.get("volgorde"), _ORDER)),
        )

    def _item(self, node: Mapping) -> Item:
        wishes = node.get("verwacht")
        listed = wishes.items if isinstance(wishes, Sequence) else ()
        if not listed:
            self._report(node.span, "ontbreekt", 'de lijst "verwacht" ontbreekt', "noem minstens één advies")
        return Item(
            id=self._id(node),
            opgave=_text(node.get("opgave")),
            place=_text(node.get("plek")),
            content=_text(node.get("inhoud")),
            expectations=tuple(self._expectation(wish) for wish in listed),
            underivable=_text(node.get("niet_afleidbaar")),
        )

    def _must_not(self, node: Mapping) -> MustNot:
        place, source = _text(node.get("plek")), _text(node.get("bron"))
        if not place and not source:
            self._report(
                node.span,
                "ontbreekt",
                "er staat niet bij waar dit uit blijkt",
                "noem `plek` in de strategie of een openbare `bron`",
            )
        return MustNot(
            self._id(node), self._patterns(node, "advies"), self._needed(node, "reden"), place, source
        )

    def _order(self, node: Mapping) -> Order:
        then, within = node.get("daarna"), node.get("bij_eerste")
        if (then is None) == (within is None):
            self._report(
                node.span,
                "vorm",
                "een volgorde vergelijkt met één ding",
                "noem `daarna` of `bij_eerste`, niet allebei",
            )
        number = _text(within)
        if within is not None and not (number.isdigit() and int(number)):
            self._report(
                within.span, "onbekende-waarde", f'"{number}" is geen aantal', "schrijf een getal, zoals 10"
            )
        return Order(
            id=self._id(node),
            first=self._patterns(node, "eerst"),
            then=self._patterns(node, "daarna") if then is not None else (),
            within=int(number) if number.isdigit() else 0,
            opgave=_text(node.get("opgave")),
            reason=self._needed(node, "reden"),
            place=_text(node.get("plek")),
        )

    def _expectation(self, node: Node) -> Expectation:
        pattern = self._pattern(node, ("kern",))
        named = node.get("kern") if isinstance(node, Mapping) else None
        if named is None:
            return Expectation(pattern, usual_essence(pattern))
        essence = _words(named)
        for word in essence:
            if word not in pattern.names:
                self._report(
                    named.span,
                    "onbekend-veld",
                    f'"{word}" hoort niet tot wat deze verwachting noemt',
                    f"mogelijk: {', '.join(pattern.names)}",
                )
        return Expectation(pattern, essence)

    def _patterns(self, node: Mapping, key: str) -> tuple[Pattern, ...]:
        found = node.get(key)
        if found is None:
            self._report(node.span, "ontbreekt", f'"{key}" ontbreekt', "schrijf {soort: positie, …}")
            return ()
        return tuple(
            self._pattern(part) for part in (found.items if isinstance(found, Sequence) else (found,))
        )

    def _pattern(self, node: Node, also: tuple[str, ...] = ()) -> Pattern:
        if not isinstance(node, Mapping) or not node.items:
            self._report(
                node.span,
                "vorm",
                "een verwachting noemt velden van een advies",
                "schrijf {soort: positie, …}",
            )
            return Pattern(())
        fields = []
        for key, value in node.items:
            if key.text in FIELDS:
                fields.append((key.text, self._values(key.text, value)))
            elif key.text not in also:
                self._report(
                    key.span,
                    "onbekend-veld",
                    f'een advies heeft geen veld "{key.text}"',
                    suggest(key.text, FIELDS) or f"mogelijk: {', '.join(FIELDS)}",
                )
        return Pattern(tuple(fields))

    def _values(self, name: str, node: Node) -> tuple[str, ...]:
        words = _words(node)
        domain = ADVICE_TYPE.domain(name)
        for word in words:
            if domain and domain.words and word not in domain.words:
                hint = suggest(word, domain.words) or f"mogelijk: {', '.join(domain.words)}"
                self._report(node.span, "onbekende-waarde", f'"{word}" is geen {domain.name}', hint)
        return words

    def _blocks(self, node: Node | None, known: tuple[str, ...]) -> Iterator[Mapping]:
        if node is not None and not isinstance(node, Sequence):
            self._report(node.span, "vorm", "hier hoort een lijst", "begin met `- id:`")
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Mapping):
                self._keys(item, known)
                yield item
            else:
                self._report(item.span, "vorm", "een onderdeel is een blok met sleutels", "begin met `- id:`")

    def _keys(self, node: Mapping, known: tuple[str, ...]) -> None:
        for key, _ in node.items:
            if key.text not in known:
                self._report(
                    key.span,
                    "onbekende-sleutel",
                    f'de sleutel "{key.text}" bestaat hier niet',
                    suggest(key.text, known) or f"mogelijk: {', '.join(known)}",
                )

    def _id(self, node: Mapping) -> str:
        name = self._needed(node, "id")
        if name and name in self._seen:
            self._report(node.span, "dubbele-naam", f'onderdeel "{name}" bestaat al', "kies een ander id")
        self._seen.add(name)
        return name

    def _needed(self, node: Mapping, key: str) -> str:
        text = _text(node.get(key))
        if not text:
            self._report(node.span, "ontbreekt", f'"{key}" ontbreekt', f"schrijf `{key}: …`")
        return text

    def _report(self, span: Span, code: str, message: str, hint: str) -> None:
        self.problems.append(Finding(span, code, message, hint))


def _words(node: Node) -> tuple[str, ...]:
    return tuple(_text(item) for item in (node.items if isinstance(node, Sequence) else (node,)))


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
