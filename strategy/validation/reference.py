"""The reference table: what an advice must look like and how well one does, and reading it from YAML with every mistake in one
pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from strategy.advice.model import LIGHT, REFRAIN, TARGET_FIELDS, Advice
from strategy.dossier.files import read_named
from strategy.dossier.reader import ScalarReader
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, parse
from strategy.errors import Finding, InputError, Span, suggest
from strategy.facts.types_and_sentences import ADVICE_TYPE

_OWN_MEANING = ("eerst", "opgave")
"""Fields that say more here than in a fact: what a condition asks first counts too, and an advice serves more opgaven."""
_PLAIN = {
    **{name: own for name, own in TARGET_FIELDS.items() if name not in _OWN_MEANING},
    "voor_opgave": TARGET_FIELDS["opgave"],
}
ATTRIBUTES = ("door", "kracht")
"""Who sees to it and how strongly it is meant; advice that does not say so, does not meet a wish that names it."""
FIELDS = (*_PLAIN, "eerst", "van_gremium", "opgave", "prioriteit", *ATTRIBUTES)
PURPOSES = ("prioriteit", "opgave", "voor_opgave")
THINGS = ("gremium", "van_gremium", "instrument", "actor", "via", "doel")
"""The fields that say what an advice is about."""


@dataclass(frozen=True)
class AdvicePattern:
    """Per field the values allowed; an advice that has one of them in each field agrees."""

    fields: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.fields)

    def allowed(self, name: str) -> tuple[str, ...]:
        """The values allowed in a field; empty when the pattern leaves it open."""
        return next((allowed for field, allowed in self.fields if field == name), ())

    def failing(self, advice: Advice) -> tuple[str, ...]:
        """The fields in which an advice has none of the values allowed."""
        return tuple(
            name for name, allowed in self.fields if not set(allowed).intersection(values(advice, name))
        )

    def agrees(self, advice: Advice) -> bool:
        return not self.failing(advice)


def values(advice: Advice, name: str) -> tuple[str, ...]:
    """What an advice says in a field; `("",)` when a field of its target is empty, nothing when it has no such thing."""
    if name == "prioriteit":
        return advice.priorities
    if name == "opgave":
        return advice.opgaven
    if name == "van_gremium":
        return advice.target.body, advice.target.first
    if name == "eerst":
        return advice.target.first, *_required(advice)
    if name == "door":
        return advice.by
    if name == "kracht":
        return tuple(filter(None, (advice.force,)))
    return (getattr(advice.target, _PLAIN[name]),)


def opposed(pattern: AdvicePattern, advice: Advice) -> bool:
    """Whether an advice takes distance where the pattern wants something, or the other way round."""
    wanted, given = pattern.allowed("houding"), advice.target.attitude
    if wanted:
        return all(word in LIGHT for word in wanted) != (given in LIGHT) and given not in wanted
    return bool(pattern.allowed("soort")) and (REFRAIN in pattern.allowed("soort")) != (
        advice.target.sort == REFRAIN
    )


def _required(advice: Advice) -> Iterable[str]:
    """The bodies in which this seat asks for a seat first, as its conditions name them."""
    for condition in advice.conditions:
        if condition.sort == "vereist":
            yield from (option.split("/")[1] for option in condition.options)


class Grade(IntEnum):
    """From nothing to everything."""

    MISSING = 0
    NAME = 1
    LOSS = 2
    FAITHFUL = 3


@dataclass(frozen=True)
class NearestAdvice:
    """The advice that comes nearest to an expectation, and the fields that are not right in it."""

    grade: Grade
    advice: Advice | None = None
    failing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpectedAdvice:
    """One advice that is asked for. `essence` are the fields without which little of it is left."""

    pattern: AdvicePattern
    essence: tuple[str, ...]

    def grade(self, advice: Advice, opgave: str = "") -> Grade:
        """How far one advice goes. With another purpose or the opposed stance it is never more than a name."""
        return self._grade(advice, self.failing(advice, opgave))

    def _grade(self, advice: Advice, failing: tuple[str, ...]) -> Grade:
        if not failing:
            return Grade.FAITHFUL
        if not any(name in self.essence for name in failing):
            aside = any(name in PURPOSES for name in failing) or opposed(self.pattern, advice)
            return Grade.NAME if aside else Grade.LOSS
        return Grade.NAME if self._mentions(advice, failing) else Grade.MISSING

    def failing(self, advice: Advice, opgave: str = "") -> tuple[str, ...]:
        """The fields that are not right, the opgave of the item included."""
        away = ("opgave",) if opgave and opgave not in advice.opgaven else ()
        return (*self.pattern.failing(advice), *away)

    def found(self, advices: Iterable[Advice], opgave: str = "") -> NearestAdvice:
        """The nearest advice; of equals the one with the fewest fields wrong, then the highest."""
        best, least = NearestAdvice(Grade.MISSING), (Grade.MISSING, 0, 0)
        for advice in advices:
            failing = self.failing(advice, opgave)
            grade = self._grade(advice, failing)
            key = (grade, -len(failing), -advice.rank)
            if grade > Grade.MISSING and (best.advice is None or key > least):
                best, least = NearestAdvice(grade, advice, failing), key
        return best

    def _mentions(self, advice: Advice, failing: tuple[str, ...]) -> bool:
        """Whether an advice is of this kind and about its main thing, or says the opposite about all its things."""
        things = [name for name in self.essence if name in (*THINGS, "thema")]
        main = _main(self.pattern, things)
        if not main or any(name in failing for name in main):
            return False
        if "soort" not in failing:
            return True
        return not any(name in failing for name in things) and opposed(self.pattern, advice)


def usual_essence(pattern: AdvicePattern) -> tuple[str, ...]:
    """The kind of advice and what it is about: for working together also on what, else its theme or its priority."""
    about: list[str] = [name for name in THINGS if name in pattern.names]
    if pattern.allowed("soort") == ("samenwerking",) and about and "thema" in pattern.names:
        about.append("thema")
    if not about:
        about += [name for name in ("thema", "prioriteit") if name in pattern.names][:1]
    return tuple(name for name in ("soort", *about) if name in pattern.names)


def item_grade(grades: Iterable[Grade]) -> Grade:
    """The grade of an item: faithful when all of it is, with loss when the essence of at least half of it stands."""
    found = tuple(grades)
    if all(grade is Grade.FAITHFUL for grade in found):
        return Grade.FAITHFUL
    if 2 * sum(grade >= Grade.LOSS for grade in found) >= len(found):
        return Grade.LOSS
    return Grade.NAME if any(found) else Grade.MISSING


def _main(pattern: AdvicePattern, things: list[str]) -> list[str]:
    """What a road is known by: who it goes through, or where it leads when it is direct."""
    if "via" in things and "doel" in things:
        return ["doel"] if pattern.allowed("via") == ("",) else ["via"]
    return things


@dataclass(frozen=True)
class ReferenceItem:
    """One thing the document advises. `place` is the paragraph and bullet; `underivable` says why, if it is."""

    id: str
    opgave: str
    place: str
    content: str
    expectations: tuple[ExpectedAdvice, ...]
    underivable: str = ""

    def matches(self, advice: Advice) -> bool:
        """Whether an advice has at least the essence of what this item asks for."""
        return any(wish.grade(advice, self.opgave) >= Grade.LOSS for wish in self.expectations)

    def found(self, advices: tuple[Advice, ...]) -> tuple[NearestAdvice, ...]:
        """Per expectation, the advice that comes nearest."""
        return tuple(wish.found(advices, self.opgave) for wish in self.expectations)

    def grade(self, advices: tuple[Advice, ...]) -> Grade:
        return item_grade(found.grade for found in self.found(advices))


@dataclass(frozen=True)
class MustNot:
    """Advice that may not be given, because the document or a public source says otherwise."""

    id: str
    patterns: tuple[AdvicePattern, ...]
    reason: str
    place: str = ""
    source: str = ""

    def hit_by(self, advice: Advice) -> bool:
        return any(pattern.agrees(advice) for pattern in self.patterns)


@dataclass(frozen=True)
class Order:
    """The best advice like `first` stands before the best like `then`, or among the first `within`."""

    id: str
    first: tuple[AdvicePattern, ...]
    then: tuple[AdvicePattern, ...]
    within: int
    opgave: str
    reason: str
    place: str = ""


@dataclass(frozen=True)
class ReferenceTable:
    """A reference table, and the document it was drawn from."""

    document: str
    items: tuple[ReferenceItem, ...]
    must_not: tuple[MustNot, ...] = ()
    orders: tuple[Order, ...] = ()

    def supports(self, advice: Advice) -> bool:
        """Whether the document asks for an advice, at least in essence, and does not exclude it."""
        return any(item.matches(advice) for item in self.items) and not any(
            wrong.hit_by(advice) for wrong in self.must_not
        )

    def faithful(self, advice: Advice) -> bool:
        """Whether an advice is in every field what some expectation asks for, and not excluded."""
        return self.supports(advice) and any(
            wish.grade(advice, item.opgave) is Grade.FAITHFUL
            for item in self.items
            for wish in item.expectations
        )


_TABLE = ("bron", "items", "mag_niet", "volgorde")
_ITEM = ("id", "opgave", "plek", "inhoud", "verwacht", "niet_afleidbaar")
_MUST_NOT = ("id", "advies", "reden", "plek", "bron")
_ORDER = ("id", "opgave", "eerst", "daarna", "bij_eerste", "reden", "plek")


def read_reference(path: Path) -> ReferenceTable:
    """The table in a YAML file. Raises KrachtenveldError or InputError when it cannot be read."""
    file = parse(read_named(path, "noem achter --referentie het bestand met de referentietabel"), path.name)
    node = file.node
    items = node.get("items") if isinstance(node, MappingNode) else None
    if file.problems or not isinstance(node, MappingNode) or not isinstance(items, Sequence):
        raise InputError(
            file.problems
            or [Finding(Span(path.name), "vorm", "de tabel heeft geen lijst `items`", "begin met `items:`")]
        )
    reader = _Reader(file)
    reference = reader.table(node, items)
    if reader.findings:
        raise InputError(reader.findings)
    return reference


@dataclass
class _Reader(ScalarReader):
    """Reads node by node and keeps the problems it meets."""

    _seen: set[str] = field(default_factory=set)

    def table(self, node: MappingNode, items: Sequence) -> ReferenceTable:
        self._keys(node, _TABLE)
        if not items.items:
            self.report(items.span, "leeg", "de tabel heeft geen onderdelen", "voeg `- id:` toe")
        return ReferenceTable(
            _text(node.get("bron")),
            tuple(self._item(item) for item in self._blocks(items, _ITEM)),
            tuple(self._must_not(item) for item in self._blocks(node.get("mag_niet"), _MUST_NOT)),
            tuple(self._order(item) for item in self._blocks(node.get("volgorde"), _ORDER)),
        )

    def _item(self, node: MappingNode) -> ReferenceItem:
        wishes = node.get("verwacht")
        listed = wishes.items if isinstance(wishes, Sequence) else ()
        if not listed:
            self.report(node.span, "ontbreekt", 'de lijst "verwacht" ontbreekt', "noem minstens één advies")
        return ReferenceItem(
            id=self._own_id(node),
            opgave=_text(node.get("opgave")),
            place=_text(node.get("plek")),
            content=_text(node.get("inhoud")),
            expectations=tuple(self._expectation(wish) for wish in listed),
            underivable=_text(node.get("niet_afleidbaar")),
        )

    def _must_not(self, node: MappingNode) -> MustNot:
        place, source = _text(node.get("plek")), _text(node.get("bron"))
        if not place and not source:
            self.report(
                node.span,
                "ontbreekt",
                "er staat niet bij waar dit uit blijkt",
                "noem `plek` in de strategie of een openbare `bron`",
            )
        return MustNot(
            self._own_id(node), self._patterns(node, "advies"), self._needed(node, "reden"), place, source
        )

    def _order(self, node: MappingNode) -> Order:
        then, within = node.get("daarna"), node.get("bij_eerste")
        if (then is None) == (within is None):
            self.report(
                node.span,
                "vorm",
                "een volgorde vergelijkt met één ding",
                "noem `daarna` of `bij_eerste`, niet allebei",
            )
        number = _text(within)
        if within is not None and not (number.isdigit() and int(number)):
            self.report(
                within.span, "onbekende-waarde", f'"{number}" is geen aantal', "schrijf een getal, zoals 10"
            )
        return Order(
            id=self._own_id(node),
            first=self._patterns(node, "eerst"),
            then=self._patterns(node, "daarna") if then is not None else (),
            within=int(number) if number.isdigit() else 0,
            opgave=_text(node.get("opgave")),
            reason=self._needed(node, "reden"),
            place=_text(node.get("plek")),
        )

    def _expectation(self, node: Node) -> ExpectedAdvice:
        pattern = self._pattern(node, ("kern",))
        named = node.get("kern") if isinstance(node, MappingNode) else None
        if named is None:
            return ExpectedAdvice(pattern, usual_essence(pattern))
        essence = _words(named)
        for word in essence:
            if word not in pattern.names:
                self.report(
                    named.span,
                    "onbekend-veld",
                    f'"{word}" hoort niet tot wat deze verwachting noemt',
                    f"mogelijk: {', '.join(pattern.names)}",
                )
        return ExpectedAdvice(pattern, essence)

    def _patterns(self, node: MappingNode, key: str) -> tuple[AdvicePattern, ...]:
        found = node.get(key)
        if found is None:
            self.report(node.span, "ontbreekt", f'"{key}" ontbreekt', "schrijf {soort: positie, …}")
            return ()
        return tuple(
            self._pattern(part) for part in (found.items if isinstance(found, Sequence) else (found,))
        )

    def _pattern(self, node: Node, also: tuple[str, ...] = ()) -> AdvicePattern:
        if not isinstance(node, MappingNode) or not node.items:
            self.report(
                node.span,
                "vorm",
                "een verwachting noemt velden van een advies",
                "schrijf {soort: positie, …}",
            )
            return AdvicePattern(())
        fields = []
        for key, value in node.items:
            if key.text in FIELDS:
                fields.append((key.text, self._values(key.text, value)))
            elif key.text not in also:
                self.report(
                    key.span,
                    "onbekend-veld",
                    f'een advies heeft geen veld "{key.text}"',
                    suggest(key.text, FIELDS) or f"mogelijk: {', '.join(FIELDS)}",
                )
        return AdvicePattern(tuple(fields))

    def _values(self, name: str, node: Node) -> tuple[str, ...]:
        words = _words(node)
        domain = ADVICE_TYPE.domain(name)
        for word in words:
            if domain and domain.words and word not in domain.words:
                hint = suggest(word, domain.words) or f"mogelijk: {', '.join(domain.words)}"
                self.report(node.span, "onbekende-waarde", f'"{word}" is geen {domain.name}', hint)
        return words

    def _blocks(self, node: Node | None, known: tuple[str, ...]) -> Iterator[MappingNode]:
        if node is not None and not isinstance(node, Sequence):
            self.report(node.span, "vorm", "hier hoort een lijst", "begin met `- id:`")
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, MappingNode):
                self._keys(item, known)
                yield item
            else:
                self.report(item.span, "vorm", "een onderdeel is een blok met sleutels", "begin met `- id:`")

    def _keys(self, node: MappingNode, known: tuple[str, ...]) -> None:
        for key, _ in node.items:
            if key.text not in known:
                self.report(
                    key.span,
                    "onbekende-sleutel",
                    f'de sleutel "{key.text}" bestaat hier niet',
                    suggest(key.text, known) or f"mogelijk: {', '.join(known)}",
                )

    def _own_id(self, node: MappingNode) -> str:
        name = self._needed(node, "id")
        if name and name in self._seen:
            self.report(node.span, "dubbele-naam", f'onderdeel "{name}" bestaat al', "kies een ander id")
        self._seen.add(name)
        return name

    def _needed(self, node: MappingNode, key: str) -> str:
        text = _text(node.get(key))
        if not text:
            self.report(node.span, "ontbreekt", f'"{key}" ontbreekt', f"schrijf `{key}: …`")
        return text


def _words(node: Node) -> tuple[str, ...]:
    return tuple(_text(item) for item in (node.items if isinstance(node, Sequence) else (node,)))


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
