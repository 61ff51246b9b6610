"""Dates of a list, as the calendar reads them; what is no certain date is none."""

from __future__ import annotations

import pytest

from strategy.dossier.dates import read_date
from strategy.importing.readings import planned


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("01-10-2026", "1 oktober 2026"),
        ("1/10/2026", "1 oktober 2026"),
        ("1.10.2026", "1 oktober 2026"),
        ("2026-10-01", "1 oktober 2026"),
        ("1 oktober 2026", "1 oktober 2026"),
        ("voor 1 oktober 2026", "1 oktober 2026"),
        ("4-7-2026 t/m 22-7-2026", "4 tot en met 22 juli 2026"),
        ("najaar 2026", "najaar 2026"),
        ("Q3 2026", "derde kwartaal 2026"),
        ("zomer 2026", "zomer 2026"),
        ("31-02-2026", ""),
        ("7/22/2026", ""),
        ("1-10-26", ""),
        ("binnenkort", ""),
        ("onbekend", ""),
        ("", ""),
    ],
)
def test_dates(text: str, when: str) -> None:
    assert planned(text) == when
    assert not when or read_date(when) is not None
