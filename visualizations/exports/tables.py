"""An export as sheets: nodes and edges, the advice with a row per argument, and the lists behind the network: portfolios,
themes, moments and sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from strategy.advice.model import Advice, Entry
from strategy.advice.names import sentence
from strategy.advice.select import networks_of
from strategy.calendar.agenda import MomentChoice
from strategy.explain.grounds import grounds
from visualizations.exports.model import (
    NODE_ATTRIBUTES,
    STATED_ATTRIBUTES,
    Attribute,
    Export,
    Kind,
    Sort,
    Value,
    Values,
    joined_texts,
    listed,
    tidy,
)
from visualizations.exports.reading import grounded
from visualizations.reports.advies import advice_sheet
from visualizations.reports.kalender import calendar, moment_sheet
from visualizations.writers.sheets import Cell, Column, Sheet

_ABOUT = (
    Column("netwerk", "het netwerk waarover het gaat"),
    Column("actor", "de actor waarover het gaat"),
    Column("gremium", "het gremium waarover het gaat"),
    Column("rol", "de rol die wordt aangeraden"),
    Column("thema", "het thema van de zetel of de samenwerking"),
    Column("laag", "van een relatie: bestuurlijk, ambtelijk …"),
    Column("doel", "van een route: wie bereikt moet worden"),
    Column("via", "van een route: langs wie; leeg is rechtstreeks"),
    Column("eerst", "wat eerst nodig is, of de voorkeur heeft"),
    Column("instrument", "het instrument waarover het gaat"),
    Column("aard", "het minst zekere onder het sterkste argument: registratie, oordeel of aanname"),
    Column("te verifiëren", "wat onder het sterkste argument nog nagegaan moet worden"),
)
ARGUMENTS = (
    Column("rang", "de rang van het advies", "whole"),
    Column("advies", "wat er wordt aangeraden"),
    Column("telt", "voor of tegen"),
    Column("argument", "de redenering"),
    Column("prioriteit", "voor welke prioriteit"),
    Column("opgave", "binnen welke opgave"),
    Column("punten", "punten van de regel", "number"),
    Column("gewicht", "gewicht van prioriteit en opgave samen", "number"),
    Column("factor", "waarmee de punten nog worden vermenigvuldigd", "number"),
    Column("waarde", "punten × gewicht × factor", "number"),
    Column("aard", "het minst zekere eronder: registratie, oordeel of aanname"),
    Column("bron", "document en paragraaf van de feiten eronder"),
    Column("te verifiëren", "wat daarvan nog nagegaan moet worden"),
    Column("regel", "de regel die het concludeert"),
    Column("plek", "bestand en nummer van de tekstregel"),
    Column("id", "de naam van het advies"),
)


def advices(export: Export) -> Sheet:
    """One row per advice, best first: what the list of `advies` has, and what it is about."""
    outcome, names = export.outcome, export.outcome.names
    base = advice_sheet(outcome, export.advices)
    layers = {layer.id: layer.name for layer in outcome.case.dossier.layers}
    network = networks_of(outcome, outcome.advices)
    rows: list[tuple[Cell, ...]] = []
    for row, advice in zip(base.rows, export.advices, strict=True):
        target = advice.target
        said = grounded(grounds(outcome, advice.entries[0]) if advice.entries else ())
        about: tuple[Cell, ...] = (
            layers.get(network[advice.id]),
            names.name("actor", target.actor),
            names.name("gremium", target.body),
            target.role,
            names.name("thema", target.theme),
            target.layer,
            names.name("actor", target.to),
            names.name("actor", target.via),
            names.name("gremium", target.first),
            names.name("instrument", target.instrument),
            _text(said.get("aard")),
            _text(said.get("te_verifieren")),
        )
        rows.append((*row[:-1], *about, row[-1]))
    return Sheet(base.name, (*base.columns[:-1], *_ABOUT, base.columns[-1]), tuple(rows))


def arguments(export: Export) -> Sheet:
    """One row per contribution to an advice, those against it after those for it."""
    rows = (
        _argument(export, advice, entry, side)
        for advice in export.advices
        for side, entries in (("voor", advice.entries), ("tegen", advice.counters))
        for entry in entries
    )
    return Sheet("Onderbouwing", ARGUMENTS, tuple(rows))


def _argument(export: Export, advice: Advice, entry: Entry, side: str) -> tuple[Cell, ...]:
    outcome, names = export.outcome, export.outcome.names
    rule = outcome.trace.rules[entry.rule]
    said = grounded(grounds(outcome, entry))
    return (
        advice.rank,
        advice.title,
        side,
        sentence(outcome.trace, names, entry.firing),
        names.name("prioriteit", entry.priority),
        names.name("opgave", entry.opgave),
        entry.points,
        entry.weight,
        entry.factor,
        entry.value,
        *(_text(said.get(key)) for key in ("aard", "bron", "te_verifieren")),
        entry.rule,
        f"{rule.span.file}:{rule.span.line}",
        advice.id,
    )


def _text(value: Value | None) -> Cell:
    return joined_texts(value) if isinstance(value, tuple) else None if value is None else str(value)


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


def moment_choice(export: Export) -> MomentChoice:
    """The moments of an export: those within its choice, also what is over."""
    return MomentChoice(network=export.choice.network, opgave=export.choice.opgave, past=True)


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


_KINDS: Mapping[str, Kind] = {
    "opgaven": "opgave", "prioriteiten": "prioriteit", "actoren": "actor", "gremia": "gremium",
    "zetels": "zetel", "instrumenten": "instrument",
}  # fmt: skip
_SORTS: Mapping[Sort, Literal["number", "whole"]] = {"number": "number", "whole": "whole"}
_ADVISED = ("advies", "dient")
"""Lines that say again what the sheets of advice and arguments say."""


def tables(export: Export) -> dict[str, Sheet]:
    """Every sheet, by the name that users type for it."""
    return {name: table(export, name) for name in TABLES}


def table(export: Export, name: str) -> Sheet:
    """One sheet by its name, which is one of TABLES; all its cells are tidy."""
    sheet = _TABLES[name](export)
    rows = (tuple(map(tidy, row)) for row in sheet.rows)
    return Sheet(sheet.name, sheet.columns, tuple(rows))


def column_title(key: str) -> str:
    """The heading above an attribute: te_verifieren is "te verifiëren"."""
    return key.replace("_", " ").replace("verifieren", "verifiëren").replace("themas", "thema's")


def _nodes(name: str) -> Callable[[Export], Sheet]:
    kind = _KINDS[name]
    attributes = tuple(
        item for item in NODE_ATTRIBUTES if kind in item.on and item.key not in ("soort", "naam")
    )
    columns = (
        Column("naam", "de volledige naam"),
        *map(_column, attributes),
        Column("id", "de naam in andere vormen"),
    )

    def make(export: Export) -> Sheet:
        rows = (
            (str(node.values["naam"]), *_cells(node.values, attributes), node.id)
            for node in export.nodes
            if node.kind == kind
        )
        return Sheet(name.capitalize(), columns, tuple(rows))

    return make


def _lines(export: Export) -> Sheet:
    label = {node.id: node.label for node in export.nodes}
    columns = (
        Column("van", "het begin van de lijn"),
        Column("naar", "het einde van de lijn"),
        Column("opschrift", "wat er bij de lijn staat"),
        *map(_column, STATED_ATTRIBUTES),
        Column("van id", "het begin, met de naam in andere vormen"),
        Column("naar id", "het einde, met de naam in andere vormen"),
    )
    rows = (
        (label[edge.start], label[edge.end], edge.label, *_cells(edge.values, STATED_ATTRIBUTES), edge.start, edge.end)
        for edge in export.edges
        if edge.kind not in _ADVISED
    )  # fmt: skip
    return Sheet("Relaties", columns, tuple(rows))


def _column(item: Attribute) -> Column:
    return Column(column_title(item.key), item.meaning, _SORTS.get(item.sort, "text"))


def _cells(values: Values, attributes: Iterable[Attribute]) -> Iterable[Cell]:
    return (_cell(values.get(item.key)) for item in attributes)


def _cell(value: Value | None) -> Cell:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return listed(value) if isinstance(value, tuple) else value


_TABLES: Mapping[str, Callable[[Export], Sheet]] = {
    "adviezen": advices,
    "onderbouwing": arguments,
    **{name: _nodes(name) for name in _KINDS},
    "relaties": _lines,
    "portefeuilles": portfolio_sheet,
    "themas": theme_sheet,
    "momenten": moments,
    "bronnen": source_sheet,
}
TABLES: tuple[str, ...] = tuple(_TABLES)
