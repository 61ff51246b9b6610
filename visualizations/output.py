"""Writing results: atomically, never over a file that this tool did not make."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from strategy.errors import KrachtenveldError

MARK = "krachtenveld"
"""Appears in the first kilobytes of every file that this tool writes, in any format."""


def write_text(path: Path, text: str, force: bool = False) -> None:
    """Write a file in one step, as UTF-8 with Unix line ends; what was there stays whole until then.

    An existing file without our mark is only replaced with `force`. Raises KrachtenveldError when the file
    may not or cannot be written.
    """
    if path.is_dir():
        raise KrachtenveldError(f"{path} is een map, geen bestand", "noem een bestandsnaam")
    if path.exists() and not force and not _ours(path):
        raise KrachtenveldError(
            f"{path} bestaat al en is niet door krachtenveld gemaakt",
            "kies een andere naam, of gebruik --force",
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise KrachtenveldError(
            f"{path} is niet te schrijven ({reason})", "kies een map waarin u mag schrijven"
        ) from error


def _ours(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return MARK.encode() in stream.read(4096).lower()
    except OSError:
        return False
