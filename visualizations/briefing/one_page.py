"""One A4 for one member of the college: what to take, keep and let go, with whom to speak first, and why.

That it is one page is settled here, before any form is written: every text is broken into lines with the letters in which it is
set, and the least weighty of the longest list goes until all of it fits. Nothing is set smaller for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import STRONG, Advice
from strategy.advice.names import decimal
from strategy.allocation.allocate import allocate
from strategy.allocation.seats import Candidate, Taker, owners, takers
from strategy.dossier.defined_names import counted
from strategy.errors import KrachtenveldError, quote
from strategy.explain.grounds import footing
from strategy.facts.fact_base import grouped
from strategy.graph.by_name import meant
from visualizations.briefing.build import asking
from visualizations.briefing.lookups import BriefingLookups, BriefingSubject, PlannedSeat, role
from visualizations.briefing.model import (
    EDGE,
    POINTS,
    SIZES,
    Block,
    Briefing,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Section,
    Table,
)
from visualizations.briefing.page import documents, seat_list, unlike
from visualizations.briefing.people import granted, nominated
from visualizations.reports.kalender import when_text
from visualizations.reports.verdeling import clash_error, released
from visualizations.writers.pictures import width
from visualizations.writers.stamps import DISCLAIMER, capital, cut, dated, first_of, small, stamp

LEAST = 10.5
"""No letter on the page is smaller, in points."""
_SET = 1.21
"""From one line to the next, to the size of its letters, in the form that sets them widest apart: Word, as it sets Arial at 1.05."""
_LINE = LEAST * _SET
_ROOM = (SIZES["A4"][1] - 20 - 16) * POINTS - 3 * _LINE
"""For what stands on the page between its margins, in points; three lines are kept free for who sets it otherwise."""
_ACROSS = (SIZES["A4"][0] - 2 * EDGE) * POINTS
_LONGEST = 300
"""Signs of a sentence; of a longer one the rest stands in the whole briefing."""
Item = tuple[str, str]


def takes_seats(outcome: Outcome, name: str) -> Taker:
    """Who in the college is called so, by id or name, or has the portfolio of that name.

    Raises KrachtenveldError when nobody is, also of a member without any portfolio, whom no seat can go to.
    """
    view = outcome.case.view
    college = takers(view)
    members = {item.id for item in view.dossier.college.members if view.shows(item)}
    if name in members.difference(each.id for each in college):
        raise KrachtenveldError(
            f"bestuurder {quote(name)} heeft geen portefeuille, en neemt dus geen zetel in",
            f"zet bij een portefeuille in college.yaml: `bestuurder: {name}`",
        )
    named = {item.id: (item.name, each) for each in college for item in (*each.portfolios, each.it)}
    found = meant(("bestuurder", "bestuurders"), name, {item: (title,) for item, (title, _) in named.items()})
    return named[found][1]


def one_page(outcome: Outcome, name: str) -> Briefing:
    """The page of one member of the college.

    Raises InputError or KrachtenveldError, as `verdeling` does, when there is no plan to tell of.
    """
    who = takes_seats(outcome, name)
    lookups = BriefingLookups(outcome)
    if lookups.plan.made is None:
        raise clash_error(allocate(outcome))
    case = outcome.case
    parts = _fitting(_Parts(lookups, who))
    return Briefing(
        title=who.name,
        subtitle=_subtitle(lookups, who),
        stamp=dated(case),
        mark=stamp(case),
        advice=DISCLAIMER,
        day=case.view.day,
        front=Section("Uw inzet", tuple(_blocks(parts))),
        sections=(),
        slides=(),
        least=LEAST,
    )


def _subtitle(lookups: BriefingLookups, who: Taker) -> str:
    own = [item.name for item in who.portfolios] if who.kind == "bestuurder" else [who.office]
    return f"{cut(own, 4, '; ')} · {lookups.view.dossier.header.name}"


# ── what there is to say ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Page:
    """What the page says; of each list the weightiest first, with how many of it are shown."""

    title: str
    below: str
    lead: str
    lists: tuple[_List, ...]
    ground: str


@dataclass(frozen=True)
class _List:
    """A list under a heading: rows of a table where it has `heads`, else items. `rest` says what was left off."""

    heading: str
    items: tuple[tuple[Cell, ...] | Item, ...]
    shown: int
    rest: str
    heads: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()

    @property
    def left(self) -> int:
        return len(self.items) - self.shown


class _Parts:
    """What there is to say to one member of the college."""

    def __init__(self, lookups: BriefingLookups, who: Taker) -> None:
        self._lookups, self._plan, self._who = lookups, lookups.plan, who
        assert lookups.plan.made is not None
        self._made = lookups.plan.made
        self._owners = owners(lookups.outcome, lookups.outcome.lines)

    def page(self) -> _Page:
        return _Page(
            self._who.name,
            f"{_subtitle(self._lookups, self._who)} · {dated(self._lookups.outcome.case)}",
            self._lead(),
            tuple(each for each in self._lists() if each.items),
            self._ground(),
        )

    def _owns(self, line: Line) -> bool:
        owner = self._owners.get(line.id)
        return owner is not None and owner.id == self._who.id

    @cached_property
    def _own(self) -> list[PlannedSeat]:
        return [seat for seat in self._plan.seats if seat.who == self._who.id]

    @cached_property
    def _released(self) -> list[Candidate]:
        """The seats that we hold, that the plan gives up, and that would be theirs or stand at a table of theirs."""
        takes = {seat.advice.target.body: seat.who for seat in self._plan.seats if seat.who}
        held = [self._made.seat(name) for name in released(self._made)]
        return [
            seat
            for seat in held
            if (takes[seat.body] == self._who.id if seat.body in takes else self._owns(seat.line))
        ]

    def _lead(self) -> str:
        there = decimal(self._made.terms.capacity[self._who.id])
        if not self._own:
            fits = any(self._who.id in seat.steps for seat in self._made.seats)
            why = "" if fits else ", want er is er geen die bij uw portefeuille past"
            return f"In de verdeling van het college krijgt u geen zetel{why}; uw {there} dagdelen per maand blijven vrij."
        loads = self._made.terms.loads
        used = decimal(sum(loads[seat.advice.target.role] for seat in self._own))
        many = counted(len(self._own), "zetel", "zetels")
        first = self._first
        when = f" Het eerst aan de orde: {first}." if first else ""
        return f"U neemt {many} in, voor {used} van uw {there} dagdelen per maand.{when}"

    @cached_property
    def _first(self) -> str:
        asked = asking(self._lookups, [seat.line for seat in self._own], self._own)
        if not asked:
            return ""
        moment, seats = asked[0]
        return f"{seat_list(self._lookups, seats[:2])} – {moment.occasion.name}, {when_text(moment)}"

    def _lists(self) -> Iterator[_List]:
        rows = [self._row(seat.advice, seat.line) for seat in self._own]
        rows += [self._row(seat.advice, seat.line, "laat los") for seat in self._released]
        yield _List(
            "",
            tuple(rows),
            len(rows),
            "zetels, die lichter wegen",
            ("Tafel", "Rol", "Wat u doet", "Wanneer"),
            (40, 22, 14, 24),
        )
        yield self._listed("Waarom", tuple(self._why()), 2, "")
        yield self._listed("Met wie u eerst spreekt", tuple(self._people()), 6, "gesprekken")
        yield self._listed("Wat een collega voor u doet", tuple(self._colleagues()), 4, "collega's")
        lines = [line for line in self._lookups.outcome.lines if self._owns(line)]
        others = [seat for seat in self._plan.dropped(lines) if not self._plan.gives_up(seat)]
        named = tuple(
            (f"{self._table(seat)}:", f"{role(self._lookups.names, seat.advice)}.") for seat in others
        )
        yield self._listed("Waar geen tijd voor is", named, 3, "zetels")

    @staticmethod
    def _listed(heading: str, items: tuple[Item, ...], most: int, rest: str) -> _List:
        return _List(heading, items, min(most, len(items)), rest)

    def _table(self, seat: PlannedSeat) -> str:
        return self._lookups.body(seat.advice.target.body)

    def _row(self, advice: Advice, line: Line, does: str = "") -> tuple[Cell, ...]:
        moment = next(iter(self._lookups.moments_of([line])), None)
        attitude = advice.target.attitude
        return (
            Cell(self._lookups.body(advice.target.body)),
            Cell(role(self._lookups.names, advice)),
            Cell(does or _DOES.get(attitude, attitude)),
            Cell(when_text(moment[0]) if moment else "geen datum bekend"),
        )

    def _why(self) -> Iterator[Item]:
        """Of the weightiest seats the first argument, no two of them alike."""
        texts = {self._table(seat): self._lookups.argument(seat.line) for seat in self._own}
        told = set(unlike(filter(None, texts.values())))
        for table, text in texts.items():
            if text in told:
                told.discard(text)
                yield f"{table}:", _clipped(text)

    def _people(self) -> Iterator[Item]:
        """Who grants and nominates, then the doors and roads that are theirs, the heaviest first."""
        told: list[Item] = [
            *(
                (region, f"vraag om onze zetel in {tables}")
                for region, tables in granted(self._lookups, self._own)
            ),
            *(
                (who, f"vraag om de voordracht bij {occasion}")
                for who, occasion in nominated(self._lookups, self._own)
            ),
        ]
        for line in self._lookups.outcome.lines:
            if line.target.sort in ("relatie", "route") and line.band in STRONG and self._owns(line):
                name = self._lookups.actor(line.target.via or line.target.actor or line.target.to)
                told.append((name, small(line.title.replace(f" met {name}", "", 1))))
        for name, asked in grouped(told).items():
            yield f"{capital(name)}:", _clipped("; ".join(asked))

    def _colleagues(self) -> Iterator[Item]:
        """The seats that fit here and that a colleague takes."""
        known = {seat.id: seat for seat in self._made.seats}
        others = [
            seat
            for seat in self._plan.seats
            if seat.who not in ("", self._who.id) and self._who.id in known[seat.advice.id].steps
        ]
        for name, seats in grouped((self._plan.who(seat), seat) for seat in others).items():
            more = f", en nog {len(seats) - 3}" if len(seats) > 3 else ""
            yield f"{name}:", f"{seat_list(self._lookups, seats[:3])}{more}."

    def _ground(self) -> str:
        """What the page rests on, and what of it may turn out otherwise."""
        subject = BriefingSubject("portefeuille", self._who.id, self._who.name, ())
        found = documents(self._lookups, [(subject, seat.line) for seat in self._own])
        named = self._lookups.names.documents
        titles = {
            named[item.id]: item.title
            for item in self._lookups.view.dossier.documents
            if item.short == named[item.id]
        }
        texts = [f"{first_of([titles.get(name, name) for name in found], 3)}."] if found else []
        doubts = grouped(
            (told, self._table(seat))
            for seat in self._own
            if (told := footing(self._lookups.outcome, seat.told).rests_on)
        )
        for doubt, names in doubts.items():
            verb = "rust" if len(names) == 1 else "rusten"
            texts.append(f"{first_of(names, 3)} {verb} alleen op iets wat {_DOUBTS[doubt]}.")
        if any(
            self._made.terms.origins[name].nature == "aanname"
            for name in (self._who.id, *self._made.terms.loads)
        ):
            texts.append("De dagdelen zijn een aanname.")
        return " ".join(texts)


_DOES = {"claimen": "claim", "behouden": "houd", "meedoen": "doe mee"}
_DOUBTS = {
    "aanname": "wordt aangenomen",
    "te verifiëren": "nog te verifiëren is",
    "te bevestigen": "nog te bevestigen is",
}


def _clipped(text: str) -> str:
    """A text as a sentence, no longer than a page can hold."""
    told = text.rstrip(".")
    if len(told) <= _LONGEST:
        return f"{told}."
    start = told[:_LONGEST]
    part = max(start.rfind(", "), start.rfind("; "))
    return f"{start[:part] if part > _LONGEST / 2 else start.rpartition(' ')[0]} …"


# ── one page ──────────────────────────────────────────────────────────────────────────────────────────


def _fitting(parts: _Parts) -> _Page:
    """The page with as much of each list as fits; of the list that takes most room goes first what weighs least."""
    page = parts.page()
    while _height(page) > _ROOM:
        longest = max(
            (number for number, each in enumerate(page.lists) if each.shown > 1),
            key=lambda number: sum(_heights(page.lists[number])) / (2 if number == 0 else 1),
            default=None,
        )
        if longest is None:
            break
        shorter = replace(page.lists[longest], shown=page.lists[longest].shown - 1)
        page = replace(page, lists=(*page.lists[:longest], shorter, *page.lists[longest + 1 :]))
    return page


def _height(page: _Page) -> float:
    """What the page takes at most, in points: its lines, and the white around them in Word."""
    head = (
        _lines(page.title, _ACROSS, 24, bold=True) * 24 * _SET + 2 + _lines(page.below, _ACROSS) * _LINE + 8
    )
    first = 18 + 15 * _SET + 14 + _lines(page.lead, _ACROSS - 15) * _LINE
    lists = sum(sum(_heights(each)) for each in page.lists)
    ground = _HEADING + _lines(page.ground, _ACROSS) * _LINE + 4 if page.ground else 0
    return head + first + lists + ground


_HEADING = 12 + 11.5 * _SET
_INDENT = 18
_BESIDE = 7
"""Beside the text of a cell, in points."""


def _heights(told: _List) -> Iterator[float]:
    """What the heading, each item that is shown and the remark below them take."""
    if told.heading:
        yield _HEADING
    for item in (told.heads, *told.items[: told.shown]) if told.heads else told.items[: told.shown]:
        if told.heads:
            texts = [cell.text if isinstance(cell, Cell) else cell for cell in item]
            rooms = [_ACROSS * share / 100 - _BESIDE for share in told.shares]
            lines = max(_lines(text, room) for text, room in zip(texts, rooms, strict=True))
            yield lines * (LEAST + 1.5) + 2
        else:
            strong, text = map(str, item)
            yield _lines(text, _ACROSS - _INDENT, begun=width(f"{strong} ", LEAST, bold=True)) * _LINE + 2
    if told.heads:
        yield _AFTER_TABLE
    if told.left and told.rest:
        yield _LINE + 4


_AFTER_TABLE = 8


def _lines(text: str, room: float, size: float = LEAST, bold: bool = False, begun: float = 0) -> int:
    """The lines that a text takes after what has `begun` the first, broken at its spaces, and within a word that is wider
    than a line.
    """
    number, at = 1, begun
    space = width(" ", size, bold)
    while at > room:
        number, at = number + 1, at - room
    for word in text.split():
        wide = width(word, size, bold)
        if at and at + wide > room:
            number, at = number + 1, 0.0
        while wide > room:
            number, wide = number + 1, wide - room
        at += wide + space
    return number


def _blocks(page: _Page) -> Iterator[Block]:
    yield Paragraph(page.lead, "lead")
    for told in page.lists:
        if told.heading:
            yield Heading(told.heading)
        shown = told.items[: told.shown]
        if told.heads:
            rows = tuple(tuple(cell for cell in row if isinstance(cell, Cell)) for row in shown)
            yield Table("Wat u inneemt, houdt en loslaat", told.heads, told.shares, rows)
        else:
            yield Bullets(tuple((str(strong), str(text)) for strong, text in shown))
        if told.left and told.rest:
            yield Paragraph(f"En nog {told.left} {told.rest}.", "small")
    if page.ground:
        yield Heading("Waar dit op rust")
        yield Paragraph(page.ground)
