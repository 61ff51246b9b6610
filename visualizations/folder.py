"""Writing many files at once: all of them, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from strategy.errors import KrachtenveldError, reason

_PREFIX = ".krachtenveld-"


def place(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, by relative path, in a folder that has nothing of that name yet; it is made when needed.

    They are made beside where they go and moved there when complete. Raises KrachtenveldError, with nothing
    left behind, when something is in the way or the system refuses.
    """
    target = Path(os.path.abspath(folder))
    tops = sorted({path.split("/", 1)[0] for path in files})
    try:
        _refuse_present(folder, target, tops)
        if target.is_dir():
            with _workshop(target) as made:
                _write(made, files)
                _move(made, target, tops)
        else:
            with _parents(target.parent), _workshop(target.parent) as made:
                _write(made / "nieuw", files)
                os.rename(made / "nieuw", target)
    except (OSError, ValueError) as error:
        raise KrachtenveldError(
            f"in de map {folder} is niet te schrijven ({reason(error)})",
            "kies een map waarin u mag schrijven",
        ) from error


def _refuse_present(folder: Path, target: Path, tops: list[str]) -> None:
    if os.path.lexists(target) and not target.is_dir():
        raise KrachtenveldError(f"{folder} is een bestand, geen map", "kies een nieuwe of een lege map")
    present = [top for top in tops if os.path.lexists(target / top)]
    if present:
        raise KrachtenveldError(
            f"in {folder} staat al: {', '.join(present)}",
            "kies een nieuwe of een lege map; hier wordt niets overschreven, ook niet met --force",
        )


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in sorted(files.items()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _move(made: Path, target: Path, tops: list[str]) -> None:
    """Move each part to its place, and all of them back when one cannot go."""
    moved: list[str] = []
    try:
        for top in tops:
            os.rename(made / top, target / top)
            moved.append(top)
    except BaseException:
        for top in moved:
            os.rename(target / top, made / top)
        raise


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A hidden folder to make things in, gone afterwards."""
    made = Path(tempfile.mkdtemp(dir=folder, prefix=_PREFIX))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _parents(folder: Path) -> Iterator[None]:
    """The folder, made when needed, and unmade when what follows fails."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        for each in reversed(missing):
            each.mkdir()
        yield
    except BaseException:
        for each in missing:
            if each.is_dir() and not any(each.iterdir()):
                each.rmdir()
        raise
