"""Rules changed at random: what the checks say about them must be true of what the engine then concludes."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.checks.checked_dossier import CheckedDossier
from strategy.checks.registry import run_checks
from strategy.dossier.files import read_texts
from strategy.errors import Finding, KrachtenveldError
from strategy.inference.choose_engine import infer
from strategy.inference.trace import Trace
from strategy.workspace import workspace_of
from tests.fouten.corpus import SPOTLESS

TEXTS = read_texts(SPOTLESS).sound()
RULES = [name for name in TEXTS if name.startswith("rules/")]
CONDITION = re.compile(r"      - (?!anders)")
WORDS = (
    "trekken", "meedoen", "volgen", "gebied", "collectief", "lid", "portefeuille", "trekker", "claimen", "positie",
    "koppelkans", "route", "open", "lobby", "middelen",
)  # fmt: skip
SEEDS = range(120)


def drop(chance: random.Random, lines: list[str], at: int) -> None:
    del lines[at]


def rename(chance: random.Random, lines: list[str], at: int) -> None:
    near = re.findall(r"\$[a-z]+", "\n".join(lines[max(0, at - 8) : at + 8]))
    own = re.findall(r"\$[a-z]+", lines[at])
    if own:
        lines[at] = lines[at].replace(chance.choice(own), chance.choice(near), 1)


def reword(chance: random.Random, lines: list[str], at: int) -> None:
    own = [word for word in WORDS if re.search(rf"\b{word}\b", lines[at])]
    if own:
        lines[at] = re.sub(rf"\b{chance.choice(own)}\b", chance.choice(WORDS), lines[at], count=1)


def borrow(chance: random.Random, lines: list[str], at: int) -> None:
    lines.insert(at, chance.choice([line for line in lines if CONDITION.match(line)]))


def copy_rule(chance: random.Random, lines: list[str], at: int) -> None:
    starts = [number for number, line in enumerate(lines) if line.startswith("  - regel:")]
    start = chance.choice(starts)
    end = next((number for number in starts if number > start), len(lines))
    block = [line for line in lines[start:end] if not CONDITION.match(line) or chance.random() > 0.2]
    block[0] += f"-{chance.randrange(1000)}"
    lines.extend(block)


CHANGES = (drop, rename, reword, reword, borrow, copy_rule, copy_rule)


def changed(seed: int) -> dict[str, str]:
    chance = random.Random(seed)
    texts = dict(TEXTS)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(RULES)
        lines = texts[name].splitlines()
        at = chance.choice([number for number, line in enumerate(lines) if CONDITION.match(line)])
        chance.choice(CHANGES)(chance, lines, at)
        texts[name] = "\n".join(lines) + "\n"
    return texts


@pytest.fixture(scope="module")
def checked() -> list[tuple[int, Outcome, tuple[Finding, ...]]]:
    """Every changed dossier that reads well, with its advice and the remarks on it."""
    found = []
    for seed in SEEDS:
        texts = changed(seed)
        try:
            outcome = advise(prepare(workspace_of(texts).loaded), "python")
        except KrachtenveldError:
            continue
        found.append((seed, outcome, run_checks(CheckedDossier(outcome))))
    assert len(found) > len(SEEDS) / 4
    return found


Checked = list[tuple[int, Outcome, tuple[Finding, ...]]]


def rule_of(finding: Finding) -> str:
    match = re.search(r'regel "([^"]+)"', finding.message)
    return match[1] if match else ""


def test_rules_that_are_called_unreachable_did_not_fire(checked: Checked) -> None:
    for seed, outcome, findings in checked:
        for finding in findings:
            if finding.code in ("onbereikbaar", "vuurt-niet") and rule_of(finding):
                assert not outcome.trace.fired.get(rule_of(finding)), f"seed {seed}: {finding.message}"


def test_no_rule_stands_idle_in_silence(checked: Checked) -> None:
    idle = 0
    for seed, outcome, findings in checked:
        said = " ".join(
            f"{finding.message} {finding.hint}"
            for finding in findings
            if finding.code in ("onbereikbaar", "vuurt-niet")
        )
        for rule in outcome.trace.rules:
            if not outcome.trace.fired.get(rule):
                idle += 1
                assert re.search(rf"(?<![\w-]){rule}(?![\w-])", said), f"seed {seed}: {rule} vuurt niet"
    assert idle > 8


def test_without_a_redundant_rule_the_same_is_concluded(checked: Checked) -> None:
    tried = Counter[str]()
    for seed, outcome, findings in checked:
        for finding in findings:
            if finding.code in ("overbodig", "dubbele-regel"):
                tried[finding.code] += 1
                without = concluded_without(outcome, rule_of(finding))
                assert without.valid == outcome.trace.valid, f"seed {seed}: {finding.message}"
                assert without.derived.keys() == outcome.trace.derived.keys(), f"seed {seed}"
    assert min(tried["overbodig"], tried["dubbele-regel"]) > 5, tried


def test_what_contradicts_is_never_advised_by_that_rule(checked: Checked) -> None:
    for seed, outcome, findings in checked:
        for finding in findings:
            if finding.code == "tegenspraak" and "altijd uit" in finding.message:
                advised = {
                    fact
                    for fact, firings in outcome.trace.candidates.items()
                    if any(firing.rule == rule_of(finding) for firing in firings)
                }
                assert advised.isdisjoint(outcome.trace.valid), f"seed {seed}: {finding.message}"


def concluded_without(outcome: Outcome, rule: str) -> Trace:
    book, facts = outcome.case.rulebook, outcome.case.facts
    rest = replace(
        book,
        rules=tuple(other for other in book.rules if other.id != rule),
        layers=tuple(tuple(other for other in layer if other.id != rule) for layer in book.layers),
    )
    return Trace(rest, facts, infer(rest, facts, "python").firings)
