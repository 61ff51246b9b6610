"""What commands share: from settings to a dossier and its advice, or to many scenarios of it, and from results to paper; of those
that reckon for long, which setbacks, where it runs, how far it is, and being stopped halfway.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commands.options import Filled, Settings, amount
from commands.streams import fitting
from strategy.errors import KrachtenveldError

if TYPE_CHECKING:
    from strategy.robustness.runners import Runner
    from strategy.robustness.setbacks import SetbackKind
    from strategy.robustness.trials import Progress

JSON = ("json", "kumu", "cytoscape", "popolo")
"""The forms that are JSON."""

if TYPE_CHECKING:
    from strategy.advice.advise import Case, Outcome
    from strategy.allocation.allocate import Allocation
    from strategy.comparison.futures import Future
    from strategy.effect.versions import Run
    from strategy.register.tables import Register
    from strategy.workspace import Workspace
    from visualizations.writers.report import Report


def folder_of(settings: Settings) -> Path:
    """The folder of the dossier, as named or as found; a note when it is not one the user is in."""
    folder, elsewhere = _found(settings)
    if elsewhere:
        click.echo("let op: hier staat geen dossier.yaml; dit is het dossier van Zaanstad", err=True)
    return folder


def folder_read(settings: Settings) -> Path:
    """The same, of a dossier that was read already: its note has been given."""
    return _found(settings)[0]


def own_folder(settings: Settings, without: str, instead: str) -> Path:
    """The folder of a dossier that things can be written in.

    Raises KrachtenveldError when only that of the program is there: `without` says what cannot be, `instead` what can.
    """
    from strategy.dossier.files import is_installed

    folder, elsewhere = _found(settings)
    if elsewhere or is_installed(folder):
        hint = f"ga naar de map van uw dossier, noem haar met --dossier, of {instead}"
        raise KrachtenveldError(f"hier staat geen dossier.yaml; {without}", hint)
    return folder


def _found(settings: Settings) -> tuple[Path, bool]:
    """The folder of the dossier, and whether it is that of the program while the user named none and is not in it."""
    from strategy.dossier.files import VARIABLE, find_dossier, shipped_dossier

    named = settings.dossier or os.environ.get(VARIABLE)
    here = Path() if named else Path.cwd()
    folder = find_dossier(settings.dossier, os.environ, here)
    return folder, not named and folder == shipped_dossier() and folder not in (here, *here.parents)


def read_register(source: str | None) -> Register:
    """The register of public organisations in an export, or as it comes with the program. Raises KrachtenveldError."""
    from strategy.dossier.files import opened
    from strategy.register.export_xml import read_export
    from strategy.register.tables import shipped

    if source is None:
        return shipped()
    with opened(source, "noem het bestand exportOO.xml") as stream:
        return read_export(stream, Path(source).name, shipped())


def remember(settings: Settings) -> None:
    """Until the end of the command, take what was read and inferred before, unless that is not wanted."""
    from strategy.memory import Memory, place_of, remembering

    @contextmanager
    def used() -> Iterator[None]:
        with remembering(Memory(None if settings.afresh else place_of(os.environ))) as memory:
            yield
        if settings.debug:
            for told in memory.told:
                click.echo(told, err=True)

    click.get_current_context().with_resource(used())


def read_files(settings: Settings) -> Workspace:
    """The dossier with its rules and what stands beside it. Raises InputError with every finding."""
    remember(settings)
    return read_afresh(settings)


def read_afresh(settings: Settings) -> Workspace:
    """The same, for who checks: everything is read and inferred anew, however often it was before."""
    from strategy.workspace import read_workspace

    return read_workspace(folder_of(settings))


def under_scenario(settings: Settings, base: Workspace) -> Workspace:
    """The dossier under the scenario asked for. Raises InputError with every finding."""
    changed = base.under(settings.scenario, settings.public)
    if changed is not base and settings.day is None:
        _note_day(base, changed)
    return changed


def against(settings: Settings, scenario: str) -> Settings:
    """The settings of another scenario, or of the dossier itself. Raises click.UsageError when it is the same."""
    from strategy.advice.advise import BASE_SCENARIO

    name = None if scenario == BASE_SCENARIO else scenario
    if name == (None if settings.scenario == BASE_SCENARIO else settings.scenario):
        raise click.UsageError(f"--tegen {scenario} vergelijkt met hetzelfde; noem een ander scenario")
    return replace(settings, scenario=name)


def _note_day(base: Workspace, changed: Workspace) -> None:
    """Say so when a scenario looks on a day that the dossier was not made for."""
    from strategy.dossier.provenance import Period

    header = changed.loaded.dossier.header
    term, day = header.term, header.reference_day
    if day == base.loaded.dossier.header.reference_day or Period(term.start, term.end).holds(day):
        return
    click.echo(
        f"let op: scenario {changed.loaded.scenario} kijkt op {day}, buiten de periode van dit dossier"
        f" ({term.start or '…'} tot en met {term.end or '…'}); wat daar veranderde, staat er misschien niet in",
        err=True,
    )


def case_of(settings: Settings, base: Workspace | None = None) -> Case:
    """The dossier on the day and under the scenario asked for, ready for inference; `base` when it was read already."""
    from strategy.advice.advise import prepare

    found = under_scenario(settings, base or read_files(settings))
    case = prepare(found.loaded, settings.day, settings.public, found.rulebook)
    if settings.public and case.withheld is None:
        remark(
            [
                "in dit dossier heet niets intern, dus --openbaar laat niets weg; kijk zelf na wat naar buiten mag"
            ]
        )
    return case


def outcome_of(settings: Settings, base: Workspace | None = None) -> Outcome:
    """The advice of the dossier; remarks about the run go to stderr."""
    from strategy.advice.advise import advise
    from strategy.dossier.provenance import Period
    from strategy.inference.choose_engine import SHOWN

    case = case_of(settings, base)
    term = case.dossier.header.term
    if settings.day and not Period(term.start, term.end).holds(settings.day):
        click.echo(f"let op: {settings.day} valt buiten de periode van dit dossier", err=True)
    outcome = advise(case, settings.engine or "auto")
    remark(outcome.notes)
    if settings.debug:
        click.echo(f"gerekend met {SHOWN[outcome.engine]}", err=True)
    return outcome


def engine_for_many(settings: Settings) -> str:
    """The engine for a command that infers many times: plain Python, which no process has to contain; the answer is the same."""
    return settings.engine or "python"


def run_of(settings: Settings) -> Run:
    """How every version or scenario is to be run, for a command that runs many."""
    from strategy.effect.versions import Run

    return Run(settings.day, settings.public, engine_for_many(settings))


def deliver(settings: Settings, report: Report) -> None:
    """A report in the form that was asked for, on the screen or in the file of `--uit`."""
    form = settings.format or ""
    if form in report.others:
        emit(settings, report.others[form]())
    elif form == "json" and report.data:
        from visualizations.writers.shapes import json_parts

        parts = json_parts(report.data())
        for part in parts if settings.out is None else ("".join(parts),):
            emit(settings, part)
    elif form == "md" and report.markdown:
        emit(settings, report.markdown())
    elif form == "csv" and report.sheets:
        from visualizations.writers.sheets import csv_text

        emit(settings, csv_text(next(iter(report.sheets())), report.mark))
    elif form == "xlsx" and report.sheets:
        from visualizations.writers.sheets import xlsx_bytes

        emit(settings, xlsx_bytes(list(report.sheets()), report.title, report.mark))
    else:
        seen = report.screen()
        if isinstance(seen, str):
            emit(settings, seen)
            return
        from visualizations.writers.screen import screen

        later = report.later or tuple
        if settings.out is not None:
            show(settings, screen((*seen, *later())))
            return
        show(settings, screen(seen))
        sys.stdout.flush()
        show(settings, screen(later()))


def show(settings: Settings, content: Any) -> None:
    """Print a rich renderable, styled on a terminal only."""
    from visualizations.writers.screen import to_text

    terminal = settings.out is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = os.get_terminal_size().columns if settings.out is None and sys.stdout.isatty() else None
    emit(settings, to_text(content, terminal, width))


def emit(settings: Settings, made: str | bytes) -> None:
    """Print what was made, or write it to the file of `--uit`.

    What is no text needs a file; the options see to it that there is one.
    """
    if settings.out is None:
        text = made if isinstance(made, str) else made.decode()
        click.echo(fitting(text) if settings.format in JSON else text, nl=False)
        return
    from visualizations.writers.safe_files import write_result

    path = Path(settings.out)
    write_result(path, made, settings.force)
    click.echo(f"geschreven: {path}", err=True)


def dossier_and_run(settings: Settings) -> tuple[Workspace, Run]:
    """The dossier without a scenario, and how every scenario of it is to be run."""
    from strategy.workspace import read_workspace

    remember(settings)
    return read_workspace(folder_of(settings), "basis"), run_of(settings)


def beside_base(settings: Settings, first: str | None = None, alone: bool = False) -> tuple[Future, ...]:
    """The dossier itself, then `first` if it is named, then its other scenarios unless `alone`; remarks go to stderr."""
    from strategy.comparison import futures

    found = futures.beside_base(*dossier_and_run(settings), first, alone)
    tell(found)
    return found


def tell(futures: Iterable[Future]) -> None:
    """Say what was remarked about the runs, each thing once."""
    remark(dict.fromkeys(note for future in futures for note in future.outcome.notes))


def remark_on_strays(settings: Settings) -> None:
    """Say on stderr which files of the dossier look like content and are not read, so that nobody misses what they say."""
    from strategy.dossier.files import CONTENT_FOLDERS, SINGLE_FILES, strays

    found = strays(folder_read(settings), CONTENT_FOLDERS, SINGLE_FILES)
    remark(f"{finding.span.file}: {finding.message}; {finding.hint}" for finding in found)


def remark(notes: Iterable[str]) -> None:
    """Say on stderr what there is to know beside the answer."""
    for note in notes:
        click.echo(f"let op: {note}", err=True)


def divisions(futures: Sequence[Future]) -> dict[str, Allocation | None]:
    """Per scenario the best division of seats; None where none keeps all demands.

    Without one that cannot be worked out, as of a college whose time is not known: the page says why.
    """
    found: dict[str, Allocation | None] = {}
    with click.progressbar(
        futures, label="wie neemt wat, per scenario", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        for future in bar:
            with suppress(KrachtenveldError):
                found[future.id] = _division(future.outcome)
    return found


def division(outcome: Outcome) -> Allocation | None:
    """The best division of the seats of an outcome; None where there is none, or it cannot be worked out."""
    with suppress(KrachtenveldError):
        return _division(outcome)
    return None


def _division(outcome: Outcome) -> Allocation | None:
    from strategy.allocation.allocate import allocate

    plan = allocate(outcome)
    return None if plan.clash is not None else plan


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
