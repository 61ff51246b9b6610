"""What a page does wrong is heard in each of the other browsers."""

from __future__ import annotations

import pytest

from tests.other_browsers import NO_WEBKIT, Opener

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src 'unsafe-inline'">
</head><body><script>vergeten();</script></body></html>"""


def test_webkit_is_among_them() -> None:
    """Said once, not by each test that cannot run in it."""
    if NO_WEBKIT:
        pytest.skip(NO_WEBKIT)


def test_what_a_page_says_and_asks_is_heard(in_other: Opener) -> None:
    """An error while it loads, what it says itself, and what it asks the network for."""
    page = in_other(PAGE)
    page.evaluate("console.error('eigen fout')")
    page.evaluate(
        "new Promise(done => Object.assign(new Image(), {onerror: done, src: 'https://elders.nl/x.png'}))"
    )
    page.leave()
    first, second, third = page.complaints
    assert first.startswith("error: ")
    assert second == "error: eigen fout"
    assert "elders.nl" in third
    page.complaints.clear()
