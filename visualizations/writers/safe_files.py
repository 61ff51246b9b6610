"""Writing results: one file atomically, never over one that this tool did not make; many files all at once, or none.

A result carries our mark with a seal: a hash of all the rest. So what a person changed since, or wrote about us, is not ours.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from strategy.errors import KrachtenveldError, reason

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

MARK = "gemaakt met krachtenveld"
"""Stands near the start of every file that this tool writes, or at its end."""
_WITH_SEAL = rf"{MARK}( #[0-9a-f]{{16}})?"
SEALED = f"^{_WITH_SEAL}$"
"""The mark as it may stand in a file that was written."""
_MARKED = re.compile(_WITH_SEAL.encode())
_PREFIX = ".krachtenveld-nieuw-"
_LEFT = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}")
_LARGEST = 200_000_000
"""Bytes of the largest file that is looked through for a seal."""


def marked(path: Path, text: str) -> str:
    """The text with our mark near its start, as a comment where the format has one."""
    if MARK in text[:2000]:
        return text
    return f"<!-- {MARK} -->\n{text}" if path.suffix in (".md", ".html") else f"{MARK}\n{text}"


def sealed(content: bytes) -> bytes:
    """The content with a seal behind its first mark; without a mark as it is.

    In a zip that is in the closing comment, in a PNG in a chunk of its own, in a PDF behind the end, and in Parquet in the
    room that the mark keeps for it. Line ends do not count.
    """
    return _with_marks(content, lambda _, rest: f"{MARK} #{hashlib.sha256(rest).hexdigest()[:16]}".encode())


def is_sealed(content: bytes) -> bool:
    """Whether the content is as it was sealed, to the last sign."""
    plain = _with_marks(content, lambda *_: MARK.encode())
    return plain != content and _lines(sealed(plain)) == _lines(content)


def _lines(content: bytes) -> bytes:
    """The content with one kind of line end: git may change these, and nobody's work is lost with them."""
    return content if content.startswith(_BINARY) else content.replace(b"\r\n", b"\n")


_ZIP, _PNG, _PDF, _PARQUET = b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"%PDF-", b"PAR1"
_BINARY = (_ZIP, _PNG, _PDF, _PARQUET)


def _with_marks(content: bytes, change: Callable[[bytes, bytes], bytes]) -> bytes:
    """The content with another first mark, given that mark and all the rest."""
    if content.startswith(_PNG):
        return _with_chunk(content, change)
    marks = list(_MARKED.finditer(content)) if content.startswith((_ZIP, _PDF, _PARQUET)) else []
    found = marks[-1] if marks else _MARKED.search(content)
    if found is None:
        return content
    before, after = content[: found.start()], content[found.end() :]
    if content.startswith(_ZIP):
        if after:  # in a part, where nothing can be changed
            return content
        before = before[:-2]
        mark = change(found[0], before)
        return before + struct.pack("<H", len(mark)) + mark
    return before + change(found[0], _lines(before) + b"\0" + _lines(after)) + after


def _with_chunk(png: bytes, change: Callable[[bytes, bytes], bytes]) -> bytes:
    place = len(_PNG)
    while place + 12 <= len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        end = place + 12 + size
        sort, content = png[place + 4 : place + 8], png[place + 8 : end - 4]
        if sort in (b"iTXt", b"tEXt") and (found := _MARKED.search(content)):
            mark = change(
                found[0], png[:place] + content[: found.start()] + content[found.end() :] + png[end:]
            )
            content = content[: found.start()] + mark + content[found.end() :]
            check = struct.pack(">I", zlib.crc32(sort + content))
            return png[:place] + struct.pack(">I", len(content)) + sort + content + check + png[end:]
        place = end
    return png


def write_result(path: Path, made: str | bytes, force: bool = False) -> None:
    """Write an answer in one step, marked and sealed. Raises KrachtenveldError as `write_text` does."""
    content = _encoded(path, marked(path, made)) if isinstance(made, str) else made
    _write_bytes(path, sealed(content), force, apart=True)


def check_result(path: Path, force: bool = False) -> None:
    """Raise KrachtenveldError as `write_result` would: for what takes long, before it is begun."""
    try:
        target = Path(os.path.realpath(path))
        _refuse_content(path, target)
        _may_replace(path, target, force)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error


def write_text(path: Path, text: str, force: bool = False) -> None:
    """Write a file in one step, as UTF-8 with Unix line ends; what was there stays whole until then.

    An existing file without our seal is only replaced with `force`. Raises KrachtenveldError when the file
    may not or cannot be written.
    """
    _write_bytes(path, _encoded(path, text), force, apart=False)


def _encoded(path: Path, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise _refused(path, error) from error


def _write_bytes(path: Path, content: bytes, force: bool, apart: bool) -> None:
    """Write a file in one step, as it is; `apart` from what a dossier is read from. Raises KrachtenveldError as `write_text` does."""
    try:
        target = Path(os.path.realpath(path))  # through a link, so that the link stays one
        if apart:
            _refuse_content(path, target)
        _may_replace(path, target, force)
        _replace(target, content)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: Exception) -> KrachtenveldError:
    return KrachtenveldError(
        f"{path} is niet te schrijven ({reason(error)})",
        "kies een map waarin u mag schrijven, of een andere naam",
    )


def _refuse_content(path: Path, target: Path) -> None:
    """Raise KrachtenveldError for a place from which a dossier is read: an answer would be content there, or break it."""
    from strategy.dossier.files import CONTENT_FOLDERS, place_in_dossier  # with yaml behind it

    if place := place_in_dossier(target):
        raise KrachtenveldError(
            f"{path} komt in een dossier terecht ({place}), en daar hoort alleen wat het dossier zelf zegt",
            f"kies een plek buiten {', '.join(CONTENT_FOLDERS[:-1])} en {CONTENT_FOLDERS[-1]}, bijvoorbeeld in uit/",
        )


def _may_replace(path: Path, target: Path, force: bool) -> None:
    if target.is_dir():
        raise KrachtenveldError(f"{path} is een map, geen bestand", "noem een bestandsnaam")
    if target.exists() and not target.is_file():
        raise KrachtenveldError(f"{path} is geen gewoon bestand", "noem een bestandsnaam")
    if os.path.lexists(target) and not force:
        content = result_at(target)
        if is_sealed(content):
            return
        if _MARKED.search(content):
            raise KrachtenveldError(
                f"{path} is niet zoals krachtenveld het maakte; het is misschien door iemand bewerkt",
                "kies een andere naam, of gebruik --force als het weg mag",
            )
        raise KrachtenveldError(
            f"{path} bestaat al en is niet door krachtenveld gemaakt",
            "kies een andere naam, of gebruik --force",
        )


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _clean(path.parent)
    try:
        _put(path, content)
    except FileNotFoundError:  # someone else cleaned while ours was not held yet
        _put(path, content)


def _put(path: Path, content: bytes) -> None:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX)
    try:
        with os.fdopen(handle, "wb") as stream:
            _hold(handle)
            stream.write(content)
            stream.flush()
            os.chmod(temporary, mode)
            if fcntl:  # elsewhere what is open cannot be moved
                os.replace(temporary, path)
        if not fcntl:
            os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _clean(folder: Path) -> None:
    """Remove what an earlier run left when it was killed: what is being made now is held by who makes it."""
    left: list[str] = []
    with suppress(OSError):  # in some folders one may put things, and not look
        left = [name for name in os.listdir(folder) if fcntl and _LEFT.fullmatch(name)]
    for name in left:
        with suppress(OSError):
            handle = os.open(folder / name, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if (folder / name).is_dir():
                    shutil.rmtree(folder / name, ignore_errors=True)
                else:
                    (folder / name).unlink()
            finally:
                os.close(handle)


def _hold(handle: int) -> None:
    """Say to others that what is open here is being made; it ends when the handle is closed, also by a kill."""
    if fcntl:
        with suppress(OSError):  # not every network drive has locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _umask() -> int:
    """The rights a new file may not have; can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def result_at(path: Path) -> bytes:
    """What is in a file that may be ours; nothing when it cannot be read, or is larger than anything of ours."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError:
        return b""
    return content if len(content) <= _LARGEST else b""


def write_all_or_nothing(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, by relative path, in a folder that has nothing of that name yet; it is made when needed.

    They are made beside where they go and moved there when complete. Raises KrachtenveldError, with nothing
    left behind, when something is in the way or the system refuses.
    """
    target = Path(os.path.abspath(folder))
    tops = sorted({path.split("/", 1)[0] for path in files})
    try:
        _refuse_content(folder, Path(os.path.realpath(folder)))
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
    _clean(folder)
    made = Path(tempfile.mkdtemp(dir=folder, prefix=_PREFIX))
    handle = os.open(made, os.O_RDONLY) if fcntl else -1
    try:
        _hold(handle)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if fcntl:
            os.close(handle)


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
