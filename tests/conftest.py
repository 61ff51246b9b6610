"""Options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rulebooks",
        type=int,
        default=300,
        help="how many random rulebooks the engines are held against (the bar is 2000)",
    )
