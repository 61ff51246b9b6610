"""What must be said the same in several places."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import cli
from tests.guard import VARIANTS


def test_one_version_everywhere(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    catalogue = (repository / "publiccode.yml").read_text(encoding="utf-8")
    changes = (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == cli.VERSION
    assert f'softwareVersion: "{cli.VERSION}"' in catalogue
    assert f"## [{cli.VERSION}]" in changes


def test_pins_are_names_and_versions_only(repository: Path) -> None:
    for line in (repository / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert (
            not line.strip() or line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[^\s/:@]+", line)
        ), line


def test_every_direct_dependency_is_pinned(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {
        re.split("==", line)[0].lower().replace("_", "-")
        for line in (repository / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    wanted = {
        re.split(r"[<>=!~;\[ ]", entry)[0].lower().replace("_", "-") for entry in project["dependencies"]
    }
    assert wanted <= pinned


def test_the_guard_saves_every_command() -> None:
    made_before_it_starts = {"nieuw"}
    assert {*cli.COMMANDS} == {*VARIANTS, *made_before_it_starts}
