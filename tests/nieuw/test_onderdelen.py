"""A new opgave, network, rule, test or scenario: sound at once, and nothing else is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.elsewhere import Elsewhere
from tests.nieuw.help import Program, held, small

KINDS = {
    "opgave": "opgaven",
    "netwerk": "networks",
    "regel": "rules",
    "toets": "toetsen",
    "scenario": "scenarios",
}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def errors(program: Program, folder: Path) -> str:
    """What controleer and toets say; neither may find an error."""
    done = program("toets", "--dossier", folder)
    assert done.code == 0, done
    return program.right("controleer", "--dossier", folder) + done.out


@pytest.mark.parametrize(("kind", "folder"), KINDS.items())
@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Schone lucht", "schone-lucht"),
        ("Coördinatie  ÉÉN loket", "coordinatie-een-loket"),
        ("Straße & Søndre", "strasse-sondre"),
        ("2026", "2026"),
        ("no", "no"),
        ('"Tussen: #haakjes" {x}', "tussen-haakjes-x"),
        ("Zorg/Welzijn", "zorg-welzijn"),
    ],
)
def test_one_sound_file_more(
    program: Program, stad: Path, kind: str, folder: str, name: str, slug: str
) -> None:
    before = held(stad)
    done = program("nieuw", kind, *name.split(" "), "--dossier", stad)
    assert done.code == 0, done
    path = f"{folder}/{slug}.yaml"
    assert path in done.err
    assert changed(before, held(stad)) - {"scenarios"} == {path}
    assert " ".join(name.split()) in (stad / path).read_text(encoding="utf-8").replace('\\"', '"')
    errors(program, stad)


@pytest.mark.parametrize("kind", KINDS)
def test_the_smallest_dossier_will_do(program: Program, tmp_path: Path, kind: str) -> None:
    folder = small(tmp_path)
    assert program("nieuw", kind, "Iets nieuws", "--dossier", folder).code == 0
    errors(program, folder)


def test_a_city_takes_one_of_each(program: Program, tmp_path: Path, repository: Path) -> None:
    folder = tmp_path / "dordrecht"
    program.right("nieuw", "periode", "2026-2030", folder, "--dossier", repository / "voorbeelden/dordrecht")
    for kind, inside in KINDS.items():
        assert program("nieuw", kind, "Iets nieuws", "--dossier", folder).code == 0
        assert (folder / inside / "iets-nieuws.yaml").is_file()
    assert "geen fouten" in program.right("controleer", "--dossier", folder)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "../../weg",
        "/etc/passwd",
        "~/weg",
        "C:\\weg",
        "wonen.yaml",
        "???",
        "中文",
        "a" * 61,
        "a\u202eb",
    ],
)
def test_what_is_no_name_is_refused(program: Program, stad: Path, kind: str, name: str) -> None:
    before = held(stad.parent)
    program.refused("nieuw", kind, name, "--dossier", stad)
    assert held(stad.parent) == before


def test_a_path_is_answered_with_the_name_that_was_meant(program: Program, stad: Path) -> None:
    message = program.refused("nieuw", "opgave", "opgaven/wonen-2.yaml", "--dossier", stad)
    assert 'bedoeld: "wonen-2"?' in message


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize(
    ("kind", "name", "place"),
    [
        ("opgave", "WONEN", "opgaven/wonen.yaml:"),
        ("netwerk", "Régio", "networks/regio.yaml:"),
        ("regel", "Lid worden", "rules/2-zetels.yaml:"),
        ("toets", "Eerste", "toetsen/eerste.yaml"),
        ("scenario", "basis", "scenario"),
    ],
)
def test_an_existing_id_is_refused_with_a_free_one(
    program: Program, stad: Path, kind: str, name: str, place: str, force: tuple[str, ...]
) -> None:
    before = held(stad)
    message = program.refused(*force, "nieuw", kind, name, "--dossier", stad)
    assert place in message and f'bijvoorbeeld "{name} 2"' in message
    assert held(stad) == before
    assert program("nieuw", kind, f"{name} 2", "--dossier", stad).code == 0


def test_the_second_of_a_kind_gets_ids_of_its_own(program: Program, stad: Path) -> None:
    for name in ("VNG", "Voorbeeldregio"):
        assert program("nieuw", "netwerk", name, "--dossier", stad).code == 0
    assert "id: vng-2" in (stad / "networks" / "vng.yaml").read_text(encoding="utf-8")
    errors(program, stad)


def test_a_file_of_that_name_is_not_overwritten(program: Program, stad: Path) -> None:
    (stad / "opgaven" / "wonen.yaml").rename(stad / "opgaven" / "lucht.yaml")
    before = held(stad)
    message = program.refused("nieuw", "opgave", "Lucht", "--dossier", stad)
    assert "lucht.yaml bestaat al" in message
    # with --force the file would go, and with it priorities that tests and rules name
    program.refused("nieuw", "opgave", "Lucht", "--dossier", stad, "--force")
    assert held(stad) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_dossier_gets_findings_and_nothing_else(program: Program, stad: Path, kind: str) -> None:
    path = stad / "opgaven" / "wonen.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("inzet: trekken ", "inzet: treken "), encoding="utf-8")
    rules = stad / "rules" / "3-wegen.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("punten: 2", "punten: veel"), encoding="utf-8")
    before = held(stad)
    message = program.refused("nieuw", kind, "Iets nieuws", "--dossier", stad)
    assert "opgaven/wonen.yaml:" in message and "rules/3-wegen.yaml:" in message
    assert held(stad) == before


def test_nothing_is_put_in_a_dossier_that_the_user_is_not_in(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repository: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KRACHTENVELD_DOSSIER", raising=False)
    before = held(repository / "opgaven")
    message = program.refused("nieuw", "opgave", "Iets nieuws")
    assert "nieuw gemeente" in message
    assert held(repository / "opgaven") == before


def test_a_new_opgave_hardly_moves_the_advice(program: Program, stad: Path) -> None:
    before = program.right("advies", "--formaat", "csv", "--dossier", stad)
    program.right("nieuw", "opgave", "Schone lucht", "--dossier", stad)
    after = program.right("advies", "--formaat", "csv", "--dossier", stad)
    assert before == after, "a priority that we only follow gave advice"


def test_a_new_dossier_has_the_same_bytes_in_another_process(
    program: Program, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    here, there = tmp_path / "hier", tmp_path / "daar"
    for folder, made in ((here, program.right), (there, elsewhere.run)):
        made("nieuw", "gemeente", folder)
        for kind in KINDS:
            made("nieuw", kind, "Iets nieuws", "--dossier", folder)
    assert held(here) == held(there)


def test_help_is_dutch_and_typing_errors_are_answered(program: Program) -> None:
    out = program.right("nieuw")
    assert out == program.right("nieuw", "--help")
    assert "Gebruik: krachtenveld nieuw" in out and "..." not in out and "Usage" not in out
    for kind in (*KINDS, "gemeente", "periode"):
        told = program.right("nieuw", kind, "--help")
        assert "Opties:\n" in told and "  NAAM\n" not in told and "  MAP\n" not in told
    assert 'bedoeld: "opgave"?' in program.refused("nieuw", "opgaev", "Lucht")
    assert "NAAM ontbreekt" in program.refused("nieuw", "opgave")
    assert "MAP ontbreekt" in program.refused("nieuw", "gemeente")


@pytest.mark.skipif(os.geteuid() == 0, reason="root schrijft overal")
def test_a_closed_folder_is_refused(program: Program, stad: Path) -> None:
    (stad / "opgaven").chmod(0o500)
    assert "niet te schrijven" in program.refused("nieuw", "opgave", "Iets nieuws", "--dossier", stad)
    (stad / "opgaven").chmod(0o700)


@pytest.mark.parametrize("kind", ["opgave", "netwerk"])
def test_a_dossier_of_which_the_examples_went_can_still_be_begun(
    program: Program, tmp_path: Path, kind: str
) -> None:
    folder = small(tmp_path)
    for file in (folder / "opgaven").iterdir():
        file.unlink()
    assert "maak er een met `krachtenveld nieuw opgave NAAM`" in program.refused(
        "advies", "--dossier", folder
    )
    program.right("nieuw", kind, "Iets nieuws", "--dossier", folder)
    assert (folder / KINDS[kind] / "iets-nieuws.yaml").is_file()
    if kind == "opgave":
        program.right("advies", "--dossier", folder)


@pytest.mark.parametrize("kind", ["opgave", "netwerk"])
def test_what_is_new_says_where_the_themes_are_listed(program: Program, stad: Path, kind: str) -> None:
    program.right("nieuw", kind, "Iets nieuws", "--dossier", stad)
    text = (stad / KINDS[kind] / "iets-nieuws.yaml").read_text(encoding="utf-8")
    assert "`krachtenveld exporteer --tabel themas" in text
    assert "wonen" in program.right("exporteer", "--tabel", "themas", "--dossier", stad)
