"""`krachtenveld gevoelig`: what tips an advice, and what carries it."""

from __future__ import annotations

import sys
from typing import Any

import click

from commands.options import DutchCommand, common, settings_of
from commands.shared import deliver, engine_for_many, outcome_of


@click.command(cls=DutchCommand)
@click.argument("words", metavar="ADVIES", nargs=-1, required=True)
@click.option(
    "--top",
    type=click.IntRange(0),
    metavar="AANTAL",
    default=5,
    help="Zoveel per vraag (anders 5); 0 is alles.",
)
@click.option("--snel", is_flag=True, help="Alleen de gewichten; elk oordeel kost een hele berekening.")
@common
@click.pass_context
def gevoelig(ctx: click.Context, /, words: tuple[str, ...], top: int, snel: bool, **given: Any) -> None:
    """Laat zien bij welk gewicht een advies kantelt, en welke oordelen en aannames het dragen.

    ADVIES is de naam onder elk advies, bijvoorbeeld positie/vng-zjo/portefeuille/jeugd; een paar woorden uit
    die naam of uit de titel mag ook.
    """
    from strategy.advice.select import find_among
    from strategy.explain.judgements import judge, weigh
    from visualizations.reports.gevoelig import sensitivity_report

    settings = settings_of(ctx, given, ("tabel", "json"))
    outcome = outcome_of(settings)
    found = weigh(outcome, find_among(outcome.advices, " ".join(words)))
    if not snel:
        found = judge(outcome, found, engine_for_many(settings), _progress)
    deliver(settings, sensitivity_report(outcome, found, top))


def _progress(done: int, total: int) -> None:
    """On a terminal, how far it is: with many judgements it takes a while."""
    if sys.stderr.isatty():
        end = "\r\x1b[K" if done == total else ""
        click.echo(f"\r{done} van {total} oordelen en aannames nagerekend{end}", nl=False, err=True)
