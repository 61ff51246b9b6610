"""The command line: parse, call, print. Every error ends in one clear Dutch message and exit code 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from strategy.errors import Finding, InputError, KrachtenveldError
from visualizations.dutch_help import DutchGroup, usage_message
from visualizations.options import FORMATS, Settings, common, settings_of

if TYPE_CHECKING:
    from strategy.advice.advise import Case, Outcome
    from strategy.dossier.loader import Loaded
    from strategy.rulebook.ast import Rulebook

VERSION = "0.1.0"
GROUPINGS = ("opgave", "netwerk", "geen")


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


@program.command()
@click.option(
    "--per",
    type=click.Choice(GROUPINGS),
    default="opgave",
    help="Groepeer per opgave, netwerk of niet (anders per opgave).",
)
@click.option("--soort", metavar="SOORT", help="Alleen deze soort: positie, relatie, route, samenwerking …")
@click.option("--opgave", metavar="NAAM", help="Alleen deze opgave.")
@click.option("--netwerk", metavar="NAAM", help="Alleen dit netwerk: vng, g40, mra …")
@click.option("--band", metavar="BAND", help="Alleen kern, kansrijk of overweeg.")
@click.option(
    "--top",
    type=click.IntRange(0),
    metavar="AANTAL",
    default=8,
    help="Zoveel per groep (anders 8); 0 is alles.",
)
@common
@click.pass_context
def advies(
    ctx: click.Context,
    /,
    per: str,
    soort: str | None,
    opgave: str | None,
    netwerk: str | None,
    band: str | None,
    top: int,
    **given: Any,
) -> None:
    """Toon welke posities, relaties en routes het dossier oplevert."""
    from visualizations.selection import Selection, choose, grouped

    settings = settings_of(ctx, given, FORMATS)
    outcome = _outcome(settings)
    selection = Selection(soort, opgave, netwerk, band)
    chosen = choose(outcome, selection)
    match settings.format:
        case "json":
            from visualizations.contract import advice_data

            _emit(settings, _json(advice_data(outcome, chosen)))
        case "csv":
            from visualizations.tables import as_csv

            _emit(settings, as_csv(outcome, chosen))
        case "md":
            from visualizations.tables import as_markdown

            _emit(settings, as_markdown(outcome, chosen))
        case _:
            from visualizations.terminal import advice_overview

            groups = grouped(outcome, chosen, per, selection)
            _show(settings, advice_overview(outcome, groups, top, selection.text()))


@program.command()
@click.argument("words", metavar="ADVIES", nargs=-1, required=True)
@common
@click.pass_context
def waarom(ctx: click.Context, /, words: tuple[str, ...], **given: Any) -> None:
    """Laat zien waarom een advies eruit komt, tot in de bronparagraaf.

    ADVIES is de naam onder elk advies, bijvoorbeeld positie/vng-zjo/portefeuille/jeugd; een paar woorden uit
    die naam of uit de titel mag ook.
    """
    from visualizations.selection import find

    settings = settings_of(ctx, given, ("tabel", "json"))
    outcome = _outcome(settings)
    advices = find(outcome, " ".join(words))
    if settings.format == "json":
        from visualizations.contract import advice_data

        _emit(settings, _json(advice_data(outcome, advices)))
        return
    from visualizations.terminal import together, why

    _show(settings, together(why(outcome, advice) for advice in advices))


@program.command()
@click.option("--kruiscontrole", is_flag=True, help="Laat beide engines rekenen en meld elk verschil.")
@common
@click.pass_context
def controleer(ctx: click.Context, /, kruiscontrole: bool, **given: Any) -> None:
    """Controleer alle bestanden van het dossier; afsluitcode 1 bij verschillen, 2 bij fouten."""
    from visualizations.checks import differences_text, summary

    settings = settings_of(ctx, given)
    case = _case(settings)
    if not kruiscontrole:
        _emit(settings, summary(case))
        return
    from strategy.inference.choose import cross_check

    differences = cross_check(case.rulebook, case.facts)
    _emit(settings, summary(case) + differences_text(differences))
    if differences:
        ctx.exit(1)


@program.command()
@click.option(
    "--referentie", metavar="BESTAND", help="Referentietabel; anders tests/referentie.yaml bij het dossier."
)
@click.option(
    "--snel", is_flag=True, help="Sla het weglaten per onderdeel over (dat rekent tientallen keren opnieuw)."
)
@common
@click.pass_context
def valideer(ctx: click.Context, /, referentie: str | None, snel: bool, **given: Any) -> None:
    """Houd het advies tegen wat de strategie zelf adviseerde, met de eerlijke cijfers erbij."""
    from strategy.validation.reference import read_reference
    from visualizations.validation_report import report

    settings = settings_of(ctx, given, ("tabel", "md"))
    outcome = _outcome(settings)
    table = Path(referentie) if referentie else Path(outcome.case.dossier.root) / "tests" / "referentie.yaml"
    if not referentie and not table.is_file():
        raise KrachtenveldError(
            "dit dossier heeft nog geen referentietabel", f"maak {table}, of noem een tabel met --referentie"
        )
    reference = read_reference(table)
    _emit(settings, report(outcome, reference, settings.engine or "auto", quick=snel))


@program.command()
@click.option("--titel", metavar="TEKST", help="Titel boven de kaart.")
@common
@click.pass_context
def kaart(ctx: click.Context, /, titel: str | None, **given: Any) -> None:
    """Maak de netwerkkaart: één HTML-bestand dat zonder internet werkt."""
    from visualizations.kaart import render_map

    settings = settings_of(ctx, given)
    outcome = _outcome(settings)
    target = replace(settings, out=settings.out or "uit/kaart.html")
    _emit(target, render_map(outcome, title=titel))


@program.command()
@common
@click.pass_context
def schema(ctx: click.Context, /, **given: Any) -> None:
    """Schrijf JSON-schema's met de namen van dit dossier, zodat een editor aanvult en controleert."""
    from strategy.dossier.files import is_installed
    from strategy.dossier.jsonschema import content_schemas
    from strategy.rulebook.jsonschema import rules_schema
    from visualizations.contract import advice_schema

    settings = settings_of(ctx, given)
    loaded, rulebook = _read(settings)
    schemas = {
        **content_schemas(loaded.names),
        "regels": rules_schema(rulebook.types),
        "advies": advice_schema(),
    }
    root = Path(loaded.dossier.root)
    folder = Path(settings.out) if settings.out else Path("schema") if is_installed(root) else root / "schema"
    for name, content in schemas.items():
        marked = {"$comment": "gemaakt met krachtenveld schema", **content}
        _emit(replace(settings, out=str(folder / f"{name}.json")), _json(marked))


@program.command()
@click.option("--feiten", is_flag=True, help="Toon de feiten waarover regels gaan.")
@common
@click.pass_context
def regels(ctx: click.Context, /, feiten: bool, **given: Any) -> None:
    """Toon de regels als leesbare documentatie (Markdown)."""
    from visualizations.rule_pages import facts_markdown, rules_markdown

    settings = settings_of(ctx, given, ("tabel", "md"))
    if feiten:
        _emit(settings, facts_markdown(_case(settings).rulebook.types))
        return
    outcome = _outcome(settings)
    _emit(settings, rules_markdown(outcome.case.rulebook, outcome.trace.fired))


# ── from settings to outcome, from outcome to paper ───────────────────────────────────────────────────


def _read(settings: Settings) -> tuple[Loaded, Rulebook]:
    from strategy.dossier.files import VARIABLE, find_dossier, shipped_dossier
    from strategy.rulebook.whole import read_dossier

    here = Path.cwd()
    folder = find_dossier(settings.dossier, os.environ, here)
    named = settings.dossier or os.environ.get(VARIABLE)
    if not named and folder == shipped_dossier() and folder not in (here, *here.parents):
        click.echo("let op: hier staat geen dossier.yaml; dit is het dossier van Zaanstad", err=True)
    return read_dossier(folder)


def _case(settings: Settings) -> Case:
    from strategy.advice.advise import prepare

    loaded, rulebook = _read(settings)
    return prepare(loaded, settings.day, settings.public, rulebook)


def _outcome(settings: Settings) -> Outcome:
    from strategy.advice.advise import advise
    from strategy.dossier.provenance import Period

    case = _case(settings)
    term = case.dossier.header.term
    if settings.day and not Period(term.start, term.end).holds(settings.day):
        click.echo(f"let op: {settings.day} valt buiten de periode van dit dossier", err=True)
    outcome = advise(case, settings.engine or "auto")
    for note in outcome.notes:
        click.echo(f"let op: {note}", err=True)
    return outcome


def _json(data: dict[str, Any]) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _show(settings: Settings, content: Any) -> None:
    from visualizations.terminal import to_text

    terminal = settings.out is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = os.get_terminal_size().columns if settings.out is None and sys.stdout.isatty() else None
    _emit(settings, to_text(content, terminal, width))


def _emit(settings: Settings, text: str) -> None:
    if settings.out is None:
        click.echo(text, nl=False)
        return
    from visualizations.output import marked, write_text

    path = Path(settings.out)
    write_text(path, marked(path, text), settings.force)
    click.echo(f"geschreven: {path}", err=True)


def _tell(findings: Sequence[Finding]) -> None:
    from visualizations.terminal import findings_text

    click.echo(findings_text(findings), nl=False, err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program; exit code 0 fine, 1 findings of a check, 2 bad input or usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = program.main(given, prog_name="krachtenveld", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("afgebroken", err=True)
        code = 2
    except click.ClickException as error:
        click.echo(f"fout: {usage_message(error)}\n      zie `krachtenveld --help`", err=True)
        code = 2
    except InputError as error:
        _raise_when_debugging(given)
        _tell(error.findings)
        code = 2
    except KrachtenveldError as error:
        _raise_when_debugging(given)
        click.echo(f"fout: {error.message}" + (f"\n      {error.hint}" if error.hint else ""), err=True)
        code = 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        _raise_when_debugging(given)
        click.echo(
            f"fout: krachtenveld liep vast ({type(error).__name__}: {error})\n"
            "      dit is een fout in het programma; meld haar met de uitvoer van --debug",
            err=True,
        )
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


def _raise_when_debugging(arguments: Sequence[str]) -> None:
    if "--debug" in arguments:
        raise


if __name__ == "__main__":
    main()
