"""`krachtenveld importeer`: a position list from a spreadsheet, or a stakeholder map, held against the dossier."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from commands.options import DutchCommand, Filled, Settings, with_settings
from commands.shared import deliver, read_files
from commands.streams import standard_input

if TYPE_CHECKING:
    from strategy.importing.drafts import ComparedList
    from strategy.workspace import Workspace
    from visualizations.reports.importeer import Written

STDIN = "-"
_FILES = (".csv", ".cyjs", ".gexf", ".graphml", ".json", ".md", ".tsv", ".txt", ".xlsx", ".yaml", ".yml")
"""Endings of a name that is no folder."""


@click.command(cls=DutchCommand)
@click.argument("source", metavar="BESTAND")
@click.option("--blad", type=Filled(), metavar="NAAM", help="Lees alleen dit blad van een Excel-bestand.")
@click.option(
    "--bron", type=Filled(), metavar="TEKST", help="Titel van de lijst als bron (anders de bestandsnaam)."
)
@click.option(
    "--netwerk",
    type=Filled(),
    metavar="NAAM",
    help="Hierbij horen tafels waarvan de lijst het netwerk niet noemt.",
)
@with_settings("tabel", "json", "md", no_scenario="de lijst wordt naast het dossier zelf gelegd")
def importeer(
    settings: Settings,
    source: str,
    blad: str | None,
    bron: str | None,
    netwerk: str | None,
) -> None:
    """Lees een positielijst uit Excel of een stakeholderkaart en leg haar naast het dossier.

    BESTAND is een Excel-bestand (.xlsx), een CSV, een tekst die uit Excel is geplakt, een kaart uit Kumu (.xlsx of .json),
    Cytoscape (.cyjs), Gephi of yEd (.gexf of .graphml), of - voor wat er binnenkomt. Het dossier zelf verandert niet: met --uit MAP komt het voorstel in een nieuwe map, met uitleg.
    """
    from strategy.advice.advise import prepare
    from strategy.importing.drafts import compare_list
    from visualizations.reports.importeer import import_report
    from visualizations.writers.safe_files import MARK

    _check(settings)
    raw = _content(source)
    present = read_files(settings)
    if settings.out:
        present.proven()
    case = prepare(present.loaded, settings.day, rulebook=present.rulebook)
    compared = compare_list(raw, source, case, blad, bron, netwerk, MARK)
    written = _write(settings.out, compared, present) if settings.out else None
    deliver(replace(settings, out=None), import_report(compared, written))


def _check(settings: Settings) -> None:
    """Raise click.UsageError for what means nothing with a list; `--uit` is a folder here."""
    if settings.public:
        raise click.UsageError("importeer kent geen --openbaar: het verslag noemt ook wat intern is")
    if settings.out and PurePath(settings.out).suffix.lower() in _FILES:
        raise click.UsageError(
            f"--uit {settings.out} lijkt een bestand; noem een nieuwe map. Het verslag zelf komt op het scherm"
        )


def _content(source: str) -> bytes:
    """What the list holds. Raises KrachtenveldError when there is nothing to read, or far too much."""
    from strategy.dossier.files import opened
    from strategy.importing.lists import MAX_BYTES

    if source == STDIN:
        return standard_input(MAX_BYTES + 1)
    with opened(source, f"noem het bestand met de lijst, of {STDIN}") as stream:
        return stream.read(MAX_BYTES + 1)


def _write(folder: str, compared: ComparedList, present: Workspace) -> Written | None:
    """The proposal in a new folder, when there is one; nothing that is there is touched."""
    from strategy.importing.drafts import proposed_files
    from visualizations.reports.importeer import README, Written, document_of
    from visualizations.writers.safe_files import write_all_or_nothing

    if compared.proposal.empty:
        return None
    sheets = [table.sheet for table, _ in compared.listed.sheets]
    written = Written(folder, proposed_files(compared.proposal, compared.source, sheets, present))
    texts = {**written.proposed.texts(), README: document_of(compared, written)}
    write_all_or_nothing(Path(folder), {path: text.encode() for path, text in texts.items()})
    for path in sorted(texts):
        click.echo(f"geschreven: {folder}/{path}", err=True)
    return written
