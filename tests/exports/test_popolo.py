"""Popolo: who sits where, by role; every reference leads somewhere, and nobody is named."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.select import Selection
from strategy.dossier.files import read_texts
from strategy.workspace import workspace_of
from visualizations.exports.forms import text_of
from visualizations.exports.model import Export
from visualizations.exports.network import export_of
from visualizations.exports.popolo import popolo_data
from visualizations.writers.safe_files import MARK

DAY = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
ID = {"type": "string", "minLength": 1}
MAYBE = {"type": ["string", "null"]}
SCHEMAS: dict[str, dict[str, Any]] = {
    "organizations": {
        "required": ["id", "name"],
        "properties": {
            "id": ID, "name": ID, "classification": MAYBE, "parent_id": MAYBE, "founding_date": DAY, "dissolution_date": DAY,
            "identifiers": {"items": {"required": ["identifier"], "properties": {"identifier": ID, "scheme": MAYBE}}},
            "other_names": {"items": {"required": ["name"], "properties": {"name": ID}}},
        },
    },
    "posts": {
        "required": ["id", "label", "role", "organization_id"],
        "properties": {"id": ID, "label": ID, "role": ID, "organization_id": ID, "start_date": DAY, "end_date": DAY},
    },
    "memberships": {
        "required": ["id", "organization_id", "post_id"],
        "properties": {
            "id": ID, "role": ID, "organization_id": ID, "post_id": ID, "member_id": MAYBE, "on_behalf_of_id": MAYBE,
            "start_date": DAY, "end_date": DAY,
        },
    },
}  # fmt: skip
"""What the Popolo specification asks of each class, as far as we use it."""


def test_it_is_popolo(export: Export) -> None:
    data = json.loads(text_of(export, "popolo"))
    assert data["gemaakt_met"] == MARK and data["persons"] == []
    for part, schema in SCHEMAS.items():
        assert data[part]
        jsonschema.validate(data[part], {"items": schema})
    assert [item for part in SCHEMAS for item in data[part] if "person_id" in item] == []


@pytest.mark.parametrize(
    "choice", [Selection(), Selection(network="mra"), Selection(opgave="veiligheid")], ids=str
)
def test_references_lead_somewhere(outcome: Outcome, choice: Selection) -> None:
    data = popolo_data(export_of(outcome, choice))
    organizations = {item["id"] for item in data["organizations"]}
    posts = {item["id"]: item for item in data["posts"]}
    assert {item["parent_id"] for item in data["organizations"]} <= {None, *organizations}
    assert {item["organization_id"] for item in data["posts"]} <= organizations
    for item in data["memberships"]:
        assert posts[item["post_id"]]["organization_id"] == item["organization_id"]
        assert {item["member_id"], item["on_behalf_of_id"]} <= {None, *organizations}
    ids = [item["id"] for part in SCHEMAS for item in data[part]]
    assert len(ids) == len(set(ids))


def test_organizations_have_their_number_in_the_register(plain: Export) -> None:
    data = {item["id"]: item for item in popolo_data(plain)["organizations"]}
    (own,) = data["actor:zaanstad"]["identifiers"]
    assert own == {"scheme": "TOOI", "identifier": "https://identifier.overheid.nl/tooi/id/gemeente/gm0479"}
    wanted = [
        item
        for actor in plain.outcome.case.view.actors
        for item in actor.identifiers
        if item.register == "TOOI"
    ]
    numbers = [number["identifier"] for item in data.values() for number in item["identifiers"]]
    assert len(wanted) > 10 and {item.code for item in wanted} <= set(numbers)
    assert all(
        re.fullmatch(r"https://identifier\.overheid\.nl/tooi/id/[a-z]+/[a-z0-9_]+", item.code)
        for item in wanted
    )


def test_a_seat_of_ours_and_one_of_another(plain: Export) -> None:
    found = {item["post_id"]: item for item in popolo_data(plain)["memberships"]}
    ours = found["zetel:g40-duurzaamheid/voorzitter"]
    assert (ours["member_id"], ours["role"], ours["houder"]) == ("actor:zaanstad", "voorzitter", "wij")
    others = [item for item in found.values() if item["houder"] != "wij"]
    assert others and {item["member_id"] for item in others} == {None}


def test_on_whose_behalf_and_from_when_until_when(repository: Any) -> None:
    texts = read_texts(repository).sound()
    old = "houder: {waarde: wij, bron: bis-2022 §3-vng-g40 punt 1}"
    new = f"bezetting: [{{{old}, namens: zw, geldig: {{van: 2022-01-01, tot: 2022-12-31}}}}]"
    assert texts["networks/g40.yaml"].count(old) == 1
    loaded = workspace_of({**texts, "networks/g40.yaml": texts["networks/g40.yaml"].replace(old, new)}).loaded
    export = export_of(advise(prepare(loaded), "python"))
    (seat,) = [item for item in popolo_data(export)["memberships"] if item["post_id"] == "zetel:g40-duurzaamheid/voorzitter"]  # fmt: skip
    assert (seat["on_behalf_of_id"], seat["start_date"], seat["end_date"]) == (
        "actor:zw",
        "2022-01-01",
        "2022-12-31",
    )
    (line,) = [edge for edge in export.edges if edge.kind == "bezetting" and edge.end == seat["post_id"]]
    assert (line.values["geldig_van"], line.values["geldig_tot"]) == ("2022-01-01", "2022-12-31")
    assert line.values["namens"] == "Zaanstreek-Waterland"
