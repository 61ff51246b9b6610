"""Advice as data: what is advised, how strongly, why, and under which conditions.

And its id, the same in every run and scenario, with the way back: from the id of an advice to what it is about, whether it is
given or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from strategy.dossier.word_lists import ADVICE_SORTS
from strategy.errors import KrachtenveldError, quote, suggest
from strategy.facts.types_and_sentences import ABSENT, ADVICE_TYPE, Fact, Value
from strategy.inference.port import Firing
from strategy.rulebook.ast import Const, Head, Rule
from strategy.rulebook.check import ADVICE_FORMS

Band = Literal["doen", "ook doen", "als er tijd is", "niet doen"]
BANDS: tuple[Band, ...] = get_args(Band)
"""What to do with an advice; the last is of what we refrain from, whatever its score."""
STRONG = BANDS[:2]
"""The bands of what is worth doing whatever else there is."""
REFRAIN = "afzien"
"""The sort of advice that says what not to do."""
LIGHT = ("volgen", "afzien")
"""The attitudes that keep at a distance; all others want something."""
ConditionSort = Literal["vereist", "gunning", "keuze", "inbegrepen", "nagaan"]
CONDITIONS: tuple[ConditionSort, ...] = get_args(ConditionSort)


@dataclass(frozen=True)
class Entry:
    """One line of the ledger: what one firing adds to one advice for one priority within one opgave.

    `value` = points × weight × factor, with weight = weight of the priority × weight of the opgave.
    Negative points are counter-arguments.
    """

    advice: str
    rule: str
    priority: str
    opgave: str
    points: float
    weight: float
    factor: float
    firing: Firing

    @property
    def value(self) -> float:
        return self.points * self.weight * self.factor

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What settles the order of entries that count the same."""
        return self.rule, self.priority, self.opgave, self.advice


@dataclass(frozen=True)
class Target:
    """What an advice is about, apart from for whom; absent fields are empty."""

    sort: str
    attitude: str
    actor: str = ""
    body: str = ""
    role: str = ""
    layer: str = ""
    theme: str = ""
    instrument: str = ""
    to: str = ""
    via: str = ""
    first: str = ""
    opgave: str = ""

    @property
    def things(self) -> frozenset[str]:
        """The ids of all actors, tables and instruments that it names."""
        named = (self.actor, self.body, self.instrument, self.to, self.via, self.first)
        return frozenset(filter(None, named))

    def seeks(self, body: str) -> bool:
        """Whether it wants us at a table: in a seat there, or in one there before another."""
        return self.attitude not in LIGHT and (
            (self.sort == "positie" and self.body == body)
            or (self.sort == "voorwaarde" and self.first == body)
        )


@dataclass(frozen=True)
class Condition:
    """Something that must be arranged for, or chosen with, an advice.

    sort: "vereist" (another seat first), "gunning" (a region must grant it), "keuze" (so many out of
    `options`), "inbegrepen" (a heavier role in the same body covers it), "nagaan" (what the dossier still
    has to verify about the seat). `met` is None where it is a choice.
    """

    sort: ConditionSort
    text: str
    options: tuple[str, ...] = ()
    met: bool | None = None


@dataclass(frozen=True)
class Advice:
    """One recommendation. `rank` counts from 1 over all advice; equal scores share a rank.

    `by` says who sees to it and `force` how strongly the strategy wants it, as the dossier tells; empty when it
    tells nothing. `per_opgave` is the score that it would have if there were only that opgave.
    """

    id: str
    title: str
    target: Target
    opgaven: tuple[str, ...]
    priorities: tuple[str, ...]
    score: float
    band: Band
    rank: int
    arguments: tuple[str, ...]
    entries: tuple[Entry, ...]
    counters: tuple[Entry, ...]
    conditions: tuple[Condition, ...]
    by: tuple[str, ...] = ()
    force: str = ""
    per_opgave: Mapping[str, float] = field(default_factory=dict, hash=False)

    def place_in(self, opgave: str) -> tuple[float, int, str]:
        """What settles the order within one opgave: what an advice does for it goes before what it does elsewhere."""
        return -self.per_opgave.get(opgave, 0.0), self.rank, self.id

    @property
    def within(self) -> tuple[Advice, ...]:
        """The advice this is made of: itself, unless it takes several together."""
        return (self,)


TARGET_FIELDS: Mapping[str, str] = {
    "soort": "sort", "houding": "attitude", "actor": "actor", "gremium": "body", "rol": "role", "laag": "layer",
    "thema": "theme", "instrument": "instrument", "doel": "to", "via": "via", "eerst": "first", "opgave": "opgave",
}  # fmt: skip
"""The fields of an advice fact, and what a target calls them; the priority stands apart."""
DIRECT = "rechtstreeks"


def target_of(fact: Fact) -> tuple[Target, str]:
    """What an advice fact is about, and the priority it serves."""

    values = dict(zip(ADVICE_TYPE.field_names, map(str, fact.values), strict=True))
    return Target(**{own: values[name] for name, own in TARGET_FIELDS.items()}), values["prioriteit"]


def advice_id(target: Target, priority: str) -> str:
    """The id: soort and what fills it, such as `positie/vng-zjo/portefeuille/jeugd`.

    The attitude is no part of it, because a seat is the same seat whether we claim or keep it; except on
    a route, where following the umbrella's lobby is something else than leading one. Advice about
    nothing but a priority is named after the priority.
    """
    parts = {name: getattr(target, TARGET_FIELDS[name]) for name in ID_FIELDS}
    if target.sort == "route" and not target.via:
        parts["via"] = DIRECT
    filled = [part for part in parts.values() if part] or [priority]
    if target.sort == "route" and target.attitude == FOLLOWED:
        filled.append(FOLLOWING)
    return "/".join([target.sort, *filled])


KnownNames = Mapping[str, Collection[str]]
"""The names there are, by kind."""
ID_FIELDS = ("actor", "gremium", "rol", "laag", "via", "doel", "thema", "instrument", "eerst", "opgave")
"""The fields that fill an id, in the order in which `advice_id` joins them."""
ID_WORDS = frozenset(
    word for field in ID_FIELDS if (domain := ADVICE_TYPE.domain(field)) for word in domain.words
)
"""What an id may hold beside the names of a dossier."""
_FREE = ("houding", "prioriteit")
FOLLOWING, FOLLOWED = "meelopen", "meedoen"
"""The ending of the id, and the attitude, of a route on which another leads; see `advice_id`."""


@dataclass(frozen=True)
class Goal:
    """What an id may stand for: a value per field that it fills; `houding` and `prioriteit` only where it says so."""

    fields: tuple[tuple[str, Value], ...]

    @property
    def name(self) -> str:
        """The id of advice about exactly this, which may be written in more than one way."""
        given = {"houding": "", **{name: str(value) for name, value in self.fields}}
        priority = given.pop("prioriteit", "")
        return advice_id(Target(**{TARGET_FIELDS[name]: value for name, value in given.items()}), priority)

    @property
    def complete(self) -> bool:
        """Whether advice could be about exactly this: a seat without its role would never be given."""
        given = dict(self.fields)
        combinations, _ = ADVICE_FORMS[str(given["soort"])]
        return any(given.keys() >= set(needed) for needed in combinations)

    def concluded_by(self, head: Head) -> bool:
        """Whether a head fills exactly the fields of this goal, and none with another word."""
        given = dict(self.fields)
        filled = {name for name, _ in head.terms} - set(_FREE)
        if head.kind != "advies" or filled != set(given) - set(_FREE):
            return False
        following = given.get("soort") == "route" and isinstance(head.term("houding"), Const)
        if following and (head.term("houding") == Const(FOLLOWED)) != (given.get("houding") == FOLLOWED):
            return False
        return all(
            not isinstance(term := head.term(name), Const) or term.value == value
            for name, value in self.fields
        )

    def matches(self, values: Iterable[Value]) -> bool:
        """Whether an advice fact, by its values, is what this goal is about."""
        found = dict(zip(ADVICE_TYPE.field_names, values, strict=True))
        given = dict(self.fields)
        if given["soort"] == "route" and (found["houding"] == FOLLOWED) != (given.get("houding") == FOLLOWED):
            return False
        return all(
            found[name] == given.get(name, ABSENT) for name in found if name not in _FREE or name in given
        )


def goals(name: str, names: KnownNames, rules: Iterable[Rule] = ()) -> tuple[Goal, ...]:
    """What an advice id may be about, given the names of a dossier: if it can, something that one of `rules` concludes.

    Raises KrachtenveldError when the id does not name an advice, saying which part is unknown or missing.
    """
    sort, *parts = name.split("/")
    if sort not in ADVICE_SORTS:
        hint = suggest(sort, ADVICE_SORTS) or f"begin met een soort: {', '.join(ADVICE_SORTS)}"
        raise KrachtenveldError(f"{quote(name)} is geen naam van een advies", hint)
    attitude: tuple[tuple[str, Value], ...] = ()
    if sort == "route" and parts and parts[-1] == FOLLOWING:
        attitude = (("houding", FOLLOWED),)
        parts = parts[:-1]
    if sort == "route" and parts and parts[0] == DIRECT:
        parts = parts[1:]
    fillings = [tuple(filling) for filling in _fillings(parts, ID_FIELDS, names)]
    if len(parts) == 1 and parts[0] in names["prioriteit"]:
        fillings.append((("prioriteit", parts[0]),))
    found = [Goal((("soort", sort), *attitude, *filling)) for filling in fillings]
    complete = tuple(goal for goal in found if goal.complete) if parts else ()
    if not complete:
        raise _refused(name, sort, parts, bool(found), names)
    heads = [rule.head for rule in rules if _advises(rule.head, sort)]
    return tuple(goal for goal in complete if any(goal.concluded_by(head) for head in heads)) or complete


def _advises(head: Head, sort: str) -> bool:
    """Whether a head advises something of this kind, or may."""
    term = head.term("soort")
    return head.kind == "advies" and (not isinstance(term, Const) or term.value == sort)


def _fillings(
    parts: list[str], fields: tuple[str, ...], names: KnownNames
) -> Iterator[list[tuple[str, Value]]]:
    """Every way to put the parts in fields, in order, such that each field can hold its part."""
    if not parts:
        yield []
        return
    for position, each in enumerate(fields):
        if _fits(each, parts[0], names):
            for rest in _fillings(parts[1:], fields[position + 1 :], names):
                yield [(each, parts[0]), *rest]


def _fits(field: str, part: str, names: KnownNames) -> bool:
    domain = ADVICE_TYPE.domain(field)
    assert domain is not None
    return part in (domain.words or names.get(domain.name, ()))


def _refused(name: str, sort: str, parts: list[str], fits: bool, names: KnownNames) -> KrachtenveldError:
    """Why a name names no advice of this kind: `fits` tells whether its parts go together, but are too few."""
    known = {*ID_WORDS, *(item for kind in names.values() for item in kind)}
    for part in filter(None, parts):
        if part not in known:
            hint = suggest(part, known) or "kijk in `krachtenveld advies --top 0` hoe adviezen heten"
            return KrachtenveldError(f"{quote(part)} in {quote(name)} bestaat niet in dit dossier", hint)
    combinations, _ = ADVICE_FORMS[sort]
    forms = " of ".join("/".join((sort, *(needed or ("prioriteit",)))) for needed in combinations)
    if fits or not all(parts):
        return KrachtenveldError(f"{quote(name)} noemt niet alles wat zo'n advies noemt", f"schrijf {forms}")
    return KrachtenveldError(f"{quote(name)} is geen naam van een advies", f"schrijf {forms}")
