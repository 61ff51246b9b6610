"""What the browser tests call accessible: a fault is found wherever it stands among what looks like it."""

from __future__ import annotations

import pytest

from tests.browser import Opener, violations

pytestmark = pytest.mark.browser
ROWS = "".join(f"<tr><td>rij {number}</td><td><b>waarde</b> <i>soms</i></td></tr>" for number in range(40))


def page(style: str) -> str:
    return (
        f"<!doctype html><html lang='nl'><title>Proef</title><style>{style}</style>"
        f"<main><h1>Proef</h1><table>{ROWS}</table></main></html>"
    )


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("", []),
        ("tr:nth-child(31) td { color: #999; }", ["color-contrast"]),
        ("tr:nth-child(31) { background: #666; }", ["color-contrast"]),
        ("tr:nth-child(31) i { opacity: .4; }", ["color-contrast"]),
        ("tr:nth-child(n + 31) b { color: #999; } tr { background: #fff; }", ["color-contrast"]),
    ],
)
def test_faint_text_is_found_among_what_looks_like_it(visit: Opener, style: str, found: list[str]) -> None:
    assert [name for name, _ in violations(visit(page(style)).page)] == found


def test_other_faults_are_found(visit: Opener) -> None:
    seen = visit(page("").replace("<main>", "<main><img src='data:,'>")).page
    assert [name for name, _ in violations(seen)] == ["image-alt"]
