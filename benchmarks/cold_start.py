"""How long a cold command takes: without a memory, filling one, and with a filled one, as a ratio to imports in the same run.

Medians of several processes; CPU is user and system time together. The bars: `advies` within 2.5 times importing click, yaml and
networkx, help and completion within 1.2 times importing click, and the others at most half of what they took before, in BEFORE.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

from benchmarks.table import ROOT, WITHOUT_MEMORY, Row, process

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


def rows(large: bool) -> Iterator[Row]:
    """Per command and state of the memory; the rounds are interleaved, so that a busy moment touches all alike."""
    found: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as made:
        home, folder = Path(made, "home"), Path(made, "uit")
        folder.mkdir()
        remembering = {"KRACHTENVELD_DOSSIER": str(ROOT), "XDG_CACHE_HOME": str(home)}
        without = {**remembering, **WITHOUT_MEMORY}

        def note(name: str, state: str, words: list[str], environment: Mapping[str, str]) -> None:
            taken = process(*words, environment=environment, folder=folder)
            found.setdefault((name, state), []).append(taken.cpu)

        for _ in range(5 if large else 2):
            note(IMPORTS, "", ["-c", IMPORTS], without)
            note(CLICK, "", ["-c", CLICK], without)
            for name, (words, asked) in LIGHT.items():
                note(name, "", ["-c", PROGRAM, *words], {**without, **asked})
            for name, words in COMMANDS.items():
                shutil.rmtree(home, ignore_errors=True)
                for state, environment in (
                    ("zonder geheugen", without),
                    ("geheugen nog leeg", remembering),
                    ("met geheugen", remembering),
                ):
                    note(name, state, ["-c", PROGRAM, *words], environment)
    cpu = {row: median(times) for row, times in found.items()}
    for name in LIGHT:
        yield Row(f"`{name}`", cpu[name, ""], f"`{CLICK}`", cpu[CLICK, ""], 1.2)
    for (name, state), seconds in cpu.items():
        if name in COMMANDS:
            bar = 2.5 if name.startswith("advies") else BEFORE[name] / 2 if name in BEFORE else None
            yield Row(f"`{name}`, {state}", seconds, f"`{IMPORTS}`", cpu[IMPORTS, ""], bar)
