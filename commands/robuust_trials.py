"""The trials of `robuust`: where they run, with progress on a terminal, and what is left when they are cut short."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from commands.long_runs import progress, runner_for, stoppable
from strategy.advice.advise import Outcome, advise
from strategy.errors import KrachtenveldError
from strategy.robustness.setbacks import Setback, SetbackKind, setback_pairs, setbacks
from strategy.robustness.trials import (
    ScoreChanges,
    Store,
    StructuralSpace,
    TrialName,
    fingerprint,
    resilience_of_lines,
    scores_of,
    try_all,
)

PER_PROCESS = 25
"""Below so many trials a further process takes longer to start than it saves."""
TOGETHER = 4
"""Trials per message to a cluster: the bench goes along with each, and takes as long to unpack as a tenth of a trial."""


@dataclass(frozen=True)
class Trials:
    """Which setbacks, of which of these all pairs too, where they run, and where results are kept."""

    kinds: tuple[SetbackKind, ...]
    paired: tuple[SetbackKind, ...] = ()
    processes: int | None = None
    cluster: str | None = None
    store: str | None = None


@dataclass
class _Count:
    """How far it is."""

    done: int = 0
    total: int = 0


def tried(
    outcome: Outcome, engine: str, asked: Trials
) -> tuple[StructuralSpace, Mapping[TrialName, ScoreChanges]]:
    """Every trial that was asked for. Cut short, it says what was kept and leaves with exit code 2."""
    found = setbacks(outcome, asked.kinds)
    names = _names(found, asked.paired)
    runner, processes = runner_for(asked.processes, asked.cluster, len(names) // PER_PROCESS, TOGETHER)
    if asked.paired:
        _announce(outcome, engine, len(names), processes)
    count = _Count(total=len(names))
    with ExitStack() as stack:
        store = None
        if asked.store is not None:
            base = scores_of(outcome)
            store = stack.enter_context(Store(Path(asked.store), fingerprint(outcome.case, base)))
        shown = stack.enter_context(progress("tegenslagen"))

        def counted(done: int, total: int) -> None:
            count.done = done
            shown(done, total)

        stack.enter_context(stoppable())
        try:
            results = try_all(outcome, names, found, engine, runner, store, counted)
        except KeyboardInterrupt:
            if store is not None:
                count.done = len(store.reread().keys() & set(names))
            stack.close()
            click.echo(f"afgebroken; {_kept(count, asked.store)}", err=True)
            raise click.exceptions.Exit(2) from None
        except KrachtenveldError as error:
            hint = (
                f"{error.hint}\n      {_kept(count, asked.store)}"
                if error.hint
                else _kept(count, asked.store)
            )
            raise KrachtenveldError(error.message, hint) from error
    return resilience_of_lines(outcome, found, results), results


def _names(found: Sequence[Setback], paired: Sequence[SetbackKind]) -> list[TrialName]:
    single = [(setback.key,) for setback in found]
    together = setback_pairs(setback for setback in found if setback.kind in paired)
    return [*single, *((one.key, other.key) for one, other in together)]


def _announce(outcome: Outcome, engine: str, trials: int, processes: int) -> None:
    """How many trials there are, and about how long they take."""
    number = f"{trials:,}".replace(",", ".")
    if not processes:
        click.echo(f"let op: {number} berekeningen op het cluster", err=True)
        return
    start = time.perf_counter()
    scores_of(advise(outcome.case, engine))
    minutes = round(trials * (time.perf_counter() - start) * 1.3 / processes / 60)
    guess = (
        f"ongeveer {minutes} {'minuut' if minutes == 1 else 'minuten'}"
        if minutes
        else "minder dan een minuut"
    )
    click.echo(f"let op: {number} berekeningen, {guess}; met --bewaar kunt u tussendoor stoppen", err=True)


def _kept(count: _Count, store: str | None) -> str:
    done = f"{count.done} van {count.total}"
    if store is None:
        return f"{done} waren klaar, niets is bewaard; met --bewaar BESTAND gaat het de volgende keer verder"
    return f"{done} bewaard in {store}; hetzelfde commando gaat daar verder"
