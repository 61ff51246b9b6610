"""Commands run on the small base dossier with files added, and what they print held against a golden file.

After a deliberate change of wording, `KRACHTENVELD_VERNIEUW=1 pytest tests/testing tests/scenarios` writes the
golden files anew; read the difference as a policy adviser would before committing it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

import cli
from tests.fouten.corpus import BASE

RENEW = "KRACHTENVELD_VERNIEUW" in os.environ
PLACE = re.compile(r"[^:\s]+:[1-9]\d*:[1-9]\d* fout\[(?P<code>[a-z0-9-]+)\] \S.*")


@dataclass(frozen=True)
class Written:
    """Files put into the base dossier, by path, under a name for the golden file."""

    name: str
    files: Mapping[str, str]

    def build(self, folder: Path) -> Path:
        root = folder / "dossier"
        shutil.copytree(BASE, root)
        for name, text in self.files.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return root

    def __str__(self) -> str:
        return self.name


def written(path: Path, folder: str) -> list[Written]:
    """The cases in a file: a list of `geval` with `bestanden`, or with `inhoud` for one file in `folder`."""
    return [
        Written(
            entry["geval"],
            entry["bestanden"] if "bestanden" in entry else {f"{folder}/a.yaml": entry["inhoud"]},
        )
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    ]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of the program."""
    with pytest.raises(SystemExit) as stop:
        cli.main(list(arguments))
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert isinstance(stop.value.code, int)
    return stop.value.code, captured.out, captured.err


def codes(text: str) -> set[str]:
    """The codes of the findings in a text."""
    return {match["code"] for match in map(PLACE.fullmatch, text.splitlines()) if match}


def hold(expected: Path, text: str) -> None:
    """Hold a text against a golden file."""
    if RENEW:
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
