"""A list held against a dossier in one step, and the list as a source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from strategy.advice.advise import Case
from strategy.dossier.loader import Loaded
from strategy.errors import KrachtenveldError, quote
from strategy.importing.drafts import Item
from strategy.importing.lists import HEADINGS, Listed, clean, flat, read_list
from strategy.importing.matching import Index, things
from strategy.importing.propose import Proposal, propose
from strategy.importing.readings import Place, Reader, entries
from strategy.templates.text import slug


@dataclass(frozen=True)
class Compared:
    """A list beside a dossier.

    `rows` is how many rows below the headers were looked at, `passed` how many of these hold other advice than seats.
    """

    case: Case
    source: ListSource
    listed: Listed
    rows: int
    proposal: Proposal
    passed: int = 0

    @property
    def counts(self) -> Mapping[str, int]:
        """How many tables of the list are in which state; a row can name several."""
        return Counter(line.state for line in self.proposal.lines)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings that were understood, as people know them."""
        return tuple(
            dict.fromkeys(HEADINGS[column] for _, header in self.listed.sheets for column in header.columns)
        )

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings that were not understood, as they stand in the list."""
        return tuple(dict.fromkeys(text for _, header in self.listed.sheets for _, text in header.unused))

    @property
    def people(self) -> int:
        """In how many rows the name of somebody was left out."""
        marked = (line.reading.place for line in self.proposal.lines if line.reading.left_out)
        return len(set(marked))


def compare(
    raw: bytes,
    path: str,
    case: Case,
    sheet: str | None = None,
    title: str | None = None,
    network: str | None = None,
    ours: str = "",
) -> Compared:
    """The list in these bytes beside a dossier; `path` is what it is called, `-` for pasted text.

    `sheet` names the one sheet to read, `title` the list as a source, `network` where tables belong of which the
    list does not say it, `ours` the mark of workbooks that this tool wrote. Raises KrachtenveldError when the list
    cannot be read, or the network could be several.
    """
    listed = read_list(raw, sheet, ours)
    index = Index(things(case.view))
    reader = Reader(index, *_network(index, network or ""))
    rows = entries(listed.sheets, index)
    readings = [reading for entry in rows for reading in reader.readings(entry)]
    proposal = propose(readings, case.dossier, index)
    proposal.unread += reader.unread
    return Compared(case, list_source(path, title, case.loaded), listed, len(rows), proposal, reader.passed)


def _network(index: Index, name: str) -> tuple[str, str]:
    """The network of `--netwerk` by its id, or by its name when it is new. Raises KrachtenveldError when unsure."""
    if not name:
        return "", ""
    match = index.match(name, ("actor",))
    if match.how == "onzeker":
        listed = ", ".join(f"{thing.id} ({thing.name})" for thing in match.things)
        raise KrachtenveldError(f"het is niet zeker welk netwerk {quote(name)} is", f"bedoeld: {listed}?")
    return (match.thing.id, "") if match.thing else ("", name)


PASTED = "geplakte lijst"
_SECTION = "lijst"
_LONGEST_ID = 40
_LONGEST_TITLE = 150


@dataclass(frozen=True)
class ListSource:
    """Where a proposal comes from. `known` are the paragraphs under which the dossier has this list as a source."""

    id: str
    title: str
    file: str
    known: frozenset[str] = frozenset()
    declared: bool = False

    def origin(self) -> dict[str, str]:
        """The provenance of a whole file: the list when the dossier has it as a source, else an assumption."""
        return {"bron": self.id, "aard": "oordeel"} if self.declared else {"aard": "aanname"}

    def at(self, place: Place) -> dict[str, str]:
        """The provenance of what one row says; nothing where that of the file is all there is."""
        section = section_of(place.sheet)
        if section not in self.known:
            return {}
        return {"bron": f"{self.id} §{section} punt {place.row}", "aard": "oordeel"}

    def to_verify(self, place: Place, what: str) -> str:
        """What is to be looked at, and where in the list it stands."""
        return f"{what} ({self.file}, {place})"


def list_source(path: str, title: str | None, loaded: Loaded) -> ListSource:
    """The list behind a path, `-` for pasted text, as a source of this dossier."""
    file = PASTED if path == "-" else flat(clean(PurePath(path).name))[:80] or PASTED
    name = slug(PASTED if path == "-" else PurePath(path).stem)[:_LONGEST_ID].strip("-") or _SECTION
    own = f"import-{name}"
    documents = loaded.names["document"]
    sections = (key.partition(" §") for key in loaded.names["paragraaf"])
    return ListSource(
        id=own,
        title=flat(clean(title or ""))[:_LONGEST_TITLE] or f"Posities volgens {file}",
        file=file,
        known=frozenset(section for document, _, section in sections if document == own),
        declared=own in documents,
    )


def section_of(sheet: str) -> str:
    """A sheet as the paragraph of a source."""
    return re.sub(r"[^a-z0-9-]", "", slug(sheet))[:_LONGEST_ID].strip("-") or _SECTION


def document(source: ListSource, sheets: Iterable[str]) -> Item:
    """The list as an entry of bronnen.yaml, a paragraph for each sheet."""
    sections = {section_of(sheet): sheet or "De lijst" for sheet in sheets}
    return {
        "id": source.id,
        "titel": source.title,
        "datum": {"waarde": "onbekend", "aard": "aanname", "te_verifieren": "van welke dag deze lijst is"},
        "openbaarheid": "intern",
        "paragrafen": [{"id": key, "titel": name} for key, name in sections.items()],
    }
