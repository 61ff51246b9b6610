"""What fits the form but cannot be: a theme above itself, a seat twice, an end before a start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from strategy.dossier.model import (
    Actor,
    Body,
    Cardinality,
    College,
    Concepts,
    Document,
    Handover,
    Header,
    Instrument,
    Item,
    Opgave,
    Portfolio,
    Post,
    Priority,
    Scoring,
    Theme,
    Trait,
    Validity,
)
from strategy.dossier.names import one_of
from strategy.dossier.provenance import Origin, Sourced
from strategy.dossier.vocabulary import INFLUENCES, ROLES, TIES, TRAITS, YES_NO
from strategy.errors import Finding, Span, quote, suggest

Links = dict[str, dict[str, Span]]
LARGEST_TRAIT = 1_000_000_000
"""What a rule can compare with is no larger."""


class Problem(NamedTuple):
    """What cannot be: where its item stands, and the keys that lead from there to the place."""

    start: Span
    keys: tuple[str, ...]
    code: str
    message: str
    hint: str

    def at(self, place: Span) -> Finding:
        return Finding(place, self.code, self.message, self.hint)


def inconsistencies(items: Sequence[Item], new: Sequence[Item] | None = None) -> Iterator[Problem]:
    """Problems of the items of a dossier; attributes that could not be read are None, and passed over.

    When given, only the items that are `new` are looked at one by one: the others were sound before.
    """
    yield from _rings(items)
    header = next((item for item in items if isinstance(item, Header)), None)
    declared, own = (header.traits, header.term or Validity()) if header else (None, Validity())
    looked_at = items if new is None else new
    yield from _confirmations(looked_at, own)
    for item in looked_at:
        yield from _problems(item)
        if declared is not None and isinstance(item, Actor | Body | Post | Priority | Instrument):
            yield from _misfitting_traits(item, declared)


def _problems(item: Item) -> Iterator[Problem]:
    span = item.origin.span
    validity = item.validity
    if validity and validity.start and validity.end and validity.end < validity.start:
        message = f"de laatste dag ({validity.end}) ligt voor de eerste ({validity.start})"
        yield Problem(span, ("geldig", "tot"), "periode", message, "verwissel van en tot")
    match item:
        case Header():
            yield from _term(item)
        case Trait():
            yield from _unclear_trait(item)
        case Concepts():
            yield from _strengths(item)
        case Scoring():
            if _less(item.do_from, item.also_from):
                yield Problem(
                    span,
                    ("doen_vanaf",),
                    "volgorde",
                    f"doen_vanaf ({item.do_from:g}) ligt onder ook_doen_vanaf ({item.also_from:g})",
                    "maak doen_vanaf minstens zo hoog als ook_doen_vanaf",
                )
        case Document():
            if item.available is False and not item.note:
                yield Problem(
                    span,
                    ("beschikbaar",),
                    "onvolledig",
                    f"van het document {quote(item.id or '')} staat er niet bij waarom het niet beschikbaar is",
                    "voeg een `toelichting` toe, of verwijder `beschikbaar: nee`",
                )
        case College():
            yield from _two_offices(item)
            yield from _two_of_a_name(item)
        case Opgave():
            yield from _under_itself(item)
        case Priority():
            yield from _sharing(item)
        case Actor():
            yield from _both_ways(item)
        case Body():
            yield from _double_posts(item)
        case Handover(validity=None):
            message = "hier staat niet op welke dagen een ander het instrument beheert"
            hint = "voeg toe: `geldig: {van: 2024-07-02}`, of zet de beheerder achter `van`"
            yield Problem(span, ("van",), "onvolledig", message, hint)
        case Cardinality():
            if _less(item.most, item.least):
                yield Problem(
                    span,
                    ("hoogstens",),
                    "volgorde",
                    f"hoogstens {item.most:g} is minder dan minstens {item.least:g}",
                    "verwissel minstens en hoogstens",
                )


def _less(left: float | None, right: float | None) -> bool:
    return left is not None and right is not None and left < right


def _term(header: Header) -> Iterator[Problem]:
    term = header.term
    if term and term.start and term.end and term.end < term.start:
        message = f"de collegeperiode eindigt ({term.end}) voor zij begint ({term.start})"
        yield Problem(header.origin.span, ("periode", "tot"), "periode", message, "verwissel van en tot")


def _confirmations(items: Sequence[Item], own: Validity) -> Iterator[Problem]:
    """Days on which nobody can have looked whether something holds for the term that it is to be confirmed for."""
    told = {
        origin.confirmed.span: (origin.confirmed.day, origin.to_confirm)
        for item in items
        for origin in origins_of(item)
        if origin.confirmed and origin.to_confirm
    }
    for span, (day, term) in sorted(told.items()):
        first, last = days_of_term(term, own)
        if first and day < first:
            message = f"{day} ligt voor het begin van de periode ({first})"
            hint = f"schrijf de dag waarop u dit naging, vanaf {first}"
            yield Problem(span, (), "bevestigd", message, hint)
        elif last and day > last:
            message = f"{day} ligt na het einde van de periode ({last})"
            hint = f"schrijf de dag waarop u dit naging, tot en met {last}"
            yield Problem(span, (), "bevestigd", message, hint)


def days_of_term(term: str, own: Validity) -> tuple[date | None, date | None]:
    """The first and last day of a term such as 2026-2030: those of the dossier's own, when it is that, or else of its years."""
    years = re.fullmatch(r"([0-9]{4})-([0-9]{4})", term)
    if years is None or (own.start and own.start.year == int(years[1])):
        return own.start, own.end
    return date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)


def origins_of(item: Item) -> Iterator[Origin]:
    """The provenance of an object and of the values in it; objects within are visited by themselves."""
    yield item.origin
    for value in vars(item).values():
        if isinstance(value, Sourced):
            yield value.origin
        elif isinstance(value, tuple | dict):
            yield from (each.origin for each in values_in(value) if isinstance(each, Sourced))


def values_in(value: object) -> Iterator[object]:
    """What an attribute holds, one by one, whatever it is kept in."""
    if isinstance(value, tuple):
        for element in value:
            yield from values_in(element)
    elif isinstance(value, dict):
        for element in value.values():
            yield from values_in(element)
    else:
        yield value


def _strengths(concepts: Concepts) -> Iterator[Problem]:
    strengths = concepts.strengths
    if not strengths:
        return
    for name, table, wanted in (
        ("relatie", strengths.ties, TIES),
        ("zetel", strengths.seats, ROLES),
        ("invloed", strengths.influences, INFLUENCES),
    ):
        missing = [word for word in wanted if table and word not in table]
        if missing:
            message = f"in de tabel {name} ontbreekt: {', '.join(missing)}"
            hint = f"voeg toe: `{missing[0]}: 0.5`, een getal tussen 0.01 en 1"
            yield Problem(concepts.origin.span, ("sterkte", name), "onvolledig", message, hint)
    if _less(strengths.strong, strengths.good):
        message, hint = "de grens van sterk ligt onder die van goed", "maak sterk minstens zo hoog als goed"
        yield Problem(concepts.origin.span, ("sterkte", "sterk"), "volgorde", message, hint)


_OWNERS = {Actor: "actor", Body: "gremium", Post: "positie", Priority: "prioriteit", Instrument: "instrument"}
_OF_TEMPLATES = re.compile(r"[{}<>|\"]")
"""Signs with which sentences about facts are made."""


def _unclear_trait(trait: Trait) -> Iterator[Problem]:
    """Why rules and sentences could not use a characteristic."""
    span, name = trait.origin.span, quote(trait.id or "")
    if trait.name and _OF_TEMPLATES.search(trait.name):
        message = f"in de naam van kenmerk {name} staat een teken dat daar niet kan"
        yield Problem(span, ("naam",), "kenmerk", message, 'schrijf de naam zonder { } < > | en "')
    if trait.owners and {"gremium", "positie"} <= set(trait.owners):
        message = f"kenmerk {name} geldt voor een gremium en voor een positie daarin"
        hint = "kies één van beide, of maak er twee kenmerken van"
        yield Problem(span, ("geldt_voor",), "kenmerk", message, hint)
    if trait.sort == "woord" and not trait.words:
        message = f"bij kenmerk {name} staat niet uit welke woorden te kiezen is"
        yield Problem(span, ("soort",), "onvolledig", message, "voeg toe: `woorden: [stad, dorp]`")
    elif trait.sort in ("ja-nee", "getal") and trait.words:
        message = f"kenmerk {name} is van de soort {trait.sort}, en die kiest niet uit woorden"
        hint = "verwijder `woorden`, of schrijf `soort: woord`"
        yield Problem(span, ("woorden",), "tegenspraak", message, hint)
    if any(word and not word[0].isalpha() for word in trait.words or ()):
        message = f"een woord van kenmerk {name} begint niet met een letter"
        yield Problem(span, ("woorden",), "kenmerk", message, "laat elk woord met een letter beginnen")


def _misfitting_traits(
    item: Actor | Body | Post | Priority | Instrument, declared: Mapping[str, Trait]
) -> Iterator[Problem]:
    """The characteristics of a thing that are declared for other things, or for other values."""
    thing = _OWNERS[type(item)]
    for name, said in (item.traits or {}).items():
        trait = declared.get(name)
        if said is None or (trait is None and name not in TRAITS):
            continue
        owners = trait.owners if trait else ("actor",)
        if owners and thing not in owners:
            message = f"het kenmerk {quote(name)} geldt voor een {one_of(owners)}, en dit is een {thing}"
            hint = (
                f"voeg bij het kenmerk in dossier.yaml `{thing}` toe aan `geldt_voor`, of verwijder het hier"
            )
            yield Problem(said.origin.span, (), "kenmerk", message, hint if trait else "verwijder het hier")
        elif hint := why_not(said.value, trait.sort if trait else "ja-nee", trait.words if trait else ()):
            message = f"{quote(str(said.value))} kan hier niet bij het kenmerk {quote(name)}"
            yield Problem(said.origin.span, (), "onbekende-waarde", message, hint)


def why_not(value: str | float, sort: str | None, words: Sequence[str] | None) -> str:
    """What to write for a characteristic of this sort instead of a value that it cannot have; "" when it can."""
    if sort == "getal":
        if not isinstance(value, str):
            return "" if abs(value) <= LARGEST_TRAIT else "schrijf een getal onder een miljard"
        number = value.replace(",", ".")
        if not number.replace(".", "", 1).isdigit():
            return "schrijf een getal, zoals 40"
        comma = number != value
        return (
            f"gebruik een punt in plaats van een komma: {number}" if comma else "laat de aanhalingstekens weg"
        )
    allowed = YES_NO if sort == "ja-nee" else tuple(filter(None, words or ()))
    if not sort or not allowed or value in allowed:
        return ""
    return suggest(str(value), allowed) or f"kies uit: {', '.join(allowed)}"


def _sharing(priority: Priority) -> Iterator[Problem]:
    interest = priority.interest.value if priority.interest else None
    span, others = priority.origin.span, priority.shared_with
    if interest == "groep" and not others:
        message = f"prioriteit {quote(priority.id or '')} is van een groep, maar noemt niet met wie"
        yield Problem(
            span,
            ("belang",),
            "onvolledig",
            message,
            "noem bij `deelt_met:` minstens één ander, of kies gebied",
        )
    elif others and interest not in (None, "groep"):
        message = f"prioriteit {quote(priority.id or '')} noemt met wie zij het belang deelt, maar het belang is {interest}"
        yield Problem(
            span,
            ("deelt_met",),
            "tegenspraak",
            message,
            "schrijf `belang: groep`, of laat `deelt_met:` weg",
        )


def _both_ways(actor: Actor) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for item in actor.positions or ():
        if not item or not item.priority or not item.sort:
            continue
        if first.setdefault(item.priority, item.sort) != item.sort:
            message = (
                f"{quote(actor.id or '')} steunt en hindert bij dezelfde prioriteit {quote(item.priority)}"
            )
            hint = "kies één van beide, of leg in een toelichting uit wat overheerst"
            yield Problem(item.origin.span, (), "tegenspraak", message, hint)


def _double_posts(body: Body) -> Iterator[Problem]:
    seen: set[tuple[str, str | None]] = set()
    for post in body.posts or ():
        if not post or not post.role:
            continue
        if (post.role, post.theme) in seen:
            message = f"gremium {quote(body.id or '')} heeft de positie {post.role} twee keer"
            yield Problem(
                post.origin.span,
                (),
                "dubbele-positie",
                message,
                "verwijder er één, of geef elk een eigen thema",
            )
        seen.add((post.role, post.theme))


def _two_offices(college: College) -> Iterator[Problem]:
    """Portfolios of one member that belong to different offices: a seat of the mayor would be anybody's."""
    held: dict[str, list[Portfolio]] = {}
    for item in college.portfolios or ():
        if item and item.member and item.office:
            held.setdefault(item.member.value, []).append(item)
    for own in held.values():
        offices = [item.office for item in own]
        usual = max(offices, key=offices.count)
        for item in own:
            if item.office != usual:
                message = (
                    f"portefeuille {quote(item.id or '')} is van een {item.office}, "
                    f"maar haar bestuurder is een {usual}"
                )
                hint = "schrijf hier een andere `bestuurder`, of maak het ambt gelijk"
                yield Problem(item.origin.span, ("bestuurder",), "tegenspraak", message, hint)


def _two_of_a_name(college: College) -> Iterator[Problem]:
    """Members that are called as a portfolio that is not theirs: an answer could mean either."""
    held = {
        item.id: item.member and item.member.value for item in college.portfolios or () if item and item.id
    }
    for member in college.members or ():
        if member and member.id in held and held[member.id] != member.id:
            name = quote(member.id)
            message = f"bestuurder {name} heet als een portefeuille die niet van hem is"
            hint = f"geef hem een andere naam, of schrijf `bestuurder: {member.id}` bij portefeuille {name}"
            yield Problem(member.origin.span, ("id",), "dubbele-naam", message, hint)


def _under_itself(opgave: Opgave) -> Iterator[Problem]:
    for priority in opgave.priorities or ():
        for other in (priority and priority.also_under) or ():
            if other and other.value == opgave.id:
                message = f"prioriteit {quote(priority.id or '')} valt al onder {quote(opgave.id or '')}"
                yield Problem(
                    other.origin.span, (), "al-eronder", message, "noem bij ook_onder een andere opgave"
                )


def _rings(items: Iterable[Item]) -> Iterator[Problem]:
    """What is above, part of, or needed for itself, along however many steps."""
    links: dict[str, Links] = {"thema": {}, "actor": {}, "gremium": {}}
    for item in items:
        if isinstance(item, Theme):
            links["thema"].setdefault(item.id, _targets(item.parents))
        elif isinstance(item, Actor) and item.part_of:
            links["actor"].setdefault(item.id, {item.part_of: item.origin.span})
        elif isinstance(item, Body):
            links["gremium"].setdefault(item.id, _targets(item.requires))
    for kind, verb, hint in (
        ("thema", "valt onder zichzelf", "kies bij ouder een breder thema"),
        ("actor", "valt onder zichzelf", "kies bij valt_onder een andere actor"),
        ("gremium", "vereist zichzelf", "kies bij vereist een ander gremium"),
    ):
        done: set[str] = set()
        for start in _circling(links[kind]):
            ring = _ring(start, links[kind])
            if ring and not done.intersection(ring):
                done.update(ring)
                via = f" (via {', '.join(ring[1:])})" if len(ring) > 1 else ""
                keys = ("valt_onder", start if len(ring) == 1 else ring[1]) if kind == "actor" else ()
                span = links[kind][start][ring[1] if len(ring) > 1 else start]
                yield Problem(span, keys, "kring", f"{kind} {quote(start)} {verb}{via}", hint)


def _targets(values: Sequence[Sourced[str] | None] | None) -> dict[str, Span]:
    return {value.value: value.origin.span for value in values or () if value}


def _circling(links: Links) -> list[str]:
    """The names left when those that lead nowhere are taken away, again and again: only these can be in a ring."""
    leading: dict[str, list[str]] = {}
    for name, targets in links.items():
        for target in targets:
            leading.setdefault(target, []).append(name)
    open_ends = {name: len(targets) for name, targets in links.items()}
    ends = [name for name in leading if not links.get(name)]
    while ends:
        for name in leading.get(ends.pop(), ()):
            open_ends[name] -= 1
            if not open_ends[name]:
                ends.append(name)
    return [name for name, count in open_ends.items() if count]


def _ring(start: str, links: Links) -> list[str]:
    """The shortest way from `start` back to itself, without the return; empty when there is none."""
    before: dict[str, str] = {}
    front = [start]
    while front:
        reached: list[str] = []
        for name in front:
            for target in links.get(name, {}):
                if target == start:
                    ring = [name]
                    while ring[-1] != start:
                        ring.append(before[ring[-1]])
                    return ring[::-1]
                if target not in before:
                    before[target] = name
                    reached.append(target)
        front = reached
    return []
