"""What a filled-in worklist comes to: which places are confirmed and which values change, as edits of the files.

Before anything is given it is proven: of every file that changes the data is as the answers say and otherwise as it was,
and the whole dossier is sound, with its scenarios and tests.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from strategy.advice.advise import prepare
from strategy.dossier.defined_names import yaml_value
from strategy.dossier.model import Number
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, parse
from strategy.errors import Finding, InputError, KrachtenveldError, Span
from strategy.facts.fact_base import FactBase, TermProgress, grouped, progress_of_terms, unconfirmed
from strategy.templates.text import Edit, apply
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
from strategy.worklist.places import REGISTER, VALUE, WHOLE, Block, Place
from strategy.worklist.rows import Answer, FilledList, Worklist
from strategy.workspace import Workspace, workspace_of

Outcome = Literal["anders", "erbij", "weg", "klopt niet", "bevestigd", "wacht", "basis", "al zo"]
"""What becomes of an answer."""
_LONGEST_NOTE = 1_500
_CONFIRMED, _VERIFY, _NOTE, _SOURCE, _NATURE = "bevestigd", "te_verifieren", "toelichting", "bron", "aard"


@dataclass(frozen=True, eq=False)
class Proposed:
    """An answer and what becomes of it: the value that there was and comes, what else is written, and what is to be known."""

    answer: Answer
    outcome: Outcome
    old: str = ""
    new: str = ""
    sets: Mapping[str, str] | None = None
    drops: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, eq=False)
class WorkProposal:
    """What a list would change; `edits` are those of each file that changes, proven sound."""

    listed: Worklist
    filled: FilledList
    lines: tuple[Proposed, ...]
    edits: Mapping[str, tuple[Edit, ...]]
    new: Mapping[str, str]
    """The texts of new files, which say what is otherwise than in the basis or the register."""
    progress: tuple[tuple[TermProgress, TermProgress], ...] = ()
    """Of each term that facts are to be confirmed for, how many are: before, and with these answers."""
    waiting: int = 0
    """Answers about facts that rest on other values too, which nobody confirmed yet."""

    @property
    def files(self) -> list[str]:
        return sorted({*self.edits, *self.new})


def propose(listed: Worklist, filled: FilledList, present: Workspace) -> WorkProposal:
    """The proposal of a filled-in list. Raises InputError when the dossier would not be sound with it, or the layout of
    a file leaves no room for it.
    """
    confirmed = {answer.place.name for answer in filled.answers if _confirms(answer)}
    pending = [row.place for row in listed.open if row.place.name not in confirmed]
    lines = tuple(_proposed(answer, pending) for answer in filled.answers)
    basis: dict[str, list[Proposed]] = grouped(
        (home_of(line.answer.place, present), line)
        for line in lines
        if line.answer.place.borrowed and line.sets
    )
    trees = {
        path: tree_of((way_of(one.answer.place), _outward(one)) for one in own) for path, own in basis.items()
    }
    files = present.loaded.places.files
    laid = {path: laid_in(files[path].node, tree) for path, tree in trees.items() if path in present.content}
    header = listed.outcome.case.dossier.header
    new = {
        path: new_file(posixpath.basename(header.basis), tree)
        for path, tree in trees.items()
        if path not in laid
    }
    edits = _edits(lines, laid, present)
    progress: tuple[tuple[TermProgress, TermProgress], ...] = ()
    waiting = 0
    if edits or new:
        texts = {path: apply(present.texts[path], made) for path, made in edits.items()}
        after = workspace_of({**present.texts, **texts, **new}).proven()
        case = listed.outcome.case
        if before := progress_of_terms(case.facts):
            later = prepare(after.loaded, case.view.day, rulebook=after.rulebook).facts
            found = {each.term: each for each in progress_of_terms(later)}
            progress = tuple((each, found[each.term]) for each in before if each.term in found)
            waiting = _waiting(filled.answers, case.facts, later)
    return WorkProposal(listed, filled, lines, edits, new, progress, waiting)


def _waiting(answers: Iterable[Answer], before: FactBase, later: FactBase) -> int:
    """How many answers confirm a place of which every fact still rests on something that nobody confirmed."""
    stated = grouped((origin.span, fact) for fact in before for origin in before.evidence(fact).origins)
    still = {fact for fact in later if unconfirmed(later.evidence(fact).origins)}
    places = [answer.place for answer in answers if _confirms(answer) and answer.place.origin.to_confirm]
    found = (stated.get(place.origin.span, []) for place in places)
    return sum(still.issuperset(facts) for facts in found if facts)


def _confirms(answer: Answer) -> bool:
    return bool(answer.right or answer.new)


def _proposed(answer: Answer, pending: list[Place]) -> Proposed:
    place = answer.place
    old, origin = place.shown, place.origin
    if place.block is None and not answer.new:
        return Proposed(answer, "al zo")
    if place.borrowed and not (answer.new and not answer.gone and way_of(place)):
        kept = "houdt het register bij" if place.keeper == REGISTER else "staat in de basis"
        where = f"dit {kept} ({place.file}) en wordt hier niet veranderd"
        if not answer.right:
            where += "; zeg in een bestand in networks/, onder `wijzig:`, wat hier anders is"
        return Proposed(answer, "basis", old, _shown(answer), remark=where)
    if answer.gone:
        return Proposed(answer, "weg", old or place.state)
    own = place.block.own() if place.block else {}
    present = place.block.keys if place.block else frozenset()
    changed = bool(answer.new) and answer.new != place.now
    sets: dict[str, str] = {}
    drops: list[str] = []
    remark = ""
    if not _confirms(answer):
        told = " ".join(
            filter(None, ("klopt niet", f"volgens {answer.by}" * bool(answer.by), f"({answer.day})"))
        )
        sets[_VERIFY] = yaml_value(f"{told}: {answer.note}" if answer.note else told)
        drops += [key for key in (_CONFIRMED,) if key in present]
    else:
        if changed:
            sets[place.changed] = answer.new if isinstance(place.kind, Number) else yaml_value(answer.new)
        drops += [key for key in (_VERIFY,) if key in present]
        if answer.source and (changed or answer.source != str(origin.source or "")):
            sets[_SOURCE] = yaml_value(answer.source)
            judged = origin.nature == "aanname" or place.block is None
            nature = "oordeel" if judged else origin.nature
            if place.block is None or nature != "registratie" or _NATURE in own:
                sets[_NATURE] = nature
        elif changed and not answer.source:
            sets[_NATURE] = "aanname"
            drops += [key for key in (_SOURCE,) if key in present]
        if note := _note(answer, own.get(_NOTE, ""), changed):
            sets[_NOTE] = yaml_value(note)
        waiting = sum(_within(other, place) for other in pending)
        if waiting and place.block and not (origin.to_confirm or origin.nature == "aanname"):
            pass  # there is nothing to confirm: what was to be verified, has been
        elif waiting and place.block:
            remark = f"wacht op {waiting} andere antwoorden" if waiting > 1 else "wacht op 1 ander antwoord"
            remark += " over wat erin staat; daarna is het als geheel bevestigd"
        elif changed or place.block is None or not origin.confirmed:
            sets[_CONFIRMED] = _confirmation(answer)
    said = {key: text for key, text in sets.items() if place.borrowed or not _same(own, key, text)}
    if not said and not drops:
        return Proposed(answer, "wacht" if remark else "al zo", old, _shown(answer), remark=remark)
    how: Outcome = "bevestigd"
    if place.block is None:
        how = "erbij"
    elif changed:
        how = "anders"
    elif not _confirms(answer):
        how = "klopt niet"
    elif remark and not set(said) - {_NOTE}:
        how = "wacht"
    return Proposed(answer, how, old, _shown(answer) if changed else "", said, tuple(drops), remark)


def _confirmation(answer: Answer) -> str:
    """What stands behind `bevestigd`, as YAML on one line."""
    return f"{{op: {answer.day}, door: {yaml_value(answer.by)}}}" if answer.by else str(answer.day)


def _within(other: Place, place: Place) -> bool:
    """Whether a place is in another one; in that of a whole file is all of it."""
    inside = place.key == WHOLE or other.key.startswith(f"{place.key}/")
    return other.file == place.file and other is not place and inside


def _same(own: Mapping[str, str], key: str, text: str) -> bool:
    return key in own and yaml_value(own[key]) == text


def _shown(answer: Answer) -> str:
    return answer.new.replace(".", ",") if isinstance(answer.place.kind, Number) else answer.new


def _note(answer: Answer, present: str, changed: bool) -> str:
    """What a reader is to know: who said it when no source does, the remark, and what stood there already."""
    said = ""
    if answer.told:
        said = f"volgens {answer.told}; bron nog in bronnen.yaml zetten"
    elif changed and not answer.source:
        whom = answer.by or "wie de lijst invulde"
        said = f"volgens {whom}, {answer.day}; bron nog in bronnen.yaml zetten"
    added = ". ".join(filter(None, (said, answer.note)))
    if not added or added in present:
        return ""
    return "; ".join(filter(None, (present.rstrip("."), added)))[:_LONGEST_NOTE]


# ── the texts, and their proof ────────────────────────────────────────────────────────────────────────


def _outward(line: Proposed) -> Mapping[str, str]:
    """What is said of a place of the basis; a seat is told with its source alone, as a change of it is."""
    sets = line.sets or {}
    said = (
        (VALUE, _SOURCE, _NATURE, _NOTE, _CONFIRMED)
        if VALUE in sets
        else (line.answer.place.changed, _SOURCE, _NATURE)
    )
    return {key: sets[key] for key in said if key in sets}


def _changes(lines: Iterable[Proposed]) -> Iterator[tuple[Span, BlockChange]]:
    for line in lines:
        place = line.answer.place
        at = place.origin.span
        if place.borrowed:
            continue
        if line.outcome == "weg" and place.block:
            yield at, BlockChange(place.block, gone=True)
        elif line.sets is not None and place.block:
            yield at, BlockChange(place.block, line.sets, frozenset(line.drops))
        elif line.sets is not None and place.within:
            value = in_line(line.sets)
            text = value if place.part == "gewicht" else f"{{bestuurlijk: {value}}}"
            yield at, BlockChange(place.within, {place.part: text})


def _edits(
    lines: tuple[Proposed, ...], laid: Mapping[str, list[BlockChange]], present: Workspace
) -> dict[str, tuple[Edit, ...]]:
    """The edits of the files that change. Raises InputError where that cannot be done or proven."""
    findings: list[Finding] = []
    found: dict[str, tuple[Edit, ...]] = {}
    below = ((Span(path), change) for path, changes in laid.items() for change in changes)
    changes = grouped((at.file, (at, change)) for at, change in (*_changes(lines), *below))
    for path, own in changes.items():
        file, joined = present.loaded.places.files[path], _joined(own)
        edits: list[Edit] = []
        unread = len(findings)
        for at, change in joined:
            try:
                edits += edits_of(change, file.lines)
            except KrachtenveldError as error:
                findings.append(Finding(at, "opmaak", error.message, error.hint, excerpt=file.excerpt(at)))
        if len(findings) > unread:
            continue
        after = parse(apply(present.texts[path], edits), path).node
        if _data(after, {}) != _data(file.node, {id(change.block.node): change for _, change in joined}):
            message = "door de opmaak van dit bestand zijn deze antwoorden niet vanzelf te verwerken"
            findings.append(
                Finding(Span(path), "opmaak", message, "verwerk ze met de hand, of minder tegelijk")
            )
        found[path] = tuple(edits)
    if findings:
        raise InputError(findings)
    return found


def _joined(changes: list[tuple[Span, BlockChange]]) -> list[tuple[Span, BlockChange]]:
    """The changes, those of one block as one, and none within what goes as a whole."""
    together: dict[int, tuple[Span, BlockChange]] = {}
    for at, change in changes:
        own = id(change.block.node)
        if own in together:
            at, one = together[own]
            drops, gone = one.drops | change.drops, one.gone or change.gone
            change = BlockChange(one.block, {**one.sets, **change.sets}, drops, gone)
        together[own] = at, change
    going = (change.block.node for _, change in together.values() if change.gone)
    inside = {id(node) for gone in going for child in _children(gone) for node in _nodes(child)}
    return [pair for own, pair in together.items() if own not in inside]


def _children(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Scalar):
        return ()
    return node.items if isinstance(node, Sequence) else tuple(value for _, value in node.items)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in _children(node):
        yield from _nodes(child)


def _data(node: Node | None, changes: Mapping[int, BlockChange]) -> Any:
    """What a node says, after changes by the blocks that they are of."""
    change = changes.get(id(node), BlockChange(Block("", Scalar("", True, Span("")))))
    sets = {key: _data(parse(text, "").node, {}) for key, text in change.sets.items()}
    if isinstance(node, Sequence):
        kept = (item for item in node.items if not (id(item) in changes and changes[id(item)].gone))
        return [_data(item, changes) for item in kept]
    if isinstance(node, MappingNode):
        own = {key.text: _data(value, changes) for key, value in node.items if key.text not in change.drops}
        return {**own, **sets}
    said = " ".join(node.text.split()) if node else ""
    return {VALUE: said, **sets} if set(sets) - {VALUE} else sets.get(VALUE, said)
