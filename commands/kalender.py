"""`krachtenveld kalender`: the moments that matter for seats and lobby, with the advice they serve."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import click

from commands.options import FORMATS, Day, DutchCommand, Settings, amount, with_settings
from commands.shared import deliver, outcome_of
from strategy.errors import KrachtenveldError


@click.command(cls=DutchCommand)
@click.option("--vanaf", type=Day(), help="Vanaf deze dag; ook voor de peildatum.")
@click.option("--tot", type=Day(), help="Tot en met deze dag.")
@click.option("--netwerk", metavar="NAAM", help="Alleen dit netwerk: vng, g40, mra …")
@click.option("--opgave", metavar="NAAM", help="Alleen wat advies voor deze opgave raakt.")
@click.option("--alles", is_flag=True, help="Ook wat voorbij is, en wat verder weg is dan een jaar.")
@amount("--top", help="Zoveel adviezen per moment (anders 3); 0 is alles.", default=3)
@with_settings(*FORMATS, "xlsx", "ics")
def kalender(
    settings: Settings,
    vanaf: date | None,
    tot: date | None,
    netwerk: str | None,
    opgave: str | None,
    alles: bool,
    top: int,
) -> None:
    """Toon welke deadlines, rondes en termijnen eraan komen, met het advies dat ervan afhangt."""
    from strategy.advice.select import Selection, resolved
    from strategy.calendar.agenda import MomentChoice
    from visualizations.reports.kalender import calendar, calendar_report, undated

    if vanaf and tot and tot < vanaf:
        raise click.UsageError(f"--tot {tot} ligt voor --vanaf {vanaf}; draai ze om")
    outcome = outcome_of(settings)
    named = resolved(outcome, Selection(network=netwerk, opgave=opgave))
    found = calendar(outcome, MomentChoice(vanaf, tot, named.network, named.opgave, past=alles))
    deliver(settings, calendar_report(found, top, _earlier(settings)))
    if settings.format == "ics" and (left := undated(found)):
        what = "heeft geen datum en staat" if left == 1 else "hebben geen datum en staan"
        of = f"{left} van de {len(found.moments)} momenten in deze keuze"
        click.echo(f"let op: {of} {what} niet in de agenda", err=True)


def _earlier(settings: Settings) -> bytes:
    """The calendar file that this one will take the place of; nothing when there is none that can be read."""
    from strategy.dossier.files import opened
    from strategy.dossier.yamltree import MAX_BYTES

    if settings.format != "ics" or settings.out is None:
        return b""
    most = 10 * MAX_BYTES
    with suppress(KrachtenveldError), opened(settings.out, "") as stream:
        content = stream.read(most + 1)
        return content if len(content) <= most else b""
    return b""
