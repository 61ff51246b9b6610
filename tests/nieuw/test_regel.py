"""A rule put behind others leaves these byte for byte as they were, and says where it fires."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategy.templates.text import Edit, apply
from tests.examples import examples
from tests.nieuw.help import Program, held, small

FILE = "rules/3-wegen.yaml"


def add(program: Program, folder: Path, inside: str = "3-wegen") -> None:
    done = program("nieuw", "regel", "Buren eerst", "--in", inside, "--dossier", folder)
    assert done.code == 0, done


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda raw: raw,
        lambda raw: raw.rstrip(b"\n"),
        lambda raw: raw + b"\n\n",
        lambda raw: raw + b"# tot hier\n",
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n  ", b"\n"),
        lambda raw: raw.replace(b"\n  ", b"\n      "),
    ],
    ids=["gewoon", "zonder-laatste-regeleinde", "lege-regels", "opmerking", "crlf", "bom", "links", "rechts"],
)
def test_the_rest_of_the_file_stays(program: Program, stad: Path, rewrite) -> None:
    path = stad / FILE
    path.write_bytes(rewrite(path.read_bytes()))
    before, others = path.read_bytes(), held(stad)
    add(program, stad)
    after = path.read_bytes()
    assert after.startswith(before)
    assert b"\r\n" not in after or after.count(b"\n") == after.count(b"\r\n")
    assert {name for name, digest in held(stad).items() if others.get(name) != digest} == {FILE}
    assert program.right("controleer", "--dossier", stad)
    assert "12 van 12 regels vuurden" in program.right("toets", "--dossier", stad)


def test_keys_behind_the_rules_stay_behind_them(program: Program, stad: Path) -> None:
    path = stad / FILE
    tail = "\n# Wat dit bestand is:\nomschrijving: Wegen naar het Rijk.\n"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + tail, encoding="utf-8")
    add(program, stad)
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before) and after.endswith(tail)
    assert "buren-eerst" in after
    assert program.right("controleer", "--dossier", stad)


@pytest.mark.parametrize(
    "inside", ["3-wegen", "3-wegen.yaml", "rules/3-wegen.yaml", "./rules/3-wegen.yaml", "rules\\3-wegen.yaml"]
)
def test_the_file_may_be_named_in_several_ways(program: Program, stad: Path, inside: str) -> None:
    add(program, stad, inside)
    assert "buren-eerst" in (stad / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(("inside", "hint"), [("3-wgen", 'bedoeld: "3-wegen"?'), ("x", "1-wat-past")])
def test_a_file_that_is_not_there_is_not_made(program: Program, stad: Path, inside: str, hint: str) -> None:
    before = held(stad)
    message = program.refused("nieuw", "regel", "Buren eerst", "--in", inside, "--dossier", stad)
    assert hint in message
    assert held(stad) == before


@pytest.mark.parametrize(
    "text",
    [
        "regels: [{regel: x, als: [{opgave: {id: $o}}], dan: {feit: {los: {o: $o}}}}]\n",
        "regels:\n  -\n    regel: x\n    als: [{opgave: {id: $o}}]\n    dan: {feit: {los: {o: $o}}}\n",
        "regels:\n  - {regel: x, als: [{opgave: {id: $o}}], dan: {feit: {los: {o: $o}}}}\n...\n",
    ],
    ids=["op-een-regel", "streepje-alleen", "afgesloten"],
)
def test_a_layout_without_room_is_left_alone(program: Program, stad: Path, text: str) -> None:
    (stad / "rules" / "4-los.yaml").write_text(text, encoding="utf-8")
    before = held(stad)
    message = program.refused("nieuw", "regel", "Buren eerst", "--in", "4-los", "--dossier", stad)
    assert "laat --in weg" in message
    assert held(stad) == before


def test_examples_come_from_this_dossier_and_hold(program: Program, stad: Path) -> None:
    program.right("nieuw", "regel", "Buren eerst", "--dossier", stad)
    text = (stad / "rules" / "buren-eerst.yaml").read_text(encoding="utf-8")
    assert "voorbeelden:" in text and "p: vast-geld-preventie" in text
    assert "zonder voorbeeld" not in program.right("toets", "--dossier", stad)
    assert "samenwerking/zorgorganisaties" in program.right("advies", "--top", "0", "--dossier", stad)
    assert "buren-eerst  +" in program.right("waarom", "verkenning/zorgorganisaties", "--dossier", stad)


def test_a_rule_that_does_not_fire_says_which_lines_to_change(program: Program, tmp_path: Path) -> None:
    folder = small(tmp_path)
    program.right("nieuw", "regel", "Buren eerst", "--dossier", folder)
    text = (folder / "rules" / "buren-eerst.yaml").read_text(encoding="utf-8")
    assert "vuurt deze regel nog nergens" in text and "#   wel: [{p: meer-woningen}]" in text
    assert program.right("controleer", "--dossier", folder)


# ── edits ─────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet="ab \n\r\u2028é", max_size=30),
    st.integers(1, 6),
    st.text(alphabet="xy\n", min_size=1, max_size=8),
)
def test_an_insertion_takes_nothing_away(text: str, line: int, added: str) -> None:
    after = apply(text, [Edit(line, 1, line, 1, added)])
    kept = iter(after)
    assert all(character in kept for character in text), (text, after)
    assert len(after) >= len(text) + len(added)


def test_edits_do_not_shift_each_other() -> None:
    text = "\ufeffnaam: oud\r\nrest: blijft\r\n"
    edits = [Edit(1, 7, 1, 10, "nieuw"), Edit(2, 1, 2, 1, "erbij: ja\n"), Edit(2, 7, 2, 13, "gaat")]
    assert apply(text, edits) == "\ufeffnaam: nieuw\r\nerbij: ja\r\nrest: gaat\r\n"
