"""Changes as data: written as YAML they read back the same, and what they do not name stays the same object."""

from __future__ import annotations

import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategy.advice.advise import Case
from strategy.dossier.files import read_texts
from strategy.dossier.loader import Loaded
from strategy.dossier.model import Key
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import SUBJECTS, find, items, overlay_data, posts, things
from strategy.scenarios.read import plain
from strategy.workspace import workspace_of
from tests.members import texts_with
from tests.scenarios.overlays import changeable_keys, read, values

KEYS = changeable_keys()


@pytest.fixture(scope="module")
def loaded(repository: Path) -> Loaded:
    """With a member in its college, so that of every kind there is something to change."""
    return workspace_of(texts_with(read_texts(repository).sound(), {"wethouder-a": ["wonen"]})).loaded


@pytest.fixture(scope="module")
def rulebook(case: Case) -> Rulebook:
    return case.rulebook


def said(overlay: Any) -> list[tuple[Any, ...]]:
    return [(each.kind, each.id, each.key, each.operation, plain(each.value)) for each in overlay]


@pytest.mark.parametrize(
    ("section", "name", "key"), KEYS, ids=[f"{section}-{name}" for section, name, _ in KEYS]
)
@settings(deadline=None, max_examples=4, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_of_a_change_reads_back_as_that_change(
    section: str, name: str, key: Key, data: st.DataObject, loaded: Loaded, rulebook: Rulebook
) -> None:
    item = data.draw(st.sampled_from(sorted(items(loaded.dossier, SUBJECTS[section].kind))))
    value = data.draw(values(key.kind, loaded.names))
    overlay, _ = read({section: {item: {name: value}}}, loaded, rulebook)
    again, findings = read(overlay_data(overlay), loaded, rulebook) if overlay else ((), [])
    assert not findings
    assert said(again) == said(overlay)


@pytest.mark.parametrize(
    "data",
    [
        {"actoren": {"vng": {"actief": "uit"}}, "regels": {"via-netwerk": {"actief": "uit"}}},
        {"actoren": {"vng": {"werkvelden": {"erbij": ["cultuur"]}}}},
        {"posities": {"vng-zjo/lid": {"te_verdelen": "nee"}, "vng-zjo/voorzitter": {"houder": "ander"}}},
        {"actoren": {"zaanstad-college": {"wisseling": "weg"}}},
        {"prioriteiten": {"tijdelijke-huisvesting": {"niveau": "weg"}}},
    ],
)
def test_switches_elements_seats_and_what_goes_read_back_too(
    data: Any, loaded: Loaded, rulebook: Rulebook
) -> None:
    overlay, _ = read(data, loaded, rulebook)
    again, findings = read(overlay_data(overlay), loaded, rulebook)
    assert overlay and not findings
    assert said(again) == said(overlay)


def test_what_is_not_named_stays_the_same_object(loaded: Loaded, rulebook: Rulebook) -> None:
    overlay, findings = read({"actoren": {"vng": {"actief": "uit"}}}, loaded, rulebook)
    assert not findings
    after, rules = apply(overlay, loaded, rulebook)
    before, later = items(loaded.dossier, "actor"), items(after.dossier, "actor")
    assert {name for name in before if before[name] is not later[name]} == {"vng"}
    assert after.dossier.opgaven is loaded.dossier.opgaven and rules is rulebook
    assert all(post is posts(after.dossier)[name] for name, post in posts(loaded.dossier).items())


def test_changes_of_one_table_add_up(loaded: Loaded, rulebook: Rulebook) -> None:
    one, _ = read({"actoren": {"vng": {"relaties": {"ambtelijk": "zwak"}}}}, loaded, rulebook)
    other, _ = read({"actoren": {"vng": {"relaties": {"bestuurlijk": "zwak"}}}}, loaded, rulebook)
    after, _ = apply((*one, *other), loaded, rulebook)
    ties = find(after.dossier, "actor", "vng").ties  # type: ignore[union-attr]
    assert {layer: tie.value for layer, tie in ties.items() if tie.value == "zwak"}.keys() >= {
        "ambtelijk",
        "bestuurlijk",
    }
    assert overlay_data((*one, *other)) == {
        "actoren": {"vng": {"relaties": {"ambtelijk": "zwak", "bestuurlijk": "zwak"}}}
    }


def test_what_a_change_can_name_does_not_keep_a_dossier(case: Case) -> None:
    dossier = replace(case.dossier)
    known, kept = things(dossier), weakref.ref(dossier)
    assert things(dossier) is known
    del dossier
    assert kept() is None
