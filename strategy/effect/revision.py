"""What a dossier is held against: as it stands in another folder, or in a commit of git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from strategy.dossier.files import (
    BASIS,
    CONTENT_FOLDERS,
    MARKER,
    NETWORKS,
    RULES,
    SCENARIOS,
    SINGLE_FILES,
    SOURCES,
    is_shipped,
    read_part,
    rules_of,
    walk_bases,
)
from strategy.dossier.yamltree import MAX_BYTES
from strategy.errors import InputError, KrachtenveldError, quote
from strategy.scenarios.files import AND
from strategy.workspace import Workspace, read_workspace, workspace_of


def unsound(label: str, error: InputError) -> KrachtenveldError:
    """That there is nothing to compare with, and why: findings alone would point into files the user does not see."""
    first = error.findings[0]
    more = f" (en nog {len(error.findings) - 1})" if len(error.findings) > 1 else ""
    return KrachtenveldError(
        f"in {label} zitten fouten, dus daarmee valt niet te vergelijken",
        f"{first.span} {first.message}{more}; kies met --tegen een andere versie of map",
    )


LATEST = "HEAD"
SECONDS = 60
_LOCATING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE")
"""Set inside git hooks, where they would point away from the folder asked about."""
_OTHER_FOLDER = "vergelijk met een andere map: --tegen MAP"


@dataclass(frozen=True)
class Revision:
    """A commit: its short name and subject, and the content files of the dossier in it, by relative path."""

    name: str
    subject: str
    texts: Mapping[str, str]

    @property
    def label(self) -> str:
        said = "".join(character for character in self.subject if character.isprintable())
        return f"git {self.name}" + (f" {quote(said)}" if said else "")


def is_content(path: str) -> bool:
    """Whether a path, relative to the dossier, is one of its own files that say what the dossier holds."""
    parts = PurePosixPath(path).parts
    if len(parts) == 1:
        return path in SINGLE_FILES
    return len(parts) == 2 and parts[0] in CONTENT_FOLDERS and _is_yaml(path)


def _is_yaml(path: str) -> bool:
    name = PurePosixPath(path).name
    return name.endswith(".yaml") and not name.startswith(".")


def read_revision(folder: Path, revision: str = LATEST) -> Revision:
    """The dossier in `folder` as it stands in a commit.

    Works from a subfolder of the repository and in a worktree. Raises KrachtenveldError when git is missing, the
    folder is in no repository, nothing was committed yet, the commit does not exist or does not hold the dossier.
    """
    commit = resolve(folder, revision)
    if commit is None:
        if revision != LATEST:
            raise KrachtenveldError(
                f'er is geen versie "{revision}" in git',
                "`git log --oneline` toont de versies; of noem een map",
            )
        raise KrachtenveldError(
            "in deze git-map is nog niets vastgelegd, dus er is niets om mee te vergelijken",
            f"leg het dossier vast (git add, git commit), of {_OTHER_FOLDER}",
        )
    texts = _with_bases(folder, commit, dict(_texts(folder, commit)))
    short, _, subject = (
        _git(folder, "log", "-1", "--format=%h%x00%s", commit).decode().strip().partition("\0")
    )
    found = Revision(short, subject, texts)
    if MARKER not in texts:
        what = "de laatst vastgelegde versie" if revision == LATEST else f'versie "{revision}"'
        raise KrachtenveldError(
            f"het dossier in {folder} zit niet in {what} van git ({short})",
            f"leg het vast (git add, git commit), of {_OTHER_FOLDER}",
        )
    return found


def resolve(folder: Path, revision: str) -> str | None:
    """The commit that a revision names; None when there is none.

    Raises KrachtenveldError when git is missing or the folder is in no repository.
    """
    _git(folder, "rev-parse", "--show-prefix")
    if not revision or revision.startswith("-") or "\0" in revision:
        return None
    try:
        found = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except _GitError:
        return None
    return found.decode().strip() or None


class _GitError(KrachtenveldError):
    """git said no."""


def _texts(folder: Path, commit: str) -> Iterator[tuple[str, str]]:
    """The content files in a commit, in the order in which a folder is read."""
    found = _blobs(folder, commit, *SINGLE_FILES, *(f"{name}/" for name in CONTENT_FOLDERS))
    blobs = {path: blob for path, blob in found.items() if is_content(path)}
    singles = [path for path in SINGLE_FILES if path in blobs]
    others = [path for part in CONTENT_FOLDERS for path in sorted(blobs) if path.startswith(f"{part}/")]
    wanted = [*singles, *others]
    yield from _read(folder, {path: blobs[path] for path in wanted})


def _with_bases(folder: Path, commit: str, texts: dict[str, str]) -> dict[str, str]:
    """These texts of a dossier, with what it builds on as that stands in the commit; as it is now, when git knows nothing
    of it. Raises InputError when a basis cannot be read.
    """

    def read(basis: str) -> str:
        files = (f"{basis}/{name}" for name in (BASIS, SOURCES))
        texts.update(_borrowed(folder, commit, f"{basis}/{NETWORKS}", *files))
        rules = rules_of(basis, texts.get(f"{basis}/{BASIS}", ""))
        if rules != RULES:
            texts.update(_borrowed(folder, commit, rules))
        return ""

    walk_bases(texts, read)
    return texts


def _borrowed(folder: Path, commit: str, within: str, *files: str) -> Mapping[str, str]:
    """Single files and those in a folder of a basis, as they stand in the commit or as they are now."""
    if is_shipped(within):
        return read_part(folder, within, files).sound()
    home = folder.resolve()
    ways = {PurePath(os.path.relpath(home / name, home)).as_posix(): name for name in (*files, within)}
    try:
        blobs = _blobs(folder, commit, *(f"{way}/" if name == within else way for way, name in ways.items()))
    except _GitError:
        return read_part(folder, within, files).sound()
    named = {ways.get(path) or f"{within}/{PurePosixPath(path).name}": blob for path, blob in blobs.items()}
    return dict(_read(folder, {path: named[path] for path in sorted(named) if _is_yaml(path)}))


def _blobs(folder: Path, commit: str, *paths: str) -> dict[str, str]:
    """The files at these paths in a commit, with the names that git has for their contents; links are left out."""
    listed = _git(folder, "ls-tree", "-z", commit, "--", *paths).decode("utf-8", errors="surrogateescape")
    blobs: dict[str, str] = {}
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, kind, name = about.split()
        if kind == "blob" and mode != "120000":
            blobs[path] = name
    return blobs


def _read(folder: Path, blobs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The text of each of these files."""
    for path, raw in zip(blobs, _contents(folder, list(blobs.values())), strict=True):
        yield path, raw.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def _contents(folder: Path, names: list[str]) -> Iterator[bytes]:
    """The contents of blobs, in one call."""
    answer = _git(folder, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    start = 0
    for name in names:
        end = answer.index(b"\n", start)
        header = answer[start:end].split()
        if len(header) != 3 or int(header[2]) > MAX_BYTES:
            raise KrachtenveldError(f"git kan {name[:12]} niet lezen", _OTHER_FOLDER)
        size = int(header[2])
        yield answer[end + 1 : end + 1 + size]
        start = end + 1 + size + 1


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    environment = {name: value for name, value in os.environ.items() if name not in _LOCATING}
    environment |= {
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
    }
    try:
        done = subprocess.run(
            ["git", "--literal-pathspecs", "-c", "log.showSignature=false", "-C", str(folder), *arguments],
            input=given, capture_output=True, env=environment, timeout=SECONDS, check=False,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise KrachtenveldError("git is hier niet geïnstalleerd", _OTHER_FOLDER) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise KrachtenveldError("git geeft geen antwoord", _OTHER_FOLDER) from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", errors="replace").strip()
    if "dubious ownership" in said:
        raise KrachtenveldError(
            f"git vertrouwt de map {folder} niet, omdat zij van een andere gebruiker is",
            f"`git config --global --add safe.directory MAP` zegt dat het goed is; of {_OTHER_FOLDER}",
        )
    if "not a git repository" in said:
        raise KrachtenveldError(
            f"de map {folder} staat niet in git, dus er is geen eerdere versie", _OTHER_FOLDER
        )
    raise _GitError(
        f"git kan dit niet lezen: {said.splitlines()[-1] if said else 'onbekende fout'}", _OTHER_FOLDER
    )


def reference(folder: Path, against: str | None) -> Workspace:
    """What the dossier in `folder` is compared with: `against` is a folder or a git revision, None the last commit.

    Raises KrachtenveldError when there is no such thing, or when it holds errors.
    """
    try:
        if against is not None and Path(against).is_dir():
            return _folder(against)
        if against is not None and not _is_revision(folder, against):
            raise KrachtenveldError(f'er is geen map en geen git-versie "{against}"', _hint(folder, against))
        found = read_revision(folder, against or LATEST)
        return workspace_of(found.texts, found.label)
    except InputError as error:
        raise unsound(against or "de laatst vastgelegde versie", error) from error


def _hint(folder: Path, against: str) -> str:
    if all((folder / SCENARIOS / f"{name}.yaml").is_file() for name in against.split(AND)):
        return f"dat is een scenario; bedoelde u --scenario {against}?"
    return "noem een map met een dossier, of een versie uit `git log --oneline`"


def _folder(against: str) -> Workspace:
    if not (Path(against) / MARKER).is_file():
        raise KrachtenveldError(
            f"in de map {against} staat geen {MARKER}", "noem met --tegen een map met een dossier"
        )
    return read_workspace(Path(against), against)


def _is_revision(folder: Path, name: str) -> bool:
    try:
        return resolve(folder, name) is not None
    except KrachtenveldError:
        return False
