"""With what every JSON output begins: what made it, of which dossier, under which scenario, on which day."""

from __future__ import annotations

from strategy.advice.advise import Case
from visualizations.jsonshape import DAY, TEXT, YES_NO, Json
from visualizations.output import MARK


def head(case: Case, version: str) -> Json:
    """The first keys of a JSON output; `version` is that of its own shape."""
    return {
        "gemaakt_met": MARK,
        "versie": version,
        "openbaar": case.view.public_only,
        "dossier": case.dossier.header.id,
        "scenario": case.scenario,
        "peildatum": case.view.day.isoformat(),
        "regels": case.fingerprint,
    }


def head_schema(version: str) -> dict[str, Json]:
    """The properties that `head` fills, for a record."""
    return {
        "gemaakt_met": {"const": MARK},
        "versie": {"const": version},
        "openbaar": YES_NO,
        "dossier": TEXT,
        "scenario": TEXT,
        "peildatum": DAY,
        "regels": TEXT,
    }
