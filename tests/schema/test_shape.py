"""Schemas as such: valid, self-contained, and saying something about every key and every choice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from strategy.dossier import word_lists as lists
from strategy.dossier.model import Choice, Key, keys_of
from strategy.dossier.word_lists import LISTS, list_name
from strategy.editor_schemas.content import NAMES
from strategy.workspace import read_workspace
from tests.schema.editor import SCHEMAS, as_editor
from visualizations.schema_files import schema_texts

Json = dict[str, Any]


@pytest.fixture(scope="module")
def schemas(repository: Path) -> dict[str, Json]:
    """The schemas of Zaanstad that describe files, by name."""
    texts = schema_texts(read_workspace(repository))
    return {name: json.loads(texts[f"{name}.json"]) for name in SCHEMAS.values()}


def parts(schema: Any, path: str = "") -> Iterator[tuple[str, Json]]:
    """Every object within a schema, with its place."""
    if isinstance(schema, dict):
        yield path, schema
        for key, value in schema.items():
            yield from parts(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from parts(value, f"{path}/{index}")


def test_schemas_are_valid_draft_7(schemas: dict[str, Json]) -> None:
    for schema in schemas.values():
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
        jsonschema.Draft7Validator.check_schema(schema)


def test_schemas_refer_to_nothing_but_themselves(schemas: dict[str, Json]) -> None:
    for schema in schemas.values():
        used = {part["$ref"] for _, part in parts(schema) if isinstance(part.get("$ref"), str)}
        assert used == {f"#/definitions/{name}" for name in schema["definitions"]}


def test_beside_a_reference_stand_descriptions_only(schemas: dict[str, Json]) -> None:
    """Draft 7 ignores anything else there."""
    for schema in schemas.values():
        for place, part in parts(schema):
            if isinstance(part.get("$ref"), str):
                assert set(part) <= {"$ref", "description", "markdownDescription"}, place


def test_every_key_is_described(schemas: dict[str, Json]) -> None:
    for name, schema in schemas.items():
        for place, part in parts(schema):
            listed = part.get("properties")
            if (
                not isinstance(listed, dict)
                or "/if" in place
                or "/then" in place
                or "defaultSnippets" in place
            ):
                continue
            assert [key for key, value in listed.items() if not value.get("description")] == [], (name, place)


def test_every_choice_says_what_it_means(schemas: dict[str, Json]) -> None:
    for name, schema in schemas.items():
        for place, part in parts(schema):
            if isinstance(part.get("enum"), list):
                assert len(part["enumDescriptions"]) == len(part["enum"]) and all(part["enumDescriptions"]), (
                    name,
                    place,
                )
                assert part["errorMessage"]


def test_ids_come_with_the_name_of_the_thing(schemas: dict[str, Json]) -> None:
    bodies = schemas["netwerk"]["definitions"]["id-gremium"]
    told = dict(zip(bodies["enum"], bodies["enumDescriptions"], strict=True))
    assert told["vng-zjo"] == "VNG-commissie Zorg, Jeugd en Onderwijs – van VNG"
    themes = schemas["opgave"]["definitions"]["id-thema"]
    assert (
        dict(zip(themes["enum"], themes["enumDescriptions"], strict=True))["jeugd"]
        == "Jeugd – onder Sociaal domein"
    )


def test_every_closed_list_has_meanings() -> None:
    declared = {value for value in vars(lists).values() if isinstance(value, tuple)}
    chosen = {words for cls in NAMES for key in keys_of(cls) for words in _choices(key)}
    assert declared | chosen <= set(LISTS.values())
    assert all(LISTS[list_name(words)] == words for words in LISTS.values())


def _choices(key: Key) -> Iterator[tuple[str, ...]]:
    kind: Any = key.kind
    while kind is not None:
        if isinstance(kind, Choice):
            yield kind.values
        if isinstance(getattr(kind, "key", None), Choice):
            yield kind.key.values
        kind = getattr(kind, "of", None)


def test_patterns_work_in_editors(schemas: dict[str, Json]) -> None:
    r"""Editors compile them with the unicode flag, in which `\-` or `\§` is an error."""
    for name, schema in schemas.items():
        for place, part in parts(schema):
            if isinstance(pattern := part.get("pattern"), str):
                escapes = set(re.findall(r"\\(.)", pattern))
                assert escapes <= set("^$\\.*+?()[]{}|/sS"), (name, place, escapes)
                assert "(?P" not in pattern


# ── snippets ──────────────────────────────────────────────────────────────────────────────────────────


def put_down(body: Any, indent: str = "") -> str:
    """What yaml-language-server makes of the body of a snippet, with every place filled in as it stands."""
    if isinstance(body, str):
        return filled(body)
    lines = []
    if isinstance(body, list):
        for item in body:
            text = put_down(item, indent + "  ")
            lines.append(f"{indent}- {text.lstrip()}")
        return "\n".join(lines)
    for key, value in body.items():
        if isinstance(value, str):
            lines.append(f"{indent}{filled(key)}: {filled(value)}")
        else:
            lines.append(f"{indent}{filled(key)}:\n{put_down(value, indent + '  ')}")
    return "\n".join(lines)


def filled(text: str) -> str:
    """A snippet with its choices made, its defaults kept and its escapes undone."""
    text = re.sub(
        r"\$\{[0-9]+\|((?:\\.|[^|\\])*)\|\}", lambda found: re.split(r"(?<!\\),", found[1])[0], text
    )
    text = re.sub(r"\$\{[0-9]+:((?:\\.|[^}\\])*)\}", lambda found: found[1], text)
    return re.sub(r"\\(.)", r"\1", text)


def snippets(schema: Json) -> Iterator[tuple[str, Json, Json]]:
    """Every snippet with the schema that it stands in."""
    for place, part in parts(schema):
        for one in part.get("defaultSnippets", ()):
            yield place, part, one


def test_snippets_put_down_what_the_schema_takes(schemas: dict[str, Json]) -> None:
    """All but those with a place that only the user can fill in."""
    seen = set()
    for name, schema in schemas.items():
        for place, part, one in snippets(schema):
            assert one["label"] and one["description"], place
            text = put_down(one["body"])
            if re.search(r"\$[0-9]", text):
                continue
            whole = {**part, "definitions": schema["definitions"]}
            errors = [
                error.message for error in jsonschema.Draft7Validator(whole).iter_errors(as_editor(text))
            ]
            assert errors == [], (name, place, one["label"], text)
            seen.add(one["label"])
    assert {
        "nieuwe prioriteit", "nieuwe actor", "nieuw gremium", "nieuwe positie", "nieuw instrument", "nieuwe bron",
        "nieuwe regel met advies", "nieuwe regel die een feit afleidt", "advies: positie", "prioriteit …", "niet …",
        "positie/gremium/rol", "route/rechtstreeks/doel", "nieuw thema", "nieuw moment", "nieuwe portefeuille",
    } <= seen  # fmt: skip


def test_a_new_rule_has_examples(schemas: dict[str, Json]) -> None:
    rule = schemas["regels"]["definitions"]["regel"]
    one = next(one for one in rule["defaultSnippets"] if one["label"] == "nieuwe regel met advies")
    made = as_editor(put_down(one["body"]))
    assert list(made) == ["regel", "omschrijving", "aard", "als", "dan", "punten", "argument", "voorbeelden"]
    assert made["argument"] == "{g} gaat over {p}." and made["als"][0]["prioriteit"]["id"] == "$p"


# ── the editor's own settings ─────────────────────────────────────────────────────────────────────────


def test_vs_code_finds_every_schema(repository: Path) -> None:
    """As a fallback for files without the first line; the extension is recommended, and it does not reformat."""
    settings = json.loads((repository / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    mapped = {pattern: Path(schema).stem for schema, pattern in settings["yaml.schemas"].items()}
    assert mapped == {
        name if name.endswith(".yaml") else f"{name}/*.yaml": schema for name, schema in SCHEMAS.items()
    }
    assert all((repository / schema).is_file() for schema in settings["yaml.schemas"])
    assert settings["yaml.format.enable"] is False
    assert settings["yaml.schemaStore.enable"] is False
    recommended = json.loads((repository / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert recommended == {"recommendations": ["redhat.vscode-yaml"]}


def test_rules_may_not_name_an_instance(schemas: dict[str, Json]) -> None:
    rule = {
        "regel": "x",
        "als": [{"gremium_thema": {"gremium": "vng-zjo"}}],
        "dan": {"feit": {"x": {}}},
    }
    messages = [
        error.instance
        for error in jsonschema.Draft7Validator(schemas["regels"]).iter_errors({"regels": [rule]})
    ]
    assert messages == ["vng-zjo"]


def test_the_first_line_of_every_file_is_a_comment_that_yaml_ignores(repository: Path) -> None:
    text = (repository / "dossier.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["dossier"] == yaml.safe_load(text.split("\n", 1)[1])["dossier"]
