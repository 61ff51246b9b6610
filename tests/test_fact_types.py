"""All that is known of a type of fact stands in one row, and fits the fields of that row."""

from __future__ import annotations

import dataclasses
import re
import string
from typing import Any

import pytest

from strategy.dossier.model import Actor, Body, Instrument, Opgave, Portfolio, Priority, keys_of
from strategy.facts.types_and_sentences import BASE_TYPES, BaseType, Relation

EVERY = pytest.mark.parametrize("known", BASE_TYPES.values(), ids=lambda known: known.name)
SECTIONS = {
    "opgaven": Opgave, "prioriteiten": Priority, "actoren": Actor, "gremia": Body, "instrumenten": Instrument,
    "portefeuilles": Portfolio,
}  # fmt: skip
_ASKED = re.compile(r"<(\w+):")


def holes(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@EVERY
def test_sentence_and_clauses_speak_of_the_fields(known: BaseType) -> None:
    names = set(known.field_names)
    assert holes(known.sentence) == names
    if isinstance(known.clause, Relation):
        for text in dataclasses.astuple(known.clause):
            assert {*holes(text), *_ASKED.findall(text)} == names
    else:
        assert {"id", *known.clause.parts} == names
        assert all(holes(words) == {name} for name, (words, _) in known.clause.parts.items())


@EVERY
def test_what_a_strategist_may_change_stands_in_the_dossier(known: BaseType) -> None:
    if known.edit is None:
        return
    assert {known.edit.subject, *known.edit.values} <= set(known.field_names)
    if known.edit.section == "posities":  # who holds a seat is said within it
        assert known.edit.key in ("te_verdelen", "houder")
    else:
        assert known.edit.key in {key.name for key in keys_of(SECTIONS[known.edit.section])}


@EVERY
def test_what_one_field_decides_of_another_are_fields(known: BaseType) -> None:
    if known.decides is not None:
        given, decided = map(set, known.decides)
        assert given and decided and not given & decided
        assert given | decided <= set(known.field_names)


def test_a_row_cannot_be_left_half() -> None:
    whole: dict[str, Any] = {
        each.name: getattr(BASE_TYPES["werkveld"], each.name)
        for each in dataclasses.fields(BaseType)
        if each.default is dataclasses.MISSING
    }
    assert {"sentence", "clause", "edit"} <= whole.keys()
    for name in whole:
        with pytest.raises(TypeError, match=name):
            BaseType(**{key: value for key, value in whole.items() if key != name})


def test_the_map_tells_of_each_of_its_boxes() -> None:
    boxes = {known.box for known in BASE_TYPES.values()}
    assert boxes == {"", "opgave", "prioriteit", "gremium", "actor", "instrument"}
    assert all(known.name == known.box for known in BASE_TYPES.values() if known.name in boxes)


def test_only_what_is_no_choice_cannot_be_changed() -> None:
    """A type that is added is put on one side or the other on purpose."""
    assert {known.name for known in BASE_TYPES.values() if known.edit is None} == {
        "opgave", "prioriteit", "thema_ouder", "actor", "valt_onder", "door", "namens", "gremium", "zetelsoort", "zetel_door",
        "kracht", "invloed", "vraag_functie", "instrument_vraag", "relatie_houding", "raakt", "beslist", "stuurt", "route",
    }  # fmt: skip
