"""JSON as people read it has the bytes of the encoder that it is quicker than."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from visualizations.writers.json_text import json_text

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
DATA = st.recursive(
    PLAIN, lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner)
)


@given(DATA)
def test_it_is_what_the_encoder_writes(data: object) -> None:
    assert json_text(data) == json.dumps(data, ensure_ascii=False, indent=2) + "\n"
