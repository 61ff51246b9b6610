"""`krachtenveld importeer` as it is typed."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from tests.elsewhere import Elsewhere
from tests.importing.help import HEADINGS, row, text, xlsx
from tests.nieuw.help import Program, held

ROWS = [
    HEADINGS,
    row(
        gremium="VNG ZJO",
        rol="lid",
        status="bezet",
        bestuurder="Jeugd",
        opgave="Gezondheid",
        planning="1-10-2026",
    ),
    row(gremium="ZJO", rol="lid"),
    row(gremium="Waterschap Zuid", rol="lid", status="vacant"),
    row(opmerking="los"),
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(xlsx(ROWS))
    return path


def test_the_report_tells_what_came_of_each_row(program: Program, source: Path) -> None:
    shown = program.right("importeer", source)
    assert "4 rijen bekeken: 1 anders, 1 nieuw, 1 onzeker, 1 niet gelezen" in shown
    for said in (
        "te verdelen → houder wij",
        "vng-zjo/lid of g40-zjo/lid",
        "waterschap-zuid-overleg/lid",
        "hier staat geen gremium of netwerk",
        "networks/vng.yaml:",
        "Er is niets geschreven",
    ):
        assert said in shown


def test_the_report_as_json(program: Program, source: Path) -> None:
    data = json.loads(program.right("importeer", source, "--formaat", "json"))
    assert [(each["rij"], each["uitkomst"], each["zetel"]) for each in data["zetels"]] == [
        (2, "anders", "vng-zjo/lid"),
        (3, "onzeker", None),
        (4, "nieuw", "waterschap-zuid-overleg/lid"),
    ]
    assert data["zetels"][1]["kandidaten"] == ["vng-zjo/lid", "g40-zjo/lid"]
    assert data["zetels"][0]["portefeuilles"] == ["jeugd-onderwijs"]
    assert data["niet_gelezen"][0]["rij"] == 5
    assert data["momenten"][0]["datum"] == "1 oktober 2026"
    assert data["geschreven"] is None


def test_the_report_as_markdown_is_the_page_that_goes_with_the_proposal(
    program: Program, source: Path, tmp_path: Path
) -> None:
    shown = program.right("importeer", source, "--formaat", "md", "--uit", tmp_path / "uit")
    assert shown == (tmp_path / "uit/LEESMIJ.md").read_text("utf-8")
    assert "| rij 2 | VNG ZJO · lid | vng-zjo/lid | op naam |" in shown


def test_a_list_can_be_piped_in(program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Stdin:
        buffer = io.BytesIO(text(ROWS).encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert "geplakte lijst naast" in program.right("importeer", "-", "--uit", tmp_path / "uit")
    assert (tmp_path / "uit/scenarios/import-geplakte-lijst.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--openbaar",), "kent geen --openbaar"),
        (("--scenario", "x"), "kent geen --scenario"),
        (("--formaat", "csv"), "kies uit: tabel, json, md"),
        (("--uit", "verslag.md"), "noem een nieuwe map"),
        (("--uit", "verslag.docx"), "importeer maakt geen .docx"),
        (("--blad", "Nergens"), 'er is geen blad "Nergens"'),
        (("--netwerk", "Binnenlandse Zaken"), "niet zeker welk netwerk"),
        (("--netwerk", " "), "er staat niets achter"),
        (("--bron", ""), "er staat niets achter"),
    ],
)
def test_what_means_nothing_is_refused(
    program: Program, source: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in program.refused("importeer", source, *arguments)


def test_files_that_cannot_be_read(program: Program, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    assert "dat pad bestaat niet" in program.refused("importeer", tmp_path / "weg.xlsx")
    assert "is een map" in program.refused("importeer", tmp_path)
    assert "geen gewoon bestand" in program.refused("importeer", tmp_path / "pijp")
    assert "onzichtbaar teken" in program.refused("importeer", "a\0b")


def test_the_proposal_goes_in_no_file(program: Program, source: Path, tmp_path: Path) -> None:
    (tmp_path / "bezet").write_text("x", encoding="utf-8")
    assert "is een bestand, geen map" in program.refused("importeer", source, "--uit", tmp_path / "bezet")
    assert (tmp_path / "bezet").read_text("utf-8") == "x"


def test_a_broken_dossier_is_told_as_such(program: Program, source: Path, tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_text("x: y\n", encoding="utf-8")
    done = program("importeer", source, "--dossier", tmp_path)
    assert done.code == 2 and "dossier.yaml" in done.err


def test_the_same_bytes_in_another_process(
    elsewhere: Elsewhere,
    program: Program,
    repository: Path,
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ("importeer", source, "--uit", "uit", "--formaat", "json", "--dossier", repository)
    there, here = tmp_path / "daar", tmp_path / "hier"
    there.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    assert program.right(*words) == elsewhere.run(*words, cwd=there)
    assert held(here) == held(there) and len(held(here)) > 5
