"""A whole dossier as texts: checked as one, copied, or made for a municipality."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from strategy.dossier.files import (
    FOLDERS,
    RULES,
    SINGLE_FILES,
    read_folder,
    read_yaml_folder,
    rules_folder,
    with_rules_in,
)
from strategy.dossier.loader import Loaded, load_texts
from strategy.dossier.register import Register
from strategy.errors import InputError, KrachtenveldError, reason
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.compile import check_rules
from strategy.scenarios import files as scenario_files
from strategy.scenarios.files import Scenario, read_scenarios, with_scenario
from strategy.templates.text import folder, slug, within_quotes, word
from strategy.testing import read as test_files
from strategy.testing.read import parse_tests


@dataclass(frozen=True)
class Whole:
    """A sound dossier: its texts by path, and what they say."""

    texts: Mapping[str, str]
    loaded: Loaded
    rulebook: Rulebook
    scenarios: Mapping[str, Scenario]


def read_whole(root: Path) -> Whole:
    """The dossier in `root`. Raises InputError with the findings."""
    scenarios = read_yaml_folder(root, scenario_files.FOLDER)
    return whole({**read_folder(root), **scenarios, **read_yaml_folder(root, test_files.FOLDER)})


def whole(texts: Mapping[str, str]) -> Whole:
    """The dossier in these texts, with every scenario and test held against it. Raises InputError."""

    def inside(folder: str) -> dict[str, str]:
        return {path: text for path, text in texts.items() if path.startswith(f"{folder}/")}

    scenario_texts, test_texts = inside(scenario_files.FOLDER), inside(test_files.FOLDER)
    apart = {*scenario_texts, *test_texts}
    loaded = load_texts({path: text for path, text in texts.items() if path not in apart})
    rulebook, findings = check_rules(loaded.rule_texts, Register(loaded.names))
    if rulebook is None:
        raise InputError(findings)
    scenarios = read_scenarios(scenario_texts)
    for name in scenarios:
        with_scenario(name, scenarios, loaded, rulebook)
    parse_tests(test_texts, loaded, rulebook, scenarios)
    return Whole(texts, loaded, rulebook, scenarios)


EXAMPLE = "Voorbeeldstad"
SETTINGS = "vscode/"
_ACTORS = ("voorbeeldregio", "vng", "zorgorganisaties", "ministerie-wonen", "ministerie-zorg")
"""Actors of the example: a municipality with such a name gets another id."""
LONGEST_SHORT = 40


def new_dossier(name: str) -> tuple[dict[str, str], Whole]:
    """The files of a new dossier by path, and what they say. Editor settings stand in `.vscode/`."""
    own = slug(name)
    values = {
        "titel": name,
        "naam": within_quotes(name),
        "kort": within_quotes(name[:LONGEST_SHORT].strip()),
        "id": own,
        "gemeente": word(f"gemeente-{own}" if own in _ACTORS else own),
    }
    texts = {
        f".{path}" if path.startswith(SETTINGS) else path: text
        for path, text in folder("gemeente", values).items()
    }
    return texts, whole({path: text for path, text in texts.items() if path.endswith(".yaml")})


def content(root: Path) -> dict[str, bytes]:
    """Every file in the content folders of a dossier, by relative path. Raises KrachtenveldError."""
    try:
        return {name: (root / name).read_bytes() for name in _names(root)}
    except OSError as error:
        raise KrachtenveldError(
            f"het dossier is niet helemaal te lezen ({reason(error)})", "controleer de rechten"
        ) from error


def borrowed_from(
    copied: Path, root: Path, header: str, texts: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """The dossier.yaml of a copy with its own way to the rules that the dossier in `root` borrows, and those rules.

    They stay where they are, so that one city may mend them for all; the paths are as seen from the copy.
    """
    present = rules_folder(header)
    if present == RULES:
        return header, {}
    way = present
    if not PurePath(present).is_absolute():
        way = PurePath(os.path.relpath(root.resolve() / present, copied.resolve())).as_posix()
    rules = {path: text for path, text in texts.items() if path.startswith(f"{present}/")}
    moved = {f"{way}{path.removeprefix(present)}": text for path, text in rules.items()}
    return with_rules_in(header, way), moved


def _names(root: Path) -> list[str]:
    names = list(SINGLE_FILES)
    for base in (*FOLDERS, scenario_files.FOLDER, test_files.FOLDER):
        if (root / base).is_dir():
            found = (name for name in sorted(os.listdir(root / base)) if not name.startswith("."))
            names.extend(f"{base}/{name}" for name in found if (root / base / name).is_file())
    return names


def editor_files() -> dict[str, bytes]:
    """The settings with which an editor finds the schemas of a dossier."""
    texts = folder(f"gemeente/{SETTINGS}", {})
    return {f".{SETTINGS}{path}": text.encode() for path, text in texts.items()}
