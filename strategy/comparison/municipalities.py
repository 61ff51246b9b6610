"""Many municipalities beside each other: of each its advice, under each of its scenarios, and after each setback there.

One municipality is one job, which any process can do: what the register says of it, or a dossier, given as texts. The rows
that it gives are the same wherever and whenever it is done.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.select import networks_of
from strategy.comparison.futures import Future, beside_base
from strategy.dossier.files import LANDELIJK, RULES, shipped_dossier
from strategy.effect.versions import Run
from strategy.errors import Finding, InputError, KrachtenveldError
from strategy.facts.fact_base import grouped
from strategy.graph.network import View
from strategy.memory import own_code
from strategy.register.tables import Municipality, shipped
from strategy.robustness.setbacks import SetbackKind, setback_text, setbacks
from strategy.robustness.trials import (
    ScoreChanges,
    TrialBase,
    TrialName,
    resilience_of_lines,
    score_changes,
    scores_of,
)
from strategy.templates.whole_dossier import new_municipality
from strategy.workspace import Workspace, workspace_of


class Row(NamedTuple):
    """An advice of a municipality: under a scenario, after one setback or, where `setback` is None, none.

    After a setback there is a row for what gets another score only; without a score it is gone. How often it stays `doen`
    and what else the setbacks do to it is told without a setback.
    """

    municipality: str
    code: str
    province: str
    inhabitants: int | None
    dossier: str
    scenario: str
    setback: str | None
    setback_text: str | None
    advice: str
    sort: str
    attitude: str
    network: str
    actor: str
    actor_name: str
    body: str
    body_name: str
    role: str
    instrument: str
    themes: tuple[str, ...]
    title: str
    score: float | None
    band: str | None
    rank: int | None
    own: bool | None = None
    setbacks: int | None = None
    stays: float | None = None
    worst_rank: int | None = None
    breaks: int | None = None


@dataclass(frozen=True)
class Source:
    """Where the advice of a municipality comes from: the register, by `code`, or the texts of a dossier.

    `name` is how a user calls it.
    """

    name: str
    code: str = ""
    texts: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Question:
    """What is asked of every municipality."""

    kinds: tuple[SetbackKind, ...]
    day: date | None
    public_only: bool
    engine: str

    def fingerprint(self, source: Source) -> str:
        """The same for the same answer: by this program, from the same texts, to the same question.

        Which engine reckons makes no difference.
        """
        texts = sorted((source.texts or {}).items())
        return _digest(repr((program(), self.kinds, self.day, self.public_only, source.code, texts)))


@dataclass(frozen=True)
class Answer:
    """The rows of a municipality and remarks about it; in the place of these what is wrong with it.

    `program` tells which version of the program gave it.
    """

    program: str
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def answers(payload: bytes, sources: Sequence[Source]) -> list[tuple[Source, Answer]]:
    """The answer of each of these. `payload` is a pickled Question."""
    question = pickle.loads(payload)  # safe: made by the process that started this one
    assert isinstance(question, Question)
    return [(source, _answer(question, source)) for source in sources]


def _answer(question: Question, source: Source) -> Answer:
    try:
        run = Run(question.day, question.public_only, question.engine)
        futures = beside_base(_workspace(source), run)
        rows = [row for future in futures for row in _rows(future, question)]
        return Answer(program(), tuple(rows), futures[0].outcome.notes)
    except InputError as error:
        return Answer(program(), wrong=tuple(map(_said, error.findings)))
    except KrachtenveldError as error:
        return Answer(program(), wrong=(error.message,))
    except MemoryError:
        return Answer(program(), wrong=(TOO_LITTLE,))


TOO_LITTLE = "er is te weinig geheugen voor"


def _said(finding: Finding) -> str:
    return f"{finding.span} {finding.message}"


def _workspace(source: Source) -> Workspace:
    if source.texts is not None:
        return workspace_of(source.texts)
    register = shipped()
    return new_municipality(register.municipalities[source.code], register)[1]


def _rows(future: Future, question: Question) -> Iterator[Row]:
    """The rows of one scenario: first those without a setback, then per setback what it changes."""
    outcome = future.outcome
    found = setbacks(outcome, question.kinds)
    bench = TrialBase.of(outcome.case, question.engine, found)
    base, present = scores_of(outcome), _Writer(outcome, future.id)
    results: dict[TrialName, ScoreChanges] = {}
    after: list[Row] = []
    for setback in found:
        later = bench.outcome((setback.key,))
        results[setback.key,] = changes = score_changes(base, scores_of(later))
        said = setback_text(outcome, setback)
        writer = _Writer(later, future.id) if changes else present
        for name in changes:
            gone = name not in writer
            row = present.row(name)._replace(score=None, band=None, rank=None) if gone else writer.row(name)
            own = name in present and setback.own(present.line(name))
            after.append(row._replace(setback=setback.key, setback_text=said, own=own))
    for name, each in resilience_of_lines(outcome, found, results).resiliences.items():
        stays = each.core if each.count else None
        yield present.row(name)._replace(
            setbacks=each.count, stays=stays, worst_rank=each.worst_rank, breaks=len(each.breaks)
        )
    yield from after


class _Writer:
    """The rows of an outcome, by the id of the line."""

    def __init__(self, outcome: Outcome, scenario: str) -> None:
        view = outcome.case.view
        self._lines = {line.id: line for line in outcome.lines}
        self._networks = networks_of(outcome, outcome.lines)
        self._owner = {body.id: actor.id for actor, body in view.bodies()}
        self._themes = grouped(outcome.case.facts.pairs("prioriteit_thema"))
        self._names = outcome.names
        self._about = _municipality(view)
        self._dossier, self._scenario = view.dossier.header.id, scenario

    def __contains__(self, name: str) -> bool:
        return name in self._lines

    def line(self, name: str) -> Line:
        return self._lines[name]

    def row(self, name: str) -> Row:
        line, about = self._lines[name], self._about
        target, called = line.target, self._names.name
        actor = self._owner.get(target.body) or target.actor or target.to
        themes = {theme for priority in line.priorities for theme in self._themes.get(priority, ())}
        return Row(
            municipality=about.name,
            code=about.code,
            province=about.province,
            inhabitants=about.inhabitants or None,
            dossier=self._dossier,
            scenario=self._scenario,
            setback=None,
            setback_text=None,
            advice=name,
            sort=target.sort,
            attitude=target.attitude,
            network=self._networks[name],
            actor=actor,
            actor_name=called("actor", actor),
            body=target.body,
            body_name=called("gremium", target.body),
            role=target.role,
            instrument=target.instrument,
            themes=tuple(sorted(themes)),
            title=line.title,
            score=line.score,
            band=line.band,
            rank=line.rank,
        )


def _municipality(view: View) -> Municipality:
    """Whose dossier it is; what the register knows of it, if it does."""
    register = shipped()
    us = next(actor for layer in view.dossier.layers for actor in layer.actors if actor.id == view.us)
    codes = {each.code.rsplit("/", 1)[-1] for each in us.identifiers}
    known = (register.municipalities[code] for code in sorted(codes & register.municipalities.keys()))
    return next(known, Municipality("", us.short or us.name))


@lru_cache(maxsize=1)
def program() -> str:
    """Which version of the program this is, by the texts of its code and of the national basis.

    A version number would not tell two states of a clone apart, nor what a cluster runs from what runs here.
    """
    basis = shipped_dossier()
    digest = hashlib.sha256(own_code().encode())
    for part in (LANDELIJK, RULES):
        for path in sorted(each for each in (basis / part).rglob("*") if each.is_file()):
            digest.update(f"{path.relative_to(basis).as_posix()}\0".encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
