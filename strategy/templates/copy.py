"""What goes along when a dossier is copied: its content as it is on disk; not what was made from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePath

from strategy.dossier.files import FOLDERS, RULES, SINGLE_FILES, rules_folder, with_rules_in
from strategy.errors import KrachtenveldError, reason
from strategy.scenarios import files as scenario_files
from strategy.templates.municipality import SETTINGS
from strategy.templates.render import folder
from strategy.testing import read as test_files


def content(root: Path) -> dict[str, bytes]:
    """Every file in the content folders of a dossier, by relative path. Raises KrachtenveldError."""
    try:
        return {name: (root / name).read_bytes() for name in _names(root)}
    except OSError as error:
        raise KrachtenveldError(
            f"het dossier is niet helemaal te lezen ({reason(error)})", "controleer de rechten"
        ) from error


def borrowed_from(
    copied: Path, root: Path, header: str, texts: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """The dossier.yaml of a copy with its own way to the rules that the dossier in `root` borrows, and those rules.

    They stay where they are, so that one city may mend them for all; the paths are as seen from the copy.
    """
    present = rules_folder(header)
    if present == RULES:
        return header, {}
    way = present
    if not PurePath(present).is_absolute():
        way = PurePath(os.path.relpath(root.resolve() / present, copied.resolve())).as_posix()
    rules = {path: text for path, text in texts.items() if path.startswith(f"{present}/")}
    moved = {f"{way}{path.removeprefix(present)}": text for path, text in rules.items()}
    return with_rules_in(header, way), moved


def _names(root: Path) -> list[str]:
    names = list(SINGLE_FILES)
    for base in (*FOLDERS, scenario_files.FOLDER, test_files.FOLDER):
        if (root / base).is_dir():
            found = (name for name in sorted(os.listdir(root / base)) if not name.startswith("."))
            names.extend(f"{base}/{name}" for name in found if (root / base / name).is_file())
    return names


def editor_files() -> dict[str, bytes]:
    """The settings with which an editor finds the schemas of a dossier."""
    texts = folder(f"gemeente/{SETTINGS}", {})
    return {f".{SETTINGS}{path}": text.encode() for path, text in texts.items()}
