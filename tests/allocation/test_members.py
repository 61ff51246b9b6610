"""A college that names its members: seats go to persons, by the best of their portfolios and with one time for all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.allocation.allocate import Allocation, allocate
from strategy.allocation.problem import LOAD
from strategy.allocation.seats import owners, takers
from strategy.allocation.terms import Lookup
from strategy.dossier.files import read_texts
from strategy.errors import InputError
from strategy.workspace import workspace_of
from tests.allocation.checker import faults
from tests.members import HOURS, shared_out, texts_with, with_members
from visualizations.reports.verdeling import DivisionAnswer, division_report
from visualizations.writers.screen import screen, to_text

NUMBERS = (4, 5, 9)


@pytest.fixture(scope="module")
def colleges(repository: Path, outcome: Outcome) -> dict[int, Outcome]:
    """By the number of its members."""
    portfolios = outcome.case.dossier.college.portfolios
    return {number: with_members(repository, shared_out(portfolios, number)) for number in NUMBERS}


@pytest.fixture(scope="module")
def alone(outcome: Outcome) -> Allocation:
    """The plan of a college that names nobody."""
    return allocate(outcome)


def test_members_change_no_advice(outcome: Outcome, colleges: dict[int, Outcome]) -> None:
    for other in colleges.values():
        assert [(each.id, each.score) for each in other.advices] == [
            (each.id, each.score) for each in outcome.advices
        ]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_member_takes_a_seat_as_the_portfolio_that_fits_it_best(
    alone: Allocation, colleges: dict[int, Outcome], number: int
) -> None:
    """The same seats and rules as over portfolios; of each seat the worth of the best, and its ties; one time."""
    made = allocate(colleges[number])
    held = {each.id: [item.id for item in each.portfolios] for each in takers(colleges[number].case.view)}
    assert len(held) == number
    for one, other in zip(alone.problem.seats, made.problem.seats, strict=True):
        best = {
            name: max((one.worth[item], one.ties[item]) for item in own if item in one.worth)
            for name, own in held.items()
            if any(item in one.worth for item in own)
        }
        assert {name: (other.worth[name], other.ties[name]) for name in other.worth} == best
        assert (other.id, other.load) == (one.id, one.load)
    assert made.problem.rules == alone.problem.rules
    assert {item.portfolio: item.load for item in made.problem.capacities} == dict.fromkeys(
        held, HOURS * LOAD
    )
    assert made.solution.proven
    advised = {
        each.id: each.target.attitude for each in made.outcome.advices if each.target.sort == "positie"
    }
    assert faults(made.outcome.case.dossier, made.plan, advised) == []


def test_a_member_per_portfolio_gives_the_plan_of_the_portfolios(repository: Path, alone: Allocation) -> None:
    held = {item.id: [item.id] for item in alone.outcome.case.dossier.college.portfolios}
    texts = texts_with(read_texts(repository).sound(), held, 6)
    for name in ("burgemeester", "financien"):
        texts["college.yaml"] = re.sub(rf"({{id: {name}, .*waarde: )6", r"\g<1>4", texts["college.yaml"])
    same = allocate(advise(prepare(workspace_of(texts).loaded), "python"))
    assert (same.plan, same.solution.worth) == (alone.plan, alone.solution.worth)


def test_merging_is_said_in_a_scenario_and_counts_the_time_once(repository: Path) -> None:
    """Two portfolios in one hand, in a college that names nobody: the seven others stay as they were."""
    texts = read_texts(repository).sound()
    texts["scenarios/een-hand.yaml"] = (
        "scenario: een-hand\nnaam: Jeugd en zorg in één hand\naard: aanname\nwijzig:\n"
        "  bestuurders: {erbij: [{id: jeugd-en-zorg, naam: Wethouder jeugd en zorg, dagdelen: 6}]}\n"
        "  portefeuilles: {jeugd-onderwijs: {bestuurder: jeugd-en-zorg}, zorg-gezondheid: {bestuurder: jeugd-en-zorg}}\n"
    )
    found = workspace_of(texts).under("een-hand")
    made = allocate(advise(prepare(found.loaded, rulebook=found.rulebook), "python"))
    assert [each.id for each in made.terms.takers] == [
        "burgemeester", "jeugd-en-zorg", "sociaal", "economie", "wonen", "ruimte-mobiliteit", "duurzaamheid", "financien"
    ]  # fmt: skip
    assert made.problem.load(made.plan, "jeugd-en-zorg") <= 6 * LOAD
    assert sum(made.terms.capacity.values()) == 44


def test_a_seat_may_be_for_a_member_or_one_of_their_portfolios(colleges: dict[int, Outcome]) -> None:
    found = Lookup(colleges[4])
    seat = "g40-sociale-pijler/trekker"
    (holder,) = {
        each.id for each in takers(colleges[4].case.view) if "wonen" in [item.id for item in each.portfolios]
    }
    named = [
        found.agreement("vast", f"{seat}={text}") for text in ("wonen", holder, holder.replace("-", " "))
    ]
    assert {each.portfolio for each in named} == {holder}
    assert allocate(colleges[4], named[:1]).plan[named[0].seat] == holder


def test_the_division_speaks_of_members(colleges: dict[int, Outcome]) -> None:
    made = allocate(colleges[5])
    report = division_report(DivisionAnswer(made), 0)
    text = to_text(screen(report.screen()), terminal=False)
    assert "Wethouder a · Jeugd en onderwijs; Wonen en wijken · " in text
    assert "Tijd van bestuurders: aanname." in text
    sheets = {sheet.name: [each.title for each in sheet.columns] for sheet in report.sheets()}
    assert sheets["Per bestuurder"][0] == sheets["Plan"][0] == "bestuurder"
    assert not any("portefeuille" in title for titles in sheets.values() for title in titles)


def test_who_sees_to_an_advice_is_one_person_who_may(colleges: dict[int, Outcome]) -> None:
    outcome = colleges[4]
    found = owners(outcome, outcome.lines)
    assert found["relatie/amsterdam-noord"].id == "burgemeester", "the dossier says so"
    assert found["relatie/bzk"].id == found["route/bzk"].id
    assert {each.id for each in found.values()} == {each.id for each in takers(outcome.case.view)}


def test_without_time_or_out_of_office_is_said_where_it_stands(repository: Path, outcome: Outcome) -> None:
    portfolios = outcome.case.dossier.college.portfolios
    texts = texts_with(read_texts(repository).sound(), shared_out(portfolios, 4))
    lines = texts["college.yaml"].splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "id: wethouder-b" in text)
    timeless = re.sub(r"(wethouder-b.*?), dagdelen: {[^}]*}", r"\1", texts["college.yaml"])
    with pytest.raises(InputError) as told:
        allocate(advise(prepare(workspace_of({**texts, "college.yaml": timeless}).loaded), "python"))
    (finding,) = told.value.findings
    assert (finding.span.file, finding.span.line) == ("college.yaml", line)
    assert finding.message == 'van bestuurder "wethouder-b" is niet bekend hoeveel tijd er is'
    left = texts["college.yaml"].replace("id: wethouder-b,", "id: wethouder-b, geldig: {tot: 2022-05-01},")
    gone = advise(prepare(workspace_of({**texts, "college.yaml": left}).loaded), "python")
    own = [item.id for item in portfolios if item.id in shared_out(portfolios, 4)["wethouder-b"]]
    with pytest.raises(InputError) as told:
        allocate(gone)
    messages = [f'portefeuille "{name}" is van bestuurder "wethouder-b", die er hier niet is' for name in own]
    assert [
        finding.message for finding in told.value.findings if "wethouder-b" in finding.message
    ] == messages
