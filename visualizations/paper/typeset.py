"""From a template and data to a tagged PDF or a PNG, by typst: the same bytes for the same input.

What comes from a dossier goes in as data, JSON that the template reads as strings, and never as markup.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from visualizations.output import MARK
from visualizations.paper.letters import FACE, drawable, folder

if TYPE_CHECKING:
    import typst

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, with language, title, reading order and alternative texts, or typst refuses to write it."""
DOTS_PER_INCH = 200
_HEAD = f"""
#let data = json(bytes(sys.inputs.data))
#let day = datetime(year: data.year, month: data.month, day: data.day)
#set document(title: data.title, author: "{MARK}", description: data.stamp, date: day)
#set text(font: "{FACE}", lang: "nl", fallback: false)
"""


def pdf(template: str, data: Mapping[str, Any], title: str, stamp: str, day: date) -> bytes:
    """A tagged PDF of a template, which finds `data` under that name. It is dated on `day`, not on the clock.

    Data are strings, numbers, lists and mappings. Raises typst.TypstError for a mistake in the template.
    """
    import typst

    fonts: Any = _fonts()  # the types of typst ask that it is a list as soon as the input is bytes
    made = typst.compile(
        (_HEAD + template).encode(),
        format="pdf",
        font_paths=fonts,
        sys_inputs={"data": _packed(data, title, stamp, day)},
        pdf_standards=STANDARD,
        timestamp=datetime.combine(day, time(), UTC),
    )
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

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder())])


def _packed(data: Mapping[str, Any], title: str, stamp: str, day: date) -> str:
    whole = {
        **data, "title": title, "stamp": stamp, "year": day.year, "month": day.month, "day": day.day,
    }  # fmt: skip
    return json.dumps(_drawable(whole), ensure_ascii=False)


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, Mapping):
        return {key: _drawable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_drawable(item) for item in value]
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
