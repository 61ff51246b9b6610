"""From a municipality to its network file: what the register and the law say, and nothing more."""

from __future__ import annotations

import re

import pytest
import yaml

from strategy.register.network import Around, is_untouched, neighbours, network_of, text_of, themes_of
from strategy.register.tables import municipality, shipped
from strategy.templates.whole_dossier import new_municipality


def written(name: str, around: Around | None = None) -> str:
    return text_of(network_of(municipality(name, shipped()), shipped(), around))


def actors(text: str) -> dict[str, dict[str, object]]:
    return {actor["id"]: actor for actor in yaml.safe_load(text)["actoren"]}


@pytest.mark.parametrize(
    "name", ["Amsterdam", "Purmerend", "Vaals", "Schiermonnikoog", "Voorne aan Zee", "Bergen (L)"]
)
def test_every_arrangement_of_the_register_is_there_with_its_number(name: str) -> None:
    own = municipality(name, shipped())
    numbers = set(re.findall(r'register: ROO, code: "([0-9]+)"', written(name)))
    wanted = {each.number for each in shipped().joined(own.code)}
    before = {each.number for old in shipped().predecessors(own.code) for each in shipped().joined(old.code)}
    assert numbers == wanted | before


def test_a_board_follows_from_the_legal_form_and_the_seat_from_taking_part() -> None:
    boards = {"OL": ("ab", "12"), "BVO": ("bestuur", "14a"), "GO": ("orgaan", "8"), "RZM": ("", "")}
    seen = set()
    for name in ("Amsterdam", "Purmerend", "Tilburg"):
        found = actors(written(name))
        by_number = {actor["identificatie"][0]["code"]: actor for actor in found.values()}  # type: ignore[index]
        for each in shipped().joined(municipality(name, shipped()).code):
            seen.add(each.form)
            actor = by_number[each.number]
            ending, article = boards[each.form]
            if not ending:
                assert "gremia" not in actor
                continue
            (body,) = actor["gremia"]  # type: ignore[misc]
            assert body["id"] == f"{actor['id']}-{ending}" and body["bron"] == f"wgr §{article}"
            assert body["posities"][0]["bezetting"] == [{"houder": "wij"}]
            assert "functies" not in body  # what a board decides on does not follow from its form
            assert all(theme["bron"] == "roo-2026 §regelingen" for theme in body.get("themas", ()))
    assert seen == set(boards)


def test_what_the_register_describes_broadly_is_not_what_a_board_is_about() -> None:
    """Laborijn, for work and benefits, stands in the register under "zorg en gezondheid" too."""
    found = actors(written("Doetinchem"))
    broad = found["uitvoeringsorganisatie-laborijn"]
    fields = {each["waarde"]: each for each in broad["werkvelden"]}  # type: ignore[union-attr]
    assert {"werk-inkomen", "zorg", "gezondheid"} <= fields.keys()
    assert all("ruim beleidsterrein" in each["te_verifieren"] for each in fields.values())
    assert broad["kenmerken"] == [{"waarde": "ruim-omschreven", "aard": "oordeel"}]
    assert "themas" not in broad["gremia"][0]  # type: ignore[index]
    by_law = found["gemeentelijke-gezondheidsdienst-noord-en-oost-gelderland"]
    assert "kenmerken" not in by_law and "te_verifieren" not in by_law["werkvelden"][0]  # type: ignore[index]
    assert "gezondheid" in [each["waarde"] for each in by_law["gremia"][0]["themas"]]  # type: ignore[index]


def test_the_burgemeester_sits_in_the_veiligheidsregio_by_law() -> None:
    (region,) = [
        actor
        for actor in actors(written("Purmerend")).values()
        if str(actor["naam"]).startswith("Veiligheidsregio")
    ]
    (seat,) = region["gremia"][0]["posities"]  # type: ignore[index]
    assert seat["door"] == {"waarde": "burgemeester", "bron": "wvr §11"}
    assert seat["zetel"]["waarde"] == "ambtshalve"


def test_what_a_municipality_that_is_no_more_took_part_in_is_to_be_looked_at() -> None:
    found = actors(written("Voorne aan Zee"))
    metropool = found["metropoolregio-rotterdam-den-haag"]
    assert "Brielle, Hellevoetsluis en Westvoorne" in str(metropool["te_verifieren"])
    assert metropool["gremia"][0]["posities"][0]["bezetting"] == [{"houder": "onbekend"}]  # type: ignore[index]
    assert "Brielle" in str(
        actors(written("Rotterdam"))["metropoolregio-rotterdam-den-haag"]["te_verifieren"]
    )


def test_two_services_for_the_environment_at_once_are_to_be_looked_at() -> None:
    found = actors(written("Amersfoort"))
    services = [
        actor
        for actor in found.values()
        if "regionale-uitvoeringsdienst" in str(actor["id"]) or "omgevingsdienst" in str(actor["id"])
    ]
    assert len(services) == 2
    assert all("nog bestaat" in str(actor["te_verifieren"]) for actor in services)


def test_what_was_not_looked_at_for_a_year_says_so() -> None:
    found = actors(written("Purmerend"))
    for each in shipped().joined("gm0439"):
        actor = next(a for a in found.values() if a["identificatie"][0]["code"] == each.number)  # type: ignore[index]
        assert each.checked
        old = (shipped().state - each.checked).days > 366
        assert (f"voor het laatst na op {each.checked}" in str(actor.get("te_verifieren", ""))) == old


def test_neighbours_share_the_veiligheidsregio_or_two_arrangements() -> None:
    near = neighbours(municipality("Purmerend", shipped()), shipped())
    assert [each.name for each in near] == [
        "Amsterdam", "Edam-Volendam", "Landsmeer", "Oostzaan", "Waterland", "Wormerland", "Zaanstad",
    ]  # fmt: skip
    assert not any(each.ended for each in neighbours(municipality("Rotterdam", shipped()), shipped()))


def test_names_that_are_taken_give_other_ids() -> None:
    found = actors(written("Purmerend", Around(taken=("purmerend", "amsterdam", "vervoerregio-amsterdam"))))
    assert {"gemeente-purmerend", "gemeente-amsterdam", "regeling-vervoerregio-amsterdam"} <= found.keys()


def test_ids_never_clash_within_a_file_or_with_the_basis() -> None:
    for name in ("Utrecht", "Groningen", "Zeewolde", "Den Haag", "Eemnes"):
        _, made = new_municipality(municipality(name, shipped()), shipped())
        assert made.loaded.dossier.header.municipality


def test_what_the_dossier_says_itself_is_left_out() -> None:
    text = written(
        "Purmerend", Around(elsewhere={"so0624": "vrzw", "gm0479": "zaanstad", "gm0439": "wij-zelf"})
    )
    assert not {"veiligheidsregio-zaanstreek-waterland", "zaanstad", "purmerend"} & actors(text).keys()
    assert "# Al elders in dit dossier: vrzw, wij-zelf, zaanstad." in text


def test_themes_come_from_one_table() -> None:
    by_name = {each.name: each for each in shipped().arrangements.values()}
    assert themes_of(by_name["Veiligheidsregio Zaanstreek-Waterland"]) == ("veiligheid",)
    assert themes_of(by_name["Omgevingsdienst IJmond"]) == ("milieu",)
    assert "bereikbaarheid" in themes_of(by_name["Vervoerregio Amsterdam"])
    assert themes_of(by_name["Regionaal Historisch Centrum Alkmaar"]) == ("cultuur",), "by its name alone"
    assert themes_of(by_name["Senzer"]) == ()


def test_the_same_register_gives_the_same_bytes_and_a_hand_in_it_shows() -> None:
    text = written("Purmerend")
    assert text == written("gm0439")
    assert is_untouched(text) and is_untouched(text.replace("\n", "\r\n"))
    assert not is_untouched(text.replace("niveau: buur", "niveau: regio", 1))
    assert not is_untouched("laag: register\n")
