"""What a weight is called, and where in the dossier it is written."""

from __future__ import annotations

from strategy.advice.advise import Outcome
from strategy.dossier.provenance import Origin
from strategy.explain.tipping import Lever


def lever_name(outcome: Outcome, lever: Lever) -> str:
    """As in a sentence: an opgave by its kind, a priority between quotation marks."""
    name = outcome.names.name(lever.kind, lever.id)
    return f"opgave {name}" if lever.kind == "opgave" else f'"{name}"'


def lever_origin(outcome: Outcome, lever: Lever) -> Origin | None:
    """Where the weight is written; None where the dossier leaves it at 1, or where it may not be seen."""
    opgaven = outcome.case.dossier.opgaven
    items = opgaven if lever.kind == "opgave" else [item for opgave in opgaven for item in opgave.priorities]
    weight = next(item.weight for item in items if item.id == lever.id)
    return weight.origin if weight and outcome.case.view.shows(weight) else None


def lever_place(outcome: Outcome, lever: Lever) -> str:
    """The place as text, with its aard unless anyone can look it up; "" where the dossier leaves it at 1."""
    origin = lever_origin(outcome, lever)
    if origin is None:
        return ""
    nature = "" if origin.nature == "registratie" else f" ({origin.nature})"
    return f"{origin.span.file}:{origin.span.line}{nature}"
