"""Edits as sentences with the place where a strategist makes them."""

from __future__ import annotations

from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.dossier.model import Item
from strategy.dossier.provenance import Origin
from strategy.explain.whynot.edits import Edit
from strategy.facts.types import SUPPOSED
from strategy.scenarios.changes import SUBJECTS
from strategy.scenarios.find import find, posts

_KINDS = ("thema", "actor", "gremium", "opgave", "prioriteit", "instrument", "portefeuille")


@dataclass(frozen=True)
class EditLine:
    """What changes, with the present value and how hard that is, and where it stands."""

    text: str
    place: str


def edit_line(outcome: Outcome, edit: Edit) -> EditLine:
    """One edit for people."""
    origin = edit.origin or _item_origin(outcome, edit)
    place = f"{origin.span.file}:{origin.span.line}" if origin else ""
    nature = f", {origin.nature}" if origin and edit.old and origin.nature != "registratie" else ""
    return EditLine(_text(outcome, edit, nature), place)


def _text(outcome: Outcome, edit: Edit, nature: str) -> str:
    subject = _subject(outcome, edit)
    if edit.key == "te_verdelen":
        return f"{subject} is {'niet ' if edit.data == 'nee' else ''}te verdelen"
    if edit.key == "houder":
        return f"{subject} is van {edit.new}" + (f" (nu {edit.old}{nature})" if edit.old else "")
    old, new = _words(outcome, edit.old), _words(outcome, edit.new)
    key = edit.key.replace("_", " ")
    now = f" (nu {old}{nature})" if old else ""
    if edit.key == "relaties":
        return f"de {next(iter(edit.data))}e relatie met {subject} is {new}{now}"
    if isinstance(edit.data, dict) and set(edit.data) & {"erbij", "eraf"} and not (old and new):
        return f"{key} van {subject}: {new} erbij" if new else f"{key} van {subject}: {old} eraf"
    if edit.new == SUPPOSED:
        return f"bij {subject} is er een {key}"
    return f"{key} van {subject} is {new}{now}"


def _subject(outcome: Outcome, edit: Edit) -> str:
    names = outcome.names
    if edit.section == "posities":
        body, *rest = edit.name.split("/")
        return f"{' '.join(_words(outcome, part) for part in rest)} van {names.name('gremium', body)}"
    kind = SUBJECTS[edit.section].kind
    name = names.name(kind, edit.name)
    return f'"{name}"' if kind == "prioriteit" else name


def _words(outcome: Outcome, text: str) -> str:
    """Ids within a text by their names."""
    return " ".join(_word(outcome, word) for word in text.split(" "))


def _word(outcome: Outcome, word: str) -> str:
    for kind in _KINDS:
        name = outcome.names.short(kind, word)
        if name != word:
            return name
    return word.replace("-", " ")


def _item_origin(outcome: Outcome, edit: Edit) -> Origin | None:
    dossier = outcome.case.dossier
    item: Item | None
    if edit.section == "posities":
        item = posts(dossier).get(edit.name) or find(dossier, "gremium", edit.name.split("/")[0])
    else:
        item = find(dossier, SUBJECTS[edit.section].kind, edit.name)
    return item.origin if item else None
