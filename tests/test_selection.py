"""Choosing and grouping advice: by the condition it comes with, and by the portfolio that could see to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.model import CONDITIONS
from strategy.advice.select import Selection, resolved, select, select_lines
from strategy.allocation.seats import dagdelen_asked, portfolios_of, within_portfolio
from strategy.dossier.files import read_texts
from strategy.errors import KrachtenveldError
from strategy.workspace import workspace_of
from visualizations.reports.advies import grouped, time_texts

SEATS = Selection(sort="positie")


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    return read_texts(repository).sound()


@pytest.mark.parametrize("sort", CONDITIONS)
def test_a_condition_keeps_what_has_it(outcome: Outcome, sort: str) -> None:
    chosen = select(outcome, Selection(condition=sort))
    assert chosen
    assert set(chosen) == {
        advice for advice in outcome.advices if sort in {condition.sort for condition in advice.conditions}
    }


def test_a_condition_that_is_not_there_is_refused(outcome: Outcome) -> None:
    with pytest.raises(KrachtenveldError, match='geen voorwaarde "guning"') as caught:
        select(outcome, Selection(condition="guning"))
    assert caught.value.hint == 'bedoeld: "gunning"?'


def test_every_advice_stands_under_some_portfolio(outcome: Outcome) -> None:
    seats = select(outcome, SEATS)
    groups = grouped(outcome, seats, "portefeuille", SEATS)
    names = [portfolio.name for portfolio in outcome.case.dossier.college.portfolios]
    assert [name for name in groups if name in names] == [name for name in names if name in groups]
    assert {advice.id for group in groups.values() for advice in group} == {advice.id for advice in seats}
    for group in groups.values():
        assert [advice.rank for advice in group] == sorted(advice.rank for advice in group)


def test_a_portfolio_that_names_the_theme_goes_before_one_that_comes_near(outcome: Outcome) -> None:
    groups = grouped(outcome, select(outcome, SEATS), "portefeuille", SEATS)
    seat = "positie/vng-zjo/portefeuille/jeugd"
    assert [name for name, group in groups.items() if seat in {advice.id for advice in group}] == [
        "Jeugd en onderwijs"
    ]


def test_what_is_asked_for_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["advies", "--voorwaarde", "gunning", "--per", "geen", "--top", "3", "--engine", "python"])
    assert not stop.value.code
    out = capsys.readouterr().out
    assert "adviezen (gunning)" in out
    assert out.count("▸ wordt gegund door Zaanstreek-Waterland") == 4


def test_who_is_asked_for_more_time_than_there_is(outcome: Outcome) -> None:
    seats = select(outcome, SEATS)
    lead, remarks = time_texts(outcome, grouped(outcome, seats, "portefeuille", SEATS))
    assert lead.startswith(
        "Meer gevraagd dan er tijd is: Duurzaamheid, energie en milieu (12 van 6 dagdelen); "
    )
    assert remarks["Zorg en gezondheid"] == "2 van 6 dagdelen"
    assert "Zorg en gezondheid" not in lead


@pytest.mark.parametrize(("hours", "too_much"), [(2, False), (1, True)])
def test_all_the_time_there_is_is_not_too_much(texts: dict[str, str], hours: int, too_much: bool) -> None:
    old = "themas: [zorg, gezondheid, sport]\n    dagdelen: {waarde: 6"
    assert old in texts["college.yaml"]
    changed = {**texts, "college.yaml": texts["college.yaml"].replace(old, old[:-1] + str(hours))}
    found = advise(prepare(workspace_of(changed).loaded), "python")
    lead, remarks = time_texts(found, grouped(found, select(found, SEATS), "portefeuille", SEATS))
    assert remarks["Zorg en gezondheid"] == f"2 van {hours} dagdelen"
    assert ("Zorg en gezondheid" in lead) is too_much


def test_of_several_roles_at_a_table_the_heaviest_costs_time(outcome: Outcome) -> None:
    roles = [outcome.advice(f"positie/vng-zjo/{role}") for role in ("lid", "portefeuille/jeugd")]
    found = [advice for advice in roles if advice is not None]
    assert len(found) == 2
    assert dagdelen_asked(outcome, found[:1]) == 1
    assert dagdelen_asked(outcome, found) == dagdelen_asked(outcome, found[1:]) == 2
    officials = outcome.advice("positie/vng-meedenk-klimaat/lid")
    assert officials is not None
    assert dagdelen_asked(outcome, [officials]) == 0


def test_a_dossier_that_tells_no_time_gets_no_remarks(texts: dict[str, str]) -> None:
    parts = texts["college.yaml"].split("verdeling:")
    loaded = workspace_of({**texts, "college.yaml": parts[0]}).loaded
    bare = advise(prepare(loaded), "python")
    assert time_texts(bare, grouped(bare, select(bare, SEATS), "portefeuille", SEATS)) == ("", {})


def test_a_priority_keeps_what_serves_it(outcome: Outcome) -> None:
    chosen = select_lines(outcome, Selection(priority="Zaanstad als houtbouwstad"))
    assert chosen == select_lines(outcome, Selection(priority="houtbouw"))
    assert set(chosen) == {line for line in outcome.lines if "houtbouw" in line.priorities}


def test_a_theme_keeps_what_serves_a_priority_about_it_or_a_part_of_it(outcome: Outcome) -> None:
    chosen = set(select_lines(outcome, Selection(theme="Sociaal domein")))
    part = set(select_lines(outcome, Selection(theme="jeugd")))
    assert part and part < chosen < set(outcome.lines)


def test_a_portfolio_keeps_what_it_could_best_see_to(
    outcome: Outcome, capsys: pytest.CaptureFixture[str]
) -> None:
    of_portfolio = portfolios_of(outcome, outcome.lines)
    kept = within_portfolio(outcome, outcome.lines, "wonen")
    assert kept and {line.id for line in kept} == {
        name for name, found in of_portfolio.items() if "wonen" in found
    }
    with pytest.raises(SystemExit) as stop:
        cli.main(["advies", "--portefeuille", "Wonen", "--soort", "positie", "--formaat", "json"])
    assert stop.value.code == 0
    shown = [advice["id"] for advice in json.loads(capsys.readouterr().out)["adviezen"]]
    assert shown == [line.id for line in kept if any(part.target.sort == "positie" for part in line.within)]


@pytest.mark.parametrize(
    ("kind", "word"), [("priority", "houtbouv"), ("theme", "wonne"), ("portfolio", "wonne")]
)
def test_a_name_that_is_nearly_right_is_suggested(outcome: Outcome, kind: str, word: str) -> None:
    with pytest.raises(KrachtenveldError) as caught:
        resolved(outcome, Selection(**{kind: word}))
    assert caught.value.hint.startswith("bedoeld: ")
