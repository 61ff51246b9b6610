"""The parts of a workbook, before a library opens it: whether it is one, how much is in it, and areas cut to what is used.

The library makes an object of each cell, also of the empty ones in an area that is merged or a link. So a file of a few
kilobytes can ask for all memory there is; what is counted here is what it would make, and not the bytes. What escapes the
counting is stopped by the process in which it is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from strategy.errors import KrachtenveldError
from strategy.inference.containment import OutOfBounds, can_contain, contained
from strategy.inference.port import EngineFailure

Answer = TypeVar("Answer")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAX_UNPACKED = 40_000_000
MAX_XML = 15_000_000
"""Bytes of markup: a list is well under one million, and the library keeps some fifty bytes for each."""
MAX_PARTS = 1_000
MAX_CELLS = 300_000
"""Cells and rows in all sheets, and cells in areas: a list has some thousands, and the library takes 600 bytes for each."""
MEMORY_BYTES = 400 * 2**20
SECONDS = 20.0
SAVE = "open het in Excel en bewaar het als .xlsx, of plak de tabel in een tekstbestand"
COPY = "kopieer de tabel naar Excel en bewaar haar als .xlsx, of plak haar in een tekstbestand"
_ALONE = "bewaar alleen het blad met de lijst in een nieuw bestand"
_DECLARED = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le"))
"""No Excel file declares anything; who does, wants to have something unfolded."""
_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)[\s/>]")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b[^>]*?\br\s*=\s*[\"'](\d{1,7})[\"']")
_TITLE = re.compile(rb"<(?:[\w.-]+:)?sheet\b[^>]*?\bname\s*=\s*([\"'])(.*?)\1")
_MOST_TITLES = 1_000_000
_AREA = re.compile(
    rb"(<(?:[\w.-]+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*)([\"'])\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})\2",
    re.IGNORECASE,
)


_OTHERS = (
    (re.compile(rb"%PDF-"), "een pdf"),
    (re.compile(rb"\{\\rtf"), "een RTF-document"),
    (re.compile(rb"<\?xml[^<]*<\?mso-application|<\?xml[^<]*<Workbook\b", re.IGNORECASE), "een Excel-bestand van 2003 (XML)"),
    (re.compile(rb"(?:<\?xml[^<]*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE | re.DOTALL), "een webpagina (HTML)"),
    (re.compile(rb"<\?xml\b"), "een XML-bestand"),
    (re.compile(rb"MIME-Version:|From: |Received: |Return-Path: ", re.IGNORECASE), "een e-mail of opgeslagen webpagina"),
    (re.compile(rb"[\[{]\s*[\[{\"]"), "een JSON-bestand"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a"), "een plaatje"),
)  # fmt: skip
"""How files begin that people take for a list."""


class Workbook(NamedTuple):
    """The bytes of a workbook that may be opened, and whether there are formulas in it."""

    raw: bytes
    formulas: bool


def damaged() -> KrachtenveldError:
    return KrachtenveldError("het Excel-bestand is beschadigd of geen echt Excel-bestand", SAVE)


def other_kind(raw: bytes) -> str:
    """What these bytes are when they are neither a workbook nor plain text; "" when they may be a list."""
    start = raw[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for pattern, kind in _OTHERS if pattern.match(start)), "")


def sheet_titles(raw: bytes) -> tuple[str, ...]:
    """What the sheets of a workbook are called, as far as that is told at a glance; nothing for what is no sound one."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open("xl/workbook.xml") as part:
            text = part.read(_MOST_TITLES)
    except Exception:
        return ()
    return tuple(found[2].decode("utf-8", "replace") for found in _TITLE.finditer(text))


def within_bounds(read: Callable[[], Answer], what: str = "het Excel-bestand", hint: str = _ALONE) -> Answer:
    """What reading gives, in a process of its own where there can be one, with as much memory and time as a list may take.

    `what` is read, and `hint` what to do when it takes more.

    Raises KrachtenveldError as `read` does, when it takes more, and when the process fails in another way.
    """
    if not can_contain():
        return read()
    try:
        return contained(read, "het lezen", SECONDS, MEMORY_BYTES)
    except OutOfBounds as failure:
        raise KrachtenveldError(f"{what} vraagt meer geheugen of tijd dan een lijst", hint) from failure
    except EngineFailure as failure:
        raise KrachtenveldError(
            f"{what} is niet te lezen: {failure.message}",
            "meld dit; in een andere vorm bewaard is het misschien wel te lezen",
        ) from failure


def checked(raw: bytes, most_rows: int, most_columns: int) -> Workbook:
    """The workbook in these bytes, with areas no larger than what is used and read. Raises KrachtenveldError for no sound one."""
    if raw.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise KrachtenveldError(
                "het Excel-bestand is met een wachtwoord beveiligd",
                "haal in Excel het wachtwoord eraf en bewaar een kopie",
            )
        raise KrachtenveldError("dit is een oud kantoorbestand, geen .xlsx", SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise KrachtenveldError(f"dit is {_kind(names)}, geen .xlsx", SAVE)
            if any(part.flag_bits & 1 for part in parts):
                raise KrachtenveldError("het Excel-bestand is met een wachtwoord beveiligd", SAVE)
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _too_large()
            texts = {part.filename: archive.read(part) for part in parts}  # never more than was declared
    except KrachtenveldError:
        raise
    except Exception as error:
        raise damaged() from error
    markup = {name: text for name, text in texts.items() if _is_markup(text)}
    if sum(map(len, markup.values())) > MAX_XML:
        raise _too_large()
    if any(word in text for text in markup.values() for word in _DECLARED):
        raise damaged()
    if sum(1 for text in markup.values() for _ in _CELL.finditer(text)) > MAX_CELLS:
        raise _too_large()
    cut = {
        name: _cut_area(text, most_rows, most_columns) for name, text in markup.items() if _AREA.search(text)
    }
    if sum(area for _, area in cut.values()) > MAX_CELLS:
        raise KrachtenveldError("het Excel-bestand heeft te veel samengevoegde cellen voor een lijst", _ALONE)
    changed = {name: text for name, (text, _) in cut.items() if text != texts[name]}
    formulas = any(b"<f>" in text or b"<f " in text for text in markup.values())
    return Workbook(_packed({**texts, **changed}) if changed else raw, formulas)


def _too_large() -> KrachtenveldError:
    return KrachtenveldError("het Excel-bestand is uitgepakt te groot voor een lijst", _ALONE)


def _is_markup(text: bytes) -> bool:
    """Whether a part is XML: its name may say anything, the library goes by what the workbook refers to."""
    return text[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] in (b"<", b"")


def _cut_area(text: bytes, most_rows: int, most_columns: int) -> tuple[bytes, int]:
    """A part with its areas cut to the rows that are used and read, and how many cells these have together."""
    rows = [int(number) for number in _ROW.findall(text)]
    last_row, last_column = min(max([*rows, len(_CELL.findall(text))]), most_rows), most_columns
    cells = 0

    def cut(found: re.Match[bytes]) -> bytes:
        nonlocal cells
        left, right = _number(found[3]), _number(found[5])
        top, bottom = int(found[4]), int(found[6])
        right, bottom = max(left, min(right, last_column)), max(top, min(bottom, last_row))
        cells += (right - left + 1) * (bottom - top + 1)
        area = b"%s%d:%s%d" % (found[3], top, _letters(right), bottom)
        return found[1] + found[2] + area + found[2]

    return _AREA.sub(cut, text), cells


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number


def _letters(number: int) -> bytes:
    letters = b""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def _kind(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "een binair Excel-bestand (.xlsb)"
    if any(name.startswith("word/") for name in names):
        return "een Word-bestand"
    if "content.xml" in names:
        return "een bestand van LibreOffice"
    return "een ingepakt bestand"
