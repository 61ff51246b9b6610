"""The dossier as it was last read: what is wrong with it, its last good advice, and what the last edit did."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from strategy.advice.advise import Outcome
from strategy.checks.firing import heavy_rule
from strategy.checks.registry import run as run_checks
from strategy.checks.subject import Subject
from strategy.dossier.files import read_folder
from strategy.effect.comparison import Run
from strategy.effect.effect import effect_of, outcome_of
from strategy.effect.version import Version, version_of_folder
from strategy.errors import InputError, KrachtenveldError
from strategy.inference.port import TooManyFirings
from strategy.testing.read import read_beside
from visualizations.live.page import LivePage, live_page, policy_of, waiting_page
from visualizations.live.told import told
from visualizations.reports.controleer import Beside, Inspection, checks_data
from visualizations.stamp import day_text
from visualizations.writers.shapes import Json

Page = Callable[[Version, Run, LivePage], str]
"""From a version of the dossier, how it is run, and the live part, to the text of the page."""
NOW = "nu"


@dataclass(frozen=True)
class Saved:
    """Which content files were saved, by their paths, and when the last of them was."""

    files: tuple[str, ...]
    moment: datetime

    def text(self, today: datetime) -> str:
        """The moment as people say it, seen from `today`."""
        clock = f"{self.moment:%H:%M}"
        return clock if self.moment.date() == today.date() else f"{day_text(self.moment.date())}, {clock}"


@dataclass(frozen=True)
class Good:
    """A version of the files that could be read, with its advice. `edition` tells it from any other."""

    version: Version
    outcome: Outcome
    edition: str


@dataclass(frozen=True)
class Drawn:
    """The page of an edition, and the policy that it states itself."""

    edition: str
    text: str
    policy: str


@dataclass(frozen=True)
class Desk:
    """What is served. `report` is that of `controleer`, of the files as they are; `good` is from before an error.

    `effect` is what the last edit that could be read did, None when there was none yet. `drawn` is the page of `good`,
    or of the one before as long as the new one has not been drawn; None is the page that waits for a good version.
    """

    root: Path
    report: Json
    good: Good | None = None
    effect: Json | None = None
    sound: bool = False
    saved: Saved | None = None
    drawn: Drawn | None = None

    @property
    def page(self) -> tuple[str, str]:
        """The page and its policy."""
        if self.drawn:
            return self.drawn.text, self.drawn.policy
        page = waiting_page(self.root.name)
        return page, policy_of(page)

    def state(self, today: datetime) -> Json:
        """What the page is told of it."""
        return {
            "dossier": self.good.outcome.case.dossier.header.name if self.good else "",
            "map": self.root.name,
            "uitgave": self.drawn.edition if self.drawn else "",
            "gaaf": self.sound,
            "bewaard": self.saved.text(today) if self.saved else "",
            "bestanden": list(self.saved.files) if self.saved else [],
            "bevindingen": self.report["bevindingen"],
            "samenvatting": self.report["samenvatting"],
            "effect": self.effect,
        }


def read_desk(root: Path, run: Run, before: Desk | None = None, saved: Saved | None = None) -> Desk:
    """The dossier in `root` as it is now, after `before`. What is wrong with it is in the report, never raised."""
    before = before or Desk(root, {})
    saved = saved or before.saved
    try:
        return _read(root, run, before, saved)
    except KrachtenveldError as error:
        return replace(before, report=checks_data(error), sound=False, saved=saved)


def draw(desk: Desk, run: Run, page: Page) -> Desk:
    """The desk with the page of its good version; what keeps it from being drawn is in the report."""
    good = desk.good
    if good is None or (desk.drawn and desk.drawn.edition == good.edition):
        return desk
    try:
        text = page(good.version, run, live_page(desk.root.name, good.edition))
    except KrachtenveldError as error:
        return replace(desk, report=checks_data(error), sound=False)
    return replace(desk, drawn=Drawn(good.edition, text, policy_of(text)))


def stuck(before: Desk, error: Exception, saved: Saved | None) -> Desk:
    """The desk as it was, when the program itself failed on what was saved."""
    told = KrachtenveldError(
        f"krachtenveld liep vast op wat u bewaarde ({type(error).__name__})",
        "dit is een fout in het programma; meld haar met de uitvoer van `krachtenveld controleer --debug`",
    )
    return replace(before, report=checks_data(told), sound=False, saved=saved)


def _read(root: Path, run: Run, before: Desk, saved: Saved | None) -> Desk:
    version = version_of_folder(NOW, root)
    texts = read_folder(root)
    every = {**texts, **version.scenario_texts, **version.test_texts}
    version = replace(version, text_of=lambda file: every.get(file, ""))  # files change under our hands
    scenarios, tests = read_beside(root, version.loaded, version.rulebook)
    try:
        outcome = outcome_of(version, run)
    except TooManyFirings as failure:
        raise InputError([heavy_rule(failure, version.rulebook, texts)]) from failure
    remarks = run_checks(Subject(outcome, texts), ())
    report = checks_data(Inspection(outcome.case, remarks, Beside(len(scenarios), len(tests))))
    edition = _edition(every)
    last = before.good
    if last and last.edition == edition:
        return replace(before, report=report, sound=True, saved=saved)
    effect = told(effect_of(last.version, version, run, last.outcome)) if last else None
    good = Good(version, outcome, edition)
    return replace(before, report=report, good=good, effect=effect, sound=True, saved=saved)


def _edition(texts: Mapping[str, str]) -> str:
    """A short name for exactly these files."""
    digest = hashlib.sha256()
    for name in sorted(texts):
        digest.update(f"{name}\0{texts[name]}\0".encode())
    return digest.hexdigest()[:16]
