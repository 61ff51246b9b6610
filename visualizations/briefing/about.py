"""What the page of an opgave says of the opgave itself, and what the advice of a page rests on: sources, judgements
and what is still to be verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from strategy.advice.lines import Line
from strategy.advice.model import STRONG
from strategy.advice.names import ROLE_NAMES
from strategy.dossier.defined_names import all_of
from strategy.explain.grounds import Ground, cited, grounds
from strategy.explain.opgave_page import ELSEWHERE, PROJECT, TAKE_OVER, OpgavePage, Said, opgave_page
from visualizations.briefing.model import Block, Bullets, Cell, Heading, Paragraph, Table
from visualizations.briefing.subjects import BriefingLookups, BriefingSubject
from visualizations.writers.words import small

_LISTED = {"Doelen": ". ", "Trends": ". ", "Wijken en gebieden": "; ", "Prioriteiten": ". "}
"""What is told as running text, and what stands between two of it."""
_POINT = ", punt "
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")
_SENTENCES = 2
"""As much of a project says what it is; the rest stands on the map."""
_TABLES, _RELATIONS, _PRIORITIES = 3, 2, 3
_DOOR = {
    "opbouwen": "bouwt een {}relatie op met {}",
    "intensiveren": "versterkt de {}relatie met {}",
    "onderhouden": "onderhoudt de {}relatie met {}",
}
_FOR = {
    "coalitieakkoord": "Voor een coalitieakkoord",
    "raadsakkoord": "Voor een raadsakkoord",
    "brief": "Voor een brief",
}
_COMPOSED = "Uit het advies van deze bladzijde:"


def about(lookups: BriefingLookups, subject: BriefingSubject, found: Sequence[Line]) -> Iterator[Block]:
    """Both blocks for the page of an opgave; of another page, and of what there is nothing of, nothing."""
    page = opgave_page(lookups.outcome, subject.id) if subject.sort == "opgave" else None
    if page is None:
        return
    told = tuple(_told(page))
    if page.description or told:
        yield Heading("Over deze opgave")
    if page.description:
        yield Paragraph(f"{page.description.text} ({page.description.source})", "small")
    yield from told
    if items := (*_stated(page), *_composed(lookups, subject, found)):
        yield Heading(TAKE_OVER)
        yield Bullets(items)


def _told(page: OpgavePage) -> Iterator[Block]:
    for part in page.parts:
        if part.name in _LISTED:
            yield Heading(part.name, 3)
            yield Bullets(tuple(_by_source(part.items, _LISTED[part.name])), small=True)
    if page.figures:
        yield Heading("Cijfers", 3)
        rows = tuple(
            (Cell(item.name), Cell(item.text), Cell(item.source, _doubt(item))) for item in page.figures
        )
        yield Table(f"Cijfers: {page.name}", ("Wat", "Hoeveel", "Bron"), (42, 22, 36), rows)
    if page.contributions:
        yield Heading("Wat andere programma's bijdragen", 3)
        yield Bullets(tuple(_helping(page)), small=True)
    if page.elsewhere:
        yield Heading(ELSEWHERE, 3)
        lessons = (lesson for group in page.elsewhere for lesson in _lessons(group.name, group.items))
        yield Bullets(tuple(lessons), small=True)


def _by_source(items: Iterable[Said], link: str) -> Iterator[tuple[str, str]]:
    """What stands in the same paragraph of a source together; what has a name of its own by itself."""
    for run in _runs(items):
        yield f"{run[0].name}:" if run[0].name else "", f"{_joined(run, link)} ({_source(run)})"


def _runs(items: Iterable[Said]) -> list[list[Said]]:
    found: list[list[Said]] = []
    for item in items:
        if found and not item.name and _place(found[-1][0].source) == _place(item.source):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _helping(page: OpgavePage) -> Iterator[tuple[str, str]]:
    """What each programme does; the source once, where all of it is from the same place."""
    every = [item for group in page.contributions for item in group.items]
    alike = len(_runs(every)) == 1
    for group in page.contributions:
        source = "" if alike else f" ({_source(group.items)})"
        yield f"{group.name}:", f"{_joined(group.items)}{source}"
    if alike:
        yield "Bron:", f"{_source(every)}."


def _joined(items: Sequence[Said], link: str = ". ") -> str:
    """Texts one after the other, each with what is still to be verified of it."""
    texts = [f"{item.text.rstrip('.')}{f' ({_doubt(item)})' if item.to_verify else ''}" for item in items]
    return f"{link.join(texts)}." if any(texts) else ""


def _place(source: str) -> str:
    return source.partition(_POINT)[0]


def _source(items: Sequence[Said]) -> str:
    """The sources of these, each paragraph once with its points."""
    places: dict[str, dict[str, None]] = {}
    for item in items:
        place, _, point = item.source.partition(_POINT)
        places.setdefault(place, {}).update({point: None} if point else {})
    return "; ".join(f"{place}{_POINT}{all_of(found)}" if found else place for place, found in places.items())


def _doubt(item: Said) -> str:
    doubt = item.to_verify.rstrip(".")
    return f"te verifiëren: {small(doubt)}" if doubt else ""


def _lessons(region: str, items: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """What the projects of a region are; of what else is on its agenda the names."""
    for item in items:
        if item.sort == PROJECT:
            text = " ".join(_SENTENCE.split(item.text)[:_SENTENCES])
            about = "; ".join(filter(None, (region, item.when, _doubt(item), item.source)))
            yield f"{item.name}:", f"{text} ({about})" if text else f"{about}."
    others = [item for item in items if item.sort != PROJECT]
    if others:
        days = "; ".join(dict.fromkeys(item.when for item in others if item.when))
        named = "; ".join(item.name for item in others)
        sources = all_of(dict.fromkeys(item.source.partition(",")[0] for item in others))
        yield f"Verder op de agenda van {region}:", f"{named} ({'; '.join(filter(None, (days, sources)))})."


# ── to take over ──────────────────────────────────────────────────────────────────────────────────────


def _stated(page: OpgavePage) -> Iterator[tuple[str, str]]:
    for item in page.texts:
        yield f"{_FOR[item.sort]}:", f"{item.text} (naar {item.source})"


def _composed(
    lookups: BriefingLookups, subject: BriefingSubject, found: Sequence[Line]
) -> Iterator[tuple[str, str]]:
    """A sentence per table that matters most, and per relation, as a municipality writes them."""
    us = lookups.actor(lookups.view.us)
    best = sorted(found, key=subject.place)[:_TABLES]
    sentences = [_table(lookups, subject, us, line) for line in best]
    doors = [line for line in subject.lines if line.target.sort == "relatie" and line.band in STRONG]
    sentences += [_relation(lookups, subject, us, line) for line in doors[:_RELATIONS]]
    if sentences:
        yield _COMPOSED, " ".join(sentences)


def _table(lookups: BriefingLookups, subject: BriefingSubject, us: str, line: Line) -> str:
    target = line.target
    body, what = lookups.body(target.body), _what(lookups, subject, line)
    if target.role == "portefeuille" and target.theme:
        theme = lookups.names.name("thema", target.theme)
        seat = f"de portefeuille {theme} in {body}"
        does = f"houdt {seat}" if target.attitude == "behouden" else f"wil {seat} op zich nemen"
    elif target.role == "inbreng":
        does = f"neemt met stevige inbreng deel aan {body}"
    else:
        role = ROLE_NAMES.get(target.role, target.role)
        does = (
            f"blijft {role} van {body}" if target.attitude == "behouden" else f"wil {role} van {body} worden"
        )
    return f"{us} {does} en zet zich daar in voor {what}."


def _relation(lookups: BriefingLookups, subject: BriefingSubject, us: str, line: Line) -> str:
    first, ties = line.target, [part for part in line.parts if part.target.sort == "relatie"]
    layers = dict.fromkeys(part.target.layer for part in ties if part.target.layer != "college")
    which = f"{all_of(f'{layer}e' for layer in layers)} " if layers else ""
    does = _DOOR.get(first.attitude, _DOOR["onderhouden"]).format(which, lookups.actor(first.actor))
    return f"{us} {does}, voor {_what(lookups, subject, line)}."


def _what(lookups: BriefingLookups, subject: BriefingSubject, line: Line) -> str:
    """The priorities of the page that a line serves, heaviest first."""
    served = dict.fromkeys(entry.priority for entry in lookups.entries(line, subject))
    return all_of(f'"{lookups.names.name("prioriteit", name)}"' for name in list(served)[:_PRIORITIES])


MOST = 4
_PLURALS = {"oordeel": "oordelen", "aanname": "aannames"}


def basis(lookups: BriefingLookups, told: Iterable[tuple[BriefingSubject, Line]]) -> Bullets | None:
    """What a page says first of each line, and the ground under its score; None when there is nothing to tell."""
    sources, found = _rests_on(lookups, told)
    items = [*_sources(lookups, sources)]
    for nature in ("oordeel", "aanname"):
        own = dict.fromkeys(ground.text for ground in found if ground.nature == nature)
        if own:
            head = f"{len(own)} {nature if len(own) == 1 else _PLURALS[nature]}:"
            items.append((head, _some(tuple(own))))
    checks: dict[tuple[str, object], str] = {}
    for ground in found:
        if ground.to_verify:
            checks.setdefault(
                (ground.to_verify, ground.fact.values[0]), f"{ground.to_verify} ({ground.text})"
            )
    if checks:
        items.append(("Te verifiëren:", _some(tuple(checks.values()))))
    return Bullets(tuple(items), small=True) if items else None


def _rests_on(
    lookups: BriefingLookups, told: Iterable[tuple[BriefingSubject, Line]]
) -> tuple[list[tuple[str, str]], dict[Ground, None]]:
    """What is cited for what is said first of each line, with what it was only named for; and the facts below it."""
    found: dict[Ground, None] = {}
    sources: list[tuple[str, str]] = []
    for subject, line in told:
        for reason in lookups.reasons(line, subject)[:1]:
            lender = reason.origin.lender
            sources.append((cited(lookups.names, reason.origin), lender.what if lender else ""))
        for entry in lookups.entries(line, subject)[:1]:
            found.update(dict.fromkeys(grounds(lookups.outcome, entry)))
    sources += ((ground.cited, ground.lender) for ground in found)
    return sources, found


def documents(lookups: BriefingLookups, told: Iterable[tuple[BriefingSubject, Line]]) -> list[str]:
    """The documents under what is said first of each line, by name."""
    return [name.rstrip(":") for name, _ in _sources(lookups, _rests_on(lookups, told)[0])]


def _sources(lookups: BriefingLookups, found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Per document the paragraphs that are cited, each with its points; what was only named for more than that, says so."""
    places: dict[str, dict[str, set[int]]] = {}
    lent: dict[str, dict[str, set[str]]] = {}
    documents = sorted(lookups.names.documents.values(), key=len, reverse=True)
    for source, lender in found:
        document = next((name for name in documents if source.startswith(name)), "")
        if document:
            place, _, point = source.removeprefix(document).lstrip(", ").partition(", punt ")
            points = places.setdefault(document, {}).setdefault(place, set())
            points.update({int(point)} if point.isdigit() else ())
            lent.setdefault(document, {}).setdefault(place, set()).add(lender)
    return [(f"{name}:", f"{'; '.join(_places(places[name], lent[name]))}.") for name in sorted(places)]


def _places(found: Mapping[str, set[int]], lenders: Mapping[str, set[str]]) -> Iterator[str]:
    """What is cited, and after it what was only named for more than what is told here."""
    told: dict[str, list[str]] = {"": []}
    for place in sorted(found):
        points = all_of(map(str, sorted(found[place])))
        text = f"{place}, punt {points}" if points else place or "het hele stuk"
        told.setdefault(min(lenders[place]), []).append(text)
    yield from told.pop("")
    yield from (f"als bron van {lender}: {', '.join(texts)}" for lender, texts in sorted(told.items()))


def _some(texts: Sequence[str]) -> str:
    more = len(texts) - MOST
    return f"{'; '.join(texts[:MOST])}{f'; en nog {more}' if more > 0 else ''}."
