"""Who takes which seat under any weights and any time: the page's own solver, held against `verdeling`."""

from __future__ import annotations

import dataclasses
import json
import os
import random
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from strategy.advice.advise import Outcome
from strategy.advice.model import Entry
from strategy.advice.names import decimal
from strategy.advice.scores_bands import Weights, build_ledger
from strategy.allocation.allocate import Allocation, allocate, left_out, posed
from strategy.allocation.plan_search import PlanSearch, Solution
from strategy.allocation.problem import LOAD, WORTH, Capacity, Problem
from strategy.comparison.futures import Future, beside_base
from strategy.dossier.files import read_texts
from strategy.effect.versions import Run
from strategy.errors import KrachtenveldError
from strategy.workspace import read_workspace, workspace_of
from tests.browser import Opener, until, violations
from tests.members import shared_out, texts_with
from tests.other_browsers import Opener as OtherOpener
from tests.verken.test_explorer import settled, slide
from tests.verken.test_weights import drawn
from visualizations.reports.verdeling import taker
from visualizations.verken.page import PACKAGE, render_explorer, solver

pytestmark = pytest.mark.browser

VECTORS = int(os.environ.get("KRACHTENVELD_VERDELINGEN", "4"))
ELSEWHERE = int(os.environ.get("KRACHTENVELD_ELDERS", "3"))
ASKED = """asked => Promise.all(JSON.parse(asked).map(async ([k, opgaven, priorities, times]) => {
    const { data } = krachtenveld.gegevens, weights = opgaven && {
        opgaven: data.opgaven.map(([id]) => opgaven[id]), priorities: data.priorities.map(id => priorities[id]),
    };
    const { plan, worth = 0, proven, none } = await krachtenveld.verdelen.best(k, weights, times);
    return [plan && Object.fromEntries(plan), worth, proven || none];
})).then(JSON.stringify)"""


@pytest.fixture(scope="module")
def package() -> str:
    found = solver()
    if found is None:
        pytest.skip(f"GEEN {PACKAGE.name}: DE REKENAAR VAN DE VERKENNER WORDT NIET BEPROEFD (make rekenaar)")
    return found


def weighed(outcome: Outcome, weights: Weights) -> Outcome:
    """The same outcome with the arguments of its advice counted under other weights."""
    ledger = build_ledger(outcome.trace, weights)

    def of(entries: Iterable[Entry], name: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if entry.advice == name)

    advices = tuple(
        dataclasses.replace(
            advice, entries=of(ledger.entries, advice.id), counters=of(ledger.counters, advice.id)
        )
        for advice in outcome.advices
    )
    return dataclasses.replace(outcome, advices=advices)


def divided(outcome: Outcome, times: Mapping[str, float]) -> Solution:
    """The best plan when portfolios have other times than the dossier says."""
    problem = posed(outcome)[3].problem

    def timed(item: Capacity) -> Capacity:
        return dataclasses.replace(item, load=round(times.get(item.portfolio, item.load / LOAD) * LOAD))

    return PlanSearch(Problem(problem.seats, tuple(map(timed, problem.capacities)), problem.rules), 30).best()


def questions(
    futures: tuple[Future, ...], seed: int, count: int
) -> list[tuple[int, Weights, dict[str, float]]]:
    chance = random.Random(seed)
    found = []
    for number in range(count):
        k = 0 if number % 2 else chance.randrange(len(futures))
        own = Weights.of(futures[k].outcome.case.dossier)
        weights = Weights(drawn(chance, own.opgaven), drawn(chance, own.priorities))
        portfolios = [item.id for item in futures[k].outcome.case.dossier.college.portfolios]
        times = {
            name: chance.randrange(0, 13) / 2
            for name in portfolios
            if number % 3 == 2 and chance.random() < 0.4
        }
        found.append((k, weights, times))
    return found


def as_text(asked: Iterable[tuple[int, Weights, dict[str, float]]]) -> str:
    return json.dumps([(k, dict(w.opgaven), dict(w.priorities), times) for k, w, times in asked])


def check(futures: tuple[Future, ...], asked: Any, told: str) -> None:
    answers = json.loads(told)
    assert len(answers) == len(asked)
    for (k, weights, times), (plan, worth, proven) in zip(asked, answers, strict=True):
        expected = divided(weighed(futures[k].outcome, weights), times)
        assert proven is expected.proven is True
        assert worth == expected.worth
        assert plan == expected.plan, (k, times)


def test_any_weights_and_time_give_the_plan_of_the_command(
    visit: Opener, html: str, futures: tuple[Future, ...], package: str
) -> None:
    """Worth and seats: of several plans of one worth the same one goes first."""
    asked = questions(futures, 20221203, VECTORS)
    check(futures, asked, visit(html).page.evaluate(ASKED, as_text(asked)))


def test_other_browsers_divide_alike(
    in_other: OtherOpener, html: str, futures: tuple[Future, ...], package: str
) -> None:
    asked = questions(futures, 1531, ELSEWHERE)
    check(futures, asked, str(in_other(html).evaluate(f"({ASKED})({json.dumps(as_text(asked))})")))


def test_the_page_finds_the_plans_of_scenarios(
    visit: Opener, futures: tuple[Future, ...], html: str, package: str
) -> None:
    """Of scenarios under their own weights, that the page was not given."""
    page = visit(html).page
    told = json.loads(
        page.evaluate(ASKED, json.dumps([(k, None, None, {}) for k in range(1, len(futures), 3)]))
    )
    for future, (plan, worth, _) in zip(futures[1::3], told, strict=True):
        expected = divided(future.outcome, {})
        assert (plan, worth) == (expected.plan, expected.worth), future.id


def told(page: Any) -> str:
    """What stands above the page of the division, once it has been worked out."""
    settled(page)
    return str(page.inner_text("#bovenaan-anders"))


def rows(page: Any) -> dict[str, list[str]]:
    return dict(
        page.evaluate(
            "[...document.querySelectorAll('#planblad tbody tr')].map(r => [r.cells[0].firstChild.textContent, [...r.cells[2].querySelectorAll('button')].map(b => b.textContent)])"
        )
    )


def shown(plan: Mapping[str, str], outcome: Outcome) -> dict[str, list[str]]:
    """A plan as the sheet has it: by who takes them the labels of the seats."""
    from strategy.allocation.seats import seat_label

    seats, _, terms, _ = posed(outcome)
    return {
        item.name: [seat_label(outcome.names, seat.advice) for seat in seats if plan.get(seat.id) == item.id]
        for item in terms.takers
    }


def test_a_college_with_members_is_divided_over_them_alike(
    visit: Opener, repository: Path, package: str
) -> None:
    """Under own weights and another time of one of them too; and nothing of the sheet speaks of portfolios.

    A portfolio that nobody has stands by itself, with its own time; a member without one takes no seat.
    """
    texts = read_texts(repository).sound()
    portfolios = read_workspace(repository).loaded.dossier.college.portfolios
    held = shared_out(portfolios, 5)
    nobodys = held["wethouder-a"].pop()
    named = workspace_of(texts_with(texts, {**held, "wethouder-z": []}), "basis")
    futures = beside_base(named, Run(engine="python"))
    outcome = futures[0].outcome
    own = Weights.of(outcome.case.dossier)
    weights = Weights({**own.opgaven, "economie": 3.0}, own.priorities)
    asked = [
        (0, weights, {}),
        (0, own, {"wethouder-a": 3.0}),
        (0, weights, {"wethouder-b": 0.0, "burgemeester": 12.0}),
    ]
    page = visit(render_explorer(futures, plans={"basis": allocate(outcome)})).page
    check(futures, asked, page.evaluate(ASKED, as_text(asked)))
    page.click("#tab-planblad")
    assert rows(page) == shown(allocate(outcome).plan, outcome)
    assert page.inner_text("#planblad thead th:first-child") == "Bestuurder"
    assert outcome.names.name("portefeuille", nobodys) in rows(page)
    assert "Wethouder z" not in rows(page)
    made = allocate(outcome)
    best = next(seat for seat in made.seats if seat.line.rank == 1)
    assert taker(made, made.plan[best.id]) in page.inner_text("#bovenaan-kaarten")


def test_the_sheet_follows_the_sliders_and_the_time(
    visit: Opener, html: str, futures: tuple[Future, ...], plans: dict[str, Allocation | None], package: str
) -> None:
    page = visit(html).page
    page.click("#tab-planblad")
    base, outcome = plans["basis"], futures[0].outcome
    assert base is not None
    assert rows(page) == shown(base.plan, outcome)
    assert "bij de gewichten van dit scenario" in page.inner_text("#planblad")
    slide(page, "Economie", 3)
    own = Weights.of(outcome.case.dossier)
    weights = Weights({**own.opgaven, "economie": 3.0}, own.priorities)
    expected = divided(weighed(outcome, weights), {})
    said = told(page)
    assert rows(page) == shown(expected.plan or {}, outcome)
    assert ("De verdeling blijft gelijk" in said) is (expected.plan == base.plan)
    page.locator("#tijd-ruimte-mobiliteit").fill("1")
    page.locator("#tijd-ruimte-mobiliteit").press("Tab")
    expected = divided(weighed(outcome, weights), {"ruimte-mobiliteit": 1})
    said = told(page)
    assert rows(page) == shown(expected.plan or {}, outcome)
    assert "In de verdeling valt af: " in said
    assert "bij uw gewichten en tijd" in page.inner_text("#planblad")
    assert "dagdelen: Ruimte en mobiliteit 1 · " in page.inner_text("#stempel")
    again = visit(html, address=page.evaluate("location.hash")).page
    settled(again)
    assert rows(again) == shown(expected.plan or {}, outcome)
    page.click("#ongedaan")
    page.click("#ongedaan")
    until(page, "krachtenveld.kaart.now.weights === null")
    assert told(page).startswith("Binnen de tijd van het college")
    assert rows(page) == shown(base.plan, outcome)


def test_who_takes_seats_has_them_on_one_a4(
    visit: Opener, html: str, futures: tuple[Future, ...], plans: dict[str, Allocation | None], package: str
) -> None:
    """At the weights of now: the seats of the plan, the heaviest first, with why, when and on what; one printed page."""
    outcome, plan = futures[0].outcome, plans["basis"]
    assert plan is not None
    expected = shown(plan.plan, outcome)
    page = visit(html, 1280, 720, bypass_csp=True).page
    page.click("#tab-planblad")
    most = max(expected, key=lambda name: len(expected[name]))
    for item in plan.terms.takers:
        if expected[item.name] and item.name != most:
            continue
        page.click(f"#a4-{item.id}")
        assert page.evaluate("document.activeElement.id") == "eenblad"
        titles = page.locator("#eenblad li h2").all_inner_texts()
        assert sorted(titles) == sorted(label[0].upper() + label[1:] for label in expected[item.name])
        assert page.locator("#eenblad dd").count() == 3 * len(titles)
        ranks = [
            int(text.split(" van ")[0].split("rang ")[1])
            for text in page.locator("#eenblad li .klein").all_inner_texts()
        ]
        assert ranks == sorted(ranks)
        made = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        assert len(made.pages) == 1
        assert [round(side / 72 * 25.4) for side in made.pages[0].mediabox[2:]] == [210, 297]
        assert item.name in made.pages[0].extract_text()
        assert violations(page, "#eenblad") == []
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") == f"a4-{item.id}"
    assert any(not seats for seats in expected.values()), "one of them takes nothing, and has a page too"
    slide(page, "Economie", 0)
    settled(page)
    own = rows(page)[most]
    page.get_by_role("button", name=f"Op één A4 voor {most}").click()
    assert sorted(text.lower() for text in page.locator("#eenblad li h2").all_inner_texts()) == sorted(
        map(str.lower, own)
    )
    assert "Economie × 0" in page.inner_text("#eenblad-stempel")


def test_what_falls_off_has_its_price(
    visit: Opener, html: str, plans: dict[str, Allocation | None], package: str
) -> None:
    from visualizations.reports.verdeling import label, seat_label, taker

    page = visit(html).page
    page.click("#tab-planblad")
    until(page, "!document.getElementById('planblad').textContent.includes('…')")
    plan = plans["basis"]
    assert plan is not None
    prices = dict(
        page.evaluate(
            "[...document.querySelectorAll('#planblad li')].map(li => [li.firstChild.textContent, li.lastChild.textContent])"
        )
    )
    expected = left_out(plan)
    assert len(prices) == len(expected) > 3
    for item in expected:
        text = prices[seat_label(plan.outcome.names, item.seat.advice)]
        if item.shift is None:
            assert text.startswith("kan niet")
        else:
            for name in item.shift.dropped:
                assert f"{label(plan, name)} ({taker(plan, plan.plan[name])})" in text, "whose it is"
            assert ("valt niets af" in text) is (not item.shift.dropped)
            lost = -item.shift.gain / WORTH
            assert f"Samen {decimal(lost, 1 if lost >= 0.05 or not lost else 4)} waarde minder." in text
    heads = page.locator("#planblad h2").all_inner_texts()
    assert heads[1:] == [
        "Tafels die afvallen, binnen deze tijd (2)",
        "Andere rollen die niet gaan, aan tafels waar we wel zitten (4)",
    ]


def test_a_sheet_tells_of_the_role_that_is_taken_and_of_what_goes(
    visit: Opener, html: str, package: str
) -> None:
    """A seat in a lighter role is not argued with the heavier one, and what a colleague takes over is not let go."""
    times = {
        "burgemeester": 3,
        **dict.fromkeys(("jeugd-onderwijs", "zorg-gezondheid", "sociaal", "economie", "wonen"), 5),
    }
    given = ",".join(f"{name}*{time}" for name, time in times.items())
    page = visit(html, address=f"#tijd={given}&blad=planblad").page
    settled(page)
    page.click("#a4-zorg-gezondheid")
    text = page.inner_text("#eenblad-tekst")
    assert "Lid van VNG-commissie Zorg, Jeugd en Onderwijs" in text
    assert "portefeuille" not in text.lower()
    page.click("#eenblad-uit")
    page.click("#a4-jeugd-onderwijs")
    text = page.inner_text("#eenblad-tekst")
    assert (
        "portefeuille Jeugd van VNG-commissie Zorg, Jeugd en Onderwijs: naar Zorg en gezondheid, als lid"
        in text
    )
    assert "Laat los" not in text and "MRA PHO Sociaal" not in text


def test_a_page_without_the_solver_shows_what_was_worked_out_and_says_so(
    visit: Opener,
    futures: tuple[Future, ...],
    plans: dict[str, Allocation | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("visualizations.verken.page.solver", lambda: None)
    text = render_explorer(futures[:2], plans=plans)
    assert "wasm-unsafe-eval" not in text
    assert "worker-src" not in text
    page = visit(text).page
    slide(page, "Gezondheid", 2)
    assert "volgt hier de gewichten en de tijd niet (de rekenaar zit niet in deze pagina)" in page.inner_text(
        "#bovenaan-anders"
    )
    page.click("#tab-planblad")
    plan = plans["basis"]
    assert plan is not None
    assert rows(page) == shown(plan.plan, futures[0].outcome)
    assert "uw gewichten en tijd tellen hier niet mee" in page.inner_text("#planblad")
    assert page.locator("#tijd-ruimte-mobiliteit").is_disabled()
    page.click("#scenarios summary")
    page.click("#scenario-1")
    assert "De verdeling is hier niet uitgerekend" in page.inner_text("#planblad")


def test_the_solver_starts_while_the_page_rests(visit: Opener, html: str, package: str) -> None:
    """Before anything is asked of it, and not while the page is still being drawn; a page without it starts nothing."""
    page = visit(html).page
    assert page.evaluate("krachtenveld.verdelen.there")
    assert page.workers == []
    page.wait_for_event("worker")
    page.evaluate("krachtenveld.verdelen.warm()")
    assert page.evaluate("krachtenveld.verdelen.best(1).then(found => found.proven)")
    assert len(page.workers) == 1


def test_a_solver_that_cannot_start_is_said(visit: Opener, small: str, package: str) -> None:
    page = visit(small.replace(package, package[:4000])).page
    slide(page, "Genoeg woningen", 2)
    assert "deze browser kan de rekenaar niet starten" in told(page)


def test_any_other_package_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "highs.tgz"
    other.write_bytes(b"iets anders")
    with pytest.raises(KrachtenveldError, match="niet het pakket"):
        solver(other)
    assert solver(tmp_path / "weg.tgz") is None


def test_the_makefile_fetches_the_package_that_is_pinned(repository: Path) -> None:
    name = PACKAGE.name.removesuffix(".tgz").rpartition("-")
    assert f"highs@{name[2]}" in (repository / "Makefile").read_text(encoding="utf-8")


def test_allocations_do_not_differ_by_the_way_they_are_asked(futures: tuple[Future, ...]) -> None:
    """What the tests above compare with is what the command gives."""
    outcome = futures[0].outcome
    same = weighed(outcome, Weights.of(outcome.case.dossier))
    assert divided(same, {}).plan == allocate(outcome).plan
