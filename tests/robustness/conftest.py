"""What the tests of robustness share: the advice of Zaanstad, and of a very small dossier."""

from __future__ import annotations

from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.rulebook.whole import read_dossier

BASE = Path(__file__).resolve().parent.parent / "fouten" / "basis"


@pytest.fixture(scope="session")
def small() -> Outcome:
    """The advice of a dossier with two seats."""
    loaded, rulebook = read_dossier(BASE)
    return advise(prepare(loaded, None, False, rulebook), "clingo")
