"""Every output of every command, saved and compared byte by byte: for changes after which nothing may look different.

    python -m tests.guard bewaar MAP [COMMANDO ...]
    python -m tests.guard vergelijk MAP [COMMANDO ...]

Zaanstad, Dordrecht and a dossier fresh from the template, each command in each of its forms, with what goes to the
screen, what goes beside it, the exit code, and what is written. Commands that are named are the only ones; otherwise
all are. `make waarborg` saves in `.waarborg/` the first time, and compares after that.
"""

# ruff: noqa: E402

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir
from functools import cache
from pathlib import Path

from tests import remember

remember.install()  # before the program takes the functions by name

# isort: split

from commands.options import BINARY
from tests.handleiding import reference
from tests.handleiding.practice import run

ROOT = Path(__file__).resolve().parents[1]
NEW = "nieuw"
"""The name of the dossier that is made from the template."""
REAL = "gemeente"
"""The name of the dossier of a municipality as the register has it."""
VARIANTS: Mapping[str, tuple[str, ...]] = {
    "advies": (
        "", "--per geen --top 0", "--per portefeuille --top 3", "--per netwerk --top 2", "--soort positie --onderdelen --top 0",
        "--opgave economie", "--band niet-doen", "--voorwaarde gunning", "--scenario kabinetswissel --top 2", "--openbaar --top 1",
        "--netwerk bestaatniet",
    ),
    "waarom": ("positie/vng-zjo", "relatie/bzk --diep", "route/bzk", "relatie/ienw", "keuze", "bestaatniet", "relatie"),
    "waarom-niet": (
        "positie/vng-zjo/voorzitter", "mra-platform-ruimte/trekker", "mra-platform-ruimte/trekker --snel", "positie/vng-rwm --snel",
        "samenwerking/mra/lerarentekort --snel", "bestaatniet", "relatie/bzk",
    ),
    "gevoelig": ("verkenning/eu", "positie/vng-zjo --snel --top 2", "relatie/bzk --snel --top 0", "bestaatniet"),
    "controleer": ("", "--alleen dubbele-regel", "--scenario kabinetswissel"),
    "toets": ("", "--alles"),
    "valideer": ("--snel",),
    "regels": ("", "--regel via-netwerk", "--tabel", "--feiten", "--regel bestaatniet"),
    "vergelijk": ("--top 3", "basis kabinetswissel --top 0", "basis mra-valt-stil --opgave verstedelijking", "--soort relatie --top 2"),
    "gemeenten": ("--help",),  # the code is in the fingerprints that the file carries
    "robuust": (
        "--ruimte gewichten --aantal 200 --top 3", "--ruimte structuur --tegenslag zetels --top 3",
        "--ruimte gewichten --aantal 100 --steekproef een-voor-een", "--ruimte gewichten --aantal 100 --advies vng-zjo",
    ),
    "routes": (
        "", "--voor living-lab", "--voor hov-zaanij --naar ienw --aantal 2", "--schakels", "--bondgenoten",
        "--voor zaandam-oost --tegen mra-valt-stil", "--voor bestaatniet",
    ),
    "verdeling": (
        "--alternatieven 0", "--top 2", "--tegen minder-bestuurlijke-tijd --alternatieven 0", "--zonder-gunning --tijd 20 --alternatieven 1",
        "--moet bestaatniet/lid",
    ),
    "kalender": ("", "--alles --top 0", "--netwerk vng", "--opgave economie --top 1", "--tot 2022-07-31"),
    "kaart": ("--zonder-scenarios", "--zonder-scenarios --opgave economie --netwerk mra", "--vergelijk mra-valt-stil"),
    "verken": ("--zonder-verdeling",),
    "werkbank": ("--help",),  # the page carries the code, so any change of that is in it
    "briefing": ("--opgave economie", "--per portefeuille", "--netwerk vng --openbaar"),
    "exporteer": ("", "--opgave economie", "--tabel"),
    "effect": ("--scenario kabinetswissel --snel", "--scenario mra-valt-stil --snel --top 0", "--scenario mra-valt-stil --advies route/bzk --snel"),
    "schema": ("--help",),
    "importeer": ("zetels.csv --bron Lijst",),
    "register": ("--toon", "bestaatniet.xml --toon"),
    "nagaan": ("", "--top 3 --openbaar"),
}  # fmt: skip
"""Per command what is asked of it. What a dossier does not know is refused, and that is an answer too."""
LIST = "netwerk;gremium;rol;houder\nVNG;Commissie Zorg, Jeugd en Onderwijs;lid;gemeente\nMRA;Platform Ruimte;trekker;ander\n"


def outputs(only: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """The name of each output, and its bytes."""
    with tempfile.TemporaryDirectory() as made:
        for place, folder in _dossiers(Path(made)).items():
            for command, variants in VARIANTS.items():
                if only and command not in only:
                    continue
                for variant in variants:
                    words = [command, *variant.split()]
                    for form in forms(*words):
                        name = f"{place} {' '.join(words)} {form}".strip()
                        yield name, _said(words, form, folder)


@cache
def forms(*words: str) -> tuple[str, ...]:
    """The forms that a command has, as it tells when it is asked for another; "" when it is not asked for any."""
    _, message = run([*words, "--formaat", "csv" if words[0] == "controleer" else "github"])
    return tuple(sorted(reference.forms(message))) if "kent geen --formaat" in message else ("",)


def _dossiers(made: Path) -> Mapping[str, Path]:
    run(["nieuw", "gemeente", str(made / NEW)])
    run(["nieuw", "gemeente", str(made / REAL), "--naam", "Purmerend"])
    return {
        "zaanstad": ROOT,
        "dordrecht": ROOT / "voorbeelden" / "dordrecht",
        NEW: made / NEW,
        REAL: made / REAL,
    }


def _said(words: list[str], form: str, folder: Path) -> bytes:
    """What one run gives: its exit code, the screen and what stands beside it, and the files that it makes."""
    with tempfile.TemporaryDirectory() as empty, chdir(empty):
        Path("zetels.csv").write_text(LIST, encoding="utf-8")
        given = list(words)
        if form:
            given += ["--formaat", form]
        if form in BINARY or words[0] in ("kaart", "verken", "briefing", "exporteer"):
            given += ["--uit", f"uit.{form or 'txt'}"]
        code, screen = run([*given, "--dossier", str(folder)])
        parts = [f"{code}\n{screen}".replace(str(folder), "MAP").encode()]
        for path in sorted(Path().rglob("*")):
            if path.is_file() and path.name != "zetels.csv":
                parts.append(path.as_posix().encode() + b"\n" + path.read_bytes())
        return b"\n".join(parts)


def _file(folder: Path, name: str) -> Path:
    readable = re.sub(r"[^a-z0-9-]+", "_", name)[:80]
    return folder / f"{readable}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def main(arguments: list[str]) -> int:
    action, folder, only = arguments[0], Path(arguments[1]), frozenset(arguments[2:])
    os.environ.pop("KRACHTENVELD_DOSSIER", None)
    if action == "bewaar":
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        count = 0
        for name, content in outputs(only):
            _file(folder, name).write_bytes(content)
            count += 1
        print(f"{count} uitvoeren bewaard in {folder}")
        return 0
    different = []
    count = 0
    for name, content in outputs(only):
        count += 1
        saved = _file(folder, name)
        if not saved.exists() or saved.read_bytes() != content:
            different.append(name)
            saved.with_name(f"{saved.name}.nu").write_bytes(content)
    for name in different:
        print(f"anders: {name}\n        {_file(folder, name)}")
    print(f"{count} uitvoeren vergeleken, {len(different)} anders")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
