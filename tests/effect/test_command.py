"""`krachtenveld effect` as its users meet it: three prepared edits, other references, and what can go wrong."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import jsonschema
import pytest

import cli
from tests.effect.conftest import copy_of, edit
from tests.fouten.corpus import BASE
from visualizations.reports.effect import EFFECT

Capture = pytest.CaptureFixture[str]
GOLDEN = Path(__file__).parent / "verwacht"
EDITS = {
    "punten-van-een-regel": (
        "rules/3-posities.yaml",
        "    punten: 4",
        "    punten: 3",
        "regel: zetel-claimen",
    ),
    "inzet-van-een-prioriteit": (
        "opgaven/gezondheid.yaml",
        "inzet: {waarde: trekken,",
        "inzet: {waarde: meedoen,",
        "id: preventie-infrastructuur",
    ),
    "zetel-weg": (
        "landelijk/networks/vng.yaml",
        "          - {rol: lid, te_verdelen: ja}\n",
        "",
        "id: vng-zjo",
    ),
}


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["effect", *arguments])
    return int(stop.value.code or 0)


@pytest.fixture
def twee(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two copies of the Zaanstad dossier in the working folder: `eerst`, and `werk` to edit."""
    copy_of(repository, tmp_path / "eerst")
    copy_of(repository, tmp_path / "werk")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "werk"


BOTH = ("--dossier", "werk", "--tegen", "eerst")


@pytest.mark.parametrize("name", EDITS)
def test_prepared_edits(twee: Path, capsys: Capture, name: str) -> None:
    edit(twee, *EDITS[name])
    assert run(*BOTH) == 0
    _as_expected(f"{name}.txt", capsys.readouterr().out)
    run(*BOTH, "--formaat", "json")
    data = json.loads(capsys.readouterr().out)
    data["verschillen"] = [each for each in data["verschillen"] if each["soort"] != "rang"]
    _as_expected(f"{name}.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def test_all_of_them_at_once(twee: Path, capsys: Capture) -> None:
    for prepared in EDITS.values():
        edit(twee, *prepared)
    run(*BOTH)
    _as_expected("alles.txt", capsys.readouterr().out)
    run(*BOTH, "--formaat", "json")
    differences = json.loads(capsys.readouterr().out)["verschillen"]
    run(*BOTH, "--top", "0")
    everything = capsys.readouterr().out
    assert len(differences) > 20 and "--top 0" not in everything
    assert [each["id"] for each in differences if each["id"] not in everything] == []


def _as_expected(name: str, actual: str) -> None:
    if os.environ.get("KRACHTENVELD_VERNIEUW"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(actual, encoding="utf-8", newline="\n")
    assert actual == (GOLDEN / name).read_text(encoding="utf-8")


def test_json_follows_its_schema_and_adds_up(twee: Path, capsys: Capture) -> None:
    for prepared in EDITS.values():
        edit(twee, *prepared)
    run(*BOTH, "--formaat", "json")
    data = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(EFFECT.schema)
    jsonschema.validate(data, EFFECT.schema)
    counts = data["tellingen"]
    assert sum(counts.values()) - counts["gelijk"] == len(data["verschillen"])
    numbers = {change["nummer"] for change in data["wijzigingen"]}
    assert numbers == {1, 2, 3}
    for difference in data["verschillen"]:
        assert all(set(cause["wijzigingen"]) <= numbers for cause in difference["oorzaken"])


def test_both_engines_give_the_same_bytes(twee: Path, capsys: Capture) -> None:
    edit(twee, *EDITS["inzet-van-een-prioriteit"])
    outputs = set()
    for engine in ("python", "auto"):
        run(*BOTH, "--engine", engine)
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1


def test_the_exit_code_tells_only_when_asked(twee: Path, capsys: Capture) -> None:
    assert run(*BOTH, "--uitgang") == 0
    assert "Geen wijzigingen" in capsys.readouterr().out
    edit(twee, *EDITS["zetel-weg"])
    assert run(*BOTH) == 0
    assert run(*BOTH, "--uitgang") == 1


def test_a_change_of_words_leaves_the_advice_as_it_is(twee: Path, capsys: Capture) -> None:
    edit(twee, "landelijk/networks/vng.yaml", "VNG-commissie Financiën", "VNG-commissie Geld")
    run(*BOTH)
    out = capsys.readouterr().out
    assert 'gremium "VNG-commissie Geld": naam VNG-commissie Financiën → VNG-commissie Geld' in out
    assert "veranderen niets aan de adviezen" in out


def test_what_is_internal_stays_out_of_what_is_public(twee: Path, capsys: Capture) -> None:
    secret = "inzet: {waarde: meedoen, openbaarheid: intern,"
    edit(twee, "opgaven/gezondheid.yaml", "inzet: {waarde: trekken,", secret, "id: preventie-infrastructuur")
    edit(
        twee,
        "opgaven/gezondheid.yaml",
        "    gewicht: {waarde: 0.9,",
        "    openbaarheid: intern\n    gewicht: {waarde: 1.3,",
    )
    for form in ("tabel", "json"):
        run(*BOTH, "--openbaar", "--formaat", form)
        out = capsys.readouterr().out
        assert "een wijziging die niet openbaar is" in out
        assert "trekken → meedoen" not in out and "0,9 → 1,3" not in out and '"nieuw": 1.3' not in out
        assert "gezondheid.yaml:5" not in out and '"intern"' not in out
    run(*BOTH)
    assert "trekken → meedoen" in capsys.readouterr().out


SCENARIO = """scenario: {name}
naam: {title}
waarom: Om te zien of het uitmaakt.
wijzig:
{changes}
"""


def scenario(folder: Path, name: str, title: str, changes: str) -> None:
    (folder / "scenarios").mkdir(exist_ok=True)
    text = SCENARIO.format(name=name, title=title, changes=changes)
    (folder / "scenarios" / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_the_same_edit_under_every_scenario(twee: Path, capsys: Capture) -> None:
    for folder in (twee, twee.parent / "eerst"):
        scenario(
            folder,
            "zjo-dicht",
            "De commissie verdeelt niets",
            "  posities: {vng-zjo/lid: {te_verdelen: nee}}",
        )
        scenario(folder, "rijk", "Rijk voorop", "  opgaven: {gezondheid: {gewicht: 2}}")
    scenario(twee, "vers", "Net bedacht", "  opgaven: {gezondheid: {gewicht: 3}}")
    edit(twee, *EDITS["zetel-weg"])
    run(*BOTH)
    out = capsys.readouterr().out
    assert "Gevolg in 1 van 1 scenario" in out or "Gevolg in 1 van 2 scenario" in out
    assert "Rijk voorop" in out and "~ 1 gewijzigd" in out
    assert "Net bedacht" in out and "nieuw scenario" in out
    run(*BOTH, "--snel")
    assert "Gevolg in" not in capsys.readouterr().out


def test_a_scenario_against_the_dossier_itself(twee: Path, capsys: Capture) -> None:
    scenario(
        twee,
        "voorop",
        "Preventie voorop",
        "  opgaven: {gezondheid: {gewicht: 2}}\n"
        "  prioriteiten: {preventie-infrastructuur: {inzet: meedoen}}\n"
        "  actoren: {mra: {actief: uit}}\n"
        "  posities: {vng-zjo/lid: {te_verdelen: nee}}\n"
        "  regels: {portefeuille-claimen: {punten: 3}, monitoren: {actief: uit}}",
    )
    assert run("--dossier", "werk", "--scenario", "voorop") == 0
    out = capsys.readouterr().out
    assert "basis → scenario voorop" in out
    assert 'prioriteit "Landelijk fonds voor preventie": inzet trekken → meedoen' in out
    assert 'actor "Metropoolregio Amsterdam" staat uit' in out and "regel monitoren staat uit" in out
    assert out.count("  scenarios/voorop.yaml:") == 6
    assert run("--dossier", "werk", "--scenario", "voorop", "--formaat", "json", "--uitgang") == 1
    jsonschema.validate(json.loads(capsys.readouterr().out), EFFECT.schema)


HELD = "  posities: {vng-ekem/lid: {houder: ander}}"


def test_one_advice_with_its_causes(twee: Path, capsys: Capture) -> None:
    scenario(twee, "stil", "De MRA valt stil", "  actoren: {mra: {actief: uit}}")
    stil = ("--dossier", "werk", "--scenario", "stil", "--advies")
    assert run(*stil, "trekker mra sociaal") == 0
    out = capsys.readouterr().out
    assert "−  Vervul een voortrekkersrol in het MRA PHO Sociaal" in out
    assert 'actor "Metropoolregio Amsterdam" staat uit' in out
    assert "schuiven mee" not in out and out.count("positie/") == 1
    assert run(*stil, "positie/mra-sociaal/trekker", "--formaat", "json", "--uitgang") == 1
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, EFFECT.schema)
    assert data["adviezen"] == [each["id"] for each in data["verschillen"]] == ["positie/mra-sociaal"]
    assert run(*stil, "positie/mra-sociaal/trekkr") == 2
    assert 'bedoeld: "positie/mra-sociaal/trekker"?' in capsys.readouterr().err


def test_a_seat_given_away_but_still_vacant(twee: Path, capsys: Capture) -> None:
    scenario(twee, "bezet", "De commissie bezet", HELD)
    hint = (
        "positie vng-ekem/lid: deze zetel is nog te verdelen; is zij vergeven, zet dan ook te_verdelen: nee"
    )
    bezet = ("--dossier", "werk", "--scenario", "bezet")
    assert run(*bezet, "--advies", "positie/vng-ekem/lid", "--uitgang") == 0
    out = capsys.readouterr().out
    assert "verandert niets" in out and hint in out
    run(*bezet)
    assert f"veranderen niets aan de adviezen.\n{hint}" in capsys.readouterr().out
    run(*bezet, "--openbaar")
    assert hint not in capsys.readouterr().out


def test_a_long_path_leaves_room_for_the_name(twee: Path, capsys: Capture) -> None:
    name = "een-scenario-met-een-naam-die-meer-dan-de-helft-van-een-regel-vraagt"
    scenario(
        twee, name, "Lang", "  posities: {vng-ekem/portefeuille/energie-infrastructuur: {te_verdelen: nee}}"
    )
    run("--dossier", "werk", "--scenario", name)
    lines = capsys.readouterr().out.splitlines()
    assert " 1  positie vng-ekem/portefeuille/energie-infrastructuur: te_verdelen ja → nee" in lines
    assert f"    …/{name}.yaml:5" in lines


def test_a_scenario_behind_tegen_is_recognised(twee: Path, capsys: Capture) -> None:
    scenario(twee, "bezet", "De commissie bezet", HELD)
    assert run("--dossier", "werk", "--tegen", "bezet") == 2
    assert "dat is een scenario; bedoelde u --scenario bezet?" in capsys.readouterr().err


def test_tests_that_come_out_otherwise_are_shown(twee: Path, capsys: Capture) -> None:
    (twee / "toetsen").mkdir()
    (twee / "toetsen" / "zetels.yaml").write_text(
        "toetsen:\n"
        "  - toets: We zitten in de commissie\n"
        "    verwacht: {wel: [positie/vng-zjo/lid]}\n"
        "  - toets: En trekken de themagroep\n"
        "    verwacht: {wel: [positie/g40-zjo/trekker]}\n",
        encoding="utf-8",
    )
    edit(twee, *EDITS["zetel-weg"])
    run(*BOTH)
    out = capsys.readouterr().out
    assert "We zitten in de commissie (was goed)" in out and "toetsen/zetels.yaml:2" in out
    assert "En trekken de themagroep" not in out and "geen toets dekt" not in out


def test_what_is_new_and_untested_is_named(tmp_path: Path, capsys: Capture) -> None:
    """A test that is about another seat does not make up for it."""
    before, after = (Path(shutil.copytree(BASE, tmp_path / name)) for name in ("eerst", "nu"))
    seat = "          - {rol: portefeuille, thema: woningbouw, te_verdelen: ja}\n"
    table = "{id: tafel, naam: Tafel, soort: commissie, themas: [wonen], functies: [lobby], posities: [{rol: lid, te_verdelen: ja}]}"
    edit(after, "networks/land.yaml", seat, f"{seat}      - {table}\n")
    (after / "toetsen").mkdir()
    named = "toetsen:\n  - toets: De commissie\n    verwacht: {wel: [positie/bond-wonen/lid]}\n"
    (after / "toetsen" / "zetels.yaml").write_text(named, encoding="utf-8")
    both = ("--dossier", str(after), "--tegen", str(before))
    run(*both)
    assert "nieuw bij doen, en geen toets gaat erover: Word lid van" in capsys.readouterr().out
    (after / "toetsen" / "zetels.yaml").write_text(named.replace("bond-wonen", "tafel"), encoding="utf-8")
    run(*both)
    assert "geen toets gaat erover" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--tegen", "nergens"), 'er is geen map en geen git-versie "nergens"'),
        (("--tegen", "leeg"), "in de map leeg staat geen dossier.yaml"),
        (("--tegen", "kapot"), "in kapot zitten fouten"),
        (("--scenario", "rijk"), 'er is geen scenario "rijk"'),
        (("--scenario", "rijk", "--tegen", "eerst"), "--scenario gaat niet samen met --tegen"),
        (("--volg", "--uitgang"), "--volg toont tekst"),
        (("--volg", "--advies", "zjo"), "--advies gaat niet samen met --volg"),
        (("--volg", "--formaat", "json"), "--volg toont tekst"),
        (("--formaat", "csv"), "effect kent geen --formaat csv"),
        ((), "staat niet in git"),
    ],
)
def test_what_cannot_be_compared_is_said(
    twee: Path, capsys: Capture, arguments: tuple[str, ...], message: str
) -> None:
    (twee.parent / "leeg").mkdir()
    shutil.copytree(twee, twee.parent / "kapot")
    edit(twee.parent / "kapot", "rules/3-posities.yaml", "punten: 4", "punten: vier")
    assert run("--dossier", "werk", *arguments) == 2
    captured = capsys.readouterr()
    assert message in captured.err and captured.out == "" and "Traceback" not in captured.err


def test_a_broken_dossier_is_told_as_controleer_does(twee: Path, capsys: Capture) -> None:
    edit(twee, "rules/3-posities.yaml", "punten: 4", "punten: vier")
    assert run(*BOTH) == 2
    err = capsys.readouterr().err
    assert "rules/3-posities.yaml:" in err and "1 bevinding in 1 bestand" in err
