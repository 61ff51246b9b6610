"""`krachtenveld register`: the file made anew, what changed said, and nothing of one's own lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from strategy.register.tables import Participant, Register, shipped
from tests.nieuw.help import Program, held
from tests.register.help import export

FILE = "networks/register.yaml"
OWN = "29529652"
"""The veiligheidsregio of Purmerend."""


def changed(**arrangements: object) -> Register:
    """The register with other arrangements, by n and their number; None is gone, a dict has other attributes."""
    known = shipped()
    others, people = dict(known.arrangements), dict(known.participants)
    for key, value in arrangements.items():
        number = key.removeprefix("n")
        if value is None:
            del others[number], people[number]
        elif isinstance(value, dict):
            others[number] = replace(others[number], **value)
        else:
            people[number] = value  # type: ignore[assignment]
    return replace(known, arrangements=others, participants=people)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    return tmp_path / "exportOO.xml"


def test_without_a_file_nothing_changes_in_a_new_dossier(program: Program, purmerend: Path) -> None:
    before = held(purmerend)
    out = program.right("register", "--dossier", purmerend)
    assert "Purmerend in het register · stand 2026-05-16" in out
    assert "Er verandert niets in networks/register.yaml." in out
    assert held(purmerend) == before


def test_what_is_new_ended_renamed_and_who_came_or_left(
    program: Program, purmerend: Path, newer: Path
) -> None:
    known = shipped()
    people = tuple(each for each in known.participants["29786045"] if each.name != "Gemeente Diemen")
    register = changed(
        n29563201=None,
        n29529652={"organ": "Veiligheidsregio Zaanstreek"},
        n29786045=(*people, Participant("gm0377", "Gemeente Bloemendaal", ("raad",))),
        n29577614={"number": "31000000"},
    )
    fresh = replace(
        known.arrangements["29563201"],
        number="31111111",
        title="Regeling Waterkant",
        organ="Waterkant",
        organ_code="so9998",
    )
    arrangements = {
        **register.arrangements,
        "31000000": replace(register.arrangements["29577614"], number="31000000"),
        "31111111": fresh,
    }
    participants = {
        **register.participants,
        "31000000": register.participants["29577614"],
        "31111111": known.participants["29563201"],
    }
    del arrangements["29577614"], participants["29577614"]
    newer.write_bytes(
        export(replace(register, arrangements=arrangements, participants=participants), ["gm0439"])
    )
    (purmerend / "networks" / "regio.yaml").write_text(
        "basis: landelijk\naard: oordeel\nwijzig:\n  gremia:\n    recreatieschap-twiske-waterland-ab: {functies: {erbij: [afstemming]}}\n"
        "  actoren:\n    veiligheidsregio-zaanstreek-waterland: {relaties: {bestuurlijk: sterk}}\n"
        "    omgevingsdienst-ijmond: {relaties: {bestuurlijk: zwak}}\n",
        encoding="utf-8",
    )
    shown = program.right("register", newer, "--dossier", purmerend, "--toon")
    assert "Er is niets geschreven" in shown and "31111111" not in (purmerend / FILE).read_text(
        encoding="utf-8"
    )
    out = program.right("register", newer, "--dossier", purmerend)
    flat = " ".join(out.split())
    assert "Nieuw 2 Gemeente Bloemendaal bloemendaal Waterkant waterkant" in flat
    assert "Opgehouden 1 Recreatieschap Twiske-Waterland" in flat
    assert "noemen recreatieschap-twiske-waterland nog: networks/regio.yaml:5" in flat
    assert "Veiligheidsregio Zaanstreek was Veiligheidsregio Zaanstreek-Waterland" in flat
    assert "Vervoerregio Amsterdam erbij: Bloemendaal; weg: Diemen" in flat
    assert "nummer 31000000, was 29577614" in flat
    text = (purmerend / FILE).read_text(encoding="utf-8")
    assert "- id: veiligheidsregio-zaanstreek-waterland\n" in text, "who refers to it can go on doing so"
    assert "- id: omgevingsdienst-ijmond\n" in text
    assert "- id: recreatieschap-twiske-waterland\n    geldig: {tot: 2026-05-1" in text
    program.right("controleer", "--dossier", purmerend)
    again = program.right("register", newer, "--dossier", purmerend)
    assert "Er verandert niets" in again
    (purmerend / "networks" / "regio.yaml").unlink()
    program.right("register", "--dossier", purmerend)
    assert "- id: waterkant\n" not in (purmerend / FILE).read_text(encoding="utf-8"), (
        "what nobody speaks of goes"
    )


def test_the_advice_follows(program: Program, purmerend: Path, newer: Path) -> None:
    newer.write_bytes(export(changed(n29532056=None), ["gm0439"]))
    name = "positie/gemeenschappelijke-gezondheidsdienst-zaanstreek-waterland-ab"
    assert name in program.right("advies", "--dossier", purmerend)
    program.right("register", newer, "--dossier", purmerend)
    assert name not in program.right("advies", "--dossier", purmerend)


def test_a_file_that_someone_changed_is_only_replaced_with_force(
    program: Program, purmerend: Path, newer: Path
) -> None:
    newer.write_bytes(export(changed(n29563201=None), ["gm0439"]))
    path = purmerend / FILE
    path.write_text(
        path.read_text(encoding="utf-8").replace("niveau: buur", "niveau: regio", 1), encoding="utf-8"
    )
    before = held(purmerend)
    message = program.refused("register", newer, "--dossier", purmerend)
    assert "met de hand veranderd" in message and "in een ander bestand in networks/" in message
    assert held(purmerend) == before
    program.right("register", newer, "--dossier", purmerend, "--toon")
    assert held(purmerend) == before
    program.right("register", newer, "--dossier", purmerend, "--force")
    assert "niveau: buur" in path.read_text(encoding="utf-8")


def test_what_is_no_export_writes_nothing(
    program: Program, purmerend: Path, newer: Path, tmp_path: Path
) -> None:
    before = held(purmerend)
    newer.write_bytes(export(shipped(), ["gm0439"])[:5000])
    assert "houdt hier op" in program.refused("register", newer, "--dossier", purmerend)
    assert "niet te lezen (dat pad bestaat niet)" in program.refused(
        "register", tmp_path / "weg.xml", "--dossier", purmerend
    )
    assert "is een map" in program.refused("register", tmp_path, "--dossier", purmerend)
    newer.write_bytes(export(shipped(), ["gm0439"]).replace(b'gemeente/gm0439"', b'gemeente/gm0438"'))
    message = program.refused("register", newer, "--dossier", purmerend)
    told = sum(not each.ended for each in shipped().municipalities.values())
    assert f"Purmerend (gm0439) staat niet in dit bestand, dat er {told} noemt" in message
    assert "is dit het hele register?" in message and "opgeheven; volgens" not in message
    assert held(purmerend) == before


def test_a_dossier_with_networks_of_its_own_gets_what_it_does_not_have(
    program: Program, repository: Path, tmp_path: Path
) -> None:
    """Dordrecht describes itself and some of its neighbours; these are not described again."""
    out = program.right("register", "--toon", "--dossier", repository / "voorbeelden" / "dordrecht")
    assert "Dordrecht in het register" in out and "Al elders in dit dossier:" in out
    assert "Gemeente Dordrecht" not in out


def test_a_dossier_without_the_basis_is_told_what_it_needs(program: Program, tmp_path: Path) -> None:
    program.right("nieuw", "gemeente", tmp_path / "stad")
    message = program.refused("register", "--dossier", tmp_path / "stad")
    assert "zet `basis: landelijk` in dossier.yaml" in message


def test_the_new_dossier_advises_in_several_bands(program: Program, purmerend: Path) -> None:
    data = json.loads(program.right("advies", "--formaat", "json", "--dossier", purmerend))
    assert {advice["band"] for advice in data["adviezen"]} == {"ook doen", "als er tijd is"}


def test_a_board_of_which_only_the_form_is_known_is_not_said_to_decide(
    program: Program, purmerend: Path
) -> None:
    """Whether it decides on a matter is for who comes there to say; then the advice says so."""
    board = "gemeenschappelijke-gezondheidsdienst-zaanstreek-waterland-ab"

    def told() -> tuple[str, list[str]]:
        data = json.loads(program.right("advies", "--formaat", "json", "--dossier", purmerend))
        line = next(each for each in data["adviezen"] if each["id"] == f"positie/{board}")
        return line["band"], line["argumenten"]

    band, said = told()
    assert band == "als er tijd is"
    assert said and all(
        text.endswith("; of daar ook hierover wordt besloten, is na te gaan.") for text in said
    )
    (purmerend / "networks" / "regio.yaml").write_text(
        f"basis: landelijk\naard: oordeel\nwijzig:\n  gremia:\n    {board}: {{functies: {{erbij: [besluit]}}}}\n",
        encoding="utf-8",
    )
    band, said = told()
    assert band == "doen" and any("besluit daarover mee" in text for text in said)
    assert not any("na te gaan" in text for text in said)


def test_a_body_that_the_register_describes_broadly_decides_on_what_somebody_says(
    program: Program, tmp_path: Path
) -> None:
    """A body for work and benefits does not decide on acute care because its board decides and the register names care."""
    board = "uitvoeringsorganisatie-laborijn-ab"
    folder = tmp_path / "doetinchem"
    program.right("nieuw", "gemeente", folder, "--naam", "Doetinchem")
    (folder / "opgaven" / "zorg.yaml").write_text(
        "opgave: zorg\nnaam: Zorg\naard: aanname\nprioriteiten:\n  - {id: ziekenhuis, naam: Acute zorg, inzet: meedoen, belang: gebied, vraag: [middelen], themas: [gezondheid]}\n",
        encoding="utf-8",
    )

    def told(said: str) -> tuple[str, list[str]] | None:
        (folder / "networks" / "regio.yaml").write_text(
            f"basis: landelijk\naard: oordeel\nwijzig:\n  gremia:\n    {board}: {said}\n", encoding="utf-8"
        )
        data = json.loads(program.right("advies", "--formaat", "json", "--dossier", folder))
        lines = {each["id"]: each for each in data["adviezen"] if "ziekenhuis" in each["prioriteiten"]}
        line = lines.get(f"positie/{board}")
        return line and (line["band"], line["argumenten"])

    without = told("{functies: {erbij: [besluit]}}")
    assert without and without[0] == "als er tijd is"
    assert all("kan het over" in text and text.endswith("is na te gaan.") for text in without[1])
    said = program("advies", "--dossier", folder).err
    assert re.search(rf"ontbreekt een thema: .*{board} ", said)
    assert told("{functies: {erbij: [besluit]}, themas: {erbij: [werk-inkomen]}}") is None
    about = told("{functies: {erbij: [besluit]}, themas: {erbij: [gezondheid]}}")
    assert about and about[0] == "doen" and any("besluit daarover mee" in text for text in about[1])
    assert told("{functies: {erbij: [afstemming]}, themas: {erbij: [gezondheid]}}") is None
    assert (
        f"bij geen vraag van een prioriteit: {board} (afstemming)"
        in program("advies", "--dossier", folder).err
    )


def test_advies_says_which_tables_say_nothing(program: Program, purmerend: Path) -> None:
    done = program("advies", "--dossier", purmerend)
    assert (
        "let op: bij een tafel van ons ontbreekt een functie: gemeenschappelijke-gezondheidsdienst"
        in done.err
    )
    assert "stille-tafel" in program.right("controleer", "--dossier", purmerend)
    (purmerend / "networks" / "regio.yaml").write_text(
        "basis: landelijk\naard: oordeel\nwijzig:\n  gremia:\n    gemeenschappelijke-gezondheidsdienst-zaanstreek-waterland-ab: {functies: {erbij: [besluit]}}\n",
        encoding="utf-8",
    )
    assert "ontbreekt" not in program("advies", "--dossier", purmerend).err
