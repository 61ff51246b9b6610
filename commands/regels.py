"""`krachtenveld regels`: the rules as documentation, in sentences and as decision tables."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

import click

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import case_of, emit, outcome_of

FORMS = ("tabel", "md", "html")


@click.command(cls=DutchCommand)
@click.option("--regel", "name", metavar="NAAM", help="Alleen deze regel.")
@click.option("--tabel", "tables", is_flag=True, help="Toon per vraag een beslistabel: wie vraagt wat.")
@click.option("--feiten", "facts", is_flag=True, help="Toon de feiten waarover regels gaan.")
@with_settings(*FORMS)
def regels(settings: Settings, name: str | None, tables: bool, facts: bool) -> None:
    """Toon de regels in gewone zinnen, met wat ze in de laatste run deden.

    Met --formaat html wordt het één webpagina die zonder internet werkt en zich laat afdrukken.
    """
    if sum((bool(name), tables, facts)) > 1:
        raise click.UsageError("kies één van --regel, --tabel en --feiten")
    if settings.format is None and (settings.out or "").endswith(".html"):
        settings = replace(settings, format="html")
    if facts:
        _facts(settings)
    elif tables:
        _tables(settings)
    else:
        _book(settings, name)


def _book(settings: Settings, name: str | None) -> None:
    from strategy.errors import KrachtenveldError, suggest
    from visualizations.regels.book import book

    outcome = outcome_of(settings)
    known = [rule.id for rule in outcome.case.rulebook.rules]
    if name is not None and name not in known:
        hint = suggest(name, known) or "`krachtenveld regels --tabel` toont alle namen"
        raise KrachtenveldError(f'er is geen regel "{name}"', hint)
    made = book(outcome, name)
    if settings.format == "html":
        from visualizations.regels.page import book_page

        emit(_to_file(settings, name or "regels"), book_page(made))
        return
    from visualizations.regels.book import book_markdown

    emit(settings, book_markdown(made))


def _tables(settings: Settings) -> None:
    from visualizations.regels.tables import decision_tables
    from visualizations.writers.words import title

    case = case_of(settings)
    made = decision_tables(case.rulebook)
    dossier = title(case)
    if settings.format == "html":
        from visualizations.regels.page import tables_page

        emit(_to_file(settings, "beslistabellen"), tables_page(dossier, f"regelset {case.fingerprint}", made))
    elif settings.format == "md":
        from visualizations.regels.tables import tables_markdown

        emit(settings, tables_markdown(dossier, made))
    else:
        from visualizations.regels.tables import tables_text
        from visualizations.writers.screen import PLAIN_WIDTH

        terminal = settings.out is None and sys.stdout.isatty()
        emit(
            settings, tables_text(dossier, made, os.get_terminal_size().columns if terminal else PLAIN_WIDTH)
        )


def _facts(settings: Settings) -> None:
    from visualizations.regels.book import fact_page, facts_markdown
    from visualizations.writers.words import title

    case = case_of(settings)
    made = fact_page(title(case), case.rulebook)
    if settings.format == "html":
        from visualizations.regels.page import facts_page

        emit(_to_file(settings, "feiten"), facts_page(made))
        return
    emit(settings, facts_markdown(made))


def _to_file(settings: Settings, name: str) -> Settings:
    """A page is for a browser, so it goes to a file, also when none is named."""
    return replace(settings, out=settings.out or f"uit/{name}.html")
