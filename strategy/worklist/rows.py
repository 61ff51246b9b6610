"""What is on a worklist: the places to be looked at in order of how much of the advice they carry, what can be asked of each,
and an answer to that, wherever it was given: in a workbook, or in a form on a page.

On it are what nobody has confirmed for the term, what says itself that it is to be verified, and assumptions under advice
that nobody has confirmed; of what others keep, the basis and the register, only what carries something. Model choices (`begrippen`, `score`) are for whoever keeps the rules, and not on it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from strategy.advice.advise import Case, Outcome
from strategy.advice.lines import counting_parts
from strategy.advice.model import REFRAIN
from strategy.advice.scores_bands import joint_net, total
from strategy.dossier.defined_names import one_of
from strategy.dossier.model import Actor, Body, Choice, Layer, Moment, Number, Opgave, Priority, Ref, YesNo
from strategy.dossier.reader import amount
from strategy.dossier.word_lists import YES_NO, list_name
from strategy.errors import Span
from strategy.explain.grounds import citation, fact_text
from strategy.facts.fact_base import grouped, term_words
from strategy.facts.types_and_sentences import Fact
from strategy.graph.network import View
from strategy.worklist.places import Place, PlaceIndex, places_of
from strategy.workspace import Workspace

TOP = 20
"""How many advices count for the order: what a college talks about."""
CONFIRM, WEIGHTS, TIES = "Nagaan", "Gewichten en inzet", "Relaties"
"""The sheets."""
_WEIGHED = ("gewicht", "inzet", "belang")
_MODEL = ("begrippen", "score", "themas")
"""What of a dossier.yaml or basis.yaml is a choice of the model."""
_WITH_OFFICE = ("koepel", "regio", "samenwerkingsverband", "sectornetwerk", "stedennetwerk")
_VACANT = "te_verdelen"
_LONGEST = 400


@dataclass(frozen=True, eq=False)
class WorkRow:
    """One row: a place, what it says as people read it, what is asked, who could know, and how much it carries.

    `carries` is in points of the scores of the first advices, `reasons` why it is asked; none where it is only on offer.
    """

    place: Place
    said: str
    question: str
    who: str
    source: str
    reasons: tuple[str, ...] = ()
    carries: float = 0.0

    @property
    def words(self) -> tuple[str, ...]:
        """What may be filled in, when that is one of a few words."""
        kind = self.place.kind
        return kind.values if isinstance(kind, Choice) else YES_NO if isinstance(kind, YesNo) else ()

    @property
    def word_list(self) -> str:
        """The name of that list; "" when there is none."""
        return list_name(self.words) if self.words else ""


@dataclass(frozen=True, eq=False)
class Worklist:
    """The rows by sheet, each in the order in which they are asked, of the advice on one day."""

    outcome: Outcome
    index: PlaceIndex
    sheets: Mapping[str, tuple[WorkRow, ...]]

    @property
    def open(self) -> tuple[WorkRow, ...]:
        """What is to be looked at."""
        return self.sheets[CONFIRM]


def worklist(outcome: Outcome, present: Workspace) -> Worklist:
    """Everything that can be asked of a dossier, given its advice."""
    index = places_of(present.loaded, present.texts)
    case = outcome.case
    facts: dict[Span, list[Fact]] = grouped(
        (origin.span, fact) for fact in case.facts for origin in case.facts.evidence(fact).origins
    )
    carried, under = carried_by(outcome)
    asked, weighed, ties = [], [], []
    unseen = _unseen(case)
    for place in index.places:
        if _hidden(case.view, place, unseen) or place.key.startswith(_MODEL):
            continue
        stated = facts.get(place.origin.span, []) if place.block else []
        reasons = tuple(_reasons(place, bool(stated), place.origin.span in under))
        row = WorkRow(
            place,
            _said(outcome, place, stated),
            _question(place, reasons),
            _who(outcome, place),
            citation(outcome.names, place.origin) if place.block else "",
            reasons,
            carried.get(place.origin.span, 0.0) if place.block else 0.0,
        )
        if reasons and (row.carries or not place.borrowed):
            asked.append(row)
        if place.part in _WEIGHED and isinstance(place.things[-1], Opgave | Priority):
            weighed.append(row)
        elif place.part == "relaties" and case.view.shows(place.things[-1]):
            ties.append(row)
    asked.sort(key=lambda row: -row.carries)
    deciding = {str(fact.values[1]) for kind in ("beslist", "stuurt") for fact in case.facts.of_type(kind)}
    heard = {str(fact.values[0]) for fact in case.facts.of_type("invloed") if fact.values[1] in deciding}
    ties.sort(key=lambda row: _turn(row, deciding, heard))
    return Worklist(outcome, index, {CONFIRM: tuple(asked), WEIGHTS: tuple(weighed), TIES: tuple(ties)})


def _turn(row: WorkRow, deciding: Container[str], heard: Container[str]) -> int:
    """When a tie is asked: first what is filled in, then who decides, then who is heard there, then the others."""
    actor = row.place.things[-1].id
    return 0 if row.place.block else 1 if actor in deciding else 2 if actor in heard else 3


def carried_by(outcome: Outcome, top: int = TOP) -> tuple[dict[Span, float], frozenset[Span]]:
    """How much of the scores of the first advices each place carries, and which places lie under any advice at all.

    Of one advice a place carries the score × the net value of the contributions that rest on it ÷ that of all its
    contributions; so never more than the score, and all of it where nothing is left without the place.
    """
    carried: dict[Span, float] = {}
    under: set[Span] = set()
    places: dict[Any, frozenset[Span]] = {}
    first = [line.id for line in outcome.lines if line.target.sort != REFRAIN][:top]
    for line in outcome.lines:
        net = joint_net(counting_parts(line.parts))
        for entry, _ in net:
            if entry.firing not in places:
                places[entry.firing] = frozenset(_under(outcome, outcome.trace.grounds(entry.firing)))
            under |= places[entry.firing]
        whole = total(value for _, value in net)
        if line.id in first and whole:
            shares = grouped((span, value) for entry, value in net for span in places[entry.firing])
            for span, values in shares.items():
                carried[span] = carried.get(span, 0.0) + line.score * total(values) / whole
    return {span: round(points, 4) for span, points in carried.items()}, frozenset(under)


def _under(outcome: Outcome, facts: Iterable[Fact]) -> Iterator[Span]:
    return (origin.span for fact in facts for origin in outcome.case.facts.evidence(fact).origins)


def _hidden(view: View, place: Place, unseen: frozenset[str]) -> bool:
    """Whether a place may not be seen: it, what it is in, or what it names."""
    named = {part for step in place.key.split("/") for part in (step, *step.split("+"))}
    around = any(view.hides(thing.origin) for thing in place.things if hasattr(thing, "origin"))
    return around or view.hides(place.origin) or not unseen.isdisjoint((*named, place.now))


def _unseen(case: Case) -> frozenset[str]:
    """The names of what may not be seen."""
    if not case.view.public_only:
        return frozenset()
    known = {name for kind in case.view.ids for name in case.loaded.names[kind]}
    return frozenset(known.difference(*case.view.ids.values()))


def _reasons(place: Place, is_fact: bool, under_advice: bool) -> Iterator[str]:
    origin = place.origin
    if place.block is None:
        return
    if origin.unconfirmed and is_fact:
        yield f"te bevestigen voor {term_words(origin.unconfirmed)}"
    if "te_verifieren" in place.block.own():
        yield "te verifiëren"
    if origin.nature == "aanname" and not origin.confirmed and under_advice:
        yield "aanname"


def _question(place: Place, reasons: tuple[str, ...]) -> str:
    origin = place.origin
    asked = []
    if "te verifiëren" in reasons:
        asked.append(f"Ga na: {origin.to_verify.rstrip('.')}.")
    if place.changed == _VACANT:  # nee turns this around, so it is what is asked
        asked.append(f"Klopt het dat deze zetel nu {_vacant(place)} is?")
    elif origin.unconfirmed and reasons:
        asked.append(f"Geldt dit nog in {term_words(origin.unconfirmed)}?")
    elif reasons:
        asked.append("Klopt dit, en waar staat dat?")
    elif place.block is None:
        asked.append("Dit staat er nog niet. Weet u het?")
    else:
        asked.append("Moet dit anders?")
    if form := _form(place):
        asked.append(f"{'Zo niet' if reasons else 'Dan'}: {form}.")
    return " ".join(asked)


def _vacant(place: Place) -> str:
    return "te verdelen" if place.now == "ja" else "niet te verdelen"


def _form(place: Place) -> str:
    """What may be filled in, in words."""
    match place.kind:
        case Choice(values) if len(values) <= 8:
            return one_of(values)
        case Choice():
            return "kies uit de lijst"
        case Number(low, high):
            return f"een getal van {amount(low)} tot {amount(high)}"
        case Ref(kinds):
            return f"een ander {one_of(kinds)}" if kinds == ("thema",) else f"de naam van een {one_of(kinds)}"
    return ""


def _said(outcome: Outcome, place: Place, facts: list[Fact]) -> str:
    """What stands there: the facts that it states, else its own text under the name of the thing that it is about."""
    if facts:
        told = "; ".join(dict.fromkeys(fact_text(outcome, fact) for fact in facts[:2]))
        return (f"{told}; nu {_vacant(place)}" if place.changed == _VACANT else told)[:_LONGEST]
    named = [thing for thing in place.things if getattr(thing, "name", "")]
    subject = named[-1].name if named else place.file
    if place.block is None:
        what = "bestuurlijke relatie" if place.part == "relaties" else "gewicht"
        return f"{subject}: geen {what} genoemd" + (", dus 1" if what == "gewicht" else "")
    if place.now and place.changed:
        return f"{subject}: {place.part.replace('_', ' ')} {place.shown}"[:_LONGEST]
    text = next((text for key, text in place.block.own().items() if key in ("reden", "tekst")), "")
    return (f"{subject}: {text}" if text else subject)[:_LONGEST]


def _who(outcome: Outcome, place: Place) -> str:
    """Which role could know it, from what the dossier says: never a name of somebody."""
    view, names = outcome.case.view, outcome.names
    of = {type(thing): thing for thing in place.things}
    actor: Any = of.get(Actor)
    if place.part == "relaties" and actor:
        tie = next((tie for tie in actor.ties.values() if tie.origin is place.origin), None)
        if tie and (door := tie.said("door")):
            return str(door).replace("-", " ")
        layer = place.key.rsplit("/", 1)[-1]
        if layer in ("hoogambtelijk", "college"):
            return "gemeentesecretaris"
        if layer == "ambtelijk":
            return f"beleidsadviseur met contact bij {names.short('actor', actor.id)}"
        return _portfolio(view, [field.value for field in actor.fields]) or "bestuursadviseur"
    if Body in of or Moment in of or (actor and actor.sort in _WITH_OFFICE and len(place.things) == 2):
        owner = actor.id if actor else next(iter(of[Moment].about), "") if Moment in of else ""
        known = names.name("actor", owner)
        return (
            f"secretariaat van {names.spoken('actor', owner)}" if known != owner else "bestuurssecretariaat"
        )
    if Priority in of:
        return _portfolio(view, [theme.value for theme in of[Priority].themes]) or "strateeg"
    if Opgave in of:
        seen = (item.value for item in of[Opgave].portfolios if item.value in view.ids["portefeuille"])
        first = next(seen, "")
        return f"portefeuille {names.name('portefeuille', first)}" if first else "strateeg"
    theme = getattr(place.things[-1], "theme", None)
    themes = [theme] if isinstance(theme, str) else [place.now] if isinstance(place.kind, Ref) else []
    if portfolio := _portfolio(view, themes):
        return f"beleidsadviseur, {portfolio}"
    return "strateeg of lobbyist" if Layer in of else "strateeg"


def _portfolio(view: View, themes: Iterable[str]) -> str:
    """The portfolio of the first of these themes that is in one, a theme above it as well."""
    shown = filter(view.shows, view.dossier.college.portfolios)
    held: dict[str, str] = {theme.value: item.name for item in shown for theme in item.themes}
    for theme in themes:
        known = view.dossier.header.themes.get(theme)
        above = [parent.value for parent in known.parents] if known else []
        if found := [held[each] for each in (theme, *above) if each in held]:
            return f"portefeuille {found[0]}"
    return ""


GONE = "weg"
"""The value that takes an element of a list away."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What one row says of a place. `right` is None where it only gives another value; `new` is "" without one.

    `source` is a reference to bronnen.yaml, `told` a source that is not there in the words of the list. `by` is a role.
    """

    place: Place
    sheet: str
    row: int
    right: bool | None
    new: str
    source: str
    told: str
    by: str
    day: date | None
    note: str

    @property
    def gone(self) -> bool:
        return self.new == GONE

    @property
    def said(self) -> tuple[object, ...]:
        """What it comes down to: two rows about one place that say the same, are one."""
        return self.right, self.new, self.source, self.told


@dataclass(frozen=True, eq=False)
class FilledList:
    """The answers of a list in its order, how many rows it has, and in how many the name of somebody was left out.

    `done` are rows that ask for what stands there already. `role` is what is left of the role of the whole list, when
    that is not all that was typed.
    """

    answers: tuple[Answer, ...]
    rows: int
    people: int
    done: int = 0
    role: str | None = None
