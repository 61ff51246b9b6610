"""What a dossier says about dividing seats, and what people type of it on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import combinations

from strategy.advice.advise import Case, Outcome
from strategy.allocation.seats import Taker, candidates, has_members, seat_label, takers
from strategy.dossier.model import Division
from strategy.dossier.provenance import Origin
from strategy.errors import Finding, InputError, KrachtenveldError, Span, quote, suggest
from strategy.graph.by_name import folded, holds_all
from strategy.graph.network import View

_EXAMPLE = "{voorzitter: 4, vicevoorzitter: 2, trekker: 4, portefeuille: 2, lid: 1, inbreng: 1}"
SEAT = "positie/"


@dataclass(frozen=True)
class SeatAgreement:
    """What people decided about one seat, by the id of its advice; `place` is a line of the dossier or an option."""

    sort: str
    seat: str
    portfolio: str = ""
    place: Span | str = ""


@dataclass(frozen=True)
class Terms:
    """Who may take seats, in the order of their portfolios in the dossier; capacity and load in dagdelen per month; `related` from 0 to 1.

    `origins` are those of every number, for saying how hard these are.
    """

    takers: tuple[Taker, ...]
    capacity: Mapping[str, float]
    loads: Mapping[str, float]
    related: float
    agreements: tuple[SeatAgreement, ...]
    origins: Mapping[str, Origin]

    @property
    def noun(self) -> str:
        """What those who take seats are called: the portfolio is the person where the dossier names no one."""
        return next((taker.kind for taker in self.takers if taker.kind == "bestuurder"), "portefeuille")


def terms_of(case: Case, roles: Iterable[str], given: Sequence[SeatAgreement] = ()) -> Terms:
    """The terms of a case for seats of these roles. What is `given` goes before what the dossier agrees on a seat.

    Raises InputError when the time of a portfolio or the load of a role is not written down, or when the dossier
    says never to take a seat that has to be taken; KrachtenveldError when only what is given says so.
    """
    view, college = case.view, case.dossier.college
    division = college.division if college.division and view.shows(college.division) else None
    college_takers = takers(view)
    written = tuple(_agreed(case, division)) if division else ()
    opposed = tuple(_opposed(case, (*given, *written)))
    findings = [
        *_without_member(case),
        *_without_time(case, college_takers),
        *_without_load(case, division, roles),
        *(_opposition(*pair) for pair in opposed if isinstance(pair[1].place, Span)),
    ]
    if opposed and not findings:
        raise KrachtenveldError("; ".join(_both(*pair) for pair in opposed), "laat er één weg")
    if division is None or findings:
        raise InputError(findings)
    times = {item.id: item.capacity for item in college_takers if item.capacity}
    loads = {role: load for role, load in division.loads.items() if view.shows(load)}
    related = division.related if division.related and view.shows(division.related) else None
    decided = {agreement.seat for agreement in given}
    return Terms(
        college_takers,
        {name: time.value for name, time in times.items()},
        {role: load.value for role, load in loads.items()},
        related.value if related else 1.0,
        (*given, *(item for item in written if item.seat not in decided)),
        {name: value.origin for name, value in ({**times, **loads}).items()},
    )


def _agreed(case: Case, division: Division) -> Iterable[SeatAgreement]:
    view, known = case.view, _named(case.view)
    for sort, seats in (("moet", division.must), ("nooit", division.never)):
        for seat in seats:
            if view.shows(seat):
                yield SeatAgreement(sort, f"{SEAT}{seat.value}", "", seat.origin.span)
    for name, portfolio in division.fixed.items():
        if view.shows(portfolio):
            taker = known.get(portfolio.value, portfolio.value)
            yield SeatAgreement("vast", f"{SEAT}{name}", taker, portfolio.origin.span)


def _named(view: View) -> dict[str, str]:
    """Who is meant, by their own name or by that of a portfolio of theirs."""
    return {
        name: taker.id
        for taker in takers(view)
        for name in (taker.id, *(item.id for item in taker.portfolios))
    }


def may_be_named(case: Case, seat: str) -> bool:
    """Whether the table and the theme of a seat hold on the day, and may be seen."""
    _, body, _, *theme = seat.split("/")
    ids = case.view.ids
    return body in ids["gremium"] and all(name in ids["thema"] for name in theme)


def _opposed(
    case: Case, agreements: Iterable[SeatAgreement]
) -> Iterator[tuple[SeatAgreement, SeatAgreement]]:
    """Agreements of which one bars the very seat that the other takes; what the dossier says comes second."""
    for one, other in combinations(agreements, 2):
        sorts = {one.sort, other.sort}
        if one.seat == other.seat and len(sorts) == 2 and "nooit" in sorts and may_be_named(case, one.seat):
            yield one, other


def _opposition(one: SeatAgreement, other: SeatAgreement) -> Finding:
    assert isinstance(other.place, Span)
    return Finding(other.place, "botst", _both(one, other), "haal er één weg")


def _both(one: SeatAgreement, other: SeatAgreement) -> str:
    where = " en onder ".join(_where(item) for item in (one, other))
    return f"zetel {quote(one.seat.removeprefix(SEAT))} staat onder {where}"


def _where(item: SeatAgreement) -> str:
    return f"{item.sort} ({item.place.place})" if isinstance(item.place, Span) else item.place


def _without_member(case: Case) -> Iterable[Finding]:
    """Portfolios of somebody who is not there on the day, or may not be seen: nobody says who has them now."""
    view = case.view
    for item in filter(view.shows, case.dossier.college.portfolios):
        named = item.member
        if named and not (view.shows(named) and named.value in view.ids["bestuurder"]):
            yield Finding(
                named.origin.span,
                "ontbreekt",
                f"portefeuille {quote(item.id)} is van bestuurder {quote(named.value)}, die er hier niet is{_hidden(case)}",
                "geef haar een andere `bestuurder`, of laat dat woord weg en schrijf haar eigen `dagdelen`",
            )


def _without_time(case: Case, college: Iterable[Taker]) -> Iterable[Finding]:
    named = ", of schrijf erbij wie haar heeft: `bestuurder: …`" if case.dossier.college.members else ""
    for item in college:
        if item.capacity is None or not case.view.shows(item.capacity):
            yield Finding(
                item.it.origin.span,
                "ontbreekt",
                f"van {item.kind} {quote(item.id)} is niet bekend hoeveel tijd er is{_hidden(case)}",
                "voeg toe: `dagdelen: {waarde: 6, aard: aanname}` (dagdelen per maand voor externe tafels)"
                + (named if item.kind == "portefeuille" else ""),
            )


def _without_load(case: Case, division: Division | None, roles: Iterable[str]) -> Iterable[Finding]:
    if division is None:
        yield Finding(
            case.dossier.college.origin.span,
            "ontbreekt",
            f"er staat niet hoeveel tijd een zetel kost{_hidden(case)}",
            f"voeg toe: `verdeling: {{aard: aanname, belasting: {_EXAMPLE}}}` (dagdelen per maand)",
        )
        return
    known = [role for role, load in division.loads.items() if case.view.shows(load)]
    missing = [role for role in dict.fromkeys(roles) if role not in known]
    if missing:
        yield Finding(
            division.origin.span,
            "onvolledig",
            f"er staat niet hoeveel tijd deze rollen kosten: {', '.join(missing)}{_hidden(case)}",
            f"voeg bij belasting toe: `{missing[0]}: 1` (dagdelen per maand)",
        )


def _hidden(case: Case) -> str:
    return " in de openbare versie" if case.view.public_only else ""


_MOST = 8
_NEAR = 0.85
"""How much alike two tables must be spelled; most share the name of a network, and three letters differ at random."""
_LISTED = "`krachtenveld verdeling --formaat csv` noemt ze in de kolom zetel"


class Lookup:
    """The seats that an outcome lets divide, and the portfolios of its college."""

    def __init__(self, outcome: Outcome) -> None:
        seats, officials = candidates(outcome)
        self._seats = {seat.id: seat_label(outcome.names, seat.advice) for seat in seats}
        self._officials = {advice.id for advice in officials}
        self._advised = {advice.id for advice in outcome.advices}
        view = outcome.case.view
        self._taker = _named(view)
        self._college = {
            item.id: item.name for taker in takers(view) for item in (*taker.portfolios, taker.it)
        }
        self._what = "bestuurder" if has_members(view) else "portefeuille"

    def agreement(self, sort: str, text: str) -> SeatAgreement:
        """An option such as `--moet POSITIE` or `--vast POSITIE=PORTEFEUILLE`, as `text` behind it.

        Raises KrachtenveldError for what is unknown, or fits more than one.
        """
        seat, separator, portfolio = text.partition("=")
        if (sort == "vast") != bool(separator):
            form = "POSITIE=PORTEFEUILLE" if sort == "vast" else "POSITIE"
            raise KrachtenveldError(
                f"--{sort} {quote(text)} heeft niet de vorm {form}", f"schrijf --{sort} {form}"
            )
        holder = self._taker[self._found(self._what, portfolio, self._college)] if separator else ""
        return SeatAgreement(sort, self.seat(seat), holder, f"--{sort}")

    def seat(self, text: str) -> str:
        """The id of the seat that a text names."""
        name = f"{SEAT}{text.strip().removeprefix(SEAT)}"
        if name in self._officials:
            raise KrachtenveldError(
                f"{quote(name)} is een ambtelijke zetel",
                "die kost het college geen tijd en wordt niet verdeeld",
            )
        if name not in self._seats and name in self._advised:
            raise KrachtenveldError(
                f"{quote(name)} is geen zetel om te nemen", "het advies is hier volgen of afzien"
            )
        return self._found("zetel", text, self._seats, name)

    def _found(self, what: str, text: str, known: Mapping[str, str], exact: str = "") -> str:
        word = text.strip()
        if (exact or word) in known:
            return exact or word
        parts = folded(word).split()
        found = [name for name, title in known.items() if parts and holds_all((name, folded(title)), parts)]
        if len({self._taker.get(name, name) for name in found}) == 1:
            return found[0]
        if found:
            listed = "\n      ".join(f"{name}   {known[name]}" for name in found[:_MOST])
            raise KrachtenveldError(
                f"{quote(word)} past op {len(found)} {what}s",
                f"wees preciezer, bijvoorbeeld:\n      {listed}",
            )
        if what == "zetel":
            raise KrachtenveldError(f"er is geen zetel {quote(word)} om te verdelen", self._other(word))
        hint = suggest(word, known) or f"kies uit: {', '.join(known)}"
        raise KrachtenveldError(f"er is geen {what} {quote(word)}", hint)

    def _other(self, word: str) -> str:
        """What may be meant: a seat at the same table or one spelled much like it, else those of the same network."""
        short = [name.removeprefix(SEAT) for name in self._seats]
        body, slash, _ = word.removeprefix(SEAT).partition("/")
        if not slash:
            return suggest(word, short) or _LISTED
        tables = dict.fromkeys(name.partition("/")[0] for name in short)
        near = [body] if body in tables else get_close_matches(body, tables, n=1, cutoff=_NEAR)
        if near:
            at = [name for name in short if name.partition("/")[0] == near[0]]
            return suggest(word.removeprefix(SEAT), at) or f"kies uit: {', '.join(at)}"
        network, dash, _ = body.partition("-")
        beside = [name for name in short if dash and name.startswith(f"{network}-")]
        if not beside:
            return _LISTED
        more = f"; {_LISTED}" if len(beside) > _MOST else ""
        return f"kies uit: {', '.join(beside[:_MOST])}{more}"
