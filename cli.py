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
from commands.options import LateGroup, Settings, common, usage_message
from strategy.errors import Finding, InputError, KrachtenveldError

VERSION = "0.1.0"
COMMANDS = {
    "advies": "Toon welke posities, relaties en routes het dossier oplevert.",
    "waarom": "Laat zien waarom een advies eruit komt, tot in de bronparagraaf.",
    "waarom-niet": "Laat zien waarom een advies er niet uitkomt, en welke kleinste wijziging het wel zou geven.",
    "gevoelig": "Laat zien bij welk gewicht een advies kantelt, en welke oordelen en aannames het dragen.",
    "controleer": "Controleer het hele dossier: fouten, en waar op te letten is.",
    "toets": "Draai de voorbeelden in regels en de toetsen in toetsen/; afsluitcode 1 als er een mis is.",
    "effect": "Laat zien wat een wijziging doet met het advies, en welke wijziging elk verschil veroorzaakt.",
    "vergelijk": "Vergelijk scenario's: welke posities zijn de moeite waard wat er ook gebeurt, en wat hangt waarvan af?",
    "gemeenten": "Leg het advies van veel gemeenten in één bestand, met elk scenario en elke tegenslag.",
    "robuust": "Laat zien welke zetels vast staan, wat er ook gebeurt, en waaraan de andere kunnen breken.",
    "routes": "Toon de sterkste wegen naar wie beslist of stuurt: stappen, wat ze nodig hebben, en wat ze sterker maakt.",
    "verdeling": "Verdeel de geadviseerde zetels over het college: wie neemt wat, binnen de tijd die er is.",
    "kalender": "Toon welke deadlines, rondes en termijnen eraan komen, met het advies dat ervan afhangt.",
    "valideer": "Houd het advies tegen wat de strategie zelf adviseerde en uitsloot, met de eerlijke cijfers erbij.",
    "kaart": "Maak de netwerkkaart: één HTML-bestand dat zonder internet werkt, of een plaat voor op papier.",
    "briefing": "Maak een document om door te sturen: wat te claimen, met wie te spreken, en waarop het rust.",
    "verken": "Maak de verkenner: schuif met gewichten, wissel van scenario, en zie welke zetels dan bovenaan staan.",
    "werkbank": "Maak de werkbank: één HTML-bestand waarin iemand het dossier wijzigt en ziet wat dat doet.",
    "exporteer": "Schrijf het netwerk en het advies voor Excel, Gephi, Kumu en andere programma's.",
    "schema": "Schrijf JSON-schema's met de namen van dit dossier, zodat een editor aanvult en controleert.",
    "regels": "Toon de regels in gewone zinnen, met wat ze in de laatste run deden.",
    "nieuw": "Begin iets nieuws, van een onderdeel tot een heel dossier.",
    "importeer": "Lees een positielijst uit Excel of een stakeholderkaart en leg haar naast het dossier.",
    "register": "Werk networks/register.yaml bij uit het Register van Overheidsorganisaties.",
    "nagaan": "Maak een lijst van wat na te gaan is, en lees haar terug.",
}
"""Each with the first sentence of its help, in the order in which the help has them; a command is imported when it runs."""
_NO_TEXT = "\x7f\ufffe\uffff"
ALLOCATIONS = 1_000_000
"""After so many new objects the collector looks for rings; Python says 700. Nearly all of ours are frozen and stay,
and looking through them again and again, and once more at the end, took a quarter of every command."""
atexit.register(gc.freeze)


@click.group(cls=LateGroup, told=COMMANDS, invoke_without_command=True)
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


def _tell(findings: Sequence[Finding]) -> None:
    from visualizations.writers.findings import findings_text

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
    except MemoryError:
        _raise_when_debugging(given)
        click.echo(
            "fout: er is te weinig geheugen\n      sluit andere programma's, of vraag minder tegelijk",
            err=True,
        )
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
