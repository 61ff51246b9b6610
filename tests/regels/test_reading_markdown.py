"""What rules say, as Markdown: whatever stands in an argument, nothing in it is markup."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from visualizations.regels.reading import Concept, Named, Variable, Word, markdown

HOSTILE = (
    "<script>alert(1)</script>", "<!-- x", "![x](http://kwaad.example/x.png)", "[klik](javascript:alert(1))", "# kop", "- punt",
    "1. een", "> citaat", "*a* _b_", "~~weg~~", "&lt;b&gt;", "a \\ b", "<https://kwaad.example>", "| a | b |",
)  # fmt: skip
INERT = {
    "paragraph_open",
    "paragraph_close",
    "inline",
    "text",
    "em_open",
    "em_close",
    "strong_open",
    "strong_close",
    "text_special",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_an_argument_is_markup(text: str) -> None:
    for tokens in (
        (text, Variable("p")),
        (f" {text} ", Word(text)),
        (Concept(text, "regel"), " en ", Named(text)),
    ):
        parsed = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(markdown(tokens))
        kinds = {each.type for part in parsed for each in (part, *(part.children or ()))}
        assert kinds <= INERT, (markdown(tokens), kinds - INERT)


def test_white_between_parts_stays() -> None:
    assert markdown(("wij ", Variable("p"), " of ", Word("lid"))) == "wij *p* of **lid**"
