"""What several commands need of more than one scenario: the dossier read, each scenario run, and what is said of the runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from commands.steps import engine_for_many, folder_of
from visualizations.options import Settings

if TYPE_CHECKING:
    from strategy.comparison.futures import Future
    from strategy.effect.comparison import Run
    from strategy.effect.version import Version


def dossier_and_run(settings: Settings) -> tuple[Version, Run]:
    """The dossier without a scenario, and how every scenario of it is to be run."""
    from strategy.effect.comparison import Run
    from strategy.effect.version import version_of_folder

    run = Run(settings.day, settings.public, engine_for_many(settings))
    return version_of_folder("basis", folder_of(settings)), run


def beside_base(settings: Settings, first: str | None = None, alone: bool = False) -> tuple[Future, ...]:
    """The dossier itself, then `first` if it is named, then its other scenarios unless `alone`; remarks go to stderr."""
    from strategy.comparison import futures

    found = futures.beside_base(*dossier_and_run(settings), first, alone)
    tell(found)
    return found


def tell(futures: Iterable[Future]) -> None:
    """Say on stderr what was remarked about the runs, each thing once."""
    for note in dict.fromkeys(note for future in futures for note in future.outcome.notes):
        click.echo(f"let op: {note}", err=True)
