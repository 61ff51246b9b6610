"""`waarom-niet`: what it says fails does fail, and the smallest change it names does bring the advice."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Iterator
from itertools import combinations, islice, product
from pathlib import Path

import jsonschema
import pytest

import cli
from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.model import goals
from strategy.dossier.word_lists import ADVICE_SORTS, LAYERS, ROLES
from strategy.errors import KrachtenveldError
from strategy.explain import smallest_change, whynot
from strategy.explain.edits import Edit, Editor, with_edits
from strategy.explain.smallest_change import Abduction
from strategy.explain.whynot import SmallestChange, WhyNot, condition_lines, goal_title, why_not
from strategy.graph.network import HELD_BY_US
from strategy.scenarios.changes import posts
from strategy.scenarios.files import read_scenarios, with_scenario
from strategy.validation.reference import read_reference
from tests.examples import examples
from visualizations.reports.waarom_niet import WHY_NOT, asked_about, candidate, why_not_report

Capture = pytest.CaptureFixture[str]
PROVEN = int(os.environ.get("KRACHTENVELD_WAAROM_NIET", "2"))
"""Of each kind; `make mutatie` proves thirty."""


@pytest.fixture(scope="module")
def table(outcome: Outcome, repository: Path) -> list[str]:
    """Advice that meets an expectation of the reference, one per item, in the order of the reference."""
    reference = read_reference(repository / "tests" / "referentie.yaml")
    met = (
        next((advice.id for advice in outcome.advices if item.matches(advice)), None)
        for item in reference.items
    )
    return list(dict.fromkeys(name for name in met if name))


@pytest.fixture(scope="module")
def missed(outcome: Outcome) -> WhyNot:
    """An advice that is not given, with the smallest change that brings it."""
    return why_not(outcome, "positie/g40-woningmarkt/trekker")


def rerun(outcome: Outcome, overlay: str) -> Outcome:
    """The advice when an overlay is put in a scenario file, as a strategist would."""
    case = outcome.case
    rows = "".join(f"  {row}\n" for row in overlay.splitlines())
    known = read_scenarios({"scenarios/proef.yaml": f"scenario: proef\nwijzig:\n{rows}"})
    loaded, rulebook = with_scenario("proef", known, case.loaded, case.rulebook)
    return advise(prepare(loaded, None, False, rulebook), "python")


def assert_delivers(outcome: Outcome, found: WhyNot) -> None:
    """The change brings the advice, and no part of it does."""
    assert found.change is not None, f"geen wijziging voor {found.name}: {found.note}"
    advice = rerun(outcome, found.change.overlay).advice(found.name)
    assert advice is not None
    assert (advice.score, advice.rank) == (found.change.advised.score, found.change.advised.rank)
    edits = found.change.edits
    for part in combinations(edits, len(edits) - 1) if len(edits) > 1 else ():
        assert rerun(outcome, SmallestChange(part, advice).overlay).advice(found.name) is None


def candidates(outcome: Outcome) -> Iterator[str]:
    """Names of advice that the rules could give, at random but always the same."""
    chance = random.Random(2028)  # its first hold no search that runs until its time is over
    view = outcome.case.view
    seats = list(posts(view.dossier))
    actors = [actor.id for actor in view.actors]
    ties = [f"{actor.id}/{layer}" for actor in view.actors for layer in actor.ties]
    bodies = [body.id for _, body in view.bodies()]
    priorities = [priority.id for _, priority in view.priorities()]
    instruments = [item.id for item in view.instruments]
    while True:
        yield f"positie/{chance.choice(seats)}"
        yield f"positie/{chance.choice(bodies)}/{chance.choice(('lid', 'trekker', 'inbreng'))}"
        yield f"relatie/{chance.choice(ties)}"
        yield f"samenwerking/{chance.choice(actors)}/{chance.choice(list(view.themes))}"
        yield f"koppelkans/{chance.choice(instruments)}"
        yield f"monitoren/{chance.choice(priorities)}"
        yield f"afzien/{chance.choice(bodies)}/{chance.choice(bodies)}"
        yield f"verkenning/{chance.choice(actors)}"
        yield f"organisatie/{chance.choice(priorities)}"
        yield f"voorwaarde/{chance.choice(bodies)}/{chance.choice(bodies)}"


@pytest.mark.slow
def test_the_smallest_change_brings_random_candidates(outcome: Outcome) -> None:
    given = {advice.id for advice in outcome.advices}
    seen: set[str] = set()
    verified = possible = 0
    for name in candidates(outcome):
        if name in given or name in seen:
            continue
        seen.add(name)
        found = why_not(outcome, name)
        possible += found.rules > 0
        if found.change is not None:
            assert_delivers(outcome, found)
            verified += 1
        else:
            assert found.note or not found.rules
        if verified == PROVEN:
            break
    # Of what a rule can give, having no small change must be the exception: things whose kind is fixed.
    assert verified / possible > 0.7


@pytest.mark.slow
def test_the_smallest_change_brings_back_what_the_reference_lost(outcome: Outcome, table: list[str]) -> None:
    """Advice of the reference, lost by one to three changes of the dossier, comes back by at most as many."""
    chance = random.Random(26)
    case = outcome.case
    lost = 0
    for name in chance.sample(table, len(table)):
        advice = outcome.advice(name)
        assert advice is not None
        damage = {
            "prioriteiten": {
                priority: {"inzet": "volgen"}
                for priority in advice.priorities
                if next(p for _, p in case.view.priorities() if p.id == priority).stance.value != "volgen"
            }
        }
        if not 0 < len(damage["prioriteiten"]) <= 3:
            continue
        damaged = rerun(outcome, json.dumps(damage))
        if damaged.advice(name) is not None:
            continue
        lost += 1
        found = why_not(damaged, name)
        assert_delivers(damaged, found)
        assert found.change is not None and len(found.change.edits) <= 3
        if lost == PROVEN:
            break
    assert lost == PROVEN


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("monitoren/zaandam-oost", 1),
        ("positie/vng-rwm/lid", 1),  # a rule is in the way of what would be advised by itself
        ("verkenning/rws", 2),
        ("samenwerking/raad-eu/circulair", 2),
    ],
)
def test_without_clingo_the_same_change_of_one_or_two_is_found(
    outcome: Outcome, name: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_clingo = why_not(outcome, name).change
    monkeypatch.setattr(whynot, "installed", lambda _: False)
    tried = why_not(outcome, name).change
    assert tried and by_clingo and tried.edits == by_clingo.edits and len(tried.edits) == size


def test_trying_without_clingo_is_bounded(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    """In what is worked out and in what is inferred in full: a page waits for it."""
    tried: list[tuple[Edit, ...]] = []
    few = Abduction(outcome.case, goals("verkenning/rws", outcome.case.loaded.names), fitting=True)
    monkeypatch.setattr(smallest_change, "MOST_TRIED", 3)
    assert smallest_change.smallest_by_trying(few, outcome.trace, tried.append) is None and len(tried) == 3
    monkeypatch.setattr(smallest_change, "MOST_JOINS", 30_000)
    many = Abduction(outcome.case, goals("positie/tk-fin/inbreng", outcome.case.loaded.names), fitting=True)
    reach = smallest_change._Reach(many, outcome.trace, 2)
    assert 30_000 < reach.joins < 31_000 and not reach.answers()


def test_what_the_reference_misses_is_explained(outcome: Outcome) -> None:
    """The two items that the dossier does not reproduce have no priority behind them; one change would."""
    found = why_not(outcome, "samenwerking/mra/toerisme")
    assert_delivers(outcome, found)
    assert found.change is not None
    assert {edit.change.key for edit in found.change.edits} <= {"themas", "vraag", "werkvelden"}


def test_a_veto_is_named(outcome: Outcome) -> None:
    found = why_not(outcome, "positie/g40-woningmarkt/trekker", search=False)
    assert found.attempts and not found.change
    damaged = rerun(outcome, '{"prioriteiten": {"budget-kinderen": {"belang": "gebied"}}}')
    lost = [advice.id for advice in outcome.advices if damaged.advice(advice.id) is None]
    excluded = [item.veto.rule for name in lost for item in why_not(damaged, name, search=False).excluded]
    assert "gebiedsbelang-niet-in-koepel" in excluded


def test_conditions_are_told_as_they_are(outcome: Outcome, missed: WhyNot) -> None:
    nearest = missed.attempts[0]
    index = outcome.trace.index
    bindings = dict(nearest.bindings)
    for condition in nearest.conditions:
        if condition.pattern is not None:
            matches = next(index.matching(condition.pattern, bindings), None) is not None
            assert condition.holds == (matches != condition.negated)
    assert nearest.failing


def told(outcome: Outcome, name: str) -> list[tuple[bool, str, str]]:
    """Of the nearest miss each condition: whether it holds, its sentence, and what is there instead."""
    nearest = why_not(outcome, name, search=False).attempts[0]
    return [(each.holds, each.text, each.instead) for each in condition_lines(outcome, nearest)]


def test_conditions_read_as_sentences(outcome: Outcome) -> None:
    """By the clauses of the rule book, with names and articles; what a rule derived by its argument."""
    lead = told(outcome, "positie/mra-platform-ruimte/trekker")
    assert (True, "dat geen enkele rol in het MRA Platform Ruimte van ons is", "") in lead
    assert (False, "dat het MRA Platform Ruimte voor lobby dient", "agendering, prioriteitsstelling") in lead
    assert any(text.endswith("zet dat op de agenda (“relevant”)") for _, text, _ in lead)
    assert lead[0] == (False, "dat “voortouw” geldt voor het MRA Platform Ruimte", "")
    assert (True, "dat geen enkele rol in de directie van de MRA van ons is", "") in told(
        outcome, "positie/mra-directie/lid"
    )
    other = told(outcome, "afzien/vng-bestuur/g40-wwz")
    denied = "dat “heeft invloed” niet geldt voor het bestuur van de VNG"
    assert (False, denied, "wel, door regel heeft-invloed") in other


def test_a_condition_that_is_not_a_fact_is_a_clause(outcome: Outcome) -> None:
    """No condition is left as a list of fields, and none says of something that it could be anything."""
    nearest = (why_not(outcome, name, search=False).attempts[:1] for name in islice(candidates(outcome), 25))
    lines = [line for (miss,) in filter(None, nearest) for line in condition_lines(outcome, miss)]
    clauses = [line.text for line in lines if line.text.startswith("dat ")]
    assert len(clauses) > 30 and all(line.text in clauses for line in lines if not line.holds)
    assert not [text for text in clauses if re.search(r"_|: |wat dan ook|\biets\b", text)]


def test_advice_that_is_given_says_so(outcome: Outcome, capsys: Capture) -> None:
    name = outcome.advices[0].id
    assert why_not(outcome, name).given is outcome.advices[0]
    run("waarom-niet", name)
    assert "WEL GEADVISEERD" in capsys.readouterr().out


def test_the_name_of_a_line_will_do(outcome: Outcome) -> None:
    for line in outcome.lines:
        assert candidate(outcome, line.id) in {line.id, *(part.id for part in line.parts)}
    ties = [
        (actor.id, layer)
        for actor in outcome.case.view.actors
        for layer in actor.ties
        if len(actor.ties) == 1 and outcome.line(f"relatie/{actor.id}") is None
    ]
    assert ties
    for actor, layer in ties:
        assert candidate(outcome, f"relatie/{actor}") == f"relatie/{actor}/{layer}"


def test_a_name_written_in_another_way_is_the_same_advice(outcome: Outcome) -> None:
    direct = next(advice.id for advice in outcome.advices if advice.id.startswith("route/rechtstreeks/"))
    found = why_not(outcome, direct.replace("rechtstreeks/", ""), search=False)
    assert found.name == direct and found.given is outcome.advice(direct)


@pytest.mark.parametrize(
    "words",
    ["voorzitter VNG-commissie Zorg", "Word voorzitter van de VNG-commissie Zorg, Jeugd en Onderwijs", "vng-zjo voorzitter"],
)  # fmt: skip
def test_a_role_that_a_table_may_not_have_is_found_by_its_words(outcome: Outcome, words: str) -> None:
    assert candidate(outcome, words) == "positie/vng-zjo/voorzitter", "and not the vicevoorzitter"


def test_an_advice_for_a_priority_is_asked_about_apart(outcome: Outcome, capsys: Capture) -> None:
    """Given for one priority, and not for another: that one would bring it is what the smallest change must show."""
    name = "route/rechtstreeks/bzk"
    given = outcome.advice(name)
    assert given is not None and "houtbouw" not in given.priorities
    assert asked_about(outcome, f"{name} voor houtbouw") == (name, "houtbouw")
    assert why_not(outcome, name, priority=given.priorities[0]).given is given
    found = why_not(outcome, name, priority="houtbouw")
    assert found.given is None and found.change is not None
    changed = rerun(outcome, found.change.overlay).advice(name)
    assert changed is not None and "houtbouw" in changed.priorities
    with pytest.raises(KrachtenveldError) as caught:
        asked_about(outcome, "bzk houtbouw")
    assert "route/rechtstreeks/bzk houtbouw" in caught.value.hint
    assert run("waarom-niet", name, "houtbouw", "--snel") == 0
    assert f"{name}   voor " in capsys.readouterr().out


def test_that_nothing_brings_it_is_only_said_when_that_is_proven(
    outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that was tried in vain may be part of one that does bring it, and roads are taken as they are."""
    name = "monitoren/houtbouw"
    proven = "geen wijziging van hooguit vier gegevens brengt dit advies"
    answers: list[tuple[()]] = []
    monkeypatch.setattr(Abduction, "smallest", lambda _: answers.pop() if answers else None)
    monkeypatch.setattr("strategy.explain.whynot._delivers", lambda *_: None)
    monkeypatch.setattr(Editor, "edits", lambda *_: iter(()))  # to think of all that could change takes long
    assert why_not(outcome, name).note == proven
    answers.append(())
    assert why_not(outcome, name).note.startswith("niet gevonden: een wijziging is geprobeerd")
    answers.extend([(), ()])
    assert why_not(outcome, name).note.startswith("niet gevonden: 2 wijzigingen zijn geprobeerd")
    assert why_not(outcome, "route/om-nh/jenv").note.startswith("niet gevonden; welke wegen")


def test_that_we_have_a_seat_is_no_reason_why_we_would_claim_it(outcome: Outcome) -> None:
    """A member who asks for the chair does not hear that who chairs it keeps the chair."""
    name = "positie/mra-pho-bw/voorzitter"
    found = why_not(outcome, name, search=False)
    assert found.attempts and all(miss.rule.id != "zetel-behouden" for miss in found.attempts)
    asked = goals(name, outcome.case.loaded.names, outcome.case.rulebook.rules)
    for supposing in (True, False):
        tried = Abduction(outcome.case, asked, supposing=supposing).edits
        held = {edit.change.id for edit in tried if edit.change.key == "houder" and edit.new == HELD_BY_US}
        assert any(each.startswith("mra-pho-bw/") for each in held) == supposing


def test_what_an_actor_has_nothing_to_do_with_is_no_first_thought(outcome: Outcome) -> None:
    """That a body for transport would help with youth is not the change that people look for."""
    near = Abduction(
        outcome.case, goals("relatie/politie-nh/ambtelijk", outcome.case.loaded.names), fitting=True
    )
    wide = Abduction(outcome.case, goals("relatie/politie-nh/ambtelijk", outcome.case.loaded.names))
    said = {fact for edit in wide.edits for fact in edit.adds if fact.type == "afhankelijk"}
    kept = {fact for edit in near.edits for fact in edit.adds if fact.type == "afhankelijk"}
    assert kept < said
    assert {fact.values[1] for fact in kept} >= {"veiligheid", "ondermijning"}
    assert "jeugd" not in {fact.values[1] for fact in kept}


def test_a_role_that_no_rule_claims_says_so(outcome: Outcome, capsys: Capture) -> None:
    run("waarom-niet", "positie/vng-bv/voorzitter", "--snel")
    out = capsys.readouterr().out
    assert "NIET GEADVISEERD" in out and "voorzitter" in out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("positie/vng-zjoo/lid", "vng-zjoo"),
        ("posities/vng-zjo/lid", "positie"),
        ("voorzitter", "kies er een"),
        ("zeppelin", "niets in dit dossier"),
        ("positie", "kies er een"),
        ("/", "noem een advies"),
        ("vng-zjo/", "kies er een"),
        ("positie/vng-bestuur", "schrijf positie/gremium/rol"),
        ("positie//lid", "schrijf positie/gremium/rol"),
        ("route/meelopen", "schrijf route/doel"),
        ("voorwaarde/vng-zjo/lid", "schrijf voorwaarde/gremium/eerst of voorwaarde/actor"),
    ],
)
def test_a_name_that_means_nothing_is_explained(text: str, told: str, capsys: Capture) -> None:
    assert run("waarom-niet", text) == 2
    error = capsys.readouterr().err
    assert told in error and "Traceback" not in error


def test_capitals_and_a_last_slash_do_not_matter(outcome: Outcome, capsys: Capture) -> None:
    assert run("waarom-niet", f" {outcome.advices[0].id.upper()}/") == 0
    assert "WEL GEADVISEERD" in capsys.readouterr().out


def test_any_name_has_a_title_or_is_refused(outcome: Outcome) -> None:
    """Names of every kind put together in every way: what is accepted reads as advice, the rest is explained."""
    case = outcome.case
    kinds = ("actor", "gremium", "thema", "instrument", "opgave", "prioriteit")
    words = [next(iter(case.loaded.names[kind])) for kind in kinds]
    words += [ROLES[0], LAYERS[0], "rechtstreeks", "meelopen", ""]
    refused = 0
    for sort in ADVICE_SORTS:
        for parts in ((), *product(words), *product(words, words)):
            name = "/".join((sort, *parts))
            try:
                said = goal_title(outcome, goals(name, case.loaded.names, case.rulebook.rules)[0])
            except KrachtenveldError:
                refused += 1
            else:
                assert not re.search(r'""|  | $|\b(e|van|met|bij|voor) $', said), (name, said)
    assert refused


def test_what_does_not_hold_on_the_day_is_no_candidate(capsys: Capture) -> None:
    assert run("waarom-niet", "relatie/aenm/bestuurlijk") == 2
    assert "geldt niet op 2022-06-01" in capsys.readouterr().err
    assert run("waarom-niet", "relatie/aenm/bestuurlijk", "--snel", "--peildatum", "2025-01-01") == 0


def test_what_is_internal_is_not_named_in_the_public_version(
    tmp_path: Path, repository: Path, capsys: Capture
) -> None:
    root = tmp_path / "dossier"
    for part in ("dossier.yaml", "bronnen.yaml", "college.yaml"):
        root.mkdir(exist_ok=True)
        shutil.copy(repository / part, root / part)
    for part in ("opgaven", "networks", "rules", "landelijk"):
        shutil.copytree(repository / part, root / part)
    file = root / "landelijk" / "networks" / "g40.yaml"
    text = file.read_text("utf-8")
    marked = text.replace(
        "      - id: g40-woningmarkt\n", "      - id: g40-woningmarkt\n        openbaarheid: intern\n"
    )
    assert marked != text
    file.write_text(marked, "utf-8")
    shared = ("waarom-niet", "--dossier", str(root), "--snel")
    assert run(*shared, "trekker", "woningmarkt") == 0
    assert "Woningmarkt" in capsys.readouterr().out
    for words in (("trekker", "woningmarkt"), ("g40-woningmarkt/trekker",)):
        assert run(*shared, "--openbaar", *words) == 2
        assert "Woningmarkt" not in "".join(capsys.readouterr())


def test_json_holds_the_overlay(outcome: Outcome, missed: WhyNot, capsys: Capture) -> None:
    made = why_not_report(outcome, missed).data
    assert made is not None
    data = json.loads(json.dumps(made()))
    assert run("waarom-niet", "g40-woningmarkt/trekker", "--formaat", "json", "--snel") == 0
    for each in (data, json.loads(capsys.readouterr().out)):
        jsonschema.validate(each, WHY_NOT.schema)
    change = data["kleinste_wijziging"]
    assert data["geadviseerd"] is False and data["pogingen"][0]["voorwaarden"]
    assert rerun(outcome, change["overlay"]).advice(data["advies"]) is not None
    assert change["wordt"]["rang"] >= 1


def test_every_advice_name_leads_back_to_its_target(outcome: Outcome) -> None:
    case = outcome.case
    for advice in outcome.advices:
        found = goals(advice.id, case.loaded.names, case.rulebook.rules)
        assert any(goal.matches(fact.values) for goal in found for fact in outcome.trace.valid)


def test_edits_that_say_what_is_so_already_are_refused(outcome: Outcome, missed: WhyNot) -> None:
    assert missed.change is not None
    changed = with_edits(missed.change.edits, outcome.case)
    assert changed is not None
    assert with_edits(missed.change.edits, changed) is None


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main((*arguments, "--engine", "python"))
    return int(stop.value.code or 0)


def test_a_rule_holds_for_what_it_argues(outcome: Outcome) -> None:
    """Of every advice and every rule that could give it: it holds where it argues or is excluded, and misses elsewhere."""
    asked = excluded = missed = 0
    for advice in outcome.advices[:40]:
        goal = goals(advice.id, outcome.case.loaded.names, outcome.case.rulebook.rules)
        for rule in outcome.case.rulebook.rules:
            if not any(each.concluded_by(rule.head) for each in goal):
                continue
            found = why_not(outcome, advice.id, rule=rule.id)
            argued = {entry.priority for entry in advice.entries if entry.rule == rule.id}
            assert {each.priority for each in found.applied if each.veto is None} == argued
            assert bool(found.applied) != bool(found.attempts)
            assert {miss.rule.id for miss in found.attempts} <= {rule.id} and found.change is None
            asked += 1
            missed += not found.applied
            excluded += any(each.veto for each in found.applied)
    assert asked > 100 and missed > 20 and excluded > 1


def test_what_is_ticked_holds_in_one_case(outcome: Outcome) -> None:
    """Every condition that holds does so with the same values as the others, and none holds for want of a value."""
    index, seen = outcome.trace.index, 0
    for name in islice(candidates(outcome), examples(60)):
        for miss in why_not(outcome, name, search=False).attempts:
            bindings = dict(miss.bindings)
            for condition in miss.conditions:
                if condition.pattern is None or not condition.holds:
                    continue
                assert set(condition.pattern.variables) <= bindings.keys(), (name, miss.rule.id)
                if not condition.negated:
                    assert condition.fact in set(index.matching(condition.pattern, bindings))
                seen += 1
            assert miss.failing
    assert seen > 120


def test_a_rule_that_cannot_give_it_says_which_can(outcome: Outcome, capsys: Capture) -> None:
    with pytest.raises(KrachtenveldError, match="geeft dit advies nooit") as caught:
        why_not(outcome, "positie/vng-zjo/voorzitter", rule="samen-optrekken")
    assert "voorzitten" in caught.value.hint
    with pytest.raises(KrachtenveldError) as caught:
        why_not(outcome, "positie/vng-zjo/voorzitter", rule="vorzitten")
    assert caught.value.hint == 'bedoeld: "voorzitten"?'
    assert run("waarom-niet", "mra-sociaal/trekker", "--regel", "voortrekken") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert (
        "de regel voortrekken geldt hier wel" in out and "uitgesloten door al-trekker-in-dit-netwerk" in out
    )
    assert (
        run("waarom-niet", "mra-sociaal/trekker", "--prioriteit", "Zaanstad als houtbouwstad", "--snel") == 0
    )
    assert "NIET GEADVISEERD" in capsys.readouterr().out
