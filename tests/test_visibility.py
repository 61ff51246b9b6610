"""What is internal or not valid on the day stays out, with everything that follows from it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.dossier.files import read_folder
from strategy.dossier.loader import load_texts
from visualizations.contract import advice_data


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    return read_folder(repository)


def changed(texts: dict[str, str], file: str, old: str, new: str) -> dict[str, str]:
    assert texts[file].count(old) == 1
    return {**texts, file: texts[file].replace(old, new)}


def test_an_internal_actor_leaves_no_trace_in_public_output(texts: dict[str, str]) -> None:
    hidden = changed(
        texts,
        "networks/nzkg.yaml",
        "    afkorting: NZKG\n",
        "    afkorting: NZKG\n    openbaarheid: intern\n",
    )
    loaded = load_texts(hidden)
    inside = advise(prepare(loaded), "clingo")
    outside = advise(prepare(loaded, public_only=True), "clingo")
    assert any("nzkg" in advice.id for advice in inside.advices)
    assert not any("nzkg" in str(fact) for fact in outside.case.facts)
    assert not any("nzkg" in advice.id for advice in outside.advices)


def test_an_internal_value_hides_only_itself(texts: dict[str, str]) -> None:
    old = "relaties: {bestuurlijk: {waarde: sterk, aard: oordeel, bron: bis-2022 §europa}}"
    new = "relaties: {bestuurlijk: {waarde: sterk, aard: oordeel, bron: bis-2022 §europa, openbaarheid: intern}}"
    loaded = load_texts(changed(texts, "networks/mra.yaml", old, new))
    public = prepare(loaded, public_only=True).facts
    assert not [fact for fact in public if fact.type == "relatie" and fact.values[0] == "mra"]
    assert [fact for fact in public if fact.type == "actor" and fact.values[0] == "mra"]


def test_a_seat_that_ended_is_claimed_again(texts: dict[str, str]) -> None:
    """Membership has an end: after it the seat is no longer ours to keep."""
    old = "bezetting: [{houder: {waarde: wij, bron: bis-2022 §3-vng-g40 punt 1}}]"
    new = "bezetting: [{houder: {waarde: wij, bron: bis-2022 §3-vng-g40 punt 1}, geldig: {tot: 2022-07-31}}]"
    loaded = load_texts(changed(texts, "networks/g40.yaml", old, new))
    name = "positie/g40-duurzaamheid/voorzitter"
    before = advise(prepare(loaded, date(2022, 7, 31)), "clingo").advice(name)
    assert before is not None and before.target.attitude == "behouden"
    assert advise(prepare(loaded, date(2022, 8, 1)), "clingo").advice(name) is None


def test_a_granted_fund_is_not_advised(texts: dict[str, str]) -> None:
    granted = "status: {waarde: toegekend, toelichting: Zaanstad kreeg al een grote bijdrage.}"
    loaded = load_texts(texts)
    assert advise(prepare(loaded), "clingo").advice("koppelkans/volkshuisvestingsfonds") is None
    reopened = load_texts(changed(texts, "networks/rijk.yaml", granted, "status: open"))
    assert advise(prepare(reopened), "clingo").advice("koppelkans/volkshuisvestingsfonds") is not None


@pytest.mark.parametrize(
    ("file", "hidden", "removed"),
    [
        (
            "networks/amsterdam.yaml",
            ("      - {op: bzk, sterkte: 0.8, aard: aanname}\n", "      - {op: bzk, sterkte: 0.8, aard: aanname, openbaarheid: intern}\n"),
            "      - {op: bzk, sterkte: 0.8, aard: aanname}\n",
        ),
        (
            "networks/vng.yaml",
            ("    relaties: {bestuurlijk: {waarde: sterk, aard: aanname}}\n", "    relaties: {bestuurlijk: {waarde: sterk, aard: aanname, openbaarheid: intern}}\n"),
            "    relaties: {bestuurlijk: {waarde: sterk, aard: aanname}}\n",
        ),
        (
            "networks/rijk.yaml",
            ("      - {thema: leefbaarheid, soort: middelen, aard: aanname}\n", "      - {thema: leefbaarheid, soort: middelen, aard: aanname, openbaarheid: intern}\n"),
            "      - {thema: leefbaarheid, soort: middelen, aard: aanname}\n",
        ),
        (
            "networks/regios.yaml",
            ("hoogstens: 2, bron: bis-2022 §2-zw punt 2}", "hoogstens: 2, bron: bis-2022 §2-zw punt 2, openbaarheid: intern}"),
            "    keuzes:\n      - {rol: trekker, gremia: [zw-pho-bw, zw-pho-bereikbaarheid, zw-pho-rl], minstens: 1, hoogstens: 2, bron: bis-2022 §2-zw punt 2}\n",
        ),
    ],
    ids=["invloed", "relatie", "bevoegdheid", "keuze"],
)  # fmt: skip
def test_hidden_is_as_good_as_gone(
    texts: dict[str, str], file: str, hidden: tuple[str, str], removed: str
) -> None:
    """What is internal must not shape public output either: the same advice as if it were not there."""
    outside = advise(prepare(load_texts(changed(texts, file, *hidden)), public_only=True), "clingo")
    without = advise(prepare(load_texts(changed(texts, file, removed, ""))), "clingo")
    assert told(outside) == told(without)
    assert told(outside) != told(advise(prepare(load_texts(texts)), "clingo"))


def told(outcome: Outcome) -> list[object]:
    """What people read of an outcome, without the places in files."""
    return [(a.id, a.title, a.score, a.rank, a.band, a.arguments, a.conditions) for a in outcome.advices]


def test_an_internal_document_is_not_named(texts: dict[str, str]) -> None:
    old = "    kort: Beïnvloedingsstrategie\n"
    loaded = load_texts(changed(texts, "bronnen.yaml", old, old + "    openbaarheid: intern\n"))
    outcome = advise(prepare(loaded, public_only=True), "clingo")
    data = json.dumps(advice_data(outcome, outcome.advices), ensure_ascii=False)
    assert "interne bron" in data
    assert "Beïnvloedingsstrategie" not in data
