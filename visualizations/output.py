"""Writing results: atomically, never over a file that this tool did not make."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from strategy.errors import KrachtenveldError, reason

MARK = "gemaakt met krachtenveld"
"""Stands near the start of every file that this tool writes, or at the end of a zip, and nowhere else."""
EDGE = 4096


def marked(path: Path, text: str) -> str:
    """The text with our mark near its start, as a comment where the format has one."""
    if MARK in text[:2000]:
        return text
    return f"<!-- {MARK} -->\n{text}" if path.suffix in (".md", ".html") else f"{MARK}\n{text}"


def write_text(path: Path, text: str, force: bool = False) -> None:
    """Write a file in one step, as UTF-8 with Unix line ends; what was there stays whole until then.

    An existing file without our mark is only replaced with `force`. Raises KrachtenveldError when the file
    may not or cannot be written.
    """
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise _refused(path, error) from error
    write_bytes(path, content, force)


def write_bytes(path: Path, content: bytes, force: bool = False) -> None:
    """Write a file in one step; the mark is near its start, or in the closing comment of a zip.

    Raises KrachtenveldError as `write_text` does.
    """
    try:
        target = Path(os.path.realpath(path))  # through a link, so that the link stays one
        _may_replace(path, target, force)
        _replace(target, content)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: Exception) -> KrachtenveldError:
    return KrachtenveldError(
        f"{path} is niet te schrijven ({reason(error)})",
        "kies een map waarin u mag schrijven, of een andere naam",
    )


def _may_replace(path: Path, target: Path, force: bool) -> None:
    if target.is_dir():
        raise KrachtenveldError(f"{path} is een map, geen bestand", "noem een bestandsnaam")
    if target.exists() and not target.is_file():
        raise KrachtenveldError(f"{path} is geen gewoon bestand", "noem een bestandsnaam")
    if os.path.lexists(target) and not force and not _ours(target):
        raise KrachtenveldError(
            f"{path} bestaat al en is niet door krachtenveld gemaakt",
            "kies een andere naam, of gebruik --force",
        )


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".krachtenveld-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The rights a new file may not have; can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _ours(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            start = stream.read(EDGE)
            stream.seek(max(0, path.stat().st_size - EDGE))
            return MARK.encode() in start or MARK.encode() in stream.read(EDGE)
    except OSError:
        return False
