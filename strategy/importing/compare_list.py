"""A list held against a dossier in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from strategy.advice.advise import Case
from strategy.errors import KrachtenveldError, quote
from strategy.importing.cell_words import PeopleNames, Us, us_of
from strategy.importing.drafts import ListSource, list_source
from strategy.importing.headings import HEADINGS, Listed, ListHeader, read_list
from strategy.importing.lists import MAX_ROWS, ListTable, clean_cell, is_workbook, on_one_line
from strategy.importing.map_lines import ASIDE, NODE_FIELDS, OURS, TIE_FIELDS, propose_map
from strategy.importing.maps import StakeholderMap, read_map
from strategy.importing.matching import NameIndex, named_things
from strategy.importing.propose import Proposal, propose
from strategy.importing.readings import RowReader
from strategy.importing.rows import as_ours, heading_named_by, list_entries
from strategy.register.tables import shipped

MAX_TABLES = 2 * MAX_ROWS
"""Tables that the rows of a list name together."""


@dataclass(frozen=True)
class ComparedList:
    """A list beside a dossier.

    `rows` is how many rows below the headers were looked at, `passed` how many of these hold other advice than seats.
    """

    case: Case
    source: ListSource
    listed: Listed
    rows: int
    proposal: Proposal
    passed: int = 0
    names: PeopleNames = field(default_factory=lambda: PeopleNames((), ()))
    form: str = ""
    """What program a stakeholder map is of; "" of a list."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many tables of the list are in which state; a row can name several."""
        states = [line.state for line in self.proposal.lines] + [line.state for line in self.proposal.map]
        return Counter(states)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings that were understood, as people know them, without names of people."""
        found: list[str] = []
        for _, header in self.listed.sheets:
            found += [HEADINGS[column] for column in header.columns]
            found += [self.names.without(text) for text in (*header.roles.values(), *header.members.values())]
            found += header.tables.values()
        return tuple(dict.fromkeys(found))

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings that were not used, as they stand in the list, without names of people."""
        found = (
            text for _, header in self.listed.sheets for _, text in sorted((*header.unused, *header.aside))
        )
        return tuple(dict.fromkeys(map(self.names.without, found)))

    @property
    def people(self) -> int:
        """In how many rows the name of somebody was left out."""
        marked = {line.reading.place for line in self.proposal.lines if line.reading.left_out}
        return len(marked | {line.place for line in self.proposal.map if line.left_out})


def compare_list(
    raw: bytes,
    path: str,
    case: Case,
    sheet: str | None = None,
    title: str | None = None,
    network: str | None = None,
    ours: str = "",
) -> ComparedList:
    """The list in these bytes beside a dossier; `path` is what it is called, `-` for pasted text.

    `sheet` names the one sheet to read, `title` the list as a source, `network` where tables belong of which the
    list does not say it, `ours` the mark of workbooks that this tool wrote. Raises KrachtenveldError when the list
    cannot be read, or the network could be several.
    """
    index = NameIndex(named_things(case.view))
    us = us_of(case.view, (each.name for each in shipped().municipalities.values()))
    source = list_source(path, title, case.loaded)
    try:
        if (found := _map_in(raw, sheet, network)) is not None:
            named = source if title else replace(source, title=f"Stakeholderkaart volgens {source.file}")
            return _compare_map(found, named, case, index, us)
        listed = as_ours(read_list(raw, sheet, ours, heading_named_by(index, us)))
    except KrachtenveldError as error:
        raise KrachtenveldError(f"{source.file}: {error.message}", error.hint) from error
    reader = RowReader(index, us, case.view.day, *_network(index, on_one_line(clean_cell(network or ""))))
    rows, names = list_entries(listed.sheets, index, us, case.view.day, listed.ours)
    readings = list(islice((found for entry in rows for found in reader.readings(entry)), MAX_TABLES + 1))
    if len(readings) > MAX_TABLES:
        raise KrachtenveldError(
            f"{source.file}: de lijst noemt meer dan {MAX_TABLES} keer een tafel",
            "bewaar alleen de rijen met posities in een eigen bestand",
        )
    proposal = propose(readings, case.dossier, index)
    proposal.unread += reader.unread
    places = {entry.place for entry in rows}
    return ComparedList(case, source, listed, len(places), proposal, reader.passed, names)


def _map_in(raw: bytes, sheet: str | None, network: str | None) -> StakeholderMap | None:
    """The map in these bytes, if it is one. Raises KrachtenveldError for a choice that a map does not have."""
    if sheet is not None and is_workbook(raw):
        return None  # a sheet that is named is read as a list
    found = read_map(raw)
    for option, given in (("--blad", sheet), ("--netwerk", network)):
        if found is not None and given is not None:
            raise KrachtenveldError(
                f"dit is een stakeholderkaart ({found.form}); die kent geen {option}", f"laat {option} weg"
            )
    return found


def _compare_map(
    found: StakeholderMap, source: ListSource, case: Case, index: NameIndex, us: Us
) -> ComparedList:
    """A stakeholder map beside a dossier, its headings as those of a list."""
    proposal, passed, names = propose_map(found, case.view, index, us)
    fields = {name for known in (*NODE_FIELDS.values(), *TIE_FIELDS.values()) for name in known}
    every = [item.values for item in found.nodes] + [item.values for item in found.ties]
    headings = dict.fromkeys(name for values in every for name in values)
    read = {at: name for at, name in enumerate(headings) if name in fields}
    unused = tuple((at, name) for at, name in enumerate(headings) if name not in fields | ASIDE)
    if headings.keys() >= OURS:
        unused = ()  # what an export of ours tells beside it, the dossier says itself
    header = ListHeader(0, {}, unused, tables=read)
    sheets = [(ListTable(sheet, (), found.notes * (not at)), header) for at, sheet in enumerate(found.sheets)]
    rows = len(found.nodes) + len(found.ties)
    return ComparedList(case, source, Listed(tuple(sheets)), rows, proposal, passed, names, found.form)


def _network(index: NameIndex, name: str) -> tuple[str, str]:
    """The network of `--netwerk` by its id, or by its name when it is new. Raises KrachtenveldError when unsure."""
    if not name:
        return "", ""
    match = index.match(name, ("actor",))
    if match.how == "onzeker":
        listed = ", ".join(f"{thing.id} ({thing.name})" for thing in match.things)
        raise KrachtenveldError(f"het is niet zeker welk netwerk {quote(name)} is", f"bedoeld: {listed}?")
    return (match.thing.id, "") if match.thing else ("", name)
