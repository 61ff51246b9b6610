"""What checks look at: a dossier that reads fine, what its rules conclude, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from strategy.advice.advise import Case, Outcome
from strategy.dossier.defined_names import all_of
from strategy.dossier.files import FOLDERS, KEPT, SINGLE_FILES, is_kept
from strategy.dossier.loader import items_of
from strategy.dossier.model import Document, Item
from strategy.dossier.yamltree import Places
from strategy.errors import Finding, Span
from strategy.rulebook.ast import Rule

MOST_LISTED = 8
"""Names that a message lists before it says how many more there are."""


@dataclass(frozen=True, eq=False)
class CheckedDossier:
    """A dossier with its advice.

    `strays` is what lies in its folder and is not read, `today` the day on which someone looks, None when nothing may
    hang on that.
    """

    outcome: Outcome
    strays: tuple[Finding, ...] = ()
    today: date | None = None

    @property
    def case(self) -> Case:
        return self.outcome.case

    @property
    def names(self) -> Mapping[str, Mapping[str, Span]]:
        """Where each name of each kind is defined."""
        return self.case.loaded.names

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of the files."""
        return self.case.rulebook.rules

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every object of the dossier, of any day; what is internal is left out of the public version."""
        dossier = self.case.dossier
        parts = (dossier.header, dossier.documents, dossier.college, dossier.opgaven, dossier.layers)
        return tuple(item for item in items_of(parts) if not self.case.view.hides(item.origin))

    def owns(self, span: Span) -> bool:
        """Whether a place is in the dossier itself, and not in what it builds on: that serves others too."""
        return span.file in SINGLE_FILES or span.file.partition("/")[0] in FOLDERS

    def writes(self, span: Span) -> bool:
        """Whether a person wrote what stands there: in the dossier itself, and not in the file that a register gave."""
        return self.owns(span) and not (span.file == KEPT and self._keeps)

    @cached_property
    def _keeps(self) -> bool:
        file = self.places.files.get(KEPT)
        return file is not None and is_kept(KEPT, {KEPT: "\n".join(file.lines)})

    @property
    def documents(self) -> tuple[Document, ...]:
        """The source documents that may be shown."""
        return tuple(
            document for document in self.case.dossier.documents if not self.case.view.hides(document.origin)
        )

    @property
    def places(self) -> Places:
        """Where everything stands in the files."""
        return self.case.loaded.places

    def finding(
        self, span: Span, code: str, message: str, hint: str, related: Iterable[Span] = ()
    ) -> Finding:
        """A remark at `span`, with the line it stands on; `related` are further places of the same kind.

        Of places on one line, one is named. A line may say more than may be seen, so the public version shows none.
        """
        public = self.case.view.public_only
        line = "" if public else self.places.excerpt(span)
        others = {(place.file, place.line): place for place in sorted(related, reverse=True)}
        others.pop((span.file, span.line), None)
        return Finding(
            span, code, message, hint, severity="let op", excerpt=line, related=tuple(sorted(others.values()))
        )

    def grouped(self, places: Iterable[Span], code: str, message: str, hint: str) -> Finding:
        """One remark about several places, at the first of them. Raises ValueError when there is none."""
        ordered = sorted(places)
        return self.finding(min(ordered), code, message, hint, ordered)


def listed(names: Iterable[str], most: int = MOST_LISTED) -> str:
    """Names as people list them, cut off with how many more there are: a, b en c."""
    given = list(names)
    if len(given) > most + 1:
        return f"{', '.join(given[:most])} en nog {len(given) - most}"
    return all_of(given)
