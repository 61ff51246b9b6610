"""An export as sheets: nodes and edges, the advice with a row per argument, and the lists behind the network: portfolios,
themes, moments and sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice, Entry, Target
from strategy.advice.names import Names, sentence
from strategy.advice.select import networks_of
from strategy.allocation.seats import Taker, has_members, taker_of
from strategy.calendar.agenda import MomentChoice
from strategy.dossier.model import Document, Portfolio, Section, Theme
from strategy.dossier.provenance import Sourced
from strategy.errors import KrachtenveldError, quote, suggest
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
from visualizations.exports.network import NetworkLookups, grounded
from visualizations.reports.advies import advice_sheet
from visualizations.reports.kalender import calendar, moment_sheet
from visualizations.writers.sheets import Cell, Column, ReadColumn, Sheet, column, sheet, yes


@dataclass(frozen=True)
class _About:
    """What an advice is about: its target by name, and how sure that is which its strongest argument rests on."""

    names: Names
    network: str | None
    target: Target
    said: Values

    def name(self, kind: str, name: str) -> str:
        return self.names.name(kind, name)


_ABOUT: tuple[ReadColumn[_About], ...] = (
    column("netwerk", "het netwerk waarover het gaat", lambda row: row.network),
    column("actor", "de actor waarover het gaat", lambda row: row.name("actor", row.target.actor)),
    column("gremium", "het gremium waarover het gaat", lambda row: row.name("gremium", row.target.body)),
    column("rol", "de rol die wordt aangeraden", lambda row: row.target.role),
    column("thema", "het thema van de zetel of de samenwerking", lambda row: row.name("thema", row.target.theme)),
    column("laag", "van een relatie: bestuurlijk, ambtelijk …", lambda row: row.target.layer),
    column("doel", "van een route: wie bereikt moet worden", lambda row: row.name("actor", row.target.to)),
    column("via", "van een route: langs wie; leeg is rechtstreeks", lambda row: row.name("actor", row.target.via)),
    column("eerst", "wat eerst nodig is, of de voorkeur heeft", lambda row: row.name("gremium", row.target.first)),
    column("instrument", "het instrument waarover het gaat", lambda row: row.name("instrument", row.target.instrument)),
    column("aard", "het minst zekere onder het sterkste argument: registratie, oordeel of aanname", lambda row: _text(row.said.get("aard"))),
    column("te verifiëren", "wat onder het sterkste argument nog nagegaan moet worden", lambda row: _text(row.said.get("te_verifieren"))),
)  # fmt: skip


def advices(export: Export) -> Sheet:
    """One row per advice, best first: what the list of `advies` has, and what it is about."""
    outcome = export.outcome
    base = advice_sheet(outcome, export.advices)
    layers = {layer.id: layer.name for layer in outcome.case.dossier.layers}
    network = networks_of(outcome, outcome.advices)

    def about(advice: Advice) -> _About:
        said = grounded(grounds(outcome, advice.entries[0]) if advice.entries else ())
        return _About(outcome.names, layers.get(network[advice.id]), advice.target, said)

    more = sheet(base.name, _ABOUT, map(about, export.advices))
    rows = ((*row[:-1], *about, row[-1]) for row, about in zip(base.rows, more.rows, strict=True))
    return Sheet(base.name, (*base.columns[:-1], *_ABOUT, base.columns[-1]), tuple(rows))


@dataclass(frozen=True)
class _Argued:
    """A contribution to an advice, for or against it."""

    outcome: Outcome
    advice: Advice
    side: str
    entry: Entry

    @cached_property
    def said(self) -> Values:
        return grounded(grounds(self.outcome, self.entry))


_ARGUMENTS: tuple[ReadColumn[_Argued], ...] = (
    column("rang", "de rang van het advies", lambda row: row.advice.rank, "whole"),
    column("advies", "wat er wordt aangeraden", lambda row: row.advice.title),
    column("telt", "voor of tegen", lambda row: row.side),
    column("argument", "de redenering", lambda row: sentence(row.outcome.trace, row.outcome.names, row.entry.firing)),
    column("prioriteit", "voor welke prioriteit", lambda row: row.outcome.names.name("prioriteit", row.entry.priority)),
    column("opgave", "binnen welke opgave", lambda row: row.outcome.names.name("opgave", row.entry.opgave)),
    column("punten", "punten van de regel", lambda row: row.entry.points, "number"),
    column("gewicht", "gewicht van prioriteit en opgave samen", lambda row: row.entry.weight, "number"),
    column("factor", "waarmee de punten nog worden vermenigvuldigd", lambda row: row.entry.factor, "number"),
    column("waarde", "punten × gewicht × factor", lambda row: row.entry.value, "number"),
    column("aard", "het minst zekere eronder: registratie, oordeel of aanname", lambda row: _text(row.said.get("aard"))),
    column("bron", "document en paragraaf van de feiten eronder", lambda row: _text(row.said.get("bron"))),
    column("te verifiëren", "wat daarvan nog nagegaan moet worden", lambda row: _text(row.said.get("te_verifieren"))),
    column("regel", "de regel die het concludeert", lambda row: row.entry.rule),
    column("plek", "bestand en nummer van de tekstregel", lambda row: row.outcome.trace.rules[row.entry.rule].span.place),
    column("id", "de naam van het advies", lambda row: row.advice.id),
)  # fmt: skip


def arguments(export: Export) -> Sheet:
    """One row per contribution to an advice, those against it after those for it."""
    rows = (
        _Argued(export.outcome, advice, side, entry)
        for advice in export.advices
        for side, entries in (("voor", advice.entries), ("tegen", advice.counters))
        for entry in entries
    )
    return sheet("Onderbouwing", _ARGUMENTS, rows)


def _text(value: Value | None) -> Cell:
    return joined_texts(value) if isinstance(value, tuple) else None if value is None else str(value)


_Paragraph = tuple[NetworkLookups, Document, Section | None]
SOURCES: tuple[ReadColumn[_Paragraph], ...] = (
    column("document", "de naam waarmee feiten verwijzen", lambda row: row[1].id),
    column("titel", "titel van het document", lambda row: row[1].title),
    column("kort", "korte titel", lambda row: row[1].short),
    column("uitgever", "wie het uitgaf", lambda row: row[1].publisher),
    column("datum", "datum of jaar", lambda row: row[1].day.value if row[0].view.shows(row[1].day) else None),
    column("url", "waar het te lezen is", lambda row: row[1].url),
    column("paragraaf", "nummer van de paragraaf", lambda row: row[2].id if row[2] else None),
    column("paragraaftitel", "titel van de paragraaf", lambda row: row[2].title if row[2] else None),
    column("bladzijde", "waarop de paragraaf begint", lambda row: row[2].page if row[2] else None, "whole"),
    column("geeft advies", "ja als de paragraaf zelf adviezen bevat", lambda row: yes(row[2].gives_advice) if row[2] else None),
    column("beschikbaar", "nee als het document wel is genoemd, maar niet voorhanden is", lambda row: yes(row[1].available)),
)  # fmt: skip
_Handled = tuple[NetworkLookups, Portfolio]
PORTFOLIOS: tuple[ReadColumn[_Handled], ...] = (
    column("portefeuille", "naam van de portefeuille", lambda row: row[1].name),
    column("id", "korte naam", lambda row: row[1].id),
    column("ambt", "burgemeester of wethouder", lambda row: row[1].office),
    column("thema's", "waarover zij gaat", lambda row: joined_texts(row[0].themes(row[1].themes))),
    column("dagdelen", "dagdelen per maand voor tafels buiten de gemeente", lambda row: time.value if (time := _time(*row)) else None, "number", 1),
    column("aard dagdelen", "registratie, oordeel of aanname", lambda row: time.origin.nature if (time := _time(*row)) else None),
)  # fmt: skip
_Held = tuple[NetworkLookups, Portfolio, Mapping[str, Taker]]
_MEMBERS: tuple[ReadColumn[_Held], ...] = (
    column("bestuurder", "wie de portefeuille heeft", lambda row: row[2][row[1].id].name),
    column(
        "dagdelen bestuurder",
        "dagdelen per maand van de bestuurder, voor al zijn portefeuilles samen",
        lambda row: time.value if (time := _time(row[0], row[2][row[1].id])) else None,
        "number",
        1,
    ),
)
"""Beside the portfolios of a college that names its members."""
THEMES: tuple[ReadColumn[tuple[NetworkLookups, Theme]], ...] = (
    column("thema", "naam van het thema", lambda row: row[1].name),
    column("id", "korte naam", lambda row: row[1].id),
    column("valt onder", "thema's die één stap breder zijn", lambda row: joined_texts(row[0].themes(row[1].parents))),
    column("ook", "andere woorden ervoor", lambda row: joined_texts(row[1].aliases)),
)  # fmt: skip


_NAMES: tuple[ReadColumn[tuple[str, str, str, str]], ...] = (
    column("soort", "wat het is", lambda row: row[0]),
    column("naam", "de volledige naam", lambda row: row[1]),
    column("ook", "de korte naam, en andere namen in bronnen", lambda row: row[2]),
    column("zo te typen", "zoals het in een bestand staat, en achter een optie", lambda row: row[3]),
)
"""What a person may name, and what to type for it."""


def name_sheet(export: Export) -> Sheet:
    """One row per thing that a file or an option may name, with what is to be typed for it."""
    lookups = NetworkLookups(export.outcome)
    rows: list[tuple[str, str, str, str]] = [
        (node.kind, str(node.values["naam"]), _also(node.values), node.id.partition(":")[2])
        for node in export.nodes
    ]
    rows += [
        ("thema", theme.name, joined_texts(theme.aliases), theme.id) for theme in lookups.view.themes.values()
    ]
    held = lookups.holding(lookups.view.dossier.college.portfolios)
    rows += [("portefeuille", item.name, "", item.id) for item in held]
    members = lookups.holding(lookups.view.dossier.college.members)
    rows += [("bestuurder", item.name, "", item.id) for item in members]
    return sheet("Namen", _NAMES, rows)


def _also(values: Values) -> str:
    """The other names of a thing."""
    found = (values.get("afkorting"), *_texts(values.get("ook_bekend_als")))
    return joined_texts(tuple(str(each) for each in found if each))


def _texts(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def found_in(export: Export, name: str, sought: str) -> Sheet:
    """One of the tables, with only the rows in which every word of what is sought stands, in whatever cell.

    Raises KrachtenveldError when there are none.
    """
    made = table(export, name)
    words = sought.casefold().split()
    texts = ((row, " ".join(str(cell) for cell in row if cell is not None).casefold()) for row in made.rows)
    rows = tuple(row for row, text in texts if all(word in text for word in words))
    if words and not rows:
        known = {str(cell).partition(":")[2] or str(cell) for row in made.rows for cell in row[-3:] if cell}
        raise KrachtenveldError(
            f"in de tabel {name} staat niets met {quote(sought)}",
            suggest(sought.casefold(), known) or "zoek op een deel van de naam, of laat --zoek weg",
        )
    return Sheet(made.name, made.columns, rows)


ON_SCREEN: Mapping[str, tuple[str, ...]] = {
    "adviezen": ("rang", "band", "score", "advies", "id"),
    "onderbouwing": ("rang", "telt", "argument", "waarde", "regel"),
    "opgaven": ("naam", "gewicht", "score"),
    "prioriteiten": ("naam", "hoort bij", "inzet", "belang", "vraagt", "thema's"),
    "actoren": ("naam", "afkorting", "ondersoort", "bevoegdheden", "relatie"),
    "gremia": ("naam", "hoort bij", "onze positie", "functies"),
    "zetels": ("naam", "houder", "te verdelen"),
    "instrumenten": ("naam", "ondersoort", "status"),
    "relaties": ("van", "naar", "opschrift", "aard"),
    "momenten": ("moment", "wanneer", "nog", "netwerk"),
    "bronnen": ("document", "titel", "paragraaf", "paragraaftitel"),
}
"""Of a table too wide for a screen, what is shown there."""


def _time(lookups: NetworkLookups, holder: Portfolio | Taker) -> Sourced[float] | None:
    """The time for tables elsewhere, where that may be seen; that of a portfolio with a member is theirs."""
    time = None if isinstance(holder, Portfolio) and holder.member else holder.capacity
    return time if time and lookups.view.shows(time) else None


def portfolio_sheet(export: Export) -> Sheet:
    """One row per portfolio of the college: roles, never persons."""
    lookups = NetworkLookups(export.outcome)
    shown = list(lookups.holding(lookups.view.dossier.college.portfolios))
    made = sheet("Portefeuilles", PORTFOLIOS, ((lookups, item) for item in shown))
    if not has_members(lookups.view):
        return made
    whose = taker_of(lookups.view)
    beside = sheet("", _MEMBERS, ((lookups, item, whose) for item in shown))
    rows = (row + more for row, more in zip(made.rows, beside.rows, strict=True))
    return replace(made, columns=made.columns + beside.columns, rows=tuple(rows))


def theme_sheet(export: Export) -> Sheet:
    """One row per theme of the vocabulary."""
    lookups = NetworkLookups(export.outcome)
    return sheet("Themas", THEMES, ((lookups, theme) for theme in lookups.view.themes.values()))


def moment_choice(export: Export) -> MomentChoice:
    """The moments of an export: those within its choice, also what is over."""
    return MomentChoice(network=export.choice.network, opgave=export.choice.opgave, past=True)


def moments(export: Export) -> Sheet:
    """One row per moment, as `kalender` writes them."""
    return moment_sheet(calendar(export.outcome, moment_choice(export)).moments, "Momenten")


def source_sheet(export: Export) -> Sheet:
    """One row per paragraph of a source, or one for a source without paragraphs."""
    lookups = NetworkLookups(export.outcome)
    documents = lookups.holding(lookups.view.dossier.documents)
    rows = ((lookups, item, part) for item in documents for part in item.sections or (None,))
    return sheet("Bronnen", SOURCES, rows)


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
    made = _TABLES[name](export)
    rows = (tuple(map(tidy, row)) for row in made.rows)
    return Sheet(made.name, made.columns, tuple(rows))


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
        return yes(value)
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
    "namen": name_sheet,
}
TABLES: tuple[str, ...] = tuple(_TABLES)
