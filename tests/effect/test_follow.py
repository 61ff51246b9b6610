"""`effect --volg` in a process of its own: files are written as editors write them, and the screen is watched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.effect.conftest import copy_of, edit

PATIENCE = 60.0
"""Seconds before a test gives up; nothing is measured."""
READY = "Ctrl-C stopt."


@dataclass
class Follower:
    """The process, the folder it follows and what it has shown so far."""

    process: subprocess.Popen[bytes]
    folder: Path
    screen: Path

    @property
    def shown(self) -> str:
        return self.screen.read_text(encoding="utf-8")

    @property
    def views(self) -> list[str]:
        return self.shown.split(READY)[:-1]

    def next_view(self, after: int) -> str:
        """The first whole view beyond the first `after`."""
        return self.until(lambda: self.views[after] if len(self.views) > after else "")

    def view_with(self, text: str) -> str:
        """The last whole view, as soon as it holds a text."""
        return self.until(lambda: self.views[-1] if self.views and text in self.views[-1] else "")

    def until(self, found: object) -> str:
        assert callable(found)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if answer := found():
                return str(answer)
            assert self.process.poll() is None, self.shown
            time.sleep(0.02)
        raise AssertionError(f"this never came:\n{self.shown}")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def running(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Follower]:
    """One process for the tests that let it go on: to start it takes longer than to show an effect."""
    with following(repository, tmp_path_factory.mktemp("volg")) as follower:
        yield follower
        assert follower.stop() == 0
        assert "Traceback" not in follower.shown and "afgebroken" not in follower.shown


@pytest.fixture
def volger(running: Follower) -> Iterator[Follower]:
    """The process, when the folder it follows is as it was at the start."""
    yield running
    restore(running.folder, running.folder.with_name("eerst"))
    running.view_with("Geen wijzigingen.")


def restore(folder: Path, original: Path) -> None:
    """The files of the original, and no others; what is as it was is not touched."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if not (original / path.relative_to(folder)).is_file():
            path.unlink()
    for path in [path for path in original.rglob("*") if path.is_file()]:
        there = folder / path.relative_to(original)
        there.parent.mkdir(parents=True, exist_ok=True)
        if not there.is_file() or there.read_bytes() != path.read_bytes():
            there.write_bytes(path.read_bytes())


@contextmanager
def following(repository: Path, parent: Path) -> Iterator[Follower]:
    copy_of(repository, parent / "eerst")
    folder = copy_of(repository, parent / "werk")
    screen = parent / "scherm.txt"
    with screen.open("wb") as stream:
        process = subprocess.Popen(
            [
                sys.executable,
                str(repository / "cli.py"),
                "effect",
                "--volg",
                "--tegen",
                "eerst",
                "--dossier",
                "werk",
            ],
            stdout=stream,
            stderr=subprocess.STDOUT,
            cwd=parent,
            env={**os.environ, "PYTHONPATH": str(repository), "LC_ALL": "C.UTF-8"},
            # What runs in the background of a shell is born deaf to Ctrl-C, and so would this be.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
    follower = Follower(process, folder, screen)
    try:
        follower.next_view(0)
        yield follower
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(PATIENCE)


RULES = "rules/3-posities.yaml"


def test_every_save_shows_the_effect_again(volger: Follower) -> None:
    """And the same save shows the same."""
    assert "Geen wijzigingen." in volger.views[-1]
    edit(volger.folder, RULES, "punten: 4", "punten: 3", after="regel: zetel-claimen")
    first = volger.view_with("punten 4 → 3")
    assert "regel zetel-claimen: punten 4 → 3" in first
    edit(volger.folder, RULES, "punten: 3", "punten: 2", after="regel: zetel-claimen")
    assert "In een andere band" in volger.view_with("punten 4 → 2")
    edit(volger.folder, RULES, "punten: 2", "punten: 4", after="regel: zetel-claimen")
    assert "andere band" not in volger.view_with("Geen wijzigingen.")
    edit(volger.folder, RULES, "punten: 4", "punten: 3", after="regel: zetel-claimen")
    assert volger.view_with("punten 4 → 3") == first


def test_a_file_half_edited_shows_what_is_wrong_until_it_is_sound(volger: Follower) -> None:
    path = volger.folder / RULES
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("punten: 4", "punten: [", 1), encoding="utf-8")
    broken = volger.view_with("bevinding")
    assert f"{RULES}:" in broken and "Het effect komt terug" in broken
    path.write_text(text.replace("punten: 4", "punten: 2", 1), encoding="utf-8")
    assert "1 wijziging" in volger.view_with("punten 4 → 2")


def test_saved_in_two_steps_by_renaming_and_through_files_of_the_editor(volger: Follower) -> None:
    path = volger.folder / RULES
    text = path.read_text(encoding="utf-8")
    path.write_text("", encoding="utf-8")
    path.write_text(text.replace("punten: 4", "punten: 3", 1), encoding="utf-8")
    volger.view_with("punten 4 → 3")
    other = path.with_suffix(".yaml.tmp")
    other.write_text(text.replace("punten: 4", "punten: 2", 1), encoding="utf-8")
    os.replace(other, path)
    volger.view_with("punten 4 → 2")
    path.rename(path.with_suffix(".yaml~"))
    path.write_text(text.replace("punten: 4", "punten: 1", 1), encoding="utf-8")
    volger.view_with("punten 4 → 1")
    path.rename(path.with_name("9-zetels.yaml"))
    assert "rules/9-zetels.yaml:" in volger.view_with("9-zetels.yaml")


def test_only_content_counts_and_no_file_of_the_user_is_touched(volger: Follower) -> None:
    shown = len(volger.views)

    def listing() -> dict[str, tuple[int, int]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.stat().st_size)
            for path in volger.folder.rglob("*")
            if path.is_file()
        }

    for name in (
        "opgaven/.vng.yaml.swp",
        "opgaven/4913",
        "rules/x.yaml~",
        "rules/#x.yaml#",
        "notitie.yaml",
        "a/b.yaml",
    ):
        (volger.folder / name).parent.mkdir(exist_ok=True)
        (volger.folder / name).write_text("kapot: [", encoding="utf-8")
    edit(volger.folder, RULES, "punten: 4", "punten: 3", after="regel: portefeuille-claimen")
    before = listing()
    assert "kapot" not in volger.view_with("punten 4 → 3")
    assert len(volger.views) == shown + 1, "files that are no content showed the effect again"
    assert listing() == before


def test_files_and_folders_that_go_and_come_back(volger: Follower) -> None:
    shutil.move(volger.folder / "opgaven", volger.folder.parent / "opgaven")
    assert "bevinding" in volger.view_with("bevinding")
    shutil.move(volger.folder.parent / "opgaven", volger.folder / "opgaven")
    volger.view_with("Geen wijzigingen.")
    edit(volger.folder, "opgaven/gezondheid.yaml", "inzet: {waarde: trekken", "inzet: {waarde: volgen")
    assert "+ 1 nieuw" in volger.view_with("inzet trekken")
    (volger.folder / "scenarios").mkdir()
    (volger.folder / "scenarios" / "s.yaml").write_text("scenario: [", encoding="utf-8")
    volger.view_with("scenarios/s.yaml:")


def test_the_folder_that_is_followed_goes(repository: Path, tmp_path: Path) -> None:
    with following(repository, tmp_path) as volger:
        volger.folder.rename(volger.folder.with_name("elders"))
        assert volger.process.wait(PATIENCE) == 2
        assert "is er niet meer" in volger.shown and "Traceback" not in volger.shown
