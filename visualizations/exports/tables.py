"""The sheets of an export: advice, every kind of node, all lines, and the lists behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from strategy.calendar.agenda import Choice, agenda
from strategy.explain.basis import grounds
from visualizations.calendar.sheets import moment_sheet
from visualizations.exports.attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from visualizations.exports.legible import clean, listed
from visualizations.exports.model import Attribute, Export, Kind, Value, Values
from visualizations.selection import networks_of
from visualizations.sheets import Cell, Column, Sheet
from visualizations.tables import advice_sheet

_KINDS: Mapping[str, Kind] = {
    "opgaven": "opgave", "prioriteiten": "prioriteit", "actoren": "actor", "gremia": "gremium",
    "zetels": "zetel", "instrumenten": "instrument",
}  # fmt: skip
_SORTS: Mapping[str, str] = {"number": "number", "whole": "whole"}
_MORE = (
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
    Column("alle argumenten", "waarom, het sterkste eerst"),
    Column("tegenargumenten", "regels die ertegen pleiten, met punten"),
    Column("rust op", "oordelen en aannames onder het sterkste argument"),
    Column("te verifiëren", "wat daaronder nog nagegaan moet worden"),
    Column("bron", "document en paragraaf onder het sterkste argument"),
)
SOURCES = (
    Column("document", "de naam waarmee feiten verwijzen"),
    Column("titel", "titel van het document"),
    Column("kort", "korte titel"),
    Column("uitgever", "wie het uitgaf"),
    Column("datum", "datum of jaar"),
    Column("paragraaf", "nummer van de paragraaf"),
    Column("paragraaftitel", "titel van de paragraaf"),
    Column("geeft advies", "ja als de paragraaf zelf adviezen bevat"),
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


def tables(export: Export) -> dict[str, Sheet]:
    """Every sheet, by the name that users type for it."""
    return {name: _clean(make(export)) for name, make in _TABLES.items()}


def table(export: Export, name: str) -> Sheet:
    """One sheet by its name, which is one of TABLES."""
    return _clean(_TABLES[name](export))


def _advices(export: Export) -> Sheet:
    outcome, names = export.outcome, export.outcome.names
    base = advice_sheet(outcome, export.advices)
    layers = {layer.id: layer.name for layer in outcome.case.dossier.layers}
    network = networks_of(outcome, outcome.advices)
    rows = []
    for row, advice in zip(base.rows, export.advices, strict=True):
        target = advice.target
        found = grounds(outcome, advice.entries[0]) if advice.entries else ()
        doubts = (f"{item.text} ({item.nature})" for item in found if item.nature != "registratie")
        against = (f"{item.rule} ({item.points:g})".replace(".", ",") for item in advice.counters)
        more: tuple[Cell, ...] = (
            layers.get(network[advice.id]),
            names.name("actor", target.actor) or None,
            names.name("gremium", target.body) or None,
            target.role or None,
            names.name("thema", target.theme) or None,
            target.layer or None,
            names.name("actor", target.to) or None,
            names.name("actor", target.via) or None,
            names.name("gremium", target.first) or None,
            names.name("instrument", target.instrument) or None,
            _many(advice.arguments),
            _many(against),
            _many(doubts),
            _many(item.to_verify for item in found),
            _many(item.source for item in found),
        )
        rows.append((*row[:-1], *more, row[-1]))
    return Sheet(base.name, (*base.columns[:-1], *_MORE, base.columns[-1]), tuple(rows))


def _nodes(name: str) -> Callable[[Export], Sheet]:
    kind = _KINDS[name]
    attributes = tuple(
        item for item in NODE_ATTRIBUTES if kind in item.on and item.key not in ("soort", "naam")
    )

    def make(export: Export) -> Sheet:
        columns = (
            Column("naam", "de volledige naam"),
            *map(_column, attributes),
            Column("id", "de naam in andere vormen"),
        )
        return Sheet(
            name.capitalize(),
            columns,
            tuple(
                (str(node.values["naam"]), *_cells(node.values, attributes), node.id)
                for node in export.nodes
                if node.kind == kind
            ),
        )

    return make


def _lines(export: Export) -> Sheet:
    label = {node.id: node.label for node in export.nodes}
    columns = (
        Column("van", "het begin van de lijn"),
        Column("naar", "het einde van de lijn"),
        Column("opschrift", "wat er bij de lijn staat"),
        *map(_column, EDGE_ATTRIBUTES),
        Column("van id", "het begin, met de naam in andere vormen"),
        Column("naar id", "het einde, met de naam in andere vormen"),
    )
    rows = (
        (label[edge.start], label[edge.end], edge.label, *_cells(edge.values, EDGE_ATTRIBUTES), edge.start, edge.end)
        for edge in export.edges
    )  # fmt: skip
    return Sheet("Relaties", columns, tuple(rows))


def _portfolios(export: Export) -> Sheet:
    view, names = export.outcome.case.view, export.outcome.names
    rows: list[tuple[Cell, ...]] = []
    for item in filter(view.shows, view.dossier.college.portfolios):
        themes = (theme.value for theme in item.themes if view.shows(theme) and theme.value in view.themes)
        capacity = item.capacity
        time = (capacity.value, capacity.origin.nature) if capacity and view.shows(capacity) else (None, None)
        listed_themes = _many(names.name("thema", theme) for theme in themes)
        rows.append((item.name, item.id, item.office, listed_themes, *time))
    return Sheet("Portefeuilles", PORTFOLIOS, tuple(rows))


def _themes(export: Export) -> Sheet:
    view = export.outcome.case.view
    rows = (
        (
            theme.name,
            theme.id,
            _many(
                view.themes[parent.value].name
                for parent in theme.parents
                if view.shows(parent) and parent.value in view.themes
            ),
        )
        for theme in view.themes.values()
    )
    return Sheet("Themas", THEMES, tuple(rows))


def _moments(export: Export) -> Sheet:
    choice = Choice(network=export.choice.network, opgave=export.choice.opgave, past=True)
    sheet = moment_sheet(export.outcome, agenda(export.outcome, choice))
    return Sheet("Momenten", sheet.columns, sheet.rows)


def _sources(export: Export) -> Sheet:
    view = export.outcome.case.view
    rows: list[tuple[Cell, ...]] = []
    for item in filter(view.shows, view.dossier.documents):
        day = item.day.value if view.shows(item.day) else None
        about: tuple[Cell, ...] = (item.id, item.title, item.short, item.publisher, day)
        rows += [
            (*about, part.id, part.title, "ja" if part.gives_advice else "nee") for part in item.sections
        ] or [(*about, None, None, None)]
    return Sheet("Bronnen", SOURCES, tuple(rows))


_TABLES: Mapping[str, Callable[[Export], Sheet]] = {
    "adviezen": _advices,
    **{name: _nodes(name) for name in _KINDS},
    "relaties": _lines,
    "portefeuilles": _portfolios,
    "themas": _themes,
    "momenten": _moments,
    "bronnen": _sources,
}
TABLES: tuple[str, ...] = tuple(_TABLES)


def _column(item: Attribute) -> Column:
    title = item.key.replace("_", " ").replace("verifieren", "verifiëren").replace("themas", "thema's")
    sort = _SORTS.get(item.sort, "text")
    return Column(title, item.meaning, sort)  # type: ignore[arg-type]


def _cells(values: Values, attributes: Iterable[Attribute]) -> Iterable[Cell]:
    return (_cell(values.get(item.key)) for item in attributes)


def _cell(value: Value | None) -> Cell:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return listed(value) if isinstance(value, tuple) else value


def _many(texts: Iterable[str]) -> str:
    return listed(tuple(dict.fromkeys(filter(None, texts))))


def _clean(sheet: Sheet) -> Sheet:
    rows = (tuple(clean(cell) if isinstance(cell, str) else cell for cell in row) for row in sheet.rows)
    return Sheet(sheet.name, sheet.columns, tuple(rows))
