"""How long a cold command takes, with nothing remembered, without a memory and with one, as a ratio to imports in the same run.

Run with `make bench` or `python -m benchmarks.cold_start [ROUNDS]`. Medians of several processes; CPU is user and system time
together, and hangs less on what else runs than the clock does. The bars: `advies` within 2.5 times importing click, yaml and networkx,
help and completion within 1.2 times importing click, and the others at most half of what they took before, as ratios in BEFORE.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
PROGRAM = "import sys, cli; cli.main(sys.argv[1:])"
IMPORTS, CLICK = "import click, yaml, networkx", "import click"
LIGHT: Mapping[str, tuple[list[str], Mapping[str, str]]] = {
    "--help": (["--help"], {}),
    "aanvullen": ([], {"_KRACHTENVELD_COMPLETE": "bash_complete", "COMP_WORDS": "krachtenveld w", "COMP_CWORD": "1"}),
}  # fmt: skip
"""What no dossier is read for: its words, and what the shell puts in the environment."""
COMMANDS: Mapping[str, list[str]] = {
    "advies": ["advies"],
    "advies --formaat json": ["advies", "--formaat", "json"],
    "waarom": ["waarom", "positie/vng-zjo/lid"],
    "gevoelig": ["gevoelig", "verkenning/eu"],
    "toets": ["toets"],
    "kaart": ["kaart", "--uit", "kaart.html", "--force"],
    "verken": ["verken", "--uit", "verkenner.html", "--force"],
    "controleer": ["controleer"],
}
BEFORE = {"advies": 7.6, "gevoelig": 27.0, "toets": 29.5, "kaart": 40.5, "verken": 43.0}
"""What these took in CPU, times the imports, before any of it was made quicker."""


class Taken(NamedTuple):
    """Seconds of one process: of all processors together, and by the clock."""

    cpu: float
    wall: float


def taken(words: list[str], environment: Mapping[str, str], folder: Path) -> Taken:
    """The time of one Python process with these arguments, in a folder."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, env={**os.environ, **environment}
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1), done.stderr.decode()
    return Taken(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def rounds(count: int) -> dict[tuple[str, str], list[Taken]]:
    """Per program and state of the memory what each round took; interleaved, so that a busy moment touches all rows alike."""
    found: dict[tuple[str, str], list[Taken]] = {}
    with tempfile.TemporaryDirectory() as made:
        home, folder = Path(made, "home"), Path(made, "uit")
        folder.mkdir()
        with_memory = {
            "PYTHONPATH": str(ROOT),
            "KRACHTENVELD_DOSSIER": str(ROOT),
            "XDG_CACHE_HOME": str(home),
        }
        without = {**with_memory, "KRACHTENVELD_ZONDER_GEHEUGEN": "1"}

        def note(name: str, state: str, words: list[str], environment: Mapping[str, str]) -> None:
            found.setdefault((name, state), []).append(taken(words, environment, folder))

        for _ in range(count):
            note(IMPORTS, "", ["-c", IMPORTS], without)
            note(CLICK, "", ["-c", CLICK], without)
            for name, (words, asked) in LIGHT.items():
                note(name, "", ["-c", PROGRAM, *words], {**without, **asked})
            for name, words in COMMANDS.items():
                shutil.rmtree(home, ignore_errors=True)
                for state, environment in (
                    ("zonder", without),
                    ("eerst", with_memory),
                    ("daarna", with_memory),
                ):
                    note(name, state, ["-c", PROGRAM, *words], environment)
    return found


def main(arguments: list[str]) -> None:
    """Print the table."""
    found = rounds(int(arguments[0]) if arguments else ROUNDS)
    cpu = {row: median(each.cpu for each in times) for row, times in found.items()}
    wall = {row: median(each.wall for each in times) for row, times in found.items()}
    heads = ("cpu s", "klok s", "× import", "× klok", "× click", "lat")
    print(f"{'opdracht':<30}{'geheugen':<10}" + "".join(f"{head:>9}" for head in heads))
    for (name, state), seconds in cpu.items():
        row = (name, state)
        bar = 2.5 if name.startswith("advies") else BEFORE.get(name, 0.0) / 2
        shown = f"{bar:.1f}" if bar and state else f"{1.2 if name in LIGHT else '':>}"
        print(
            f"{name:<30}{state:<10}{seconds:>9.2f}{wall[row]:>9.2f}{seconds / cpu[IMPORTS, '']:>9.2f}"
            f"{wall[row] / wall[IMPORTS, '']:>9.2f}{seconds / cpu[CLICK, '']:>9.2f}{shown:>9}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
