"""`krachtenveld valideer`: the advice held against a reference."""

from __future__ import annotations

from pathlib import Path

import click

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import deliver, engine_for_many, folder_read, outcome_of
from strategy.errors import KrachtenveldError


@click.command(cls=DutchCommand)
@click.option(
    "--referentie", metavar="BESTAND", help="Referentietabel; anders tests/referentie.yaml bij het dossier."
)
@click.option(
    "--snel", is_flag=True, help="Sla het weglaten per onderdeel over (dat rekent tientallen keren opnieuw)."
)
@with_settings("tabel", "md")
def valideer(settings: Settings, referentie: str | None, snel: bool) -> None:
    """Houd het advies tegen wat de strategie zelf adviseerde en uitsloot, met de eerlijke cijfers erbij."""
    from strategy.validation.reference import read_reference
    from visualizations.reports.valideer import validation_report

    outcome = outcome_of(settings)
    table = Path(referentie) if referentie else folder_read(settings) / "tests" / "referentie.yaml"
    if not referentie and not table.is_file():
        raise KrachtenveldError(
            "dit dossier heeft nog geen referentietabel", f"maak {table}, of noem een tabel met --referentie"
        )
    reference = read_reference(table)
    deliver(settings, validation_report(outcome, reference, engine_for_many(settings), quick=snel))
