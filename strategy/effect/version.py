"""A version: a dossier and its rules as they stood somewhere, ready to be held against another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from strategy.dossier.files import read_yaml_folder
from strategy.dossier.loader import Loaded, load_texts
from strategy.errors import InputError, KrachtenveldError
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.compile import compile_rules, read_dossier
from strategy.scenarios.files import FOLDER as SCENARIOS
from strategy.scenarios.files import read_scenarios, with_scenario
from strategy.testing.read import FOLDER as TESTS

TextOf = Callable[[str], str]
"""From the path of a file, relative to the dossier, to its text; "" when it is not there."""


def nothing(file: str) -> str:
    """The texts of a version that has no files."""
    return ""


@dataclass(frozen=True)
class Version:
    """`label` is what users read; `text_of` gives its files, so that a change can name its line.

    The scenarios and tests beside a dossier are kept as text (path → text): they are read against it.
    """

    label: str
    loaded: Loaded
    rulebook: Rulebook
    text_of: TextOf = nothing
    scenario_texts: Mapping[str, str] = field(default_factory=dict)
    test_texts: Mapping[str, str] = field(default_factory=dict)


def version_of_folder(label: str, root: Path) -> Version:
    """The version in a folder as it is now. Raises InputError with every finding."""

    def text_of(file: str) -> str:
        try:
            return (root / file).read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        except OSError:
            return ""

    loaded, rulebook = read_dossier(root)
    scenarios, tests = read_yaml_folder(root, SCENARIOS), read_yaml_folder(root, TESTS)
    return Version(label, loaded, rulebook, text_of, scenarios, tests)


def version_of_texts(label: str, texts: Mapping[str, str], root: str = "") -> Version:
    """The version in these files, by relative path. Raises InputError when they hold errors."""
    loaded = load_texts(texts, root)
    rulebook = compile_rules(loaded.rule_texts, loaded.names)
    scenarios, tests = (
        {path: text for path, text in texts.items() if path.startswith(f"{folder}/")}
        for folder in (SCENARIOS, TESTS)
    )
    return Version(label, loaded, rulebook, lambda file: texts.get(file, ""), scenarios, tests)


def under_scenario(version: Version, name: str, public_only: bool = False) -> Version:
    """A version with a scenario of its own applied to it.

    Raises KrachtenveldError for a name that does not exist or is not for outside, InputError for a scenario
    that does not fit.
    """
    known = read_scenarios(version.scenario_texts)
    loaded, rulebook = with_scenario(name, known, version.loaded, version.rulebook, public_only)
    return replace(version, label=f"scenario {name}", loaded=loaded, rulebook=rulebook)


def unsound(label: str, error: InputError) -> KrachtenveldError:
    """That there is nothing to compare with, and why: findings alone would point into files the user does not see."""
    first = error.findings[0]
    more = f" (en nog {len(error.findings) - 1})" if len(error.findings) > 1 else ""
    return KrachtenveldError(
        f"in {label} zitten fouten, dus daarmee valt niet te vergelijken",
        f"{first.span} {first.message}{more}; kies met --tegen een andere versie of map",
    )
