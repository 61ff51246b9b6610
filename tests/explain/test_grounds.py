"""Steps between an advice and the dossier: the same facts as the flat list, in the order in which they follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.dossier.files import read_texts
from strategy.explain.grounds import DerivationStep, derivation, exclusions, same_table, step_text
from strategy.workspace import workspace_of


def leaves(steps: Iterable[DerivationStep]) -> Iterator[DerivationStep]:
    for step in steps:
        if step.because:
            yield from leaves(step.because)
        else:
            yield step


def test_the_leaves_are_the_facts_of_the_dossier(outcome: Outcome) -> None:
    for advice in outcome.advices:
        for entry in (*advice.entries, *advice.counters):
            found = list(leaves(derivation(outcome, entry.firing)))
            assert all(step.ground for step in found)
            assert {step.fact for step in found} == set(outcome.trace.grounds(entry.firing))


def test_the_fact_that_stands_for_all_that_match_is_the_first_of_them(outcome: Outcome) -> None:
    trace, opened = outcome.trace, 0
    for firing in trace.firings:
        bindings = dict(firing.bindings)
        for pattern in trace.rules[firing.rule].positive:
            every = list(trace.index.matching(pattern, bindings))
            opened += len(every) > 1
            assert trace.index.first(pattern, bindings) == every[0]
    assert opened


def test_each_step_is_what_its_rule_used(outcome: Outcome) -> None:
    def check(step: DerivationStep) -> None:
        if step.firing is not None:
            assert step.firing in outcome.trace.reasons(step.fact)
            used = dict.fromkeys(outcome.trace.premises(step.firing))
            assert [part.fact for part in step.because] == list(used)
        for part in step.because:
            check(part)

    for advice in outcome.advices[::7]:
        for step in derivation(outcome, advice.entries[0].firing):
            check(step)


def test_steps_read_as_sentences(outcome: Outcome) -> None:
    advice = outcome.advice("positie/vng-zjo/lid")
    assert advice is not None
    texts = [step_text(outcome, step) for step in derivation(outcome, advice.entries[0].firing)]
    assert any("; de VNG-commissie Zorg, Jeugd en Onderwijs lobbyt daarvoor." in text for text in texts)
    (excluded,) = exclusions(outcome, advice)
    texts = [step_text(outcome, step) for step in derivation(outcome, excluded.firing)]
    assert "“in koepel” geldt voor de VNG-commissie Zorg, Jeugd en Onderwijs en de VNG" in texts


CHAIN = """
vraag: Wat hangt samen?
regels:
  - regel: keten-begin
    omschrijving: Een bijdrage is een keten van één schakel.
    aard: oordeel
    als:
      - draagt_bij: {van: $a, naar: $b}
    dan:
      feit: {keten: {van: $a, naar: $b}}
  - regel: keten-verder
    omschrijving: Een keten met nog een schakel.
    aard: oordeel
    als:
      - keten: {van: $a, naar: $b}
      - keten: {van: $b, naar: $c}
    dan:
      feit: {keten: {van: $a, naar: $c}}
  - regel: keten-volgen
    omschrijving: Wie in een keten zit, volgen we.
    aard: oordeel
    als:
      - keten: {van: $a, naar: $b}
      - prioriteit: {id: $p, opgave: $a}
    dan:
      advies: {soort: organisatie, houding: opbouwen, opgave: $b, prioriteit: $p}
    punten: 1
    argument: "{a} helpt {b}, en {p} dus ook."
"""


def test_facts_that_follow_from_each_other_do_not_explain_themselves(repository: Path) -> None:
    texts = {**read_texts(repository).sound(), "rules/9-keten.yaml": CHAIN}
    outcome = advise(prepare(workspace_of(texts).loaded), "python")
    chained = [advice for advice in outcome.advices if advice.entries[0].rule == "keten-volgen"]
    assert chained

    def check(step: DerivationStep, above: tuple[DerivationStep, ...]) -> None:
        assert step.fact not in [other.fact for other in above]
        for part in step.because:
            check(part, (*above, step))

    longest = 0
    for advice in chained:
        for entry in advice.entries:
            steps = derivation(outcome, entry.firing)
            for step in steps:
                check(step, ())
            assert all(step.ground for step in leaves(steps))
            longest = max(longest, len(list(leaves(steps))))
    assert longest > 2


# ── what stands beside ────────────────────────────────────────────────────────────────────────────────


def test_an_exclusion_is_of_this_advice_for_another_priority(outcome: Outcome) -> None:
    found = 0
    for advice in outcome.advices:
        for item in exclusions(outcome, advice):
            found += 1
            assert outcome.trace.rules[item.firing.rule].head.kind == "sluit_uit"
            assert item.priorities and not set(item.priorities) & set(advice.priorities)
    assert found
    advice = outcome.advice("positie/vng-zjo/lid")
    assert advice is not None
    assert [(item.firing.rule, item.priorities) for item in exclusions(outcome, advice)] == [
        ("gebiedsbelang-niet-in-koepel", ("zaandam-oost",))
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("positie/vng-zjo/lid", {"positie/vng-zjo/portefeuille/jeugd"}),
        ("afzien/mra-platform-ruimte/trekker", {"positie/mra-platform-ruimte/inbreng"}),
        ("afzien/mra-pho-duurzaamheid/nzkg-bpf-et", {"positie/nzkg-bpf-et/inbreng"}),
        ("afzien/vng/verstedelijking", set()),
    ],
)
def test_other_seats_at_the_table(outcome: Outcome, name: str, expected: set[str]) -> None:
    advice = outcome.advice(name)
    assert advice is not None
    assert expected <= {other.id for other in same_table(outcome, advice)}
    if not expected:
        assert same_table(outcome, advice) == ()
