"""`krachtenveld nagaan`: what is to be confirmed, as a worklist in Excel, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import DutchCommand, Settings, amount, with_settings
from commands.shared import deliver, folder_read, outcome_of, read_files
from strategy.errors import KrachtenveldError

if TYPE_CHECKING:
    from strategy.worklist.proposal import WorkProposal
    from strategy.workspace import Workspace


@click.command(cls=DutchCommand)
@click.argument("source", metavar="[LIJST]", required=False)
@amount("--top", help="Zoveel gegevens om na te gaan; 0 is alle (op het scherm 20).")
@click.option("--schrijf", "write", is_flag=True, help="Zet wat een ingevulde LIJST wijzigt in het dossier.")
@with_settings("tabel", "json", "md", "xlsx", no_scenario="de lijst gaat over het dossier zelf")
def nagaan(settings: Settings, source: str | None, top: int | None, write: bool) -> None:
    """Maak een lijst van wat na te gaan is, en lees haar terug.

    Zonder LIJST: de gegevens in volgorde van wat zij in het advies dragen; met --uit lijst.xlsx om in Excel in te vullen.
    Met een ingevulde LIJST (.xlsx): wat daardoor verandert. Het dossier zelf verandert alleen met --schrijf.
    """
    from strategy.worklist.rows import worklist
    from visualizations.reports.nagaan import proposal_report, worklist_report

    _check(settings, source, write)
    present = read_files(settings)
    if source is None:
        shown = (20 if settings.format in (None, "tabel", "md") else 0) if top is None else top
        deliver(settings, worklist_report(worklist(outcome_of(settings, present), present), shown))
        return
    from strategy.worklist.answers import read_answers
    from strategy.worklist.proposal import propose

    raw = _content(source)
    present.proven()
    listed = worklist(outcome_of(settings, present), present)
    name = Path(source).name
    proposal = propose(listed, read_answers(raw, name, listed), present)
    if write and proposal.files:
        _write(folder_read(settings), proposal, present)
    deliver(settings, proposal_report(proposal, name, write))


def _check(settings: Settings, source: str | None, write: bool) -> None:
    """Raise click.UsageError for what means nothing here."""
    if source is None:
        if write:
            raise click.UsageError(
                "--schrijf hoort bij een ingevulde lijst: krachtenveld nagaan lijst.xlsx --schrijf"
            )
        return
    if settings.public:
        raise click.UsageError("een ingevulde lijst wordt naast het hele dossier gelegd; laat --openbaar weg")
    if settings.format == "xlsx":
        raise click.UsageError("het voorstel is geen Excel-bestand; kies uit: tabel, json, md")


def _content(source: str) -> bytes:
    """What the list holds. Raises KrachtenveldError when there is nothing to read."""
    from strategy.dossier.files import opened
    from strategy.importing.lists import MAX_BYTES

    with opened(source, "noem het bestand met de lijst") as stream:
        return stream.read(MAX_BYTES + 1)


def _write(root: Path, proposal: WorkProposal, present: Workspace) -> None:
    """Change the files of the dossier, all of them or none."""
    from functools import partial

    from strategy.dossier.files import is_installed
    from strategy.templates.text import apply
    from visualizations.writers.safe_files import replace_all_or_nothing

    if is_installed(root):
        raise KrachtenveldError(
            "het dossier dat bij het programma hoort, wordt niet gewijzigd",
            "wijs met --dossier uw eigen dossier aan",
        )
    changes = {path: partial(apply, edits=made) for path, made in proposal.edits.items()}
    replace_all_or_nothing(root, changes, present.texts, proposal.new)
    for path in proposal.files:
        click.echo(f"geschreven: {root / path}", err=True)
