"""The reference table: the advice a strategy document gives itself, in the ids of the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from strategy.advice.model import Advice
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, parse
from strategy.errors import Finding, InputError, KrachtenveldError, Span, suggest
from strategy.facts.types import ADVICE_TYPE

_FIELDS = {
    "soort": "sort", "houding": "attitude", "actor": "actor", "gremium": "body", "rol": "role",
    "laag": "layer", "thema": "theme", "instrument": "instrument", "doel": "to", "via": "via",
    "eerst": "first", "voor_opgave": "opgave",
}  # fmt: skip
_OTHER = ("prioriteit", "van_gremium")
_KEYS = ("id", "opgave", "plek", "inhoud", "verwacht", "niet_afleidbaar")


@dataclass(frozen=True)
class Expectation:
    """What an advice must look like; per field the values allowed."""

    fields: tuple[tuple[str, tuple[str, ...]], ...]

    def met_by(self, advice: Advice) -> bool:
        return all(_agrees(advice, name, allowed) for name, allowed in self.fields)


@dataclass(frozen=True)
class Item:
    """One thing the document advises. `place` is the paragraph and bullet; `underivable` says why, if it is."""

    id: str
    opgave: str
    place: str
    content: str
    expectations: tuple[Expectation, ...]
    underivable: str = ""

    def matches(self, advice: Advice) -> bool:
        """Whether an advice is one of those this item asks for."""
        return self._serves(advice) and any(wish.met_by(advice) for wish in self.expectations)

    def met(self, advices: tuple[Advice, ...]) -> tuple[bool, ...]:
        """Per expectation, whether some advice meets it."""
        serving = [advice for advice in advices if self._serves(advice)]
        return tuple(any(wish.met_by(advice) for advice in serving) for wish in self.expectations)

    def _serves(self, advice: Advice) -> bool:
        return not self.opgave or self.opgave in advice.opgaven


@dataclass(frozen=True)
class Reference:
    """A reference table, and the document it was drawn from."""

    document: str
    items: tuple[Item, ...]


def read_reference(path: Path) -> Reference:
    """The table in a YAML file. Raises KrachtenveldError or InputError when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KrachtenveldError(
            f"de referentietabel {path} is niet te lezen", "geef het bestand op met --referentie"
        ) from error
    node, findings = parse(text, path.name)
    items = node.get("items") if isinstance(node, MappingNode) else None
    if findings or not isinstance(node, MappingNode) or not isinstance(items, Sequence):
        raise InputError(
            findings
            or [Finding(Span(path.name), "vorm", "de tabel heeft geen lijst `items`", "begin met `items:`")]
        )
    problems: list[Finding] = []
    read = tuple(_item(item, problems) for item in items.items)
    if not read:
        problems.append(Finding(items.span, "leeg", "de tabel heeft geen onderdelen", "voeg `- id:` toe"))
    seen: set[str] = set()
    for item, node_of in zip(read, items.items, strict=True):
        if item.id in seen:
            problems.append(
                Finding(
                    node_of.span, "dubbele-naam", f'onderdeel "{item.id}" bestaat al', "kies een ander id"
                )
            )
        seen.add(item.id)
    if problems:
        raise InputError(problems)
    return Reference(_text(node.get("bron")), read)


def _item(node: Node, problems: list[Finding]) -> Item:
    if not isinstance(node, MappingNode):
        problems.append(
            Finding(node.span, "vorm", "een onderdeel is een blok met sleutels", "begin met `- id:`")
        )
        return Item("", "", "", "", ())
    problems.extend(
        Finding(
            key.span,
            "onbekende-sleutel",
            f'de sleutel "{key.text}" bestaat hier niet',
            f"mogelijk: {', '.join(_KEYS)}",
        )
        for key, _ in node.items
        if key.text not in _KEYS
    )
    wishes = node.get("verwacht")
    expectations = (
        tuple(_expectation(wish, problems) for wish in wishes.items) if isinstance(wishes, Sequence) else ()
    )
    if not expectations:
        problems.append(
            Finding(node.span, "ontbreekt", 'de lijst "verwacht" ontbreekt', "noem minstens één advies")
        )
    return Item(
        id=_text(node.get("id")),
        opgave=_text(node.get("opgave")),
        place=_text(node.get("plek")),
        content=_text(node.get("inhoud")),
        expectations=expectations,
        underivable=_text(node.get("niet_afleidbaar")),
    )


def _expectation(node: Node, problems: list[Finding]) -> Expectation:
    known = (*_FIELDS, *_OTHER)
    fields = []
    if not isinstance(node, MappingNode) or not node.items:
        problems.append(
            Finding(
                node.span,
                "vorm",
                "een verwachting noemt velden van een advies",
                "schrijf {soort: positie, …}",
            )
        )
    for key, value in node.items if isinstance(node, MappingNode) else ():
        if key.text in known:
            fields.append((key.text, _values(value)))
            domain = ADVICE_TYPE.domain(key.text)
            for word in _values(value):
                if domain and domain.words and word not in domain.words:
                    hint = suggest(word, domain.words) or f"mogelijk: {', '.join(domain.words)}"
                    problems.append(
                        Finding(value.span, "onbekende-waarde", f'"{word}" is geen {domain.name}', hint)
                    )
        else:
            problems.append(
                Finding(
                    key.span,
                    "onbekend-veld",
                    f'een advies heeft geen veld "{key.text}"',
                    f"mogelijk: {', '.join(known)}",
                )
            )
    return Expectation(tuple(fields))


def _agrees(advice: Advice, name: str, allowed: tuple[str, ...]) -> bool:
    if name == "prioriteit":
        return any(priority in allowed for priority in advice.priorities)
    if name == "van_gremium":
        return advice.target.body in allowed or advice.target.first in allowed
    return getattr(advice.target, _FIELDS[name]) in allowed


def _values(node: Node) -> tuple[str, ...]:
    if isinstance(node, Sequence):
        return tuple(_text(item) for item in node.items)
    return (_text(node),)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def by_opgave(items: tuple[Item, ...]) -> Mapping[str, tuple[Item, ...]]:
    """The items per opgave, in the order of the table."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.opgave or "algemeen", []).append(item)
    return {opgave: tuple(group) for opgave, group in groups.items()}
