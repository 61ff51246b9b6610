"""What the tests of robustness share: the advice of Zaanstad, and of a very small dossier."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.workspace import read_workspace

RULES = """vraag: Welke zwaardere zetels?
regels:
  - regel: trekker-worden
    bron: nota §2
    als:
      - prioriteit: {id: $p, inzet: trekken}
      - past: {prioriteit: $p, gremium: $g}
      - gremium_functie: {gremium: $g, functie: lobby}
      - rol_open: {gremium: $g, rol: trekker}
    dan:
      advies: {soort: positie, houding: claimen, gremium: $g, rol: trekker, prioriteit: $p}
    punten: 5
    argument: "{g} lobbyt voor {p}."
  - regel: blijven
    bron: nota §2
    als:
      - past: {prioriteit: $p, gremium: $g}
      - bezet: {gremium: $g, rol: vicevoorzitter, houder: wij}
    dan:
      advies: {soort: positie, houding: behouden, gremium: $g, rol: vicevoorzitter, prioriteit: $p}
    punten: 3
    argument: "We zitten al in {g}, voor {p}."
"""
BASE = Path(__file__).resolve().parent.parent / "fouten" / "basis"


@pytest.fixture(scope="session")
def small() -> Outcome:
    """The advice of a dossier with two seats."""
    read = read_workspace(BASE)
    loaded, rulebook = read.loaded, read.rulebook
    return advise(prepare(loaded, None, False, rulebook), "python")


@pytest.fixture(scope="session")
def seats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of that dossier with more seats and a judgement that counts, so that there is more to lose."""
    folder = tmp_path_factory.mktemp("zetels") / "dossier"
    shutil.copytree(BASE, folder)
    network = next((folder / "networks").glob("*.yaml"))
    text = network.read_text(encoding="utf-8")
    roles = "".join(
        f"          - {{rol: {role}, te_verdelen: ja}}\n" for role in ("voorzitter", "trekker", "inbreng")
    )
    held = "          - {rol: vicevoorzitter, bezetting: [{houder: wij}]}\n"
    text = text.replace("        posities:\n", f"        posities:\n{roles}{held}")
    text = text.replace("functies: [lobby]", "functies: [{waarde: lobby, aard: oordeel}]")
    network.write_text(text, encoding="utf-8")
    opgave = next((folder / "opgaven").glob("*.yaml"))
    text = opgave.read_text(encoding="utf-8")
    opgave.write_text(
        text.replace("inzet: trekken", "inzet: {waarde: trekken, aard: aanname}"), encoding="utf-8"
    )
    (folder / "rules" / "2-meer.yaml").write_text(RULES, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def seated(seats: Path) -> Outcome:
    """The advice of the dossier with more seats."""
    read = read_workspace(seats)
    loaded, rulebook = read.loaded, read.rulebook
    return advise(prepare(loaded, None, False, rulebook), "python")
