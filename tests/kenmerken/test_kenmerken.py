"""Characteristics that a dossier declares: rules read them, everything tells of them, and old dossiers stay as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.advice.advise import Outcome, advise, prepare
from strategy.advice.model import Advice
from strategy.dossier.files import read_texts
from strategy.effect.effect import effect_of
from strategy.effect.versions import Run
from strategy.errors import InputError
from strategy.explain.edits import edit_line, numbers_around
from strategy.explain.grounds import fact_text, grounds
from strategy.explain.whynot import why_not
from strategy.inference.choose_engine import installed
from strategy.rulebook.ast import Compare, Operator, term_holds
from strategy.workspace import Workspace, workspace_of
from tests.fouten.corpus import SPOTLESS
from tests.schema.editor import complaints, schema_name, schemas_for
from visualizations.exports.network import export_of
from visualizations.regels.reading import RuleReader, plain

ENGINES = [engine for engine in ("clingo", "durable", "python") if installed(engine)]
SEAT = "positie/bond-bestuur/lid"
DECLARED = """\
kenmerken:
  raadsavond: {naam: vergadert op onze raadsavond, geldt_voor: gremium, soort: ja-nee, aard: oordeel}
  reistijd: {naam: reistijd in minuten, geldt_voor: [gremium, actor], soort: getal, aard: oordeel}
  ligging: {naam: ligging, geldt_voor: actor, soort: woord, woorden: [stad, dorp], aard: oordeel}
  avonden: {naam: kost veel avonden, geldt_voor: positie, soort: ja-nee, aard: oordeel}
  gevoelig: {naam: ligt gevoelig in de raad, geldt_voor: prioriteit, soort: ja-nee, aard: oordeel}
  omvang: {naam: omvang, geldt_voor: instrument, soort: getal, aard: oordeel}
begrippen:
"""
BODY, SEAT_AT = "        vereist: bond-wonen\n", "          - {rol: lid, te_verdelen: ja"
ACTOR, FUND = "    relaties: {bestuurlijk: zwak}\n", "    status: open\n"
PRIORITY = "    naam: Jeugdhulp dichtbij\n"
FILLED = {
    BODY: f"{BODY}        kenmerken: {{raadsavond: {{waarde: ja, aard: aanname, te_verifieren: welke avond}}, reistijd: 40}}\n",
    SEAT_AT: f"{SEAT_AT}, kenmerken: [avonden]",
    ACTOR: f"{ACTOR}    kenmerken: {{ligging: stad, reistijd: 25.5, koers-onzeker: ja}}\n",
    FUND: f"{FUND}    kenmerken: {{omvang: 12}}\n",
    PRIORITY: f"{PRIORITY}    kenmerken: [gevoelig]\n",
}
RULE = """\
regels:
  - regel: op-onze-avond
    aard: oordeel
    als:
      - past: {prioriteit: $p, gremium: $g}
      - %s
    dan:
      %s: {soort: positie, prioriteit: $p, gremium: $g}
%s"""
AGAINST = '    punten: -3\n    argument: "{g} vergadert op onze raadsavond."\n'


def workspace(
    condition: str = "", head: str = "tegen", filled: Mapping[str, str] = FILLED, **more: str
) -> Workspace:
    """The small dossier with characteristics, and with a condition a rule that reads one."""
    texts = dict(read_texts(SPOTLESS).texts)
    texts["dossier.yaml"] = texts["dossier.yaml"].replace("begrippen:\n", DECLARED)
    for name in ("networks/land.yaml", "opgaven/stad.yaml"):
        for old, new in filled.items():
            texts[name] = texts[name].replace(old, new)
    if condition:
        texts["rules/avond.yaml"] = RULE % (condition, head, AGAINST if head == "tegen" else "")
    return workspace_of({**texts, **more})


def outcome_of(found: Workspace, engine: str = "clingo", scenario: str | None = None) -> Outcome:
    under = found.under(scenario)
    return advise(prepare(under.loaded, rulebook=under.rulebook), engine)


def score(found: Workspace, engine: str = "clingo", scenario: str | None = None) -> float | None:
    advice = outcome_of(found, engine, scenario).advice(SEAT)
    return advice.score if advice else None


def told(found: Workspace, *types: str) -> list[str]:
    outcome = outcome_of(found)
    return [fact_text(outcome, fact) for name in types for fact in outcome.case.facts.of_type(name)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rule_weakens_a_seat_that_meets_on_our_evening(engine: str) -> None:
    without = score(workspace(), engine)
    weaker = score(workspace("raadsavond: {gremium: $g, waarde: ja}"), engine)
    assert without is not None and weaker is not None and weaker < without
    assert score(workspace("raadsavond: {gremium: $g, waarde: ja}", "sluit_uit"), engine) is None


@pytest.mark.parametrize(
    ("condition", "weaker"),
    [
        ("raadsavond: {gremium: $g, waarde: nee}", False),
        ("raadsavond: {gremium: $g}", True),
        ('reistijd: {gremium: $g, waarde: ">= 40"}', True),
        ('reistijd: {gremium: $g, waarde: "> 40"}', False),
        ("reistijd: {gremium: $g, waarde: 40}", True),
        ("reistijd: {gremium: $g, waarde: [20, 40]}", True),
        ("niet: {raadsavond: {gremium: $g, waarde: ja}}", False),
        ("niet: {raadsavond: {gremium: $g, waarde: nee}}", True),
        ("niet: {reistijd: {gremium: $g, waarde: '> 40'}}", True),
        ("avonden: {gremium: $g, rol: lid, waarde: ja}", True),
        ("avonden: {gremium: $g, rol: voorzitter, waarde: ja}", False),
        ("avonden: {gremium: $g, rol: lid, thema: $t, waarde: ja}", False),
        ("gevoelig: {prioriteit: $p, waarde: ja}", False),
    ],
)
def test_what_a_condition_on_a_characteristic_means(condition: str, weaker: bool) -> None:
    scores = {score(workspace(condition), engine) for engine in ENGINES}
    assert len(scores) == 1
    assert (scores.pop() != score(workspace())) == weaker


def test_what_is_not_filled_in_is_no_fact() -> None:
    bare = workspace(filled={})
    assert told(bare, "raadsavond", "reistijd", "avonden", "kenmerk") == []
    without = score(bare)
    assert score(workspace("raadsavond: {gremium: $g, waarde: ja}", filled={})) == without
    assert score(workspace("raadsavond: {gremium: $g, waarde: nee}", filled={})) == without
    assert score(workspace("niet: {raadsavond: {gremium: $g, waarde: ja}}", filled={})) != without


def test_each_characteristic_is_told_as_a_sentence() -> None:
    assert told(workspace(), "raadsavond", "reistijd", "ligging", "avonden", "gevoelig", "omvang", "kenmerk") == [
        "Bestuur van de Stedenbond vergadert op onze raadsavond",
        "reistijd in minuten van De Stedenbond: 25,5",
        "reistijd in minuten van Bestuur van de Stedenbond: 40",
        "ligging van De Stedenbond: stad",
        "lid van Commissie Wonen kost veel avonden",
        "lid van Bestuur van de Stedenbond kost veel avonden",
        '"Jeugdhulp dichtbij" ligt gevoelig in de raad',
        "omvang van Bouwfonds: 12",
        "bijzonderheid van De Stedenbond: koers onzeker",
    ]  # fmt: skip


def test_a_value_keeps_its_own_provenance_to_the_explanation() -> None:
    outcome = outcome_of(workspace("raadsavond: {gremium: $g, waarde: ja}"))
    advice = outcome.advice(SEAT)
    assert isinstance(advice, Advice)
    (said,) = {
        item
        for entry in advice.counters
        for item in grounds(outcome, entry)
        if item.fact.type == "raadsavond"
    }
    assert (said.text, said.nature, said.source, said.to_verify, said.file) == (
        "Bestuur van de Stedenbond vergadert op onze raadsavond", "aanname", "aanname", "welke avond", "networks/land.yaml",
    )  # fmt: skip


def test_a_condition_reads_as_a_sentence() -> None:
    found = workspace('reistijd: {gremium: $g, waarde: ">= 40"}')
    rules = {rule.id: rule for rule in found.rulebook.rules}
    reader = RuleReader(found.rulebook, outcome_of(found).names)
    clauses = [plain(clause.tokens) for clause in reader.read(rules["op-onze-avond"]).conditions]
    assert clauses[1] == "het kenmerk “reistijd in minuten” van g minstens 40 is"


# ── what was there already ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "written",
    [
        "[koers-onzeker]", "koers-onzeker", "[{waarde: koers-onzeker, aard: oordeel}]",
        "{waarde: koers-onzeker, aard: oordeel}", "{koers-onzeker: ja}", "{koers-onzeker: {waarde: ja, aard: oordeel}}",
    ],
)  # fmt: skip
def test_a_word_in_a_list_still_says_ja(written: str) -> None:
    found = workspace(filled={ACTOR: f"{ACTOR}    kenmerken: {written}\n"})
    facts = prepare(found.loaded, rulebook=found.rulebook).facts
    (fact,) = facts.of_type("kenmerk")
    assert fact.values == ("stedenbond", "koers-onzeker")
    assert {origin.nature for origin in facts.evidence(fact).origins} == {
        "oordeel" if "oordeel" in written else "registratie"
    }


def test_who_is_no_member_can_also_say_nee() -> None:
    def deciding(said: str) -> int:
        filled = {
            "    werkvelden: [woningbouw, jeugd]\n": f"    werkvelden: [woningbouw, jeugd]\n    kenmerken: {said}\n"
        }
        found = workspace(filled=filled)
        return len([*prepare(found.loaded, rulebook=found.rulebook).facts.of_type("beslist")])

    assert deciding("{geen-lid: nee}") > deciding("{geen-lid: ja}") == deciding("geen-lid") == 0


# ── scenarios, other versions, a basis ────────────────────────────────────────────────────────────────


def under(changes: str, condition: str = "raadsavond: {gremium: $g, waarde: ja}") -> Workspace:
    rows = "".join(f"  {row}\n" for row in changes.splitlines())
    return workspace(condition, **{"scenarios/proef.yaml": f"scenario: proef\nwijzig:\n{rows}"})


@pytest.mark.parametrize(
    ("changes", "condition"),
    [
        ("gremia: {bond-bestuur: {kenmerken: {raadsavond: nee}}}", "raadsavond: {gremium: $g, waarde: ja}"),
        ("gremia: {bond-bestuur: {kenmerken: {eraf: raadsavond}}}", "raadsavond: {gremium: $g, waarde: ja}"),
        ("gremia: {bond-bestuur: {kenmerken: []}}", "raadsavond: {gremium: $g, waarde: ja}"),
        ("gremia: {bond-bestuur: {kenmerken: {reistijd: 20}}}", "reistijd: {gremium: $g, waarde: '> 30'}"),
        ("posities: {bond-bestuur/lid: {kenmerken: {avonden: nee}}}", "avonden: {gremium: $g, rol: lid, waarde: ja}"),
    ],
)  # fmt: skip
def test_a_scenario_changes_a_characteristic(changes: str, condition: str) -> None:
    found = under(changes, condition)
    assert score(found) != score(workspace()) == score(found, scenario="proef")
    effect = effect_of(found, found.under("proef"), Run(engine="clingo"))
    assert len(effect.changes) == 1 + ("[]" in changes)
    assert any(effect.behind(change) for change in effect.changes)


def test_what_a_scenario_does_not_name_stays() -> None:
    found = under("gremia: {bond-bestuur: {kenmerken: {erbij: {reistijd: 10}}}}").under("proef")
    (actor,) = (each for each in found.loaded.dossier.layers[0].actors if each.id == "stedenbond")
    said = {name: value.value for name, value in actor.bodies[1].traits.items()}
    assert said == {"raadsavond": "ja", "reistijd": 10}


@pytest.mark.parametrize(
    ("changes", "line", "message"),
    [
        ("gremia: {bond-bestuur: {kenmerken: {raadsavond: jaa}}}", 3, '"jaa" kan hier niet bij het kenmerk "raadsavond"'),
        ("gremia: {bond-bestuur: {kenmerken: {raadsavnd: ja}}}", 3, 'er is geen kenmerk "raadsavnd"'),
        ("gremia: {bond-bestuur: {kenmerken: {raadsavond: ja}}}", 3, 'kenmerken van gremium "bond-bestuur" is al zo'),
        ("gremia: {bond-bestuur: {kenmerken: {eraf: ligging}}}", 3, 'kenmerken van gremium "bond-bestuur": dit staat er niet bij'),
        ("gremia:\n  bond-bestuur: {kenmerken: {reistijd: 1}}\nposities:\n  bond-bestuur/lid: {kenmerken: {raadsavond: ja}}", 6,
         'het kenmerk "raadsavond" geldt voor een gremium, en dit is een positie'),
    ],
)  # fmt: skip
def test_what_does_not_fit_in_a_scenario_is_told_there(changes: str, line: int, message: str) -> None:
    with pytest.raises(InputError) as caught:
        under(changes).under("proef")
    (finding,) = caught.value.findings
    assert (finding.span.file, finding.span.line, finding.message) == ("scenarios/proef.yaml", line, message)


def test_a_declaration_that_becomes_another_is_compared_change_by_change() -> None:
    old = workspace("raadsavond: {gremium: $g, waarde: ja}")
    texts = {name: text.replace("raadsavond", "avond") for name, text in old.content.items()}
    texts["dossier.yaml"] = texts["dossier.yaml"].replace(
        "geldt_voor: [gremium, actor], soort: getal", "geldt_voor: [gremium, actor], soort: ja-nee"
    )
    texts["networks/land.yaml"] = (
        texts["networks/land.yaml"]
        .replace("reistijd: 40", "reistijd: ja")
        .replace("reistijd: 25.5", "reistijd: nee")
    )
    new = workspace_of(texts)
    for one, other in ((old, new), (new, old), (old, workspace(filled={}))):
        effect = effect_of(one, other, Run(engine="clingo"))
        assert effect.changes
        effect_of(one, other, Run(engine="clingo", public_only=True))


def test_what_is_internal_stays_inside() -> None:
    filled = {
        BODY: f"{BODY}        kenmerken: {{raadsavond: {{waarde: ja, openbaarheid: intern, aard: oordeel}}}}\n"
    }
    found = workspace(filled=filled)
    shown = [
        [*prepare(found.loaded, None, public, found.rulebook).facts.of_type("raadsavond")]
        for public in (False, True)
    ]
    assert [len(facts) for facts in shown] == [1, 0]


def test_those_of_a_basis_join_those_of_the_dossier() -> None:
    header = read_texts(SPOTLESS).texts["dossier.yaml"]
    basis = (
        "basis: steun\nnaam: Steun\nversie: 1\nstand: 2026-01-01\nkenmerken:\n"
        "  raadsavond: {naam: vergadert dinsdag, geldt_voor: gremium, soort: ja-nee, aard: oordeel}\n"
        "  ver: {naam: ligt ver weg, geldt_voor: gremium, soort: ja-nee, aard: oordeel}\n"
    )
    files = {
        "steun/basis.yaml": basis,
        "steun/bronnen.yaml": "bronnen: [{id: gids, titel: Gids, datum: '2026'}]\n",
        "dossier.yaml": header.replace("begrippen:\n", f"basis: ./steun\n{DECLARED}"),
    }
    found = workspace("ver: {gremium: $g, waarde: ja}", **files)
    traits = found.loaded.dossier.header.traits
    assert (traits["raadsavond"].name, traits["ver"].name) == ("vergadert op onze raadsavond", "ligt ver weg")


# ── proposals, forms ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (
            "raadsavond: {gremium: $g, waarde: ja}",
            "kenmerk “vergadert op onze raadsavond” van Bestuur van de Stedenbond is nee (nu ja, aanname)",
        ),
        (
            'reistijd: {gremium: $g, waarde: "> 30"}',
            "kenmerk “reistijd in minuten” van Bestuur van de Stedenbond is 30 (nu 40)",
        ),
        (
            "avonden: {gremium: $g, rol: lid, waarde: ja}",
            "kenmerk “kost veel avonden” van lid van Bestuur van de Stedenbond is nee (nu ja)",
        ),
    ],
)
def test_the_smallest_change_may_be_one_of_a_characteristic(condition: str, text: str) -> None:
    outcome = outcome_of(workspace(condition, "sluit_uit"))
    change = why_not(outcome, SEAT).change
    assert change is not None
    assert [edit_line(outcome, edit).text for edit in change.edits] == [text]
    assert change.advised.id == SEAT


def test_the_smallest_change_may_fill_one_in() -> None:
    rule = (
        "regels:\n  - regel: dichtbij\n    aard: oordeel\n    als:\n      - prioriteit: {id: $p, inzet: trekken}\n"
        "      - gremium: {id: $g, soort: dagelijks-bestuur}\n      - reistijd: {gremium: $g, waarde: '< 20.5'}\n"
        "    dan:\n      advies: {soort: positie, houding: claimen, gremium: $g, rol: voorzitter, prioriteit: $p}\n    punten: 2\n"
    )
    outcome = outcome_of(workspace(**{"rules/avond.yaml": rule}))
    change = why_not(outcome, "positie/bond-bestuur/voorzitter").change
    assert change is not None
    assert [edit_line(outcome, edit).text for edit in change.edits] == [
        "kenmerk “reistijd in minuten” van Bestuur van de Stedenbond is 20 (nu 40)"
    ]


NUMBERS = st.integers(-50, 50) | st.integers(-500, 500).map(lambda tenths: tenths / 10)


@given(st.sampled_from(("<", "<=", ">", ">=", "=", "!=")), NUMBERS)
def test_numbers_are_proposed_on_either_side(sign: Operator, number: float) -> None:
    term = Compare(sign, number)
    proposed = numbers_around(term)
    assert {term_holds(value, term, {}) for value in proposed} == {True, False}
    assert len(proposed) == 2
    assert all(abs(float(value) - number) <= 1 for value in proposed)


def test_an_editor_knows_what_can_be_filled_in() -> None:
    found = workspace("raadsavond: {gremium: $g, waarde: ja}")
    schemas = schemas_for(found.loaded, found.rulebook)
    for name, text in found.content.items():
        assert complaints(schemas[schema_name(name)], text) == [], name
    network_of = found.content["networks/land.yaml"]
    for wrong in ("reistijd: veel", "omvang: 40", "ligging: stad", "raadsavnd: ja"):
        text = network_of.replace("reistijd: 40", wrong)
        assert complaints(schemas["netwerk"], text) != [], wrong
    rules = found.content["rules/avond.yaml"]
    for right, wrong in (("waarde: ja", "waarde: jaa"), ("gremium: $g, waarde", "actor: $g, waarde")):
        assert complaints(schemas["regels"], rules.replace(right, wrong)) != [], wrong
    scenario = "scenario: proef\nwijzig:\n  gremia: {bond-bestuur: {kenmerken: %s}}\n"
    for said in ("{raadsavond: nee}", "{eraf: raadsavond}", "[raadsavond]", "{erbij: {reistijd: 3}}"):
        assert complaints(schemas["scenario"], scenario % said) == [], said
    assert complaints(schemas["scenario"], scenario % "{raadsavond: 4}") != []


def test_other_programs_get_them_in_words() -> None:
    nodes = {node.id: node for node in export_of(outcome_of(workspace())).nodes}

    def said(name: str) -> Iterable[str]:
        return nodes[name].values["kenmerken"]

    assert said("gremium:bond-bestuur") == ("vergadert op onze raadsavond", "reistijd in minuten: 40")
    assert said("actor:stedenbond") == ("ligging: stad", "reistijd in minuten: 25,5", "koers-onzeker")
    assert said("prioriteit:jeugdhulp-dichtbij") == ("ligt gevoelig in de raad",)
