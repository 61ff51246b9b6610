"""A handful of municipalities of all kinds: dossier, checks and advice without an error; `make gemeenten` does all 342."""

from __future__ import annotations

import pytest

from benchmarks.gemeenten import SHOWN, run, table
from strategy.register.tables import municipality, shipped

CODES = [municipality(name, shipped()).code for name in SHOWN]


@pytest.mark.parametrize("code", CODES, ids=SHOWN)
def test_a_municipality_has_no_errors_and_every_arrangement(code: str) -> None:
    found = run(code)
    assert found.errors == ()
    assert found.described >= found.joined > 0
    assert sum(count > 0 for count in found.bands) >= 2, "not everything in one band"
    assert found.remarks <= 8, "what a newcomer reads first"


def test_what_goes_wrong_is_told_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("stuk")

    monkeypatch.setattr("benchmarks.gemeenten.new_municipality", broken)
    found = run(CODES[0])
    assert "stuk" in found.errors[0]
    assert "Amsterdam" in "\n".join(table([found]))
