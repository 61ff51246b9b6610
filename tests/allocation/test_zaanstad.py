"""The division of Zaanstad: proven, recomputed, and held against the dossier by a checker of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.scores_bands import joint_score
from strategy.allocation.allocate import Allocation, NearbyPlans, allocate, nearby_plans, plan_difference
from strategy.allocation.plan_search import PlanSearch, clash, plan_distance
from strategy.allocation.problem import LOAD, WORTH, Problem, SeatRule
from strategy.allocation.terms import SeatAgreement
from strategy.dossier.files import read_texts
from strategy.dossier.provenance import Sourced
from strategy.errors import InputError
from strategy.workspace import read_workspace, workspace_of
from tests.allocation.checker import faults
from visualizations.reports.verdeling import (
    CONTRACT,
    DivisionAnswer,
    clash_error,
    cost_text,
    division_report,
    markdown,
    sheets,
)
from visualizations.writers.screen import screen, to_text
from visualizations.writers.sheets import xlsx_bytes


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    return read_texts(repository).sound()


@pytest.fixture(scope="module")
def found(outcome: Outcome) -> Allocation:
    return allocate(outcome)


@pytest.fixture(scope="module")
def near(found: Allocation) -> NearbyPlans:
    return nearby_plans(found, 2)


def checked(found: Allocation, granting: bool = True) -> list[str]:
    advised = {
        advice.id: advice.target.attitude
        for advice in found.outcome.advices
        if advice.target.sort == "positie"
    }
    return faults(found.outcome.case.dossier, found.plan, advised, granting)


def agreed(*items: tuple[str, ...]) -> Sequence[SeatAgreement]:
    return [SeatAgreement(item[0], f"positie/{item[1]}", *item[2:], place=f"--{item[0]}") for item in items]


def test_the_certificate_holds(found: Allocation) -> None:
    """Primal and bound are the same, and the plan recomputed from scores is worth as much."""
    solution = found.solution
    assert solution.proven and solution.worth == solution.bound
    factors = {"eigen": 1.0, "prioriteit": 1.0, "opgave": 1.0, "afspraak": 1.0}
    total = 0.0
    for name, portfolio in found.plan.items():
        seat = found.seat(name)
        own = "eigen" in seat.steps.values()
        factors["verwant"] = found.terms.related if own else 1.0
        total += round(seat.value * factors[seat.steps[portfolio]], 4)
    assert round(total * WORTH) == solution.worth
    assert found.problem.broken(found.plan) == ()


def test_the_plan_keeps_to_the_dossier(found: Allocation, near: NearbyPlans) -> None:
    assert checked(found) == []
    assert len(found.plan) >= 20
    for item in near.alternatives:
        assert (
            faults(found.outcome.case.dossier, item.plan, {seat.id: "claimen" for seat in found.seats}) == []
        )


def test_a_checker_that_sees_nothing_is_no_checker(found: Allocation) -> None:
    """Every fault the checker knows is one it can find."""
    plan = found.plan
    advised = {seat.id: seat.advice.target.attitude for seat in found.seats}
    dossier = found.outcome.case.dossier
    wrong = [
        {**plan, "positie/mra-sociaal/inbreng": "sociaal"},
        {**plan, "positie/mra-platform-mobiliteit/inbreng": "financien"},
        dict.fromkeys(plan, "sociaal"),
        {name: holder for name, holder in plan.items() if not name.startswith("positie/zw-pho-bw")},
        {**plan, "positie/vra-regioraad/lid": "ruimte-mobiliteit"},
        {**plan, "positie/mra-platform-ruimte/trekker": "ruimte-mobiliteit"},
    ]
    assert all(faults(dossier, each, advised) for each in wrong)


def test_a_heavier_role_is_worth_its_arguments_and_those_of_the_lighter(found: Allocation) -> None:
    seat = found.seat("positie/mra-sociaal/trekker")
    assert seat.covers == ("positie/mra-sociaal/inbreng",)
    lighter = found.seat(seat.covers[0])
    scoring = found.outcome.case.dossier.header.scoring
    assert seat.value == joint_score((seat.advice, lighter.advice), scoring)
    assert seat.value >= max(seat.advice.score, lighter.advice.score)
    assert joint_score((lighter.advice,), scoring) == lighter.advice.score


def test_what_is_left_out_comes_by_loss(found: Allocation, near: NearbyPlans) -> None:
    losses = [-item.shift.gain for item in near.left if item.shift]
    assert losses == sorted(losses) and losses[0] >= 0
    names = {item.seat.id for item in near.left}
    covered = {name for seat in found.seats if seat.id in found.plan for name in seat.covers}
    assert names | set(found.plan) | covered == {seat.id for seat in found.seats}
    assert not names & set(found.plan)
    for item in near.left[:4]:
        if item.shift:
            forced = allocate(found.outcome, agreed(("moet", item.seat.id.removeprefix("positie/"))))
            assert forced.solution.worth == found.solution.worth + item.shift.gain
            assert item.seat.id in item.shift.added


def test_what_cannot_be_taken_says_why(texts: dict[str, str]) -> None:
    """A table that asks for a seat that is neither ours nor to be divided."""
    text = texts["networks/vervoerregio.yaml"]
    start = text.index(
        "            te_verdelen: ja\n            bezetting: [{houder: {waarde: wij, bron: verkenning-2026"
    )
    end = text.index("\n", text.index("bezetting:", start)) + 1
    loaded = workspace_of({**texts, "networks/vervoerregio.yaml": text[:start] + text[end:]}).loaded
    last = nearby_plans(allocate(advise(prepare(loaded), "python")), 0).left[-1]
    assert last.seat.id == "positie/mra-platform-mobiliteit/inbreng" and last.shift is None
    assert [item.sort for item in last.forbidden] == ["vereist"]


def test_a_dagdeel_more_never_costs_and_one_less_never_pays(found: Allocation, near: NearbyPlans) -> None:
    assert [item.portfolio for item in near.margins] == [item.id for item in found.terms.takers]
    for item in near.margins:
        assert item.more.gain >= 0
        assert item.less is not None and item.less.gain <= 0


def test_a_margin_is_what_the_dossier_with_that_dagdeel_gives(found: Allocation, near: NearbyPlans) -> None:
    college = found.outcome.case.dossier.college
    item = next(item for item in near.margins if item.more.gain)
    portfolios = tuple(
        replace(each, capacity=Sourced(each.capacity.value + 1, each.capacity.origin))
        if each.id == item.portfolio and each.capacity
        else each
        for each in college.portfolios
    )
    loaded = found.outcome.case.loaded
    dossier = replace(loaded.dossier, college=replace(college, portfolios=portfolios))
    richer = advise(prepare(replace(loaded, dossier=dossier)), "python")
    assert allocate(richer).solution.worth == found.solution.worth + item.more.gain


def test_alternatives_are_nearly_as_good_and_different(found: Allocation, near: NearbyPlans) -> None:
    assert len(near.alternatives) == 2
    plans = [found.plan, *(dict(item.plan) for item in near.alternatives)]
    for item in near.alternatives:
        assert 100 * (found.solution.worth + item.shift.gain) >= 98 * found.solution.worth
        assert item.distance == plan_distance(found.plan, item.plan) > 0
    assert plan_distance(plans[1], plans[2]) > 0


def test_agreements_are_kept(outcome: Outcome, found: Allocation) -> None:
    given = agreed(
        ("moet", "mra-energiearmoede/trekker"),
        ("nooit", "g40-lobbyclub/lid"),
        ("vast", "nzkg-bpf/inbreng", "jeugd-onderwijs"),
    )
    other = allocate(outcome, given)
    assert other.plan["positie/nzkg-bpf/inbreng"] == "jeugd-onderwijs"
    assert "positie/mra-energiearmoede/trekker" in other.plan
    assert "positie/g40-lobbyclub/lid" not in other.plan
    assert other.solution.proven and other.solution.worth < found.solution.worth
    assert checked(other) == ["positie/nzkg-bpf/inbreng past niet bij jeugd-onderwijs"]


def with_door(texts: dict[str, str], door: str, college: str = "") -> Allocation:
    """The division when a seat that fits the alderman of youth best is somebody's in particular."""
    file, seat = "networks/vng.yaml", "    vng-bv/lid: {door: {waarde: burgemeester"
    assert seat in texts[file]
    network = texts[file].replace(
        seat, f"    vng-zjo/lid: {{door: {{waarde: {door}, aard: aanname}}}}\n{seat}"
    )
    changed = {**texts, file: network, "college.yaml": college or texts["college.yaml"]}
    return allocate(advise(prepare(workspace_of(changed).loaded), "python"))


@pytest.mark.parametrize(
    ("door", "office"), [("burgemeester", "burgemeester"), ("wethouders", "wethouder"), ("college", "")]
)
def test_a_seat_that_is_someones_goes_to_that_office(texts: dict[str, str], door: str, office: str) -> None:
    """Also the heavier roles at the table, for who leads it has the seat; however well another portfolio fits."""
    made = with_door(texts, door)
    offices = {item.id: item.office for item in made.outcome.case.dossier.college.portfolios}
    at_table = [seat for seat in made.seats if seat.body == "vng-zjo"]
    assert {seat.role for seat in at_table} == {"portefeuille", "lid"}
    for seat in at_table:
        assert seat.steps and {offices[name] for name in seat.steps} <= (
            {office} if office else {*offices.values()}
        )
        assert ("jeugd-onderwijs" in seat.steps) == (office != "burgemeester")
    # an office goes before a theme
    assert [fault for fault in checked(made) if "past niet bij burgemeester" not in fault] == []


def test_a_seat_of_nobody_in_the_college_is_given_to_nobody(texts: dict[str, str]) -> None:
    college = texts["college.yaml"].replace("ambt: burgemeester", "ambt: wethouder")
    for made, whom in (
        (with_door(texts, "burgemeester", college), "de burgemeester"),
        (with_door(texts, "directeur"), "de directeur"),
    ):
        assert "positie/vng-zjo/lid" not in made.plan
        near = nearby_plans(made, 0)
        left = next(item for item in near.left if item.seat.id == "positie/vng-zjo/lid")
        assert left.shift is None
        assert [(item.sort, item.text) for item in left.forbidden if isinstance(item, SeatRule)] == [
            (
                "ambt",
                f"lid van VNG-commissie Zorg, Jeugd en Onderwijs is voor {whom}, en die zit niet in het college",
            )
        ]
        report = division_report(DivisionAnswer(made, near), 0)
        assert "die zit niet in het college" in " ".join(
            to_text(screen(report.screen()), terminal=False).split()
        )


def test_what_is_fixed_for_another_office_cannot_be(outcome: Outcome) -> None:
    """By the dossier the seat in this committee is the mayor's."""
    made = allocate(outcome, agreed(("vast", "vng-bv/lid", "jeugd-onderwijs")))
    assert made.clash is not None
    assert [getattr(item, "sort", "") for item in made.clash.constraints] == ["vast", "ambt"]
    assert "lid van VNG-commissie Bestuur en Veiligheid is voor de burgemeester   networks/vng.yaml:" in str(
        clash_error(made)
    )
    assert allocate(outcome, agreed(("vast", "vng-bv/lid", "burgemeester"))).clash is None


def test_what_demands_cost_is_the_plan_without_them(outcome: Outcome, found: Allocation) -> None:
    """A seat that the best plan has no room for costs; one with the portfolio that has it anyway adds nothing."""
    assert "positie/mra-energiearmoede/trekker" not in found.plan
    taker = found.plan["positie/vng-bv/lid"]
    other = allocate(outcome, agreed(("moet", "mra-energiearmoede/trekker"), ("vast", "vng-bv/lid", taker)))
    assert found.free is None and found.demands == ()
    assert other.free is not None and other.free.plan == found.plan
    assert [rule.sort for rule in other.demands] == ["moet", "vast"]
    data = CONTRACT.write(DivisionAnswer(other))
    jsonschema.validate(data, CONTRACT.schema)
    assert round(data["eisen"]["kosten"] * WORTH) == found.solution.worth - other.solution.worth > 0
    assert CONTRACT.write(DivisionAnswer(found))["eisen"] == {"gelden": [], "kosten": 0.0, "bewezen": True}
    table = next(sheet for sheet in sheets(DivisionAnswer(other)) if sheet.name == "Eisen")
    assert len(table.rows) == 3 and table.rows[-1][2] == data["eisen"]["kosten"]
    assert cost_text(other) in markdown(DivisionAnswer(other))
    nothing = allocate(outcome, agreed(("moet", "mra-sociaal/inbreng")))
    assert cost_text(nothing) == "Dat kost niets ten opzichte van het plan zonder deze eis."


def on_screen(found: Allocation, other: Allocation) -> str:
    """The screen of a plan with another beside it."""
    division = DivisionAnswer(found, None, plan_difference(found, other))
    return to_text(screen(division_report(division, 0).screen()), terminal=False)


def test_the_time_of_two_plans_is_what_they_use(found: Allocation) -> None:
    assert "Dezelfde zetels" in on_screen(found, found)
    other = allocate(found.outcome, agreed(("nooit", "g40-lobbyclub/lid")))
    assert "gebruikt 42 van de 50 dagdelen; basis 43 van de 50" in on_screen(found, other)


def test_a_must_is_met_by_a_heavier_role(outcome: Outcome, found: Allocation) -> None:
    other = allocate(outcome, agreed(("moet", "mra-sociaal/inbreng")))
    assert other.plan == found.plan


def test_without_granting_nobody_has_to_lead_in_the_region(outcome: Outcome, found: Allocation) -> None:
    free = allocate(outcome, granting=False)
    assert {rule.sort for rule in found.problem.rules} - {rule.sort for rule in free.problem.rules} == {
        "gunning"
    }
    assert free.solution.worth >= found.solution.worth
    assert checked(free, granting=False) == []


CLASHES = {
    "tijd": [("moet", "g40-duurzaamheid/voorzitter"), ("vast", "mra-energiearmoede/trekker", "duurzaamheid")],
    "vereist-verboden": [("moet", "mra-platform-mobiliteit/inbreng"), ("nooit", "vra-db/lid")],
    "gunning": [("nooit", f"zw-pho-{name}/trekker") for name in ("bw", "rl", "bereikbaarheid")],
    "rol": [("vast", "vng-zjo/lid", "jeugd-onderwijs"), ("moet", "vng-zjo/portefeuille/jeugd")],
    "keuze": [("moet", f"zw-pho-{name}/trekker") for name in ("bw", "rl", "bereikbaarheid")],
}


@pytest.mark.parametrize("name", CLASHES)
def test_a_clash_is_named_as_small_as_can_be(outcome: Outcome, name: str) -> None:
    found = allocate(outcome, agreed(*CLASHES[name]))
    assert found.solution.plan is None and found.clash is not None
    parts = found.clash.constraints
    assert _worth(found.problem, parts) is None
    for left_out in parts:
        assert _worth(found.problem, [item for item in parts if item is not left_out]) is not None
    rest = [item for item in found.problem.constraints if item not in found.clash.to_drop]
    assert _worth(found.problem, rest) is not None
    said = clash_error(found)
    assert all(item.text in said.message for item in parts)
    assert all(".yaml:" in line or "--" in line for line in said.message.splitlines()[1:])
    assert clash(found.search) == found.clash


def _worth(problem: Problem, constraints: Sequence[object]) -> int | None:
    rules = tuple(item for item in problem.rules if item in constraints)
    capacities = tuple(item for item in problem.capacities if item in constraints)
    best = PlanSearch(Problem(problem.seats, capacities, rules), 20).best()
    return None if best.plan is None else best.worth


def test_a_scenario_with_less_time_takes_no_more(outcome: Outcome, found: Allocation) -> None:
    college = outcome.case.dossier.college
    less = tuple(
        replace(item, capacity=Sourced(item.capacity.value - 2, item.capacity.origin))
        for item in college.portfolios
        if item.capacity
    )
    loaded = outcome.case.loaded
    dossier = replace(loaded.dossier, college=replace(college, portfolios=less))
    other = allocate(advise(prepare(replace(loaded, dossier=dossier)), "python"))
    assert other.solution.worth <= found.solution.worth and checked(other) == []
    beside = plan_difference(found, other)
    assert {item.seat.id for item in beside.seats} == {
        name for name in {**found.plan, **other.plan} if found.plan.get(name) != other.plan.get(name)
    }
    assert beside.gain == (found.solution.worth - other.solution.worth) / WORTH
    assert {item.portfolio for item in beside.portfolios} == {item.id for item in less}
    data = CONTRACT.write(DivisionAnswer(found, None, beside))
    jsonschema.validate(data, CONTRACT.schema)


def test_the_data_are_as_the_schema_says(found: Allocation, near: NearbyPlans) -> None:
    data = CONTRACT.write(DivisionAnswer(found, near))
    jsonschema.validate(data, CONTRACT.schema)
    assert data["bewijs"]["bewezen"] is True
    spent = sum(item["gebruikt"] for item in data["portefeuilles"])
    assert spent == sum(item["dagdelen"] for item in data["zetels"] if item["portefeuille"])


def test_the_tables_say_the_same(found: Allocation, near: NearbyPlans) -> None:
    tables = {sheet.name: sheet for sheet in sheets(DivisionAnswer(found, near))}
    assert list(tables) == ["Plan", "Per portefeuille", "Afgevallen", "Marginaal", "Alternatieven"]
    assert len(tables["Plan"].rows) == len(found.plan)
    assert len(tables["Afgevallen"].rows) == len(near.left)
    spent = sum(float(row[3] or 0) for row in tables["Per portefeuille"].rows)
    assert spent == sum(found.problem.load(found.plan, item.id) for item in found.terms.takers) / LOAD
    report = division_report(DivisionAnswer(found, near), 0)
    assert report.sheets
    assert report.others["csv"]().count("\n") == 1 + len(found.seats) + len(found.officials)
    assert "Bewezen het beste plan" in markdown(DivisionAnswer(found, near))
    first, second = (xlsx_bytes(list(report.sheets()), report.title, report.mark) for _ in range(2))
    assert first == second


def test_a_dossier_without_loads_says_what_to_add(outcome: Outcome) -> None:
    loaded = outcome.case.loaded
    college = loaded.dossier.college
    bare = replace(
        college,
        division=None,
        portfolios=(replace(college.portfolios[0], capacity=None), *college.portfolios[1:]),
    )
    other = replace(outcome, case=prepare(replace(loaded, dossier=replace(loaded.dossier, college=bare))))
    with pytest.raises(InputError) as refused:
        allocate(other)
    hints = [finding.hint for finding in refused.value.findings]
    assert len(hints) == 2 and any("verdeling: {aard: aanname, belasting:" in hint for hint in hints)
    assert any("dagdelen:" in hint for hint in hints)


def test_an_agreement_on_a_seat_that_is_not_advised_is_told(outcome: Outcome) -> None:
    found = allocate(outcome, [SeatAgreement("moet", "positie/g40-woningmarkt/trekker")])
    assert found.notes == (
        "de afspraak over positie/g40-woningmarkt/trekker (moet) telt niet: het advies noemt deze zetel niet, "
        "en het plan verdeelt alleen wat het advies noemt",
    )


def test_agreements_in_the_dossier_count_and_an_option_goes_before(
    repository: object, outcome: Outcome
) -> None:
    loaded = read_workspace(repository).loaded  # type: ignore[arg-type]
    college = loaded.dossier.college
    assert college.division is not None
    seat = "mra-sociaal/trekker"
    division = replace(college.division, fixed={seat: Sourced("sociaal", college.division.origin)})
    dossier = replace(loaded.dossier, college=replace(college, division=division))
    agreeing = replace(outcome, case=prepare(replace(loaded, dossier=dossier)))
    assert allocate(agreeing).plan[f"positie/{seat}"] == "sociaal"
    other = allocate(agreeing, agreed(("vast", seat, "zorg-gezondheid")))
    assert other.plan[f"positie/{seat}"] == "zorg-gezondheid"


def test_every_rule_tells_where_it_is_written(found: Allocation) -> None:
    assert all(rule.place for rule in found.problem.rules if isinstance(rule, SeatRule))
