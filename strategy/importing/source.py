"""The list as a source: what it is called, and how what was taken from it says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from strategy.dossier.loader import Loaded
from strategy.importing.entries import Place
from strategy.importing.table import clean, flat
from strategy.importing.yamltext import Item
from strategy.templates.names import slug

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
