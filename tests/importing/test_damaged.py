"""What is no list that can be read: one clear sentence, and what to do."""

from __future__ import annotations

import io
import os
import re
import signal
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from strategy.advice.advise import Case
from strategy.errors import KrachtenveldError
from strategy.importing import drafts, lists
from strategy.importing.drafts import compare_list, proposed_files
from strategy.importing.headings import read_list
from strategy.importing.lists import MAX_BYTES, MAX_CELLS, MAX_ROWS, MAX_XML
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
CELLS = b"<worksheet><sheetData><row>" + b"<c/>" * (MAX_CELLS + 1) + b"</row></sheetData></worksheet>"
AREAS = b"<worksheet><sheetData>%s</sheetData><mergeCells>%s</mergeCells></worksheet>" % (
    b'<row r="1"/>' * 999 + b'<row r="5000"/>',
    b'<mergeCell ref="A1:B4999"/>' * 40,
)
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
CASES = {
    "leeg": (b"", "de lijst is leeg"),
    "alleen wit": (b"\n \r\n", "de lijst is leeg"),
    "binair": (b"\x00\x01\x02\xff" * 50, "geen tekst en geen Excel"),
    "plaatje": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "een plaatje, geen lijst"),
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
    "tweede kolom onbekend": (b"Gremium;Kleur\nVNG ZJO;rood\n", 'rij 1 komt het dichtst bij: "Gremium | Kleur"'),
    "miljoen lege cellen": (_with("xl/worksheets/sheet1.xml", CELLS), "uitgepakt te groot"),
    "blad met een andere naam": (_with("", None, {"xl/worksheets/sheet1.dat": BOMB}), "uitgepakt te groot"),
    "gebieden over elkaar": (_with("xl/worksheets/sheet1.xml", AREAS), "te veel samengevoegde cellen"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "dit is een pdf, geen lijst"),
    "webpagina": (b"\r\n<html><table><tr><td>Gremium</td></tr></table></html>", "een webpagina (HTML)"),
    "webpagina in UTF-16": ("\ufeff<!DOCTYPE html><table>".encode("utf-16-le"), "een webpagina (HTML)"),
    "Excel 2003": (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>', "2003"),
    "RTF": (b"{\\rtf1\\ansi Gremium;Rol", "een RTF-document"),
    "JSON": (b'[{"Gremium": "VNG", "Rol": "lid"}]', "een JSON-bestand"),
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


@pytest.mark.parametrize("area", ["A2:A1048576", "A2:XFD1048576", "$A$2:$C$9999"])
@pytest.mark.parametrize("element", ["mergeCell", "x:mergeCell"])
def test_an_area_is_no_larger_than_the_rows_that_are_used(area: str, element: str) -> None:
    rows = [("Gremium", "Rol"), ("VNG ZJO", "lid"), (None, "voorzitter")]
    with zipfile.ZipFile(io.BytesIO(xlsx(rows))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    space = b' xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    page = page.replace(b"<worksheet", b"<worksheet" + space, 1).replace(
        b"</sheetData>", f'</sheetData><mergeCells><{element} ref="{area}"/></mergeCells>'.encode()
    )
    raw = _with("xl/worksheets/sheet1.xml", page)
    with zipfile.ZipFile(io.BytesIO(lists.checked(raw, 6000, 60).raw)) as archive:
        (bottom,) = re.findall(rb'ref="\$?A\$?2:[A-Z]+(\d+)"', archive.read("xl/worksheets/sheet1.xml"))
    assert int(bottom) <= 10


def test_two_whole_columns_that_are_merged_fill_the_rows_that_are_there() -> None:
    rows = [("Gremium", "Rol"), ("VNG ZJO", "lid"), (None, "voorzitter")]
    with zipfile.ZipFile(io.BytesIO(xlsx(rows, ["A2:A3"]))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    raw = _with("xl/worksheets/sheet1.xml", page.replace(b"A2:A3", b"A2:A1048576"))
    ((table, _),) = read_list(raw).sheets
    assert [row.cells[0] for row in table.rows] == ["Gremium", "VNG ZJO", "VNG ZJO"]


def test_what_escapes_the_counting_is_stopped_by_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "SECONDS", 0.0)
    with pytest.raises(KrachtenveldError, match="meer geheugen of tijd dan een lijst"):
        read_list(GOOD)


def test_a_process_that_fails_in_another_way_says_how() -> None:
    with pytest.raises(KrachtenveldError) as caught:
        lists.within_bounds(lambda: os.kill(os.getpid(), signal.SIGSEGV))
    assert caught.value.message == "het Excel-bestand is niet te lezen: het lezen is gecrasht (SIGSEGV)"


def test_more_news_than_fits_in_a_file_is_told(
    small_case: Case, small: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = drafts.MAX_BYTES
    rows = [["Gremium", "Rol", "Opmerking"], *[[f"Overleg {n}", "lid", "x " * 290] for n in range(9)]]
    compared = compare_list(text(rows).encode(), "lijst", small_case)
    for limit in (most, most // 200):
        monkeypatch.setattr(drafts, "MAX_BYTES", limit)
        refused = pytest.raises(KrachtenveldError, match="meer nieuws dan in één bestand past")
        with refused if limit < most else nullcontext():
            proposed_files(compared.proposal, compared.source, [""], small)
