"""The public version of an export has nothing that is internal, in any form."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from strategy.advice.advise import advise, prepare
from strategy.dossier.files import read_texts
from strategy.workspace import workspace_of
from tests.test_visibility import SECRETS, changed
from visualizations.exports.forms import everything, text_of
from visualizations.exports.model import Export, Values
from visualizations.exports.network import export_of

HIDDEN = (
    (
        "networks/amsterdam.yaml",
        "      - {op: bzk, sterkte: 0.8, aard: aanname, openbaarheid: intern}\n",
        "",
    ),
    (
        "networks/vng.yaml",
        "    vng: {relaties: {bestuurlijk: {waarde: sterk, aard: aanname, openbaarheid: intern}}}\n",
        "",
    ),
    (
        "landelijk/networks/rijk.yaml",
        "      - {thema: onderwijs, soort: middelen, aard: aanname, openbaarheid: intern}\n",
        "",
    ),
    (
        "landelijk/networks/vng.yaml",
        '    identificatie: [{register: ROO, code: "28110850", bron: roo-2026 §koepels, toelichting: Een TOOI-nummer heeft de VNG niet., openbaarheid: intern}]\n',
        "",
    ),
    (
        "networks/g40.yaml",
        "      houder: {waarde: wij, bron: bis-2022 §3-vng-g40 punt 1, openbaarheid: intern}\n",
        "",
    ),
)
"""Per value: its file, the line that makes it internal, and what is left without it."""


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    return read_texts(repository).sound()


def exported(texts: dict[str, str], public: bool) -> Export:
    return export_of(advise(prepare(workspace_of(texts).loaded, public_only=public), "python"))


def read(name: str, content: bytes) -> str:
    """The text of a file; of a workbook that of all its parts."""
    if not name.endswith(".xlsx"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(part).decode() for part in book.namelist())


def test_no_form_names_what_is_internal(texts: dict[str, str]) -> None:
    hidden = changed(texts, "opgaven/gezondheid.yaml", "naam: Gezondheid\n", "naam: Gezonde stad\n")
    for file, line, mark, _ in SECRETS:
        hidden = changed(hidden, file, line, line + mark)
    words = [word for *_, given in SECRETS for word in given]
    inside = text_of(exported(hidden, False), "json")
    assert [word for word in words if word not in inside] == []
    for name, content in everything(exported(hidden, True)).items():
        text = read(name, content)
        assert [word for word in words if word in text] == [], name


def test_hidden_is_as_good_as_gone(texts: dict[str, str]) -> None:
    """A tie, an influence, a competence, a number in a register, and who has a seat."""
    hidden, without = texts, texts
    for file, line, instead in HIDDEN:
        old = line.replace(", openbaarheid: intern", "")
        hidden = changed(hidden, file, old, line)
        without = changed(without, file, old, instead)
    outside = told(exported(hidden, public=True))
    assert outside == told(exported(without, public=False))
    assert outside != told(exported(hidden, public=False))


def test_inside_it_says_what_is_internal(texts: dict[str, str]) -> None:
    old = "    vng: {relaties: {bestuurlijk: {waarde: sterk, aard: aanname}}}\n"
    made = exported(
        changed(texts, "networks/vng.yaml", old, old.replace("}}}", ", openbaarheid: intern}}}")), False
    )
    (line,) = [edge for edge in made.edges if edge.kind == "relatie" and edge.end == "actor:vng"]
    assert line.values["openbaarheid"] == "intern"


def told(export: Export) -> list[object]:
    """What an export tells, without the places in files."""
    return [(item.id, item.label, _told(item.values)) for item in (*export.nodes, *export.edges)]


def _told(values: Values) -> Values:
    return {key: value for key, value in values.items() if key != "plek"}
