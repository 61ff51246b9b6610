"""How conditions read: the grammar of the templates that fact types have for them, and the words for what one leaves open.

What fills a template may be pieces of any kind, so that a page that shows a variable in its own way and an answer in plain
text say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

PieceT = TypeVar("PieceT")
_PIECE = re.compile(r"<(?P<test>\w+):(?P<named>[^|>]*)\|(?P<unnamed>[^>]*)>|\{(?P<field>\w+)\}")


@dataclass(frozen=True)
class Relation:
    """How a condition on a fact about how things stand to each other reads after "als", and how its absence reads.

    A template fills `{veld}` with what a rule asks of that field; `<veld:zo|anders>` chooses by whether it asks.
    """

    clause: str
    denial: str


@dataclass(frozen=True)
class Thing:
    """How a condition on a fact about one thing reads: for each of its other fields what is said of it, as words and a verb.

    Fields with the same verb share it: "de inzet trekken en het belang gebied heeft". `subject` is what this is said of; a
    thing that may be called in the plural, as actors are, is not the subject of a verb: "bij {id} … hoort".
    """

    parts: Mapping[str, tuple[str, str]]
    subject: str = "{id}"


def fill(
    template: str, given: Mapping[str, tuple[PieceT | str, ...]], otherwise: Callable[[str], str]
) -> tuple[PieceT | str, ...]:
    """A template with its fields filled in, and `otherwise(veld)` for what a condition leaves open; for `Relation`."""
    pieces: list[PieceT | str] = []
    end = 0
    for piece in _PIECE.finditer(template):
        pieces.append(template[end : piece.start()])
        end = piece.end()
        if field := piece["field"]:
            pieces.extend(given[field] if field in given else (otherwise(field),))
        else:
            chosen = piece["named"] if piece["test"] in given else piece["unnamed"]
            pieces.extend(fill(chosen, given, otherwise))
    pieces.append(template[end:])
    return tuple(piece for piece in pieces if piece != "")


def listed(items: Iterable[tuple[PieceT | str, ...]], last: str = " en ") -> tuple[PieceT | str, ...]:
    """Items as people list them: a, b en c."""
    parts = list(items)
    pieces: list[PieceT | str] = []
    for place, part in enumerate(parts):
        if place:
            pieces.append(last if place == len(parts) - 1 else ", ")
        pieces.extend(part)
    return tuple(pieces)


def of_thing(
    noun: str,
    thing: Thing,
    given: Mapping[str, tuple[PieceT | str, ...]],
    denied: bool,
    otherwise: Callable[[str], str],
) -> tuple[PieceT | str, ...]:
    """A thing and what is said of it, verbs shared: "p de inzet trekken en het belang gebied heeft"."""
    named = given.get("id", (f"{'geen' if denied else 'een'} {noun}",))
    groups: list[tuple[str, list[tuple[PieceT | str, ...]]]] = []
    for said, (text, verb) in thing.parts.items():
        if said in given:
            if not groups or groups[-1][0] != verb:
                groups.append((verb, []))
            groups[-1][1].append(fill(text, given, otherwise))
    if not groups:
        return (*named, " niet bestaat" if denied else " bestaat")
    told = listed((*listed(parts), f" {verb}") for verb, parts in groups)
    subject = fill(thing.subject, {"id": named}, otherwise)
    return (*subject, " niet " if denied and "id" in given else " ", *told)


def of_concept(
    concept: PieceT | str, about: Iterable[tuple[PieceT | str, ...]], denied: bool
) -> tuple[PieceT | str, ...]:
    """What rules derive, by its name, and of what: "“voortouw” geldt voor p en g"."""
    things = listed(about)
    return (concept, " niet geldt" if denied else " geldt", *((" voor ", *things) if things else ()))


def of_advice(
    given: Mapping[str, tuple[PieceT | str, ...]], article: str, otherwise: Callable[[str], str]
) -> tuple[PieceT | str, ...]:
    """Advice of some kind as a noun: "een positie met houding claimen in g voor p"; `article` is een or geen."""
    sort = (f"{article} ", *given["soort"]) if "soort" in given else (f"{article} advies",)
    parts = [fill(f" {text}", given, otherwise) for field, text in SAID_OF_ADVICE.items() if field in given]
    return (*sort, *(piece for part in parts for piece in part))


SAID_OF_ADVICE: Mapping[str, str] = {
    "houding": "met houding {houding}",
    "rol": "in de rol {rol}",
    "gremium": "in {gremium}",
    "laag": "op de laag {laag}",
    "actor": "met {actor}",
    "thema": "op {thema}",
    "instrument": "bij {instrument}",
    "via": "via {via}",
    "doel": "naar {doel}",
    "eerst": "na een zetel in {eerst}",
    "opgave": "binnen {opgave}",
    "prioriteit": "voor {prioriteit}",
}
"""How each field of an advice reads after its kind, in this order."""

NOUNS: Mapping[str, tuple[str, str]] = {
    "opgave": ("een opgave", "enige opgave"),
    "prioriteit": ("een prioriteit", "enige prioriteit"),
    "thema": ("een thema", "enig thema"),
    "actor": ("een actor", "enige actor"),
    "gremium": ("een gremium", "enig gremium"),
    "instrument": ("een instrument", "enig instrument"),
    "portefeuille": ("een portefeuille", "enige portefeuille"),
    "functie": ("een functie", "enige functie"),
}
"""What a thing of a domain is called when it is first met, and when a denial is about any of them."""

HOLDERS: Mapping[str, str] = {"wij": "ons", "ander": "een ander", "onbekend": "een onbekende"}
"""The holder of a seat as it reads after "van"."""

COMPARISONS: Mapping[str, str] = {
    "<": "kleiner dan", "<=": "hoogstens", ">": "groter dan", ">=": "minstens", "=": "gelijk aan", "!=": "anders dan",
}  # fmt: skip


def open_field(field: str, domain: str, denied: bool) -> str:
    """What a clause, or a denial, says of a field that its condition leaves open."""
    if field == "houder":
        return "wie dan ook" if denied else "iemand"
    return NOUNS.get(domain, ("iets", "wat dan ook"))[denied]
