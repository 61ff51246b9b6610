"""Names of a dossier that are used nowhere; and codes in official registers: whether they have the form of one, and whether each is
of one organisation.

Codes are what others join published data by, so one that is wrong or double puts facts with the wrong organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple

from strategy.checks.checked_dossier import CheckedDossier, listed
from strategy.dossier.loader import origins_of, values_in
from strategy.dossier.model import (
    Actor,
    Body,
    Identifier,
    Instrument,
    Item,
    Kind,
    Many,
    Member,
    Portfolio,
    Post,
    Priority,
    Ref,
    Table,
    Theme,
    Trait,
    WithSource,
    keys_of,
)
from strategy.dossier.provenance import Sourced, SourceRef
from strategy.errors import Finding, Span, quote
from strategy.facts.fact_base import grouped
from strategy.register.tables import SORTS, TOOI, identifier

UNUSED_NAME = "ongebruikte-naam"

_SAID_OF_ACTORS = (
    "part_of", "fields", "competences", "ties", "dependencies", "influences", "represents", "traits", "agenda_state", "change",
    "agenda", "bodies", "choices",
)  # fmt: skip


@dataclass(frozen=True)
class _Kind:
    """How names of one kind are spoken of: one, more, the pronoun for one, what is wrong with them, and the fix."""

    one: str
    more: str
    it: str
    is_wrong: str
    are_wrong: str
    fix: str


_WORDS = {
    "thema": _Kind(
        "thema", "thema's", "het", "komt nergens in voor", "komen nergens in voor",
        "noem {it} bij een prioriteit, actor, gremium of instrument, of verwijder {it}",
    ),
    "actor": _Kind(
        "actor", "actoren", "hem", "doet nergens aan mee", "doen nergens aan mee",
        "vul werkvelden, relaties, bevoegdheden of invloed in, of verwijder {it}",
    ),
    "gremium": _Kind(
        "gremium", "gremia", "het", "heeft geen thema en geen positie", "hebben geen thema en geen positie",
        "vul `themas` en `posities` in, of verwijder {it}",
    ),
    "instrument": _Kind(
        "instrument", "instrumenten", "het", "heeft geen thema", "hebben geen thema",
        "vul `themas` in: zonder kan geen regel {it} aan een prioriteit koppelen",
    ),
    "portefeuille": _Kind(
        "portefeuille", "portefeuilles", "haar", "hoort bij geen opgave of prioriteit", "horen bij geen opgave of prioriteit",
        "noem {it} bij een opgave, of vul een thema van een prioriteit in",
    ),
    "bestuurder": _Kind(
        "bestuurder", "bestuurders", "hem", "heeft geen portefeuille", "hebben geen portefeuille",
        "noem {it} bij een portefeuille, met `bestuurder:`, of verwijder {it}",
    ),
    "kenmerk": _Kind(
        "kenmerk", "kenmerken", "het", "is nergens ingevuld", "zijn nergens ingevuld",
        "vul {it} in waar het geldt, bij `kenmerken`, of verwijder {it}",
    ),
    "document": _Kind(
        "bron", "bronnen", "haar", "wordt nergens aangehaald", "worden nergens aangehaald",
        "noem {it} bij `bron` van een feit, of verwijder {it}",
    ),
    "paragraaf": _Kind(
        "paragraaf", "paragrafen", "haar", "wordt nergens aangehaald", "worden nergens aangehaald",
        "kijk of er nog feiten in staan; laat {it} anders weg",
    ),
}  # fmt: skip


def unused_names(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark for each kind of which names are used nowhere, at the first of them.

    Names that are used nowhere: they are in the dossier, but nothing is said with them. What "used" means
    differs per kind. A theme is used when someone works on it, asks for it or decides on it; an actor when
    it does something or something refers to it, or when it is part of another; a body when it has seats or
    themes; an instrument when it has themes; a portfolio when an opgave names it or a priority touches its
    themes; a member of the college when a portfolio is theirs; a characteristic of the dossier's own when something has it; a source or paragraph when something cites it. Paragraphs that give advice are there to compare
    with.
    """
    used = uses(checked)
    for kind, names in (
        ("thema", _themes(checked, used)),
        ("actor", _silent(checked, Actor, used, _SAID_OF_ACTORS)),
        ("gremium", _silent(checked, Body, used, ("themes", "posts", "requires", "traits"))),
        ("instrument", _silent(checked, Instrument, used, ("themes", "partners", "traits"))),
        ("portefeuille", _portfolios(checked, used)),
        ("bestuurder", _silent(checked, Member, used, ())),
        ("kenmerk", _traits(checked)),
        ("document", _documents(checked)),
        ("paragraaf", _sections(checked)),
    ):
        places = checked.names[kind]
        own = (name for name in names if name in places and checked.writes(places[name]))
        found = sorted(own, key=lambda name: places[name])
        if found:
            yield _unused_finding(checked, kind, found)


def _unused_finding(checked: CheckedDossier, kind: str, found: list[str]) -> Finding:
    words = _WORDS[kind]
    if len(found) == 1:
        message, it = f'{words.one} "{found[0]}" {words.is_wrong}', words.it
    else:
        message, it = f"{len(found)} {words.more} {words.are_wrong}: {listed(found)}", "ze"
    places = (checked.names[kind][name] for name in found)
    return checked.grouped(places, UNUSED_NAME, message, words.fix.format(it=it))


_WITH_TRAITS = (Actor, Body, Instrument, Post, Priority)
_KINDS = {Actor: "actor", Body: "gremium", Instrument: "instrument", Member: "bestuurder"}


def _silent(
    checked: CheckedDossier,
    cls: type[Actor] | type[Body] | type[Instrument] | type[Member],
    used: Mapping[Name, Uses],
    attributes: Iterable[str],
) -> list[str]:
    """The ids of objects of a class that say nothing in these attributes, and that nothing refers to."""
    return [
        item.id
        for item in checked.items
        if isinstance(item, cls)
        and (_KINDS[cls], item.id) not in used
        and not any(getattr(item, attribute) for attribute in attributes)
    ]


def _themes(checked: CheckedDossier, used: Mapping[Name, Uses]) -> list[str]:
    """Themes that only other themes and portfolios name; what a used theme falls under is used too."""
    themes = {item.id: item for item in checked.items if isinstance(item, Theme)}
    reached = [
        name for name in themes if any(by not in (Theme, Portfolio) for by in used.get(("thema", name), ()))
    ]
    alive = set(reached)
    while reached:
        wider = {parent.value for parent in themes[reached.pop()].parents} & themes.keys() - alive
        alive |= wider
        reached.extend(sorted(wider))
    return [name for name in themes if name not in alive]


def _portfolios(checked: CheckedDossier, used: Mapping[Name, Uses]) -> list[str]:
    themes = {item.id: item for item in checked.items if isinstance(item, Theme)}
    touched = {theme.value for item in checked.items if isinstance(item, Priority) for theme in item.themes}
    touched |= {parent.value for name in touched if name in themes for parent in themes[name].parents}
    return [
        item.id
        for item in checked.items
        if isinstance(item, Portfolio)
        and ("portefeuille", item.id) not in used
        and not touched.intersection(theme.value for theme in item.themes)
    ]


def _traits(checked: CheckedDossier) -> list[str]:
    said = {name for item in checked.items if isinstance(item, _WITH_TRAITS) for name in item.traits}
    return [item.id for item in checked.items if isinstance(item, Trait) and item.id not in said]


def _documents(checked: CheckedDossier) -> list[str]:
    refs = cited(checked)
    return [
        document.id
        for document in checked.documents
        if document.available and SourceRef(document.id) not in refs
    ]


def _sections(checked: CheckedDossier) -> list[str]:
    refs = cited(checked)
    return [
        f"{document.id} §{section.id}"
        for document in checked.documents
        if SourceRef(document.id) in refs
        for section in document.sections
        if not section.gives_advice and SourceRef(document.id, section.id) not in refs
    ]


Name = tuple[str, str]
"""A kind of name and the name itself: ("thema", "wonen")."""
Uses = Sequence[type[Item]]
"""The classes of the objects that refer to a name."""


def uses(checked: CheckedDossier) -> Mapping[Name, Uses]:
    """Every name that some key of the dossier refers to, with where it does."""
    return grouped(
        ((kind, name), type(item))
        for item in checked.items
        for key in keys_of(type(item))
        if (kinds := _kinds(key.kind))
        for name in _names(getattr(item, key.attribute))
        for kind in kinds
    )


def cited(checked: CheckedDossier) -> set[SourceRef]:
    """Every source reference of content and rules, each also without its bullet and without its paragraph."""
    given = {rule.source for rule in checked.rules if rule.source}
    given |= {origin.source for item in checked.items for origin in origins_of(item) if origin.source}
    return (
        given
        | {SourceRef(ref.document, ref.section) for ref in given}
        | {SourceRef(ref.document) for ref in given}
    )


def _kinds(kind: Kind) -> tuple[str, ...]:
    """The kinds of names that the values of a key refer to; objects within are visited by themselves."""
    match kind:
        case Ref(kinds):
            return kinds
        case Many(of) | WithSource(of) | Table(of=of):
            return _kinds(of)
    return ()


def _names(value: object) -> Iterator[str]:
    for each in values_in(value):
        plain = each.value if isinstance(each, Sourced) else each
        if isinstance(plain, str):
            yield plain
        elif isinstance(plain, tuple | dict):
            yield from _names(plain)


IDENTIFIER = "registercode"
_FULL = re.compile(rf"{re.escape(TOOI)}([a-z_]+)/([a-z]+)([0-9]+)")
_CODE = re.compile(r"([a-z]*)[ -]?([0-9]{1,4})", re.IGNORECASE)
_DIGITS = {"gm": 4, "pv": 2, "ws": 4, "mnre": 4}
"""How many digits the code of a sort has, where that is always the same."""
_LETTERS = {"gemeente": "gm", "provincie": "pv", "waterschap": "ws", "ministerie": "mnre"}


class _Coded(NamedTuple):
    actor: Actor
    code: Identifier
    place: Span


def identifiers(checked: CheckedDossier) -> Iterator[Finding]:
    """A remark for each code of another form than its register gives, and for each that several organisations have at a time.

    Codes that are wrong or double: whoever joins published data by them, puts what is said here with another
    organisation. A full TOOI code says what it is and leads to its description.
    """
    found = [
        _Coded(actor, code, checked.places.value(code.origin.span, "code"))
        for actor in checked.items
        if isinstance(actor, Actor)
        for code in actor.identifiers
        if not checked.case.view.hides(code.origin)
    ]
    for each in found:
        if checked.writes(each.place) and (hint := _mended(each)):
            message = f"{quote(each.code.code)} heeft niet de vorm van een code in {each.code.register}"
            yield checked.finding(each.place, IDENTIFIER, message, hint)
    for (register, _), group in grouped(
        ((each.code.register, _short(each.code)), each) for each in found
    ).items():
        clashing = {each for pair in combinations(group, 2) if _at_once(*pair) for each in pair}
        own = sorted(each.place for each in clashing if checked.writes(each.place))
        if own:
            names = listed(sorted({each.actor.id for each in clashing}))
            message = f"dezelfde code in {register} staat bij meer dan een organisatie: {names}"
            hint = "zoek op van wie zij is, en haal haar bij de andere weg"
            yield checked.finding(own[0], IDENTIFIER, message, hint, (each.place for each in clashing))


def _short(code: Identifier) -> str:
    """What differs between two codes: not the way to it, and not its capitals."""
    return code.code.rstrip("/").rpartition("/")[2].casefold()


def _at_once(one: _Coded, other: _Coded) -> bool:
    """Whether both are there on some day, and are not the same organisation."""
    first = max(each.actor.period.start or date.min for each in (one, other))
    last = min(each.actor.period.end or date.max for each in (one, other))
    return one.actor.id != other.actor.id and first <= last


def _mended(each: _Coded) -> str:
    """What to write instead; "" when nothing is wrong with the form."""
    text = each.code.code
    if each.code.register == "ROO":
        return (
            "" if text.isascii() and text.isdigit() else "een code in ROO bestaat uit cijfers; zoek haar op"
        )
    if each.code.register != "TOOI":
        return ""
    if found := _FULL.fullmatch(text):
        sort, letters, digits = found.groups()
        if SORTS.get(letters[:2], sort) == sort and len(digits) == _DIGITS.get(letters, len(digits)):
            return ""
    example = identifier("gm0479")
    found = _CODE.fullmatch(text.rstrip("/").rpartition("/")[2])
    letters = (found[1].lower() or _LETTERS.get(each.actor.sort, "")) if found else ""
    if found and letters in _DIGITS and len(found[2]) <= _DIGITS[letters]:
        return f"bedoeld: {quote(identifier(letters + found[2].zfill(_DIGITS[letters])))}?"
    return f"zoek haar op, en schrijf haar voluit, zoals {example}"
