"""A copy of the dossier in which the handbook is carried out, as a reader would in a folder to practise in."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest

import cli
from strategy.inference.choose_engine import installed
from tests.handleiding import tables
from tests.handleiding.blocks import Part, apply_diff, excerpt, rewritten

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "handleiding").glob("*.md"))
FOR_STRATEGISTS = ("strategen", "oefeningen")
"""The pages that take longest."""
CONTENT = ("dossier.yaml", "bronnen.yaml", "college.yaml", "opgaven", "networks", "rules", "landelijk", "toetsen",
           "scenarios", "schema", "tests/referentie.yaml")  # fmt: skip
GIT_NAME = re.compile(r"\bgit [0-9a-f]{7,12}\b")
"""The name of a commit: everyone's is another, so the pages show the same one everywhere."""
_QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": value
       for who in ("AUTHOR", "COMMITTER")
       for what, value in (("NAME", "Lezer"), ("EMAIL", "lezer@voorbeeld"), ("DATE", "2026-01-05T09:00:00Z"))},
}  # fmt: skip


@dataclass(frozen=True)
class Practice:
    """A folder with a dossier under git, with one commit; commands run in it."""

    folder: Path
    names: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def make(cls, repository: Path, folder: Path) -> Practice:
        for name in CONTENT:
            source, target = repository / name, folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target)
            elif source.exists():
                shutil.copyfile(source, target)
        practice = cls(folder)
        practice.git("init", "-q", "-b", "main")
        practice.git("add", "-A")
        practice.git("commit", "-q", "-m", "Begin van de oefening")
        practice.git("tag", "begin")
        return practice

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder, env={**os.environ, **_QUIET}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done
        return done.stdout

    def carry_out(self, part: Part) -> str:
        """Do what a block says; gives the body that the block should have."""
        if part.order == "opnieuw":
            self.git("reset", "-q", "--hard", "begin")
            self.git("clean", "-f", "-d", "-q")
        elif part.order:
            (self.folder / part.order.removeprefix("weg: ")).unlink()
        elif part.language == "console":
            return self._typed(part)
        elif part.language == "python":
            self._ran(part.body)
        elif part.info == ("text", "uitkomst"):
            return str(self.names.get("_printed", part.body))
        elif len(part.info) > 1:
            self._written(part)
        return part.body

    def _typed(self, part: Part) -> str:
        if "durable" in part.info and not installed("durable"):
            return part.body
        program, *arguments = shlex.split(part.command)
        if program == "git":
            code, output = 0, self.git(*arguments)
        else:
            assert program == "krachtenveld", part.command
            code, output = run(arguments)
        assert code == part.number("afsluitcode"), f"{part.command} ended in {code}:\n{output}"
        shown = GIT_NAME.sub("git 3f9c2d1", output.replace("\ufeff", "").replace(f"{self.folder}/", ""))
        return f"$ {part.command}\n{excerpt(shown, part.number('eerste'), part.number('laatste'), part.text('vanaf'))}"

    def _ran(self, code: str) -> None:
        screen = io.StringIO()
        with redirect_stdout(screen):
            exec(code, self.names)
        self.names["_printed"] = screen.getvalue()

    def _written(self, part: Part) -> None:
        path = self.folder / part.info[1]
        if part.language == "diff":
            apply_diff(path, part.body)
            return
        present = path.read_text(encoding="utf-8") if path.exists() else ""
        match part.info[2:]:
            case ("nieuw",):
                path.parent.mkdir(exist_ok=True)
                path.write_text(part.body, encoding="utf-8")
            case ("erbij",):
                path.write_text(present + part.body, encoding="utf-8")
            case ("citaat",):
                assert part.body in present, f"{part.info[1]} no longer holds:\n{part.body}"
            case other:
                raise AssertionError(f"nieuw, erbij or citaat: {other}")


def run(arguments: list[str]) -> tuple[int, str]:
    """The exit code of the program, and all that a terminal would show, in its order."""
    screen = io.StringIO()
    engine = ["--engine", "python"] if _has_engine(arguments) else []
    try:
        with redirect_stdout(screen), redirect_stderr(screen):
            cli.main([*arguments, *engine])
    except SystemExit as stop:
        return int(stop.code or 0), screen.getvalue()
    raise AssertionError("the program ends with an exit code")


def _has_engine(arguments: list[str]) -> bool:
    """Whether the command knows --engine, and the example leaves it open: that in plain Python runs everywhere."""
    name = next((word for word in arguments if word in cli.program.commands), None)
    if name is None or "--engine" in arguments or "--help" in arguments:
        return False
    command = cli.program.commands[name]
    return any(isinstance(option, click.Option) and "--engine" in option.opts for option in command.params)


def carried_out(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold a page against what its examples do now; with KRACHTENVELD_VERNIEUW=1 write that into the page.

    `folder` is emptied first: pages that are carried out in the same one begin with the same dossier, and what was worked
    out about it for another page is remembered.
    """
    monkeypatch.delenv("KRACHTENVELD_DOSSIER", raising=False)
    shutil.rmtree(folder, ignore_errors=True)
    practice = Practice.make(ROOT, folder / "oefenmap")
    monkeypatch.chdir(practice.folder)
    text = page.read_text(encoding="utf-8")
    fresh = tables.rewritten(rewritten(text, practice.carry_out))
    if os.environ.get("KRACHTENVELD_VERNIEUW"):
        page.write_text(fresh, encoding="utf-8", newline="\n")
    else:
        assert fresh == text
