"""Mermaid: a picture that stays small, whose names cannot break it."""

from __future__ import annotations

import re

import pytest

from strategy.advice.advise import Outcome
from strategy.advice.select import Selection
from visualizations.exports.forms import text_of
from visualizations.exports.graphs import ROOM, left_out_text, picture
from visualizations.exports.model import Export
from visualizations.exports.network import export_of
from visualizations.writers.safe_files import MARK

LABEL = r'"[^"`<>&\n]*"'
LINE = re.compile(
    rf"""%%\ .*
    | flowchart\ LR
    | \ \ subgraph\ n\d+\[{LABEL}\]
    | \ \ end
    | \ {{2,4}}k\d+(?:\(\[|\[\[|\[/|\[){LABEL}(?:\]\)|\]\]|/\]|\]):::(?:opgave|prioriteit|doen|ook-doen|als-er-tijd-is)
    | \ \ k\d+\ -->\|{LABEL}\|\ k\d+
    | \ \ classDef\ [a-z-]+\ [a-z0-9:\#,-]+""",
    re.VERBOSE,
)
CHOICES = (
    Selection(),
    Selection(opgave="gezondheid"),
    Selection(network="g40"),
    Selection(opgave="economie", network="mra"),
)


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_it_stays_legible(outcome: Outcome, choice: Selection) -> None:
    export = export_of(outcome, choice)
    drawn = picture(export)
    assert 0 < len(drawn.right) <= ROOM
    ends = {node.id for node in (*drawn.left, *drawn.right)}
    assert {name for start, end, _ in drawn.lines for name in (start, end)} == ends
    assert {node.kind for node in drawn.left} == {"prioriteit" if choice.opgave else "opgave"}
    advised = {edge.start for edge in export.edges if edge.kind == "dient"}
    refrained = {node.id for node in export.nodes if node.values.get("band") == "nee"}
    assert drawn.left_out == len(advised - refrained) - len(drawn.right)
    assert bool(left_out_text(export)) == bool(drawn.left_out)


def test_the_best_comes_first(plain: Export) -> None:
    drawn = picture(plain)
    assert drawn.bands == ("doen",)
    doing = {
        n.id
        for n in plain.nodes
        if n.values.get("band") == "doen" and n.kind in ("actor", "gremium", "instrument")
    }
    assert {node.id for node in drawn.right} == doing


@pytest.mark.parametrize("name", ["plain", "strange"])
def test_every_line_is_mermaid(name: str, request: pytest.FixtureRequest) -> None:
    text = text_of(request.getfixturevalue(name), "mermaid")
    lines = text.splitlines()
    assert lines[0] == f"%% {MARK}" and text.endswith("\n")
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert not re.search(r"%%\s*\{", text)


def test_names_can_be_read_back(strange: Export) -> None:
    text = text_of(strange, "mermaid")
    read = [re.sub(r"#(\d+);", lambda code: chr(int(code[1])), label) for label in re.findall(r'k\d+[(\[/]+"(.*)"[)\]/]+:::', text)]  # fmt: skip
    drawn = picture(strange)
    assert sorted(read) == sorted(node.label for node in (*drawn.left, *drawn.right))


def test_nothing_to_draw(outcome: Outcome) -> None:
    export = export_of(outcome, Selection(network="europa", opgave="veiligheid"))
    assert not export.advices
    assert text_of(export, "mermaid").splitlines()[3] == "flowchart LR"
