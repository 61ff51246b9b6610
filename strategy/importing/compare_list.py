"""A list held against a dossier in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from strategy.advice.advise import Case
from strategy.errors import KrachtenveldError, quote
from strategy.importing.drafts import ListSource, list_source
from strategy.importing.headings import HEADINGS, Listed, read_list
from strategy.importing.matching import NameIndex, named_things
from strategy.importing.people import PeopleNames
from strategy.importing.propose import Proposal, propose
from strategy.importing.readings import RowReader
from strategy.importing.rows import as_ours, heading_named_by, list_entries
from strategy.importing.us import us_of
from strategy.register.tables import shipped


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

    @property
    def counts(self) -> Mapping[str, int]:
        """How many tables of the list are in which state; a row can name several."""
        return Counter(line.state for line in self.proposal.lines)

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
        marked = (line.reading.place for line in self.proposal.lines if line.reading.left_out)
        return len(set(marked))


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
        listed = as_ours(read_list(raw, sheet, ours, heading_named_by(index, us)))
    except KrachtenveldError as error:
        raise KrachtenveldError(f"{source.file}: {error.message}", error.hint) from error
    reader = RowReader(index, us, case.view.day, *_network(index, network or ""))
    rows, names = list_entries(listed.sheets, index, us, case.view.day, listed.ours)
    readings = [reading for entry in rows for reading in reader.readings(entry)]
    proposal = propose(readings, case.dossier, index)
    proposal.unread += reader.unread
    places = {entry.place for entry in rows}
    return ComparedList(case, source, listed, len(places), proposal, reader.passed, names)


def _network(index: NameIndex, name: str) -> tuple[str, str]:
    """The network of `--netwerk` by its id, or by its name when it is new. Raises KrachtenveldError when unsure."""
    if not name:
        return "", ""
    match = index.match(name, ("actor",))
    if match.how == "onzeker":
        listed = ", ".join(f"{thing.id} ({thing.name})" for thing in match.things)
        raise KrachtenveldError(f"het is niet zeker welk netwerk {quote(name)} is", f"bedoeld: {listed}?")
    return (match.thing.id, "") if match.thing else ("", name)
