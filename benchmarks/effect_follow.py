"""How long after a save `effect --volg` shows the effect; medians, and the bar is one second."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.table import ROOT, Row
from strategy.advice.advise import advise, prepare
from strategy.dossier.files import FOLDERS, LANDELIJK, SINGLE_FILES
from strategy.workspace import read_workspace

PATIENCE = 60.0
RULES = "rules/3-posities.yaml"
POINTS = "    punten: 4"


def rows(large: bool) -> Iterator[Row]:
    """By the clock: someone waits for it."""
    rounds = 8 if large else 4
    with tempfile.TemporaryDirectory() as name:
        folder = _copy(Path(name) / "werk")
        warm = median([_advice(folder) for _ in range(rounds)][1:])
        saved = median(_saves(folder, Path(name) / "scherm.txt", rounds))
    yield Row("van bewaren tot `effect --volg` op het scherm", saved, "één seconde", 1.0, 1.0)
    yield Row("van bewaren tot `effect --volg` op het scherm", saved, "warm advies", warm)


def _copy(target: Path) -> Path:
    target.mkdir(parents=True)
    for part in (*SINGLE_FILES, *FOLDERS, LANDELIJK):
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target / part)
        else:
            shutil.copy(ROOT / part, target / part)
    return target


def _advice(folder: Path) -> float:
    """From files to ranked advice, everything imported."""
    start = time.perf_counter()
    read = read_workspace(folder)
    loaded, rulebook = read.loaded, read.rulebook
    advise(prepare(loaded, None, False, rulebook), "clingo")
    return time.perf_counter() - start


def _saves(folder: Path, screen: Path, rounds: int) -> list[float]:
    """For each save the time until its effect is on the screen; the first save warms up."""
    path = folder / RULES
    text = path.read_text(encoding="utf-8")
    with screen.open("wb") as stream:
        process = subprocess.Popen(
            [
                sys.executable,
                str(ROOT / "cli.py"),
                "effect",
                "--volg",
                "--dossier",
                str(folder),
                "--tegen",
                str(ROOT),
            ],
            stdout=stream,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    try:
        _wait(screen, "Ctrl-C stopt.", 1)
        taken = []
        for number in range(rounds):
            points = f"{2 + number / 10:g}"
            start = time.perf_counter()
            path.write_text(text.replace(POINTS, f"    punten: {points}", 1), encoding="utf-8")
            _wait(screen, f"punten 4 → {points.replace('.', ',')} ", 1)
            taken.append(time.perf_counter() - start)
            _wait(screen, "Ctrl-C stopt.", number + 2)
        return taken[1:]
    finally:
        process.kill()
        process.wait()


def _wait(screen: Path, text: str, times: int) -> None:
    end = time.monotonic() + PATIENCE
    while screen.read_text(encoding="utf-8", errors="ignore").count(text) < times:
        if time.monotonic() > end:
            raise SystemExit(f"{text!r} kwam niet op het scherm")
        time.sleep(0.005)
