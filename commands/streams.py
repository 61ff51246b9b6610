"""Standard input, output and errors, which may be closed, full, left by their reader, or in an encoding with few signs.

What a command answers and with which code it ends, must not hang on these: who reads only the first lines changes nothing, an
error that cannot be shown is still one, and an answer that cannot be written is said to be so.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from typing import Any, BinaryIO

from strategy.errors import KrachtenveldError, reason

LOOK_ALIKES = "krachtenveld-gelijkend"
"""How an encoding is to write the signs that it lacks: as others that look like them."""
AS_JSON = "krachtenveld-json"
"""The same for JSON, where each sign can be written in full."""
_ALIKE = {
    "−": "-", "–": "-", "—": "-", "‑": "-", "‐": "-", "…": "...", "·": "*", "•": "*", "“": '"', "”": '"', "„": '"',
    "‘": "'", "’": "'", "‚": "'", "←": "<-", "→": "->", "↑": "^", "↓": "v", "↔": "<->", "≥": ">=", "≤": "<=",
    "≠": "!=", "×": "x", "✓": "v", "✗": "x", "├": "|", "│": "|", "└": "`", "─": "-", "┌": "+", "┐": "+",
    "┘": "+", "┤": "|", "┬": "+", "┴": "+", "┼": "+", "█": "#", "▏": "|", "›": ">", "‹": "<", "€": "EUR",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip


def _alike(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(sign: str) -> str:
    if sign in _ALIKE:
        return _ALIKE[sign]
    import unicodedata

    letters = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return letters or "?"


def _in_full(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    pairs = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[at] << 8 | pairs[at + 1]:04x}" for at in range(0, len(pairs), 2)), error.end


codecs.register_error(LOOK_ALIKES, _alike)
codecs.register_error(AS_JSON, _in_full)


class _Guarded(io.RawIOBase):
    """A stream to write to. When its reader is gone, the rest is written to nobody; `loud`, other refusals are an error, once."""

    def __init__(self, under: BinaryIO | None, loud: bool) -> None:
        self._under = under
        self._loud = loud
        self._lost = False

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._under is not None and self._under.isatty()

    def fileno(self) -> int:
        if self._under is None:
            raise io.UnsupportedOperation("fileno")
        return self._under.fileno()

    def write(self, data: Any) -> int:
        if self._lost:
            return len(data)
        try:
            if self._under is None:
                raise OSError(errno.EBADF, "")
            self._under.write(data)
            self._under.flush()
        except OSError as error:
            self._lost = True
            if self._loud and not isinstance(error, BrokenPipeError):
                raise KrachtenveldError(
                    f"de uitvoer is niet te schrijven ({_why(error)})",
                    "maak ruimte, of kies met --uit een bestand op een andere plek",
                ) from error
        return len(data)


def _why(error: OSError) -> str:
    return "de uitvoer is gesloten" if error.errno == errno.EBADF else reason(error)


def guard() -> None:
    """Take care of output and errors from here on, unless something else has taken their place already."""
    for number in range(3):  # what is opened next must not become a standard stream
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is sys.__stdout__:
        sys.stdout = _guarded(sys.stdout, loud=True)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _guarded(sys.stderr, loud=False)


def _guarded(stream: Any, loud: bool) -> Any:
    if stream is None:
        return io.TextIOWrapper(io.BufferedWriter(_Guarded(None, loud)), "utf-8", write_through=True)
    errors = LOOK_ALIKES if loud and stream.errors == "strict" else stream.errors
    if os.name == "nt" and stream.isatty():
        return stream  # its console takes every sign, and has a way of its own
    stream.flush()
    raw = io.BufferedWriter(_Guarded(stream.buffer, loud))
    return io.TextIOWrapper(raw, stream.encoding, errors, line_buffering=stream.line_buffering or not loud)


def fitting(text: str) -> str:
    """JSON with each sign that standard output lacks written in full, so that it reads back as it was."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, AS_JSON).decode(encoding)


def standard_input(most: int) -> bytes:
    """No more than `most` bytes of what was given on standard input. Raises KrachtenveldError when there is none."""
    hint = "geef een bestand, of zet er een pijp voor: `cat lijst.csv | krachtenveld …`"
    if sys.stdin is None:
        raise KrachtenveldError("de invoer is gesloten", hint)
    try:
        return sys.stdin.buffer.read(most)
    except (OSError, ValueError) as error:
        raise KrachtenveldError(f"de invoer is niet te lezen ({reason(error)})", hint) from error
