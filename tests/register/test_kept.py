"""The file that the program keeps: nobody but `register` writes in it, and what people know of it stands elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy.dossier.files import KEPT, is_kept
from strategy.worklist.places import REGISTER
from strategy.worklist.rows import TIES
from strategy.workspace import read_workspace
from tests.nieuw.help import Program
from tests.worklist.help import City, city, filled

HEAD = "# gemaakt met krachtenveld register; wat u zelf weet zet u in een ander bestand"


def test_a_file_is_known_by_its_mark_and_its_place() -> None:
    assert is_kept(KEPT, {KEPT: f"# schema\n{HEAD}\nlaag: register\n"})
    assert is_kept(KEPT, {KEPT: f"\ufeff# schema\r\n{HEAD}\r\nlaag: register\r\n"})
    assert not is_kept(KEPT, {KEPT: "laag: register\n"})
    assert not is_kept("networks/regio.yaml", {"networks/regio.yaml": f"{HEAD}\n"})
    assert not is_kept(KEPT, {})


def listed(folder: Path) -> City:
    return city(read_workspace(folder))


def done(program: Program, folder: Path, raw: bytes) -> str:
    """What `nagaan --schrijf` says of this list."""
    path = folder.parent / "lijst.xlsx"
    path.write_bytes(raw)
    return program.right("nagaan", path, "--schrijf", "--dossier", folder)


def test_answers_about_the_register_go_to_a_file_of_the_dossier(program: Program, purmerend: Path) -> None:
    own = listed(purmerend)
    before = (purmerend / KEPT).read_bytes()
    ties = [row.place for row in own.listed.sheets[TIES] if row.place.keeper == REGISTER]
    actor = ties[0].things[-1].id
    doubted = next(
        place
        for place in own.listed.index.places
        if place.keeper == REGISTER and place.block and "te_verifieren" in place.block.own()
    )
    key = doubted.name if doubted.name in {row.place.name for row in own.listed.open} else ""
    answers = {ties[0].name: {"nieuw": "sterk"}} | ({key: {"klopt": "ja"}} if key else {})
    raw = filled(own.raw, answers)
    done(program, purmerend, raw)
    assert (purmerend / KEPT).read_bytes() == before
    written = (purmerend / "networks" / "eigen-register.yaml").read_text(encoding="utf-8")
    assert f"    {actor}: {{relaties: {{bestuurlijk: {{waarde: sterk, aard: aanname" in written
    again = {one.id: one for layer in read_workspace(purmerend).loaded.dossier.layers for one in layer.actors}
    assert again[actor].ties["bestuurlijk"].value == "sterk"
    assert "Er verandert niets in networks/register.yaml." in program.right(
        "register", "--dossier", purmerend
    )
    done(program, purmerend, raw)  # twice the same list is nothing new
    assert (purmerend / "networks" / "eigen-register.yaml").read_text(encoding="utf-8") == written


@pytest.fixture
def later(program: Program, purmerend: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "later"
    program.right("nieuw", "periode", "2030-2034", folder, "--dossier", purmerend)
    return folder


def test_the_next_term_leaves_the_register_as_it_is(program: Program, purmerend: Path, later: Path) -> None:
    assert (later / KEPT).read_bytes() == (purmerend / KEPT).read_bytes()
    assert "Er verandert niets" in program.right("register", "--dossier", later)


def test_the_next_term_asks_nothing_that_a_new_export_says(later: Path) -> None:
    asked = listed(later).listed.open
    assert asked and not [row for row in asked if row.place.origin.to_confirm and row.place.file == KEPT]
    assert all("te verifiëren" in row.reasons for row in asked if row.place.file == KEPT)


def test_a_file_that_was_thrown_away_is_made_again(program: Program, purmerend: Path) -> None:
    before = (purmerend / KEPT).read_bytes()
    (purmerend / KEPT).unlink()
    shown = program.right("register", "--toon", "--dossier", purmerend)
    assert "Er is niets geschreven" in shown and not (purmerend / KEPT).exists()
    out = program.right("register", "--dossier", purmerend)
    assert "Gemeente Purmerend" in out and "is opnieuw gemaakt" in out
    assert (purmerend / KEPT).read_bytes() == before


def test_what_a_new_file_does_not_mend_is_said_as_it_was(program: Program, purmerend: Path) -> None:
    (purmerend / KEPT).unlink()
    path = purmerend / "dossier.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("gemeente: purmerend", "gemeente: nergens"), encoding="utf-8")
    assert "onbekend-actor" in program.refused("register", "--dossier", purmerend)
    assert not (purmerend / KEPT).exists()


@pytest.mark.parametrize("name", ["aparte.yaml", "zorg.yaml"])
def test_a_name_that_the_register_has_is_wrong_in_the_own_file(
    program: Program, purmerend: Path, name: str
) -> None:
    (purmerend / "networks" / name).write_text(
        "laag: eigen\nnaam: Eigen\naard: aanname\nactoren:\n"
        "  - {id: vervoerregio-amsterdam, naam: Vervoerregio, soort: regio, niveau: regio}\n",
        encoding="utf-8",
    )
    said = program.refused("controleer", "--dossier", purmerend)
    assert (
        f'networks/{name}:5:10 fout[dubbele-naam] actor "vervoerregio-amsterdam" bestaat al ({KEPT}:' in said
    )
    assert "zeg met `wijzig:` alleen wat er anders is" in said
