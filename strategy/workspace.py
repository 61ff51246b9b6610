"""A workspace: the files of a dossier, read once, with what they say: content, rules, scenarios and tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from strategy.dossier.files import SCENARIOS, TESTS, Texts, basis_names, change_files, read_part, read_texts
from strategy.dossier.loader import Loaded, content_of
from strategy.dossier.yamltree import LateFile, Places
from strategy.errors import Finding, InputError
from strategy.memory import recall
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.compile import check_rules
from strategy.scenarios.changes import Overlay
from strategy.scenarios.files import (
    BASE,
    Scenario,
    changed_basis,
    laid,
    own_changes,
    read_scenarios,
    with_files,
    with_scenario,
)

if TYPE_CHECKING:
    from strategy.testing.read import Test

Answer = TypeVar("Answer")


@dataclass(frozen=True, eq=False)
class Workspace:
    """A sound dossier with its rules, perhaps under a scenario; what its other files say is worked out when asked for.

    `content` is the text of its own files and of rules that it borrows, by path. `label` is what users read, `changes`
    are those of the scenario that was laid over it, `own` what its files say is different from its basis.
    """

    loaded: Loaded
    rulebook: Rulebook
    content: Mapping[str, str]
    scenario_files: Texts = field(default_factory=Texts)
    test_files: Texts = field(default_factory=Texts)
    label: str = ""
    changes: Overlay = ()
    own: Overlay = ()

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of every file that could be read, by its path in the dossier."""
        return {**self.content, **self.scenario_files.texts, **self.test_files.texts}

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The scenarios by id, in the order of the files. Raises InputError with every finding."""
        return read_scenarios(self.scenario_files.sound())

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        """The tests. Raises InputError with every finding about them or the scenarios that they name."""
        from strategy.testing.read import parse_tests  # few commands ask for them

        return parse_tests(self.test_files.sound(), self.loaded, self.rulebook, self.scenarios)

    def proven(self) -> Workspace:
        """This workspace, with every scenario tried and every test read. Raises InputError with every finding."""
        from strategy.testing.read import parse_tests

        findings: list[Finding] = []
        known = _tried(findings, lambda: self.scenarios)
        if known is None:
            _tried(findings, lambda: parse_tests(self.test_files.sound(), self.loaded, self.rulebook, None))
        else:
            for name in known:
                _tried(findings, partial(with_scenario, name, known, self.loaded, self.rulebook))
            _tried(findings, lambda: self.tests)
        if findings:
            raise InputError(findings)
        return self

    def without_unfit(self) -> tuple[Workspace, Mapping[str, Finding]]:
        """This workspace without the scenarios that do not fit the dossier, and by id what is first wrong with those.

        Raises InputError when scenarios cannot be read.
        """
        unfit: dict[str, Finding] = {}
        for name in self.scenarios:
            try:
                with_scenario(name, self.scenarios, self.loaded, self.rulebook)
            except InputError as error:
                unfit[name] = error.findings[0]
        gone = {self.scenarios[name].file.path for name in unfit}
        kept = {path: text for path, text in self.scenario_files.texts.items() if path not in gone}
        return (self.with_scenarios(kept) if unfit else self), unfit

    def under(self, name: str | None, public_only: bool = False) -> Workspace:
        """The workspace under a scenario, `a+b` or `a+pad/b.yaml`; itself under None.

        Raises KrachtenveldError for a name that does not exist or is not for outside, InputError for a scenario
        that does not fit.
        """
        if name is None:
            return self
        name, texts = with_files(name, self.scenario_files.sound())
        known = self.scenarios if texts == self.scenario_files.texts else read_scenarios(texts)
        loaded, rulebook, changes = laid(name, known, self.loaded, self.rulebook, public_only)
        under = self.with_scenarios(texts)
        label = self.label if name == BASE else f"scenario {name}"
        return replace(under, loaded=loaded, rulebook=rulebook, changes=changes, label=label)

    def with_scenarios(self, texts: Mapping[str, str]) -> Workspace:
        """The workspace with these scenario files (path → text) beside it."""
        return replace(self, scenario_files=replace(self.scenario_files, texts=dict(texts)))


def read_workspace(root: Path, label: str = "", begun: bool = True) -> Workspace:
    """The workspace in a folder. Raises InputError with every finding about its content and rules.

    A dossier that is yet to be `begun` may be without any opgave or network.
    """
    scenarios, tests = read_part(root, SCENARIOS), read_part(root, TESTS)
    return _workspace(read_texts(root), scenarios, tests, label, begun)


def read_everything(root: Path) -> dict[str, str]:
    """The texts of a workspace in a folder, by path. Raises InputError when a file cannot be read."""
    parts = (read_texts(root), read_part(root, SCENARIOS), read_part(root, TESTS))
    return {path: text for part in parts for path, text in part.sound().items()}


def workspace_of(texts: Mapping[str, str], label: str = "", begun: bool = True) -> Workspace:
    """The workspace in these texts, by path, as `read_workspace` has it."""
    scenarios, tests = (
        Texts({path: text for path, text in texts.items() if path.startswith(f"{folder}/")})
        for folder in (SCENARIOS, TESTS)
    )
    apart = {*scenarios.texts, *tests.texts}
    content = Texts({path: text for path, text in texts.items() if path not in apart})
    return _workspace(content, scenarios, tests, label, begun)


def _workspace(files: Texts, scenarios: Texts, tests: Texts, label: str, begun: bool) -> Workspace:
    loaded, rulebook, own = _remembered(files, begun)
    return Workspace(loaded, rulebook, files.texts, scenarios, tests, label, own=own)


def _remembered(files: Texts, begun: bool) -> tuple[Loaded, Rulebook, Overlay]:
    """The same as `sound_dossier`, perhaps as it was read before; then its files become trees again when one asks for a place."""
    read: list[tuple[Loaded, Rulebook, Overlay]] = []

    def without_trees() -> tuple[Loaded, Rulebook, Overlay, str, tuple[str, ...]]:
        read.append(sound_dossier(files, begun))
        loaded, rulebook, own = read[0]
        return (
            replace(loaded, places=Places()),
            rulebook,
            own,
            rulebook.fingerprint,
            tuple(loaded.places.files),
        )

    def of_these_files(found: tuple[Loaded, Rulebook, Overlay, str, tuple[str, ...]]) -> bool:
        return files.texts.keys() >= {*found[4]}

    loaded, rulebook, own, _, paths = recall("gelezen", lambda: (files, begun), without_trees, of_these_files)
    if read:
        return read[0]
    trees = {path: LateFile(path, files.texts[path]) for path in paths}
    return replace(loaded, places=Places(trees)), rulebook, own


def sound_dossier(files: Texts, begun: bool = True) -> tuple[Loaded, Rulebook, Overlay]:
    """The dossier in these files, its compiled rules, and what it says is different from its basis.

    Raises InputError with the findings of all of them.
    """
    content = content_of(files, begun)
    own = own_changes(
        {name: files.texts[name] for name in change_files(files.texts)}, basis_names(files.texts)
    )
    rulebook, findings, places = check_rules(
        content.rule_texts, content.defined, content.lost_rules, content.traits
    )
    if content.loaded is None or rulebook is None or own.findings:
        raise InputError((*content.findings, *own.findings, *findings))
    loaded = replace(content.loaded, places=content.loaded.places | places)
    return (
        changed_basis(own.overlays, loaded, rulebook, content.references)
        if own.overlays
        else (loaded, rulebook, ())
    )


def _tried(findings: list[Finding], read: Callable[[], Answer]) -> Answer | None:
    try:
        return read()
    except InputError as error:
        findings.extend(error.findings)
        return None
