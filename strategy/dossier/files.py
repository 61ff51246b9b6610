"""The files of a dossier folder: which there are, and reading them as text without surprises.

And which are not read: copies beside the original, other endings, other places.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from strategy.dossier.yamltree import MAX_BYTES, is_text, too_large
from strategy.errors import Finding, InputError, KrachtenveldError, Span, legible, nearest, reason

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


MARKER = "dossier.yaml"
SOURCES = "bronnen.yaml"
SINGLE_FILES = (MARKER, SOURCES, "college.yaml")
NETWORKS, RULES = "networks", "rules"
FOLDERS = ("opgaven", NETWORKS, RULES)
SCENARIOS, TESTS = "scenarios", "toetsen"
CONTENT_FOLDERS = (*FOLDERS, SCENARIOS, TESTS)
"""The folders within a dossier whose YAML files are content."""
LANDELIJK = "landelijk"
"""The basis that comes with the program."""
BASIS = "basis.yaml"
SHIPPED = "krachtenveld"
"""Where a path begins that is not in the dossier, but comes with the program."""
_BASIS = re.compile(r"^basis:[ \t]*(['\"]?)([^#\r\n]*?)\1[ \t]*(?:#.*)?$", re.MULTILINE)
_BUILDS_ON = re.compile(_BASIS.pattern.replace("basis", "bouwt_op"), re.MULTILINE)
_RULES = re.compile(_BASIS.pattern.replace("basis", "regels"), re.MULTILINE)
KEPT = "networks/register.yaml"
KEPT_MARK = "gemaakt met krachtenveld register"
"""What stands at the top of a file that this program keeps."""
_KEPT = re.compile(rf"^# {KEPT_MARK};", re.MULTILINE)
DEEPEST = 5
"""On how many bases a dossier may stand: who reads a fact has to know whose it is."""
VARIABLE = "KRACHTENVELD_DOSSIER"


@dataclass
class Texts:
    """The text of every file that could be read, by path; why others could not, and what may be in those."""

    texts: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)
    """Files that are there or should be, but cannot be read, with what can be guessed of their text."""

    def sound(self) -> dict[str, str]:
        """The texts by path. Raises InputError when a file cannot be read."""
        if self.findings:
            raise InputError(self.findings)
        return self.texts


def find_dossier(given: str | None, environment: Mapping[str, str], here: Path) -> Path:
    """The dossier folder: as given, else from the environment, else upward from `here`, else Zaanstad's.

    Raises KrachtenveldError when the folder named does not exist or holds no dossier.
    """
    for named, origin in ((given, "--dossier"), (environment.get(VARIABLE), VARIABLE)):
        if named:
            return _checked(Path(named), origin)
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder
    return shipped_dossier()


def shipped_dossier() -> Path:
    """The Zaanstad dossier: inside the installed package, or the checkout this code runs from."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "zaanstad"
    return shipped if (shipped / MARKER).is_file() else package.parent


def place_in_dossier(path: Path) -> str:
    """From which file or folder of a dossier, or of a basis, this would be read; "" when it lies apart from these."""
    for folder in path.parents:
        if folder.name in CONTENT_FOLDERS and _has_head(folder.parent):
            return f"{folder.name}/"
    return path.name if path.name in (*SINGLE_FILES, BASIS) and _has_head(path.parent) else ""


def _has_head(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (MARKER, BASIS))


def is_installed(root: Path) -> bool:
    """Whether a dossier is the copy inside the installed package, in which nothing should be written."""
    return root.resolve() == Path(__file__).resolve().parent.parent / "zaanstad"


def _checked(folder: Path, origin: str) -> Path:
    try:
        if folder.is_file():
            raise KrachtenveldError(
                f"{folder} is een bestand, geen map ({origin})", f"kies de map waarin {MARKER} staat"
            )
        if not folder.is_dir():
            raise KrachtenveldError(
                f"de map {folder} bestaat niet ({origin})", "controleer de naam van de map"
            )
        if not (folder / MARKER).exists():
            raise KrachtenveldError(
                f"in de map {folder} staat geen {MARKER}", f"kies de map waarin {MARKER} staat"
            )
    except (OSError, ValueError) as error:
        raise KrachtenveldError(
            f"de map {folder} is niet te openen ({reason(error)})", "controleer de rechten"
        ) from error
    return folder


def read_texts(root: Path) -> Texts:
    """The text of every content file that can be read, of the dossier and of what it builds on, and why others cannot."""
    read = _read_all(root, SINGLE_FILES, FOLDERS)
    for basis in walk_bases(read.texts, lambda folder: _read_basis(root, folder, read)):
        if basis.problem:
            read.findings.append(basis.finding(read.texts[basis.file]))
            read.lost[f"{basis.folder}/"] = ""
    for name, original in copies_below(read.texts, files_in(homes(NETWORKS, read.texts), read.texts)).items():
        text = read.texts.pop(name)
        read.findings.append(copy_finding(name, text, original, read.texts[original], below=True))
        read.lost[name] = text
    return read


def texts_below(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of what a dossier in these texts builds on, where that comes with the program; {} when it builds on nothing."""
    read = Texts(dict(texts))
    walk_bases(read.texts, lambda folder: _read_basis(Path(), folder, read))
    return {path: text for path, text in read.sound().items() if path not in texts}


def read_heads(root: Path) -> dict[str, str]:
    """The text of dossier.yaml and of the basis.yaml of what it builds on, as far as these can be read."""
    read = Texts()

    def head(folder: str) -> str:
        _read(root, f"{folder}/{BASIS}", read)
        return ""

    _read(root, MARKER, read)
    walk_bases(read.texts, head)
    return read.texts


def _read_basis(root: Path, folder: str, read: Texts) -> str:
    """Read what a basis holds, its rules too; why it cannot be built on, "" when it can."""
    place = folder_of(root, folder)
    if not place.is_dir():
        return f"de map {folder} met de basis bestaat niet"
    if not (place / BASIS).is_file():
        return f"in de map {folder} staat geen {BASIS}, dus zij is geen basis"
    parts = _read_all(root, (f"{folder}/{BASIS}", f"{folder}/{SOURCES}"), (f"{folder}/{NETWORKS}",))
    rules = rules_of(folder, parts.texts.get(f"{folder}/{BASIS}", ""))
    for part in (parts, *([] if rules == RULES else [_read_all(root, (), (rules,))])):
        read.texts.update(part.texts)
        read.findings.extend(part.findings)
        read.lost.update(part.lost)
    return ""


@dataclass(frozen=True)
class Basis:
    """A folder that a dossier builds on, as seen from the dossier; which line of which file says so.

    `problem` is why it cannot be built on, "" when it can.
    """

    folder: str
    file: str
    said: re.Match[str]
    problem: str = ""

    def finding(self, text: str) -> Finding:
        """That it cannot be built on, with the line that names it."""
        line = text.count("\n", 0, self.said.start()) + 1
        place = Span(self.file, line, self.said.start(2) - self.said.start() + 1, len(self.said[2]))
        hint = f"kies {LANDELIJK} voor de landelijke basis, of de weg naar een map, gezien vanaf {self.file}"
        return Finding(place, "basis", self.problem, hint, excerpt=text.splitlines()[line - 1])


def bases(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The folders that the dossier in these texts builds on, from the lowest up."""
    found = [basis.folder for basis in walk_bases(texts, lambda _: "") if not basis.problem]
    return tuple(folder for folder in reversed(found) if f"{folder}/{BASIS}" in texts)


def basis_names(texts: Mapping[str, str]) -> tuple[str, ...]:
    """What the bases of a dossier are called: by their folder, and by their own name."""
    found = bases(texts)
    own = (_BASIS.search(texts[f"{folder}/{BASIS}"]) for folder in found)
    return tuple(dict.fromkeys((*map(posixpath.basename, found), *(name[2].strip() for name in own if name))))


def walk_bases(texts: Mapping[str, str], read: Callable[[str], str]) -> list[Basis]:
    """What a dossier builds on, from the top down.

    `read` is asked to add the texts of each folder, and says what is wrong with it or "".
    """
    above, file, pattern = "", MARKER, _BASIS
    found: list[Basis] = []
    while (said := pattern.search(texts.get(file, ""))) and said[2].strip():
        folder, seen = _resolved(above, said[2].strip()), [basis.folder for basis in found]
        if folder in (".", *seen):
            ring = " → ".join([*seen[seen.index(folder) :], folder]) if folder in seen else "het dossier zelf"
            problem = f"dit bouwt op zichzelf ({ring})"
        elif len(seen) == DEEPEST:
            problem = f"dit dossier staat op meer dan {DEEPEST} andere"
        else:
            problem = read(folder)
        found.append(Basis(folder, file, said, problem))
        if problem:
            break
        above, file, pattern = folder, f"{folder}/{BASIS}", _BUILDS_ON
    return found


def _resolved(above: str, named: str) -> str:
    """The folder that a basis is in, seen from the dossier: a bare name is one that comes with the program."""
    way = named.replace("\\", "/")
    if "/" not in way and way not in (".", ".."):
        return f"{SHIPPED}/{way}"
    return posixpath.normpath(posixpath.join(above, way))


def is_shipped(name: str) -> bool:
    """Whether a path, as seen from the dossier, is of what comes with the program."""
    return name.startswith(f"{SHIPPED}/")


def folder_of(root: Path, name: str) -> Path:
    """Where a path of a dossier is on disk."""
    return shipped_dossier() / name.removeprefix(f"{SHIPPED}/") if is_shipped(name) else root / name


def rules_of(folder: str, header: str) -> str:
    """Where the rules of a basis stand, as seen from the dossier, given the text of its basis.yaml."""
    said = _RULES.search(header)
    return posixpath.normpath(posixpath.join(folder, (said[2].strip() if said else "") or RULES))


def rule_folders(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The folders with rules of the dossier in these texts: those of what it builds on, then its own."""
    return tuple(dict.fromkeys((*_rules_below(texts), RULES)))


def shares_rules(texts: Mapping[str, str]) -> bool:
    """Whether the rules of a dossier are at the same time those of its basis, as with the city that maintains these."""
    return RULES in _rules_below(texts)


def _rules_below(texts: Mapping[str, str]) -> list[str]:
    return [rules_of(folder, texts[f"{folder}/{BASIS}"]) for folder in bases(texts)]


def files_in(folders: Iterable[str], texts: Iterable[str]) -> list[str]:
    """The files in these folders, in the order of the folders."""
    names = list(texts)
    return [name for folder in folders for name in names if posixpath.dirname(name) == folder]


def homes(folder: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """A folder of content, of what the dossier builds on first and of the dossier itself last."""
    return (*(f"{basis}/{folder}" for basis in bases(texts)), folder)


def change_files(texts: Mapping[str, str]) -> list[str]:
    """The files among the networks that say what is different from the basis, instead of describing a network."""
    return [name for name in files_in(homes(NETWORKS, texts), texts) if CHANGES.search(texts[name])]


def is_kept(name: str, texts: Mapping[str, str]) -> bool:
    """Whether the program keeps this file of a dossier, and makes it anew: what people know, belongs in another one."""
    return name == KEPT and _KEPT.search(texts.get(name, "")) is not None


def with_basis(header: str, folder: str) -> str:
    """The text of a dossier.yaml with another way to what it builds on."""
    found = _BASIS.search(header)
    return f"{header[: found.start(2)]}{folder}{header[found.end(2) :]}" if found else header


def content_folders(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The folders with the content of a dossier, also of what it builds on."""
    return tuple(dict.fromkeys((*FOLDERS, *homes(NETWORKS, texts), *rule_folders(texts))))


def is_borrowed(name: str) -> bool:
    """Whether a rule file is that of another dossier."""
    return not name.startswith(f"{RULES}/")


def read_part(root: Path, folder: str, files: Iterable[str] = ()) -> Texts:
    """The text of these files and of every YAML file in one folder of a dossier, and why others cannot be read."""
    return _read_all(root, files, (folder,))


def _read_all(root: Path, files: Iterable[str], folders: Iterable[str]) -> Texts:
    read = Texts()
    names = list(files)
    for folder in folders:
        try:
            names.extend(_names(root, folder, read.findings))
        except OSError as error:
            hint = "controleer de rechten van de map"
            read.lost[f"{folder}/"] = ""
            read.findings.append(
                Finding(Span(f"{folder}/"), "onleesbaar", f"de map is niet te lezen ({reason(error)})", hint)
            )
    for name in names:
        _read(root, name, read)
    copied = copies(read.texts)
    for name, original in copied.items():
        read.findings.append(copy_finding(name, read.texts[name], original, read.texts[original]))
    for name in copied:
        read.lost[name] = read.texts.pop(name)
    return read


def _names(root: Path, folder: str, findings: list[Finding]) -> Iterator[str]:
    base = folder_of(root, folder)
    if not base.is_dir():
        return
    for found in sorted(os.listdir(base)):
        ending = Path(found).suffix
        if found.startswith(HIDDEN):
            continue
        if ending.lower() in (".yaml", ".yml") and not is_text(found):
            message = "in de naam van dit bestand zit een teken dat geen tekst is"
            hint = "geef het bestand een naam met gewone letters; het is misschien uitgepakt uit een zip van Windows"
            findings.append(Finding(Span(f"{folder}/{legible(found)}"), "bestandsnaam", message, hint))
        elif ending == ".yaml":
            yield f"{folder}/{found}"
        elif ending.lower() in (".yaml", ".yml"):
            message = f"dit bestand wordt niet gelezen, omdat zijn naam op {ending} eindigt"
            findings.append(
                Finding(Span(f"{folder}/{found}"), "extensie", message, "laat de naam op .yaml eindigen")
            )


def as_read(text: str) -> str:
    """A text as it stands on disk, in the way it is read: without a mark of UTF-8, each line ended by one sign."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _read(root: Path, name: str, read: Texts) -> None:
    path = folder_of(root, name)
    raw = b""
    try:
        if path.is_dir():
            finding = Finding(
                Span(name), "onleesbaar", f"{name} is een map, geen bestand", "geef de map een andere naam"
            )
        elif path.exists() and not path.is_file():  # a pipe or device would keep us waiting
            finding = Finding(
                Span(name), "onleesbaar", f"{name} is geen gewoon bestand", "zet hier een tekstbestand neer"
            )
        elif path.is_file() and path.stat().st_size > MAX_BYTES:
            finding = too_large(name)
        else:
            raw = path.read_bytes()
            read.texts[name] = raw.decode("utf-8-sig").replace("\r\n", "\n")
            return
    except FileNotFoundError:
        finding = missing(name)
        if path.is_symlink():
            message = "deze snelkoppeling wijst naar een bestand dat er niet is"
            finding = Finding(Span(name), "onleesbaar", message, "herstel of verwijder de snelkoppeling")
    except UnicodeDecodeError as error:
        finding = _not_utf8(name, raw, error)
    except OSError as error:
        message = f"het bestand is niet te lezen ({reason(error)})"
        hint = "controleer het bestand en zijn rechten"
        finding = Finding(Span(name), "onleesbaar", message, hint)
    read.findings.append(finding)
    read.lost[name] = raw.decode("utf-8", errors="replace")


@contextmanager
def opened(source: str | Path, instead: str) -> Iterator[BinaryIO]:
    """A file that a user named, to be read; `instead` says what to name when it is none. Raises KrachtenveldError.

    Only a plain one: a pipe or device would keep us waiting, or never end.
    """
    path = Path(source)
    try:
        if path.is_dir():
            raise KrachtenveldError(f"{source} is een map, geen bestand", instead)
        with open(path, "rb", opener=_without_waiting) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise KrachtenveldError(f"{source} is geen gewoon bestand", instead)
            yield stream
    except (OSError, ValueError) as error:
        raise KrachtenveldError(
            f"{source} is niet te lezen ({reason(error)})", "controleer de naam van het bestand"
        ) from error


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_named(source: str | Path, instead: str) -> str:
    """The text of a file that a user named, as a file of a dossier is read. Raises KrachtenveldError."""
    with opened(source, instead) as stream:
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise KrachtenveldError(f"{source} is groter dan {MAX_BYTES // 1_000_000} MB", instead)
        return as_read(raw.decode())


def missing(name: str) -> Finding:
    """A file that every dossier has is not there."""
    return Finding(
        Span(name), "bestand-ontbreekt", f"het bestand {name} ontbreekt", "maak het aan of zet het terug"
    )


def _not_utf8(name: str, raw: bytes, error: UnicodeDecodeError) -> Finding:
    start = error.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
    before = raw[:start].replace(b"\r\n", b"\n").split(b"\n")
    line = raw.replace(b"\r\n", b"\n").split(b"\n")[len(before) - 1]
    column = len(before[-1].decode("utf-8", errors="replace")) + 1
    message = "dit teken is geen UTF-8"
    hint = "open het bestand in een teksteditor en bewaar het opnieuw als UTF-8"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Finding(Span(name), "utf-8", "het bestand is UTF-16, geen UTF-8", hint)
    return Finding(
        Span(name, len(before), column),
        "utf-8",
        message,
        hint,
        excerpt=line.decode("utf-8", errors="replace"),
    )
