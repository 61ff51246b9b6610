"""The files of a dossier folder: which there are, and reading them as text without surprises."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from strategy.errors import Finding, InputError, KrachtenveldError, Span

MARKER = "dossier.yaml"
SINGLE_FILES = (MARKER, "bronnen.yaml", "college.yaml")
FOLDERS = ("opgaven", "networks", "rules")
VARIABLE = "KRACHTENVELD_DOSSIER"


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


def _checked(folder: Path, origin: str) -> Path:
    if not folder.is_dir():
        raise KrachtenveldError(f"de map {folder} bestaat niet ({origin})", "controleer de naam van de map")
    if not (folder / MARKER).is_file():
        raise KrachtenveldError(
            f"in de map {folder} staat geen {MARKER}", "kies de map waarin dossier.yaml staat"
        )
    return folder


def read_folder(root: Path) -> dict[str, str]:
    """The text of every content file, by its path relative to `root`, in a fixed order.

    Raises InputError naming every file that is missing, unreadable or not UTF-8.
    """
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for name in _names(root):
        try:
            texts[name] = (root / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except FileNotFoundError:
            findings.append(
                Finding(Span(name), "bestand-ontbreekt", f"het bestand {name} ontbreekt", "maak het aan of zet het terug")
            )
        except UnicodeDecodeError as error:
            line = (root / name).read_bytes()[: error.start].count(b"\n") + 1
            findings.append(
                Finding(Span(name, line), "utf-8", "het bestand is geen UTF-8", "bewaar het opnieuw als UTF-8")
            )
        except OSError as error:
            reason = error.strerror or str(error)
            findings.append(
                Finding(Span(name), "onleesbaar", f"het bestand is niet te lezen ({reason})", "controleer de rechten")
            )
    if findings:
        raise InputError(findings)
    return texts


def _names(root: Path) -> list[str]:
    names = list(SINGLE_FILES)
    for folder in FOLDERS:
        base = root / folder
        if base.is_dir():
            found = [path for path in base.iterdir() if path.suffix == ".yaml" and not path.name.startswith(".")]
            names.extend(sorted(f"{folder}{os.sep}{path.name}".replace(os.sep, "/") for path in found))
    return names
