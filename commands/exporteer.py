"""`krachtenveld exporteer`: the network and the advice in the forms of other programs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import DutchCommand, Filled, Settings, with_settings
from commands.shared import emit, outcome_of, show

if TYPE_CHECKING:
    from visualizations.exports.model import Export

FORMS = ("xlsx", "csv", "gexf", "graphml", "kumu", "cytoscape", "popolo", "mermaid", "json")
DEFAULT_TABLE = "adviezen"


@click.command(cls=DutchCommand)
@click.option(
    "--tabel", "name", type=Filled(), metavar="NAAM", help="Welke tabel: op het scherm, of als csv."
)
@click.option(
    "--zoek", type=Filled(), metavar="TEKST", help="Van die tabel alleen waar deze woorden in staan."
)
@click.option("--opgave", metavar="NAAM", help="Alleen wat bij deze opgave hoort.")
@click.option("--netwerk", metavar="NAAM", help="Alleen wat bij dit netwerk hoort: vng, g40, mra …")
@click.option(
    "--alles", "folder", type=Filled(), metavar="MAP", help="Schrijf alle vormen in een nieuwe of lege map."
)
@with_settings(*FORMS)
def exporteer(
    settings: Settings,
    name: str | None,
    zoek: str | None,
    opgave: str | None,
    netwerk: str | None,
    folder: str | None,
) -> None:
    """Schrijf het netwerk en het advies voor Excel, Gephi, Kumu en andere programma's.

    Het einde van de naam bij --uit zegt de vorm: .xlsx, .csv, .gexf, .graphml, .mmd of .json. Noem kumu,
    cytoscape en popolo met --formaat.
    """
    if zoek and (name is None or folder):
        raise click.UsageError("--zoek zoekt in een tabel; noem haar met --tabel, bijvoorbeeld --tabel namen")
    settings = _with_form(settings, name, folder)
    from strategy.advice.select import Selection
    from visualizations.exports.network import export_of

    table = _table(name)
    export = export_of(outcome_of(settings), Selection(opgave=opgave, network=netwerk))
    if folder is not None:
        _write_all(export, Path(folder))
    else:
        _write(settings, export, table, zoek or "", named=name is not None)


def _with_form(settings: Settings, name: str | None, folder: str | None) -> Settings:
    """The settings with a form. Raises click.UsageError when there is none, or when options contradict."""
    if folder is not None:
        if settings.format or settings.out or name:
            raise click.UsageError(
                "--alles schrijft elke vorm en elke tabel; laat --formaat, --uit en --tabel weg"
            )
        return settings
    if name is not None and settings.format not in (None, "csv"):
        raise click.UsageError(f"--tabel kiest een tabel voor csv; {settings.format} heeft ze niet apart")
    if settings.format is None and name is not None:
        return replace(settings, format="csv") if settings.out else settings
    if settings.format is None:
        raise click.UsageError(
            f"noem een vorm met --formaat ({', '.join(FORMS)}), of een bestand: --uit uit/netwerk.xlsx"
        )
    return settings


def _table(name: str | None) -> str:
    """The table that is meant. Raises KrachtenveldError when there is none of that name."""
    from strategy.errors import KrachtenveldError, quote, suggest
    from visualizations.exports.tables import TABLES

    wanted = (name or DEFAULT_TABLE).casefold()
    if wanted not in TABLES:
        raise KrachtenveldError(
            f"er is geen tabel {quote(name or '')}",
            suggest(wanted, TABLES) or f"kies uit: {', '.join(TABLES)}",
        )
    return wanted


def _write(settings: Settings, export: Export, table: str, sought: str, named: bool) -> None:
    from visualizations.exports.forms import csv_of, screen_of, text_of, workbook

    match settings.format:
        case None:
            from visualizations.writers.screen import screen

            show(settings, screen(screen_of(export, table, sought)))
        case "xlsx":
            emit(settings, workbook(export))
        case "csv":
            from visualizations.exports.tables import TABLES

            emit(settings, csv_of(export, table, sought))
            if not named:
                others = ", ".join(other for other in TABLES if other != table)
                click.echo(f"dit is de tabel {table}; met --tabel ook: {others}", err=True)
        case form:
            emit(settings, text_of(export, str(form)))
    if settings.format == "mermaid":
        from visualizations.exports.graphs import left_out_text

        if remark := left_out_text(export):
            click.echo(f"let op: {remark}", err=True)


def _write_all(export: Export, folder: Path) -> None:
    from visualizations.exports.forms import everything
    from visualizations.writers.safe_files import sealed, write_all_or_nothing

    files = {path: sealed(content) for path, content in everything(export).items()}
    write_all_or_nothing(folder, files)
    click.echo(f"geschreven: {len(files)} bestanden in {folder}", err=True)
