"""The JSON of everything: as its published schema says, and with all that the model has."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from visualizations.exports.forms import EXPORT, text_of
from visualizations.exports.model import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Export, Values
from visualizations.writers.safe_files import MARK


@pytest.mark.parametrize("name", ["strange", "later"])
def test_it_keeps_the_contract(name: str, repository: Path, request: pytest.FixtureRequest) -> None:
    export = request.getfixturevalue(name)
    schema = json.loads((repository / "schema" / "export.json").read_text(encoding="utf-8"))
    data = json.loads(text_of(export, "json"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(data)
    assert data["gemaakt_met"] == MARK and data["versie"] == "2.1"
    assert {key: value for key, value in schema.items() if key != "$comment"} == EXPORT.schema


def test_everything_is_in_it(export: Export) -> None:
    data = json.loads(text_of(export, "json"))
    assert data["knopen"] == [
        {"id": node.id, "opschrift": node.label, **_listed(node.values)} for node in export.nodes
    ]
    assert data["verbindingen"] == [
        {"id": edge.id, "van": edge.start, "naar": edge.end, "opschrift": edge.label, **_listed(edge.values)}
        for edge in export.edges
    ]
    assert [advice["id"] for advice in data["adviezen"]] == [advice.id for advice in export.advices]
    view = export.outcome.case.view
    assert [item["id"] for item in data["themas"]] == list(view.themes)
    assert [item["id"] for item in data["portefeuilles"]] == list(view.ids["portefeuille"])
    assert {item["document"] for item in data["bronnen"]} == {item.id for item in view.dossier.documents}
    assert data["momenten"]


def test_it_says_what_every_attribute_means(plain: Export) -> None:
    data = json.loads(text_of(plain, "json"))["betekenis"]
    assert data["knopen"] == {item.key: item.meaning for item in NODE_ATTRIBUTES}
    assert data["verbindingen"] == {item.key: item.meaning for item in EDGE_ATTRIBUTES}


def test_the_page_tells_of_every_attribute_line_and_table(plain: Export, repository: Path) -> None:
    page = (repository / "docs" / "exporteren.md").read_text(encoding="utf-8")
    from visualizations.exports.tables import TABLES

    for item in (*NODE_ATTRIBUTES, *EDGE_ATTRIBUTES):
        assert f"| `{item.key}` | {item.meaning} |" in page, item.key
    for word in (*{edge.kind for edge in plain.edges}, *TABLES):
        assert f"| `{word}` |" in page, word


def _listed(values: Values) -> dict[str, object]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
