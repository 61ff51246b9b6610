"""The common edits as fields of a form, and what a field that was filled in becomes in the text of the files.

What is asked is what the worklist asks, and a confirmation is written as it writes one. Another value stands there as what it
is: an assumption, until someone names its source. Beside that: who has a seat, and the points of a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from strategy.advice.advise import Outcome
from strategy.advice.names import Names, decimal, seat_text
from strategy.dossier.model import Choice, Number, Post, YesNo
from strategy.effect.delta import VersionChange
from strategy.errors import KrachtenveldError
from strategy.graph.network import HELD_BY_ANOTHER, HELD_BY_US
from strategy.rulebook.ast import Rule
from strategy.scenarios.changes import post_name
from strategy.templates.text import apply, replacement
from strategy.worklist.edits import (
    BlockChange,
    edits_of,
    home_of,
    in_line,
    laid_in,
    new_file,
    tree_of,
    way_of,
)
from strategy.worklist.places import VALUE, Place
from strategy.worklist.proposal import propose
from strategy.worklist.rows import CONFIRM, TIES, WEIGHTS, Answer, FilledList, Worklist, WorkRow, worklist
from strategy.workspace import Workspace, workspace_of
from visualizations.werkbank.new_forms import relation_words
from visualizations.writers.shapes import Json
from visualizations.writers.stamps import capital

SEATS, RULES = "Zetels", "Punten van regels"
GROUPS = (WEIGHTS, SEATS, RULES, TIES, CONFIRM)
"""In the order of the form."""
OURS, OTHERS, VACANT, UNKNOWN = "van ons", "van een ander", "te verdelen", "niet bekend"
SEAT_WORDS = (OURS, OTHERS, VACANT, UNKNOWN)
RIGHT = "klopt"
ROLES = ("strateeg", "lobbyist", "bestuursadviseur", "beleidsadviseur", "griffier")
"""Who fills it in: a role and never a name."""
_HOLDERS: Mapping[str, str] = {OURS: HELD_BY_US, OTHERS: HELD_BY_ANOTHER}
_NEW = {"aard": "aanname"}
_CHANGED = "wijzig/"
"""Where a file says what is otherwise than in its basis: a seat has one holder there."""
Texts = dict[str, str]


@dataclass(frozen=True)
class Field:
    """One field: what it is about, what stands there, and what may be filled in (a number, one of some words, or yes)."""

    id: str
    group: str
    title: str
    now: str
    file: str
    line: int
    words: tuple[str, ...] = ()
    about: str = ""

    @property
    def data(self) -> Json:
        return {
            "id": self.id,
            "groep": self.group,
            "titel": self.title,
            "nu": self.now,
            "bestand": self.file,
            "regel": self.line,
            "keuzes": list(self.words),
            "uitleg": self.about,
        }


def fields(outcome: Outcome, present: Workspace) -> Iterator[Field]:
    """Every field of the form, by group in the order of the dossier."""
    asked = worklist(outcome, present)
    for row in asked.sheets[WEIGHTS]:
        yield _value(row, WEIGHTS, f"{row.place.things[-1].name}: {row.place.part}")
    yield from (each.field for each in seats(outcome, asked))
    for rule in own_rules(outcome):
        about = rule.description or ""
        yield Field(
            f"punten {rule.id}",
            RULES,
            _spoken(rule.id),
            _points(rule),
            rule.span.file,
            rule.span.line,
            (),
            about,
        )
    for row in asked.sheets[TIES]:
        yield _value(row, TIES, capital(row.said))
    for row in asked.sheets[CONFIRM]:
        if row.place.borrowed:
            continue
        yield Field(
            f"{RIGHT} {row.place.name}", CONFIRM, capital(row.said), "", row.place.file, row.place.origin.span.line, (RIGHT,),
            " ".join(filter(None, (row.question, row.source and f"Bron: {row.source}."))),
        )  # fmt: skip


def _value(row: WorkRow, group: str, title: str) -> Field:
    place = row.place
    return Field(
        place.name, group, title, place.shown, place.file, place.origin.span.line, row.words, row.source
    )


def _spoken(name: str) -> str:
    return capital(name.replace("-", " "))


def _points(rule: Rule) -> str:
    return f"{rule.points:g}".replace(".", ",")


def own_rules(outcome: Outcome) -> list[Rule]:
    """The rules that give points and stand in this dossier."""
    rules = outcome.case.rulebook.rules
    return [
        rule
        for rule in rules
        if rule.head.kind in ("advies", "tegen") and rule.span.file.startswith("rules/")
    ]


# ── seats ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Seat:
    """A seat with the place of its block and that of who has it, where these can be found."""

    name: str
    title: str
    post: Post
    place: Place
    holder: Place | None

    @property
    def now(self) -> str:
        if self.post.vacant:
            return VACANT
        held = [each.holder.value for each in self.post.memberships]
        return next((word for word, holder in _HOLDERS.items() if holder in held), UNKNOWN)

    @property
    def field(self) -> Field:
        at = self.place.origin.span
        return Field(
            f"zetel {self.name}", SEATS, capital(self.title), self.now, self.place.file, at.line, SEAT_WORDS
        )


def seats(outcome: Outcome, asked: Worklist) -> Iterator[Seat]:
    """Every seat that may be seen, in the order of the files."""
    holders = {
        id(thing): place
        for place in asked.index.places
        if place.part == "houder" and place.kind
        for thing in place.things
        if isinstance(thing, Post)
    }
    for place in asked.index.places:
        post = place.things[-1] if place.things else None
        if isinstance(post, Post) and place.origin is post.origin and place.block:
            name = post_name(place.things[-2].id, post)
            yield Seat(name, seat_text(outcome.names, name), post, place, holders.get(id(post)))


def _seated(seat: Seat, word: str, present: Workspace) -> Texts:
    """The texts with a seat that is someone's, or to be divided."""
    vacant = "ja" if word == VACANT else "nee"
    holder = _HOLDERS.get(word, "onbekend")
    place = seat.place
    if place.borrowed:
        said = {"houder": f"{{waarde: {holder}, aard: aanname}}", "te_verdelen": vacant}
        return _beside(place, ("posities", seat.name), said, present)
    assert place.block
    sets = {"te_verdelen": vacant}
    if place.key.startswith(_CHANGED):
        if word != VACANT or "houder" in place.block.keys:
            sets["houder"] = f"{{waarde: {holder}, aard: aanname}}"
        return {place.file: _with(place.file, [BlockChange(place.block, sets)], present)}
    changes = []
    if seat.holder and seat.holder.block and seat.holder.file == place.file:
        own = seat.holder.block
        changes.append(BlockChange(own, {"waarde": holder, **_NEW}, frozenset({"bron"}) & own.keys))
    elif word != VACANT:
        sets["bezetting"] = f"[{{houder: {holder}, aard: aanname}}]"
    return {place.file: _with(place.file, [*changes, BlockChange(place.block, sets)], present)}


def _beside(place: Place, way: tuple[str, ...], said: Mapping[str, str], present: Workspace) -> Texts:
    """The text of a file of the dossier that says what is otherwise in what others keep."""
    tree, home = tree_of([(way, said)]), home_of(place, present)
    if home not in present.content:
        return {home: new_file(present.loaded.dossier.header.basis.rpartition("/")[2], tree)}
    return {home: _with(home, laid_in(present.loaded.places.files[home].node, tree), present)}


def _with(path: str, changes: list[BlockChange], present: Workspace) -> str:
    lines = present.loaded.places.files[path].lines
    return apply(present.texts[path], [edit for change in changes for edit in edits_of(change, lines)])


def in_words(names: Names, change: VersionChange) -> str:
    """What a field of the form changed, in the words of the form; "" for what the form does not write."""
    match change:
        case VersionChange(kind="positie", path=(*_, "houder"), old=old, new=new):
            words = {holder: word for word, holder in _HOLDERS.items()}
            return _moved(names, change, words.get(str(old), UNKNOWN), words.get(str(new), UNKNOWN))
        case VersionChange(kind="positie", path=("te_verdelen",), new=new):
            return f"{capital(seat_text(names, change.item))}: {'' if new == 'ja' else 'niet meer '}{VACANT}"
        case VersionChange(path=(*_, "aard"), new="aanname"):
            return "Daarbij: dit is nu een aanname"
        case VersionChange(path=(*_, "bron"), old=old, new=None):
            return f"Daarbij: de bron {old} gaat weg"
        case VersionChange(kind="regel", path=("punten",), old=float(old), new=float(new)):
            return f"{_spoken(change.item)}: {decimal(old)} → {decimal(new)} punten"
    return relation_words(names, change)


def _moved(names: Names, change: VersionChange, old: str, new: str) -> str:
    return f"{capital(seat_text(names, change.item))}: {old} → {new}"


# ── what is filled in ─────────────────────────────────────────────────────────────────────────────────

Read = Callable[[Mapping[str, str]], object]


def filled(
    outcome: Outcome,
    present: Workspace,
    name: str,
    value: str,
    day: date,
    role: str,
    read: Read = workspace_of,
) -> Texts:
    """The texts of the files that change when a field is filled in, which were tried to `read`.

    Raises KrachtenveldError when it does not fit there, InputError when the dossier is not sound with it.
    """
    sort, _, rest = name.partition(" ")
    if sort == "punten":
        return _sound(_pointed(outcome, present, rest, value), present, read)
    asked = worklist(outcome, present)
    if sort == "zetel":
        known = {seat.name: seat for seat in seats(outcome, asked)}
        if rest not in known or value not in SEAT_WORDS:
            raise KrachtenveldError("deze zetel is er niet meer", "laad het formulier opnieuw")
        return _sound(_seated(known[rest], value, present), present, read)
    confirms = sort == RIGHT
    place = asked.index.by_name.get(rest if confirms else name)
    if place is None:
        raise KrachtenveldError("dit staat er niet meer", "laad het formulier opnieuw")
    if not confirms:
        return _sound(_valued(place, _written(place, value), present), present, read)
    answer = Answer(place, "", 0, True, "", "", "", role, day, "")
    made = propose(asked, FilledList((answer,), 1, 0), present)
    if not made.files:
        raise KrachtenveldError(made.lines[0].remark or "dat staat er al", "")
    return {**{path: apply(present.texts[path], edits) for path, edits in made.edits.items()}, **made.new}


def _valued(place: Place, value: str, present: Workspace) -> Texts:
    """The texts with another value, which nobody named a source for yet."""
    said = {VALUE: value, **_NEW}
    if place.borrowed:
        return _beside(place, way_of(place), said, present)
    if place.block:
        sets = {place.changed: value, **_NEW}
        change = BlockChange(place.block, sets, frozenset({"bron"}) & place.block.keys)
    else:
        assert place.within
        text = in_line(said) if place.part == "gewicht" else f"{{bestuurlijk: {in_line(said)}}}"
        change = BlockChange(place.within, {place.part: text})
    return {place.file: _with(place.file, [change], present)}


def _written(place: Place, value: str) -> str:
    """A value as YAML has it. Raises KrachtenveldError for one that cannot stand there."""
    text = value.strip()
    match place.kind:
        case Number(low, high):
            number = _number(text, "4 of 1,5")
            if not low <= number <= high:
                raise KrachtenveldError(f"{text} past niet", f"schrijf een getal van {low:g} tot {high:g}")
            return f"{number:g}"
        case Choice(words) if text not in words:
            raise KrachtenveldError(f"{text} kan hier niet", f"kies uit: {', '.join(words)}")
        case YesNo() if text not in ("ja", "nee"):
            raise KrachtenveldError(f"{text} kan hier niet", "kies ja of nee")
    return text


def _number(text: str, such_as: str) -> float:
    """A number as people write it. Raises KrachtenveldError for what is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError as error:
        raise KrachtenveldError(
            f"{text or 'niets'} is geen getal", f"schrijf een getal, zoals {such_as}"
        ) from error


def _pointed(outcome: Outcome, present: Workspace, name: str, value: str) -> Texts:
    rule = next((each for each in own_rules(outcome) if each.id == name), None)
    if rule is None:
        raise KrachtenveldError("deze regel is er niet meer", "laad het formulier opnieuw")
    number = _number(value, "3")
    at = present.loaded.places.value(rule.span, "punten")
    return {
        at.file: apply(present.texts[at.file], [replacement(at.line, at.column, at.length, f"{number:g}")])
    }


def _sound(texts: Texts, present: Workspace, read: Read) -> Texts:
    """The texts, when the dossier is sound with them. Raises InputError when it is not."""
    read({**present.texts, **texts})
    return texts
