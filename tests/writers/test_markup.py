"""Text from a dossier stays text in Markdown, wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from visualizations.writers.markup import escaped, table

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SIGNS = st.text(alphabet="ab1 \\`*_{}[]()<>#|~!&;-+=.:/\n", max_size=30)
ALLOWED = {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "code_inline"}


@given(SIGNS)
@example("- a")
@example("1) a")
@example("&copy;")
@example("===")
@example("typ `a_b` nu")
@example("`a|b` <b>")
def test_any_text_stays_text(text: str) -> None:
    tokens = [each for token in PARSER.parse(escaped(text)) for each in (token, *(token.children or ()))]
    assert {each.type for each in tokens} <= ALLOWED
    said = "".join(each.content for each in tokens if each.type not in ("inline",))
    assert said.replace("`", "") == " ".join(text.split()).replace("`", "")


@given(SIGNS)
def test_any_text_stays_in_its_cell(text: str) -> None:
    tokens = PARSER.parse("\n".join(table(("kop", "n"), [(escaped(text), "1")], right={1})))
    assert sum(each.type == "td_open" for each in tokens) == 2
    assert {"heading_open", "html_block", "list_item_open"}.isdisjoint(each.type for each in tokens)


@pytest.mark.parametrize("text", ["Zaanstad, 3,5 dagdelen", "R&D", "a - b", "Let op!", "#1", "{p}"])
def test_what_means_nothing_is_left_alone(text: str) -> None:
    assert escaped(text) == text
