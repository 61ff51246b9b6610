"""A short name for exactly what trials depend on, so that results are never mixed with those of something else."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from strategy.advice.advise import Case
from strategy.errors import Span
from strategy.robustness.trial import Scores

METHOD = 2
"""Raised when the same dossier comes to other results, or setbacks get other keys."""


def fingerprint(case: Case, base: Scores) -> str:
    """The same for the same dossier, rules, day and openness, wherever things stand in the files.

    `base` are the scores without any setback: they tell apart versions of the program that advise otherwise.
    """
    digest = hashlib.sha256()
    view = case.view
    whole = (METHOD, case.dossier, case.loaded.rule_texts, view.day, view.public_only, base)
    for part in _parts(whole):
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:24]


def _parts(value: Any) -> Iterator[str]:
    """A value of the model as texts, one way only; places in files are left out."""
    if isinstance(value, Span):
        return
    if dataclasses.is_dataclass(value):
        yield f"<{type(value).__name__}"
        for field in dataclasses.fields(value):
            yield from _parts(getattr(value, field.name))
        yield ">"
    elif isinstance(value, Mapping):
        yield "{"
        for key, item in value.items():
            yield repr(key)
            yield from _parts(item)
        yield "}"
    elif isinstance(value, tuple | list):
        yield "("
        for item in value:
            yield from _parts(item)
        yield ")"
    else:
        yield repr(value)
