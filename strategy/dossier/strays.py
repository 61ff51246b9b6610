"""Files in the folder of a dossier that are not read: copies beside the original, other endings, other places."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from strategy.errors import Finding, Span, legible, nearest

NOT_READ = "niet-gelezen"
HIDDEN = (".", "~$", "#")
"""How the names begin of what systems and editors keep for themselves, such as the lock of an open file."""
_SIGN_OF_COPY = (
    re.compile(r"(.+?)[ _-]*\([0-9]+\)"),  # browsers, Google Drive
    re.compile(
        r"(.+?)[ _-]*\(.*\b(?:conflict\w*|copy|kopie)\b.*\)", re.IGNORECASE
    ),  # Dropbox, Nextcloud, OneDrive
    re.compile(r"(.+?)[ _-]+(?:kopie|copy|conflict)(?:[ _-]*\(?[0-9]+\)?)?", re.IGNORECASE),  # Windows, macOS
    re.compile(r"(?:kopie|copy) (?:van|of) (.+)", re.IGNORECASE),  # Google Drive
    re.compile(r"(.+)\.sync-conflict-.+"),  # Syncthing
    re.compile(r"(.+?)_(?:BACKUP|BASE|LOCAL|REMOTE)_[0-9]+"),  # git mergetool
    re.compile(r"(.+?)-[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*"),  # OneDrive: the name of a computer
    re.compile(r"(.+?) [0-9]+"),  # macOS
)
_OWN_NAME = re.compile(r"^(laag|opgave):[ \t]*(\S+)", re.MULTILINE)
CHANGES = re.compile(r"^wijzig:", re.MULTILINE)
"""What stands in a file that says what is different from the basis, instead of describing a network."""
_LIKE_YAML = re.compile(r"\.ya?ml", re.IGNORECASE)
_PLACES = {
    "laag": "networks", "opgave": "opgaven", "scenario": "scenarios", "regels": "rules", "toetsen": "toetsen",
    "bronnen": "bronnen.yaml", "college": "college.yaml", "dossier": "dossier.yaml",
}  # fmt: skip
"""Where a file belongs, by a key that only such a file has at its top."""
_TOP_KEY = re.compile(rf"^({'|'.join(_PLACES)}):", re.MULTILINE)
_DUTCH = {"netwerken": "networks", "regels": "rules"}
_MOST = 1000
"""Files looked at in one folder that is not read."""


def copies(texts: Mapping[str, str]) -> dict[str, str]:
    """The files that seem to be a copy of another in their folder, each with the path of that one.

    By their name, as programs that synchronise or copy make it, or because they describe the same network or opgave.
    """
    found: dict[str, str] = {}
    folders: dict[str, dict[str, str]] = {}
    for path in texts:
        folders.setdefault(posixpath.dirname(path), {})[PurePosixPath(path).stem] = path
    for stems in folders.values():
        names = {stem: _own_name(texts[path]) for stem, path in stems.items()}
        first: dict[str, str] = {}
        for stem in sorted(stems, key=lambda stem: (not names[stem].endswith(f" {stem}"), len(stem), stem)):
            first.setdefault(names[stem], stem)
        for stem, path in stems.items():
            original = _original(stem, stems) or (first[names[stem]] if names[stem] else stem)
            if original != stem:
                found[path] = stems[original]
    return found


def copies_below(texts: Mapping[str, str], networks: Iterable[str]) -> dict[str, str]:
    """The networks of a dossier that seem a copy of one of its basis, each with the path of that; the lowest come first.

    They describe the same network, and hold the same or are called as a copy is.
    """
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for path in networks:
        name = _own_name(texts[path])
        original = first.setdefault(name, path) if name else path
        stem, other = PurePosixPath(path).stem, PurePosixPath(original).stem
        if original != path and (
            stem == other or texts[path] == texts[original] or _original(stem, (stem, other)) == other
        ):
            found[path] = original
    return found


def _own_name(text: str) -> str:
    """The network or opgave that a file is about, such as `laag vng`; "" when it is about none."""
    found = None if CHANGES.search(text) else _OWN_NAME.search(text)
    return f"{found[1]} {found[2]}" if found else ""


def _original(stem: str, known: Collection[str]) -> str:
    """The name of the file that one by this name is a copy of; "" when it is a file of its own."""
    for pattern in _SIGN_OF_COPY:
        if (found := pattern.fullmatch(stem)) and (of := _original(found[1], known) or found[1]) in known:
            return of
    return ""


def copy_finding(path: str, text: str, original: str, other: str, below: bool = False) -> Finding:
    """That a file seems to be a copy, perhaps of one `below` the dossier, at the first line that differs from the original."""
    mine, theirs = text.splitlines(), other.splitlines()
    pairs = zip(mine, [*theirs, *[""] * len(mine)], strict=False)
    differs = next((number for number, (one, two) in enumerate(pairs, 1) if one != two), 0)
    message = f"dit lijkt een kopie van {original}"
    if not differs and len(mine) == len(theirs):
        return Finding(Span(path), "kopie", f"{message}: er staat hetzelfde in", "verwijder dit bestand")
    line = differs or len(mine)
    message += f"; vanaf regel {line} staat er iets anders in"
    hint = "zet in dat bestand wat moet blijven, en verwijder dit"
    if below:
        hint = "zeg in een bestand met `wijzig:` alleen wat er anders is dan in de basis, en verwijder dit"
    if (name := _own_name(text)) and name == _own_name(other):
        hint += f"; is dit iets anders, geef het dan een eigen `{name.split()[0]}`"
    return Finding(Span(path, line), "kopie", message, hint, excerpt=mine[line - 1] if mine else "")


def strays(root: Path, folders: Collection[str], files: Collection[str]) -> tuple[Finding, ...]:
    """A remark for each file in the folder of a dossier that looks like content and is not read.

    `folders` and `files` are those that are. What cannot be looked at is passed by: this is no more than a service.
    """
    return tuple(sorted((*_beside(root, folders, files), *_within(root, folders))))


def _beside(root: Path, folders: Collection[str], files: Collection[str]) -> Iterator[Finding]:
    """What lies in the dossier itself, beside its files and folders."""
    for name in _names_in(root):
        path = root / name
        if path.is_dir():
            meant = _DUTCH.get(name.lower()) or nearest(name.lower(), folders)
            if meant and name not in folders and (count := _yaml_below(path)):
                yield _folder_finding(f"{name}/", count, f"bedoeld: de map {meant}?")
        elif name not in files and _LIKE_YAML.search(name):
            stem = PurePosixPath(name).name.split(".", 1)[0]
            copied = _original(stem, [file.removesuffix(".yaml") for file in files])
            home = f"{copied}.yaml" if copied else _home(path)
            if not home:
                continue
            if home in files:
                hint = f"bedoeld: {home}?"
                if (root / home).exists():
                    hint = f"zet in {home} wat moet blijven, en verwijder dit bestand"
            else:
                hint = f"zet het in de map {home}, met een naam die op .yaml eindigt"
            yield _finding(name, "dit bestand wordt niet gelezen", hint)


def _home(path: Path) -> str:
    """The file or folder that the content of a file is for; "" when it is nothing of a dossier."""
    try:
        if not path.is_file():  # a pipe would keep us waiting
            return ""
        with path.open(encoding="utf-8", errors="replace") as file:
            found = _TOP_KEY.search(file.read(100_000))
    except OSError:
        return ""
    return _PLACES[found[1]] if found else ""


def _within(root: Path, folders: Iterable[str]) -> Iterator[Finding]:
    """What lies in the folders that are read, but is not read itself."""
    for folder in folders:
        for name in _names_in(root / folder):
            path = root / folder / name
            if path.is_dir() and not _LIKE_YAML.search(name):
                if count := _yaml_below(path):
                    hint = f"zet wat gelezen moet worden in de map {folder} zelf"
                    yield _folder_finding(f"{folder}/{name}/", count, hint)
            elif _LIKE_YAML.search(name) and path.suffix.lower() not in (".yaml", ".yml"):
                ending = "~" if name.endswith("~") else path.suffix
                hint = "verwijder het, of bewaar het buiten de map van het dossier"
                if ending.lower() == ".txt":
                    hint = f"haal {ending} van de naam; Windows toont dat einde pas met Beeld › Bestandsnaamextensies"
                message = f"dit bestand wordt niet gelezen, omdat zijn naam op {ending} eindigt"
                yield _finding(f"{folder}/{name}", message, hint)


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith(HIDDEN))
    except OSError:
        return []


def _yaml_below(folder: Path) -> int:
    """How many YAML files lie in a folder, however deep; of a very full one, how many were met."""
    seen = count = 0
    for _, _, names in os.walk(folder):
        seen += len(names)
        count += sum(bool(_LIKE_YAML.search(name)) and not name.startswith(HIDDEN) for name in names)
        if seen > _MOST:
            break
    return count


def _folder_finding(path: str, count: int, hint: str) -> Finding:
    files = "staat 1 YAML-bestand" if count == 1 else f"staan {count} YAML-bestanden"
    return _finding(path, f"deze map wordt niet gelezen, en er {files} in", hint)


def _finding(path: str, message: str, hint: str) -> Finding:
    return Finding(Span(legible(path)), NOT_READ, message, hint, severity="let op")
