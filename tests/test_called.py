"""Names are taken as people write them, by every command: full, short, without accents, or a few words."""

from __future__ import annotations

import json

import pytest

import cli
from strategy.errors import KrachtenveldError
from strategy.graph.by_name import OPGAVEN, folded, meant

OPGAVE, NETWORK = "Kansenongelijkheid tegengaan", "Vereniging van Nederlandse Gemeenten"


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(list(words))
    return int(stop.value.code or 0)


@pytest.mark.parametrize(
    "command",
    [
        ["advies", "--formaat", "json"],
        ["kalender", "--formaat", "json"],
        ["vergelijk", "basis", "mra-valt-stil", "--formaat", "json"],
        ["briefing", "--formaat", "md"],
        ["exporteer", "--tabel", "zetels", "--formaat", "csv"],
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize(
    ("option", "name", "written"),
    [("--opgave", "kansengelijkheid", OPGAVE.upper()), ("--netwerk", "vng", NETWORK.lower())],
)
def test_a_name_means_what_its_id_means(
    command: list[str], option: str, name: str, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for word in (name, written):
        assert run(*command, option, word) == 0
        lines = capsys.readouterr().out.splitlines()
        said.append(
            [line for line in lines if "Opnieuw te maken met" not in line]
        )  # the command as it was typed
    assert said[0] == said[1] and said[0]


@pytest.mark.parametrize("words", ["coordineer zaandam oost", "COÖRDINEER zaandam oost"])
def test_accents_and_capitals_do_not_matter(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("waarom", words, "--formaat", "json") == 0
    assert json.loads(capsys.readouterr().out)["adviezen"][0]["id"] == "organisatie/zaandam-oost"


CALLED = {"zorg": ("Coöperatie en zorg",), "wonen": ("Wonen",), "woonzorg": ("Wonen met zorg", "WMZ")}


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("zorg", "zorg"),
        ("cooperatie en ZORG", "zorg"),
        ("Cooperatie", "zorg"),
        ("wmz", "woonzorg"),
        (" wonen ", "wonen"),
        ("met-zorg", "woonzorg"),
    ],
)
def test_a_word_means_one_thing(word: str, found: str) -> None:
    assert meant(OPGAVEN, word, CALLED) == found


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("zorg bestuur", 'er is geen opgave "zorg bestuur"', "kies uit: zorg, wonen, woonzorg"),
        ("woonen", 'er is geen opgave "woonen"', 'bedoeld: "wonen"?'),
        ("Wonen met zorrg", 'er is geen opgave "Wonen met zorrg"', 'bedoeld: "woonzorg"?'),
        ("", 'er is geen opgave ""', "kies uit: zorg, wonen, woonzorg"),
        (
            "won",
            '"won" past op 2 opgaven',
            "bedoeld is er één van:\n      wonen   Wonen\n      woonzorg   Wonen met zorg",
        ),
    ],
)
def test_a_word_that_means_nothing_or_much_is_refused(word: str, message: str, hint: str) -> None:
    with pytest.raises(KrachtenveldError) as caught:
        meant(OPGAVEN, word, CALLED)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_folding_keeps_what_is_no_accent() -> None:
    assert folded("Coöperatie VNG-zjo/lid") == "cooperatie vng-zjo/lid"
