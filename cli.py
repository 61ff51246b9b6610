"""The command line: parse, call, print. Every error ends in one clear Dutch message and exit code 2."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from commands import streams
from commands.advies import advies
from commands.briefing import briefing
from commands.controleer import controleer
from commands.effect import effect
from commands.exporteer import exporteer
from commands.gemeenten import gemeenten
from commands.gevoelig import gevoelig
from commands.importeer import importeer
from commands.kaart import kaart
from commands.kalender import kalender
from commands.nagaan import nagaan
from commands.nieuw import nieuw
from commands.options import DutchGroup, Settings, common, usage_message
from commands.regels import regels
from commands.register import register
from commands.robuust import robuust
from commands.routes import routes
from commands.schema import schema
from commands.toets import toets
from commands.valideer import valideer
from commands.verdeling import verdeling
from commands.vergelijk import vergelijk
from commands.verken import verken
from commands.waarom import waarom
from commands.waarom_niet import waarom_niet
from commands.werkbank import werkbank
from strategy.errors import Finding, InputError, KrachtenveldError

VERSION = "0.1.0"
COMMANDS = (
    advies,
    waarom,
    waarom_niet,
    gevoelig,
    controleer,
    toets,
    effect,
    vergelijk,
    gemeenten,
    robuust,
    routes,
    verdeling,
    kalender,
    valideer,
    kaart,
    briefing,
    verken,
    werkbank,
    exporteer,
    schema,
    regels,
    nieuw,
    importeer,
    register,
    nagaan,
)
"""In the order of the help."""
_NO_TEXT = "\x7f\ufffe\uffff"
ALLOCATIONS = 200_000
"""After so many new objects the collector looks for rings; Python says 700. Nearly all of ours are frozen and stay,
and looking through them again and again, and once more at the end, took a quarter of every command."""
atexit.register(gc.freeze)


@click.group(cls=DutchGroup, invoke_without_command=True)
@click.version_option(
    VERSION, prog_name="krachtenveld", message="%(prog)s %(version)s", help="Toon de versie."
)
@common
@click.pass_context
def program(ctx: click.Context, /, **given: Any) -> None:
    """Welke bestuurlijke posities en lobbyroutes een gemeente helpen, met redenen en bronnen.

    Begin met `krachtenveld advies`. Krachtenveld adviseert; mensen beslissen.
    """
    ctx.obj = replace(Settings(), **given)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


for _command in COMMANDS:
    program.add_command(_command)


def _tell(findings: Sequence[Finding]) -> None:
    from visualizations.writers.words import findings_text

    click.echo(findings_text(findings), nl=False, err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program; exit code 0 fine, 1 findings of a check, 2 bad input or usage."""
    gc.set_threshold(max(ALLOCATIONS, gc.get_threshold()[0]), 10, 20)
    given = list(sys.argv[1:] if arguments is None else arguments)
    streams.guard()
    try:
        _refuse_hidden(given)
        code = program.main(given, prog_name="krachtenveld", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("afgebroken", err=True)
        code = 2
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        command = context.command_path if context else "krachtenveld"
        click.echo(f"fout: {usage_message(error)}\n      zie `{command} --help`", err=True)
        code = 2
    except InputError as error:
        _raise_when_debugging(given)
        _tell(error.findings)
        code = 2
    except KrachtenveldError as error:
        _raise_when_debugging(given)
        click.echo(f"fout: {error.message}" + (f"\n      {error.hint}" if error.hint else ""), err=True)
        code = 2
    except Exception as error:
        _raise_when_debugging(given)
        click.echo(
            "fout: de map waarin u staat, bestaat niet meer\n      ga met cd naar een map die er is"
            if isinstance(error, FileNotFoundError) and not _in_a_folder()
            else f"fout: krachtenveld liep vast ({type(error).__name__}: {error})\n"
            "      dit is een fout in het programma; meld haar met de uitvoer van --debug",
            err=True,
        )
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


def _refuse_hidden(arguments: Sequence[str]) -> None:
    """Raise click.UsageError for an argument with a sign that no text has; it would end up in files and on the screen.

    No system gives an argument with a zero in it; what opens files refuses that.
    """
    for argument in arguments:
        if any((sign < " " and sign not in "\0\t\n") or sign in _NO_TEXT for sign in argument):
            shown = "".join(sign if sign.isprintable() else "·" for sign in argument)
            raise click.UsageError(f'in "{shown[:60]}" staat een onzichtbaar teken; typ het opnieuw')


def _in_a_folder() -> bool:
    """Whether the working directory is still there."""
    try:
        os.getcwd()
    except OSError:
        return False
    return True


def _raise_when_debugging(arguments: Sequence[str]) -> None:
    if "--debug" in arguments:
        raise


if __name__ == "__main__":
    main()
