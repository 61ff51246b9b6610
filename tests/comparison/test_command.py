"""`krachtenveld vergelijk` as its users meet it: every form, the same bytes, and what can go wrong.

Set KRACHTENVELD_VERNIEUW=1 to write the present output into verwacht/; read the difference before committing.
"""

from __future__ import annotations

import html
import io
import json
import os
import re
import shlex
import shutil
from pathlib import Path

import jsonschema
import openpyxl
import pytest

import cli
from strategy.comparison.compare_scenarios import ScenarioComparison
from tests.comparison.conftest import LARGE, SMALL, with_scenarios
from tests.elsewhere import Elsewhere
from tests.fouten.corpus import BASE
from visualizations.reports.vergelijk import COMPARISON, label_lines
from visualizations.reports.vergelijk_story import ComparedChoice, shown_seats

Capture = pytest.CaptureFixture[str]
GOLDEN = Path(__file__).parent / "verwacht"
FORMS = ("txt", "json", "csv", "md", "xlsx", "svg", "png")
GOLDENS = {
    "alle.txt": ["--top-n", "1"],
    "twee.txt": ["zonder-bond"],
    "tijd.txt": ["meer-tijd"],
    "alle.csv": ["--formaat", "csv"],
    "twee.md": ["basis", "zonder-bond", "--formaat", "md"],
    "alle.json": ["--formaat", "json"],
}


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["vergelijk", "--engine", "python", *arguments])
    return int(stop.value.code or 0)


@pytest.mark.parametrize("name", GOLDENS)
def test_output(klein: Path, capsys: Capture, name: str) -> None:
    assert run("--dossier", str(klein), *GOLDENS[name]) == 0
    shown = capsys.readouterr().out
    if os.environ.get("KRACHTENVELD_VERNIEUW"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(shown, encoding="utf-8")
    assert shown == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("names", [[], ["gezond+zonder-mra", "basis"]], ids=str)
def test_json_is_as_its_schema_says(groot: Path, capsys: Capture, names: list[str]) -> None:
    assert run("--dossier", str(groot), *names, "--formaat", "json") == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(COMPARISON.schema).validate(data)
    expected = names if len(names) > 1 else ["basis", *(names or sorted(LARGE))]
    assert [scenario["id"] for scenario in data["scenarios"]] == expected
    assert (data["verschil"] is None) == (len(expected) != 2)
    for seat in data["adviezen"]:
        assert len(seat["standen"]) == len(expected)


@pytest.mark.parametrize("names", [[], ["zonder-bond"]], ids=str)
def test_a_workbook_explains_every_column(klein: Path, tmp_path: Path, names: list[str]) -> None:
    target = tmp_path / "vergelijking.xlsx"
    assert run("--dossier", str(klein), *names, "--uit", str(target)) == 0
    book = openpyxl.load_workbook(target)
    legend = {(row[0].value, row[1].value): row[2].value for row in book["Legenda"].iter_rows(min_row=2)}
    for page in book.worksheets:
        titles = [cell.value for cell in page[1]]
        assert len(titles) == len(set(titles))
        if page.title == "Legenda":
            continue
        told = [title for sheet, title in legend if sheet == page.title]
        for first, last in (title.split(" … ") for title in told if " … " in title):
            titles = [each for each in titles if not _between(titles, first, each, last)] + [
                f"{first} … {last}"
            ]
        assert sorted(titles) == sorted(told) and all(legend[page.title, title] for title in told)
    assert ("Verschillen" in book.sheetnames) == bool(names)


def _between(titles: list[str], first: str, title: str, last: str) -> bool:
    """Whether a column is one of a family of which the legend says the first and the last: one per scenario."""
    kind = first.partition(": ")[2]
    family = [each for each in titles if each.partition(": ")[2] == kind]
    return title in family[family.index(first) : family.index(last) + 1]


def test_an_empty_sheet_is_left_away(klein: Path, tmp_path: Path) -> None:
    for name, there in (("zonder-bond", True), ("lid-af", False)):
        target = tmp_path / f"{name}.xlsx"
        assert run("--dossier", str(klein), name, "--uit", str(target)) == 0
        book = openpyxl.load_workbook(target)
        assert ("Uitval" in book.sheetnames) == there
        assert ("Uitval" in {cell.value for cell in book["Legenda"]["A"]}) == there
        assert all(page.max_row > 1 for page in book.worksheets)


def test_the_way_to_the_cause_works(groot: Path, capsys: Capture) -> None:
    """The commands at the end, as they stand there."""
    assert run("--dossier", str(groot)) == 0
    shown = capsys.readouterr().out
    commands = [
        shlex.split(found) for found in re.findall("`krachtenveld (effect .+|vergelijk basis .+)`", shown)
    ]
    assert [command[0] for command in commands] == ["effect", "vergelijk"]
    for command in commands:
        with pytest.raises(SystemExit) as stop:
            cli.main([*command, "--engine", "python", "--dossier", str(groot), "--uitgang"])
        assert stop.value.code == 1
        assert "door 1" in capsys.readouterr().out


def test_rules_that_differ_are_not_named_as_one(klein: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "regels.yaml"
    path.write_text(
        "scenario: r\nnaam: R\nwijzig:\n  regels: {lid-worden: {actief: uit}}\n", encoding="utf-8"
    )
    assert run("--dossier", str(klein), str(path), "--formaat", "md") == 0
    assert "· regelset per scenario" in capsys.readouterr().out


def test_the_same_bytes_in_every_form(
    klein: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: Elsewhere
) -> None:
    """Another process with another hash seed, and files that were written, and so are listed, in another order."""
    turned = tmp_path / "andersom"
    shutil.copytree(klein, turned, ignore=lambda *_: ["scenarios"])
    (turned / "scenarios").mkdir()
    for path in sorted((klein / "scenarios").iterdir(), reverse=True):
        shutil.copy(path, turned / "scenarios" / path.name)
    here, there = tmp_path / "hier", tmp_path / "daar"
    for folder in (here, there):
        folder.mkdir()
    for form in FORMS:
        elsewhere.run(
            "vergelijk", "--engine", "python", "--dossier", turned, "--uit", f"uit.{form}", cwd=there
        )
    monkeypatch.chdir(here)
    for form in FORMS:
        assert run("--dossier", str(klein), "--uit", f"uit.{form}") == 0
        assert (here / f"uit.{form}").read_bytes() == (there / f"uit.{form}").read_bytes(), form


def test_a_drawing_is_a_table_with_a_finding(groot: Path, found: ScenarioComparison, tmp_path: Path) -> None:
    """A row per seat with its place in every scenario; the title says in how many it is firm."""
    target = tmp_path / "rangen.svg"
    assert run("--dossier", str(groot), "--uit", str(target)) == 0
    told = [
        html.unescape(text) for text in re.findall(r">([^<>]+)</text>", target.read_text(encoding="utf-8"))
    ]
    seats = shown_seats(found, ComparedChoice())[:12]
    total = len(found.futures.columns)
    firm = sum(all(seat.band(scenario) == "doen" for scenario in range(total)) for seat in seats)
    assert f"{firm} van de 12 hoogste posities heten doen in alle {total} scenario's" in told and firm > 1
    flat = "".join(told).replace(" ", "")
    rows = flat
    for seat in seats:
        label = "".join(label_lines(seat)).replace(" ", "")
        assert label in rows, "a title stands in lines of its own"
        places = "".join(str(standing.place) if standing else "–" for standing in seat.standings)
        rows = rows.partition(label)[2]
        assert rows.startswith(places), seat.id
    assert "Scenario zonder-mra".replace(" ", "") in flat


def test_exit_code_tells_differences(klein: Path, capsys: Capture) -> None:
    assert run("--dossier", str(klein), "meer-tijd", "--uitgang") == 0
    assert run("--dossier", str(klein), "meer-tijd") == 0
    assert run("--dossier", str(klein), "zonder-bond") == 0
    assert run("--dossier", str(klein), "zonder-bond", "--uitgang") == 1
    assert run("--dossier", str(klein), "--uitgang") == 1


def test_equal_advice_points_to_the_time(klein: Path, capsys: Capture) -> None:
    assert run("--dossier", str(klein), "meer-tijd") == 0
    shown = capsys.readouterr().out
    assert "hetzelfde advies" in shown and "krachtenveld verdeling --scenario meer-tijd" in shown


def test_every_scenario_on_the_day_asked_for(klein: Path, capsys: Capture) -> None:
    assert run("--dossier", str(klein), "--peildatum", "2023-01-01", "--formaat", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert {scenario["peildatum"] for scenario in data["scenarios"]} == {"2023-01-01"}


def test_outside_nothing_internal_is_named(tmp_path: Path, capsys: Capture) -> None:
    folder = with_scenarios(BASE, tmp_path / "intern", SMALL)
    network = folder / "networks" / "land.yaml"
    text = network.read_text(encoding="utf-8")
    network.write_text(
        text.replace("    naam: De Stedenbond\n", "    naam: De Stedenbond\n    openbaarheid: intern\n")
    )
    for form in ("tabel", "json", "md", "csv"):
        run("--dossier", str(folder), "basis", "zonder-bond", "--openbaar", "--formaat", form)
        output = capsys.readouterr()
        assert "Stedenbond" not in output.out + output.err and "Commissie Wonen" not in output.out, form


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["zonder-bomd"], 'er is geen scenario "zonder-bomd"\n      bedoeld: "zonder-bond"?'),
        (["lid-af", "lid-af"], 'het scenario "lid-af" staat er twee keer'),
        (["lid-af", "basis+lid-af"], 'het scenario "lid-af" staat er twee keer (ook als "basis+lid-af")'),
        (["basis"], "basis is het dossier zelf"),
        ([""], "de waarde bij SCENARIO klopt niet: er staat niets achter"),
        (["lid-af", "--soort", ""], "de waarde bij --soort klopt niet: er staat niets achter"),
        (["ergens.yaml"], "ergens.yaml is niet te lezen"),
        (["lid-af", "--opgave", "stat"], 'er is geen opgave "stat"\n      bedoeld: "stad"?'),
        (["lid-af", "--soort", "posite"], 'er is geen soort "posite"\n      bedoeld: "positie"?'),
        (["lid-af", "--band", "doem"], 'er is geen band "doem"\n      bedoeld: "doen"?'),
        (["lid-af", "--top-n", "0"], "top-n"),
        (["lid-af", "--scenario", "meer-tijd"], "zonder --scenario: krachtenveld vergelijk meer-tijd"),
        (["lid-af", "--formaat", "png"], "past niet op het scherm"),
        (["lid-af", "--uit", "/proc/uit/a.xlsx"], "is niet te schrijven"),
        (["lid-af", "--soort", "organisatie", "--uit", "leeg.svg"], "geen adviezen bij deze keuze"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input(
    klein: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--dossier", str(klein), *arguments) == 2
    output = capsys.readouterr()
    assert message in output.err and output.out == ""


def test_a_dossier_without_scenarios_says_so(capsys: Capture) -> None:
    assert run("--dossier", str(BASE)) == 2
    assert "dit dossier heeft geen scenario's" in capsys.readouterr().err


def test_every_scenario_that_does_not_fit_is_told_at_once(tmp_path: Path, capsys: Capture) -> None:
    wrong = {"een": "prioriteiten: {weg: {inzet: trekken}}", "twee": "actoren: {weg: {actief: uit}}"}
    folder = with_scenarios(BASE, tmp_path / "fout", wrong)
    assert run("--dossier", str(folder)) == 2
    message = capsys.readouterr().err
    assert "scenarios/een.yaml:5" in message and "scenarios/twee.yaml:5" in message


def test_an_empty_choice_is_a_sentence(klein: Path, capsys: Capture) -> None:
    assert run("--dossier", str(klein), "lid-af", "--soort", "organisatie") == 0
    assert "Geen adviezen bij deze keuze, in geen van de scenario's." in capsys.readouterr().out


def test_a_file_is_a_scenario_too(klein: Path, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(
        "scenario: eigen\nnaam: Eigen\nwijzig:\n  actoren: {ministerie: {actief: uit}}\n", encoding="utf-8"
    )
    assert run("--dossier", str(klein), "lid-af", str(path)) == 0
    assert "Eigen" in capsys.readouterr().out


def test_numbers_stay_numbers_in_a_workbook(klein: Path, tmp_path: Path) -> None:
    target = tmp_path / "vergelijking.xlsx"
    assert run("--dossier", str(klein), "zonder-bond", "--uit", str(target)) == 0
    page = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))["Spijt"]
    assert all(isinstance(cell.value, int | float) for cell in page["B"][1:])
