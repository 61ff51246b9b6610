"""Writing results: one file atomically, never over one that this tool did not make; many files all at once, or none."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
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


_PREFIX = ".krachtenveld-"


def write_all_or_nothing(folder: Path, files: Mapping[str, bytes]) -> None:
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


def replace_all_or_nothing(
    folder: Path,
    changes: Mapping[str, Callable[[str], str]],
    present: Mapping[str, str],
    new: Mapping[str, str],
) -> None:
    """Change the text of files that are there, by relative path, as far as these still hold what is `present`, and add new ones.

    A change is asked for the text as it is on disk, with its own line ends. Raises KrachtenveldError, with every file as
    it was, when one holds something else by now, or cannot be written.
    """
    from strategy.dossier.files import as_read  # with yaml behind it, which the help does not need

    made: dict[Path, bytes] = {}
    kept: dict[Path, bytes] = {}
    done: list[Path] = []
    try:
        for path, change in changes.items():
            target = Path(os.path.realpath(folder / path))
            kept[target] = target.read_bytes()
            there = kept[target].decode()
            if as_read(there) != present[path]:
                raise KrachtenveldError(
                    f"{path} is veranderd terwijl dit liep; er is niets geschreven", "doe het nog eens"
                )
            made[target] = change(there).encode()
        for path, text in new.items():
            if os.path.lexists(folder / path):
                raise KrachtenveldError(
                    f"{path} bestaat al; er is niets geschreven", "geef dat bestand een andere naam"
                )
            made[folder / path] = text.encode()
        for target, content in made.items():
            _replace(target, content)
            done.append(target)
    except (OSError, ValueError) as error:
        for target in done:
            if target in kept:
                _replace(target, kept[target])
            else:
                target.unlink()
        raise KrachtenveldError(
            f"in {folder} is niet te schrijven ({reason(error)}); er is niets veranderd",
            "kies een map waarin u mag schrijven",
        ) from error
