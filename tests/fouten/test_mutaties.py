"""Random damage to a dossier, its scenarios and its tests: the answer is advice or findings with a place.

`KRACHTENVELD_MUTATIES=10000 pytest -s tests/fouten/test_mutaties.py` runs as many as the project promises.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from strategy.advice.advise import advise, prepare
from strategy.dossier.files import read_texts
from strategy.errors import InputError, KrachtenveldError
from strategy.testing.run import run_tests
from strategy.workspace import read_workspace
from tests.fouten.corpus import BASE, HERE, Case
from visualizations.reports.toets import report_of_tests
from visualizations.writers.findings import MOST_FINDINGS, findings_text

ROUNDS = int(os.environ.get("KRACHTENVELD_MUTATIES", "400"))
SLOWEST = 10.0
"""Seconds after which reading counts as hanging."""
PARTS = 8
BASE_TEXTS = read_texts(BASE).sound()
BESIDE = {
    str(path.relative_to(HERE / "ernaast")): path.read_text("utf-8")
    for path in (HERE / "ernaast").rglob("*.yaml")
}
"""A rule with examples, scenarios on each other, and tests; what goes wrong in one may surface in another."""
PLACE = re.compile(r"[^:]+:[1-9]\d*:[1-9]\d* (fout|let op)\[[a-z0-9-]+\] \S.*")
TOKEN = re.compile(r"[\w-]+|\s+|.", re.DOTALL)
ODD = (
    *":-[]{},&*!|>'\"%@`#?=<$~\t\\\x00\x1b\x85\u2028\ufeff", "\r", "\n", "  ", "---\n", "...\n", "- ", ": ", "<<: *a", "&a ", "*a", "!!set ",
    "no", "null", "12:30", "1e3", "0x1F", "9" * 400, "-0", ".nan", "2023-02-30", "$p", "{p}", ">= 2", "niet", "feit", "🙂", "é",
)  # fmt: skip
Mutation = Callable[[random.Random, str], str]


def drop_text(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randint(1, 12) :]


def insert_odd(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + chance.choice(ODD) * chance.choice((1, 1, 1, 2, 50)) + text[start:]


def replace_token(chance: random.Random, text: str) -> str:
    tokens = TOKEN.findall(text) or [""]
    tokens[chance.randrange(len(tokens))] = chance.choice((*ODD, *tokens))
    return "".join(tokens)


def swap_tokens(chance: random.Random, text: str) -> str:
    tokens = TOKEN.findall(text) or [""]
    one, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    tokens[one], tokens[other] = tokens[other], tokens[one]
    return "".join(tokens)


def drop_line(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    del lines[chance.randrange(len(lines))]
    return "".join(lines)


def double_lines(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    start = chance.randrange(len(lines))
    return "".join(lines[:start] + lines[start : start + chance.randint(1, 6)] * 2 + lines[start:])


def swap_lines(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def indent_line(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at = chance.randrange(len(lines))
    step = chance.choice((-4, -2, -1, 1, 2, 4))
    lines[at] = (
        " " * step + lines[at]
        if step > 0
        else lines[at][min(-step, len(lines[at]) - len(lines[at].lstrip())) :]
    )
    return "".join(lines)


def borrow_line(chance: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    other = BASE_TEXTS[chance.choice(sorted(BASE_TEXTS))].splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(other))
    return "".join(lines)


def cut_off(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text) + 1)]


MUTATIONS: tuple[Mutation, ...] = (
    drop_text, insert_odd, replace_token, replace_token, swap_tokens, drop_line, double_lines, swap_lines,
    indent_line, borrow_line, cut_off,
)  # fmt: skip


def mutate(seed: int, root: Path) -> None:
    """Write the base dossier to `root`, with a few mutations that `seed` decides."""
    chance = random.Random(seed)
    texts = {**BASE_TEXTS, **BESIDE}
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        name = chance.choice(sorted(texts))
        texts[name] = chance.choice(MUTATIONS)(chance, texts[name])
    raw = {name: text.encode() for name, text in texts.items()}
    if chance.random() < 0.05:
        name = chance.choice(sorted(raw))
        at = chance.randrange(len(raw[name]) + 1)
        raw[name] = raw[name][:at] + bytes([chance.randrange(128, 256)]) + raw[name][at:]
    for name, content in raw.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def outcome(root: Path) -> str:
    """What the engine makes of a dossier and its tests: findings, or how the tests went."""
    try:
        read = read_workspace(root).proven()
        found = advise(prepare(read.loaded, rulebook=read.rulebook), "python")
        ran = run_tests(found, read.tests, read.scenarios, "python")
        report = report_of_tests(found, ran, everything=True)
        assert report.screen()
        assert report.data and report.data()
        return "mis" if ran.count("mis") else "goed"
    except InputError as error:
        _check(error)
        return "bevindingen"
    except KrachtenveldError:
        return "fout"


def _check(error: InputError) -> None:
    for finding in error.findings:
        assert finding.span.file
        assert min(finding.span.line, finding.span.column, finding.span.length) >= 1
        assert finding.message
        assert finding.hint
    assert list(error.findings) == sorted(error.findings)
    shown = findings_text(error.findings).splitlines()
    assert all(line.isprintable() for line in shown)
    assert sum(bool(PLACE.fullmatch(line)) for line in shown) == min(len(error.findings), MOST_FINDINGS)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("opgaven/stad.yaml", "themas: [jeugd]", f"themas: [{', '.join(f'jeug{n}' for n in range(10_000))}]"),
        ("opgaven/stad.yaml", "niveau: [landelijk]", f"niveau: [{', '.join(['landelij'] * 10_000)}]"),
        ("opgaven/stad.yaml", "themas: [jeugd]", f"themas: [{'jeugd' * 150_000}]"),
        ("opgaven/stad.yaml", "opgave: stad\n", "opgave: stad\n" + "".join(f"naa{n}: x\n" for n in range(10_000))),
        ("dossier.yaml", "themas:\n", "themas:\n" + "".join(f"  t{n}: {{naam: T, ouder: t{n + 1}}}\n" for n in range(5_000))),
        ("rules/zetels.yaml", "regels:\n", "regels:\n" + "".join(
            f"  - regel: r{n}\n    als:\n      - f{n + 1}: {{x: $x}}\n    dan:\n      feit: {{f{n}: {{x: $x}}}}\n" for n in range(1_500)
        )),
    ],
    ids=["namen", "woorden", "lang-woord", "sleutels", "themas", "regels"],
)  # fmt: skip
def test_size_never_makes_the_reader_hang(file: str, old: str, new: str, tmp_path: Path) -> None:
    root = Case("groot", "groot", ({"in": file, "vervang": old, "door": new},)).build(tmp_path)
    start = time.process_time()
    with pytest.raises(InputError) as stop:
        read_workspace(root)
    assert findings_text(stop.value.findings)
    assert time.process_time() - start < SLOWEST / 2


MANY = 4_000


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("toetsen/a.yaml", "toetsen:\n  - toets: Veel\n    verwacht: {niet: [" + ", ".join(f"positie/bond-woonen/lid{n}" for n in range(MANY)) + "]}\n"),
        ("toetsen/a.yaml", "toetsen:\n" + f"  - toets: Veel\n    verwacht: {{band: {{positie/{'bond-wonen/' * 30_000}lid: doen}}}}\n"),
        ("toetsen/a.yaml", "toetsen:\n" + "".join(f"  - {{toets: T{n}, scenario: s{n}, verwacht: {{wel: [lid]}}}}\n" for n in range(MANY // 2))),
        ("scenarios/a.yaml", "scenario: a\nwijzig:\n  prioriteiten:\n" + "".join(f"    meer-woninge{n}: {{inzet: volgen}}\n" for n in range(MANY))),
        ("scenarios/a.yaml", "scenario: a\nwijzig:\n  posities:\n" + "".join(f"    bond-wonen/voorziter{n}: {{houder: wij}}\n" for n in range(MANY))),
        ("scenarios/a.yaml", "scenario: a\nwijzig:\n  actoren:\n    stedenbond:\n" + "".join(f"      naa{n}: x\n" for n in range(MANY))),
        ("rules/b.yaml", "regels:\n  - regel: b\n    als:\n      - prioriteit: {id: $p}\n    dan:\n      feit: {b: {prioriteit: $p}}\n    voorbeelden:\n      niet:\n" + "".join(f"        - {{p: meer-woninge{n}, q{n}: x}}\n" for n in range(MANY // 2))),
    ],
    ids=["adviezen", "lange-naam", "scenarios", "prioriteiten", "posities", "sleutels", "voorbeelden"],
)  # fmt: skip
def test_size_never_makes_what_stands_beside_hang(file: str, text: str, tmp_path: Path) -> None:
    root = Case("groot", "groot", ()).build(tmp_path)
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")
    start = time.process_time()
    with pytest.raises(InputError) as stop:
        read_workspace(root).proven()
    assert findings_text(stop.value.findings)
    assert time.process_time() - start < SLOWEST / 2


def test_many_scenarios_on_each_other_never_hang(tmp_path: Path) -> None:
    """Scenarios are laid on each other for each of them: what is deep is refused, not waited for."""
    root = Case("groot", "groot", ()).build(tmp_path)
    (root / "scenarios").mkdir()
    for n in range(750):
        basis = f"s{n - 1}" if n else "basis"
        text = f"scenario: s{n}\nbasis: {basis}\nwijzig: {{opgaven: {{stad: {{gewicht: {n % 2 + 2}}}}}}}\n"
        (root / "scenarios" / f"{n:04}.yaml").write_text(text, encoding="utf-8")
    start = time.process_time()
    assert outcome(root) == "bevindingen"
    assert time.process_time() - start < SLOWEST


def test_what_stands_beside_is_sound(tmp_path: Path) -> None:
    for name, text in {**BASE_TEXTS, **BESIDE}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert {name.split("/")[0] for name in BESIDE} == {"rules", "scenarios", "toetsen"}
    assert outcome(tmp_path) == "goed"


@pytest.mark.parametrize("part", range(PARTS))
def test_damage_never_breaks_the_reader(part: int, tmp_path: Path) -> None:
    seen = set()
    print(f"\nzaden {part}, {part + PARTS}, … onder {ROUNDS}")
    for seed in range(part, ROUNDS, PARTS):
        root = tmp_path / str(seed)
        mutate(seed, root)
        start = time.process_time()
        try:
            seen.add(outcome(root))
        except Exception as error:
            raise AssertionError(f"mutatie {seed} geeft {type(error).__name__}: {error}") from error
        assert time.process_time() - start < SLOWEST, f"mutatie {seed} duurt te lang"
    assert {"bevindingen", "goed"} <= seen
