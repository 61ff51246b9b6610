"""The files of a dossier folder: which there are, and reading them as text without surprises."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from strategy.dossier.yamltree import MAX_BYTES, too_large
from strategy.errors import Finding, InputError, KrachtenveldError, Span, reason

MARKER = "dossier.yaml"
SINGLE_FILES = (MARKER, "bronnen.yaml", "college.yaml")
RULES = "rules"
FOLDERS = ("opgaven", "networks", RULES)
_ELSEWHERE = re.compile(r"^regels:[ \t]*(['\"]?)([^#\r\n]*?)\1[ \t]*(?:#.*)?$", re.MULTILINE)
VARIABLE = "KRACHTENVELD_DOSSIER"
_UNKNOWN = " "
"""What can be guessed of rules that are somewhere, but not where they are said to be."""


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
    """The text of every content file that can be read, in a fixed order, and why others cannot."""
    read = _read_all(root, SINGLE_FILES, FOLDERS)
    header = read.texts.get(MARKER, "")
    borrowed = rules_folder(header)
    said = _ELSEWHERE.search(header)
    if borrowed == RULES or said is None:
        return read
    line = header.count("\n", 0, said.start()) + 1
    place = Span(MARKER, line, said.start(2) - said.start() + 1, len(said[2]))
    hint = "controleer de weg ernaartoe, gezien vanaf dossier.yaml"
    elsewhere = _read_all(root, (), (borrowed,))
    if any(name.startswith(f"{RULES}/") for name in read.texts):
        message = f"dit dossier heeft eigen regels in {RULES}/ en leent ook die van {borrowed}"
        hint = f"laat `regels:` weg, of haal de map {RULES} weg"
        problem = Finding(place, "dubbele-regels", message, hint)
    elif not (root / borrowed).is_dir():
        problem = Finding(place, "map-ontbreekt", f"de map {borrowed} met de regels bestaat niet", hint)
    elif not (elsewhere.texts or elsewhere.findings):
        problem = Finding(place, "geen-regels", f"in de map {borrowed} staan geen regels", hint)
    else:
        read.texts.update(elsewhere.texts)
        read.findings.extend(elsewhere.findings)
        read.lost.update(elsewhere.lost)
        return read
    read.findings.append(replace(problem, excerpt=header.splitlines()[line - 1]))
    read.lost[f"{borrowed}/"] = _UNKNOWN
    return read


def rules_folder(header: str) -> str:
    """Where the rules of a dossier stand, given the text of its dossier.yaml: its own folder unless it borrows."""
    found = _ELSEWHERE.search(header)
    return (found[2].strip().rstrip("/") if found else "") or RULES


def with_rules_in(header: str, folder: str) -> str:
    """The text of a dossier.yaml that borrows its rules, with another way to them."""
    found = _ELSEWHERE.search(header)
    return f"{header[: found.start(2)]}{folder}{header[found.end(2) :]}" if found else header


def content_folders(header: str) -> tuple[str, ...]:
    """The folders with the content of a dossier, given the text of its dossier.yaml: also of rules it borrows."""
    return tuple(dict.fromkeys((*FOLDERS, rules_folder(header))))


def is_rule_file(name: str, header: str) -> bool:
    """Whether a file, by its path from the dossier, holds rules."""
    return name.startswith(f"{rules_folder(header)}/")


def is_borrowed(name: str) -> bool:
    """Whether a rule file is that of another dossier."""
    return not name.startswith(f"{RULES}/")


def read_part(root: Path, folder: str) -> Texts:
    """The text of every YAML file in one folder of a dossier, and why others cannot be read; none is fine."""
    return _read_all(root, (), (folder,))


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
    return read


def _names(root: Path, folder: str, findings: list[Finding]) -> Iterator[str]:
    base = root / folder
    if not base.is_dir():
        return
    for found in sorted(os.listdir(base)):
        ending = Path(found).suffix
        if found.startswith("."):
            continue
        if ending == ".yaml":
            yield f"{folder}/{found}"
        elif ending.lower() in (".yaml", ".yml"):
            message = f"dit bestand wordt niet gelezen, omdat zijn naam op {ending} eindigt"
            findings.append(
                Finding(Span(f"{folder}/{found}"), "extensie", message, "laat de naam op .yaml eindigen")
            )


def _read(root: Path, name: str, read: Texts) -> None:
    path = root / name
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
