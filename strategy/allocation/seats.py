"""The seats that a college can take, which portfolios may take each, and what they would ask together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from strategy.advice.advise import Outcome, once
from strategy.advice.lines import Line
from strategy.advice.lookups import Emphasis
from strategy.advice.model import Advice
from strategy.advice.names import Names
from strategy.advice.scores_bands import joint_score
from strategy.advice.select import AdviceT
from strategy.dossier.model import Member, Portfolio
from strategy.dossier.provenance import Sourced
from strategy.dossier.word_lists import OFFICE_OF_DOOR, ROLES
from strategy.facts.fact_base import FactBase, grouped, near_themes
from strategy.graph.network import View

TAKING = ("claimen", "behouden", "meedoen")
"""Attitudes that put someone at the table."""
COLLEGE_LAYER = "bestuurlijk"
"""The layer on which the college itself sits."""


@dataclass(frozen=True)
class Candidate:
    """A seat that can be divided: a role at a table, within the `line` about that table.

    `value` is the score of its own arguments together with those of the lighter roles it `covers`: who leads a
    table also sits at it. `steps` are those who may take it, each by the best step of their portfolios; `served` counts the
    priorities that it serves of the portfolio that fits best, and `through` is that portfolio. `door` is whose seat it is, "" when it is anybody's of the college.
    """

    advice: Advice
    line: Line
    covers: tuple[str, ...]
    value: float
    steps: Mapping[str, FitStep]
    served: Mapping[str, int]
    through: Mapping[str, str]
    door: str

    @property
    def id(self) -> str:
        return self.advice.id

    @property
    def body(self) -> str:
        return self.advice.target.body

    @property
    def role(self) -> str:
        return self.advice.target.role

    @property
    def kept(self) -> bool:
        """Whether it is a seat that we hold already."""
        return self.advice.target.attitude == "behouden"


@once
def candidates(outcome: Outcome) -> tuple[tuple[Candidate, ...], tuple[Advice, ...]]:
    """The seats to divide, in the order of the advice; and those of officials, which cost the college no time."""
    layers = {str(fact.values[0]): fact.values[3] for fact in outcome.case.facts.of_type("gremium")}
    advised = [
        advice
        for advice in outcome.advices
        if advice.target.sort == "positie" and advice.target.attitude in TAKING
    ]
    ours = [advice for advice in advised if layers[advice.target.body] == COLLEGE_LAYER]
    line_of = {part.id: line for line in outcome.lines for part in line.parts}
    fits = Fits(outcome.case.view, outcome.case.facts)
    college = takers(outcome.case.view)
    at = grouped((advice.target.body, advice) for advice in ours)
    scoring = outcome.case.dossier.header.scoring
    found = []
    for advice in ours:
        covered = [other for other in at[advice.target.body] if lighter(other, advice)]
        steps, served, through = _of_takers(college, fits.steps(advice), fits.served(advice))
        found.append(
            Candidate(
                advice,
                line_of[advice.id],
                tuple(other.id for other in covered),
                joint_score((advice, *covered), scoring),
                steps,
                served,
                through,
                fits.door(advice),
            )
        )
    return tuple(found), tuple(advice for advice in advised if layers[advice.target.body] != COLLEGE_LAYER)


def _of_takers(
    college: Iterable[Taker], steps: Mapping[str, FitStep], served: Mapping[str, int]
) -> tuple[dict[str, FitStep], dict[str, int], dict[str, str]]:
    """The steps by which portfolios fit a seat and what it serves of each, as those of who has them; and of each who that is.

    Nobody fits less well for having another portfolio too: the one that fits best counts, and of these the best served.
    """
    best = "eigen" if "eigen" in steps.values() else next(iter(steps.values()), None)
    chosen = {
        taker.id: max(
            (item.id for item in taker.portfolios),
            key=lambda name: (steps.get(name) == best, name in steps, served[name]),
        )
        for taker in college
    }
    found = {taker: steps[name] for taker, name in chosen.items() if name in steps}
    return found, {taker: served[name] for taker, name in chosen.items()}, chosen


def role_text(names: Names, advice: Advice) -> str:
    """The role of a seat, with the theme of a portfolio."""
    target = advice.target
    return f"{target.role} {names.name('thema', target.theme)}" if target.theme else target.role


def seat_label(names: Names, advice: Advice) -> str:
    """A seat in a few words: trekker van MRA PHO Sociaal."""
    return f"{role_text(names, advice)} van {names.name('gremium', advice.target.body)}"


def lighter(one: Advice, other: Advice) -> bool:
    """Whether a seat is a lighter role at the same table: the heavier role brings it along (design §7)."""
    return one.target.body == other.target.body and role_place(one.target.role) > role_place(
        other.target.role
    )


def role_place(role: str) -> int:
    """The place of a role on the ladder, the heaviest 0."""
    return ROLES.index(role)


def may_take(holder: Portfolio | Taker, door: str) -> bool:
    """Whether a portfolio, or who has it, holds the office of whose seat it is."""
    return not door or holder.office == OFFICE_OF_DOOR.get(door)


@dataclass(frozen=True)
class Taker:
    """Who may take seats: a member of the college with all portfolios that are theirs.

    A portfolio of which the dossier names no member stands for one, with its own name and time.
    """

    it: Member | Portfolio
    portfolios: tuple[Portfolio, ...]

    @property
    def id(self) -> str:
        return self.it.id

    @property
    def name(self) -> str:
        return self.it.name

    @property
    def office(self) -> str:
        return self.portfolios[0].office

    @property
    def kind(self) -> str:
        """The kind of thing that its name is of."""
        return "bestuurder" if isinstance(self.it, Member) else "portefeuille"

    @property
    def capacity(self) -> Sourced[float] | None:
        return self.it.capacity


def takers(view: View) -> tuple[Taker, ...]:
    """Who may take seats on the day of a view, in the order of the portfolios in the dossier; nobody without a portfolio.

    Of whom somebody is named who is not there on that day, a portfolio stands for itself; a division cannot be made of that.
    """
    members = {item.id: item for item in view.dossier.college.members if view.shows(item)}
    held: dict[tuple[str, str], list[Portfolio]] = {}
    for item in filter(view.shows, view.dossier.college.portfolios):
        named = item.member.value if item.member and view.shows(item.member) else ""
        held.setdefault(("bestuurder", named) if named in members else ("portefeuille", item.id), []).append(
            item
        )
    return tuple(
        Taker(members[name] if kind == "bestuurder" else own[0], tuple(own))
        for (kind, name), own in held.items()
    )


def taker_of(view: View) -> dict[str, Taker]:
    """Whose each portfolio is."""
    return {item.id: taker for taker in takers(view) for item in taker.portfolios}


def has_members(view: View) -> bool:
    """Whether seats go to members of the college, and not just to portfolios."""
    return any(isinstance(taker.it, Member) for taker in takers(view))


FitStep = Literal["eigen", "verwant", "prioriteit", "opgave", "ambt", "afspraak"]


class Fits:
    """The portfolios that may take seats, from the facts of a case.

    eigen: the portfolio names a theme of the seat (that of the seat itself, else those of its body), and the seat
    serves a priority that touches a theme of the portfolio.
    verwant: it names a theme of the seat without such a priority, or one a step above or below with such a priority.
    One step, because more makes noise (the prototype's finding).
    prioriteit, opgave: when no portfolio fits by theme, those whose themes are touched by a priority that the seat
    serves; and else those that the dossier names with its opgave.
    ambt: the law or the dossier says whose seat it is, and nobody in that office comes nearer. A seat that is someone's
    goes to no other office, however well that fits.
    """

    def __init__(self, view: View, base: FactBase) -> None:
        named = ((portfolio, theme) for theme, portfolio in base.pairs("thema_portefeuille"))
        opgaven = (
            (opgave.id, portfolio.value)
            for opgave in view.dossier.opgaven
            if view.shows(opgave)
            for portfolio in filter(view.shows, opgave.portfolios)
        )
        self._college = tuple(filter(view.shows, view.dossier.college.portfolios))
        self._emphasis = Emphasis(base)
        self._themes = _groups(named)
        self._of_body = _groups(base.pairs("gremium_thema"))
        self._near = near_themes(base)
        self._touched = _groups(base.pairs("raakt"))
        self._of_opgave = _groups(opgaven)

    def door(self, advice: Advice) -> str:
        """Whose seat it is, "" when anybody's of the college: who leads a table also has the lighter seat at it."""
        target = advice.target
        ladder = ROLES[role_place(target.role) :] if target.role else ()
        found = next(filter(None, (self._emphasis.of_seat(target.body, role) for role in ladder)), "")
        return "" if found == "college" else found

    def steps(self, advice: Advice) -> dict[str, FitStep]:
        """The portfolios that may take the seat of an advice, each with the step by which it fits."""
        target = advice.target
        door = self.door(advice)
        holders = tuple(item.id for item in self._college if may_take(item, door))
        themes = frozenset((target.theme,)) if target.theme else self._of_body.get(target.body, frozenset())
        near = frozenset().union(*(self._near.get(theme, frozenset()) for theme in themes))
        touched = frozenset().union(*(self._touched.get(item, frozenset()) for item in advice.priorities))
        named = frozenset().union(*(self._of_opgave.get(item, frozenset()) for item in advice.opgaven))
        found: dict[str, FitStep] = {}
        for portfolio in holders:
            own = self._themes.get(portfolio, frozenset())
            if own & themes or (own & near and own & touched):
                found[portfolio] = "eigen" if own & themes and own & touched else "verwant"
        if found:
            return found
        if served := [item for item in holders if self._themes.get(item, frozenset()) & touched]:
            return dict.fromkeys(served, "prioriteit")
        if of_opgave := [item for item in holders if item in named]:
            return dict.fromkeys(of_opgave, "opgave")
        return dict.fromkeys(holders if door else (), "ambt")

    def served(self, advice: Advice) -> dict[str, int]:
        """How many of the priorities that an advice serves touch a theme of each portfolio."""
        return {
            portfolio: sum(
                bool(self._themes.get(portfolio, frozenset()) & self._touched.get(item, frozenset()))
                for item in advice.priorities
            )
            for portfolio in (item.id for item in self._college)
        }


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in grouped(pairs).items()}


def owners(outcome: Outcome, advices: Iterable[Advice]) -> dict[str, Taker]:
    """Who in the college sees to each advice: one person, whose portfolio fits it best; of these the best served.

    Who the dossier names for a tie goes before that. Nobody for what is of officials, or of the college as a whole.
    """
    view = outcome.case.view
    fits, emphasis, whose = Fits(view, outcome.case.facts), Emphasis(outcome.case.facts), taker_of(view)
    found: dict[str, Taker] = {}
    for advice in advices:
        doors = emphasis.by([part.target for part in advice.within])
        able = [
            name
            for name in best_portfolios(fits, advice)
            if not doors or any(may_take(whose[name], x) for x in doors)
        ]
        if not able:  # nobody of the office that is named comes near: who has it alone
            able = [name for door in doors for name in whose if may_take(whose[name], door)]
            able = able if len({whose[name].id for name in able}) == 1 else []
        if able:
            served = fits.served(advice)
            found[advice.id] = whose[max(able, key=lambda name: served[name])]
    return found


def best_portfolios(fits: Fits, advice: Advice) -> tuple[str, ...]:
    """The portfolios that name a theme of an advice; when none does, all that come near."""
    steps = fits.steps(advice)
    return tuple(name for name, step in steps.items() if step == "eigen") or tuple(steps)


def dagdelen_asked(outcome: Outcome, advices: Iterable[Advice]) -> float | None:
    """Dagdelen per month for the seats among these; of several roles at one table the heaviest.

    What costs the college no time counts for nothing. None when the dossier does not say what a role costs.
    """
    view = outcome.case.view
    division = outcome.case.dossier.college.division
    if division is None or not view.shows(division):
        return None
    loads = {role: load.value for role, load in division.loads.items() if view.shows(load)}
    ours = {seat.id for seat in candidates(outcome)[0]}
    tables: dict[str, float] = {}
    for advice in advices:
        target = advice.target
        if advice.id in ours:
            if target.role not in loads:
                return None
            tables[target.body] = max(tables.get(target.body, 0.0), loads[target.role])
    return sum(tables.values())


def portfolios_of(outcome: Outcome, advices: Iterable[Advice]) -> dict[str, tuple[str, ...]]:
    """Per advice the portfolios that could best see to it."""
    fits = Fits(outcome.case.view, outcome.case.facts)
    return {advice.id: best_portfolios(fits, advice) for advice in advices}


def within_portfolio(outcome: Outcome, advices: Iterable[AdviceT], portfolio: str) -> tuple[AdviceT, ...]:
    """The advice that a portfolio could best see to, in its order."""
    given = tuple(advices)
    of_portfolio = portfolios_of(outcome, given)
    return tuple(advice for advice in given if portfolio in of_portfolio[advice.id])
