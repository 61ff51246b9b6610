"""Overlays applied: what they name becomes so, and nothing else changes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from strategy.advice.advise import Case
from strategy.dossier.files import read_texts
from strategy.dossier.loader import Loaded
from strategy.dossier.model import Key, Many, Priority, Table
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.apply import apply
from strategy.scenarios.changes import RULE, SUBJECTS, find, items, posts
from strategy.workspace import read_workspace, workspace_of
from tests.members import texts_with
from tests.scenarios.overlays import Date, as_data, changeable_keys, differing, read, values

KEYS = changeable_keys()
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def loaded(repository: Path) -> Loaded:
    """With a member in its college, so that of every kind there is something to change."""
    return workspace_of(texts_with(read_texts(repository).sound(), {"wethouder-a": ["wonen"]})).loaded


@pytest.fixture(scope="module")
def rulebook(case: Case) -> Rulebook:
    return case.rulebook


def changed(data: Any, loaded: Loaded, rulebook: Rulebook) -> tuple[Loaded, Rulebook]:
    overlay, findings = read(data, loaded, rulebook)
    assert not findings
    return apply(overlay, loaded, rulebook)


# ── things of the dossier ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("section", "name", "key"), KEYS, ids=[f"{section}-{name}" for section, name, _ in KEYS]
)
@settings(QUIET, max_examples=6)
@given(data=st.data())
def test_every_key_can_be_changed_and_nothing_else_does(
    section: str, name: str, key: Key, data: st.DataObject, loaded: Loaded, rulebook: Rulebook
) -> None:
    kind = SUBJECTS[section].kind
    known = items(loaded.dossier, kind)
    item_id = data.draw(st.sampled_from(sorted(known)))
    value = data.draw(values(key.kind, loaded.names))
    present = as_data(key.kind, getattr(known[item_id], key.attribute))
    wanted = {**present, **value} if isinstance(key.kind, Table) else value
    overlay, findings = read({section: {item_id: {name: value}}}, loaded, rulebook)
    if present == wanted or (name, present, wanted) == ("gewicht", None, 1):
        assert [finding.code for finding in findings] == ["verandert-niets"]
        return
    assert findings == []
    after, rules = apply(overlay, loaded, rulebook)
    item = find(after.dossier, kind, item_id)
    assert item is not None
    assert as_data(key.kind, getattr(item, key.attribute)) == wanted
    assert rules is rulebook
    where = re.compile(rf"/{re.escape(item_id)}\.({key.attribute}|origin)\b")
    assert all(where.search(path) for path in differing(loaded.dossier, after.dossier))


LISTS = [entry for entry in KEYS if isinstance(entry[2].kind, Many)]


@pytest.mark.parametrize(
    ("section", "name", "key"), LISTS, ids=[f"{section}-{name}" for section, name, _ in LISTS]
)
@settings(QUIET, max_examples=4)
@given(data=st.data())
def test_what_is_added_can_be_taken_away_again(
    section: str, name: str, key: Key, data: st.DataObject, loaded: Loaded, rulebook: Rulebook
) -> None:
    kind = SUBJECTS[section].kind
    known = items(loaded.dossier, kind)
    item_id = data.draw(st.sampled_from(sorted(known)))
    present = as_data(key.kind, getattr(known[item_id], key.attribute))
    extra = data.draw(values(key.kind, loaded.names))
    assume(all(element not in present for element in extra))
    more, _ = changed({section: {item_id: {name: {"erbij": extra}}}}, loaded, rulebook)
    assert as_data(key.kind, getattr(find(more.dossier, kind, item_id), key.attribute)) == [*present, *extra]
    again, _ = changed({section: {item_id: {name: {"eraf": extra}}}}, more, rulebook)
    assert list(differing(loaded.dossier, again.dossier)) == []


@pytest.mark.parametrize("section", [section for section in SUBJECTS if section != "lagen"])
def test_what_is_switched_off_is_in_no_fact(section: str, loaded: Loaded, rulebook: Rulebook) -> None:
    from strategy.advice.advise import prepare

    kind = SUBJECTS[section].kind
    day = loaded.dossier.header.reference_day
    for item_id in [name for name, item in items(loaded.dossier, kind).items() if item.period.holds(day)][:3]:
        after, _ = changed({section: {item_id: {"actief": "uit"}}}, loaded, rulebook)
        facts = prepare(after, rulebook=rulebook).facts
        named = [
            fact
            for fact in facts
            for (_, domain), value in zip(rulebook.types[fact.type].fields, fact.values, strict=True)
            if domain.name == kind and value == item_id
        ]
        assert named == []
        back, _ = changed({section: {item_id: {"actief": "aan"}}}, after, rulebook)
        assert {*prepare(back, rulebook=rulebook).facts} == {*prepare(loaded, rulebook=rulebook).facts}


def test_what_expired_can_be_switched_on(loaded: Loaded, rulebook: Rulebook) -> None:
    _, findings = read({"instrumenten": {"woondeal-mra": {"actief": "uit"}}}, loaded, rulebook)
    assert [finding.code for finding in findings] == ["verandert-niets"]
    after, _ = changed({"instrumenten": {"woondeal-mra": {"actief": "aan"}}}, loaded, rulebook)
    instrument = find(after.dossier, "instrument", "woondeal-mra")
    assert instrument is not None and instrument.period.holds(after.dossier.header.reference_day)


def test_values_of_an_overlay_are_assumptions_at_its_own_place(loaded: Loaded, rulebook: Rulebook) -> None:
    data = {
        "prioriteiten": {"houtbouw": {"inzet": "trekken"}},
        "opgaven": {"economie": {"gewicht": {"waarde": 2, "aard": "oordeel", "toelichting": "Gesprek van maandag."}}},
    }  # fmt: skip
    after, _ = changed(data, loaded, rulebook)
    stance = find(after.dossier, "prioriteit", "houtbouw").stance.origin  # type: ignore[union-attr]
    assert (stance.nature, stance.source, stance.span.file) == ("aanname", None, "scenarios/proef.yaml")
    weight = find(after.dossier, "opgave", "economie").weight.origin  # type: ignore[union-attr]
    assert (weight.nature, weight.note) == ("oordeel", "Gesprek van maandag.")


def test_the_day_and_nothing_else(loaded: Loaded, rulebook: Rulebook) -> None:
    after, rules = changed({"peildatum": Date(date(2025, 1, 1))}, loaded, rulebook)
    assert list(differing(loaded.dossier, after.dossier)) == [".header.reference_day"]
    assert rules is rulebook


# ── seats ─────────────────────────────────────────────────────────────────────────────────────────────


def seats(loaded: Loaded) -> dict[str, tuple[bool, tuple[str, ...]]]:
    return {
        name: (post.vacant, tuple(membership.holder.value for membership in post.memberships))
        for name, post in posts(loaded.dossier).items()
    }


@QUIET
@given(data=st.data())
def test_a_seat_changes_and_no_other(data: st.DataObject, loaded: Loaded, rulebook: Rulebook) -> None:
    before = seats(loaded)
    name = data.draw(
        st.sampled_from([*sorted(before), "vng-zjo/vicevoorzitter", "g40-zjo/portefeuille/jeugd"])
    )
    vacant, holders = before.get(name, (False, ()))
    holder = data.draw(st.sampled_from(["wij", "ander", "onbekend"]))
    assume(holder not in holders)
    overlay = {"posities": {name: {"te_verdelen": "nee" if vacant else "ja", "houder": holder}}}
    after, _ = changed(overlay, loaded, rulebook)
    assert seats(after) == {**before, name: (not vacant, (holder,))}


def test_a_seat_switched_off_is_neither_open_nor_held(loaded: Loaded, rulebook: Rulebook) -> None:
    from strategy.advice.advise import prepare

    after, _ = changed({"posities": {"g40-duurzaamheid/voorzitter": {"actief": "uit"}}}, loaded, rulebook)
    facts = prepare(after, rulebook=rulebook).facts
    assert not [fact for fact in facts if fact.type in ("rol_open", "bezet") and fact.values[:2] == ("g40-duurzaamheid", "voorzitter")]  # fmt: skip


# ── rules ─────────────────────────────────────────────────────────────────────────────────────────────


def test_every_rule_can_be_switched_off(loaded: Loaded, rulebook: Rulebook) -> None:
    for rule in rulebook.rules:
        after, rules = changed({"regels": {rule.id: {"actief": "uit"}}}, loaded, rulebook)
        assert {each.id for each in rulebook.rules} - {each.id for each in rules.rules} == {rule.id}
        assert {each.id for layer in rules.layers for each in layer} == {each.id for each in rules.rules}
        assert list(differing(loaded.dossier, after.dossier)) == []


def test_every_rule_with_points_can_weigh_more(loaded: Loaded, rulebook: Rulebook) -> None:
    weighing = [rule for rule in rulebook.rules if rule.points]
    for rule in weighing:
        _, rules = changed({"regels": {rule.id: {"punten": rule.points * 2}}}, loaded, rulebook)
        assert {each.id: each.points for each in rules.rules} == {
            each.id: each.points * (2 if each is rule else 1) for each in rulebook.rules
        }
    assert len(weighing) > 30


def test_another_rule_set_has_another_fingerprint(loaded: Loaded, rulebook: Rulebook) -> None:
    from strategy.advice.advise import prepare

    one, rules = changed({"regels": {"voortrekken": {"punten": 4}}}, loaded, rulebook)
    other, others = changed({"regels": {"voortrekken": {"punten": 3}}}, loaded, rulebook)
    base = prepare(loaded, rulebook=rulebook).fingerprint
    prints = {base, prepare(one, rulebook=rules).fingerprint, prepare(other, rulebook=others).fingerprint}
    assert len(prints) == 3


def test_changes_name_what_they_change(loaded: Loaded, rulebook: Rulebook) -> None:
    data = {
        "regels": {"voortrekken": {"punten": 4}},
        "posities": {"vng-zjo/lid": {"houder": "wij"}},
        "actoren": {"mra": {"kenmerken": {"eraf": "koers-onzeker"}, "relaties": {"bestuurlijk": "zwak"}}},
    }
    overlay, findings = read(data, loaded, rulebook)
    assert findings == []
    found = [(change.kind, change.id, change.key, change.operation) for change in overlay]
    assert found == [
        (RULE, "voortrekken", "punten", "wordt"),
        ("positie", "vng-zjo/lid", "houder", "wordt"),
        ("actor", "mra", "kenmerken", "eraf"),
        ("actor", "mra", "relaties", "wordt"),
    ]
    assert all(change.span.file == "scenarios/proef.yaml" for change in overlay)


def test_the_original_stays_as_it_was(rulebook: Rulebook, repository: Path) -> None:
    loaded, untouched = read_workspace(repository).loaded, read_workspace(repository).loaded
    data = {
        "prioriteiten": {"houtbouw": {"inzet": "trekken", "actief": "uit"}},
        "posities": {"vng-zjo/lid": {"houder": "wij"}},
        "regels": {"voortrekken": {"actief": "uit"}},
    }
    after, rules = changed(data, loaded, rulebook)
    assert list(differing(untouched.dossier, loaded.dossier)) == []
    assert list(differing(untouched.dossier, after.dossier)) != []
    assert len(rulebook.rules) - len(rules.rules) == 1


def test_what_takes_the_place_of_something_internal_is_internal(
    loaded: Loaded, rulebook: Rulebook, repository: Path
) -> None:
    texts = read_texts(repository).sound()
    file = "opgaven/kansengelijkheid.yaml"
    marked = texts[file].replace(
        "inzet: {waarde: trekken, aard: oordeel}",
        "inzet: {waarde: trekken, aard: oordeel, openbaarheid: intern}",
    )
    assert marked != texts[file]
    secret = workspace_of({**texts, file: marked}).loaded
    for base, hidden in ((secret, True), (loaded, False)):
        after, _ = changed({"prioriteiten": {"zaandam-oost": {"inzet": "meedoen"}}}, base, rulebook)
        priority = find(after.dossier, "prioriteit", "zaandam-oost")
        assert isinstance(priority, Priority)
        assert priority.stance.value == "meedoen"
        assert priority.stance.origin.internal is hidden
