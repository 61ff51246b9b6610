"""The corpus of bad dossiers: a small sound base, and cases that each change something in it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
BASE = HERE / "basis"
SPOTLESS = HERE / "keuring"
"""The base of the cases that read fine: nothing can be remarked on it."""
REMARKS = "8-keuring"
EXPECTED = HERE / "verwacht"
CASES = HERE / "gevallen"


@dataclass(frozen=True)
class Case:
    """One way in which a dossier can be wrong, as its edits in gevallen/*.yaml describe it."""

    group: str
    name: str
    edits: tuple[Mapping[str, Any], ...]
    code: str = ""
    twin: tuple[Mapping[str, Any], ...] = ()

    @property
    def base(self) -> Path:
        return SPOTLESS if self.group == REMARKS else BASE

    @property
    def expected(self) -> Path:
        """The file with what must be printed."""
        return EXPECTED / self.group / f"{self.name}.txt"

    def build(self, folder: Path) -> Path:
        """The base dossier in `folder`, with this case's edits."""
        return self._edited(folder / "dossier", self.edits)

    def build_twin(self, folder: Path) -> Path:
        """The base dossier with edits that look like this case's, but leave nothing to remark."""
        return self._edited(folder / "tweeling", self.twin)

    def _edited(self, root: Path, edits: tuple[Mapping[str, Any], ...]) -> Path:
        shutil.copytree(self.base, root)
        for edit in edits:
            _apply(root / edit["in"], edit)
        return root

    def __str__(self) -> str:
        return f"{self.group}/{self.name}"


def error_cases() -> list[Case]:
    """The cases with errors."""
    return [case for case in all_cases() if case.group != REMARKS]


def remark_cases() -> list[Case]:
    """The cases that read fine, and on which something can be remarked."""
    return [case for case in all_cases() if case.group == REMARKS]


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every group, in the order of the files."""
    return tuple(
        _case(path.stem, entry)
        for path in sorted(CASES.glob("*.yaml"))
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    )


def _case(group: str, entry: Mapping[str, Any]) -> Case:
    shared = {"in": entry["in"]} if "in" in entry else {}
    edits = entry["wijzig"] if "wijzig" in entry else [entry, *entry.get("en", ())]
    edits, twin = (
        tuple({**shared, **edit} for edit in listed) for listed in (edits, entry.get("tweeling", ()))
    )
    return Case(group, entry["geval"], edits, entry.get("code", ""), twin)


def _apply(path: Path, edit: Mapping[str, Any]) -> None:
    match edit:
        case {"verwijder": _}:
            path.unlink()
        case {"map": _}:
            path.unlink()
            path.mkdir()
        case {"snelkoppeling": target}:
            path.symlink_to(target)
        case {"hex": digits}:
            path.write_bytes(bytes.fromhex(digits))
        case {"kopie": original}:
            shutil.copy(path.parents[1] / original, path)
        case {"inhoud": content}:
            _write(path, content)
        case {"herhaal": {"tekst": text, "keer": times}}:
            _write(path, text * times)
        case {"voeg_toe": text}:
            _write(path, path.read_text(encoding="utf-8") + text)
        case {"vervang": old, "door": new}:
            content = path.read_text(encoding="utf-8")
            assert old in content, f"{old!r} staat niet in {path.name} van de basis"
            _write(path, content.replace(old, new, 1), edit.get("codering", "utf-8"))
        case _:
            raise AssertionError(f"onbekende wijziging: {edit}")


def _write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def fingerprint(root: Path) -> dict[str, str]:
    """What every file of a folder holds, to see that nothing changed."""
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            found[str(path)] = f"→ {path.readlink()}"
        elif path.is_file():
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            found[str(path)] = "map"
    return found
