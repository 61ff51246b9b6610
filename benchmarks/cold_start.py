"""How long a cold command takes, as a ratio to importing click, yaml and networkx in the same run.

Run with `make bench` or `python -m benchmarks.cold_start`. Medians of several processes; the bar is 2.5.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
BASE = ["-c", "import click, yaml, networkx"]
COMMANDS = {
    "advies (durable)": ["advies", "--engine", "durable"],
    "advies (clingo)": ["advies", "--engine", "clingo"],
    "advies --formaat json": ["advies", "--formaat", "json"],
    "waarom": ["waarom", "positie/vng-zjo/lid"],
    "controleer": ["controleer"],
    "--help": ["--help"],
}


def seconds(arguments: list[str]) -> float:
    """The time of one Python process with these arguments."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the table; the rounds are interleaved, so that a busy moment touches all rows alike."""
    programs = {"import (basis)": BASE} | {
        name: ["-c", "import sys, cli; cli.main(sys.argv[1:])", *rest] for name, rest in COMMANDS.items()
    }
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, arguments in programs.items():
            taken[name].append(seconds(arguments))
    base = median(taken["import (basis)"])
    print(f"{'opdracht':<24}{'mediaan s':>10}{'× basis':>10}")
    for name, times in taken.items():
        print(f"{name:<24}{median(times):>10.2f}{median(times) / base:>10.2f}")


if __name__ == "__main__":
    main()
