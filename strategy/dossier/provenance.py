"""Where a value comes from: the place in the file, the source paragraph, and how hard a fact it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from strategy.errors import Span

T = TypeVar("T")
LONGEST_TERM = 40
"""Characters that the name of a term of office, such as 2026-2030, may have."""

_HET = ("bestand", "thema", "agendapunt", "gremium", "instrument", "moment")


def whole(word: str) -> str:
    """What a source was named for as a whole, with its article: het gremium, de prioriteit."""
    return f"{'het' if word in _HET else 'de'} {word}"


WHOLE_FILE = whole("bestand")


@dataclass(frozen=True, order=True)
class SourceRef:
    """A paragraph of a source document, written `document §paragraaf punt n`; paragraph and bullet may be ""."""

    document: str
    section: str = ""
    bullet: str = ""

    def __str__(self) -> str:
        section = f" §{self.section}" if self.section else ""
        bullet = f" punt {self.bullet}" if self.bullet else ""
        return f"{self.document}{section}{bullet}"


@dataclass(frozen=True)
class Lender:
    """What surrounds a value and named a source for all that is in it: what it is, with its article, and where."""

    what: str
    span: Span


@dataclass(frozen=True)
class Confirmation:
    """That someone looked and it holds: on which day, by whom (a role, or ""), and where that is said."""

    day: date
    by: str = ""
    span: Span = field(default=Span(""), compare=False)

    def __str__(self) -> str:
        return f"{self.day} door {self.by}" if self.by else f"{self.day}"


@dataclass(frozen=True)
class Origin:
    """Provenance of one value: registratie (anyone can look it up), oordeel (our reading) or aanname.

    `lender` is what named the source, when nobody named it for this value itself.
    """

    span: Span
    nature: str = "registratie"
    source: SourceRef | None = None
    note: str = ""
    to_verify: str = ""
    internal: bool = False
    to_confirm: str = ""
    """The term for which someone still has to look whether this holds, confirmed or not; "" when none."""
    confirmed: Confirmation | None = None
    lender: Lender | None = None

    @property
    def unconfirmed(self) -> str:
        """The term for which nobody has confirmed this yet; "" when there is nothing to confirm."""
        return "" if self.confirmed else self.to_confirm

    @property
    def of_the_file(self) -> bool:
        """Whether a source was named for its whole file only."""
        return self.lender is not None and self.lender.what == WHOLE_FILE

    def at(self, span: Span) -> Origin:
        """The same provenance at another place in the file."""
        return Origin(
            span,
            self.nature,
            self.source,
            self.note,
            self.to_verify,
            self.internal,
            self.to_confirm,
            self.confirmed,
            self.lender,
        )

    def lent(self, what: str) -> Origin:
        """The same provenance for what stands within: its source was named for what surrounds that."""
        if self.source is None or self.lender is not None:
            return self
        return replace(self, lender=Lender(what, self.span))


@dataclass(frozen=True)
class Sourced(Generic[T]):
    """A value with its own provenance; `beside` are the words said with it, by their key."""

    value: T
    origin: Origin
    beside: tuple[tuple[str, str], ...] = ()

    def said(self, key: str) -> str:
        """The word under a key beside the value; "" when there is none."""
        return dict(self.beside).get(key, "")


@dataclass(frozen=True)
class Period:
    """From and until, both inclusive, either may be open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)
