"""What can be wrong with input, said so that a policy adviser can mend it."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["fout", "let op"]
LONGEST_QUOTE = 60
MOST_KNOWN = 3000
"""Among more names than this, looking for a near one takes longer than it helps."""

_REASONS = {
    errno.EACCES: "geen toegang",
    errno.EPERM: "geen toegang",
    errno.ENOENT: "dat pad bestaat niet",
    errno.EEXIST: "op dat pad staat al iets anders",
    errno.EIO: "de schijf geeft een fout",
    errno.ENXIO: "het is geen gewoon bestand",
    errno.EISDIR: "het is een map",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.ELOOP: "de snelkoppeling verwijst naar zichzelf",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENOSPC: "de schijf is vol",
    errno.EROFS: "de schijf is alleen te lezen",
}


class Span(NamedTuple):
    """A place in a dossier file. `file` is relative to the dossier; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def place(self) -> str:
        """File and line, as a sentence mentions it."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend: where, what, and the likely fix. `excerpt` is the source line, if there is one.

    `related` are the other places that it is about, when many of the same kind are told as one.
    """

    span: Span
    code: str
    message: str
    hint: str = ""
    severity: Severity = "fout"
    excerpt: str = ""
    related: tuple[Span, ...] = ()


class KrachtenveldError(Exception):
    """Base of every error that a user can cause; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(KrachtenveldError):
    """Input with findings; raised once, with all of them, in the order of the files."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        count = len(self.findings)
        super().__init__(f"{count} {'fout' if count == 1 else 'fouten'} in de invoer")


def nearest(word: str, known: Iterable[str], cutoff: float = 0.7) -> str:
    """The likely intended name among `known`, at least as like as the `cutoff`, of 1; empty when nothing is near.

    Long words are nobody's typing error.
    """
    if len(word) > LONGEST_QUOTE:
        return ""
    from difflib import get_close_matches  # only when something is wrong

    names = sorted(set(known))
    near = get_close_matches(word, names, n=1, cutoff=cutoff) if len(names) <= MOST_KNOWN else []
    return near[0] if near else ""


def suggest(word: str, known: Iterable[str]) -> str:
    """The likely intended name among `known`, as a Dutch hint; empty when nothing is near."""
    near = nearest(word, known)
    return f'bedoeld: "{near}"?' if near else ""


def legible(name: str) -> str:
    """A name from the disk as text: what is no UTF-8 in it, and what cannot be seen, shows as a sign of its own."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def quote(text: str) -> str:
    """A text from a file between quotation marks, on one line and no longer than a reader needs."""
    flat = " ".join(text.split())
    return f'"{flat}"' if len(flat) <= LONGEST_QUOTE else f'"{flat[: LONGEST_QUOTE - 1]}…"'


def reason(error: Exception) -> str:
    """Why the system refused, in Dutch where we know it."""
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    if isinstance(error, UnicodeError):
        known = "er zitten tekens in die geen tekst zijn"
    elif isinstance(error, ValueError) and "null" in str(error):
        known = "in de naam staat een onzichtbaar teken"
    return known or getattr(error, "strerror", None) or str(error)
