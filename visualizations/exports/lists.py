"""The sheets behind the network: portfolios, themes, moments and sources."""

from __future__ import annotations

from strategy.calendar.agenda import Choice
from visualizations.exports.legible import joined_texts
from visualizations.exports.model import Export
from visualizations.reports.kalender import calendar, moment_sheet
from visualizations.sheets import Cell, Column, Sheet

SOURCES = (
    Column("document", "de naam waarmee feiten verwijzen"),
    Column("titel", "titel van het document"),
    Column("kort", "korte titel"),
    Column("uitgever", "wie het uitgaf"),
    Column("datum", "datum of jaar"),
    Column("paragraaf", "nummer van de paragraaf"),
    Column("paragraaftitel", "titel van de paragraaf"),
    Column("geeft advies", "ja als de paragraaf zelf adviezen bevat"),
    Column("beschikbaar", "nee als het document wel is genoemd, maar niet voorhanden is"),
)
PORTFOLIOS = (
    Column("portefeuille", "naam van de portefeuille"),
    Column("id", "korte naam"),
    Column("ambt", "burgemeester of wethouder"),
    Column("thema's", "waarover zij gaat"),
    Column("dagdelen", "dagdelen per maand voor tafels buiten de gemeente", "number", 1),
    Column("aard dagdelen", "registratie, oordeel of aanname"),
)
THEMES = (
    Column("thema", "naam van het thema"),
    Column("id", "korte naam"),
    Column("valt onder", "thema's die één stap breder zijn"),
)


def portfolio_sheet(export: Export) -> Sheet:
    """One row per portfolio of the college: roles, never persons."""
    view, names = export.outcome.case.view, export.outcome.names
    rows: list[tuple[Cell, ...]] = []
    for item in filter(view.shows, view.dossier.college.portfolios):
        themes = (theme.value for theme in item.themes if view.shows(theme) and theme.value in view.themes)
        capacity = item.capacity
        time = (capacity.value, capacity.origin.nature) if capacity and view.shows(capacity) else (None, None)
        called = joined_texts(names.name("thema", theme) for theme in themes)
        rows.append((item.name, item.id, item.office, called, *time))
    return Sheet("Portefeuilles", PORTFOLIOS, tuple(rows))


def theme_sheet(export: Export) -> Sheet:
    """One row per theme of the vocabulary."""
    view = export.outcome.case.view
    rows: list[tuple[Cell, ...]] = []
    for theme in view.themes.values():
        parents = (item.value for item in theme.parents if view.shows(item) and item.value in view.themes)
        rows.append((theme.name, theme.id, joined_texts(view.themes[parent].name for parent in parents)))
    return Sheet("Themas", THEMES, tuple(rows))


def moment_choice(export: Export) -> Choice:
    """The moments of an export: those within its choice, also what is over."""
    return Choice(network=export.choice.network, opgave=export.choice.opgave, past=True)


def moments(export: Export) -> Sheet:
    """One row per moment, as `kalender` writes them."""
    return moment_sheet(calendar(export.outcome, moment_choice(export)).moments, "Momenten")


def source_sheet(export: Export) -> Sheet:
    """One row per paragraph of a source, or one for a source without paragraphs."""
    view = export.outcome.case.view
    rows: list[tuple[Cell, ...]] = []
    for item in filter(view.shows, view.dossier.documents):
        day = item.day.value if view.shows(item.day) else None
        about: tuple[Cell, ...] = (item.id, item.title, item.short, item.publisher, day)
        there = "ja" if item.available else "nee"
        rows += [
            (*about, part.id, part.title, "ja" if part.gives_advice else "nee", there)
            for part in item.sections
        ] or [(*about, None, None, None, there)]
    return Sheet("Bronnen", SOURCES, tuple(rows))
