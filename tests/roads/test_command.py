"""`krachtenveld routes` as its users meet it: every view and form, questions without an answer, bad input."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import cli
from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.model import Advice
from strategy.advice.names import argument_texts
from strategy.dossier.files import read_texts
from strategy.workspace import read_workspace, workspace_of
from tests.effect.conftest import copy_of, edit
from tests.elsewhere import Elsewhere
from tests.fouten.corpus import BASE
from visualizations.reports.routes import CONTRACT

Capture = pytest.CaptureFixture[str]
ENGINE = ("--engine", "python")
VIEWS = {
    "overzicht": (),
    "wegen": ("--voor", "achtersluispolder", "--naar", "bzk"),
    "schakels": ("--schakels",),
    "bondgenoten": ("--bondgenoten",),
}


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["routes", *ENGINE, *arguments])
    return int(stop.value.code or 0)


def given(outcome: Outcome, name: str) -> Advice:
    advice = outcome.advice(name)
    assert advice is not None
    return advice


def rank(outcome: Outcome, name: str) -> str:
    """How the command says where an advice stands: rang 8 · doen."""
    advice = given(outcome, name)
    return f"rang {advice.rank} · {advice.band}"


@pytest.fixture(autouse=True)
def _here(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)


@pytest.fixture
def read(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dossier as the other tests read it already."""
    monkeypatch.setattr("commands.routes.outcome_of", lambda *_: outcome)


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_every_form(view: str, capsys: Capture, tmp_path: Path) -> None:
    assert run(*VIEWS[view], "--formaat", "json") == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(CONTRACT.schema).validate(data)
    assert data["weergave"] == view and data["conclusies"]
    assert run(*VIEWS[view]) == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 110
    assert "mensen beslissen" in text
    assert run(*VIEWS[view], "--uit", str(tmp_path / "wegen.xlsx")) == 0
    assert run(*VIEWS[view], "--uit", str(tmp_path / "wegen.md")) == 0
    assert "## Voorbehoud" in (tmp_path / "wegen.md").read_text(encoding="utf-8")
    assert run(*VIEWS[view], "--formaat", "csv") == 0


@pytest.mark.usefixtures("read")
def test_roads_say_first_what_matters(outcome: Outcome, capsys: Capture) -> None:
    run("--voor", "achtersluispolder", "--naar", "BZK")
    text = " ".join(capsys.readouterr().out.split())
    direct, tie = rank(outcome, "route/rechtstreeks/bzk"), rank(outcome, "relatie/bzk/bestuurlijk")
    assert (
        f"BZK: ga rechtstreeks ({direct}; kracht 0,40). Versterk de zwakke bestuurlijke relatie met BZK "
        f"({tie.partition(' · ')[0]})." in text
    )
    assert (
        "De sterkste weg loopt via VNG (0,64; rust op 2 aannames), maar is hiervoor niet geadviseerd." in text
    )
    assert "relatie met BZK: zwak → sterk; de beste weg gaat van 0,64 naar 0,80" in text
    assert "De schaal is een aanname van dit dossier" in text


@pytest.mark.usefixtures("read")
def test_why_the_strongest_road_is_not_the_one_to_take(outcome: Outcome, capsys: Capture) -> None:
    run("--voor", "hov-zaanij", "--naar", "ienw")
    text = " ".join(capsys.readouterr().out.split())
    strongest, direct = (rank(outcome, f"route/{via}/ienw") for via in ("mra", "rechtstreeks"))
    (against,) = argument_texts(
        outcome.trace,
        outcome.names,
        [entry for entry in given(outcome, "route/mra/ienw").counters if entry.priority == "hov-zaanij"],
    )
    assert f"IenW: ga rechtstreeks ({direct}; kracht 0,40)." in text
    assert (
        "De sterkste weg loopt via MRA (0,64; rust op 1 aanname, 1 oordeel), maar komt pas op "
        f"{strongest.partition(' · ')[0]}: {against}" in text
    )


@pytest.mark.usefixtures("read")
def test_a_parliament_is_named_as_what_it_is(capsys: Capture) -> None:
    assert run("--voor", "achtersluispolder") == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Transformatie Achtersluispolder → Tweede Kamer (stuurt wie beslist): ga rechtstreeks" in text
    assert run("--voor", "elektriciteitsnet", "--naar", "tweede-kamer") == 0
    assert "Tweede Kamer stuurt niet mee over" in capsys.readouterr().out
    assert run() == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "wie de beslisser stuurt (Tweede Kamer)" in text and "Tweede Kamer: stuurt wie beslist." in text
    assert run("--formaat", "json") == 0
    found = json.loads(capsys.readouterr().out)["overzicht"]
    said = {cell["beslisser"]: cell["zeggenschap"] for cell in found}
    assert said.pop("tweede-kamer") == "stuurt" and said.pop(None) is None
    assert set(said.values()) == {"beslist"}


def test_two_parliaments_are_named_together(repository: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of(repository, tmp_path / "dossier")
    said = "    afkorting: Eerste Kamer\n"
    more = f"{said}    invloed: [{{op: bzk, sterkte: klein, aard: aanname}}]\n"
    edit(folder, "landelijk/networks/rijk.yaml", said, more)
    assert run("--dossier", str(folder)) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "wie de beslisser stuurt (Eerste Kamer en Tweede Kamer)" in text
    assert "Tweede Kamer en Eerste Kamer: sturen wie beslist." in text


@pytest.mark.usefixtures("read")
def test_the_best_advised_road_stands_beside_the_strongest(outcome: Outcome, capsys: Capture) -> None:
    """A few words are enough to find what is meant."""
    assert run("--voor", "tijdelijke huisvesting", "--naar", "minister van BZK", "--formaat", "json") == 0
    roads = json.loads(capsys.readouterr().out)["wegen"]
    assert [(road["nr"], road["advies"], road["hiervoor"]) for road in roads] == [
        (1, "route/vng/bzk/meelopen", "nee"),
        (2, "route/g40/bzk/meelopen", "nee"),
        (3, "route/mra/bzk", "ja"),
        (4, "route/rechtstreeks/bzk", "ja"),
    ]
    ranks = [given(outcome, road["advies"]).rank for road in roads]
    assert [road["rang"] for road in roads] == ranks and min(ranks) == ranks[-1]
    assert [round(road["van_de_beste"]) for road in roads] == [100, 88, 88, 62]
    assert [road["dun"] for road in roads] == ["nee", "nee", "nee", "ja"]


@pytest.mark.usefixtures("read")
def test_sterk_and_zwak_are_said_of_ties_alone(outcome: Outcome, capsys: Capture) -> None:
    run("--voor", "hov-zaanij", "--naar", "ienw")
    beside = capsys.readouterr().out
    run("--naar", "bzk")
    below = " ".join(capsys.readouterr().out.split())
    assert "0,40 · 63% van de beste" in beside and "sterk, " not in beside
    place = rank(outcome, "route/rechtstreeks/bzk").partition(" · ")[0]
    assert f"dun, {place})" in below and "zwak, rang" not in below
    run()
    assert "! dun: niet meer dan een zwakke relatie" in capsys.readouterr().out


@pytest.mark.usefixtures("read")
def test_one_decider_without_a_priority_gives_a_list(capsys: Capture) -> None:
    assert run("--naar", "ienw") == 0
    assert capsys.readouterr().out.count("wij → MRA → IenW") == 3


@pytest.mark.usefixtures("read")
def test_several_priorities_may_be_asked_at_once(capsys: Capture) -> None:
    run("--voor", "hov-zaanij", "--voor", "Transformatie Achtersluispolder", "--formaat", "json")
    roads = json.loads(capsys.readouterr().out)["wegen"]
    assert {road["prioriteit"] for road in roads} == {"hov-zaanij", "achtersluispolder"}


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--voor", "houtbouw", "--naar", "amsterdam"), "beslist niet over Zaanstad als houtbouwstad; dat doen"),
        (("--voor", "beroepsgroepen"), "hier hoeft niemand te beslissen"),
        (("--naar", "vng"), "VNG beslist over geen van onze prioriteiten"),
        (("--naar", "zaanstad"), "Wij beslissen over geen van onze prioriteiten"),
    ],
)  # fmt: skip
def test_a_question_without_an_answer_gets_a_sentence(
    arguments: tuple[str, ...], said: str, capsys: Capture
) -> None:
    assert run(*arguments) == 0
    assert said in " ".join(capsys.readouterr().out.split())


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--voor", "houtbow"), 'bedoeld: "houtbouw"?'),
        (("--naar", "bzkk"), 'bedoeld: "bzk"?'),
        (("--naar", "bkz"), 'bedoeld: "bz"?'),
        (("--naar", "nergens"), "wie beslist: bzk, "),
        (("--voor", ""), "er is geen prioriteit"),
        (("--voor", "als zaanstad"), "living-lab   Zaanstad als living lab"),
        (("--naar", "vro-ministerie"), "geldt van 2024-07-02 tot en met 2026-02-22"),
        (("--schakels", "--voor", "houtbouw"), "--schakels gaat niet samen met --voor"),
        (("--bondgenoten", "--naar", "bzk"), "--bondgenoten gaat niet samen met --naar"),
        (("--tegen", "basis"), "vergelijkt met hetzelfde"),
        (("--tegen", ""), "--tegen klopt niet: er staat niets achter"),
        (("--tegen", "mra-valt-sti"), "mra-valt-stil"),
        (("--aantal", "0"), "aantal"),
    ],
)
def test_bad_input_is_said_in_one_message(arguments: tuple[str, ...], said: str, capsys: Capture) -> None:
    assert run(*arguments) == 2
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ((), "Van geen enkele prioriteit is bekend wie erover beslist."),
        (("--schakels",), "Er zijn geen schakels"),
        (("--bondgenoten",), "Zonder bondgenoot"),
    ],
)
def test_a_dossier_with_nobody_but_ourselves(
    view: tuple[str, ...], said: str, tmp_path: Path, capsys: Capture
) -> None:
    shutil.copytree(BASE, tmp_path / "alleen")
    network = tmp_path / "alleen/networks/land.yaml"
    network.write_text(network.read_text("utf-8").partition("  - id: stedenbond\n")[0], "utf-8")
    assert run("--dossier", str(tmp_path / "alleen"), *view) == 0
    assert said in capsys.readouterr().out


@pytest.mark.usefixtures("read")
def test_the_roads_to_one_decider_can_be_drawn(tmp_path: Path, capsys: Capture) -> None:
    pictures = [tmp_path / "een.svg", tmp_path / "twee.svg"]
    for picture in pictures:
        assert run("--voor", "hov-zaanij", "--naar", "ienw", "--uit", str(picture)) == 0
    text = pictures[0].read_text(encoding="utf-8")
    assert pictures[1].read_text(encoding="utf-8") == text
    assert all(
        word in text
        for word in ("Aanleg HOV ZaanIJ → IenW: ga rechtstreeks", "MRA moet het overbrengen", "0,64")
    )
    ends = re.findall(r">(rechtstreeks|via [^<]+)</text>", text)
    assert ends[0] == "rechtstreeks" and len(ends) > 1, (
        "the advised road stands first, though another is stronger"
    )
    capsys.readouterr()
    for unclear in (
        ("--voor", "hov-zaanij"),
        ("--naar", "ienw"),
        ("--schakels",),
        ("--voor", "beroepsgroepen"),
    ):
        assert run(*unclear, "--formaat", "svg") == 2
        assert "één prioriteit en één beslisser" in capsys.readouterr().err


def test_an_actor_of_another_day_is_told_with_who_took_over(capsys: Capture) -> None:
    assert run("--naar", "vro", "--scenario", "actualisering-2026") == 2
    error = capsys.readouterr().err
    assert '"vro" is er niet op 2026-03-01' in error and "geldt tot en met 2024-07-01" in error
    assert "\n      bzk   " in error and "\n      minister-vro-2026   " in error


def test_nothing_filled_in_is_not_the_same_as_no_road(
    repository: Path, tmp_path: Path, capsys: Capture
) -> None:
    folder = copy_of(repository, tmp_path / "dossier")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "kennismaking.yaml").write_text(
        "scenario: kennismaking\nwijzig: {actoren: {minister-vro-2026: {relaties: {bestuurlijk: zwak}}}}\n"
    )
    assert run("--dossier", str(folder), "--naar", "minister-vro-2026", "--peildatum", "2026-03-01") == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Nog geen relatie of invloed ingevuld voor Minister VRO op 2026-03-01" in text
    assert "het scenario kennismaking doet dat wel" in text
    facts = prepare(read_workspace(folder).loaded, date(2026, 3, 1)).facts.of_type("beslist")
    count = sum(fact.values[1] == "minister-vro-2026" for fact in facts)
    assert f"Minister VRO beslist over {count} prioriteiten; er loopt nog geen weg heen" in text
    assert text.count("niets ingevuld") == count > 1


def test_a_scenario_says_which_roads_it_costs(capsys: Capture) -> None:
    assert run("--scenario", "mra-valt-stil", "--formaat", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert all("MRA" in change["was_langs"] for change in data["verschillen"])
    assert {change["verschil"] for change in data["verschillen"]} <= {"zwakker", "weg verloren"}
    assert data["verschillen"] and data["conclusies"][0].startswith("mra-valt-stil tegenover basis:")
    assert run("--tegen", "mra-valt-stil", "--formaat", "json") == 0
    back = json.loads(capsys.readouterr().out)["verschillen"]
    assert {(change["prioriteit"], change["beslisser"], change["is"]) for change in back} == {
        (change["prioriteit"], change["beslisser"], change["was"]) for change in data["verschillen"]
    }


def test_the_public_version_names_nothing_internal(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    texts = read_texts(repository).sound()
    open_line = "    afkorting: NZKG\n"
    assert texts["networks/nzkg.yaml"].count(open_line) == 1
    hidden = texts["networks/nzkg.yaml"].replace(open_line, f"{open_line}    openbaarheid: intern\n")
    loaded = workspace_of({**texts, "networks/nzkg.yaml": hidden}).loaded
    public = advise(prepare(loaded, public_only=True), "python")
    monkeypatch.setattr("commands.routes.outcome_of", lambda *_: public)
    shown = []
    for view in VIEWS.values():
        for form in ("json", "tabel"):
            assert run("--openbaar", "--formaat", form, *view) == 0
            shown.append(capsys.readouterr().out)
    assert run("--openbaar", "--naar", "nzkg") == 2
    shown.append(capsys.readouterr().err.replace('"nzkg"', ""))
    assert not any("nzkg" in text.lower() for text in shown)


def test_an_interest_of_a_few_is_not_called_ours_alone(capsys: Capture) -> None:
    assert run("--bondgenoten", "--voor", "jeugdwerkloosheid") == 0
    out = capsys.readouterr().out
    assert "belang dat wij delen met MRA" in out and "deelt dit belang" in out
    assert "alleen ons belang" not in out and "Zonder bondgenoot" not in out


@pytest.mark.parametrize("view", ["", "--schakels", "--bondgenoten", "--voor living-lab"])
def test_the_same_in_another_process(elsewhere: Elsewhere, capsys: Capture, view: str) -> None:
    words = ("--engine", "python", "--formaat", "json", *view.split())
    assert run(*words) == 0
    here = capsys.readouterr().out
    assert elsewhere.run("routes", *words) == here and len(here) > 1_000
