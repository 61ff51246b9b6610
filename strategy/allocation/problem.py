"""A division as a problem in whole numbers, and how seats and terms become one.

A division as a problem in whole numbers: seats, what a portfolio can carry, and rules with a name.

Find for every seat i at most one portfolio p of those that may take it, x[i,p] in {0, 1}, such that

    the worth  Σ w[i,p]·x[i,p]  is largest, subject to
    capacity:  Σ l[i]·x[i,p] ≤ c[p]                        for every portfolio p
    rules:     least ≤ Σ y[i] ≤ most                       over the seats of a rule, with y[i] = Σ x[i,p]
               least·y[given] ≤ Σ y[i]                     for a rule that only holds when `given` is taken

Everything is a whole number, so that a plan can be recomputed without rounding: worth in ten-thousandths of a
score (scores have four digits), load in thousandths of a dagdeel per month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from strategy.advice.advise import Outcome
from strategy.advice.line_titles import DOOR_NAMES
from strategy.advice.names import ROLE_NAMES, decimal
from strategy.allocation.seats import Candidate, may_take, role_place, seat_label
from strategy.allocation.terms import SeatAgreement, Terms, may_be_named
from strategy.errors import Span
from strategy.facts.fact_base import FactBase, grouped
from strategy.facts.types_and_sentences import Fact, Value
from strategy.graph.network import HELD_BY_US

WORTH = 10_000
"""Units of worth in a score of 1."""
LOAD = 1_000
"""Units of load in one dagdeel per month."""
NOBODY = ""
"""Takes a seat that fits no portfolio; a rule forbids it, so that a clash can say so."""

Plan = Mapping[str, str]
"""The seats that are taken, each with its portfolio."""
RuleSort = Literal["tijd", "rol", "past", "ambt", "vereist", "keuze", "gunning", "moet", "nooit", "vast"]


@dataclass(frozen=True)
class ProblemSeat:
    """A seat: what it costs, and what it is worth with each portfolio that may take it: its value times a share.

    Between plans of the same worth the one goes first that keeps most of what we have, for nobody gives that up for
    nothing: `kept` is 0 for a seat that is new to us, and more for a heavier role. Then seats go where they have most `ties`.
    """

    id: str
    load: int
    worth: Mapping[str, int]
    ties: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    kept: int = 0

    @property
    def takers(self) -> tuple[str, ...]:
        return tuple(self.worth) or (NOBODY,)


@dataclass(frozen=True)
class Capacity:
    """What a portfolio can carry, in units of load; `text` names it, `place` says where it is written."""

    portfolio: str
    load: int
    text: str
    place: Span | str = ""
    sort: RuleSort = "tijd"


@dataclass(frozen=True)
class SeatRule:
    """So many of these seats are taken, by `holder` when it names a portfolio; `most` None is no limit.

    With `given` the rule only asks its least number when that seat is taken.
    """

    sort: RuleSort
    text: str
    seats: tuple[str, ...]
    least: int = 0
    most: int | None = None
    given: str = ""
    holder: str | None = None
    place: Span | str = ""

    def holds(self, plan: Plan) -> bool:
        """Whether a plan keeps to this rule."""
        taken = sum(seat in plan and self.holder in (None, plan[seat]) for seat in self.seats)
        asked = 0 if self.given and self.given not in plan else self.least
        return asked <= taken and (self.most is None or taken <= self.most)


Constraint = SeatRule | Capacity


@dataclass(frozen=True)
class Problem:
    """Seats, capacities and rules. Every portfolio that may take a seat has a capacity."""

    seats: tuple[ProblemSeat, ...]
    capacities: tuple[Capacity, ...]
    rules: tuple[SeatRule, ...]

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        return (*self.rules, *self.capacities)

    def pairs(self) -> Iterator[tuple[ProblemSeat, str]]:
        """Every seat with every portfolio that may take it, in order."""
        return ((seat, portfolio) for seat in self.seats for portfolio in seat.takers)

    def worth(self, plan: Plan) -> int:
        """The worth of a plan, in units."""
        return sum(seat.worth.get(plan[seat.id], 0) for seat in self.seats if seat.id in plan)

    def load(self, plan: Plan, portfolio: str) -> int:
        """What a plan asks of a portfolio, in units of load."""
        return sum(seat.load for seat in self.seats if plan.get(seat.id) == portfolio)

    def broken(self, plan: Plan) -> tuple[Constraint, ...]:
        """The constraints that a plan does not keep to; none for a plan that can be carried out."""
        return (
            *(rule for rule in self.rules if not rule.holds(plan)),
            *(item for item in self.capacities if self.load(plan, item.portfolio) > item.load),
        )


LEADING = ("voorzitter", "vicevoorzitter", "trekker")
"""Roles that bring responsibility for a network."""


class Requirements:
    """The problem of a case, and `notes` on what could not be asked."""

    def __init__(
        self, outcome: Outcome, seats: Sequence[Candidate], terms: Terms, granting: bool = True
    ) -> None:
        self._outcome = outcome
        self._names = outcome.names
        self._base: FactBase = outcome.case.facts
        self._seats = seats
        self._of_body = grouped((seat.body, seat) for seat in seats)
        self._first: dict[tuple[str, int], dict[tuple[Value, ...], Fact]] = {}
        self._terms = terms
        self._owner = dict(self._base.pairs("gremium"))
        self._held = {
            fact.values[0]: fact.values[1]
            for fact in self._base.of_type("bezet")
            if fact.values[2] == HELD_BY_US
        }
        self.notes: list[str] = []
        self._agreed = tuple(self._agreements())
        rules = [*self._agreed, *self._fitting(), *self._one_role(), *self._required(), *self._chosen()]
        if granting:
            rules.extend(self._granted())
        self.problem = Problem(tuple(map(self._seat, seats)), tuple(self._capacities()), tuple(rules))

    def _seat(self, seat: Candidate) -> ProblemSeat:
        """Worth: the value, times `verwant` for a portfolio that fits less well than another does."""
        best = "eigen" in seat.steps.values()
        shares = {
            portfolio: self._terms.related if best and step == "verwant" else 1.0
            for portfolio, step in seat.steps.items()
        }
        for rule in self._agreed:
            if rule.sort == "vast" and rule.seats == (seat.id,) and rule.holder is not None:
                shares.setdefault(rule.holder, 1.0)
        worth = {portfolio: round(seat.value * share * WORTH) for portfolio, share in shares.items()}
        load = round(self._terms.loads[seat.role] * LOAD)
        return ProblemSeat(seat.id, load, worth, seat.served, shares, max(load, 1) if seat.kept else 0)

    def _capacities(self) -> Iterator[Capacity]:
        for item in self._terms.takers:
            time = self._terms.capacity[item.id]
            text = f"{item.name} heeft {decimal(time)} dagdelen per maand"
            place = self._terms.origins[item.id].span
            yield Capacity(item.id, round(time * LOAD), text, place)

    # ── what people decided ───────────────────────────────────────────────────────────────────────

    def _agreements(self) -> Iterator[SeatRule]:
        known = {seat.id: seat for seat in self._seats}
        portfolios = {item.id: item.name for item in self._terms.takers}
        for item in self._terms.agreements:
            if item.seat not in known:
                if may_be_named(self._outcome.case, item.seat):
                    self.notes.append(
                        f"de afspraak over {item.seat} ({item.sort}) telt niet: het advies noemt deze zetel niet, "
                        "en het plan verdeelt alleen wat het advies noemt"
                    )
            elif item.sort != "vast" or item.portfolio in portfolios:
                yield self._agreement(item, known[item.seat], portfolios.get(item.portfolio, ""))

    def _agreement(self, item: SeatAgreement, seat: Candidate, portfolio: str) -> SeatRule:
        """A must is met by a heavier role at the same table too; a ban is about exactly this role."""
        named = seat_label(self._names, seat.advice)
        if item.sort == "vast":
            text = f"vast: {named} – bij {portfolio}"
            return SeatRule("vast", text, (seat.id,), least=1, holder=item.portfolio, place=item.place)
        if item.sort == "nooit":
            return SeatRule("nooit", f"nooit: {named}", (seat.id,), most=0, place=item.place)
        enough = tuple(other.id for other in self._seats if seat.id in (other.id, *other.covers))
        return SeatRule("moet", f"moet: {named}", enough, least=1, place=item.place)

    # ── what the facts ask ────────────────────────────────────────────────────────────────────────

    def _fitting(self) -> Iterator[SeatRule]:
        fixed = {rule.seats[0]: rule.holder for rule in self._agreed if rule.sort == "vast"}
        able = {
            seat.id: {item.id for item in self._terms.takers if may_take(item, seat.door)}
            for seat in self._seats
        }
        for seat in self._seats:
            holder = fixed.get(seat.id)
            if not able[seat.id] or (holder and holder not in able[seat.id]):
                absent = "" if able[seat.id] else ", en die zit niet in het college"
                text = f"{seat_label(self._names, seat.advice)} is voor {DOOR_NAMES[seat.door]}{absent}"
                place = self._place("zetel_door", seat.body)
                yield SeatRule("ambt", text, (seat.id,), most=0, holder=holder, place=place)
            elif not seat.steps and not holder:
                text = f"{self._body(seat.body)} past bij geen portefeuille"
                yield SeatRule("past", text, (seat.id,), most=0, place=self._place("gremium", seat.body))

    def _one_role(self) -> Iterator[SeatRule]:
        """Design §7: a heavier role includes the lighter, and at most one portfolio per body."""
        for body in dict.fromkeys(seat.body for seat in self._seats):
            at = self._at(body)
            if len(at) > 1:
                text = f"één rol in {self._body(body)}"
                yield self._rule("rol", text, at, "gremium", body, most=1)

    def _required(self) -> Iterator[SeatRule]:
        """The key `vereist`: a seat elsewhere first. One that we hold, and that is not divided here, will do."""
        for body, first in self._base.pairs("vereist"):
            options = self._at(first)
            if first in self._held and not options:
                continue
            have = "" if options else ", die we niet hebben en die niet wordt geadviseerd"
            text = f"{self._body(body)} vraagt eerst een zetel in {self._body(first)}{have}"
            for seat in self._at(body):
                yield self._rule("vereist", text, options, "vereist", body, first, least=1, given=seat)

    def _chosen(self) -> Iterator[SeatRule]:
        """The key `keuzes`: a role in so many of these bodies, as far as so many are advised at all."""
        for actor in self._outcome.case.view.actors:
            for choice in actor.choices:
                seats = tuple(
                    seat.id for seat in self._seats if seat.role == choice.role and seat.body in choice.bodies
                )
                if not seats or not self._outcome.case.view.shows(choice):
                    continue
                least, most = min(int(choice.least), len(seats)), int(choice.most)
                number = f"{least}" if least == most else f"{least} tot {most}"
                among = len([body for body in choice.bodies if body in self._owner])
                text = f"{ROLE_NAMES[choice.role]} in {number} van {among} gremia van {actor.name}"
                yield SeatRule("keuze", text, seats, least, most, place=choice.origin.span)

    def _granted(self) -> Iterator[SeatRule]:
        """The key `zetels_namens`: who leads in a network on behalf of a region, also leads a table of that region.

        The strategy says it as giving and taking responsibility ("gunnen en verantwoordelijkheid nemen").
        """
        for network, region in self._base.pairs("namens"):
            leading = [seat for seat in self._seats if seat.role in LEADING]
            there = [seat.id for seat in leading if self._owner[seat.body] == network]
            own = tuple(seat.id for seat in leading if self._owner[seat.body] == region)
            holding = any(
                self._owner.get(str(body)) == region and role in LEADING and not self._at(str(body))
                for body, role in self._held.items()
            )
            if not there or holding:
                continue
            one, other = (self._names.name("actor", name) for name in (network, region))
            if not own:
                self.notes.append(
                    f"wie in {one} leidt, doet dat namens {other}; daar wordt geen trekkersrol geadviseerd"
                )
                continue
            text = f"wie in {one} leidt, leidt ook een tafel van {other}: die gunt de zetel"
            for seat in there:
                yield self._rule("gunning", text, own, "namens", network, region, least=1, given=seat)

    # ── small things ──────────────────────────────────────────────────────────────────────────────

    def _rule(
        self, sort: RuleSort, text: str, seats: Iterable[str], *fact: str, least: int = 0, most: int | None = None,
        given: str = "",
    ) -> SeatRule:  # fmt: skip
        return SeatRule(sort, text, tuple(seats), least, most, given, place=self._place(*fact))

    def _at(self, body: str) -> tuple[str, ...]:
        """The seats at a table, the heaviest role first."""
        seats = self._of_body.get(body, ())
        return tuple(seat.id for seat in sorted(seats, key=lambda seat: (role_place(seat.role), seat.id)))

    def _body(self, body: str) -> str:
        return self._names.name("gremium", body)

    def _place(self, name: str, *values: str) -> Span | str:
        """Where the first fact with these first values is written, or what it says of them."""
        key = name, len(values)
        if key not in self._first:
            facts = self._base.of_type(name)
            self._first[key] = {fact.values[: len(values)]: fact for fact in reversed([*facts])}
        fact = self._first[key].get(values)
        origins = self._base.evidence(fact).origins if fact else ()
        return origins[-1].span if origins else ""
