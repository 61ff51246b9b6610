"""JSON as people read it has the bytes of the encoder that it is quicker than."""

from __future__ import annotations

import json
from copy import copy

from hypothesis import given
from hypothesis import strategies as st

from visualizations.writers.shapes import json_text

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
DATA = st.recursive(
    PLAIN, lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner)
)


@given(st.lists(DATA), st.integers(0, 3))
def test_elements_may_be_made_as_they_are_written(items: list[object], depth: int) -> None:
    late: object = map(copy, items)
    whole: object = items
    for _ in range(depth):
        late, whole = {"in": late}, {"in": whole}
    assert json_text(late) == json_text(whole)


@given(DATA)
def test_it_is_what_the_encoder_writes(data: object) -> None:
    assert json_text(data) == json.dumps(data, ensure_ascii=False, indent=2) + "\n"
