"""A whole dossier as files: made for a municipality, or copied."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePath

from strategy.dossier.files import FOLDERS, RULES, SINGLE_FILES, rules_folder, with_rules_in
from strategy.errors import KrachtenveldError, reason
from strategy.scenarios.files import FOLDER as SCENARIOS
from strategy.templates.text import folder, slug, within_quotes, word
from strategy.testing.read import FOLDER as TESTS
from strategy.workspace import Workspace, workspace_of

EXAMPLE = "Voorbeeldstad"
SETTINGS = "vscode/"
_ACTORS = ("voorbeeldregio", "vng", "zorgorganisaties", "ministerie-wonen", "ministerie-zorg")
"""Actors of the example: a municipality with such a name gets another id."""
LONGEST_SHORT = 40


def new_dossier(name: str) -> tuple[dict[str, str], Workspace]:
    """The files of a new dossier by path, and what they say. Editor settings stand in `.vscode/`."""
    own = slug(name)
    values = {
        "titel": name,
        "naam": within_quotes(name),
        "kort": within_quotes(name[:LONGEST_SHORT].strip()),
        "id": own,
        "gemeente": word(f"gemeente-{own}" if own in _ACTORS else own),
    }
    texts = {
        f".{path}" if path.startswith(SETTINGS) else path: text
        for path, text in folder("gemeente", values).items()
    }
    own_files = {path: text for path, text in texts.items() if path.endswith(".yaml")}
    return texts, workspace_of(own_files).proven()


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
    for base in (*FOLDERS, SCENARIOS, TESTS):
        if (root / base).is_dir():
            found = (name for name in sorted(os.listdir(root / base)) if not name.startswith("."))
            names.extend(f"{base}/{name}" for name in found if (root / base / name).is_file())
    return names


def editor_files() -> dict[str, bytes]:
    """The settings with which an editor finds the schemas of a dossier."""
    texts = folder(f"gemeente/{SETTINGS}", {})
    return {f".{SETTINGS}{path}": text.encode() for path, text in texts.items()}
