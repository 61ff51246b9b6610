"""`krachtenveld briefing`: where it writes, what it refuses, and that it says so in Dutch."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

import cli


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--engine", "python", *words])
    return int(stop.value.code or 0)


@pytest.fixture
def there(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KRACHTENVELD_DOSSIER", str(repository))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_options_it_is_a_word_document(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("briefing", "--netwerk", "Vervoerregio Amsterdam") == 0
    assert "geschreven: uit/briefing.docx" in capsys.readouterr().err
    made = Document(str(there / "uit" / "briefing.docx"))
    assert made.paragraphs[0].text == "Briefing Vervoerregio Amsterdam"


def test_form_follows_the_name_or_the_option(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("briefing", "--netwerk", "vervoerregio", "--uit", "map/vra.pdf") == 0
    assert (there / "map" / "vra.pdf").read_bytes().startswith(b"%PDF-")
    assert run("--formaat", "pptx", "briefing", "--netwerk", "vervoerregio") == 0
    assert (there / "uit" / "briefing.pptx").exists()
    capsys.readouterr()
    assert run("briefing", "--netwerk", "vervoerregio", "--formaat", "md") == 0
    assert capsys.readouterr().out.startswith("# Briefing Vervoerregio Amsterdam\n")


def test_scenario_day_and_public_are_stamped(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--scenario", "gezondheid-voorop", "--peildatum", "2022-09-01", "--openbaar")
    assert run("briefing", "--opgave", "gezondheid", "--uit", "b.pdf", *words) == 0
    text = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO((there / "b.pdf").read_bytes())).pages
    )
    flat = " ".join(text.split())
    for part in (
        "peildatum 1 september 2022",
        "scenario gezondheid-voorop",
        "openbare versie (niets in dit dossier heet intern)",
    ):
        assert part in flat
    assert "niets intern, dus --openbaar laat niets weg" in capsys.readouterr().err
    again = "krachtenveld briefing --opgave gezondheid --scenario gezondheid-voorop --peildatum 2022-09-01 --openbaar"
    assert "".join(again.split()) in "".join(text.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--opgave", "gezondhied"), 'bedoeld: "gezondheid"?'),
        (("--portefeuille", "maan"), "kies uit: "),
        (("--opgave", "gezondheid", "--netwerk", "vng"), "kies --opgave of --netwerk, niet allebei"),
        (("--per", "netwerk", "--opgave", "gezondheid"), "laat --per weg"),
        (("--opgave", ""), "er staat niets achter"),
        (("--uit", "briefing.xlsx"), "kies uit: docx, pdf, pptx, md"),
        (("--formaat", "html"), "kies uit: docx, pdf, pptx, md"),
        (("--netwerk", "verenigingen"), "dus ook geen briefing"),
    ],
)
def test_what_cannot_be_is_said(
    there: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    assert run("briefing", *words) == 2
    said = capsys.readouterr().err
    assert message in said and "Traceback" not in said
    assert not (there / "uit").exists()


def test_a_file_of_someone_else_stays(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (there / "nota.docx").write_bytes(b"van iemand anders")
    (there / "map.pdf").mkdir()
    (there / "bestand").write_text("x")
    for name, message in (
        ("nota.docx", "niet door krachtenveld gemaakt"),
        ("map.pdf", "is een map"),
        ("bestand/b.pdf", "niet te schrijven"),
    ):
        assert run("briefing", "--netwerk", "vervoerregio", "--uit", name) == 2
        assert message in capsys.readouterr().err
    assert (there / "nota.docx").read_bytes() == b"van iemand anders"
