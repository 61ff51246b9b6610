"""`krachtenveld effect`: what an edit does to the advice, and which change caused it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.shared import deliver, engine_for_many, folder_of
from visualizations.options import DutchCommand, Filled, Settings, common, settings_of

if TYPE_CHECKING:
    from strategy.effect.effect import Session


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
@click.option(
    "--top",
    type=click.IntRange(0),
    metavar="AANTAL",
    default=8,
    help="Zoveel per soort (anders 8); 0 is alles.",
)
@click.option("--snel", is_flag=True, help="Sla scenario's en toetsen over.")
@click.option("--volg", is_flag=True, help="Blijf kijken, en toon het effect opnieuw na elke keer bewaren.")
@click.option("--uitgang", is_flag=True, help="Geef afsluitcode 1 als er verschillen zijn.")
@common
@click.pass_context
def effect(
    ctx: click.Context,
    /,
    tegen: str | None,
    advies: str | None,
    top: int,
    snel: bool,
    volg: bool,
    uitgang: bool,
    **given: Any,
) -> None:
    """Laat zien wat een wijziging doet met het advies, en welke wijziging elk verschil veroorzaakt.

    Zonder --tegen: wat er anders is sinds de laatste keer vastleggen in git. Met --scenario: wat dat scenario
    doet, tegenover het dossier zelf.
    """
    settings = settings_of(ctx, given, ("tabel", "json"))
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
            from commands.effect_follow import follow

            follow(settings, _session(settings, folder_of(settings), tegen, around=not snel), top)
        except KeyboardInterrupt:
            click.echo()
        return
    from visualizations.reports.effect import effect_report, only

    session = _session(settings, folder_of(settings), tegen, around=not (snel or scenario or advies))
    found = session.scenario(scenario) if scenario else session.effect()
    if advies:
        found = only(found, advies)
    for note in found.new.notes:
        click.echo(f"let op: {note}", err=True)
    deliver(settings, effect_report(found, lambda: session.around(found), top))
    if uitgang and found.items:
        ctx.exit(1)


def _session(settings: Settings, folder: Path, against: str | None, around: bool) -> Session:
    from strategy.effect.comparison import Run
    from strategy.effect.effect import Session

    run = Run(settings.day, settings.public, engine_for_many(settings))
    return Session(folder, against, run, around)
