"""How `advies --formaat json` grows with the dossier: CPU time and memory of the whole command, with each engine.

Run with `python -m benchmarks.growth`, with other numbers of bodies and engines (`0 500 8000 clingo`) when wanted. The
dossier is that of Zaanstad with more opgaven, themes, actors and bodies: larger and not denser, as a theme has as many
bodies, and as many opgaven want something of it.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from operator import itemgetter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # when run as a file rather than as a module
    sys.path.insert(0, str(ROOT))

from benchmarks.inference import exponent  # noqa: E402
from strategy.dossier.files import CONTENT_FOLDERS  # noqa: E402
from strategy.dossier.vocabulary import LEVELS, STANCES, TIES  # noqa: E402
from strategy.inference.choose_engine import ENGINES, installed  # noqa: E402

BODIES = (0, 100, 520, 1_300, 1_700)
"""As many as give about 1,500, 2,000, 4,000, 8,000 and 10,000 facts."""
ROUNDS = 3
"""The least of so many is told: other work on a machine only ever adds."""
PER_ACTOR, ACTORS_PER_FILE = 20, 50
KNOWN_THEMES = (
    "bereikbaarheid",
    "economie",
    "energie",
    "jeugd",
    "klimaat",
    "onderwijs",
    "veiligheid",
    "wonen",
    "zorg",
)
BODIES_PER_THEME, THEMES_PER_OPGAVE = 20, 6


def enlarge(root: Path, bodies: int, seed: int = 1) -> None:
    """A copy of the dossier of Zaanstad with more bodies, in a folder that does not exist yet."""
    root.mkdir()
    for name in (*CONTENT_FOLDERS, "landelijk"):
        shutil.copytree(ROOT / name, root / name)
    for file in ROOT.glob("*.yaml"):
        shutil.copy(file, root)
    pick = random.Random(seed)
    own = [f"eigen-{index}" for index in range(bodies // BODIES_PER_THEME)]
    basis = root / "landelijk" / "basis.yaml"
    words = "".join(f"  {name}: {{naam: Thema {name}, aard: aanname}}\n" for name in own)
    basis.write_text(
        basis.read_text(encoding="utf-8").replace("\nthemas:\n", f"\nthemas:\n{words}", 1), encoding="utf-8"
    )
    for first in range(0, len(own), THEMES_PER_OPGAVE):
        lines = [f"opgave: groot-{first}", f"naam: Opgave {first}", "aard: aanname", "prioriteiten:"]
        for name in own[first : first + THEMES_PER_OPGAVE : 2]:
            lines += [
                f"  - id: wens-{name}",
                f"    naam: Wens {name}",
                f"    inzet: {pick.choice(STANCES)}",
                f"    belang: {pick.choice(('collectief', 'gebied'))}",
                f"    vraag: [{pick.choice(('middelen', 'regels', 'agendering'))}]",
                f"    themas: [{name}]",
            ]
        (root / "opgaven" / f"groot-{first}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    actors = -(-bodies // PER_ACTOR)
    for first in range(0, actors, ACTORS_PER_FILE):
        lines = [f"laag: groot-{first}", f"naam: Groot {first}", "aard: aanname", "actoren:"]
        for actor in range(first, min(first + ACTORS_PER_FILE, actors)):
            lines += [
                f"  - id: verband-{actor}",
                f"    naam: Verband {actor}",
                "    soort: samenwerkingsverband",
                f"    niveau: {pick.choice(LEVELS)}",
                f"    identificatie: [{{register: eigen, code: x-verband-{actor}}}]",
                f"    relaties: {{bestuurlijk: {pick.choice(TIES)}}}",
                f"    invloed: [{{op: ezk, sterkte: 0.{pick.randint(1, 9)}}}]",
                "    gremia:",
            ]
            for body in range(min(PER_ACTOR, bodies - actor * PER_ACTOR)):
                themes = pick.sample((*KNOWN_THEMES, *own), pick.choice((1, 1, 2)))
                functions = pick.sample(
                    ("lobby", "agendering", "afstemming", "kennis", "middelen"), pick.choice((1, 1, 2))
                )
                lines += [
                    f"      - id: tafel-{actor}-{body}",
                    f"        naam: Tafel {actor}-{body}",
                    f"        soort: {pick.choice(('platform', 'pho', 'commissie'))}",
                    f"        themas: [{', '.join(themes)}]",
                    f"        functies: [{', '.join(functions)}]",
                    f"        posities: [{{rol: {pick.choice(('inbreng', 'lid', 'voorzitter'))}, te_verdelen: ja}}]",
                ]
        (root / "networks" / f"groot-{first}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def command(*words: str) -> tuple[str, float, float]:
    """What a command says, its CPU seconds, and the most memory of one of its processes, in MB (Linux)."""
    with tempfile.TemporaryFile("w+") as out:
        run = subprocess.Popen([sys.executable, str(ROOT / "cli.py"), *words], stdout=out)
        _, status, used = os.wait4(run.pid, 0)
        assert status == 0, words
        out.seek(0)
        return out.read(), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    bodies = [int(word) for word in arguments if word.isdigit()] or BODIES
    engines = [word for word in arguments if word in ENGINES] or [name for name in ENGINES if installed(name)]
    print(f"{'feiten':>8}{'json MB':>9}" + "".join(f"{f'{name} s':>13}{'MB':>7}" for name in engines))
    points: dict[str, list[tuple[int, float]]] = {name: [] for name in engines}
    with tempfile.TemporaryDirectory() as folder:
        for count in bodies:
            root = Path(folder) / str(count)
            enlarge(root, count)
            told, _, _ = command("controleer", "--alleen", "dubbele-regel", "--dossier", str(root))
            (facts,) = re.findall(r"^([0-9]+) feiten", told, re.MULTILINE)
            cells, answer = "", ""
            for name in engines:
                words = ("advies", "--formaat", "json", "--engine", name, "--dossier", str(root))
                answer, seconds, memory = min((command(*words) for _ in range(ROUNDS)), key=itemgetter(1))
                points[name].append((int(facts), seconds))
                cells += f"{seconds:13.2f}{memory:7.0f}"
            print(f"{facts:>8}{len(answer) / 1e6:9.1f}{cells}", flush=True)
            shutil.rmtree(root)
    if len(bodies) > 1:
        print("exponent: " + ", ".join(f"{name} {exponent(found):.2f}" for name, found in points.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
