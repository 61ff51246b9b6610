"""`waarom` as its users meet it: everything once, readable at any width, as deep as they ask."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

import cli
from strategy.advice.advise import Outcome, advise, prepare
from strategy.dossier.files import read_texts
from strategy.workspace import workspace_of
from visualizations.reports.waarom import ABOVE, why_report
from visualizations.writers.screen import screen, to_text

Capture = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["waarom", *arguments, "--engine", "python"])
    return int(stop.value.code or 0)


def text(outcome: Outcome, name: str, deep: bool = False, width: int | None = None) -> str:
    advice = outcome.advice(name)
    assert advice is not None
    return to_text(screen(why_report(outcome, [advice], deep).screen()), terminal=False, width=width)


def flat(told: str) -> str:
    """A tree as one line, so that wrapping hides nothing."""
    return re.sub(r"[\s│├└─]+", " ", told)


@pytest.mark.parametrize("deep", [False, True])
def test_every_fact_gives_its_place_once_and_is_referred_to_after_that(outcome: Outcome, deep: bool) -> None:
    referred = 0
    for advice in outcome.advices[::5]:
        told = flat(text(outcome, advice.id, deep, width=2000))
        facts = {
            fact
            for group in ([advice.entries], [advice.counters])
            for entry in {e.rule: e for e in reversed(group[0])}.values()
            for fact in outcome.trace.grounds(entry.firing)
        }
        if not deep:
            assert told.count(" ← ") == len(facts)
        assert told.count(" ← ") >= len(facts)
        referred += told.count(ABOVE.strip())
    assert referred


def test_deep_shows_the_rules_in_between(outcome: Outcome) -> None:
    shallow, deep = (text(outcome, "positie/vng-zjo/lid", deep, width=2000) for deep in (False, True))
    assert "regel thema-past, rules/1-afleiden.yaml:" in deep and "regel thema-past" not in shallow
    lines = deep.splitlines()
    relevant = next(i for i, line in enumerate(lines) if "regel relevant" in line)
    assert "regel thema-past" in lines[relevant + 1]
    assert "raakt Jeugd   berekend uit:" in lines[relevant + 2]
    assert len(lines[relevant + 1]) - len(lines[relevant + 1].lstrip("│├└─ ")) > len(lines[relevant]) - len(
        lines[relevant].lstrip("│├└─ ")
    )


def test_counter_arguments_refer_as_well(repository: Path) -> None:
    """As if a table divided a role, and asked for a seat elsewhere first."""
    file, seat = "networks/veiligheid.yaml", "posities: [{rol: lid, zetel: ambtshalve}]\n"
    texts = read_texts(repository).sound()
    start = texts[file].index(seat, texts[file].index("- id: lovp\n"))
    asks = "vereist: [vng-bv]\n        posities: [{rol: inbreng, te_verdelen: ja, aard: aanname}]\n"
    changed = texts[file][:start] + asks + texts[file][start + len(seat) :]
    outcome = advise(prepare(workspace_of({**texts, file: changed}).loaded), "python")
    told = flat(text(outcome, "positie/lovp/inbreng", width=2000))
    after = told[told.index("vereiste-nog-open") :]
    assert "dient voor prioriteitsstelling (oordeel) zie boven" in after
    assert "en omdat geen enkele rol in de VNG-commissie Bestuur en Veiligheid van ons is" in after


def test_what_is_excluded_for_others_and_what_else_there_is(outcome: Outcome) -> None:
    told = flat(text(outcome, "positie/vng-zjo/lid", width=2000))
    assert (
        'niet voor "Zaandam Oost in het NPLV": gebiedsbelang-niet-in-koepel rules/2-uitsluiten.yaml:' in told
    )
    assert "is een eigen zaak; de VNG-commissie" in told
    assert "ook in dit gremium: Claim de portefeuille Jeugd in VNG-commissie" in told
    refrain = flat(text(outcome, "afzien/mra-platform-ruimte/trekker", width=2000))
    assert "· niet doen · rang" in refrain
    assert "in plaats daarvan: Neem met stevige inbreng deel aan MRA Platform Ruimte (rang" in refrain
    assert "en omdat er geen advies is: Word trekker van MRA Platform Ruimte" in refrain


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("width", [50, 80, 200])
def test_no_line_is_wider_than_asked(outcome: Outcome, deep: bool, width: int) -> None:
    for advice in outcome.advices[::23]:
        told = text(outcome, advice.id, deep, width)
        assert max(map(len, told.splitlines())) <= width
        assert told == text(outcome, advice.id, deep, width)


def test_json_has_the_derivation_when_asked(repository: Path, capsys: Capture) -> None:
    schema = json.loads((repository / "schema" / "advies.json").read_text(encoding="utf-8"))
    told = {}
    for options in ((), ("--diep",)):
        assert run("positie/nzkg-bpf/inbreng", "--formaat", "json", *options) == 0
        told[options] = json.loads(capsys.readouterr().out)
        jsonschema.validate(told[options], schema)
    (short,), (long,) = (data["adviezen"] for data in told.values())
    for contribution in (*long["bijdragen"], *long["tegen"]):
        steps = contribution.pop("afleiding")
        assert {fact["feit"] for fact in contribution["feiten"]} == set(dossier_facts(steps))
    assert long == short


def dossier_facts(steps: list[dict[str, object]]) -> list[object]:
    found: list[object] = []
    for step in steps:
        if step["soort"] == "dossier":
            found.append(step["feit"])
        assert not (step["eerder"] and step["uit"])
        found += dossier_facts(step["uit"])  # type: ignore[arg-type]
    return found


def test_deep_through_the_command(capsys: Capture) -> None:
    assert run("positie/vng-zjo/portefeuille/jeugd", "--diep") == 0
    assert "regel relevant, rules/1-afleiden.yaml:" in flat(capsys.readouterr().out)


def test_whom_we_want_a_decision_from_is_no_ally_in_the_lobby(repository: Path) -> None:
    texts = read_texts(repository).sound()
    file, text = (
        "networks/regios.yaml",
        "    werkvelden: [{waarde: preventie, aard: oordeel}, {waarde: zorgverzekeraars, aard: oordeel}]\n",
    )
    assert text in texts[file]
    able = (
        text
        + "    bevoegdheden: [{thema: preventie, soort: inzet}, {thema: zorgverzekeraars, soort: inzet}]\n"
    )

    def lobbying(given: dict[str, str]) -> set[str]:
        outcome = advise(prepare(workspace_of(given).loaded), "python")
        return {
            entry.priority
            for advice in outcome.advices
            for entry in advice.entries
            if entry.rule == "betrekken-bij-de-lobby" and advice.target.actor == "zorgverzekeraars"
        }

    assert lobbying(texts) == {"plicht-zorgverzekeraars", "preventie-infrastructuur"}
    assert not lobbying({**texts, file: texts[file].replace(text, able)})
