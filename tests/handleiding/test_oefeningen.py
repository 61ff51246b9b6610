"""The exercises of the handbook: every answer is carried out. A file of its own, to run beside the other pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handleiding.practice import PAGES, carried_out


def test_answers_are_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carried_out(next(page for page in PAGES if page.stem == "oefeningen"), tmp_path, monkeypatch)
