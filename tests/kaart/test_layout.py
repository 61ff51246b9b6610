"""Where things stand: no overlap, nothing cut off, the same every time, few crossings, quick on large maps."""

from __future__ import annotations

import random
import time
from itertools import combinations, pairwise

import pytest

from visualizations.kaart.layout import COLUMN_WIDTHS, FONT, LANE, crossings, layout, order, width, wrap
from visualizations.kaart.model import Edge, MapModel
from visualizations.kaart.svg import outline


def test_boxes_do_not_overlap(model: MapModel) -> None:
    placed = layout(model)
    columns: dict[int, list[tuple[float, float]]] = {}
    for node in model.shown:
        box = placed.boxes[node.id]
        columns.setdefault(node.column, []).append((box.y - box.height / 2, box.y + box.height / 2))
        assert box.y - box.height / 2 >= 0
        assert box.y + box.height / 2 <= placed.height
    for column, y in placed.lanes.values():
        columns[column].append((y - LANE / 2, y + LANE / 2))
    for spans in columns.values():
        for (_, bottom), (top, _) in pairwise(sorted(spans)):
            assert bottom + 2 <= top


def test_labels_are_whole_and_fit(model: MapModel) -> None:
    placed = layout(model)
    for node in model.nodes:
        box = placed.boxes[node.id]
        assert "".join(box.label).replace("-", "").replace(" ", "") == node.label.replace("-", "").replace(
            " ", ""
        )
        assert all(width(line, FONT) <= COLUMN_WIDTHS[node.column] for line in box.lines)


def test_layout_is_deterministic(model: MapModel) -> None:
    assert layout(model) == layout(model)


@pytest.mark.parametrize(
    "text",
    [
        "Wonen",
        "a b " * 40,
        "Arbeidsongeschiktheidsverzekeringsmaatschappij" * 3,
        "مرحبا بالعالم",
        "🏘️" * 30,
        "",
        " ",
    ],
)
def test_wrapping_loses_nothing(text: str) -> None:
    lines = wrap(text, 17, 150)
    assert lines
    assert all(width(line, 17) <= 150 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_order_counts_and_lowers_crossings() -> None:
    columns = [["a", "b"], ["x", "y"]]
    assert crossings(columns, {"a": ["y"], "b": ["x"]}) == 1
    assert crossings(order(columns, [("a", "y"), ("b", "x")]), {"a": ["y"], "b": ["x"]}) == 0
    chance = random.Random(5)
    columns = [[f"{c}{i}" for i in range(12)] for c in "pqr"]
    segments = [(chance.choice(columns[k]), chance.choice(columns[k + 1])) for k in (0, 1) for _ in range(25)]
    after: dict[str, list[str]] = {}
    for start, end in dict.fromkeys(segments):
        after.setdefault(start, []).append(end)
    naive = sum(
        (columns[k].index(a) - columns[k].index(c)) * (columns[k + 1].index(b) - columns[k + 1].index(d)) < 0
        for k in (0, 1)
        for (a, b), (c, d) in combinations([s for s in dict.fromkeys(segments) if s[0] in columns[k]], 2)
    )
    assert crossings(columns, after) == naive
    assert crossings(order(columns, segments), after) < naive


def test_large_maps_stay_quick() -> None:
    chance = random.Random(3)
    columns = [[f"{c}-{i}" for i in range(count)] for c, count in enumerate((10, 80, 300, 100, 60))]
    segments = [
        (chance.choice(columns[k]), chance.choice(columns[k + 1])) for k in range(4) for _ in range(500)
    ]
    began = time.process_time()
    order(columns, segments)
    assert time.process_time() - began < 5


def test_lines_over_a_column_get_a_lane(model: MapModel) -> None:
    placed = layout(model)
    column = {node.id: node.column for node in model.nodes}

    def skipped(edge: Edge) -> int:
        return column[edge.end] - column[edge.start] - 1

    assert all(len(placed.route_of[edge.start, edge.end]) == skipped(edge) for edge in model.edges)


@pytest.mark.parametrize("kind", ["opgave", "prioriteit", "gremium", "route", "instrument", "beslisser"])
def test_every_kind_has_a_shape_of_its_own(kind) -> None:
    others = [
        other
        for other in ("opgave", "prioriteit", "gremium", "route", "instrument", "beslisser")
        if other != kind
    ]
    assert outline(kind, 180, 40) not in [outline(other, 180, 40) for other in others]  # type: ignore[arg-type]
