"""Dates of a list, as the calendar reads them; what is no certain date is none."""

from __future__ import annotations

import pytest

from strategy.dossier.dates import read_date
from strategy.importing.cell_words import planned


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
        ("1-10-26", "1 oktober 2026"),
        ("15/6/26", "15 juni 2026"),
        ("15-6-'26", "15 juni 2026"),
        ("20260615", "15 juni 2026"),
        ("ma 15 juni 2026 10:00", "15 juni 2026"),
        ("di 15 juni 2026", ""),
        ("1 sept. 2026", "1 september 2026"),
        ("mrt 2026", "maart 2026"),
        ("sept. 2026", "september 2026"),
        ("06-2026", "juni 2026"),
        ("3e kwartaal 2026", "derde kwartaal 2026"),
        ("kwartaal 3 2026", "derde kwartaal 2026"),
        ("2026-Q3", "derde kwartaal 2026"),
        ("1e helft 2027", "eerste helft 2027"),
        ("H2 2027", "tweede helft 2027"),
        ("wk 26 2026", "22 tot en met 28 juni 2026"),
        ("week 54 2026", ""),
        ("week 26", ""),
        ("juni/juli 2026", "1 juni tot en met 31 juli 2026"),
        ("zomer/najaar 2026", "1 juni tot en met 30 november 2026"),
        ("02-06-2022 - 05-06-2022", "2 tot en met 5 juni 2022"),
        ("elk kwartaal", "elk kwartaal"),
        ("ieder kwartaal", "elk kwartaal"),
        ("elke maand", "elke maand"),
        ("maandelijks", "maandelijks"),
        ("elk half jaar", "twee keer per jaar"),
        ("4x per jaar", "4 keer per jaar"),
        ("elk jaar in mei", "elk jaar, mei"),
        ("jaarlijks in mei", "elk jaar, mei"),
        ("elk voorjaar", "elk jaar, voorjaar"),
        ("elk jaar", "elk jaar"),
        ("elke 6 weken", ""),
        ("elke twee jaar", ""),
        ("om het jaar", ""),
        ("elke woensdag", ""),
        ("24-6 of 1-7", ""),
        ("z.s.m.", ""),
        ("voor de zomer", ""),
        ("01-02-03", ""),
        ("31-11-2026", ""),
        ("binnenkort", ""),
        ("onbekend", ""),
        ("", ""),
    ],
)
def test_dates(text: str, when: str) -> None:
    assert planned(text) == when
    assert not when or read_date(when) is not None
