"""What is no list that can be read: one clear sentence, and what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from strategy.advice.advise import Case
from strategy.errors import KrachtenveldError
from strategy.importing.compare_list import compare_list
from strategy.importing.drafts import proposed_files
from strategy.importing.headings import read_list
from strategy.importing.lists import MAX_BYTES, MAX_ROWS, MAX_XML
from strategy.workspace import Workspace
from tests.importing.help import HEADINGS, row, text, xlsx

GOOD = xlsx([HEADINGS, row(gremium="VNG ZJO", rol="lid")])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _with(name: str, change: bytes | None, extra: dict[str, bytes] | None = None) -> bytes:
    """The good workbook with one part otherwise."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    if change is not None:
        parts[name] = change
    return _zip(parts | (extra or {}))


BOMB = b"<worksheet>" + b" " * (MAX_XML + 1) + b"</worksheet>"
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
CASES = {
    "leeg": (b"", "de lijst is leeg"),
    "alleen wit": (b"\n \r\n", "de lijst is leeg"),
    "binair": (b"\x00\x01\x02\xff" * 50, "geen tekst en geen Excel"),
    "plaatje": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "geen tekst en geen Excel"),
    "geen koppen": (b"appels;peren\n1;2\n", 'de eerste gevulde rij is "appels | peren"'),
    "zonder gremium": (b"Rol;Status\nlid;bezet\n", "geen rij met koppen herkend"),
    "te groot": (b"x" * (MAX_BYTES + 1), "groter dan 10 MB"),
    "te veel rijen": (text([["Gremium", "Rol"], *[["VNG", "lid"]] * (MAX_ROWS + 1)]).encode(), "gevulde rijen"),
    "wachtwoord": (OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
    "oud Excel": (OLE, "oud kantoorbestand"),
    "Word": (_zip({"word/document.xml": b"<x/>"}), "een Word-bestand"),
    "LibreOffice": (_zip({"content.xml": b"<x/>"}), "een bestand van LibreOffice"),
    "binair Excel": (_zip({"xl/workbook.bin": b"x"}), "xlsb"),
    "zip": (_zip({"foto.jpg": b"x"}), "een ingepakt bestand"),
    "afgebroken": (GOOD[:-100], "beschadigd"),
    "kapotte XML": (_with("xl/worksheets/sheet1.xml", b"<worksheet><row"), "beschadigd"),
    "zipbom": (_with("xl/worksheets/sheet1.xml", BOMB), "uitgepakt te groot"),
    "zipbom ernaast": (_with("", None, {"xl/media/groot.bin": b"\0" * 50_000_000}), "uitgepakt te groot"),
    "heel veel delen": (_with("", None, {f"xl/x{n}.bin": b"" for n in range(1200)}), "uitgepakt te groot"),
    "entiteiten": (_with("xl/worksheets/sheet1.xml", LAUGHS), "beschadigd"),
    "pdf": (b"%PDF-1.7\nGremium;Rol\n", "dit is een pdf"),
    "webpagina als xls": (b"\xef\xbb\xbf<html><table><tr><td>Gremium", "geen lijst"),
    "tekst met opmaak": (b"{\\rtf1 Gremium", "tekst met opmaak"),
    "tweede kolom onbekend": (b"Gremium;Kleur\nVNG ZJO;rood\n", 'rij 1 komt het dichtst bij: "Gremium | Kleur"'),
    "leeg blad": (xlsx([]), "de lijst is leeg"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_clear_message(name: str) -> None:
    raw, said = CASES[name]
    with pytest.raises(KrachtenveldError) as error:
        read_list(raw)
    assert said in error.value.message
    assert error.value.hint and "\n" not in error.value.message


def test_the_headings_that_were_expected_are_named() -> None:
    with pytest.raises(KrachtenveldError) as error:
        read_list(b"appels;peren\n1;2\n")
    assert all(heading in error.value.hint for heading in HEADINGS)


def test_the_row_that_came_nearest_is_shown_and_what_it_lacks() -> None:
    with pytest.raises(KrachtenveldError) as error:
        read_list(b"Overzicht\nRol;Status\nlid;bezet\n")
    assert 'rij 2 komt het dichtst bij: "Rol | Status"' in error.value.message
    assert "zonder de kolom Gremium/Netwerk zegt Rol, Status te weinig" in error.value.hint
    with pytest.raises(KrachtenveldError) as error:
        read_list(b"Gremium;Kleur\nVNG ZJO;rood\n")
    assert "naast Gremium/Netwerk is een tweede kolom nodig" in error.value.hint


def test_a_sheet_of_text_is_no_sheet() -> None:
    with pytest.raises(KrachtenveldError, match="heeft geen bladen"):
        read_list(b"Gremium;Rol\nVNG;lid\n", sheet="Blad1")


def test_a_sheet_that_is_formatted_far_down_is_read(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(GOOD))
    page = book.active
    assert page is not None
    page.cell(1_048_576, 16_384).number_format = "0.00"
    book.save(tmp_path / "ver.xlsx")
    ((table, _),) = read_list((tmp_path / "ver.xlsx").read_bytes()).sheets
    assert [row.number for row in table.rows] == [1, 2]
    assert "eerste" in table.notes[0]


def test_more_news_than_fits_in_a_file_is_told(case: Case, present: Workspace) -> None:
    rows = [["Gremium", "Rol", "Opmerking"], *[[f"Overleg {n}", "lid", "x " * 290] for n in range(900)]]
    compared = compare_list(text(rows).encode(), "lijst", case)
    with pytest.raises(KrachtenveldError, match="meer nieuws dan in één bestand past"):
        proposed_files(compared.proposal, compared.source, [""], present)
