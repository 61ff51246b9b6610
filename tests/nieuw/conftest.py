from __future__ import annotations

import pytest

from tests.nieuw.help import Program


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(capsys)
