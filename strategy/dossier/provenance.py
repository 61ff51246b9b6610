"""Where a value comes from: the place in the file, the source paragraph, and how hard a fact it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from strategy.errors import Span

T = TypeVar("T")


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
class Origin:
    """Provenance of one value: registratie (anyone can look it up), oordeel (our reading) or aanname."""

    span: Span
    nature: str = "registratie"
    source: SourceRef | None = None
    note: str = ""
    to_verify: str = ""
    internal: bool = False

    def at(self, span: Span) -> Origin:
        """The same provenance at another place in the file."""
        return Origin(span, self.nature, self.source, self.note, self.to_verify, self.internal)


@dataclass(frozen=True)
class Sourced(Generic[T]):
    """A value with its own provenance."""

    value: T
    origin: Origin


@dataclass(frozen=True)
class Period:
    """From and until, both inclusive, either may be open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)
