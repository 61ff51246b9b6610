"""`krachtenveld effect --volg`: the effect again after every save, until Ctrl-C."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from commands.saves import State, saves, state
from commands.shared import deliver
from strategy.effect.effect import Session, never
from strategy.errors import InputError, KrachtenveldError
from visualizations.options import Settings

RULER = "─" * 80


def follow(settings: Settings, session: Session, top: int) -> None:
    """Show the effect now and after every save, until KeyboardInterrupt.

    Raises KrachtenveldError when there is nothing to compare with, or the folder of the dossier goes.
    """
    import watchfiles  # noqa: F401  (now, so that a save right after the first view is seen at once)

    root = Path(os.path.abspath(session.folder))
    session = replace(session, folder=root)
    start = state(root)
    session.reference  # noqa: B018  (read before anything is shown: without it there is nothing to follow)
    _again(settings, session, top, start, first=True)
    for seen in saves(root, start):
        _again(settings, session, top, seen, first=False)


def _again(settings: Settings, session: Session, top: int, seen: State, first: bool) -> None:
    """Show the effect, or what is wrong with what was saved."""
    if settings.out is None:
        _part(first)
    try:
        _effect(settings, session, top, lambda: state(session.folder) != seen)
    except InputError as error:
        from visualizations.writers.findings import findings_text

        click.echo(findings_text(error.findings), nl=False)
        click.echo("Het effect komt terug zodra dit hersteld is.")
    except KrachtenveldError as error:
        if not session.folder.is_dir():
            raise
        click.echo(f"fout: {error.message}" + (f"\n      {error.hint}" if error.hint else ""))
    click.echo(f"\nKijkt mee in {session.folder}; Ctrl-C stopt.")
    sys.stdout.flush()


def _effect(settings: Settings, session: Session, top: int, interrupted: Callable[[], bool]) -> None:
    """The effect first, and what surrounds it when that is known; a file is whole, whatever is saved meanwhile."""
    from visualizations.reports.effect import effect_report

    found, to_file = session.effect(), settings.out is not None
    stop = never if to_file else interrupted
    deliver(settings, effect_report(found, lambda: session.around(found, stop), top, closed=to_file))


def _part(first: bool) -> None:
    """Begin a new view: an empty screen on a terminal, a line elsewhere."""
    if sys.stdout.isatty():
        click.clear()
    elif not first:
        click.echo(RULER)
