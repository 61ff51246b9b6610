"""A copy of the Zaanstad dossier to edit, and the versions that tests compare."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from strategy.effect.versions import Run
from strategy.workspace import Workspace, read_workspace

PARTS = ("dossier.yaml", "bronnen.yaml", "college.yaml", "opgaven", "networks", "rules", "landelijk")
RUN = Run(engine="python")

Edit = Callable[..., None]


def copy_of(dossier: Path, target: Path) -> Path:
    """A copy of the content of a dossier and of the basis within it, without its scenarios and tests."""
    target.mkdir(parents=True)
    for name in PARTS:
        if (dossier / name).is_dir():
            shutil.copytree(dossier / name, target / name)
        elif (dossier / name).is_file():
            shutil.copy(dossier / name, target / name)
    return target


def edit(folder: Path, file: str, old: str, new: str, after: str = "") -> None:
    """Replace a text in a file, the first time it occurs after another; it must be there."""
    text = (folder / file).read_text(encoding="utf-8")
    start = text.index(after)
    assert old in text[start:], f"{file} does not hold {old!r}"
    text = text[:start] + text[start:].replace(old, new, 1)
    (folder / file).write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture(scope="session")
def zaanstad(repository: Path) -> Workspace:
    """The Zaanstad dossier as a version."""
    return read_workspace(repository, "basis")


@pytest.fixture
def werk(repository: Path, tmp_path: Path) -> Path:
    """A copy of the Zaanstad dossier that a test may edit."""
    return copy_of(repository, tmp_path / "werk")
