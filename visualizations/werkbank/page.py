"""The page of the workbench: the dossier's files, an editor, the engine, and the answer as it was when the page was made."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from strategy.facts.fact_base import grouped
from strategy.workspace import Workspace
from visualizations.kaart.page import TEMPLATES as MAP_TEMPLATES
from visualizations.kaart.page import sources as map_sources
from visualizations.verken.page import PACKED
from visualizations.verken.page import TEMPLATES as EXPLORER_TEMPLATES
from visualizations.verken.page import sources as explorer_sources
from visualizations.werkbank.bundle import bundle, licences
from visualizations.werkbank.inside import Desk, opening, schemas
from visualizations.werkbank.npm_packages import Licence, Parts, parts
from visualizations.writers.markup import block, compact, environment, policy
from visualizations.writers.safe_files import MARK

TEMPLATES = Path(__file__).parent / "templates"
_MODULES = (
    "zip.js",
    "blokken.js",
    "machine.js",
    "dossier.js",
    "bewerker.js",
    "weten.js",
    "erbij.js",
    "velden.js",
    "werkbank.js",
)
"""The scripts of the page, each after what it uses."""
_READ_ME = """\
Pak werkbank.html uit deze zip (rechtsklik, Alles uitpakken) en open haar met een dubbelklik.
Zij werkt in Edge, Chrome en Firefox, zonder internet en zonder installatie.

Is het de goede? SHA-256 van werkbank.html:
{hash}
In Windows: certutil -hashfile werkbank.html SHA256
"""
SHEETS: Mapping[str, str] = {
    "gevolg": "Gevolg", "advies": "Advies", "waarom": "Waarom", "toetsen": "Toetsen", "kaarten": "Kaart", "over-deze": "Over",
}  # fmt: skip


def render(version: Workspace, packages: Parts | None = None) -> str:
    """The workbench of a dossier as one HTML page; the same files, code and packages give the same text.

    Raises KrachtenveldError when a package is missing or is another one than was tried.
    """
    carried = packages or parts()
    program = bundle()
    start = opening(version.texts)
    known = gzip.compress(
        block(schemas(Desk(version.texts), {"bestanden": version.texts})).encode(), 9, mtime=0
    )
    css = "\n".join([compact(MAP_TEMPLATES / "kaart.css"), compact(TEMPLATES / "werkbank.css")])
    unpacks = compact(EXPLORER_TEMPLATES / PACKED)
    scripts = [
        compact(MAP_TEMPLATES / "maak.js"),
        _editor(carried.editor),
        unpacks,
        *(compact(TEMPLATES / name) for name in _MODULES),
    ]
    nonce = hashlib.sha256(scripts[1].encode()).hexdigest()[:16]
    drawn = [map_sources(), explorer_sources()]
    told = (*carried.licences, *licences())
    return (
        environment(TEMPLATES)
        .get_template("werkbank.html")
        .render(
            title=f"Werkbank {start['naam']}",
            stamp=start["stempel"],
            css=Markup(css),
            csp=_policy(scripts, css, nonce, drawn),
            sheets=SHEETS,
            licences=told,
            licence_texts=_together(told),
            blocks=[
                ("begin", Markup(block(start))),
                ("nonce", Markup(block(nonce))),
                ("machinekamer", Markup(block(f"{unpacks}\n{compact(TEMPLATES / 'worker.js')}"))),
            ],
            scripts=[Markup(script) for script in scripts],
            heavy=[
                ("programma", Markup(block(_part(program)))),
                ("schemas", Markup(block(_part(known)))),
                ("python", Markup(block({"text": carried.python, "sha256": carried.python_tar}))),
            ],
        )
    )


def packed(page: str) -> bytes:
    """The page in a zip with how to open it; the same page gives the same bytes."""
    content = page.encode()
    told = _READ_ME.format(hash=hashlib.sha256(content).hexdigest())
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in (("werkbank.html", content), ("LEESMIJ.txt", told.encode())):
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
        archive.comment = MARK.encode()
    return made.getvalue()


def _part(packed: bytes) -> Mapping[str, str]:
    return {
        "text": base64.b64encode(packed).decode(),
        "sha256": hashlib.sha256(gzip.decompress(packed)).hexdigest(),
    }


def _editor(packages: Mapping[str, str]) -> str:
    """The packages of the editor as one script, which gives each by its name once it is asked for."""
    made = "".join(
        f"{json.dumps(name)}: (exports, require, module) => {{\n{text}\n}},\n"
        for name, text in packages.items()
    )
    script = (
        '"use strict";\n'
        "const Pakket = (() => {\n"
        f"const made = {{\n{made}}}, known = new Map();\n"
        "return function need(name) {\n"
        "if (!known.has(name)) {\n"
        "const module = { exports: {} };\n"
        "known.set(name, module);\n"
        "made[name](module.exports, need, module);\n"
        "}\n"
        "return known.get(name).exports;\n"
        "};\n"
        "})();"
    )
    assert "</script" not in script.casefold() and "<!--" not in script
    return script


def _policy(scripts: Iterable[str], css: str, nonce: str, drawn: Iterable[tuple[list[str], str]]) -> str:
    """Nothing from anywhere. The worker comes from the page itself; a page that is shown in this one has its own scripts only."""
    others = list(drawn)
    return policy(
        dict.fromkeys([*scripts, *(script for each, _ in others for script in each)]),
        [css, *(style for _, style in others)],
        solves=True,
        also={
            "script-src": ("blob:",),
            "style-src": (f"'nonce-{nonce}'",),
            "worker-src": ("data:",),
            "frame-src": ("blob:",),
        },
    )


def _together(told: Iterable[Licence]) -> Mapping[str, str]:
    """Every licence once, with what it is of."""
    texts: Mapping[str, Any] = grouped((each.text, each.name) for each in told if each.text)
    return {text: ", ".join(names) for text, names in texts.items()}
