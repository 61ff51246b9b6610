"""The briefing of the real dossier, whole and about one opgave."""

from __future__ import annotations

import pytest

from strategy.advice.advise import Outcome
from visualizations.briefing.build import briefing
from visualizations.briefing.model import Briefing
from visualizations.briefing.subjects import subjects

COMMAND = "krachtenveld briefing --per opgave"


@pytest.fixture(scope="session")
def made(outcome: Outcome) -> Briefing:
    """Per opgave, all of them."""
    return briefing(outcome, subjects(outcome, "opgave"), COMMAND)


@pytest.fixture(scope="session")
def small(outcome: Outcome) -> Briefing:
    """Only gezondheid."""
    return briefing(outcome, subjects(outcome, "opgave", "gezondheid"), COMMAND)
