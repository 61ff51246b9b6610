"""The yardstick: it follows the strategy, it can disappoint, and it says what is wrong with a table."""

from __future__ import annotations

import csv
import dataclasses
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cli
from strategy.advice.advise import Case, Outcome
from strategy.advice.lines import Line
from strategy.advice.model import Advice, Condition, Target
from strategy.advice.scores_bands import Weights
from strategy.validation.measures import (
    Measured,
    OrderSides,
    area_under_curve,
    measure,
    order_checks,
    rules_for_one,
    share_at,
    shuffled,
    theme_list,
    variants,
    without,
)
from strategy.validation.reference import (
    AdvicePattern,
    ExpectedAdvice,
    Grade,
    Order,
    ReferenceItem,
    ReferenceTable,
    item_grade,
    read_reference,
    usual_essence,
)
from tests.testing.golden import hold

HERE = Path(__file__).resolve().parent
BROKEN = HERE / "validatie" / "kapot.yaml"
REJECTED = HERE / "validatie" / "afgekeurd.tsv"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def reference(repository: Path) -> ReferenceTable:
    return read_reference(repository / "tests" / "referentie.yaml")


@pytest.fixture(scope="module")
def measured(outcome: Outcome, reference: ReferenceTable) -> Measured:
    return measure(reference, outcome.advices, outcome.lines)


def pattern(**fields: str | tuple[str, ...]) -> AdvicePattern:
    return AdvicePattern(
        tuple((name, (value,) if isinstance(value, str) else value) for name, value in fields.items())
    )


def wish(*essence: str, **fields: str | tuple[str, ...]) -> ExpectedAdvice:
    made = pattern(**fields)
    return ExpectedAdvice(made, essence or usual_essence(made))


def given_advice(
    name: str = "a",
    rank: int = 1,
    opgaven: str = "wonen",
    priorities: str = "brug",
    within: float | None = None,
    **target: str,
) -> Advice:
    """An advice; `within` is its score within its opgaven, otherwise the higher its rank the better."""
    about = Target(**{"sort": "route", "attitude": "opbouwen", **target})
    return Advice(
        name,
        name,
        about,
        tuple(opgaven.split()),
        tuple(priorities.split()),
        1.0,
        "kern",
        rank,
        (),
        (),
        (),
        (),
        per_opgave=dict.fromkeys(opgaven.split(), 10.0 - rank if within is None else within),
    )


def line(advice: Advice) -> Line:
    """An advice as a line of its own."""
    own = {field.name: getattr(advice, field.name) for field in dataclasses.fields(advice)}
    return Line(**own, parts=(advice,))


ROAD = wish(soort="route", houding="opbouwen", via="stad", doel="kamer", prioriteit="brug")


@pytest.mark.parametrize(
    ("advice", "grade"),
    [
        (given_advice(via="stad", to="kamer"), Grade.FAITHFUL),
        (given_advice(via="stad", to="kamer", attitude="meedoen"), Grade.LOSS),
        (given_advice(via="stad", to="ministerie"), Grade.NAME),
        (given_advice(via="stad", to="kamer", priorities="school"), Grade.NAME),
        (given_advice(via="stad", to="kamer", opgaven="zorg"), Grade.NAME),
        (given_advice(via="stad", to="kamer", attitude="volgen"), Grade.NAME),
        (given_advice(via="stad", to="kamer", sort="afzien", attitude="afzien"), Grade.NAME),
        (given_advice(via="dorp", to="kamer"), Grade.MISSING),
        (given_advice(to="kamer"), Grade.MISSING),
        (given_advice(sort="relatie", actor="stad"), Grade.MISSING),
    ],
)
def test_a_road_is_held_to_its_target_stance_and_purpose(advice: Advice, grade: Grade) -> None:
    assert ROAD.grade(advice, "wonen") is grade


def test_a_direct_road_is_known_by_where_it_leads() -> None:
    direct = wish(soort="route", via="", doel="kamer")
    assert direct.grade(given_advice(to="kamer")) is Grade.FAITHFUL
    assert direct.grade(given_advice(via="stad", to="kamer")) is Grade.NAME
    assert direct.grade(given_advice(to="ministerie")) is Grade.MISSING


def test_the_essence_is_what_the_table_says_it_is() -> None:
    seat = given_advice(sort="positie", attitude="claimen", body="raad", role="lid")
    wanted = {"soort": "positie", "houding": "behouden", "gremium": "raad", "rol": "trekker"}
    assert wish(**wanted).grade(seat) is Grade.LOSS
    assert wish("soort", "gremium", "rol", **wanted).grade(seat) is Grade.NAME
    assert wish("soort", "gremium", "houding", **wanted).grade(seat) is Grade.NAME


def test_working_together_is_also_about_what() -> None:
    together = wish(soort="samenwerking", actor="stad", thema="toerisme")
    assert together.grade(given_advice(sort="samenwerking", actor="stad", theme="wonen")) is Grade.MISSING
    assert together.grade(given_advice(sort="samenwerking", actor="stad", theme="toerisme")) is Grade.FAITHFUL


def test_who_and_how_strongly_must_be_said() -> None:
    tie = given_advice(sort="relatie", actor="stad")
    wanted = wish(soort="relatie", actor="stad", door="directeur", kracht="zeer")
    assert wanted.grade(tie) is Grade.LOSS
    assert wanted.failing(tie) == ("door", "kracht")
    assert wanted.grade(replace(tie, by=("burgemeester",), force="zeer")) is Grade.LOSS
    assert wanted.grade(replace(tie, by=("directeur",), force="zeer")) is Grade.FAITHFUL


def test_a_seat_that_asks_for_another_first_says_so_in_its_conditions() -> None:
    seat = given_advice(sort="positie", body="platform")
    asks = Condition("vereist", "vraagt eerst een zetel", ("positie/bestuur/lid",), False)
    wanted = wish(soort="positie", gremium="platform", eerst="bestuur")
    assert wanted.grade(seat) is Grade.LOSS
    assert wanted.grade(replace(seat, conditions=(asks,))) is Grade.FAITHFUL


def test_the_nearest_advice_is_named() -> None:
    far, near = (
        given_advice("ver", 1, via="stad", to="ministerie"),
        given_advice("dichtbij", 2, via="stad", to="kamer"),
    )
    found = ROAD.found((far, near), "wonen")
    assert (found.grade, found.advice, found.failing) == (Grade.FAITHFUL, near, ())
    assert ROAD.found((far,), "wonen").failing == ("doel",)
    assert ROAD.found((), "wonen").advice is None


@pytest.mark.parametrize(
    ("grades", "grade"),
    [("33", 3), ("32", 2), ("30", 2), ("20", 2), ("311", 1), ("10", 1), ("00", 0)],
)
def test_an_item_is_as_good_as_its_expectations(grades: str, grade: int) -> None:
    assert item_grade(Grade(int(each)) for each in grades) == grade


def test_what_may_not_be_is_found_and_has_no_support(tmp_path: Path) -> None:
    table = tmp_path / "referentie.yaml"
    table.write_text(
        "items:\n  - {id: a, opgave: wonen, plek: p, inhoud: Weg, verwacht: [{soort: route, via: stad}]}\n"
        "mag_niet:\n  - {id: n, reden: Omdat, plek: p, advies: {soort: route, doel: ministerie, prioriteit: brug}}\n",
        encoding="utf-8",
    )
    reference = read_reference(table)
    wrong, right = given_advice("fout", 1, via="stad", to="ministerie"), given_advice("goed", 2, via="stad")
    other = given_advice("ander", 3, via="stad", to="ministerie", priorities="school")
    advices = (wrong, right, other)
    found = measure(reference, advices, tuple(map(line, advices)))
    assert [(each.id, [advice.id for advice in hit]) for each, hit in found.violations] == [("n", ["fout"])]
    assert (found.supported, found.new) == (("goed", "ander"), ("fout",))


def order(first: str, then: str = "", within: int = 0, opgave: str = "") -> Order:
    return Order("o", (pattern(gremium=first),), (pattern(gremium=then),) if then else (), within, opgave, "")


@pytest.mark.parametrize(
    ("item", "kept"),
    [
        (order("raad", "platform"), True),
        (order("platform", "raad"), False),
        (order("raad", "gelijk"), False),  # an equal rank is not before
        (order("weg", "raad"), False),  # what is not advised stands before nothing
        (order("raad", "weg"), True),
        (order("platform", within=2), False),
        (order("platform", within=3), True),
        (order("platform", within=1, opgave="zorg"), False),  # there it does less than the other
        (order("raad", "platform", opgave="zorg"), True),
        (order("platform", "raad", opgave="zorg"), False),
    ],
)
def test_order_on_hand_made_advice(item: Order, kept: bool) -> None:
    advices = (
        given_advice("1", 1, body="raad"),
        given_advice("2", 1, body="gelijk"),
        given_advice("3", 3, "zorg", within=1.0, body="platform"),
        given_advice("4", 4, "zorg", within=2.0, body="raad"),
    )
    (standing,) = order_checks((item,), advices)
    assert standing.kept is kept
    assert standing.among == (2 if item.opgave else 4)


def test_a_random_order_keeps_half_of_a_pair_and_every_share() -> None:
    advices = tuple(given_advice(str(number), number, body=str(number)) for number in range(1, 11))
    hits = [advice.rank <= 3 for advice in advices]
    found = shuffled(advices, hits, (5, 10), (order("1", "2"),))
    assert found.shares[0] == pytest.approx(0.3, abs=0.05) and found.shares[1] == pytest.approx(0.3)
    assert found.kept == pytest.approx(0.5, abs=0.1)
    assert found == shuffled(advices, hits, (5, 10), (order("1", "2"),))
    assert OrderSides.of(order("1", "2"), advices).kept(range(len(advices)))


def test_the_plain_list_counts_shared_themes_by_weight(case: Case) -> None:
    listed = theme_list(case.facts, Weights.of(case.dossier))
    assert listed == theme_list(case.facts, Weights.of(case.dossier))
    assert len(set(listed)) == len(listed)
    assert {kind for kind, _ in listed} == {"gremium", "actor", "instrument"}
    none = Weights(dict.fromkeys(Weights.of(case.dossier).opgaven, 0.0), Weights.of(case.dossier).priorities)
    assert theme_list(case.facts, none) == ()


def test_every_mistake_in_a_table_is_told_at_its_place(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["valideer", "--snel", "--engine", "python", "--referentie", str(BROKEN)])
    assert stop.value.code == 2
    hold(BROKEN.with_suffix(".txt"), capsys.readouterr().err)


def test_a_table_with_items_only_is_read_and_reported(tmp_path: Path, capsys: Capture) -> None:
    table = tmp_path / "referentie.yaml"
    table.write_text(
        "bron: x\nitems:\n"
        "  - {id: '1', opgave: veiligheid, plek: a, inhoud: Een, verwacht: [{soort: positie, gremium: vng-bv}]}\n"
        "  - {id: '2', opgave: '', plek: a, inhoud: Twee, verwacht: [{soort: positie, gremium: niets}], niet_afleidbaar: Zo.}\n",
        encoding="utf-8",
    )
    with pytest.raises(SystemExit) as stop:
        cli.main(["valideer", "--snel", "--engine", "python", "--referentie", str(table)])
    out = capsys.readouterr().out
    assert not stop.value.code
    assert "- 1 van 2 onderdelen van de strategie getrouw in het advies; 0 met verlies" in out
    assert "| 2 | Twee | ontbreekt | geen advies: positie, gremium niets; Zo |" in out
    assert "mag" not in out.split("## ")[0] and "volgorde" not in out.split("## ")[0]


def test_the_table_of_zaanstad_holds_every_item_of_the_strategy(reference: ReferenceTable) -> None:
    assert len({item.id for item in reference.items}) == len(reference.items) == 82
    assert len(reference.must_not) == 18 and len(reference.orders) == 18


def test_every_place_is_a_paragraph_of_the_document(reference: ReferenceTable, case: Case) -> None:
    document = next(item for item in case.dossier.documents if item.id == reference.document)
    sections = {section.id for section in document.sections}
    places = {each.place for each in (*reference.items, *reference.must_not, *reference.orders) if each.place}
    assert {place.split(" ")[0] for place in places} <= sections


def test_every_name_in_the_table_is_in_the_dossier(reference: ReferenceTable, outcome: Outcome) -> None:
    """But for what the strategy names and the dossier does not: the yardstick is not cut to the model."""
    known = {
        fact.values[0]
        for kind in ("opgave", "prioriteit", "actor", "gremium", "instrument")
        for fact in outcome.case.facts.of_type(kind)
    }
    known |= set(outcome.case.dossier.header.themes) | {""}
    patterns = [
        *(wish.pattern for item in reference.items for wish in item.expectations),
        *(each for wrong in reference.must_not for each in wrong.patterns),
        *(each for order in reference.orders for each in (*order.first, *order.then)),
    ]
    words = {
        word
        for each in patterns
        for name, allowed in each.fields
        if name not in ("soort", "houding", "rol", "laag", "door", "kracht")
        for word in allowed
    }
    assert words - known == {"corona"}


def test_the_yardstick_of_zaanstad_disappoints(reference: ReferenceTable, outcome: Outcome) -> None:
    """Take one advice away, or give it another target, and the item it served is no longer faithful."""
    by_id = {item.id: item for item in reference.items}
    seat = by_id["1.07"]
    rest = tuple(advice for advice in outcome.advices if advice.target.body != "g40-lobbyclub")
    assert (seat.grade(outcome.advices), seat.grade(rest)) == (Grade.FAITHFUL, Grade.MISSING)
    kamer = by_id["2.02"]
    elsewhere = tuple(
        replace(each, target=replace(each.target, to="bzk")) if each.target.to == "tweede-kamer" else each
        for each in outcome.advices
    )
    assert kamer.grade(outcome.advices) is Grade.FAITHFUL
    assert kamer.grade(elsewhere) < Grade.FAITHFUL


def test_bars(measured: Measured, case: Case) -> None:
    """What has been reached is kept; each of these may only be raised."""
    assert measured.grades[Grade.FAITHFUL] >= 76
    assert measured.grades[Grade.MISSING] <= 1
    assert measured.violations == ()
    assert sum(standing.kept for standing in measured.order_checks) >= 17
    assert measured.auc >= 0.64
    assert sum(rule.head.kind == "advies" for rule in case.rulebook.rules) <= 46


def test_an_item_that_cannot_follow_stays_in_the_count(measured: Measured, reference: ReferenceTable) -> None:
    assert sum(measured.grades) == len(reference.items)
    assert any(judged.item.underivable and judged.grade < Grade.FAITHFUL for judged in measured.judged)


def test_facts_from_advice_paragraphs_matter(
    case: Case, reference: ReferenceTable, measured: Measured
) -> None:
    learned, read_off = variants(case, reference, "python")
    assert learned.facts < read_off.facts < len(case.facts)
    faithful = [each.grades[Grade.FAITHFUL] for each in (learned.measured, read_off.measured, measured)]
    assert faithful == sorted(set(faithful))


def test_the_page_is_fresh(repository: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["valideer", "--engine", "python"])
    assert not stop.value.code
    page = (repository / "docs" / "validatie.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out in page, (
        "draai: krachtenveld valideer, en zet de uitvoer in docs/validatie.md"
    )


def test_leaving_out_a_source_takes_all_that_rests_on_it(case: Case) -> None:
    """Without the only fact that makes a body exist, nothing about the body may remain."""
    smaller = without(case, lambda origin: origin.span.file == "networks/nzkg.yaml")
    assert not any("nzkg" in fact.values or "nzkg-bpf" in fact.values for fact in smaller.facts)


def test_rules_for_a_single_item_are_named(outcome: Outcome, reference: ReferenceTable) -> None:
    single = dict(rules_for_one(outcome, reference))
    assert single["monitoren"] == "1.01"
    assert "relatie-met-beslisser" not in single


def test_an_item_without_a_match_is_missed(outcome: Outcome) -> None:
    item = ReferenceItem("x", "", "", "", (wish(soort="positie", gremium="bestaat-niet"),))
    assert item.grade(outcome.advices) is Grade.MISSING


@given(st.lists(st.tuples(st.floats(0, 10), st.booleans()), max_size=40))
def test_auc_lies_between_zero_and_one_and_turns_around(scored: list[tuple[float, bool]]) -> None:
    area = area_under_curve(scored)
    assert 0 <= area <= 1
    assert area + area_under_curve([(-score, good) for score, good in scored]) == pytest.approx(1)


def test_auc_and_share_of_a_known_ranking() -> None:
    assert area_under_curve([(3, True), (2, False), (1, True)]) == 0.5
    assert share_at([True, True, False, True], 2) == 1.0
    assert share_at([True, False], 40) == share_at([True, False], None) == 0.5


def test_what_a_strategist_called_wrong_or_noise_is_gone_or_has_a_reason(outcome: Outcome) -> None:
    """Of an earlier list of 204 advices: 27 wrong, 39 noise. A reason stands only beside what does come out."""
    rows = list(csv.DictReader(REJECTED.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    assert Counter(row["oordeel"] for row in rows) == {"fout": 27, "ruis": 39}
    there = {part.id for line in outcome.lines for part in line.parts}
    assert {row["id"] for row in rows} & there == {row["id"] for row in rows if row["waarom_toch"]}
