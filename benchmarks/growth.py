"""How `advies --formaat json` grows with the dossier: CPU time and memory of the whole command, with each engine.

The dossier is that of Zaanstad with more opgaven, themes, actors and bodies: larger and not denser, as a theme has as many
bodies, and as many opgaven want something of it.
"""

from __future__ import annotations

import math
import random
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.table import ROOT, Row, Taken, command
from strategy.dossier.files import CONTENT_FOLDERS
from strategy.dossier.word_lists import LEVELS, STANCES, TIES

BODIES, MANY_BODIES = (0, 500, 2_000), (8_000, 20_000, 61_000)
"""As many as give about 1,500, 4,000 and 11,500 facts, and 41,000, 100,000 and 302,000."""
ENGINES = ("clingo", "python")
PER_FACT = 10.7
"""Kilobytes of memory per fact, between 1,500 and 11,500 facts with clingo, before any of it was made less."""
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


def rows(large: bool) -> Iterator[Row]:
    """Per engine the powers of the number of facts with which time grows: over all sizes, and from each size to the next."""
    bodies = (*BODIES, *MANY_BODIES) if large else BODIES
    taken: dict[str, list[tuple[int, Taken]]] = {name: [] for name in ENGINES}
    with tempfile.TemporaryDirectory() as folder:
        for count in bodies:
            root = Path(folder) / str(count)
            enlarge(root, count)
            told = command("controleer", "--alleen", "dubbele-regel", "--dossier", str(root)).said
            (facts,) = re.findall(r"^([0-9]+) feiten", told, re.MULTILINE)
            for name in ENGINES:
                words = ("advies", "--formaat", "json", "--engine", name, "--dossier", str(root))
                taken[name].append((int(facts), command(*words)))
            shutil.rmtree(root)
    for name, found in taken.items():
        what = f"`advies --formaat json --engine {name}`"
        (fewest, one), (most, other) = found[0], found[-1]
        for (small, before), (size, after) in pairwise(found):
            power = exponent([(small, before.cpu), (size, after.cpu)])
            yield Row(
                f"{what}, {small} → {size} feiten in {after.cpu:.1f} s: groeit als macht",
                power, "recht evenredig", 1.0, 1.1, "",
            )  # fmt: skip
        power = exponent([(size, each.cpu) for size, each in found])
        yield Row(f"{what}, alle maten: groeit als macht", power, "recht evenredig", 1.0, 1.1, "")
        memory = (other.memory - one.memory) * 1024 / (most - fewest)
        yield Row(f"{what}, geheugen per feit erbij", memory, "voorheen", PER_FACT, 0.5, "kB")


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """The slope of the best line through sizes and times, both as logarithms."""
    logs = [(math.log(size), math.log(taken)) for size, taken in points]
    x, y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)
