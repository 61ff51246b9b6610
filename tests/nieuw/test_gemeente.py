"""A new dossier: it works at once, opens anywhere, and is written whole or not at all."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema
import openpyxl
import pytest
import yaml

from strategy.register.tables import municipality, shipped
from tests.nieuw.help import Program, held


@pytest.fixture
def made(program: Program, tmp_path: Path) -> Path:
    folder = tmp_path / "nieuwe map" / "stad"
    program.right("nieuw", "gemeente", folder)
    return folder


def test_controleer_has_nothing_to_say(program: Program, made: Path) -> None:
    out = program.right("controleer", "--streng", "--dossier", made)
    assert "geen bevindingen" in out


def test_it_advises_a_handful_of_every_main_kind(program: Program, made: Path) -> None:
    data = json.loads(program.right("advies", "--formaat", "json", "--dossier", made))
    sorts = [advice["soort"] for advice in data["adviezen"]]
    assert {"positie", "relatie", "route", "samenwerking"} <= set(sorts)
    assert 8 <= len(sorts) <= 20
    assert {advice["band"] for advice in data["adviezen"]} >= {"doen", "als er tijd is"}
    parts = [part for advice in data["adviezen"] for part in advice.get("onderdelen", [advice])]
    facts = [fact for part in parts for entry in part["bijdragen"] for fact in entry["feiten"]]
    assert facts and {fact["aard"] for fact in facts} <= {"aanname", "oordeel"}, (
        "an invented fact passes for a real one"
    )


def test_its_tests_hold_and_cover_every_rule(program: Program, made: Path) -> None:
    data = json.loads(program.right("toets", "--formaat", "json", "--dossier", made))
    out = program.right("toets", "--dossier", made)
    assert " mis" not in out
    assert "zonder voorbeeld" not in out
    assert data


def test_the_map_renders_with_its_names(program: Program, made: Path, tmp_path: Path) -> None:
    page = tmp_path / "kaart.html"
    program.right("kaart", "--dossier", made, "--uit", page)
    assert "Voorbeeldregio" in page.read_text(encoding="utf-8")


def test_it_opens_from_any_folder_in_it(
    program: Program, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (made, made / "opgaven", made / "rules"):
        monkeypatch.chdir(folder)
        assert "Voorbeeldstad 2026–2030" in program.right("advies", "--top", "1")


def test_every_file_fits_the_schema_it_names(program: Program, made: Path) -> None:
    for kind in ("opgave", "netwerk", "regel", "toets", "scenario"):
        assert program("nieuw", kind, "Iets nieuws", "--dossier", made).code == 0
    program.right("schema", "--dossier", made)
    checked = 0
    for path in sorted(made.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named, path
        schema = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))
        jsonschema.validate(yaml.load(text, CoreLoader), schema)
        checked += 1
    assert checked == 17


class CoreLoader(yaml.CSafeLoader):
    """Reads as an editor does, by YAML 1.2: a date is a text, and so is `ja`."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag.endswith((":int", ":float", ":null"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_editor_setup_is_that_of_zaanstad(made: Path, repository: Path) -> None:
    assert held(made / ".vscode") == held(repository / ".vscode")


def test_the_editor_setup_points_at_files_that_are_there(made: Path) -> None:
    settings = json.loads((made / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"]
    for schema in settings["yaml.schemas"]:
        assert (made / schema).is_file(), schema
    wanted = json.loads((made / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert wanted == {"recommendations": ["redhat.vscode-yaml"]}


def test_the_readme_names_only_what_exists(program: Program, made: Path) -> None:
    text = (made / "README.md").read_text(encoding="utf-8")
    for name in set(re.findall(r"krachtenveld ([a-z-]+)", text)):
        assert program(name, "--help").code == 0, name
    for path in re.findall(r"`([\w./]+/|[\w-]+\.yaml)`", text):
        assert (made / path).exists() or path == "scenarios/", path


def test_the_exercise_of_the_readme_goes_as_it_says(program: Program, made: Path) -> None:
    assert "`trekken` op `meedoen`" in (made / "README.md").read_text(encoding="utf-8")
    path = made / "opgaven" / "gezondheid.yaml"
    before, item = path.read_text(encoding="utf-8"), "naam: Vast geld voor preventie\n"
    assert "positie/vng-zorg" in program.right("advies", "--dossier", made)
    start = before.index(item)
    path.write_text(
        before[:start] + before[start:].replace("inzet: trekken", "inzet: meedoen", 1), encoding="utf-8"
    )
    assert "positie/vng-zorg" not in program.right("advies", "--dossier", made)
    done = program("toets", "--dossier", made)
    assert done.code == 1
    assert "MIS   Preventie brengt ons in de VNG-commissie over zorg" in done.out


NAMES = ["gm0796", "Súdwest-Fryslân", "Nuenen, Gerwen en Nederwetten", "Bergen (L)", "Utrecht"]


@pytest.mark.parametrize("name", NAMES)
def test_any_municipality_gives_a_sound_dossier(program: Program, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "stad"
    out = program.right("nieuw", "gemeente", folder, "--naam", name)
    assert "met wat het register op 2026-05-16 zegt" in out
    full = municipality(name, shipped()).name
    assert f"# Krachtenveld van {full}\n" in (folder / "README.md").read_text(encoding="utf-8")
    assert f"{full} 2026–2030: geen fouten" in program.right("controleer", "--dossier", folder)


def test_relations_of_a_fresh_dossier_are_filled_in_as_its_readme_says(
    program: Program, tmp_path: Path
) -> None:
    folder, path = tmp_path / "stad", tmp_path / "lijst.xlsx"
    program.right("nieuw", "gemeente", folder, "--naam", "Lansingerland")
    program.right("nagaan", "--uit", path, "--dossier", folder)
    book = openpyxl.load_workbook(path)
    cells = {row[0].value: row[1] for row in book["Uitleg"].iter_rows()}
    cells["ingevuld op"].value, cells["ingevuld door (rol)"].value = date(2026, 6, 20), "bestuursadviseur"
    page = book["Relaties"]
    at = {cell.value: cell.column for cell in page[1]}
    told = [page.cell(row, at["wat er staat"]).value for row in range(2, page.max_row + 1)]
    first = {each.partition(":")[0] for each in told[:3]}  # who decides on the examples, before all others
    assert "Ministerie van Volksgezondheid, Welzijn en Sport" in first
    assert "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties" in {
        each.partition(":")[0] for each in told[:6]
    }
    umbrella = next(
        at for at, each in enumerate(told) if each.startswith("Vereniging van Nederlandse Gemeenten")
    )
    assert umbrella < 10, "who is heard by them, before all others"
    assert any(each.startswith("Gemeente Rotterdam: geen bestuurlijke relatie") for each in told[umbrella:])
    for row, each in enumerate(told, 2):
        if each.startswith(("Gemeente Rotterdam", "Ministerie van Volksgezondheid")):
            page.cell(row, at["nieuw"]).value = "sterk"
    book.save(path)
    assert "2 antwoorden: 2 erbij" in program.right("nagaan", path, "--schrijf", "--dossier", folder)
    said = program.right("controleer", "--dossier", folder)
    assert "geen fouten" in said and "wie beslist: vws" not in said


def test_the_dossier_of_a_municipality_holds_what_its_readme_says(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "stad"
    program.right("nieuw", "gemeente", folder, "--naam", "Purmerend")
    assert not (folder / "rules").exists() and not (folder / "toetsen").exists()
    text = (folder / "README.md").read_text(encoding="utf-8")
    for name in set(re.findall(r"krachtenveld ([a-z-]+)", text)):
        assert program(name, "--help").code == 0, name
    for path in re.findall(r"`([\w./]+/|[\w/-]+\.yaml)`", text):
        assert (folder / path).exists() or path in ("networks/regio.yaml", "networks/partners.yaml"), path
    for first, path in (("basis: landelijk", "regio"), ("laag: partners", "partners")):
        own = re.search(rf"    {first}\n(?:    .*\n)+", text)
        assert own, first
        lines = "".join(f"{line[4:]}\n" for line in own[0].splitlines())
        (folder / "networks" / f"{path}.yaml").write_text(lines, encoding="utf-8")
    college = folder / "college.yaml"
    said = college.read_text(encoding="utf-8")
    assert "\n  # vast: {vng-rwm/lid: wonen-ruimte}" in said
    college.write_text(said.replace("\n  # vast:", "\n  vast:"), encoding="utf-8")
    assert "geen fouten" in program.right("controleer", "--dossier", folder), "the examples of the README"
    assert "– bij Wonen, ruimte en bereikbaarheid" in program.right("verdeling", "--dossier", folder)
    assert "[zonder-bron]" not in program.right(
        "controleer", "--alleen", "zonder-bron", "--dossier", folder
    ), "the example does as it says"
    assert "waterschap" in text and "waterschap" not in (folder / "networks/register.yaml").read_text("utf-8")
    for kind, said in (
        ("opgave", "Schone lucht"),
        ("netwerk", "Onze regio"),
        ("toets", "Wonen"),
        ("scenario", "Wonen voorop"),
    ):
        program.right("nieuw", kind, said, "--dossier", folder)
    for path in (folder / "opgaven").glob("voorbeeld-*.yaml"):
        path.unlink()
    assert "geen fouten" in program.right("controleer", "--dossier", folder), "the examples may go"


def test_the_networks_that_are_not_ours_are_off(program: Program, tmp_path: Path) -> None:
    said = {}
    for name in ("Amsterdam", "Zaanstad", "Diemen", "Schiermonnikoog"):
        folder = tmp_path / name
        program.right("nieuw", "gemeente", folder, "--naam", name)
        text = (folder / "networks" / "landelijk.yaml").read_text(encoding="utf-8")
        said[name] = set(re.findall(r"^    ([a-z0-9-]+): \{actief: uit", text, re.MULTILINE))
    assert "g4" not in said["Amsterdam"] and {"g40", "m50", "p10", "k80"} <= said["Amsterdam"]
    assert "g40" not in said["Zaanstad"] and {"g4", "m50", "p10", "k80"} <= said["Zaanstad"]
    assert "m50" not in said["Diemen"]
    assert {"g4", "g40", "m50", "p10", "k80", "provincie"} <= said["Schiermonnikoog"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "!!!",
        "../stad",
        "中文",
        "a" * 200,
        "stad.yaml",
        "stad\u200b\u0007",
        "Voorbeeldstad",
        "Bergen",
        "Brielle",
    ],
)
def test_a_name_that_is_no_municipality_is_refused(program: Program, tmp_path: Path, name: str) -> None:
    message = program.refused("nieuw", "gemeente", tmp_path / "stad", "--naam", name)
    assert message.startswith("fout: ") and message.count("\n") == 2
    assert held(tmp_path) == {}


def test_a_newer_register_knows_municipalities_that_ours_does_not(program: Program, tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "register" / "voorbeeld.xml"
    folder = tmp_path / "stad"
    out = program.right("nieuw", "gemeente", folder, "--naam", "Voorbeeldstad", "--register", example)
    assert "Voorbeeldstad 2026–2030, met wat het register op 2026-05-02 zegt" in out
    text = (folder / "networks" / "register.yaml").read_text(encoding="utf-8")
    assert 'code: "90000011"' in text and "Oudeveen" in text
    assert "geen fouten" in program.right("controleer", "--dossier", folder)
    assert "--register hoort bij --naam" in program.refused(
        "nieuw", "gemeente", tmp_path / "b", "--register", example
    )


def test_an_empty_folder_will_do_and_so_does_a_folder_with_other_things(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notulen.txt").write_text("van vorige week", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    program.right("nieuw", "gemeente", ".")
    assert (tmp_path / "notulen.txt").read_text(encoding="utf-8") == "van vorige week"
    program.right("controleer", "--streng")
    assert not [name for name in held(tmp_path) if ".krachtenveld-" in name]


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_what_is_in_the_way_is_named_and_stays(
    program: Program, tmp_path: Path, force: tuple[str, ...]
) -> None:
    (tmp_path / "opgaven").mkdir()
    (tmp_path / "opgaven" / "eigen.yaml").write_text("opgave: eigen\n", encoding="utf-8")
    (tmp_path / "bronnen.yaml").write_text("", encoding="utf-8")
    before = held(tmp_path)
    message = program.refused(*force, "nieuw", "gemeente", tmp_path)
    assert "bronnen.yaml, opgaven" in message
    assert held(tmp_path) == before


def test_a_second_run_refuses_and_changes_nothing(program: Program, made: Path) -> None:
    before = held(made)
    message = program.refused("nieuw", "gemeente", made, "--naam", "Purmerend")
    assert "dossier.yaml" in message and "README.md" in message
    assert held(made) == before


def test_a_file_is_no_folder(program: Program, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    assert "is een bestand, geen map" in program.refused("nieuw", "gemeente", tmp_path / "bestand")
    assert "niet te schrijven" in program.refused("nieuw", "gemeente", tmp_path / "bestand" / "stad")


@pytest.mark.parametrize("folder", ["", " ", "stad\0", "x" * 300])
def test_an_impossible_folder_is_refused(
    program: Program, tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program.refused("nieuw", "gemeente", folder)
    assert held(tmp_path) == {}


@pytest.mark.parametrize("present", [True, False], ids=["bestaande-map", "nieuwe-map"])
@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["vol", "stop"]
)
def test_what_is_broken_off_leaves_nothing(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, present: bool
) -> None:
    target = tmp_path / "stad" if present else tmp_path / "nieuw" / "stad"
    if present:
        target.mkdir()
    before = held(tmp_path)
    for module, name, turn in ((Path, "write_bytes", 5), (os, "rename", 1), (os, "rename", 4)):
        failing = FailsOnce(getattr(module, name), turn, error)
        with monkeypatch.context() as patched:
            patched.setattr(module, name, failing)
            done = program("nieuw", "gemeente", target)
        if failing.calls < turn:  # a new folder goes to its place in one go
            assert not present and done.code == 0
            continue
        assert (done.code, done.out) == (2, ""), (name, turn)
        assert held(tmp_path) == before, (name, turn)


class FailsOnce:
    """A function of the system that fails when it is called for the n-th time."""

    def __init__(self, real: Callable[..., object], turn: int, error: BaseException) -> None:
        self.real, self.turn, self.error, self.calls = real, turn, error, 0

    def __call__(self, *arguments: object) -> object:
        self.calls += 1
        if self.calls == self.turn:
            raise self.error
        return self.real(*arguments)

    def __get__(self, instance: object, owner: type) -> Callable[..., object]:
        return self if instance is None else lambda *arguments: self(instance, *arguments)


@pytest.mark.skipif(os.geteuid() == 0, reason="root schrijft overal")
def test_an_unwritable_folder_is_refused(program: Program, tmp_path: Path) -> None:
    closed = tmp_path / "dicht"
    closed.mkdir(mode=0o500)
    for folder in (closed, closed / "stad"):
        assert "niet te schrijven (geen toegang)" in program.refused("nieuw", "gemeente", folder)
    assert held(tmp_path) == {"dicht": ""}


OWN = """\
opgave: eigen
naam: Eigen
aard: aanname
prioriteiten:
  - {id: weg, naam: De weg, inzet: trekken, belang: gebied, vraag: [middelen], themas: [bereikbaarheid]}
  - {id: spoed, naam: De spoedpost, inzet: trekken, belang: gebied, vraag: [middelen], themas: [gezondheid]}
  - {id: stroom, naam: De stroom, inzet: trekken, belang: gebied, vraag: [agendering], themas: [energie-infrastructuur]}
"""
PARTNERS = """\
laag: partners
naam: Partners
aard: aanname
actoren:
  - {id: zorgfonds, naam: Zorgfonds, lidwoord: geen, soort: bedrijfsleven, niveau: regio, bevoegdheden: [{thema: gezondheid, soort: middelen}], relaties: {bestuurlijk: geen}}
  - {id: netbeheer, naam: Netbeheer, lidwoord: geen, soort: bedrijfsleven, niveau: regio, bevoegdheden: [{thema: energie-infrastructuur, soort: inzet}], relaties: {bestuurlijk: sterk}}
"""
TIES = """\
basis: landelijk
aard: aanname
wijzig:
  actoren:
    provincie-ge: {relaties: {bestuurlijk: sterk}}
    vng: {relaties: {bestuurlijk: zwak}}
    tweede-kamer: {relaties: {bestuurlijk: zwak}}
"""


def test_who_decides_counts_whatever_it_is_and_who_helps_is_said_of_what(
    program: Program, tmp_path: Path
) -> None:
    """An insurer with money and a grid operator with work of its own decide; a province has no voice on health care."""
    folder = tmp_path / "doetinchem"
    program.right("nieuw", "gemeente", folder, "--naam", "Doetinchem")
    for path in (folder / "opgaven").iterdir():
        path.unlink()
    for path, text in (("opgaven/eigen", OWN), ("networks/partners", PARTNERS), ("networks/banden", TIES)):
        (folder / f"{path}.yaml").write_text(text, encoding="utf-8")
    data = json.loads(program.right("advies", "--formaat", "json", "--dossier", folder))
    titles = {each["id"]: each["titel"] for each in data["adviezen"]}
    assert titles["relatie/zorgfonds"].startswith("Bouw een band op met Zorgfonds, bestuurlijk")
    assert titles["relatie/netbeheer"] == 'Breng "De stroom" zelf bij Netbeheer'
    chamber = titles["relatie/tweede-kamer"]
    assert "breng zelf en via de VNG " in chamber
    assert chamber.partition("naar voren")[2] == '; voor "De stroom" en "De weg" ook via Gelderland'


def test_a_province_that_only_takes_part_with_us_does_not_speak_for_us(
    program: Program, tmp_path: Path
) -> None:
    """Assen shares an arrangement with Fryslân and Groningen; only Drenthe pleads its cause."""
    folder = tmp_path / "assen"
    program.right("nieuw", "gemeente", folder, "--naam", "Assen")
    said = (folder / "networks" / "landelijk.yaml").read_text(encoding="utf-8")
    assert "    provincie-dr: {actief: aan}\n" in said
    assert (
        "    provincie-fr: {actief: aan, kenmerken: {erbij: [{waarde: geen-lid, aard: oordeel}]}}\n" in said
    )
    (folder / "opgaven" / "eigen.yaml").write_text(OWN, encoding="utf-8")
    (folder / "networks" / "banden.yaml").write_text(
        TIES.replace("provincie-ge", "provincie-dr"), encoding="utf-8"
    )
    titles = [
        each["titel"]
        for each in json.loads(program.right("advies", "--formaat", "json", "--dossier", folder))["adviezen"]
    ]
    assert any("via Drenthe" in title for title in titles)
    assert not any("Fryslân" in title for title in titles)
