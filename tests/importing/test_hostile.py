"""Whatever stands in a cell: what is written reads back as it was, nothing is carried out, nothing breaks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from strategy.advice.advise import Case
from strategy.dossier.yamltree import Mapping, Scalar, parse
from strategy.errors import KrachtenveldError
from strategy.importing.drafts import (
    ComparedList,
    compare_list,
    key_lines,
    list_lines,
    proposed_files,
    with_proposal,
    yaml_flow,
)
from strategy.importing.lists import clean_cell, on_one_line
from strategy.workspace import Workspace, workspace_of
from tests.examples import examples
from tests.importing.help import HEADINGS, row, text, xlsx
from tests.importing.help import listed as listed_rows
from visualizations.reports.importeer import document_of, import_report
from visualizations.writers.screen import screen, to_text

ODD = [
    "sleutel: waarde", "- streepje", "? vraag", "# hekje", "a # b", "&anker", "*ster", "!!python/object:os.system x",
    "{accolade: 1}", "[haak, 2]", "'enkel'", '"dubbel"', "\"half", "terug\\slag", "| blok", "> blok", "%YAML 1.2",
    "@at", "`tik`", "---", "...", "null", "~", "ja", "nee", "no", "on", "1_000", "12:30", "0x1f", "2022-06-01", "1e3",
    ".inf", "=1+1", "+31", "=HYPERLINK(\"http://x\")", "<script>alert(1)</script>", "a|b", "regel\neen: twee",
    "wijzig:\n  regels: {}", "tab\tin", "\x1b[31mrood", "\u202egespiegeld", "مرحبا بالعالم", "👩‍👩‍👧 gezin", "e\u0301",
    "é", "\u00a0", "\u2028lijn", "\x85nel", "\x00nul", "\ufffe", "\ud800", "lang " * 100, "x" * 5000, "wit  wit ", ", komma",
    "a, b", "prijs: 5, b}", "${PWD}", "$(id)", "%s %d", "{0}",
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_a_value_reads_back_as_it_was(odd: str) -> None:
    meant = on_one_line(clean_cell(odd))
    item = {"id": "x", "naam": meant, "posities": [{"toelichting": meant, "bezetting": [{"houder": meant}]}]}
    written = "".join(
        f"{line}\n" for line in (*key_lines({"actoren": [item]}, 0), *[f"plat: {yaml_flow(item)}"])
    )
    read = parse(written, "x.yaml")
    tree, findings = read.node, read.problems
    assert not findings and isinstance(tree, Mapping)
    (found,) = tree.get("actoren").items  # type: ignore[union-attr]
    seat = found.get("posities").items[0]
    values = [
        found.get("naam"), seat.get("toelichting"), seat.get("bezetting").items[0].get("houder"),
        tree.get("plat").get("naam"),  # type: ignore[union-attr]
    ]  # fmt: skip
    assert [value.text for value in values] == [meant] * 4
    assert all(isinstance(value, Scalar) and value.yaml_tag == "str" for value in values) or not meant
    assert list(list_lines([], 0)) == []


@pytest.mark.parametrize("text", ["a\u2028--- b", "\u2029x", "\x85: y", "a\n\u2028\n"])
def test_a_break_of_any_kind_is_no_break_between_quotes(text: str) -> None:
    read = parse(f"x: {yaml_flow(text)}\n", "x.yaml")
    assert not read.problems and isinstance(read.node, Mapping)
    assert read.node.get("x").text == text  # type: ignore[union-attr]


CELLS = [odd.replace("\ud800", "").replace("\x00", "") for odd in ODD]


def test_odd_names_and_notes_end_up_whole_in_the_dossier(case: Case, present: Workspace) -> None:
    rows = [row(gremium=f"Q{n} overleg {cell}", rol="lid", opmerking=cell) for n, cell in enumerate(CELLS)]
    compared = listed_rows(case, *rows, title="Titel: # 'x' \"y\"")
    made = proposed_files(compared.proposal, compared.source, [""], present)
    after = workspace_of(with_proposal(present.texts, made.files, made.pastes)).proven()
    actors = {actor.id: actor for layer in after.loaded.dossier.layers for actor in layer.actors}
    new = [actor for name, actor in actors.items() if name not in present.loaded.names["actor"]]
    bodies = {body.id: body for actor in new for body in actor.bodies}
    assert {name: body.name for name, body in bodies.items()} == {
        body.id: body.name for body in compared.proposal.bodies
    }
    notes = {body.id: line.reading.note for body in compared.proposal.bodies for line in body.seats.values()}
    assert {name: body.posts[0].origin.note for name, body in bodies.items()} == notes
    assert len(bodies) >= len(CELLS)
    documents = {document.id: document.title for document in after.loaded.dossier.documents}
    assert documents["import-lijst"] == "Titel: # 'x' \"y\""


def _shown(compared: ComparedList) -> str:
    return to_text(screen(import_report(compared, None).screen()), terminal=False)


def test_the_network_that_is_named_is_cleaned_too(case: Case, present: Workspace) -> None:
    compared = listed_rows(
        case, row(gremium="Commissie Nieuwland", rol="lid"), network="\u202eNieuw\u2028net"
    )
    proposed_files(compared.proposal, compared.source, [""], present)  # raises when it is not sound
    assert [actor.name for actor in compared.proposal.actors] == ["Nieuw net"]


def test_what_is_shown_holds_no_control_characters(case: Case) -> None:
    rows = [row(gremium=c, rol=c, status=c, planning=c, opgave=c, onderwerp=c, bestuurder=c) for c in CELLS]
    compared = listed_rows(case, *rows)
    shown = _shown(compared) + document_of(compared, None)
    assert [sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n"] == []
    assert "\u202e" not in shown and "<script>" not in document_of(compared, None)


_CELL = st.one_of(
    st.sampled_from(
        (
            "", "Commissie Wonen", "Stedenbond", "bond-wonen", "Stedenbnd", "lid", "voorzitter", "portefeuille Wonen",
            "bezet", "vacant", "ander", "wethouder Jeugd", "1-10-2026", "Woningbouw", "Het ministerie", "Regio",
            "Stedenbond commissie X, Y", "Ministerie/Stedenbond", "bond-wonen/lid", "positie/bond-wonen/trekker",
            "relatie/bzk/ambtelijk", "Waterschap; Havenschap", "Ministerie bouwtafel", *CELLS[:50],
        )
    ),
    st.text(max_size=30),
)  # fmt: skip
_HEADING = st.one_of(
    st.sampled_from((*HEADINGS, "Netwerk", "Zetel", "Houding", "Kleur", "")), st.text(max_size=10)
)


@settings(max_examples=examples(80))
@given(
    headings=st.lists(_HEADING, max_size=8),
    rows=st.lists(st.lists(_CELL, max_size=9), max_size=6),
    separator=st.sampled_from("\t;,"),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "cp1252", "utf-16")),
)
@example(headings=["Rol"], rows=[["Stedenbond: Wonen # x", "lid"]], separator=";", encoding="utf-8")
def test_any_table_gives_a_clear_error_or_a_sound_proposal(
    small_case: Case,
    small: Workspace,
    headings: list[str],
    rows: list[list[str]],
    separator: str,
    encoding: str,
) -> None:
    raw = text([["Gremium", *headings], *rows], separator).encode(encoding, errors="replace")
    compared = _read(small_case, raw)
    if compared is None:
        return
    _shown(compared)
    made = proposed_files(compared.proposal, compared.source, [""], small)  # raises when it is not sound
    assert bool(made.files or made.pastes) != compared.proposal.empty


@settings(max_examples=examples(60))
@given(
    raw=st.binary(max_size=300),
    start=st.sampled_from((b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Gremium;Rol\n")),
)
def test_any_bytes_give_a_clear_error_or_a_reading(small_case: Case, raw: bytes, start: bytes) -> None:
    _read(small_case, start + raw)


@settings(max_examples=examples(30))
@given(at=st.integers(0, 10_000), value=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_workbook_gives_a_clear_error_or_a_reading(
    small_case: Case, at: int, value: int, cut: bool
) -> None:
    raw = bytearray(_WORKBOOK)
    at %= len(raw)
    if cut:
        del raw[at:]
    else:
        raw[at] = value
    _read(small_case, bytes(raw))


_WORKBOOK = xlsx([HEADINGS, row(gremium="Commissie Wonen", rol="lid", status="bezet")], merged=("A2:A3",))


def _read(case: Case, raw: bytes) -> ComparedList | None:
    """What is in a list, or None when the program says clearly why it cannot tell."""
    try:
        return compare_list(raw, "lijst", case)
    except KrachtenveldError as error:
        said, hint = error.message, error.hint
    assert said and hint
    return None
