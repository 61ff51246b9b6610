"""The advice as sheets: a row per advice that reads at a glance, and a row per argument under it."""

from __future__ import annotations

from strategy.advice.model import Advice, Entry
from strategy.advice.names import sentence
from strategy.explain.basis import grounds
from visualizations.exports.legible import joined_texts
from visualizations.exports.model import Export, Value
from visualizations.exports.provenance import grounded
from visualizations.reports.advies import advice_sheet
from visualizations.selection import networks_of
from visualizations.sheets import Cell, Column, Sheet

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
