"""Charts by matplotlib, as SVG or PNG; pages by typst, as tagged PDF (PDF/UA-1) or PNG: the same bytes for the same input.

The letters come along and none are of the machine; how wide a text is, is measured with the same ones.
On a page what comes from a dossier goes in as data, JSON that the template reads as strings, and never as markup.
"""

from __future__ import annotations

import io
import json
import struct
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from visualizations.writers.safe_files import MARK
from visualizations.writers.stamps import DISCLAIMER

if TYPE_CHECKING:
    import typst
    from matplotlib.figure import Figure
    from matplotlib.ft2font import FT2Font

DOTS_PER_INCH = 200
FACE = "Liberation Sans"
OFFICE = "Arial"
"""As wide as our face, letter by letter, and on every Windows and Mac; what people open elsewhere names it first."""
_SPARE = "DejaVu Sans"
"""Of matplotlib: for signs that our face does not have."""
LIKEWISE = f"{OFFICE}, '{FACE}', Helvetica, sans-serif"
"""For an SVG, which is read with the letters of a machine."""
MISSING = "□"
"""Stands for a sign that the face does not have, such as most emoji."""
_FIXED = 1 << 16
"""FreeType gives widths in 1/65536 of a unit."""


LETTERS = Path(__file__).parent / "letters"


def _spares() -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


_UPRIGHT, _BOLD, _SLANTED = _STYLES = ("Regular", ""), ("Bold", "-Bold"), ("Italic", "-Oblique")
"""What the files of our face and of the spare one say of a style. Of ours there is none that slants."""


@cache
def _faces(style: tuple[str, str]) -> tuple[FT2Font, ...]:
    """Our face and the spare one, in which a sign is sought in this order."""
    from matplotlib.ft2font import FT2Font

    files = LETTERS / f"LiberationSans-{style[0]}.ttf", _spares() / f"DejaVuSans{style[1]}.ttf"
    faces = tuple(FT2Font(str(file)) for file in files if file.exists())
    for face in faces:
        face.set_size(1000, 72)
    return faces


@cache
def _known(style: tuple[str, str] = _UPRIGHT) -> frozenset[str]:
    return frozenset(chr(sign) for face in _faces(style) for sign in face.get_charmap())


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text, in the unit of `size`."""
    return sum(_advance(sign, bold) for sign in drawable(text)) * size / 1000


@cache
def _advance(sign: str, bold: bool) -> float:
    from matplotlib.ft2font import LoadFlags

    own, spare = _faces(_BOLD if bold else _UPRIGHT)
    face = own if own.get_char_index(ord(sign)) else spare
    return float(face.load_char(ord(sign), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / _FIXED


def drawable(text: str) -> str:
    """The text with only signs that the face has; what steers text, such as marks of direction, goes.

    A mark that belongs to the sign before it, such as an accent, stays when one face has them both. An accessible PDF may
    not hold a sign that cannot be drawn; typst refuses to write one.
    """
    if text.isascii() and (text.isprintable() or text.replace("\n", "").isprintable()):
        return text
    clusters: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if clusters and unicodedata.category(sign)[0] == "M" and not 0xFE00 <= ord(sign) <= 0xFE0F:
            clusters[-1] += sign
        else:
            clusters.append(sign)
    return "".join(map(_cluster, clusters))


@cache
def _cluster(cluster: str) -> str:
    """A sign with its marks; the sign alone when no face has them all."""
    base, *marks = map(_drawn, cluster)
    whole = bool(base.strip()) and any(
        all(face.get_char_index(ord(sign)) for sign in cluster) for face in _faces(_UPRIGHT)
    )
    return base + "".join(marks) if whole else base


@cache
def _drawn(sign: str) -> str:
    if sign == "\n":
        return sign
    category = unicodedata.category(sign)
    if category in ("Zs", "Zl", "Zp") or sign == "\t":
        return sign if sign in _known() and category == "Zs" else " "
    if category[0] == "C" or 0xFE00 <= ord(sign) <= 0xFE0F:  # steering, unassigned, and variants of a sign
        return ""
    return sign if sign in _known() else MISSING


_NO_LETTER = ("missing codepoints", "could not be displayed")
"""What typst says of letters that the faces lack."""
_LAST_WESTERN = 0x24F


def _everywhere(text: str) -> str:
    """The text with only signs that are there upright, bold and slanted, and without marks."""
    plain = "".join(sign for sign in drawable(text) if unicodedata.category(sign)[0] != "M")
    return "".join(sign if sign == "\n" or sign in _in_all_styles() else MISSING for sign in plain)


def _western(text: str) -> str:
    """The same, without any writing but ours."""
    plain = _everywhere(text)
    return "".join(
        sign if ord(sign) <= _LAST_WESTERN or not unicodedata.category(sign).startswith("L") else MISSING
        for sign in plain
    )


@cache
def _in_all_styles() -> frozenset[str]:
    return frozenset.intersection(*map(_known, _STYLES))


def wrapped(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """Lines that each fit in `room`; a word that is wider than that is broken. At least one line."""
    lines = [""]
    for word in drawable(text).split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width(longer, size, bold) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if lines[-1] and width(lines[-1] + sign, size, bold) > room:
                lines.append("")
            lines[-1] += sign
    return tuple(lines)


STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, with language, title, reading order and alternative texts, or typst refuses to write it."""
_HEAD = f"""
#let data = json(bytes(sys.inputs.data))
#let day = datetime(year: data.year, month: data.month, day: data.day)
#set document(title: data.title, author: "{MARK}", description: data.stamp, date: day)
#set text(font: ("{FACE}", "{_SPARE}"), lang: "nl", fallback: false)
"""


def pdf(template: str, data: Mapping[str, Any], title: str, stamp: str, day: date) -> bytes:
    """A tagged PDF of a template, which finds `data` under that name. It is dated on `day`, not on the clock.

    Data are strings, numbers, lists and mappings. Raises typst.TypstError for a mistake in the template.
    """
    import typst

    fonts: Any = _fonts()  # the types of typst ask that it is a list as soon as the input is bytes
    for drawn in (drawable, _everywhere, _western):
        try:
            made = typst.compile(
                (_HEAD + template).encode(),
                format="pdf",
                font_paths=fonts,
                sys_inputs={"data": _packed(data, title, stamp, day, drawn)},
                pdf_standards=STANDARD,
                timestamp=datetime.combine(day, time(), UTC),
            )
            break
        except typst.TypstError as error:  # of letters that each are there, and together or in bold are not
            if drawn is _western or not any(said in str(error) for said in _NO_LETTER):
                raise
    return bytes(made) + f"\n%{MARK}\n".encode()


def png(svg: str, width: float, height: float, title: str, stamp: str) -> bytes:
    """A picture of an SVG on a sheet of this size, in points (1/72 inch)."""
    import typst

    template = """
#set page(width: data.width * 1pt, height: data.height * 1pt, margin: 0pt)
#image(bytes(data.svg), format: "svg", width: 100%, height: 100%)
"""
    data = {"svg": svg, "width": width, "height": height}
    made: Any = typst.compile(
        (_HEAD + template).encode(),
        format="png",
        ppi=DOTS_PER_INCH,
        font_paths=_fonts(),
        sys_inputs={"data": _packed(data, title, stamp, date.min)},
    )
    return _labelled(bytes(made), title, stamp)


@cache
def _fonts() -> typst.Fonts:
    """Only the letters that come along, whatever is on this machine."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(LETTERS), str(_spares())]
    )


def _packed(
    data: Mapping[str, Any], title: str, stamp: str, day: date, drawn: Callable[[str], str] = drawable
) -> str:
    whole = {
        **data, "title": title, "stamp": stamp, "year": day.year, "month": day.month, "day": day.day,
    }  # fmt: skip
    return json.dumps(_drawable(whole, drawn), ensure_ascii=False)


def _drawable(value: Any, drawn: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        text = drawn(value)
        return text if text.strip() or not value.strip() else MISSING  # a heading may not be empty
    if isinstance(value, dict):
        return {key: _drawable(item, drawn) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(item, drawn) for item in value]
    return value


def _labelled(png: bytes, title: str, stamp: str) -> bytes:
    """A PNG that says what it is and how large it should be: chunks after the first, which is 33 bytes with the signature."""
    dots = round(DOTS_PER_INCH / 0.0254)
    chunks = [_chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1))]
    for name, text in (("Software", MARK), ("Title", title), ("Description", stamp)):
        chunks.append(_chunk(b"iTXt", name.encode() + b"\0\0\0\0\0" + drawable(text).encode()))
    return png[:33] + b"".join(chunks) + png[33:]


def _chunk(sort: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + sort + content + struct.pack(">I", zlib.crc32(sort + content))


# ── charts ────────────────────────────────────────────────────────────────────────────────────────────

FORMS = ("svg", "png")
INK, BLUE, RED, GREY, PALE = "#1a1a1a", "#154273", "#b3291e", "#6b6b6b", "#dfe6ee"
"""Text, emphasis, loss, what matters less, and fields; each reads on white, and in print without colour."""
_STYLE: Any = {
    "font.family": [FACE, _SPARE],
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.fonttype": "none",
    "text.parse_math": False,  # a name with two dollar signs in it is no formula
    "svg.hashsalt": "krachtenveld",
}


@cache
def _known_to_charts() -> None:
    from matplotlib.font_manager import fontManager

    for file in sorted(LETTERS.glob("*.ttf")):
        fontManager.addfont(file)


def picture(
    draw: Callable[[Figure], None], width: float, height: float, form: str, title: str, stamp: str
) -> bytes:
    """What `draw` draws on an empty figure of this size in centimetres, as SVG (text stays text) or PNG.

    `title` goes into the metadata; `stamp` goes there too, and below the chart. No window, no state left behind.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    _known_to_charts()
    stream = io.BytesIO()
    with rc_context(_STYLE):
        figure = Figure(figsize=(width / 2.54, height / 2.54), layout="constrained")
        draw(figure)
        figure.supxlabel(f"{stamp} · {DISCLAIMER}", fontsize=7, color=GREY)
        if form == "svg":
            metadata = {"Title": title, "Creator": MARK, "Description": stamp, "Date": None}
            figure.savefig(stream, format="svg", metadata=metadata)
            return stream.getvalue().replace(f"'{FACE}', '{_SPARE}'".encode(), LIKEWISE.encode())
        else:
            metadata = {"Title": title, "Software": MARK, "Description": stamp}
            figure.savefig(stream, format="png", dpi=DOTS_PER_INCH, metadata=metadata)
    return stream.getvalue()
