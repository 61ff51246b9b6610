"""What commands share that reckon for long: which setbacks, where it runs, how far it is, and being stopped halfway."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

import click

from commands.options import Filled, amount

if TYPE_CHECKING:
    from strategy.robustness.runners import Runner
    from strategy.robustness.setbacks import SetbackKind
    from strategy.robustness.trials import Progress

Function = TypeVar("Function", bound=Callable[..., object])
SETBACKS: Mapping[str, SetbackKind] = {
    "zetels": "zetel",
    "verdeling": "verdeling",
    "netwerken": "netwerk",
    "oordelen": "oordeel",
}


def with_setbacks(function: Function) -> Function:
    """Add `--tegenslag`: the words of `SETBACKS`, as `setbacks`."""
    return click.option(
        "--tegenslag",
        "setbacks",
        type=click.Choice(tuple(SETBACKS)),
        multiple=True,
        help="Alleen deze tegenslagen; mag vaker (anders alle).",
    )(function)


def kinds_of(words: tuple[str, ...]) -> tuple[SetbackKind, ...]:
    """The kinds of setbacks that are meant, always in the same order; without words all."""
    return tuple(kind for name, kind in SETBACKS.items() if not words or name in words)


def with_places(function: Function) -> Function:
    """Add the options for where it runs, as `processes` and `cluster`."""
    on_cluster = click.option(
        "--dask",
        "cluster",
        type=Filled(),
        metavar="ADRES",
        help="Reken op een Dask-cluster, zoals tcp://rekenserver:8786.",
    )
    in_processes = amount(
        "--processen", "processes", least=1, most=256,
        help="Zoveel rekenprocessen tegelijk (anders een per processorkern).",
    )  # fmt: skip
    return in_processes(on_cluster(function))


def check_places(processes: int | None, cluster: str | None) -> None:
    """Raise click.UsageError for places that do not go together."""
    if cluster and processes:
        raise click.UsageError("--dask en --processen gaan niet samen; kies één van beide")


def runner_for(processes: int | None, cluster: str | None, most: int, batch: int) -> tuple[Runner, int]:
    """Where it runs, and on how many processes if that is known: at most so many, if the user names no number.

    Of what goes to a cluster `batch` jobs go along in one message. Raises KrachtenveldError as `on_cluster` does.
    """
    from strategy.robustness.runners import in_processes, on_cluster

    if cluster is not None:
        return on_cluster(cluster, batch), 0
    count = processes or min(os.cpu_count() or 1, max(1, most))
    return in_processes(count), count


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM stops as Ctrl-C does. Only the first counts, up to the end of the program: `timeout` sends two, and ending the
    work takes a moment."""
    stops = (signal.SIGINT, signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        for each in stops:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = [signal.signal(each, stop) for each in stops]
    try:
        yield
    finally:
        for each, handler in zip(stops, before, strict=True):
            if signal.getsignal(each) is stop:
                signal.signal(each, handler)


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A bar with the time that is left, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from visualizations.writers.screen import bar

    with bar(what) as shown:
        yield shown
