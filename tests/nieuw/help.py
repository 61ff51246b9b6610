"""What the tests of `nieuw` share: running the program, and seeing what a folder holds."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

import cli

BASE = Path(__file__).parents[1] / "fouten" / "basis"


class Done(NamedTuple):
    code: int
    out: str
    err: str


class Program:
    """The program, run in this process; it may end in a message, never in a defect."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Done:
        with pytest.raises(SystemExit) as stop:
            cli.main(["--engine", "python", *map(str, arguments)])
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err and "liep vast" not in captured.err, captured.err
        return Done(int(stop.value.code or 0), captured.out, captured.err)

    def right(self, *arguments: str | Path) -> str:
        """What the program prints when all is well."""
        done = self(*arguments)
        assert done.code == 0, done
        return done.out

    def refused(self, *arguments: str | Path) -> str:
        """The message with which the program refuses."""
        done = self(*arguments)
        assert (done.code, done.out) == (2, ""), done
        return done.err


def small(folder: Path) -> Path:
    """A copy of the smallest sound dossier."""
    return Path(shutil.copytree(BASE, folder / "klein"))


def held(folder: Path) -> dict[str, str]:
    """Every path below a folder, hidden ones too, with a digest of what the files hold."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }
