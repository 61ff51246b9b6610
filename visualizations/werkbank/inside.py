"""What runs in the page: files in, answers out as data. The page knows nothing of rules or advice; it asks here.

The answers are those of the commands, from the same rooms: this module puts questions and answers into JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain
from time import monotonic
from typing import Any

from strategy.advice.advise import Outcome
from strategy.advice.select import Selection, find_lines, select_lines
from strategy.checks.checked_dossier import CheckedDossier
from strategy.checks.registry import run_checks
from strategy.comparison.futures import Future, beside_base
from strategy.dossier.files import bases, rule_folders, texts_below
from strategy.effect.effect import (
    Effect,
    ScenarioEffect,
    Scenarios,
    Tested,
    Tests,
    effect_of,
    outcome_of,
)
from strategy.effect.revision import is_content
from strategy.effect.versions import Run
from strategy.errors import Finding, InputError, KrachtenveldError
from strategy.explain.whynot import why_not
from strategy.facts.types_and_sentences import Fact
from strategy.inference.choose_engine import Inference, Recall
from strategy.inference.engine_python import PythonEngine
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.files import BASE
from strategy.testing.run import run_tests
from strategy.workspace import Workspace, workspace_of
from visualizations.live.live_state import effect_payload
from visualizations.reports.advies import SHOWN, Asked, advice_report, advice_text
from visualizations.reports.bewijs import receipt_of, receipt_text
from visualizations.reports.controleer import Beside, Inspection, checks_data
from visualizations.reports.effect import CHANGES, SURROUNDS, EffectAnswer
from visualizations.reports.toets import report_of_tests
from visualizations.reports.waarom import why_report
from visualizations.reports.waarom_niet import asked_about, why_not_report
from visualizations.werkbank.fields import ROLES, fields, filled, in_words
from visualizations.werkbank.new_forms import example_form, exampled, new_tests, related, relation_form
from visualizations.writers.report import Block, Cell, Grid, Line, Report, Tree, line
from visualizations.writers.shapes import Json, json_text
from visualizations.writers.stamps import stamp

ENGINE = "python"
"""The one engine that runs wherever Python does."""
OPENED, NOW = "zoals geopend", "nu"
MOST_FIRINGS, MOST_ROWS = 100_000, 10_000_000
"""What the rules may take in a page: seconds, where the command line gives them minutes. Zaanstad takes 2,000 and 10,000."""


def _infer(rulebook: Rulebook, facts: Iterable[Fact], engine: str) -> Inference:
    return Inference(PythonEngine(MOST_FIRINGS, MOST_ROWS).infer(rulebook, facts), engine)


RUN = Run(engine=ENGINE, infers=Recall(infer=_infer).infer)
Files = Mapping[str, str]
STEP = 0.3
"""Seconds that someone who types may have to wait for what is not pressing."""
KEPT = 4
"""Versions of which the advice is remembered: undo and redo come back to them."""


@dataclass(frozen=True, eq=False)
class Version:
    """A sound state of the files, with what follows from it worked out once."""

    files: Files
    workspace: Workspace

    @cached_property
    def outcome(self) -> Outcome:
        return outcome_of(self.workspace, RUN)

    @cached_property
    def remarks(self) -> tuple[Finding, ...]:
        """What is odd in it, though it reads fine."""
        return run_checks(CheckedDossier(self.outcome), ())

    def under(self, scenario: str) -> Outcome:
        """The advice under a scenario."""
        if scenario in ("", BASE):
            return self.outcome
        if scenario not in self._laid:
            self._laid[scenario] = outcome_of(self.workspace.under(scenario), RUN)
        return self._laid[scenario]

    @cached_property
    def _laid(self) -> dict[str, Outcome]:
        return {}


@dataclass
class Desk:
    """The files as they were opened, and the versions that were asked about since."""

    opened: Files
    _versions: dict[str, Version] = field(default_factory=dict)
    _first: Version | None = None
    _scenarios: Scenarios | None = None
    _tests: Tests | None = None
    _around: Around | None = None
    _effect: tuple[Version, Effect] | None = None

    @property
    def reference(self) -> Version | None:
        """What an edit is held against: the files as opened, or the first sound version after those were not."""
        if self._first is None:
            try:
                self._first = self.version(self.opened, OPENED)
            except KrachtenveldError:
                return None
        return self._first

    def version(self, files: Files, label: str = NOW) -> Version:
        """The version in these files. Raises InputError with every finding about content and rules."""
        name = edition(files)
        if name not in self._versions:
            found = Version(files, workspace_of(files, label))
            while len(self._versions) >= KEPT:
                self._versions.pop(next(iter(self._versions)))
            self._versions[name] = found
        return self._versions[name]

    def effect(self, version: Version) -> Effect:
        """What became otherwise since the files were opened."""
        before = self.reference
        if before is None:
            self._first = before = version
        if self._effect is None or self._effect[0] is not version:
            effect = effect_of(before.workspace, version.workspace, RUN, before.outcome, version.outcome)
            self._effect = version, effect
        return self._effect[1]

    def around(self, effect: Effect, seconds: float) -> Json:
        """What tests and scenarios say of the same edit, as far as that is worked out within so many seconds.

        Who asks again, goes on where this ended: in between something more pressing can be asked.
        """
        old, new = effect.comparison.old, effect.comparison.new
        self._tests = self._tests or Tests(old, RUN)
        self._scenarios = self._scenarios or Scenarios(old, RUN)
        if self._around is None or self._around.effect is not effect:
            self._around = Around(
                effect, self._tests.coming(effect), self._scenarios.effects(new, bool(effect.changes))
            )
        return self._around.go_on(monotonic() + seconds)


@dataclass
class Around:
    """What surrounds an edit, as it is being worked out."""

    effect: Effect
    tests: Iterator[Tested]
    coming: Iterator[ScenarioEffect]
    tested: Tested | None = None
    scenarios: list[ScenarioEffect] = field(default_factory=list)
    done: bool = False

    def go_on(self, end: float) -> Json:
        """One step at least, and more until it is late: first the tests, then the scenarios."""
        while not self.done:
            if tested := next(self.tests, None):
                self.tested = tested
            elif each := next(self.coming, None):
                self.scenarios.append(each)
            else:
                self.done = True
            if monotonic() > end:
                break
        assert self.tested
        told: Json = SURROUNDS.write(EffectAnswer(self.effect, (tuple(self.scenarios), self.tested)))
        return {
            "klaar": self.done,
            "gedraaid": self.tested.ran,
            "van": self.tested.ran + self.tested.left,
            **told,
        }


def workspace_name(files: Files) -> str:
    """What the dossier in these files is called; "" when that cannot be read."""
    try:
        return workspace_of(files).loaded.dossier.header.name
    except KrachtenveldError:
        return ""


def edition(files: Files) -> str:
    """A name for exactly these files."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{files[path]}\0".encode())
    return digest.hexdigest()


def opening(files: Files) -> Json:
    """What the page shows before the engine runs: the files, and the advice of when the page was made."""
    desk = Desk(files)
    version = desk.version(files, OPENED)
    return {
        "naam": version.outcome.case.dossier.header.name,
        "stempel": stamp(version.outcome.case),
        "bestanden": dict(files),
        "advies": advice(desk, {"bestanden": files}),
        "scenarios": scenarios(desk, {"bestanden": files})["scenarios"],
        "bewijs": receipt_line(desk, {"bestanden": files}),
        "formulier": form(desk, {"bestanden": files}),
    }


# ── questions ─────────────────────────────────────────────────────────────────────────────────────────


def look(desk: Desk, asked: Json) -> Json:
    """First what is wrong; without errors what changed, what that does to the advice and why, and which rules fire."""
    try:
        version = desk.version(asked["bestanden"])
    except InputError as error:
        return {"gaaf": False, **_found(checks_data(error))}
    effect = desk.effect(version)
    return {
        "gaaf": True,
        "bevindingen": [],
        "effect": effect_payload(effect),
        "wijzigingen": [
            {**told, "gewoon": in_words(version.outcome.names, change)}
            for told, change in zip(
                CHANGES.write(EffectAnswer(effect))["wijzigingen"], effect.changes, strict=True
            )
        ],
        "voorbeelden": [each.data for each in new_tests(version.workspace, desk.opened, version.under)],
        "vergeleken_met": effect.comparison.old.label,
        "regels": list(_rules(version.outcome)),
        "stempel": stamp(version.outcome.case),
        "meldingen": list(version.outcome.notes),
    }


def remarks(desk: Desk, asked: Json) -> Json:
    """What `controleer` says: also of scenarios and tests, and which remarks came and went since the files were opened."""
    version = desk.version(asked["bestanden"])
    try:
        found = _inspected(version)
    except InputError as error:
        return {"gaaf": False, **_found(checks_data(error)), "erbij": [], "weg": []}
    told = _found(checks_data(found))
    earlier = desk.reference.remarks if desk.reference else ()
    before, now = ({_what(each) for each in findings} for findings in (earlier, found.findings))
    return {
        "gaaf": True,
        **told,
        "erbij": [_said(each) for each in found.findings if _what(each) not in before],
        "weg": [_said(each) for each in earlier if _what(each) not in now],
    }


def around(desk: Desk, asked: Json) -> Json:
    """Which tests and examples come out otherwise, and what the same edit does under every scenario; in steps."""
    return desk.around(desk.effect(desk.version(asked["bestanden"])), STEP)


def advice(desk: Desk, asked: Json) -> Json:
    """The advice as `advies` shows it, or all of it."""
    outcome = _outcome(desk, asked)
    shown = Asked(
        outcome,
        select_lines(outcome, Selection()),
        per=asked.get("per", "opgave"),
        top=0 if asked.get("alles") else SHOWN,
        everything="“Alle adviezen” hierboven",
        reasons="“Waarom?” achter een advies",
    )
    return {
        "blokken": blocks(advice_report(shown)),
        "adviezen": [{"id": line.id, "titel": line.title} for line in outcome.lines],
    }


def advice_json(desk: Desk, asked: Json) -> Json:
    """The text of `advies --formaat json`, to the last byte."""
    return {"tekst": advice_text(_outcome(desk, asked))}


def why(desk: Desk, asked: Json) -> Json:
    """The tree under an advice, as `waarom` shows it."""
    outcome = _outcome(desk, asked)
    return {"blokken": blocks(why_report(outcome, find_lines(outcome, asked["woorden"]), deep=False))}


def why_not_given(desk: Desk, asked: Json) -> Json:
    """The nearest miss of an advice as `waarom-niet --snel` shows it; with `zoek` also the smallest change.

    That takes a few seconds and goes no further than two changes: then it says which command does.
    """
    outcome, search = _outcome(desk, asked), bool(asked.get("zoek"))
    name, priority = asked_about(outcome, asked["woorden"], None)
    found = why_not(outcome, name, search, priority)
    told = blocks(why_not_report(outcome, found))
    missing = found.given is None and found.rules > 0
    if search and missing and found.change is None:
        options = (("--prioriteit", priority), ("--scenario", asked.get("scenario", "")))
        more = "".join(f" {option} {value}" for option, value in options if value)
        command = f"`krachtenveld waarom-niet {name}{more}`"
        told += [_block(Line()), _block(line(f"Op de opdrachtregel zoekt {command} verder."))]
    return {"blokken": told, "te_zoeken": missing and not search}


def tests(desk: Desk, asked: Json) -> Json:
    """Every test and example, as `toets` shows them."""
    version = desk.version(asked["bestanden"])
    found = run_tests(
        version.outcome, version.workspace.tests, version.workspace.scenarios, ENGINE, RUN.infers
    )
    return {"blokken": blocks(report_of_tests(version.outcome, found, everything=False))}


def scenarios(desk: Desk, asked: Json) -> Json:
    """The scenarios there are to choose from."""
    found = desk.version(asked["bestanden"]).workspace.scenarios.values()
    return {"scenarios": [{"id": each.id, "naam": each.name} for each in found]}


def drawn_map(desk: Desk, asked: Json) -> Json:
    """The map of the dossier under one scenario, as a page."""
    from visualizations.kaart.build import map_model
    from visualizations.kaart.page import render

    outcome = _outcome(desk, asked)
    return {"html": render(map_model(outcome))}


def explorer(desk: Desk, asked: Json) -> Json:
    """The explorer of the dossier with all its scenarios, as a page; who takes which seat is worked out elsewhere."""
    from visualizations.verken.page import render_explorer

    found: tuple[Future, ...] = beside_base(desk.version(asked["bestanden"]).workspace, RUN)
    return {"html": render_explorer(found, divides=False)}


def receipt(desk: Desk, asked: Json) -> Json:
    """What the advice was made from, so that `controleer --bewijs` can make it again."""
    return {"tekst": json_text(_receipt(desk, asked))}


def receipt_line(desk: Desk, asked: Json) -> Json:
    """The same in a line, for under every answer."""
    return {"zin": receipt_text(_receipt(desk, asked))}


def form(desk: Desk, asked: Json) -> Json:
    """The fields of the form."""
    version = desk.version(asked["bestanden"])
    return {
        "velden": [each.data for each in fields(version.outcome, version.workspace)],
        "rollen": list(ROLES),
        "relatie": relation_form(version.outcome),
        "voorbeeld": example_form(version.outcome),
    }


def fill_in(desk: Desk, asked: Json) -> Json:
    """The texts of the files that change when a field is filled in."""
    version = desk.version(asked["bestanden"])
    day = date.fromisoformat(asked["dag"])
    texts = filled(
        version.outcome, version.workspace, asked["veld"], asked["waarde"], day, asked["rol"], desk.version
    )
    return {"bestanden": texts}


def add_relation(desk: Desk, asked: Json) -> Json:
    """The text of the file that says a new relation."""
    version = desk.version(asked["bestanden"])
    texts = related(version.outcome, version.workspace, asked["antwoorden"])
    desk.version({**asked["bestanden"], **texts})
    return {"bestanden": texts}


def add_example(desk: Desk, asked: Json) -> Json:
    """The text of the file of examples with one more, about the advice under the scenario that was chosen."""
    version = desk.version(asked["bestanden"])
    outcome = version.under(asked["antwoorden"].get("scenario", ""))
    return {"bestanden": exampled(outcome, version.workspace, asked["antwoorden"])}


def take_back(desk: Desk, asked: Json) -> Json:
    """The text of a file with the lines at some places as they were when it was opened; what is elsewhere stays."""
    path = asked["bestand"]
    then, now = desk.opened.get(path, "").splitlines(True), asked["bestanden"].get(path, "").splitlines(True)
    steps = SequenceMatcher(None, then, now, autojunk=False).get_opcodes()
    differs = [each for each in steps if each[0] != "equal"]
    if not differs:
        raise KrachtenveldError("in dit bestand staat alles zoals u het opende")

    def distance(step: tuple[str, int, int, int, int], line: int, gone: bool) -> int:
        start, end = step[1:3] if gone else step[3:5]
        return max(start - line, line - max(start, end - 1), 0)

    chosen = [
        min(differs, key=lambda step: distance(step, place["regel"] - 1, place["verdwenen"]))
        for place in asked["plekken"]
    ]
    lines = (then[step[1] : step[2]] if step in chosen else now[step[3] : step[4]] for step in steps)
    return {"bestanden": {path: "".join(chain.from_iterable(lines))}}


def sift(desk: Desk, asked: Json) -> Json:
    """Of files that were opened those that are of a dossier, with what comes with the program; and what is wrong, if anything."""
    given: Files = asked["gegeven"]
    own = {path: text for path, text in given.items() if is_content(path)}
    for folder in (*bases(given), *rule_folders(given)):
        own |= {path: given[path] for path in given if path.startswith(f"{folder}/")}
    return {"bestanden": {**own, **texts_below(own)}, "naam": workspace_name(own)}


def schemas(desk: Desk, asked: Json) -> Json:
    """What an editor knows of the files: names, words and their meaning."""
    from visualizations.schema_files import written_schemas

    found = desk.version(asked["bestanden"]).workspace
    known = {name: scenario.name for name, scenario in found.scenarios.items()}
    return {"schemas": written_schemas(found.loaded, found.rulebook, known)}


QUESTIONS: Mapping[str, Callable[[Desk, Json], Json]] = {
    "kijk": look,
    "opmerkingen": remarks,
    "rondom": around,
    "advies": advice,
    "advies-json": advice_json,
    "waarom": why,
    "waarom-niet": why_not_given,
    "toets": tests,
    "scenarios": scenarios,
    "kaart": drawn_map,
    "verken": explorer,
    "bewijs": receipt,
    "bewijsregel": receipt_line,
    "schemas": schemas,
    "velden": form,
    "invullen": fill_in,
    "relatie": add_relation,
    "voorbeeld": add_example,
    "terug": take_back,
    "zeef": sift,
}

_desk = Desk({})


def ask(text: str) -> str:
    """The answer to a question, both as JSON; what is wrong is an answer too, never an exception."""
    global _desk
    asked: Json = json.loads(text)
    try:
        if asked["vraag"] == "open":
            _desk = Desk(asked["bestanden"])
            answer: Json = {}
        else:
            answer = QUESTIONS[asked["vraag"]](_desk, asked)
    except InputError as error:
        first = error.findings[0]
        answer = {
            "fout": f"{first.span.place}: {first.message}",
            "tip": first.hint,
            **_found(checks_data(error)),
        }
    except KrachtenveldError as error:
        answer = {"fout": error.message, "tip": error.hint}
    except RecursionError:
        answer = {"fout": "hier is iets te diep genest om te lezen", "tip": "maak het korter"}
    except Exception as error:
        answer = {
            "fout": f"krachtenveld liep vast ({type(error).__name__}: {error})",
            "tip": "dit is een fout in het programma; uw tekst is er nog",
        }
    return json.dumps(answer, ensure_ascii=False)


def _outcome(desk: Desk, asked: Json) -> Outcome:
    """The advice that is asked about: of these files, under the scenario that was chosen."""
    return desk.version(asked["bestanden"]).under(asked.get("scenario", ""))


def _receipt(desk: Desk, asked: Json) -> Json:
    outcome = _outcome(desk, asked)
    return receipt_of(outcome, asked["bestanden"], advice_text(outcome), ENGINE)


# ── answers as data ───────────────────────────────────────────────────────────────────────────────────


def _found(report: Json) -> Json:
    return {"bevindingen": report["bevindingen"], "samenvatting": report["samenvatting"]}


def _inspected(version: Version) -> Inspection:
    proven = version.workspace.proven()
    beside = Beside(len(proven.scenarios), len(proven.tests))
    return Inspection(version.outcome.case, version.remarks, beside)


def _what(finding: Finding) -> tuple[str, str, str]:
    """A remark by what it says, wherever it has moved to."""
    return finding.code, finding.span.file, finding.message


def _said(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "melding": finding.message,
        "bestand": finding.span.file,
        "regel": finding.span.line,
    }


def _rules(outcome: Outcome) -> Iterator[Json]:
    """Of each rule where it stands, how often it fires, and how many of its conclusions another rule excludes."""
    trace = outcome.trace
    beaten: dict[str, int] = {}
    for fact, firings in trace.candidates.items():
        if fact not in trace.valid:
            for firing in firings:
                beaten[firing.rule] = beaten.get(firing.rule, 0) + 1
    for rule in outcome.case.rulebook.rules:
        yield {
            "id": rule.id,
            "bestand": rule.span.file,
            "regel": rule.span.line,
            "vuurt": trace.fired.get(rule.id, 0),
            "verslagen": beaten.get(rule.id, 0),
        }


def blocks(report: Report) -> list[Json]:
    """What a command shows on a screen, for a page to lay out."""
    seen = report.screen()
    return [{"soort": "tekst", "tekst": seen}] if isinstance(seen, str) else [_block(each) for each in seen]


def _block(block: Block) -> Json:
    match block:
        case Tree():
            return {
                "soort": "boom",
                "regel": _runs(block.line),
                "onder": [_block(each) for each in block.below],
            }
        case Grid():
            return {
                "soort": "tabel",
                "koppen": [col.head for col in block.cols],
                "heel": [col.keep or col.right for col in block.cols],
                "rechts": [col.right for col in block.cols],
                "kijk": [col.look for col in block.cols],
                "rijen": [[_cell(cell) for cell in row] for row in block.rows],
                "inspringen": block.indent,
            }
    return {"soort": "regel", "delen": _runs(block), "inspringen": block.indent}


def _cell(cell: Cell) -> Any:
    if isinstance(cell, str):
        return cell
    return [_block(cell)] if isinstance(cell, Block) else [_block(each) for each in cell]


def _runs(line: Line) -> list[list[str]]:
    return [list(run) for run in line.runs]
