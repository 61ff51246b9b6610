"""The calendar in every form: what is on and what is first, what is to come with what there is to do, then the rest; and as iCalendar."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from strategy.advice.advise import BASE_SCENARIO, Outcome
from strategy.advice.lines import Line as Advised
from strategy.advice.model import BANDS, REFRAIN, STRONG, Advice
from strategy.calendar.agenda import STATES, Appointment, AppointmentState, MomentChoice, Occasion, agenda
from strategy.dossier.dates import Once, Recurring, next_day, written
from strategy.dossier.defined_names import counted
from strategy.dossier.word_lists import NATURES
from strategy.explain.grounds import citation
from visualizations.writers.report import WHITE, Block, Cell, Col, Grid, Line, Report, heading, line, top_of
from visualizations.writers.safe_files import MARK
from visualizations.writers.shapes import (
    ADVICE_ID,
    MAYBE_DAY,
    MAYBE_TEXT,
    PLACE,
    SCORE,
    TEXT,
    WHOLE,
    YES_NO,
    Shape,
    array,
    contract_of,
    maybe,
    of_part,
    one_of,
    record_of,
)
from visualizations.writers.sheets import ReadColumn, Sheet, column, joined, on_paper, sheet
from visualizations.writers.stamps import DISCLAIMER, stamp

if TYPE_CHECKING:
    from icalendar import Component, Event

TO_VERIFY = "te verifiëren"
AHEAD = timedelta(days=365)
"""How far the screen looks ahead when nobody says until when."""
_MOST = 5
"""Advices per moment in a cell; the sheet of advices has them all."""
_ONES = {
    "positie": "zetel", "monitoren": "ontwikkeling om te volgen", "organisatie": "afspraak over organisatie",
    "afzien": "keer beter niet",
}  # fmt: skip
_PLURALS = {
    "positie": "zetels", "relatie": "relaties", "route": "routes", "samenwerking": "samenwerkingen",
    "koppelkans": "koppelkansen", "voorwaarde": "voorwaarden", "verkenning": "verkenningen",
    "monitoren": "ontwikkelingen om te volgen", "afzien": "keer beter niet", "organisatie": "afspraken over organisatie",
}  # fmt: skip


@dataclass(frozen=True)
class SeenMoment:
    """An appointment with the outcome that gives its names."""

    outcome: Outcome
    seen: Appointment

    @property
    def occasion(self) -> Occasion:
        return self.seen.occasion

    @property
    def when(self) -> str:
        return when_text(self.seen)

    @property
    def away(self) -> str:
        """How far off it is: over 30 dagen, loopt nog 12 dagen, 3 maanden geleden."""
        days, state = self.seen.away, self.seen.state
        if days is None:
            return {"elk jaar": "keert terug", "onbekend": TO_VERIFY}.get(state, state)
        if state == "loopt":
            return f"loopt {self.left}" if days else "loopt vandaag af"
        return f"{_distance(-days)} geleden" if state == "voorbij" else f"over {_distance(days)}"

    @property
    def left(self) -> str:
        """How long what is on still lasts: nog 12 dagen."""
        return f"nog {_distance(self.seen.away)}" if self.seen.away else "vandaag voor het laatst"

    @property
    def todo(self) -> tuple[Advised, ...]:
        """Its advice, best first, and after it what is better not done."""
        return tuple(sorted(self.seen.lines, key=lambda advice: advice.target.sort == REFRAIN))

    @property
    def network(self) -> str:
        """The network it stands in; the college for what the dossier itself tells."""
        names = {layer.id: layer.name for layer in self.outcome.case.dossier.layers}
        return names.get(self.occasion.network, "College")

    @property
    def source(self) -> str:
        return source_text(self.outcome, self.occasion)

    @property
    def place(self) -> str:
        return self.occasion.origin.span.place


@dataclass(frozen=True)
class Calendar:
    """The moments within a choice."""

    outcome: Outcome
    choice: MomentChoice
    moments: tuple[SeenMoment, ...]


def calendar(outcome: Outcome, choice: MomentChoice) -> Calendar:
    """The moments within a choice, in the order of `agenda`."""
    return Calendar(outcome, choice, tuple(SeenMoment(outcome, each) for each in agenda(outcome, choice)))


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────


def when_text(appointment: Appointment) -> str:
    """When it is: the days of its next time, or what the dossier says."""
    occasion = appointment.occasion
    if isinstance(occasion.when, Recurring) and appointment.once:
        return f"{written(appointment.once)}, elk jaar"
    return occasion.text


def _distance(days: int) -> str:
    """Days as people count them: months from a hundred days on, years from two years on."""
    if days < 100:
        return counted(days, "dag", "dagen")
    months = round(days / 30.44)
    return counted(months, "maand", "maanden") if months < 24 else f"{round(days / 365.25)} jaar"


def todo_text(advice: Advice) -> str:
    """An advice in one line, with its place and its attitude."""
    return f"rang {advice.rank}, {advice.band}, {advice.target.attitude}: {advice.title}"


def counts_text(advices: Iterable[Advice]) -> str:
    """How much advice there is, per sort: 3 zetels, 1 relatie."""
    counts = Counter(advice.target.sort for advice in advices)
    return ", ".join(
        f"{number} {_ONES.get(sort, sort) if number == 1 else _PLURALS[sort]}"
        for sort, number in counts.items()
    )


def source_text(outcome: Outcome, occasion: Occasion) -> str:
    """Where its date comes from, and whether that is a judgement or an assumption."""
    nature = "" if occasion.origin.nature == "registratie" else f" ({occasion.origin.nature})"
    cited = citation(outcome.names, occasion.origin)
    return cited if nature == f" ({cited})" else f"{cited}{nature}"


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_ADVICE = record_of(Advice)(
    id=(ADVICE_ID, lambda advice: advice.id),
    titel=(TEXT, lambda advice: advice.title),
    soort=(TEXT, lambda advice: advice.target.sort),
    houding=(TEXT, lambda advice: advice.target.attitude),
    rang=(WHOLE, lambda advice: advice.rank),
    band=(one_of(*BANDS), lambda advice: advice.band),
    score=(Shape({**SCORE.schema, "minimum": 0}, SCORE.write), lambda advice: advice.score),
)
_SUBJECT = record_of(tuple)(
    soort=(one_of("actor", "gremium", "instrument"), lambda pair: pair[0]),
    id=(TEXT, lambda pair: pair[1]),
)
_MOMENT = record_of(SeenMoment)(
    naam=(TEXT, lambda moment: moment.occasion.name),
    soort=(
        one_of("moment", "einde").about("einde: volgt uit een laatste dag in het dossier"),
        lambda moment: moment.occasion.sort,
    ),
    netwerk=(MAYBE_TEXT, lambda moment: moment.occasion.network),
    datum=(TEXT.about("zoals het dossier haar geeft"), lambda moment: moment.occasion.text),
    van=(
        MAYBE_DAY.about("de eerste dag; van wat terugkeert de eerstvolgende keer"),
        lambda moment: moment.seen.once and moment.seen.once.first,
    ),
    tot_en_met=(MAYBE_DAY, lambda moment: moment.seen.once and moment.seen.once.last),
    elk_jaar=(YES_NO, lambda moment: isinstance(moment.occasion.when, Recurring)),
    stand=(one_of(*STATES), lambda moment: moment.seen.state),
    dagen=(
        maybe(Shape({"type": "integer"})).about(
            "tot de eerste dag; tot de laatste als het loopt; negatief als het voorbij is"
        ),
        lambda moment: moment.seen.away,
    ),
    betreft=(array(_SUBJECT), lambda moment: moment.occasion.about),
    voordracht=(array(TEXT), lambda moment: moment.occasion.nominated_by),
    gunning=(array(TEXT), lambda moment: moment.seen.grants),
    adviezen=(
        array(_ADVICE).about("wat ervan afhangt, het hoogste eerst"),
        lambda moment: moment.seen.lines,
    ),
    te_verifieren=(MAYBE_TEXT, lambda moment: moment.occasion.unsure),
    toelichting=(MAYBE_TEXT, lambda moment: moment.occasion.note),
    aard=(one_of(*NATURES), lambda moment: moment.occasion.origin.nature),
    bron=(TEXT, lambda moment: moment.source),
    **of_part(lambda moment: moment.occasion.origin.span, PLACE),
)
MOMENTS = array(_MOMENT)
CONTRACT = contract_of(Calendar, "Kalender van Krachtenveld", "2.1", lambda found: found.outcome.case)(
    vanaf=(MAYBE_DAY, lambda found: found.choice.since),
    tot=(MAYBE_DAY, lambda found: found.choice.until),
    netwerk=(MAYBE_TEXT, lambda found: found.choice.network),
    opgave=(MAYBE_TEXT, lambda found: found.choice.opgave),
    momenten=(MOMENTS, lambda found: found.moments),
)
"""Additions raise the minor version, other changes the major."""

# ── sheets ────────────────────────────────────────────────────────────────────────────────────────────

_COLUMNS: tuple[ReadColumn[SeenMoment], ...] = (
    column("moment", "wat er gebeurt", lambda moment: moment.occasion.name, paper=True),
    column(
        "wanneer",
        "de datum zoals het dossier haar geeft; van wat terugkeert de eerstvolgende keer",
        lambda moment: moment.when,
        paper=True,
    ),
    column("nog", "hoe ver weg, gerekend vanaf de peildatum", lambda moment: moment.away, paper=True),
    column("van", "de eerste dag, jjjj-mm-dd; leeg zonder datum", lambda moment: _days(moment)[0]),
    column("tot en met", "de laatste dag, jjjj-mm-dd; leeg zonder datum", lambda moment: _days(moment)[1]),
    column(
        "dagen",
        "dagen tot de eerste dag; tot de laatste als het loopt; negatief als het voorbij is",
        lambda moment: moment.seen.away,
        "whole",
    ),
    column(
        "stand",
        "loopt, komt, elk jaar (dagen onbekend), onbekend of voorbij",
        lambda moment: moment.seen.state,
    ),
    column("netwerk", "het netwerk waarin het speelt", lambda moment: moment.network, paper=True),
    column(
        "betreft",
        "waarover het gaat",
        lambda moment: joined(moment.outcome.names.short(*pair) for pair in moment.occasion.about),
    ),
    column("adviezen", "hoeveel adviezen ervan afhangen", lambda moment: len(moment.seen.lines), "whole"),
    column(
        "wat te doen",
        "die adviezen met rang, band en houding, de hoogste eerst",
        lambda moment: joined(_doing(moment)),
        paper=True,
    ),
    column(
        "voordracht",
        "wie kandidaten voordraagt of aanbeveelt",
        lambda moment: joined(moment.occasion.nominated_by),
    ),
    column("gunning", "wie de zetels gunt", lambda moment: joined(moment.seen.grants)),
    column(TO_VERIFY, "wat nog nagegaan moet worden", lambda moment: moment.occasion.unsure, paper=True),
    column("aard", "registratie, oordeel of aanname", lambda moment: moment.occasion.origin.nature),
    column("bron", "waar de datum staat", lambda moment: moment.source),
    column("toelichting", "toelichting uit het dossier", lambda moment: moment.occasion.note),
    column("plek", "bestand en regel", lambda moment: moment.place),
)
_Serving = tuple[SeenMoment, Advice]
_ADVICES: tuple[ReadColumn[_Serving], ...] = (
    column("moment", "wat er gebeurt", lambda pair: pair[0].occasion.name),
    column("wanneer", "de datum van het moment", lambda pair: pair[0].when),
    column("rang", "de plaats van het advies onder alle adviezen", lambda pair: pair[1].rank, "whole"),
    column("band", "doen, ook doen, als er tijd is of niet doen", lambda pair: pair[1].band),
    column("score", "de score van het advies", lambda pair: pair[1].score, "number"),
    column(
        "houding",
        "claimen, behouden, meedoen, volgen, afzien, opbouwen, intensiveren of onderhouden",
        lambda pair: pair[1].target.attitude,
    ),
    column("advies", "wat er wordt aangeraden", lambda pair: pair[1].title),
    column("id", "de naam van het advies", lambda pair: pair[1].id),
)


def _days(moment: SeenMoment) -> tuple[str, str] | tuple[None, None]:
    once = moment.seen.once
    return (once.first.isoformat(), once.last.isoformat()) if once else (None, None)


def _doing(moment: SeenMoment) -> Iterator[str]:
    yield from map(todo_text, moment.todo[:_MOST])
    if (more := len(moment.todo) - _MOST) > 0:
        yield f"en nog {more}"


def moment_sheet(moments: Iterable[SeenMoment], name: str = "Kalender") -> Sheet:
    """One row per moment. Several values in a cell are parted by " | "."""
    return sheet(name, _COLUMNS, moments)


# ── the report ────────────────────────────────────────────────────────────────────────────────────────


def calendar_report(found: Calendar, top: int, earlier: bytes = b"") -> Report:
    """The calendar; on the screen with the best `top` advices (0 is all) of each moment to come.

    `earlier` is the calendar file that this one takes the place of, as `calendar_text` has it.
    """
    case = found.outcome.case

    def sheets() -> Iterator[Sheet]:
        yield moment_sheet(found.moments)
        yield sheet(
            "Adviezen",
            _ADVICES,
            ((moment, advice) for moment in found.moments for advice in moment.seen.lines),
        )

    return Report(
        screen=lambda: _screen(found, top),
        data=lambda: CONTRACT.write(found),
        markdown=lambda: f"{on_paper(moment_sheet(found.moments))}\n{MARK} · {stamp(case)}\n",
        sheets=sheets,
        title=f"Kalender · {case.dossier.header.name}",
        mark=stamp(case),
        others={"ics": lambda: calendar_text(found, earlier)},
    )


def _screen(found: Calendar, top: int) -> Iterator[Block]:
    yield from (*_heading(found), WHITE)
    if not found.moments:
        yield from (line("Geen momenten bij deze keuze."), WHITE)
    yield from _dated(found, top)
    for title, state in (
        ("Keert terug, de dagen zijn niet bekend", "elk jaar"),
        (f"Zonder datum: {TO_VERIFY}", "onbekend"),
        ("Voorbij", "voorbij"),
    ):
        if listed := [each for each in found.moments if each.seen.state == state]:
            yield from (heading(title), _short(listed), WHITE)
    if hidden := _over(found):
        over = counted(hidden, "moment is", "momenten zijn")
        yield from (line(f"{over} voorbij; `--alles` toont ook die", "dim"), WHITE)
    yield line(f"Wat {TO_VERIFY} is, heeft nog geen vaste datum of bron. {DISCLAIMER}", "dim")


def _over(found: Calendar) -> int:
    """How many moments are left out because they are over."""
    whole = replace(found.choice, past=True)
    return 0 if found.choice.past else len(agenda(found.outcome, whole)) - len(found.moments)


def _heading(found: Calendar) -> Iterator[Line]:
    yield line(found.outcome.case.dossier.header.name, "bold", (f" · {stamp(found.outcome.case)}", ""))
    if not found.moments:
        return
    now, following = (_first(found.moments, state) for state in ("loopt", "komt"))
    for word, first, away in (
        ("Nu bezig", now, now and now.left),
        ("Eerstvolgend", following, following and following.away),
    ):
        if first is None:
            continue
        best = first.todo[0]
        yield line(f"{word}: {first.occasion.name}, {first.when}, {away}", "bold")
        yield line(
            f"Eraan hangt advies: {counts_text(first.todo)}; het hoogste op rang {best.rank} van "
            f"{len(found.outcome.lines)} adviezen ({best.band})"
        )
    states = Counter(each.seen.state for each in found.moments)
    unsure = sum(bool(each.occasion.unsure) for each in found.moments)
    yield line(
        f"{counted(states['loopt'] + states['komt'], 'moment', 'momenten')} met een datum, "
        f"{states['elk jaar'] + states['onbekend']} zonder; {unsure} {TO_VERIFY}"
    )


def _first(moments: Iterable[SeenMoment], state: AppointmentState) -> SeenMoment | None:
    """The first moment in a state that something worth claiming hangs on; else the first with any advice."""
    there = [each for each in moments if each.seen.state == state and each.seen.lines]
    strong = (each for each in there if any(advice.band in STRONG for advice in each.seen.lines))
    return next(strong, there[0] if there else None)


def _dated(found: Calendar, top: int) -> Iterator[Block]:
    """What is on or to come; what is more than a year off is only counted, unless it was asked for."""
    day, whole = found.outcome.case.view.day, found.choice.past or found.choice.until is not None
    dated = [each for each in found.moments if each.seen.state in ("loopt", "komt")]
    near = [each for each in dated if whole or (each.seen.once and each.seen.once.first - day <= AHEAD)]
    if near:
        yield from (heading("Wat komt"), _coming(near, top), WHITE)
    if far := len(dated) - len(near):
        more = f"… en nog {counted(far, 'moment', 'momenten')} na {written(Once(day + AHEAD, day + AHEAD))}"
        yield from (line(f"{more}; `--alles` of `--tot jjjj-mm-dd` toont ze", "dim"), WHITE)


def _coming(moments: Iterable[SeenMoment], top: int) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    told: dict[tuple[Advised, ...], str] = {}
    for each in moments:
        if rows:
            rows.append(())
        details = list(_details(each, top, told.get(each.seen.lines, "")))
        rows.append((each.when, each.away, details))
        told.setdefault(each.seen.lines, each.occasion.name)
    cols = (Col("wanneer", width=20), Col("nog", width=16), Col("moment en wat te doen", wide=True))
    return Grid(cols, tuple(rows))


def _details(moment: SeenMoment, top: int, before: str) -> Iterator[Block]:
    """What there is to say of a moment."""
    occasion = moment.occasion
    yield _title(moment)
    if occasion.note:
        yield line(occasion.note)
    yield from _advice(moment.todo, top, before)
    if occasion.nominated_by:
        yield line(f"voordracht: {'; '.join(occasion.nominated_by)}")
    yield from (line(f"een zetel hier {grant}") for grant in moment.seen.grants)
    if occasion.unsure:
        yield line(f"{TO_VERIFY}: {occasion.unsure}")
    yield line(f"← {moment.source}   {moment.place}", "dim")


def _advice(advices: Sequence[Advice], top: int, before: str) -> Iterator[Block]:
    """Advice by name, unless an earlier moment has just the same."""
    if before and advices:
        yield line(f'{counts_text(advices)}: dezelfde als bij "{before}"')
        return
    shown = top_of(advices, top)
    if shown:
        cols = (Col(right=True), Col(keep=True), Col(keep=True), Col(wide=True))
        rows = ((str(each.rank), each.band, each.target.attitude, each.title) for each in shown)
        yield Grid(cols, tuple(rows), left=0)
    if more := advices[len(shown) :]:
        yield line(f"… en nog {counts_text(more)}; `--top 0` toont alles", "dim")


def _title(moment: SeenMoment, *below: str) -> Line:
    return line(
        moment.occasion.name, "bold", (f"   {moment.network}", "dim"), *((f"\n{text}", "") for text in below)
    )


def _short(moments: Iterable[SeenMoment]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for each in moments:
        below = []
        if advices := each.todo:
            below.append(f"raakt {counts_text(advices)}; het hoogste op rang {advices[0].rank}")
        if each.occasion.unsure:
            below.append(f"{TO_VERIFY}: {each.occasion.unsure}")
        away = "" if each.seen.state in ("elk jaar", "onbekend") else each.away
        rows.append((each.when, away, _title(each, *below)))
    return Grid((Col(width=20), Col(width=16), Col(wide=True)), tuple(rows))


# ── as iCalendar (RFC 5545) ───────────────────────────────────────────────────────────────────────────
# Every moment with days is an event of whole days; one that is only known by its month or season lasts that long,
# and never blocks time. What has no days is left out: a diary would show it on a day that nobody named.

_MOST_NAMED = 8
"""Advices that a description names."""


def undated(found: Calendar) -> int:
    """How many moments have no days to put in a diary."""
    return sum(each.seen.once is None for each in found.moments)


def calendar_text(found: Calendar, earlier: bytes = b"") -> str:
    """The moments that have days, as one calendar; lines end as RFC 5545 asks.

    A moment keeps its UID when its date changes. A diary moves it only when its SEQUENCE is higher than it was, so it counts
    how often the moment changed since the `earlier` file that this one takes the place of: the file is all the memory there
    is. DTSTAMP is the reference day, so that the same dossier and file give the same bytes.
    """
    from icalendar import Calendar as Diary

    case = found.outcome.case
    diary = Diary()
    diary.add("prodid", f"-//Krachtenveld//{MARK}//NL")
    diary.add("version", "2.0")
    diary.add("calscale", "GREGORIAN")
    diary.add("x-wr-calname", f"Kalender {case.dossier.header.name}")
    diary.add("x-wr-caldesc", f"{stamp(case)}. {DISCLAIMER}")
    before = _events_in(earlier)
    seen: Counter[tuple[str, str]] = Counter()
    for each in found.moments:
        if each.seen.once is not None:
            key = each.occasion.network, each.occasion.name
            event = _event(each, each.seen.once, seen[key])
            number, content = before.get(str(event["uid"]), (0, _content(event)))
            event.add("sequence", number + (content != _content(event)))
            diary.add_component(event)
            seen[key] += 1
    written: bytes = diary.to_ical()
    return written.decode("utf-8")


def _events_in(earlier: bytes) -> dict[str, tuple[int, str]]:
    """How often each moment in a calendar file changed, and what it says, by UID; nothing for what is no such file."""
    from icalendar import Calendar as Diary

    try:
        events = Diary.from_ical(earlier).walk("VEVENT") if earlier else []
        return {str(event["uid"]): (int(event.get("sequence", 0)), _content(event)) for event in events}
    except (ValueError, KeyError, IndexError, TypeError):
        return {}


def _content(event: Component) -> str:
    """What an event says, but for when and how often it was said."""
    return repr([event[name].to_ical() for name in _TELLING if name in event])


_TELLING = ("DTSTART", "DTEND", "RRULE", "SUMMARY", "DESCRIPTION")


def _event(moment: SeenMoment, once: Once, same: int) -> Event:
    from icalendar import Event

    occasion = moment.occasion
    event = Event()
    event.add("uid", _uid(moment, same))
    event.add("dtstamp", datetime.combine(moment.outcome.case.view.day, time(), UTC))
    event.add("dtstart", once.first)
    event.add("dtend", next_day(once.last))
    if isinstance(occasion.when, Recurring):
        end = occasion.period.end
        event.add("rrule", {"freq": "yearly"} | ({"until": end} if end else {}))
    event.add("summary", f"{occasion.name} ({TO_VERIFY})" if occasion.unsure else occasion.name)
    event.add("description", _description(moment))
    event.add("categories", [moment.network])
    event.add("transp", "TRANSPARENT")
    return event


def _uid(moment: SeenMoment, same: int) -> str:
    case, occasion = moment.outcome.case, moment.occasion
    scenario = "" if case.scenario == BASE_SCENARIO else case.scenario
    parts = (case.dossier.header.id, scenario, occasion.network, occasion.name, str(same))
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"{digest[:32]}@krachtenveld"


def _description(moment: SeenMoment) -> str:
    occasion, advices = moment.occasion, moment.todo
    lines = [f"Wanneer: {moment.when}"]
    if occasion.unsure:
        lines.append(f"{TO_VERIFY.capitalize()}: {occasion.unsure}")
    if occasion.note:
        lines.append(occasion.note)
    if advices:
        lines += ["", "Wat te doen:", *(f"- {todo_text(advice)}" for advice in advices[:_MOST_NAMED])]
        if (more := len(advices) - _MOST_NAMED) > 0:
            lines.append(f"- en nog {more}")
    if occasion.nominated_by:
        lines += ["", f"Voordracht: {'; '.join(occasion.nominated_by)}"]
    lines += [f"Een zetel hier {grant}" for grant in moment.seen.grants]
    lines += ["", f"Bron: {moment.source}", f"{stamp(moment.outcome.case)}. {DISCLAIMER}"]
    return "\n".join(lines)
