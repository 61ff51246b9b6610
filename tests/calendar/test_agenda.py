"""The moments of a dossier on a day: which there are, in what order, and which advice hangs on them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.calendar.agenda import STATES, Appointment, MomentChoice, agenda
from strategy.dossier.dates import Once, Recurring, read_date
from strategy.dossier.files import read_texts
from strategy.scenarios.files import read_scenarios, with_scenario
from strategy.workspace import read_workspace, workspace_of

EVERYTHING = MomentChoice(past=True)


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    return read_texts(repository).sound()


def changed(texts: dict[str, str], file: str, old: str, new: str) -> dict[str, str]:
    assert texts[file].count(old) == 1
    return {**texts, file: texts[file].replace(old, new)}


def on(texts: dict[str, str], day: date | None = None, public: bool = False) -> Outcome:
    return advise(prepare(workspace_of(texts).loaded, day, public), "python")


def names(appointments: tuple[Appointment, ...]) -> list[str]:
    return [each.occasion.name for each in appointments]


def one(outcome: Outcome, start: str) -> Appointment:
    (found,) = (each for each in agenda(outcome, EVERYTHING) if each.occasion.name.startswith(start))
    return found


def test_every_date_of_the_dossier_can_be_read(outcome: Outcome) -> None:
    assert [each.occasion.text for each in agenda(outcome, EVERYTHING) if each.occasion.when is None] == []


def test_the_deadline_of_vng_candidates_is_thirty_days_off(outcome: Outcome) -> None:
    found = one(outcome, "Kandidaatstelling VNG-commissies")
    assert (found.state, found.away) == ("komt", 30)
    assert found.once == Once(date(2022, 7, 1), date(2022, 7, 1))
    assert found.lines[0].id == "positie/vng-zjo"
    assert all((line.target.body or line.target.first).startswith("vng-") for line in found.lines)


def test_what_is_first_stands_first_and_what_is_over_last(outcome: Outcome) -> None:
    found = agenda(outcome, EVERYTHING)
    states = [each.state for each in found]
    assert states.index("onbekend") > max(n for n, state in enumerate(states) if state in ("loopt", "komt"))
    assert set(states[states.index("voorbij") :]) == {"voorbij"}
    coming = [each.once for each in found if each.state == "komt"]
    assert [once.first for once in coming if once] == sorted(once.first for once in coming if once)
    over = [each.once.last for each in found if each.state == "voorbij" and each.once]
    assert over == sorted(over, reverse=True)


def test_advice_stands_in_its_rank_and_says_who_grants(outcome: Outcome) -> None:
    for each in agenda(outcome, EVERYTHING):
        assert [line.rank for line in each.lines] == sorted(line.rank for line in each.lines)
    assert one(outcome, "Verdeling van de posities in de MRA in 2026").grants == (
        "wordt gegund door Zaanstreek-Waterland",
    )


def test_states_over_time(texts: dict[str, str]) -> None:
    for day, state, away in (
        ("2022-07-03", "komt", 1), ("2022-07-04", "loopt", 18), ("2022-07-22", "loopt", 0), ("2022-07-23", "voorbij", -1),
    ):  # fmt: skip
        found = agenda(on(texts, date.fromisoformat(day)), MomentChoice(network="g40", past=True))
        seen = next(each for each in found if each.occasion.name == "Verkiezingen binnen de G40")
        assert (seen.state, seen.away) == (state, away)


def test_what_recurs_returns(texts: dict[str, str]) -> None:
    autumn = "Tussentijdse ronde VNG-commissies in het najaar"
    assert one(on(texts, date(2022, 6, 1)), autumn).once == read_date("najaar 2022")
    assert one(on(texts, date(2022, 12, 1)), autumn).once == read_date("najaar 2023")
    survey = "Inwonersenquête"
    assert one(on(texts, date(2022, 6, 1)), survey).once == read_date("derde kwartaal 2025")
    over = one(on(texts, date(2030, 1, 1)), survey)
    assert (over.state, over.once) == ("voorbij", None)


def test_the_window_keeps_what_falls_partly_in_it(outcome: Outcome) -> None:
    july = agenda(outcome, MomentChoice(date(2022, 7, 20), date(2022, 7, 31)))
    dated = [each for each in july if each.once]
    assert "Verkiezingen binnen de G40" in names(july)
    assert "Kandidaatstelling VNG-commissies (verschoven van 2 juni)" not in names(july)
    assert all(
        each.once.first <= date(2022, 7, 31) and each.once.last >= date(2022, 7, 20)
        for each in dated
        if each.once
    )
    assert {each.state for each in july} <= set(STATES) - {"voorbij"}
    assert "Eerste algemene vergadering MRA" in names(agenda(outcome, MomentChoice(since=date(2021, 12, 1))))
    later = next(
        each
        for each in agenda(outcome, MomentChoice(since=date(2024, 1, 1)))
        if "najaar" in each.occasion.name
    )
    assert later.once == read_date("najaar 2024")


def test_choices_by_network_and_opgave(outcome: Outcome) -> None:
    for each in agenda(outcome, MomentChoice(network="rijk")):
        assert each.occasion.network == "rijk"
    for each in agenda(outcome, MomentChoice(opgave="gezondheid", past=True)):
        assert each.lines
        assert all("gezondheid" in line.opgaven for line in each.lines)


def test_terms_that_end(texts: dict[str, str]) -> None:
    """A seat with a last day is a moment; an actor whose end another moment tells of is not told twice."""
    old = "houder: {waarde: wij, bron: bis-2022 §3-vng-g40 punt 1}"
    new = f"bezetting: [{{{old}, geldig: {{tot: 2024-01-31}}}}]"
    found = one(on(changed(texts, "networks/g40.yaml", old, new)), "Einde van onze rol als voorzitter")
    assert found.once == Once(date(2024, 1, 31), date(2024, 1, 31))
    assert found.occasion.sort == "einde"
    assert found.lines[0].id == "positie/g40-duurzaamheid"
    ends = [each for each in agenda(on(texts), EVERYTHING) if each.occasion.sort == "einde"]
    assert [each.occasion.name for each in ends if each.occasion.network == "rijk"] == [
        "Einde van School en Omgeving",
        "Einde van Preventie met Gezag",
        "Einde van Realisatiestimulans",
        "Einde van Adviescommissie Een thuis voor iedereen",
    ]
    assert "Einde van de collegeperiode" in names(tuple(ends))


def test_several_ends_on_a_day_are_one_moment(texts: dict[str, str]) -> None:
    old = "    afkorting: NZKG\n"
    both = changed(texts, "networks/nzkg.yaml", old, f"{old}    geldig: {{tot: 2025-01-01}}\n")
    both = changed(
        both,
        "networks/nzkg.yaml",
        "        naam: Bestuursplatform NZKG\n",
        "        naam: Bestuursplatform NZKG\n        geldig: {tot: 2025-01-01}\n",
    )
    assert "Einde van NZKG en Bestuursplatform NZKG" in names(agenda(on(both)))


def test_a_date_that_cannot_be_read_is_to_be_verified(texts: dict[str, str]) -> None:
    found = one(
        on(changed(texts, "landelijk/networks/rijk.yaml", "datum: juli 2022", "datum: in de loop van 2022")),
        "Start NPLV",
    )
    assert (found.state, found.once, found.away) == ("onbekend", None, None)
    assert found.occasion.text == "in de loop van 2022"
    assert found.occasion.unsure == "de datum is niet te lezen"


def test_what_a_scenario_switches_off_has_no_moments(repository: Path) -> None:
    read = read_workspace(repository)
    loaded, rulebook = read.loaded, read.rulebook
    text = "scenario: uit\nnaam: Uit\nwaarom: Wat als?\nwijzig:\n  actoren: {mra: {actief: uit}}\n"
    off, rules = with_scenario("uit", read_scenarios({"scenarios/uit.yaml": text}), loaded, rulebook)
    outcome = advise(prepare(off, None, False, rules), "python")
    found = agenda(outcome, EVERYTHING)
    assert not [each for each in found if any(name.startswith("mra") for _, name in each.occasion.about)]
    assert not [name for name in names(found) if name.startswith("Verdeling van de posities in de MRA")]


def test_nothing_internal_is_told_outside(texts: dict[str, str]) -> None:
    hidden = changed(
        texts,
        "networks/nzkg.yaml",
        "    afkorting: NZKG\n",
        "    afkorting: NZKG\n    openbaarheid: intern\n    geldig: {tot: 2025-01-01}\n",
    )
    assert any("NZKG" in name for name in names(agenda(on(hidden))))
    assert not any("NZKG" in str(each.occasion) for each in agenda(on(hidden, public=True)))
    moment = changed(
        texts,
        "landelijk/networks/rijk.yaml",
        "{naam: Start NPLV, datum: juli 2022,",
        "{naam: Start NPLV, openbaarheid: intern, datum: juli 2022,",
    )
    assert "Start NPLV" in names(agenda(on(moment)))
    assert "Start NPLV" not in names(agenda(on(moment, public=True)))
    dated = changed(
        texts,
        "landelijk/networks/rijk.yaml",
        "datum: juli 2022,",
        "datum: {waarde: juli 2022, openbaarheid: intern},",
    )
    assert "Start NPLV" not in names(agenda(on(dated, public=True)))


def test_moments_hold_no_people(outcome: Outcome) -> None:
    told = " ".join(
        " ".join((each.occasion.name, each.occasion.note, *each.occasion.nominated_by))
        for each in agenda(outcome, EVERYTHING)
    )
    assert not re.search(r"@|\bmevr|\bdhr\b|\bmw\.|06-?\d{8}", told, re.IGNORECASE)


@pytest.mark.usefixtures("afresh")
def test_the_same_dossier_gives_the_same_agenda(texts: dict[str, str]) -> None:
    shuffled = dict(reversed(texts.items()))
    assert [each.occasion for each in agenda(on(texts), EVERYTHING)] == [
        each.occasion for each in agenda(on(shuffled), EVERYTHING)
    ]
    assert any(isinstance(each.occasion.when, Recurring) for each in agenda(on(texts)))


def test_what_is_to_be_confirmed_for_a_new_term_says_so(texts: dict[str, str]) -> None:
    old = "{naam: Start NPLV, datum: juli 2022,"
    new = "{naam: Start NPLV, te_bevestigen: 2026-2030, datum: juli 2022,"
    found = one(on(changed(texts, "landelijk/networks/rijk.yaml", old, new)), "Start NPLV")
    assert found.occasion.unsure == "nog te bevestigen voor 2026–2030"
