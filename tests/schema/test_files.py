"""Every file that the program reads is right in an editor too, and whatever the reader takes the schema takes."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cli
from strategy.dossier.files import read_texts
from strategy.dossier.loader import Loaded
from strategy.errors import InputError, KrachtenveldError
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.files import read_scenarios, with_scenario
from strategy.templates.whole_dossier import new_dossier
from strategy.testing.read import parse_tests
from strategy.workspace import read_workspace, workspace_of
from tests.examples import examples
from tests.fouten.corpus import BASE, SPOTLESS, error_cases, remark_cases
from tests.schema.editor import as_editor, complaints, content_files, schema_name, schemas_for

Schemas = Mapping[str, str]
SCENARIO = """\
scenario: anders
naam: Anders
basis: basis
waarom: Wat als?
openbaarheid: openbaar
wijzig:
  opgaven: {stad: {gewicht: 2}}
  portefeuilles:
    wonen: {dagdelen: weg}
    erbij: [{id: groen, naam: Groen, ambt: wethouder, themas: [wonen], dagdelen: 4}]
  prioriteiten:
    meer-woningen: {inzet: meedoen, themas: {erbij: [jeugd]}}
    jeugdhulp-dichtbij: {belang: {waarde: collectief, aard: oordeel}}
  actoren: {ministerie: {actief: uit}}
  gremia: {bond-wonen: {functies: [kennis]}}
  posities:
    bond-wonen/lid: {te_verdelen: nee}
    bond-wonen/voorzitter: {houder: wij}
  regels:
    lid-worden: {punten: 3}
    past: {actief: uit}
    erbij:
      - regel: bijhouden
        als:
          - prioriteit: {id: $p, belang: gebied}
        dan:
          advies: {soort: monitoren, houding: volgen, prioriteit: $p}
        punten: 1
        argument: "{p} houden we bij."
  peildatum: 2024-01-01
"""
TESTS = """\
onderwerp: Zetels
toetsen:
  - toets: Lid worden
    verwacht:
      wel: [positie/bond-wonen/lid]
      niet: positie/bond-wonen/trekker
      band: {positie/bond-wonen/lid: doen}
      rang: {positie/bond-wonen/lid: "<= 10"}
      score: {positie/bond-wonen/lid: ">= 1"}
      houding: {positie/bond-wonen/lid: claimen}
  - toets: Met minder inzet niet
    toelichting: Dan is er niets te claimen.
    gegeven: {prioriteiten: {meer-woningen: {inzet: volgen}}}
    ooit: ja
    verwacht: {niet: [positie/bond-wonen/lid]}
"""


def schemas_of(root: Path) -> Schemas:
    read = read_workspace(root)
    return schemas_for(read.loaded, read.rulebook)


@pytest.fixture(scope="module")
def of_base() -> Schemas:
    """The schemas of the small dossier."""
    return schemas_of(BASE)


def test_every_content_file_names_its_schema_and_fits_it(repository: Path) -> None:
    read = read_workspace(repository)
    loaded, rulebook = read.loaded, read.rulebook
    known = {name: one.name for name, one in read_workspace(repository).scenarios.items()}
    schemas = schemas_for(loaded, rulebook, scenarios=known)
    for file in content_files(repository):
        text = (repository / file).read_text(encoding="utf-8")
        up = "../" if "/" in file else ""
        assert text.startswith(f"# yaml-language-server: $schema={up}schema/{schema_name(file)}.json\n"), file
        assert complaints(schemas[schema_name(file)], text) == [], file


def test_the_schemas_in_the_repository_are_fresh(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["schema", "--dossier", str(repository), "--uit", str(tmp_path)])
    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text(encoding="utf-8") for path in (repository / "schema").iterdir()}
    assert set(made) == set(kept)
    assert [name for name in made if made[name] != kept[name]] == [], "draai: krachtenveld schema"


@pytest.mark.parametrize("root", [BASE, SPOTLESS], ids=lambda root: root.name)
def test_the_small_dossiers_fit(root: Path) -> None:
    schemas = schemas_of(root)
    for file in content_files(root):
        assert complaints(schemas[schema_name(file)], (root / file).read_text(encoding="utf-8")) == [], file


@pytest.mark.parametrize("case", remark_cases(), ids=str)
def test_what_is_only_odd_fits(case: Any, tmp_path: Path) -> None:
    root = case.build(tmp_path)
    schemas = schemas_of(root)
    found = {
        file: complaints(schemas[schema_name(file)], (root / file).read_text(encoding="utf-8"))
        for file in content_files(root)
    }
    wrong = [file for file, complained in found.items() if complained]
    # a name that is not there is worth a line under it, also where advice goes on without it
    assert wrong == (["rules/zetels.yaml"] if case.code == "vreemd-voorbeeld" else []), found


def test_a_new_dossier_fits() -> None:
    texts, made = new_dossier()
    schemas = schemas_for(made.loaded, made.rulebook)
    for file, text in texts.items():
        if file.endswith(".yaml"):
            assert complaints(schemas[schema_name(file)], text) == [], file


def test_a_scenario_and_tests_fit() -> None:
    read = read_workspace(BASE)
    loaded, rulebook = read.loaded, read.rulebook
    known = read_scenarios({"scenarios/anders.yaml": SCENARIO})
    with_scenario("anders", known, loaded, rulebook)
    assert parse_tests({"toetsen/zetels.yaml": TESTS}, loaded, rulebook, known)
    schemas = schemas_for(loaded, rulebook, scenarios={"anders": "Anders"})
    assert complaints(schemas["scenario"], SCENARIO) == []
    assert complaints(schemas["toetsen"], TESTS.replace("ooit: ja", "scenario: anders")) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("scenario", "scenario: anders", "scenario: basis"),
        ("scenario", "basis: basis", "basis: bassis"),
        ("scenario", "wijzig:", "wijzigt:"),
        ("scenario", "stad: {", "stadt: {"),
        ("scenario", "gewicht: 2", "gewicht: twee"),
        ("scenario", "gewicht: 2", "opgave: dorp"),
        ("scenario", "inzet: meedoen", "inzet: meedoet"),
        ("scenario", "erbij: [jeugd]", "erbij: [jeud]"),
        ("scenario", "actief: uit}}\n  gremia", "actief: nee}}\n  gremia"),
        ("scenario", "bond-wonen/lid:", "bond-wonen/lit:"),
        ("scenario", "bond-wonen/lid:", "bond-woonen/lid:"),
        ("scenario", "houder: wij", "houder: wijzelf"),
        ("scenario", "punten: 3", "punten: -3"),
        ("scenario", "past: {actief: uit}", "past: {punten: 2}"),
        ("scenario", "erbij: [{id: groen", "erbij: [{naam: Gras}, {id: groen"),
        ("scenario", "dagdelen: weg", "dagdelen: wg"),
        ("scenario", "inzet: meedoen", "inzet: weg"),
        ("scenario", "belang: gebied", "belang: eigen"),
        ("scenario", "        punten: 1\n", ""),
        ("scenario", "openbaarheid: openbaar", "openbaarheid: geheim"),
        ("scenario", "  gremia:", "  lagen: {zee: {actief: uit}}\n  gremia:"),
        ("scenario", "  gremia:", "  lagen: {land: {actief: aan}}\n  gremia:"),
        ("scenario", "lid-worden:", "lid-wordn:"),
        ("scenario", "2024-01-01", "1-1-2024"),
        ("toetsen", "onderwerp:", "onderwerpen:"),
        ("toetsen", "  - toets: Lid worden\n    verwacht", "  - verwacht"),
        ("toetsen", "verwacht:\n      wel", "verwachting:\n      wel"),
        ("toetsen", "wel: [positie/bond-wonen/lid]", "wel: [positie/bond-woonen/lid]"),
        ("toetsen", "wel: [positie/bond-wonen/lid]", "wel: [zetel/bond-wonen/lid]"),
        ("toetsen", "wel: [positie/bond-wonen/lid]", "wel: [bond-wonen]"),
        ("toetsen", "lid: doen", "lid: doem"),
        ("toetsen", '"<= 10"', '"=< 10"'),
        ("toetsen", "lid: claimen", "lid: pakken"),
        ("toetsen", "ooit: ja", "ooit: misschien"),
        ("toetsen", "ooit: ja", "scenario: onbekend"),
        ("toetsen", "verwacht: {niet: [positie/bond-wonen/lid]}", "verwacht: {volgorde: [positie/bond-wonen/lid]}"),
        ("toetsen", "verwacht: {niet: [positie/bond-wonen/lid]}", "verwacht: {}"),
        ("toetsen", "inzet: volgen", "inzet: volgend"),
    ],
)  # fmt: skip
def test_a_slip_in_a_scenario_or_test_is_seen_by_both(
    of_base: Schemas, file: str, old: str, new: str
) -> None:
    read = read_workspace(BASE)
    loaded, rulebook = read.loaded, read.rulebook
    text = {"scenario": SCENARIO, "toetsen": TESTS}[file]
    assert old in text
    broken = text.replace(old, new)
    assert complaints(of_base[file], broken)
    read = {"scenario": _read_scenario, "toetsen": _read_tests}[file]
    with pytest.raises(KrachtenveldError):
        read(broken, loaded, rulebook)


def _read_scenario(text: str, loaded: Loaded, rulebook: Rulebook) -> None:
    with_scenario("anders", read_scenarios({"scenarios/anders.yaml": text}), loaded, rulebook)


def _read_tests(text: str, loaded: Loaded, rulebook: Rulebook) -> None:
    parse_tests({"toetsen/zetels.yaml": text}, loaded, rulebook, {})


# ── the broken corpus ─────────────────────────────────────────────────────────────────────────────────

NOT_FOR_A_SCHEMA = {
    "anker": "an editor puts the value of an anchor in its place before it looks at the schema",
    "verwijzing": "idem",
    "onzichtbaar": "a sign that an escape stands for; the schema says nothing of what texts hold",
    "leeg-dossier": "files that are not there",
    "geen-regels": "files that are not there",
    "basis": "a folder that is not there, or that leads back here",
    "bevestigd": "a day, and the term in another file",
    "persoon": "a role that looks like an address or a number",
    "nieuwere-basis": "what this program reads, and not what a basis may say",
    "ontbreekt": "a key that a basis may say instead",
    "extensie": "a file that is not read",
    "yaml-verrassing": "no, 12:30 and a date are text in YAML 1.2, and quotes cannot be seen",
    "getal": "010 is ten in YAML 1.2",
    "al-eronder": "a priority and the opgave that it stands in",
    "periode": "two values of one block that do not fit together",
    "volgorde": "two values of one block that do not fit together",
    "onvolledig": "one value of a block that makes another needed",
    "tegenspraak": "two values of one block or list that do not fit together",
    "dubbele-naam": "two things, perhaps in two files",
    "onbekend-paragraaf": "follows from the double name of a paragraph",
    "dubbele-positie": "two things",
    "kopie": "two files",
    "kring": "several things, perhaps in several files",
    "ongebonden": "a variable here and a condition there",
    "verkeerde-soort": "a variable here and a condition there",
    "factor": "a variable here and a condition there",
    "voorbeeld": "a variable here and a condition there",
}
"""Codes of findings that a schema cannot have, because they are not about the form, words or names of one place."""


def seen_in_editor(root: Path, schemas: Schemas) -> bool:
    """Whether an editor underlines something in any file, by itself or by these schemas."""
    for file in content_files(root):
        try:
            text = (root / file).read_text(encoding="utf-8")
            if complaints(schemas[schema_name(file)], text):
                return True
        except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
            return True
    return False


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory, of_base: Schemas) -> dict[str, set[str]]:
    """The cases that no editor sees anything in, with the codes of what the program finds."""
    found = {}
    for case in error_cases():
        root = case.build(tmp_path_factory.mktemp("geval"))
        if not seen_in_editor(root, of_base):
            with pytest.raises(InputError) as refused:
                read_workspace(root)
            found[str(case)] = {finding.code for finding in refused.value.findings}
    return found


def test_every_broken_file_is_underlined(unseen: dict[str, set[str]]) -> None:
    """Unless what is wrong lies beyond one place in one file."""
    assert {name: codes - set(NOT_FOR_A_SCHEMA) for name, codes in unseen.items()} == {
        name: set() for name in unseen
    }


def test_every_exception_is_needed(unseen: dict[str, set[str]]) -> None:
    assert set(NOT_FOR_A_SCHEMA) == set().union(*unseen.values())


# ── never stricter than the reader ────────────────────────────────────────────────────────────────────

Path_ = tuple[Any, ...]
WORDS: tuple[Any, ...] = (
    "trekken", "gebied", "lid", "lobby", "jeugd", "stedenbond", "bond-wonen", "nota §1", "nota", "ja", "nee",
    "2024-02-29", "2022", "$p", "$x", ">= 0.5", "tekst", 1, 0.5, -2, 4000, True, None, [], {}, ["jeugd"],
    "landelijk", "zwak", "aanname", "intern", "wij", "collectief", "middelen", ["$p", "$g"], "uit",
)  # fmt: skip
EXTRA_KEYS = (
    "bron", "aard", "toelichting", "te_verifieren", "te_bevestigen", "bevestigd", "openbaarheid", "geldig",
    "niveau", "gewicht", "ook_onder", "functies", "vereist", "labels", "label", "factor", "voorbeelden", "thema",
    "valt_onder", "kenmerken", "wisseling", "relaties", "erbij", "actief", "punten",
)  # fmt: skip


def places(tree: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The path to every node."""
    yield path
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from places(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from places(value, (*path, index))


def changed(tree: Any, path: Path_, change: Any) -> Any:
    """The tree with the node at a path replaced; `change` gets the node, and None removes it."""
    if not path:
        return change(tree)
    copied = copy.copy(tree)
    value = change(copied[path[0]]) if len(path) == 1 else changed(copied[path[0]], path[1:], change)
    if value is REMOVED:
        del copied[path[0]]
    else:
        copied[path[0]] = value
    return copied


REMOVED = object()
NOT_READ = ("onderwerp",)
"""For people only: the reader takes anything there, the schema only text."""


def edit(draw: Any, tree: Any) -> Any:
    """A small change somewhere in a tree."""
    path = draw(st.sampled_from([path for path in places(tree) if path and path != NOT_READ]))
    word = draw(st.sampled_from(WORDS))
    key = draw(st.sampled_from(EXTRA_KEYS))
    how = draw(st.sampled_from(["word", "remove", "source", "list", "unlist", "key", "null"]))

    def change(node: Any) -> Any:
        match how:
            case "word":
                return word
            case "remove":
                return REMOVED
            case "source":
                return {"waarde": node, "aard": "oordeel", "bron": "nota §2 punt 1"}
            case "list":
                return [node]
            case "unlist":
                return node[0] if isinstance(node, list) and node else node
            case "key" if isinstance(node, dict):
                return {**node, key: word}
            case "null":
                return None
        return node

    return changed(tree, path, change)


@st.composite
def edited(draw: Any) -> dict[str, str]:
    """The base dossier, a scenario and tests, with one or two small changes in one file."""
    texts = {**read_texts(BASE).sound(), "scenarios/anders.yaml": SCENARIO, "toetsen/zetels.yaml": TESTS}
    file = draw(st.sampled_from(sorted(texts)))
    tree = as_editor(texts[file])
    for _ in range(draw(st.integers(1, 2))):
        tree = edit(draw, tree)
    return {**texts, file: yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)}


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=edited())
def test_what_the_reader_takes_the_schema_takes(texts: dict[str, str]) -> None:
    content = {
        name: text for name, text in texts.items() if name.split("/")[0] not in ("scenarios", "toetsen")
    }
    try:
        read = workspace_of(content)
        loaded, rulebook = read.loaded, read.rulebook
        known = read_scenarios({"scenarios/anders.yaml": texts["scenarios/anders.yaml"]})
        for name in known:
            with_scenario(name, known, loaded, rulebook)
        parse_tests({"toetsen/zetels.yaml": texts["toetsen/zetels.yaml"]}, loaded, rulebook, known)
    except KrachtenveldError:
        return
    names = {name: one.name for name, one in known.items()}
    schemas = schemas_for(loaded, rulebook, scenarios=names)
    for file, text in texts.items():
        assert complaints(schemas[schema_name(file)], text) == [], (file, json.dumps(as_editor(text))[:2000])


def test_no_schemas_where_there_is_no_dossier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KRACHTENVELD_DOSSIER", raising=False)
    with pytest.raises(SystemExit) as stop:
        cli.main(["schema"])
    assert stop.value.code == 2
    assert "hier staat geen dossier.yaml" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(SystemExit) as stop:
        cli.main(["schema", "--uit", "schemas"])
    assert stop.value.code == 0
    assert (tmp_path / "schemas" / "dossier.json").is_file()
