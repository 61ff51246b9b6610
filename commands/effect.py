"""`krachtenveld effect`: what an edit does to the advice, and which change caused it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from commands.options import DutchCommand, Filled, Settings, amount, with_settings
from commands.shared import deliver, folder_of, remark, run_of
from strategy.errors import InputError, KrachtenveldError

if TYPE_CHECKING:
    from commands.following_edits import State
    from strategy.effect.effect import Session

RULER = "─" * 80


@click.command(cls=DutchCommand)
@click.option(
    "--tegen",
    type=Filled(),
    metavar="MAP|VERSIE",
    help="Een andere map, of een versie in git (anders de laatst vastgelegde).",
)
@click.option(
    "--advies",
    type=Filled(),
    metavar="ADVIES",
    help="Alleen wat er met dit advies gebeurt, en waardoor; een paar woorden mag ook.",
)
@amount("--top", help="Zoveel per soort (anders 8); 0 is alles.", default=8)
@click.option("--snel", is_flag=True, help="Sla scenario's en toetsen over.")
@click.option("--volg", is_flag=True, help="Blijf kijken, en toon het effect opnieuw na elke keer bewaren.")
@click.option("--uitgang", is_flag=True, help="Geef afsluitcode 1 als er verschillen zijn.")
@with_settings("tabel", "json")
def effect(
    settings: Settings,
    tegen: str | None,
    advies: str | None,
    top: int,
    snel: bool,
    volg: bool,
    uitgang: bool,
) -> None:
    """Laat zien wat een wijziging doet met het advies, en welke wijziging elk verschil veroorzaakt.

    Zonder --tegen: wat er anders is sinds de laatste keer vastleggen in git. Met --scenario: wat dat scenario
    doet, tegenover het dossier zelf.
    """
    scenario = settings.scenario
    if scenario and (tegen or volg):
        raise click.UsageError(
            f"--scenario gaat niet samen met {'--tegen' if tegen else '--volg'}; kies één van beide"
        )
    if volg and (settings.format == "json" or uitgang):
        raise click.UsageError("--volg toont tekst en blijft kijken; laat --formaat json en --uitgang weg")
    if volg and advies:
        raise click.UsageError("--advies gaat niet samen met --volg; kies één van beide")
    if volg:
        try:
            _follow(settings, _session(settings, folder_of(settings), tegen, around=not snel), top)
        except KeyboardInterrupt:
            click.echo()
        return
    from visualizations.reports.effect import effect_report, only

    session = _session(settings, folder_of(settings), tegen, around=not (snel or scenario or advies))
    found = session.scenario(scenario) if scenario else session.effect()
    if advies:
        found = only(found, advies)
    remark(found.new.notes)
    deliver(settings, effect_report(found, lambda: session.around(found), top))
    if uitgang and found.items:
        raise Exit(1)


def _session(settings: Settings, folder: Path, against: str | None, around: bool) -> Session:
    from strategy.effect.effect import Session

    return Session(folder, against, run_of(settings), around)


def _follow(settings: Settings, session: Session, top: int) -> None:
    """Show the effect now and after every save, until KeyboardInterrupt.

    Raises KrachtenveldError when there is nothing to compare with, or the folder of the dossier goes.
    """
    import watchfiles  # noqa: F401  (now, so that a save right after the first view is seen at once)

    from commands.following_edits import saves, state

    root = Path(os.path.abspath(session.folder))
    session = replace(session, folder=root)
    start = state(root)
    session.reference  # noqa: B018  (read before anything is shown: without it there is nothing to follow)

    def saved_since(seen: State) -> Callable[[], bool]:
        return lambda: state(root) != seen

    _again(settings, session, top, saved_since(start), first=True)
    for seen in saves(root, start):
        _again(settings, session, top, saved_since(seen), first=False)


def _again(
    settings: Settings, session: Session, top: int, interrupted: Callable[[], bool], first: bool
) -> None:
    """Show the effect, or what is wrong with what was saved."""
    if settings.out is None:
        _part(first)
    try:
        _effect(settings, session, top, interrupted)
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
    from strategy.effect.effect import never
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
