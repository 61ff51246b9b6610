"""Files that a command names: only plain ones are read, and never without end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import cli
from tests.fouten.corpus import SPOTLESS

READERS = {
    "valideer": ("valideer", "--snel", "--referentie", "{}"),
    "scenario": ("advies", "--scenario", "{}"),
    "importeer": ("importeer", "{}"),
    "nagaan": ("nagaan", "{}"),
    "register": ("register", "{}"),
    "bewaar": ("robuust", "--aantal", "1", "--bewaar", "{}"),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", ["pijp", "apparaat", "map", "groot"])
def test_what_is_no_plain_file_is_refused(
    reader: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.yaml"
    match kind:
        case "pijp":
            os.mkfifo(path)
        case "apparaat":
            path.symlink_to("/dev/zero")
        case "map":
            path.mkdir()
        case _:
            with path.open("wb") as file:
                file.truncate(11_000_000)
    words = [word.format(path) for word in READERS[reader]]
    with pytest.raises(SystemExit) as stop:
        cli.main([*words, "--dossier", str(SPOTLESS), "--engine", "python"])
    error = capsys.readouterr().err
    assert stop.value.code == 2
    assert (str(path) in error or kind == "groot") and "liep vast" not in error


def test_a_pipe_beside_the_files_of_a_dossier_keeps_nobody_waiting(tmp_path: Path) -> None:
    from strategy.dossier.files import strays

    os.mkfifo(tmp_path / "oud.yaml")
    assert strays(tmp_path, ("rules",), ("dossier.yaml",)) == ()
