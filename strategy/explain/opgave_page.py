"""What a dossier says about one opgave beside its advice: goals, places, figures, who helps, and what others do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from strategy.advice.advise import Outcome
from strategy.advice.names import decimal
from strategy.dossier.model import Actor, AgendaItem, Contribution, Opgave, Priority, Statement
from strategy.dossier.provenance import Origin
from strategy.dossier.word_lists import MEANINGS
from strategy.explain.grounds import citation
from strategy.facts.fact_base import grouped
from strategy.graph.network import View

_THOUSANDS = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+$)")
PROJECT = "project"
_GOAL = "doel"
ELSEWHERE = "Wat andere regio's hierover leren"
TAKE_OVER = "Tekst om over te nemen"


@dataclass(frozen=True)
class Said:
    """One thing that the dossier says, with its source. `name` is what it is said of, `sort` what kind of thing that is.

    `when` says of which days it is, where it is not simply so on the day of the outcome. `document` is the id of the
    document that the source is in; "" when there is none.
    """

    text: str
    source: str
    nature: str
    to_verify: str = ""
    name: str = ""
    when: str = ""
    sort: str = ""
    document: str = ""


@dataclass(frozen=True)
class SaidGroup:
    """What belongs together under one name: a programme, a region, or a heading of the page."""

    name: str
    items: tuple[Said, ...]


@dataclass(frozen=True)
class OpgavePage:
    """All of it, in the order of the dossier. `elsewhere` is what other regions have on their agenda, projects first."""

    id: str
    name: str
    description: Said | None
    goals: tuple[Said, ...]
    trends: tuple[Said, ...]
    areas: tuple[Said, ...]
    figures: tuple[Said, ...]
    contributions: tuple[SaidGroup, ...]
    priorities: tuple[Said, ...]
    elsewhere: tuple[SaidGroup, ...]
    texts: tuple[Said, ...]

    @property
    def parts(self) -> tuple[SaidGroup, ...]:
        """Everything but the description under its heading, in the order in which it is told; none is empty."""
        return tuple(SaidGroup(heading, items) for heading, items in self._headed() if items)

    def _headed(self) -> Iterator[tuple[str, tuple[Said, ...]]]:
        yield "Doelen", self.goals
        yield "Trends", self.trends
        yield "Wijken en gebieden", self.areas
        yield "Cijfers", self.figures
        helping = (replace(item, name=group.name) for group in self.contributions for item in group.items)
        yield "Wat andere programma's bijdragen", tuple(helping)
        yield "Prioriteiten", self.priorities
        for group in self.elsewhere:
            yield f"{ELSEWHERE}: {group.name}", group.items
        yield TAKE_OVER, self.texts


def opgave_pages(outcome: Outcome) -> tuple[OpgavePage, ...]:
    """The page of every opgave that may be shown, in the order of the dossier."""
    view = outcome.case.view
    return tuple(_page(outcome, opgave) for opgave in view.dossier.opgaven if view.shows(opgave))


def opgave_page(outcome: Outcome, name: str) -> OpgavePage | None:
    """The page of one opgave; None when it may not be shown."""
    view = outcome.case.view
    found = (item for item in view.dossier.opgaven if item.id == name and view.shows(item))
    return next((_page(outcome, opgave) for opgave in found), None)


def dutch_number(value: float) -> str:
    """A number as it is written in Dutch: 155.728 and 22,7."""
    whole, comma, part = decimal(value).partition(",")
    return _THOUSANDS.sub(".", whole) + comma + part


def _page(outcome: Outcome, opgave: Opgave) -> OpgavePage:
    view = outcome.case.view
    priorities = tuple(
        priority
        for owner, priority in view.priorities()
        if owner.id == opgave.id
        or any(other.value == opgave.id and view.shows(other) for other in priority.also_under)
    )
    description = _sourced(outcome, opgave.description, opgave.origin) if opgave.description else None
    return OpgavePage(
        id=opgave.id,
        name=opgave.name,
        description=description,
        goals=_statements(outcome, opgave.goals),
        trends=_statements(outcome, opgave.trends),
        areas=_statements(outcome, opgave.areas),
        figures=tuple(
            _sourced(outcome, _amount(item.value, item.unit), item.origin, name=item.name)
            for item in filter(view.shows, opgave.figures)
        ),
        contributions=tuple(_contributions(outcome, opgave)),
        priorities=tuple(_priority(outcome, priority) for priority in priorities),
        elsewhere=tuple(_other_regions(outcome, priorities)),
        texts=tuple(
            _sourced(outcome, item.text, item.origin, sort=item.sort)
            for item in filter(view.shows, opgave.texts)
        ),
    )


def _sourced(
    outcome: Outcome, text: str, origin: Origin, *, name: str = "", when: str = "", sort: str = ""
) -> Said:
    source = citation(outcome.names, origin)
    document = origin.source.document if origin.source else ""
    return Said(text, source, origin.nature, origin.to_verify, name, when, sort, document)


def _statements(outcome: Outcome, items: Iterable[Statement]) -> tuple[Said, ...]:
    return tuple(_sourced(outcome, item.text, item.origin) for item in filter(outcome.case.view.shows, items))


def _amount(value: float, unit: str) -> str:
    return f"{dutch_number(value)}%" if unit == "%" else f"{dutch_number(value)} {unit}"


def _contributions(outcome: Outcome, opgave: Opgave) -> Iterator[SaidGroup]:
    """What each other opgave or programme does for this one."""
    found = grouped(
        (name, _sourced(outcome, item.how, item.origin))
        for item in filter(outcome.case.view.shows, opgave.helped_by)
        if (name := _giver(outcome, item))
    )
    return (SaidGroup(name, tuple(items)) for name, items in found.items())


def _giver(outcome: Outcome, item: Contribution) -> str:
    """Who contributes; "" when that may not be said."""
    if item.giver is None:
        return item.programme
    known = item.giver in outcome.case.view.ids["opgave"]
    return outcome.names.name("opgave", item.giver) if known else ""


def _priority(outcome: Outcome, priority: Priority) -> Said:
    """What we want from outside, after how far we go for it."""
    stance = priority.stance
    far = MEANINGS["inzet"][stance.value] if outcome.case.view.shows(stance) else ""
    sentences = (f"{far[:1].upper()}{far[1:]}." if far else "", priority.description)
    return _sourced(outcome, " ".join(filter(None, sentences)), priority.origin, name=priority.name)


# ── other regions ─────────────────────────────────────────────────────────────────────────────────────


def _other_regions(outcome: Outcome, priorities: Iterable[Priority]) -> Iterator[SaidGroup]:
    """Per other region the points on its agenda about a theme of these priorities itself, not a wider one.

    With them goes what the region says of its whole agenda: a goal that names no theme.
    """
    view = outcome.case.view
    own = {theme.value for priority in priorities for theme in priority.themes if view.shows(theme)}
    ours = _ours(view)
    for actor in view.actors:
        if actor.sort != "regio" or actor.id in ours:
            continue
        items = [item for item in actor.agenda if not view.hides(item.origin)]
        shared = [
            item for item in items if any(theme.value in own and view.shows(theme) for theme in item.themes)
        ]
        if shared:
            wide = [item for item in items if item.sort == _GOAL and not item.themes]
            ordered = sorted((*shared, *wide), key=lambda item: item.sort != PROJECT)
            yield SaidGroup(actor.name, tuple(_point(outcome, item) for item in ordered))


def _ours(view: View) -> set[str]:
    """We ourselves, what we are part of, and the regions that grant our seats."""
    actors: Mapping[str, Actor] = {actor.id: actor for actor in view.actors}
    found: set[str] = {region.value for actor in view.actors for region in actor.represents}
    name: str | None = view.us
    while name is not None and name not in found:
        found.add(name)
        name = actors[name].part_of if name in actors else None
    return found


def _point(outcome: Outcome, item: AgendaItem) -> Said:
    return _sourced(
        outcome, item.description, item.origin,
        name=item.name, when=_when(outcome, item), sort=item.sort,
    )  # fmt: skip


def _when(outcome: Outcome, item: AgendaItem) -> str:
    """Of which days a point is: its own, or else those of the document that tells of it."""
    view, period = outcome.case.view, item.period
    if period.start or period.end:
        years = _span(period.start, period.end)
        if period.start and view.day < period.start:
            return f"{years}; begint na de peildatum"
        return f"{years}; voorbij op de peildatum" if period.end and period.end < view.day else years
    source = item.origin.source
    for document in view.dossier.documents:
        if source and document.id == source.document and view.shows(document) and view.shows(document.day):
            return f"stuk uit {document.day.value}"
    return ""


def _span(start: date | None, end: date | None) -> str:
    """From and until; in years where these are whole."""
    whole = (start is None or (start.month, start.day) == (1, 1)) and (
        end is None or (end.month, end.day) == (12, 31)
    )
    first, last = (_day(day, whole) for day in (start, end))
    if not last:
        return f"vanaf {first}"
    if not first:
        return f"tot en met {last}"
    return last if first == last else f"{first} tot en met {last}"


def _day(day: date | None, whole: bool) -> str:
    if day is None:
        return ""
    return str(day.year) if whole else f"{day.day}-{day.month}-{day.year}"
