from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import cli
from tests.nieuw.help import Program


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(capsys)


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier that `nieuw gemeente --naam Purmerend` makes, made once; to look at, not to change."""
    folder = tmp_path_factory.mktemp("begonnen") / "purmerend"
    with pytest.raises(SystemExit) as stop:
        cli.main(["nieuw", "gemeente", str(folder), "--naam", "Purmerend"])
    assert not stop.value.code
    return folder


@pytest.fixture
def purmerend(begun: Path, tmp_path: Path) -> Path:
    """A copy of that dossier, in which things may be changed."""
    return Path(shutil.copytree(begun, tmp_path / "purmerend"))
