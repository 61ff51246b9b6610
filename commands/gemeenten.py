"""`krachtenveld gemeenten`: the advice of many municipalities, or of all, in one file; what is there is not reckoned again."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import DutchCommand, Filled, Settings, with_settings
from commands.shared import (
    check_places,
    engine_for_many,
    kinds_of,
    progress,
    remark,
    runner_for,
    stoppable,
    with_places,
    with_setbacks,
)
from strategy.errors import Finding, InputError, KrachtenveldError

if TYPE_CHECKING:
    from strategy.comparison.municipalities import Question, Source
    from strategy.robustness.runners import Runner

SAVED_EVERY = 60
"""Seconds of work that may be lost when we are killed."""
PER_PROCESS = 12
"""Below so many municipalities without setbacks a further process takes longer to start than it saves."""
LOST = "het proces dat hieraan rekende, valt telkens weg; waarschijnlijk is er te weinig geheugen voor"


@click.command(cls=DutchCommand)
@click.argument("names", type=Filled(), metavar="[GEMEENTE]...", nargs=-1)
@click.option("--snel", "quick", is_flag=True, help="Sla de tegenslagen over (die rekenen elk opnieuw).")
@with_setbacks
@with_places
@with_settings("parquet", paper="gemeenten", no_scenario="elk dossier krijgt al zijn scenario's")
def gemeenten(
    settings: Settings,
    names: tuple[str, ...],
    quick: bool,
    setbacks: tuple[str, ...],
    processes: int | None,
    cluster: str | None,
) -> None:
    """Leg het advies van veel gemeenten in één bestand, met elk scenario en elke tegenslag.

    GEMEENTE is een naam of code uit het register, of de map van een dossier; zonder zijn het alle gemeenten. Wat al in het
    bestand staat en nog klopt, wordt niet opnieuw uitgerekend."""
    if settings.dossier:
        raise click.UsageError(
            f"gemeenten kent geen --dossier; noem de map zelf: krachtenveld gemeenten {settings.dossier}"
        )
    if quick and setbacks:
        raise click.UsageError("--snel slaat de tegenslagen over; laat --tegenslag weg")
    check_places(processes, cluster)
    from strategy.comparison.municipalities import Question
    from visualizations.writers.parquet import require_parquet
    from visualizations.writers.safe_files import check_result

    require_parquet()
    check_result(Path(settings.out or ""), settings.force)
    sources = _sources(names)
    question = Question(
        () if quick else kinds_of(setbacks), settings.day, settings.public, engine_for_many(settings)
    )
    made = _File(settings, {question.fingerprint(source): source for source in sources})
    kept = len(made.parts)
    if made.left:
        most = len(made.left) // (PER_PROCESS if quick else 1)
        runner, _ = runner_for(processes, cluster, most, batch=1)
        _reckon(question, runner, made)
    made.save()
    made.tell(kept)


def _sources(names: Sequence[str]) -> list[Source]:
    """What is named, or all that is in the register. Raises KrachtenveldError or InputError with all that is wrong."""
    from strategy.comparison.municipalities import Source
    from strategy.register.tables import shipped

    if not names:
        return [Source(each.name, each.code) for each in shipped().current()]
    found: list[Source] = []
    refused: list[KrachtenveldError] = []
    findings: list[Finding] = []
    for name in names:
        try:
            found.append(_source(name))
        except InputError as error:
            findings += (_in_folder(name, finding) for finding in error.findings)
        except KrachtenveldError as error:
            refused.append(error)
    twice = [each.name for number, each in enumerate(found) if each in found[:number]]
    if twice:
        refused.append(
            KrachtenveldError(
                f"{', '.join(dict.fromkeys(twice))} staat er twee keer", "noem elke gemeente één keer"
            )
        )
    if len(refused) > 1:
        lines = "".join(f"\n      {each.message} – {each.hint}" for each in refused)
        raise KrachtenveldError(f"dit klopt niet:{lines}")
    if refused:
        raise refused[0]
    if findings:
        raise InputError(findings)
    return found


def _source(name: str) -> Source:
    from strategy.comparison.municipalities import Source
    from strategy.dossier.files import MARKER, find_dossier
    from strategy.register.tables import municipality, shipped
    from strategy.workspace import read_everything

    folder = Path(name)
    if (folder / MARKER).is_file() or (os.sep in name and "://" not in name):
        return Source(str(folder), texts=read_everything(find_dossier(name, {}, folder)))
    each = municipality(name, shipped())
    return Source(each.name, each.code)


def _in_folder(folder: str, finding: Finding) -> Finding:
    """The finding, at its place as seen from here."""
    return replace(finding, span=finding.span._replace(file=f"{folder}/{finding.span.file}"))


@dataclass
class _File:
    """The file while it is made: the parts that there are, by the fingerprint of what they answer."""

    settings: Settings
    asked: dict[str, Source]
    parts: dict[str, bytes] = field(init=False)
    wrong: dict[str, str] = field(default_factory=dict)
    _saved: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        from visualizations.reports.gemeenten import COLUMNS
        from visualizations.writers.parquet import parquet_parts

        there = parquet_parts(self.path, COLUMNS)
        self.parts = {name: there[name] for name in self.asked if name in there}

    @property
    def path(self) -> Path:
        return Path(self.settings.out or "")

    @property
    def left(self) -> list[Source]:
        return [source for name, source in self.asked.items() if name not in self.parts]

    def failed(self) -> str:
        """What did not succeed, and why."""
        lines = "".join(f"\n      {name}: {why}" for name, why in self.wrong.items())
        return f"{len(self.wrong)} van {len(self.asked)} niet gelukt:{lines}"

    def stopped(self) -> str:
        """How far it came."""
        return f"{len(self.parts)} van {len(self.asked)} staan in {self.path}; hetzelfde commando gaat daar verder"

    def add(self, name: str, part: bytes) -> None:
        self.parts[name] = part
        if time.monotonic() - self._saved > SAVED_EVERY:
            self.save()

    def save(self) -> None:
        """Write what there is, in the order asked for. Raises KrachtenveldError when that cannot be."""
        from visualizations.reports.gemeenten import COLUMNS
        from visualizations.writers.parquet import parquet_bytes
        from visualizations.writers.safe_files import write_result

        if self.parts:
            ordered = {name: self.parts[name] for name in self.asked if name in self.parts}
            write_result(self.path, parquet_bytes(COLUMNS, ordered), self.settings.force)
        self._saved = time.monotonic()

    def tell(self, kept: int) -> None:
        """Say what is in the file. Raises KrachtenveldError with what is not, and why."""
        if self.wrong:
            rest = f"de andere {len(self.parts)} staan in {self.path}; hetzelfde commando doet alleen wat ontbreekt"
            raise KrachtenveldError(self.failed(), rest if self.parts else "")
        before = f", waarvan {kept} er al stonden" if kept else ""
        click.echo(f"{len(self.parts)} gemeenten{before}, in {self.path}")


def _reckon(question: Question, runner: Runner, made: _File) -> None:
    """Add what is not there yet. Cut short, it keeps what there is and leaves with exit code 2."""
    from strategy.comparison.municipalities import answers, program
    from strategy.robustness.runners import Lost
    from visualizations.reports.gemeenten import COLUMNS
    from visualizations.writers.parquet import parquet_part

    left = made.left
    with ExitStack() as stack:
        shown = stack.enter_context(progress("gemeenten"))
        stack.enter_context(stoppable())
        shown(len(made.parts), len(made.asked))
        try:
            with closing(runner(answers, pickle.dumps(question), left)) as results:
                for source, answer in results:
                    if isinstance(answer, Lost):
                        made.wrong[source.name] = LOST
                    elif answer.program != program():
                        raise KrachtenveldError(
                            "wat rekent, is een andere versie van krachtenveld dan deze",
                            "installeer bij de workers dezelfde versie als hier",
                        )
                    elif answer.wrong:
                        made.wrong[source.name] = "\n        ".join(answer.wrong)
                    else:
                        remark(f"{source.name}: {note}" for note in answer.notes)
                        made.add(question.fingerprint(source), parquet_part(COLUMNS, answer.rows))
                    shown(len(made.parts) + len(made.wrong), len(made.asked))
        except KeyboardInterrupt:
            made.save()
            stack.close()
            click.echo(f"afgebroken; {made.stopped()}", err=True)
            raise click.exceptions.Exit(2) from None
        except KrachtenveldError as error:
            made.save()
            message = f"{error.message}\n      {made.failed()}" if made.wrong else error.message
            hints = (error.hint, made.stopped() if made.parts else "")
            raise KrachtenveldError(message, "\n      ".join(filter(None, hints))) from error
        except MemoryError:
            made.save()
            raise
