"""Results of trials on disk, one line each, written as they come: what was run is never run again.

The first line says of what they are. A line that was being written when the run was killed is dropped and run again.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any

from strategy.errors import KrachtenveldError, reason
from strategy.robustness.trial import Difference, Name

FORM = "krachtenveld robuust"


class Store:
    """The results in a file; made when it is not there. Use as a context manager.

    Raises KrachtenveldError when the file is something else, of another dossier, or cannot be read or written.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self.results: dict[Name, Difference] = {}
        self._header = _line({"bestand": FORM, "vingerafdruk": fingerprint})
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and not path.is_file():
                raise KrachtenveldError(
                    f"{path} is geen gewoon bestand", "noem achter --bewaar een nieuw bestand"
                )
            self._file = path.open("a+b", buffering=0)
        except (OSError, ValueError) as error:
            raise self._refused(error) from error
        try:
            self._read()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, name: Name, found: Difference) -> None:
        """Keep one result; it is on disk when this returns."""
        self._write(_line({"als": name, "anders": found}))
        self.results[name] = found

    def reread(self) -> dict[Name, Difference]:
        """What is on disk after `add` was cut short, which may be one more than it told."""
        self._read()
        return self.results

    def _read(self) -> None:
        try:
            self._file.seek(0)
            content = self._file.read()
        except OSError as error:
            raise self._refused(error) from error
        whole = content[: content.rfind(b"\n") + 1]
        if not whole and self._header.startswith(content):
            self._cut(0)
            self._write(self._header)
            return
        first, *lines = whole.splitlines(keepends=True) or [b""]
        found = _parsed(first)
        if not found or found.get("bestand") != FORM:
            raise KrachtenveldError(
                f"{self.path} is geen bestand waarin robuust resultaten bewaarde",
                "noem achter --bewaar een nieuw bestand",
            )
        if first != self._header:
            raise KrachtenveldError(
                f"{self.path} hoort bij een ander dossier, een ander scenario of een andere dag, of het dossier is"
                " sindsdien gewijzigd",
                "noem achter --bewaar een nieuw bestand, of gooi dit weg",
            )
        for line in lines:
            result = _parsed(line)
            if result and result.keys() == {"als", "anders"}:
                self.results[tuple(result["als"])] = result["anders"]
        if len(whole) < len(content):
            self._cut(len(whole))

    def _cut(self, size: int) -> None:
        try:
            self._file.truncate(size)
        except OSError as error:
            raise self._refused(error) from error

    def _write(self, line: bytes) -> None:
        view = memoryview(line)
        try:
            while view:
                view = view[self._file.write(view) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: Exception) -> KrachtenveldError:
        return KrachtenveldError(
            f"{self.path} is niet te schrijven ({reason(error)})",
            "maak ruimte, of noem achter --bewaar een bestand in een map waarin u mag schrijven",
        )


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
