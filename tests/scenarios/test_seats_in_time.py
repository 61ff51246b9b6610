"""A seat with dates: a scenario on it is judged on the day that it is about, and one that does not fit stops no other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from strategy.advice.advise import advise, prepare
from strategy.comparison.futures import beside_base, read_futures
from strategy.dossier.files import read_texts
from strategy.effect.versions import Run
from strategy.errors import InputError, KrachtenveldError
from strategy.explain.whynot import why_not
from strategy.facts.types_and_sentences import Fact
from strategy.workspace import Workspace, workspace_of

BASE = Path(__file__).parents[1] / "fouten" / "basis"
LAND = "networks/land.yaml"
SEAT = "          - {rol: lid, te_verdelen: ja}\n"
OURS = "{houder: wij, geldig: {tot: 2024-08-31}}"
THEIRS = "{houder: ander, geldig: {van: 2024-09-01}}"


def dossier(held: str, **scenarios: str) -> Workspace:
    """The small dossier with its seat held like this, and scenarios by id with what they change of the seat."""
    texts: dict[str, str] = dict(read_texts(BASE).sound())
    assert SEAT in texts[LAND]
    texts[LAND] = texts[LAND].replace(SEAT, f"          - {{rol: lid, bezetting: [{held}]}}\n", 1)
    for name, change in scenarios.items():
        texts[f"scenarios/{name}.yaml"] = f"scenario: {name}\nwijzig:\n{change}"
    return workspace_of(texts)


def seat(holder: str, day: str = "") -> str:
    when = f"  peildatum: {day}\n" if day else ""
    return f"{when}  posities: {{bond-wonen/lid: {{houder: {holder}}}}}\n"


@pytest.mark.parametrize(
    ("held", "change", "fits"),
    [
        ("{houder: wij}", seat("wij"), False),
        ("{houder: wij}", seat("ander"), True),
        (f"{OURS}, {THEIRS}", seat("ander"), True),
        (f"{OURS}, {THEIRS}", seat("wij"), True),
        (f"{OURS}, {THEIRS}", seat("wij", "2024-10-01"), True),
        (OURS, seat("wij", "2024-10-01"), True),
        (OURS, seat("wij"), False),
    ],
)
def test_what_is_so_on_the_day_is_idle_and_nothing_else(held: str, change: str, fits: bool) -> None:
    version = dossier(held, wissel=change)
    if fits:
        version.under("wissel")
        return
    with pytest.raises(InputError) as refused:
        version.under("wissel")
    assert "is al wij" in refused.value.findings[0].message


def test_one_that_does_not_fit_is_left_out_and_named() -> None:
    version = dossier("{houder: wij}", goed=seat("ander"), stuk=seat("wij"))
    kept, unfit = version.without_unfit()
    assert list(kept.scenarios) == ["goed"] and list(unfit) == ["stuk"]
    for futures in (
        read_futures(version, (), Run(engine="python")).columns,
        beside_base(version, Run(engine="python")),
    ):
        assert [future.id for future in futures] == ["basis", "goed"]
        assert any('"stuk" doet niet mee' in note for note in futures[0].outcome.notes)
    with pytest.raises(KrachtenveldError):
        read_futures(version, ("stuk",), Run(engine="python"))


def test_a_seat_that_was_ours_comes_back_with_one_change(repository: Path) -> None:
    texts: Mapping[str, str] = {
        name: text.replace(
            "bezetting: [{houder: wij}]", "bezetting: [{houder: wij, geldig: {tot: 2024-08-31}}]"
        )
        for name, text in read_texts(repository).texts.items()
    }
    version = workspace_of(texts)
    outcome = advise(prepare(version.loaded, date(2024, 10, 1), False, version.rulebook), "python")
    found = why_not(outcome, "positie/netwerk-wietpilot/lid")
    assert found.change is not None
    (edit,) = found.change.edits
    assert edit.adds == (Fact("bezet", ("netwerk-wietpilot", "lid", "wij", "")),)
