"""`krachtenveld gevoelig`: what tips an advice, and what carries it."""

from __future__ import annotations

import sys

import click

from commands.options import DutchCommand, Settings, amount, with_settings
from commands.shared import deliver, engine_for_many, outcome_of


@click.command(cls=DutchCommand)
@click.argument("words", metavar="ADVIES", nargs=-1, required=True)
@amount("--top", help="Zoveel per vraag (anders 5); 0 is alles.", default=5)
@click.option("--snel", is_flag=True, help="Alleen de gewichten; elk oordeel kost een hele berekening.")
@with_settings("tabel", "json")
def gevoelig(settings: Settings, words: tuple[str, ...], top: int, snel: bool) -> None:
    """Laat zien bij welk gewicht een advies kantelt, en welke oordelen en aannames het dragen.

    ADVIES is de naam onder elk advies, bijvoorbeeld positie/vng-zjo/portefeuille/jeugd; een paar woorden uit
    die naam of uit de titel mag ook.
    """
    from strategy.advice.select import find_among
    from strategy.explain.judgements import judge, weigh
    from visualizations.reports.gevoelig import sensitivity_report

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
