"""Another process beside this one, with another hash seed, locale and time zone, in which commands run.

The same input must give the same bytes there. Starting a process and reading the dossier of Zaanstad takes far longer
than most commands, so one process serves all tests that ask this.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Elsewhere:
    """What is asked goes to the other process as a line of JSON, and so does what it answers."""

    process: subprocess.Popen[str]

    def run(self, *words: str | Path, cwd: Path = ROOT) -> str:
        """What a command prints in a folder. Fails when it does not end well."""
        return self._ask({"words": [str(word) for word in words], "cwd": str(cwd)})

    def script(self, code: str) -> str:
        """What a piece of Python prints."""
        return self._ask({"code": code, "cwd": str(ROOT)})

    def _ask(self, asked: dict[str, Any]) -> str:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        told = self.process.stdout.readline()
        assert told, f"het andere proces is gestopt ({self.process.poll()})"
        answer = json.loads(told)
        assert answer["failed"] == "", answer["failed"]
        return str(answer["out"])


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    seed = "4321" if os.environ.get("PYTHONHASHSEED") != "4321" else "1234"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.elsewhere"],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONHASHSEED": seed,
            "LC_ALL": "C",
            "TZ": "Pacific/Auckland",
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(ROOT),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    yield Elsewhere(process)
    process.communicate()


def _serve() -> None:
    from tests import remember

    remember.install()
    import cli

    for line in sys.stdin:
        asked = json.loads(line)
        os.chdir(asked["cwd"])
        out, said, code = io.StringIO(), io.StringIO(), 0
        with redirect_stdout(out), redirect_stderr(said):
            try:
                if "code" in asked:
                    exec(asked["code"], {})
                else:
                    cli.main(asked["words"])
            except SystemExit as stop:
                code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
            except Exception as error:  # told to the test that asked
                said.write(repr(error))
                code = 1
        failed = f"{said.getvalue()}\nafsluitcode {code}" if code else ""
        sys.stdout.write(json.dumps({"out": out.getvalue(), "failed": failed}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
