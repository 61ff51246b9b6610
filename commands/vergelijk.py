"""`krachtenveld vergelijk`: two or more scenarios held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from commands.options import CHARTS, FORMATS, DutchCommand, Filled, Settings, amount, with_settings
from commands.shared import deliver, dossier_and_run, tell

if TYPE_CHECKING:
    from strategy.comparison.futures import Futures


@click.command(cls=DutchCommand)
@click.argument("scenarios", type=Filled(), metavar="[SCENARIO]...", nargs=-1)
@click.option(
    "--soort",
    type=Filled(),
    metavar="SOORT",
    help="Vergelijk deze soort (anders positie): relatie, route … of alle.",
)
@click.option("--opgave", metavar="NAAM", help="Alleen advies voor deze opgave.")
@click.option("--netwerk", metavar="NAAM", help="Alleen advies over dit netwerk: vng, g40, mra …")
@click.option("--band", metavar="BAND", help="Toon wat ergens in deze band staat, zoals doen of ook-doen.")
@amount("--top", help="Zoveel rijen per tabel en regels per lijst (anders 12); 0 is alles.", default=12)
@amount(
    "--top-n",
    "size",
    help="Zoveel adviezen zijn de hoogste, en zoveel telt een plan (anders 10).",
    default=10,
    least=1,
)
@click.option("--uitgang", is_flag=True, help="Geef afsluitcode 1 als er verschillen zijn.")
@with_settings(*FORMATS, "xlsx", *CHARTS)
def vergelijk(
    settings: Settings,
    scenarios: tuple[str, ...],
    soort: str | None,
    opgave: str | None,
    netwerk: str | None,
    band: str | None,
    top: int,
    size: int,
    uitgang: bool,
) -> None:
    """Vergelijk scenario's: welke posities zijn de moeite waard wat er ook gebeurt, en wat hangt waarvan af?

    SCENARIO is een naam, basis (het dossier zelf), een bestand, of meer met een + ertussen. Eén naam wordt naast
    basis gelegd; zonder naam komen alle scenario's van het dossier naast basis.
    """
    from visualizations.reports.vergelijk import comparison_report
    from visualizations.reports.vergelijk_story import ComparedChoice, compare_chosen

    if settings.scenario:
        raise click.UsageError(
            f"noem de scenario's zonder --scenario: krachtenveld vergelijk {settings.scenario}"
        )
    choice = ComparedChoice(soort, opgave, netwerk, band)
    found = compare_chosen(_futures(settings, scenarios), choice, size)
    deliver(settings, comparison_report(found, choice, top))
    if uitgang and found.different:
        raise Exit(1)


def _futures(settings: Settings, names: tuple[str, ...]) -> Futures:
    """The scenarios read and run; remarks about the runs go to stderr."""
    from strategy.comparison.futures import read_futures

    dossier, run = dossier_and_run(settings)
    futures = read_futures(dossier, names, run)
    tell(futures.columns)
    return futures
