"""`krachtenveld regels`: the rules as documentation, in sentences and as decision tables."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import case_of, deliver, outcome_of

if TYPE_CHECKING:
    from visualizations.writers.report import Report


@click.command(cls=DutchCommand)
@click.option("--regel", "name", metavar="NAAM", help="Alleen deze regel.")
@click.option("--tabel", "tables", is_flag=True, help="Toon per vraag een beslistabel: wie vraagt wat.")
@click.option("--feiten", "facts", is_flag=True, help="Toon de feiten waarover regels gaan.")
@with_settings("tabel", "md", "html")
def regels(settings: Settings, name: str | None, tables: bool, facts: bool) -> None:
    """Toon de regels in gewone zinnen, met wat ze in de laatste run deden.

    Met --formaat html wordt het één webpagina die zonder internet werkt en zich laat afdrukken.
    """
    if sum((bool(name), tables, facts)) > 1:
        raise click.UsageError("kies één van --regel, --tabel en --feiten")
    if settings.format is None and (settings.out or "").endswith(".html"):
        settings = replace(settings, format="html")
    if facts:
        file, report = "feiten", _facts(settings)
    elif tables:
        file, report = "beslistabellen", _tables(settings)
    else:
        file, report = name or "regels", _book(settings, name)
    if settings.format == "html":  # a page is for a browser, so it goes to a file, also when none is named
        settings = replace(settings, out=settings.out or f"uit/{file}.html")
    deliver(settings, report)


def _book(settings: Settings, name: str | None) -> Report:
    from visualizations.regels.book import book, book_markdown, book_page
    from visualizations.writers.report import Report

    outcome = outcome_of(settings)
    if name is not None:
        outcome.case.rulebook.rule(name)
    made = book(outcome, name)
    text = partial(book_markdown, made)
    return Report(text, markdown=text, others={"html": lambda: book_page(made)})


def _tables(settings: Settings) -> Report:
    from visualizations.regels.book import tables_page
    from visualizations.regels.tables import decision_tables, tables_markdown, tables_text
    from visualizations.writers.report import Report
    from visualizations.writers.screen import PLAIN_WIDTH
    from visualizations.writers.stamps import title

    case = case_of(settings)
    made, dossier = decision_tables(case.rulebook), title(case)
    terminal = settings.out is None and sys.stdout.isatty()
    return Report(
        lambda: tables_text(dossier, made, os.get_terminal_size().columns if terminal else PLAIN_WIDTH),
        markdown=lambda: tables_markdown(dossier, made),
        others={"html": lambda: tables_page(dossier, f"regelset {case.fingerprint}", made)},
    )


def _facts(settings: Settings) -> Report:
    from visualizations.regels.book import fact_page, facts_markdown, facts_page
    from visualizations.writers.report import Report
    from visualizations.writers.stamps import title

    case = case_of(settings)
    made = fact_page(title(case), case.rulebook)
    text = partial(facts_markdown, made)
    return Report(text, markdown=text, others={"html": lambda: facts_page(made)})
