"""Every text of a dossier, scenarios and tests included, checked as one: nothing is written that does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from strategy.dossier.files import read_folder, read_yaml_folder
from strategy.dossier.loader import Loaded, load_texts
from strategy.dossier.register import Register
from strategy.errors import InputError
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.compile import check_rules
from strategy.scenarios import files as scenario_files
from strategy.scenarios.files import Scenario, read_scenarios, with_scenario
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
