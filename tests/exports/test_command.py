"""`exporteer` as people use it: forms by name or ending, one table, a folder with everything, and clear refusals."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

import cli
from tests.elsewhere import Elsewhere
from tests.fouten.corpus import BASE
from visualizations.exports.forms import everything
from visualizations.exports.model import Export
from visualizations.exports.tables import TABLES
from visualizations.writers.safe_files import MARK, sealed

SMALL = ("--dossier", str(BASE), "--engine", "python")


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["exporteer", *words, *SMALL])
    return int(stop.value.code or 0)


@pytest.mark.parametrize(
    ("words", "name", "start"),
    [
        ((), "netwerk.gexf", "<?xml"),
        ((), "NETWERK.GraphML", "<?xml"),
        ((), "schema.mmd", f"%% {MARK}"),
        ((), "export.json", "{"),
        ((), "tabel.csv", "\ufeffrang;band;"),
        (("--formaat", "kumu"), "kumu.json", '{\n  "gemaakt_met"'),
        (("--formaat", "cytoscape"), "netwerk.cyjs", '{\n  "gemaakt_met"'),
        (("--formaat", "popolo"), "popolo.json", '{\n  "gemaakt_met"'),
        (("--formaat", "graphml"), "zonder-einde", "<?xml"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
@pytest.mark.usefixtures("afresh")
def test_a_file_that_can_be_made_again(tmp_path: Path, words: tuple[str, ...], name: str, start: str) -> None:
    path = tmp_path / name
    assert run(*words, "--uit", str(path)) == 0
    first = path.read_bytes()
    assert first.decode().startswith(start) and MARK.encode() in first[:4096]
    assert run(*words, "--uit", str(path)) == 0
    assert path.read_bytes() == first


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "netwerk.xlsx"
    assert run("--uit", str(path)) == 0
    assert run("--uit", str(path)) == 0
    assert openpyxl.load_workbook(path).sheetnames[:2] == ["Adviezen", "Onderbouwing"]


def test_forms_of_text_come_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--formaat", "popolo") == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["dossier"] == "basis" and said.err == ""


def test_a_table_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--tabel", "Zetels") == 0
    said = capsys.readouterr()
    assert " Lid van Commissie Wonen " in said.out and said.err == ""
    assert "peildatum" in said.out.splitlines()[0] and "peildatum" not in "".join(said.out.splitlines()[1:])
    assert "met `--uit zetels.csv` ook de andere" in said.out
    assert run("--tabel", "Zetels", "--formaat", "csv") == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[1].startswith("Lid van Commissie Wonen;") and said.err == ""
    assert run("--formaat", "csv") == 0
    said = capsys.readouterr()
    assert said.err == f"dit is de tabel adviezen; met --tabel ook: {', '.join(TABLES[1:])}\n"


def test_what_to_type_for_a_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("--tabel", "namen", "--zoek", "WONEN commissie") == 0
    said = capsys.readouterr()
    rows = [each.split() for each in said.out.splitlines()[2:] if each.strip()]
    assert rows[0] == ["soort", "naam", "ook", "zo", "te", "typen"]
    assert [(row[0], row[-1]) for row in rows[1:-1]] == [
        ("gremium", "bond-wonen"),
        ("zetel", "bond-wonen/lid"),
        ("zetel", "bond-wonen/portefeuille/woningbouw"),
    ]
    assert rows[-1] == ["3", "regels"]
    assert run("--tabel", "namen", "--zoek", "wonen commissie", "--uit", str(tmp_path / "namen.csv")) == 0
    assert len((tmp_path / "namen.csv").read_text(encoding="utf-8").splitlines()) == 4


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "noem een vorm met --formaat (xlsx, csv,"),
        (("--uit", "netwerk.svg"), "exporteer maakt geen .svg; kies uit: xlsx, csv, gexf"),
        (("--uit", "netwerk.txt"), "noem een vorm met --formaat"),
        (("--formaat", "docx"), "exporteer kent geen --formaat docx"),
        (("--formaat", "xlsx"), "past niet op het scherm; noem een bestand met --uit"),
        (("--tabel", "zetel"), 'er is geen tabel "zetel"\n      bedoeld: "zetels"?'),
        (("--tabel", "xyz"), 'er is geen tabel "xyz"\n      kies uit: adviezen, onderbouwing'),
        (("--tabel", " "), "er staat niets achter"),
        (
            ("--tabel", "zetels", "--formaat", "kumu"),
            "--tabel kiest een tabel voor csv; kumu heeft ze niet apart",
        ),
        (("--zoek", "vng"), "--zoek zoekt in een tabel; noem haar met --tabel, bijvoorbeeld --tabel namen"),
        (
            ("--tabel", "namen", "--zoek", "bond-wonn"),
            'in de tabel namen staat niets met "bond-wonn"\n      bedoeld: "bond-wonen"?',
        ),
        (("--alles", "map", "--formaat", "csv"), "--alles schrijft elke vorm en elke tabel"),
        (("--formaat", "json", "--opgave", "stat"), 'er is geen opgave "stat"\n      bedoeld: "stad"?'),
        (("--formaat", "json", "--netwerk", "vng"), 'er is geen netwerk "vng"'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refusals_are_clear(
    words: tuple[str, ...],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words) == 2
    assert message in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_file_of_another_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "netwerk.gexf"
    path.write_text("van een ander")
    assert run("--uit", str(path)) == 2
    assert "is niet door krachtenveld gemaakt" in capsys.readouterr().err
    assert path.read_text() == "van een ander"
    assert run("--uit", str(path), "--force") == 0


def test_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bestand").write_text("x")
    assert run("--uit", str(tmp_path / "bestand" / "netwerk.gexf")) == 2
    assert "is niet te schrijven" in capsys.readouterr().err
    assert run("--alles", str(tmp_path / "bestand")) == 2
    assert "is een bestand, geen map" in capsys.readouterr().err


def test_everything_in_a_folder_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "uit" / "export"
    assert run("--alles", str(folder)) == 0
    made = read_folder(folder)
    assert {f"csv/{name}.csv" for name in TABLES} < set(made)
    assert len(made) == len(TABLES) + 8
    assert [name for name, content in made.items() if MARK.encode() not in content] == []
    capsys.readouterr()
    assert run("--alles", str(folder)) == 2
    assert "hier wordt niets overschreven" in capsys.readouterr().err


def test_a_scenario_and_a_day(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["exporteer", "--formaat", "json", "--dossier", str(repository), "--engine", "python"]
    with pytest.raises(SystemExit):
        cli.main([*words, "--scenario", "gezondheid-voorop", "--peildatum", "2023-01-01"])
    data = json.loads(capsys.readouterr().out)
    assert (data["scenario"], data["peildatum"]) == ("gezondheid-voorop", "2023-01-01")
    weights = {node["id"]: node["gewicht"] for node in data["knopen"] if node["soort"] == "opgave"}
    assert weights["opgave:gezondheid"] > weights["opgave:economie"]


def test_nobody_but_ourselves(tmp_path: Path) -> None:
    """A dossier without advice still gives every form."""
    root = tmp_path / "dossier"
    shutil.copytree(BASE, root)
    (root / "networks" / "land.yaml").write_text(
        "laag: land\nnaam: Land\nbron: nota §2\nactoren:\n"
        "  - {id: waterdam, naam: Gemeente Waterdam, soort: ons, niveau: lokaal}\n",
        "utf-8",
    )
    with pytest.raises(SystemExit) as stop:
        cli.main(
            ["exporteer", "--alles", str(tmp_path / "uit"), "--dossier", str(root), "--engine", "python"]
        )
    assert not stop.value.code
    data = json.loads((tmp_path / "uit" / "export.json").read_text("utf-8"))
    assert data["adviezen"] == [] and [n["id"] for n in data["knopen"] if n["soort"] == "actor"] == [
        "actor:waterdam"
    ]


def test_the_same_bytes_in_another_process(plain: Export, elsewhere: Elsewhere, tmp_path: Path) -> None:
    """Every form of the real dossier, written by a process with another hash seed and locale, is what this one makes."""
    elsewhere.run("exporteer", "--alles", tmp_path / "uit", "--engine", "python")
    here, made = everything(plain), read_folder(tmp_path / "uit")
    assert set(made) == set(here)
    assert [name for name in here if made[name] != sealed(here[name])] == []


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files in a folder by their path within it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
