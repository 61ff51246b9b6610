"""Typesetting: tagged and dated, what comes from a dossier is text, and every sign can be drawn."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.kaart.corpus import CORPUS
from visualizations.writers.pictures import (
    DOTS_PER_INCH,
    LIKEWISE,
    MISSING,
    OFFICE,
    drawable,
    pdf,
    picture,
    png,
    width,
    wrapped,
)
from visualizations.writers.safe_files import MARK

DAY = date(2022, 6, 1)
TYPST = (
    '#panic("kwaad")',
    '#read("/etc/passwd")',
    "= Kop\n- lijst *vet* _schuin_ $x^2$ @doel <doel> `ruw` ~ // weg /* weg */",
    '#import "@preview/kwaad:0.1.0"',
    "\\ #strong[x] ] } ) [",
)


def made(text: str) -> PdfReader:
    template = "#set page(width: 400mm)\n#heading(data.text)\n#data.text"
    return PdfReader(io.BytesIO(pdf(template, {"text": text}, text, "stempel", DAY)))


@pytest.mark.parametrize("text", [*CORPUS, *TYPST])
def test_text_is_never_markup(text: str) -> None:
    found = made(text)
    read = "".join(found.pages[0].extract_text().split())
    if not any("\u0590" <= sign <= "\u06ff" for sign in text):  # readers give those in another order
        assert read.startswith("".join(drawable(text).split()))
    assert "/Annots" not in found.pages[0]
    assert {"/OpenAction", "/AA", "/Names", "/AcroForm"}.isdisjoint(found.trailer["/Root"])


def test_pdf_is_tagged_and_dated_on_its_day() -> None:
    found = made("Titel")
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nl" and "/StructTreeRoot" in root
    assert found.metadata is not None
    assert (found.metadata.title, found.metadata.author) == ("Titel", MARK)
    assert found.metadata["/CreationDate"] == found.metadata["/ModDate"] == "D:20220601000000Z"


def test_png_has_its_size_and_says_what_it_is() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 36"><rect width="72" height="36" fill="#f00"/></svg>'
    found = Image.open(io.BytesIO(png(svg, 72, 36, "Naam ☃ \U0001f600", "stempel")))
    assert found.size == (DOTS_PER_INCH, DOTS_PER_INCH // 2)
    assert [round(dots) for dots in found.info["dpi"]] == [DOTS_PER_INCH] * 2
    assert (found.info["Software"], found.info["Title"]) == (MARK, "Naam ☃ 😀")
    assert found.convert("RGB").getpixel((100, 50)) == (255, 0, 0)


def test_what_cannot_be_drawn_is_shown_or_dropped() -> None:
    assert drawable("a\U0001f3d8\ufe0fb\u202ec\x07d\u2028e\tf\u200dg") == f"a{MISSING}bcd e fg"
    assert drawable("Ondermijning – “é” مرحبا\nβ") == "Ondermijning – “é” مرحبا\nβ"


def test_width_is_that_of_the_face() -> None:
    assert width("m", 1000) == pytest.approx(833, abs=1)  # 1706 of 2048 units, in the font itself
    assert width("Middelen", 10, bold=True) > width("Middelen", 10) == 2 * width("Middelen", 5)


def test_wrapping_loses_nothing_and_fits() -> None:
    text = f"kort {'a' * 300} Zaanstreek-Waterland"
    lines = wrapped(text, 10, 100)
    assert "".join(lines) == text.replace(" ", "")
    assert max(width(line, 10) for line in lines) <= 100
    assert wrapped("", 10, 100) == ("",)


def test_one_family_of_letters() -> None:
    """Liberation Sans, which is as wide as Arial: in the PDF, in charts, and first in what others open."""
    found = made("Zaanstad ✓")
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for font in found.pages[0]["/Resources"]["/Font"].values()
    }
    assert "LiberationSans" in fonts and "DejaVuSans" in fonts, (
        "the spare one only for a sign that ours lacks"
    )
    drawn = picture(
        lambda figure: figure.text(0.5, 0.5, "tekst $\\frac{$") and None, 8, 4, "svg", "t", "s"
    ).decode()
    assert "tekst $\\frac{$" in drawn  # two dollar signs make no formula, let alone one that is wrong
    assert LIKEWISE in drawn and "DejaVu" not in drawn
    folder = Path(__file__).parents[2] / "visualizations"
    for sheet in sorted(folder.rglob("*.css")):
        for family in re.findall(
            r"font:[^;]*?\d(?:rem|px)?/[\d.]+ ([^;}]+)", sheet.read_text(encoding="utf-8")
        ):
            assert family.startswith(f"{OFFICE},"), sheet


@pytest.mark.parametrize(
    "text",
    ["x\u0301 q\u0303 x\u0338", "a\u0300\u0301", "שׁ\u05b8לום", "בְּרֵאשִׁית", "x\u064b", "لا إله", "한글 ก็ ক্ষ", "👩\u200d👩 🇳🇱", "\u0301los", "\u200b"],
)  # fmt: skip
def test_letters_that_a_face_lacks_together_never_stop_a_document(text: str) -> None:
    template = '#text(weight: "bold")[#data.text] #text(style: "italic")[#data.text] #data.text'
    found = PdfReader(io.BytesIO(pdf(template, {"text": f"voor {text} na"}, text, "stempel", DAY)))
    made(text)  # as a heading, which may not be empty
    read = found.pages[0].extract_text()
    assert read.count("voor") == read.count("na") == 3


def test_a_mark_stays_with_its_letter_or_goes() -> None:
    assert drawable("e\u0301") == "é"
    assert drawable("x\u0301") == "x\u0301"
    assert drawable("x\u093e") == "x"
