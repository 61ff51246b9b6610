"""Changes of one block in every layout that YAML has: what is changed is changed, and every other character stays."""

from __future__ import annotations

import pytest

from strategy.dossier.yamltree import Mapping, Node, Sequence, parse
from strategy.errors import KrachtenveldError
from strategy.templates.text import apply
from strategy.worklist.edits import BlockChange, edits_of
from strategy.worklist.places import Block


def _found(node: Node | None, way: tuple[str | int, ...]) -> Block:
    block = Block("", node)  # type: ignore[arg-type]
    for step in way:
        holder = block.node
        if isinstance(holder, Mapping) and isinstance(step, str):
            found = holder.get(step)
            assert found is not None
            block = Block(str(step), found, holder)
        else:
            assert isinstance(holder, Sequence) and isinstance(step, int)
            block = Block(str(step), holder.items[step], holder, step)
    return block


def _changed(text: str, *way: str | int, gone: bool = False, drops: str = "", **sets: str) -> str:
    file = parse(text, "a.yaml")
    change = BlockChange(_found(file.node, way), sets, frozenset(drops.split()), gone)
    return apply(text, edits_of(change, file.lines))


@pytest.mark.parametrize(
    ("text", "way", "expected"),
    [
        ("a: zwak  # kort\n", ("a",), "a: {waarde: zwak, b: 1}  # kort\n"),
        ('a: "x, y"\n', ("a",), 'a: {waarde: "x, y", b: 1}\n'),
        ("a: 0.5\n", ("a",), "a: {waarde: 0.5, b: 1}\n"),
        ("a: een\n  twee\nc: 1\n", ("a",), "a: {waarde: een twee, b: 1}\nc: 1\n"),
        ("a: {waarde: x}\n", ("a",), "a: {waarde: x, b: 1}\n"),
        ("a: {waarde: x, l: [1, 2] }\n", ("a",), "a: {waarde: x, l: [1, 2], b: 1 }\n"),
        ("a: {waarde: x,\n    b: 2}  # na\n", ("a",), "a: {waarde: x,\n    b: 1}  # na\n"),
        ("l:\n  - id: x  # naam\n    c: 2\n", ("l", 0), "l:\n  - id: x  # naam\n    b: 1\n    c: 2\n"),
        ("l:\n  - c:\n      - 1\n    id: x\n", ("l", 0), "l:\n  - b: 1\n    c:\n      - 1\n    id: x\n"),
        ("l:\n- b: |\n    oud\n    tekst\n  c: 2\n", ("l", 0), "l:\n- b: 1\n  c: 2\n"),
        ("l: [x, y]\n", ("l", 1), "l: [x, {waarde: y, b: 1}]\n"),
    ],
)
def test_a_key_that_comes(text: str, way: tuple[str | int, ...], expected: str) -> None:
    assert _changed(text, *way, b="1") == expected


@pytest.mark.parametrize(
    ("text", "way", "expected"),
    [
        ("a: {weg: 1, waarde: x}\n", ("a",), "a: {waarde: x}\n"),
        ("a: {waarde: x, weg: 1}\n", ("a",), "a: {waarde: x}\n"),
        ("a: {waarde: x, weg: 1, c: 2}\n", ("a",), "a: {waarde: x, c: 2}\n"),
        ("l:\n  - id: x\n    weg: 1\n    # blijft\n    c: 2\n", ("l", 0), "l:\n  - id: x\n    # blijft\n    c: 2\n"),
        ("l:\n  - id: x\n    weg: 1  # blijft\n", ("l", 0), "l:\n  - id: x\n    # blijft\n"),
        ("l:\n  - id: x\n    weg: >\n      lang\n      verhaal\n    c: 2\n", ("l", 0), "l:\n  - id: x\n    c: 2\n"),
    ],
)  # fmt: skip
def test_a_key_that_goes(text: str, way: tuple[str | int, ...], expected: str) -> None:
    assert _changed(text, *way, drops="weg") == expected


@pytest.mark.parametrize(
    ("text", "way", "expected"),
    [
        ("l: [x, y, z]\n", ("l", 0), "l: [y, z]\n"),
        ("l: [x, y, z]\n", ("l", 2), "l: [x, y]\n"),
        ("l: [x]\n", ("l", 0), "l: []\n"),
        (
            "l:\n  - {a: 1}\n  # over de tweede\n  - {a: 2}\n",
            ("l", 0),
            "l:\n  # over de tweede\n  - {a: 2}\n",
        ),
        ("l:\n  - a: 1\n    b: 2\n  - a: 2\n", ("l", 0), "l:\n  - a: 2\n"),
        ("l:\n  - a: 1\n    b: 2\nc: 1\n", ("l", 0), "l:\n  []\nc: 1\n"),
    ],
)
def test_an_element_that_goes(text: str, way: tuple[str | int, ...], expected: str) -> None:
    assert _changed(text, *way, gone=True) == expected


def test_where_a_comment_is_in_the_way_nothing_is_done() -> None:
    with pytest.raises(KrachtenveldError, match="door de opmaak"):
        _changed("a: {waarde: x,\n  # waarom\n  weg: 1, c: 2}\n", "a", drops="weg")
