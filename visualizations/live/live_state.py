"""The dossier as it was last read, replaced as a whole: findings, last good version, what the last edit did, the page.

The effect of an edit is told as data in the words of the terminal; the page is the explorer with a bar on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

from markupsafe import Markup

from strategy.advice.advise import Outcome
from strategy.checks.checked_dossier import CheckedDossier
from strategy.checks.registry import run_checks as run_checks
from strategy.dossier.defined_names import counted
from strategy.effect.delta import VersionChange
from strategy.effect.effect import Effect, Explained, effect_of, outcome_of
from strategy.effect.versions import DIFFERENCE_KINDS, Difference, DifferenceKind, Run
from strategy.errors import KrachtenveldError
from strategy.workspace import Workspace, read_workspace
from visualizations.reports.controleer import Beside, Inspection, checks_data
from visualizations.reports.effect import (
    HEADINGS,
    MOST_CAUSES,
    Numbers,
    cause_lines,
    contents,
    hidden,
    measures,
    numbers_of,
    place_of,
    shown_text,
    totals,
)
from visualizations.writers.markup import compact, environment, policy
from visualizations.writers.shapes import Json
from visualizations.writers.stamps import day_text

_TEMPLATES = Path(__file__).parent / "templates"
CONNECT = "'self'"
"""Where the page may fetch from: the server it came from."""


@dataclass(frozen=True)
class LivePage:
    """What a page takes up to be live.

    `html` is a `<section id="live">` for the top of its main, `script` goes behind its own scripts, `css` behind its
    own style; `connect` is the connect-src of its policy.
    """

    script: str
    css: str
    html: Markup
    connect: str = CONNECT


def live_page(dossier: str, edition: str) -> LivePage:
    """The live part of a page made from an edition of the files; "" when they could not be read yet."""
    html = environment(_TEMPLATES).get_template("live.html.j2").render(dossier=dossier, edition=edition)
    return LivePage(compact(_TEMPLATES / "live.js"), compact(_TEMPLATES / "live.css"), Markup(html))


def waiting_page(dossier: str) -> str:
    """The page as long as the files could not be read once: only what is wrong with them."""
    live = live_page(dossier, "")
    base = compact(_TEMPLATES / "wacht.css")
    css = f"{base}\n{live.css}"
    return (
        environment(_TEMPLATES)
        .get_template("wacht.html.j2")
        .render(
            live=live.html,
            css=Markup(css),
            script=Markup(live.script),
            csp=policy([live.script], css, live.connect),
        )
    )


def policy_of(page: str) -> str:
    """The Content-Security-Policy that a page states itself. Raises ValueError for a page without one."""
    reader = _Policies()
    reader.feed(page)
    if len(reader.found) != 1:
        raise ValueError(f"the page states {len(reader.found)} policies")
    return reader.found[0]


class _Policies(HTMLParser):
    """Gathers the policies in the head of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "meta" and (named.get("http-equiv") or "").lower() == "content-security-policy":
            self.found.append(named.get("content") or "")


Page = Callable[[Workspace, Run, LivePage], str]
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

    version: Workspace
    outcome: Outcome
    edition: str


@dataclass(frozen=True)
class DrawnPage:
    """The page of an edition, and the policy that it states itself."""

    edition: str
    text: str
    policy: str


@dataclass(frozen=True)
class LiveState:
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
    drawn: DrawnPage | None = None

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


def read_live_state(
    root: Path, run: Run, before: LiveState | None = None, saved: Saved | None = None
) -> LiveState:
    """The dossier in `root` as it is now, after `before`. What is wrong with it is in the report, never raised."""
    before = before or LiveState(root, {})
    saved = saved or before.saved
    try:
        return _read(root, run, before, saved)
    except KrachtenveldError as error:
        return replace(before, report=checks_data(error), sound=False, saved=saved)


def draw(live_state: LiveState, run: Run, page: Page) -> LiveState:
    """The state with the page of its good version; what keeps it from being drawn is in the report."""
    good = live_state.good
    if good is None or (live_state.drawn and live_state.drawn.edition == good.edition):
        return live_state
    try:
        text = page(good.version, run, live_page(live_state.root.name, good.edition))
    except KrachtenveldError as error:
        return replace(live_state, report=checks_data(error), sound=False)
    return replace(live_state, drawn=DrawnPage(good.edition, text, policy_of(text)))


def stuck(before: LiveState, error: Exception, saved: Saved | None) -> LiveState:
    """The state as it was, when the program itself failed on what was saved."""
    failure = KrachtenveldError(
        f"krachtenveld liep vast op wat u bewaarde ({type(error).__name__})",
        "dit is een fout in het programma; meld haar met de uitvoer van `krachtenveld controleer --debug`",
    )
    return replace(before, report=checks_data(failure), sound=False, saved=saved)


def _read(root: Path, run: Run, before: LiveState, saved: Saved | None) -> LiveState:
    version = read_workspace(root, NOW).proven()
    outcome = outcome_of(version, run)
    remarks = run_checks(CheckedDossier(outcome), ())
    beside = Beside(len(version.scenarios), len(version.tests))
    report = checks_data(Inspection(outcome.case, remarks, beside))
    edition = _edition(version.texts)
    last = before.good
    if last and last.edition == edition:
        return replace(before, report=report, sound=True, saved=saved)
    effect = effect_payload(effect_of(last.version, version, run, last.outcome)) if last else None
    good = Good(version, outcome, edition)
    return replace(before, report=report, good=good, effect=effect, sound=True, saved=saved)


def _edition(texts: Mapping[str, str]) -> str:
    """A short name for exactly these files."""
    digest = hashlib.sha256()
    for name in sorted(texts):
        digest.update(f"{name}\0{texts[name]}\0".encode())
    return digest.hexdigest()[:16]


ALONG = "Deze adviezen schuiven mee omdat andere adviezen veranderen."


def effect_payload(effect: Effect) -> Json:
    """An effect in words: the changes with their numbers, the totals, and every difference with its causes."""
    numbers = numbers_of(effect)
    return {
        "wijzigingen": [
            {"nummer": numbers[change], "tekst": shown_text(effect, change), "plaats": _place(effect, change)}
            for change in effect.changes
        ],
        "tellingen": {**effect.counts, "gelijk": effect.equal},
        "telling": " · ".join(totals(effect)),
        "groepen": list(_groups(effect, numbers)),
    }


def _place(effect: Effect, change: VersionChange) -> str:
    """File and line; "" for what may not be shown or is written nowhere."""
    return place_of(change) if change.place.file and not hidden(effect, change) else ""


def _groups(effect: Effect, numbers: Numbers) -> Iterator[Json]:
    for kind in DIFFERENCE_KINDS:
        items = [item for item in effect.items if item.difference.kind == kind]
        if items:
            yield _group(effect, kind, HEADINGS[kind], items, numbers, ALONG if kind == "rang" else "")


def _group(
    effect: Effect, kind: DifferenceKind, heading: str, items: Sequence[Explained], numbers: Numbers, why: str
) -> Json:
    if kind in ("score", "rang"):
        items = sorted(items, key=lambda item: (-_moved(item.difference), item.difference.id))
    return {
        "soort": kind,
        "kop": f"{heading} · {counted(len(items), 'advies', 'adviezen')}",
        "toelichting": why,
        "adviezen": [_advice(effect, item, numbers, explained=not why) for item in items],
    }


def _moved(difference: Difference) -> float:
    """By how much a score changed, or by how many places a rank."""
    old, new = difference.old, difference.new
    assert old and new
    return abs(difference.shift) if difference.kind == "score" else abs(new.rank - old.rank)


def _advice(effect: Effect, item: Explained, numbers: Numbers, explained: bool) -> Json:
    difference = item.difference
    causes = cause_lines(effect, item, numbers, MOST_CAUSES) if explained else ()
    return {
        "id": difference.id,
        "titel": difference.line.title,
        "wordt": f"{'' if difference.new else 'was '}{' · '.join(measures(difference))}",
        "inhoud": list(contents(effect, difference)),
        "waardoor": list(causes),
    }
