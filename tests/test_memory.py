"""What was read and inferred before: the same answer as without it, whatever happens to the dossier and to what is kept.

`KRACHTENVELD_GEHEUGEN=500 pytest tests/test_memory.py` tries as many accidents as the project promises.
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import cli
from strategy import memory, workspace
from strategy.advice.advise import advise, prepare
from strategy.errors import InputError, Span
from strategy.inference import choose_engine
from strategy.memory import Memory, place_of, recall, remembering
from strategy.testing.run import run_tests
from strategy.workspace import read_workspace
from tests.fouten.corpus import BASE
from tests.fouten.test_mutaties import MUTATIONS, mutate
from visualizations.reports.advies import advice_text
from visualizations.reports.toets import report_of_tests
from visualizations.reports.waarom import why_report
from visualizations.schema_files import schemas
from visualizations.writers.findings import findings_text
from visualizations.writers.shapes import json_text

ACCIDENTS = int(os.environ.get("KRACHTENVELD_GEHEUGEN", "25"))
ROOT = Path(__file__).resolve().parents[1]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands of a test keep their answers."""
    monkeypatch.delenv(memory.OFF)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / "cache"))
    return tmp_path / "home" / "cache" / "krachtenveld"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with one entry: the answer "goed" to the question 1."""
    folder = tmp_path / "geheugen"
    assert asked(folder) == "goed"
    return folder


def asked(folder: Path | None, question: object = 1, answer: object = "goed") -> object:
    """What a memory in a folder says to a question to which this is the answer."""
    with remembering(Memory(folder)):
        return recall("proef", lambda: question, lambda: answer)


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


def run(capsys: Capture, *words: str) -> tuple[str, str]:
    with pytest.raises(SystemExit):
        cli.main(list(words))
    told = capsys.readouterr()
    return told.out, told.err


# ── what it is for ────────────────────────────────────────────────────────────────────────────────────


def test_the_second_command_reads_and_infers_nothing(
    place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = (["advies"], ["advies", "--formaat", "json"], ["waarom", "relatie/bzk", "--diep"])
    first = [run(capsys, *words) for words in commands]
    assert {path.name.split("-")[0] for path in entries(place)} == {"gelezen", "afgeleid"}
    assert [stat.S_IMODE(path.stat().st_mode) for path in (place, *entries(place))] == [0o700, 0o600, 0o600]

    def never(*_: object) -> None:
        raise AssertionError("dit was al bekend")

    monkeypatch.setattr(workspace, "sound_dossier", never)
    monkeypatch.setattr(choose_engine, "_infer", never)
    assert [run(capsys, *words) for words in commands] == first


@pytest.mark.parametrize("off", ["optie", "variabele"])
def test_it_can_be_left_out(off: str, place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    if off == "variabele":
        monkeypatch.setenv(memory.OFF, "1")
    run(capsys, "advies", *(["--zonder-geheugen"] if off == "optie" else []))
    assert not place.exists()


def test_who_checks_reads_and_reckons_anew(place: Path, capsys: Capture) -> None:
    run(capsys, "controleer")
    assert not place.exists()


def test_an_engine_that_stood_in_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = prepare(read_workspace(BASE).loaded)

    def answers(*notes: str) -> Callable[..., choose_engine.Inference]:
        return lambda *_: choose_engine.Inference((), "clingo", notes)

    for said in (("geen durable",), (), ("nu wel",)):
        monkeypatch.setattr(choose_engine, "_infer", answers(*said))
        with remembering(Memory(tmp_path / "geheugen")):
            found = choose_engine.infer(case.rulebook, case.facts)
        assert found.notes == (("geen durable",) if said == ("geen durable",) else ())


# ── accidents ─────────────────────────────────────────────────────────────────────────────────────────


def answer(root: Path) -> str:
    """All that a dossier says: advice, why, and how its tests went; or its findings."""
    try:
        read = read_workspace(root).proven()
        found = advise(prepare(read.loaded, rulebook=read.rulebook), "python")
        ran = report_of_tests(found, run_tests(found, read.tests, read.scenarios, "python"), everything=True)
        why = why_report(found, found.lines, True)
        assert ran.data and why.data
        shown = [read.loaded.places.excerpt(rule.span) for rule in read.rulebook.rules]
        words = [read.loaded.places.key(Span(path), "naam") for path in sorted(read.content)]
        described = schemas(read.loaded, read.rulebook)
        told = [advice_text(found), *map(json_text, (ran.data(), why.data(), described))]
        return "\n".join([*told, *shown, repr(words)])
    except InputError as error:
        return findings_text(error.findings)


def edit(chance: random.Random, root: Path) -> None:
    path = chance.choice(sorted(root.rglob("*.yaml")))
    path.write_text(chance.choice(MUTATIONS)(chance, path.read_text("utf-8", "replace")), "utf-8", "replace")


def weigh(chance: random.Random, root: Path) -> None:
    """An edit after which the dossier is as sound as it was, and says something else."""
    path = root / "opgaven" / "stad.yaml"
    text = path.read_text("utf-8", "replace") if path.exists() else ""
    path.write_text(text.replace("gewicht: ", f"gewicht: {chance.choice('123456789')}"), "utf-8")


def lose(chance: random.Random, root: Path) -> None:
    chance.choice(sorted(root.rglob("*.yaml"))).unlink()


def begin_again(chance: random.Random, root: Path) -> None:
    shutil.rmtree(root)
    shutil.copytree(BASE, root) if chance.random() < 0.7 else mutate(chance.randrange(10**6), root)


def flip(chance: random.Random, path: Path) -> None:
    content = bytearray(path.read_bytes() or b"x")
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut(chance: random.Random, path: Path) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size + 1)])


def add(chance: random.Random, path: Path) -> None:
    path.write_bytes(path.read_bytes() + chance.randbytes(9))


def mistake_for(chance: random.Random, path: Path) -> None:
    path.write_bytes(chance.choice(entries(path.parent)).read_bytes())


def rename(chance: random.Random, path: Path) -> None:
    path.rename(chance.choice(entries(path.parent)))


def open_up(_: random.Random, path: Path) -> None:
    path.chmod(0o644)


def make_a_folder(_: random.Random, path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_a_link(chance: random.Random, path: Path) -> None:
    other = chance.choice(entries(path.parent))
    path.unlink()
    path.symlink_to(other)


def throw_away(_: random.Random, path: Path) -> None:
    path.unlink()


def throw_all_away(_: random.Random, path: Path) -> None:
    shutil.rmtree(path.parent)


EDITS = (edit, edit, weigh, weigh, weigh, lose)
DAMAGES = (
    flip, flip, cut, add, mistake_for, rename, open_up, make_a_folder, make_a_link, throw_away, throw_all_away,
)  # fmt: skip


def test_no_accident_gives_another_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(ACCIDENTS)
    root, folder = tmp_path / "dossier", tmp_path / "geheugen"
    shutil.copytree(BASE, root)
    made: list[str] = []
    sound = workspace.sound_dossier

    def counted(*given: object) -> object:
        made.append("")
        return sound(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(workspace, "sound_dossier", counted)
    remembered_reads = 0
    for number in range(ACCIDENTS):
        files = entries(folder) if folder.exists() else []
        if number % 4 == 0:  # what is broken stays so, and of that nothing is kept
            accident = begin_again
            accident(chance, root)
        elif files and chance.random() < 0.5:
            accident = chance.choice(DAMAGES)
            accident(chance, chance.choice(files))
        else:
            accident = chance.choice(EDITS)
            accident(chance, root)
            if not any(root.rglob("*.yaml")):
                begin_again(chance, root)
        before = answer(root)
        for _ in range(2):  # the second time what the first one kept
            made.clear()
            with remembering(Memory(folder)):
                assert answer(root) == before, f"na ongeluk {number} ({accident.__name__})"
            remembered_reads += not made
    assert remembered_reads > ACCIDENTS / 4


# ── what is not to be trusted ─────────────────────────────────────────────────────────────────────────


class Evil:
    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("exit 1",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        pickle.dumps("ander"),
        pickle.dumps(Evil()),
        b"cstrategy.errors\nreason\n.",  # a function of ours
        b"cstrategy.dossier.loader\nlru_cache\n.",  # what stands in a room, and is from elsewhere
        b"cbuiltins\neval\n(S'1'\ntR.",
        b"Pnaam\n.",
    ],
)
@pytest.mark.parametrize("signed", [True, False], ids=["met-kenmerk", "zonder"])
def test_a_strange_entry_is_not_used_and_runs_nothing(
    content: bytes, signed: bool, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_: str) -> int:
        raise AssertionError("hier mag niets draaien")

    monkeypatch.setattr(os, "system", run)
    (entry,) = entries(kept)
    good = entry.read_bytes()
    strange = content != pickle.dumps("ander") or not signed
    entry.write_bytes(memory._head(entry.name, content) + content if signed else content)
    assert asked(kept) == ("goed" if strange else "ander")  # a sound one is used: the test can tell
    if strange:
        assert entry.read_bytes() == good  # replaced


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o750, 0o777])
def test_a_folder_that_others_can_use_is_not_used(mode: int, kept: Path) -> None:
    kept.chmod(mode)
    assert asked(kept, answer="nieuw") == "nieuw"
    assert asked(kept, 2) == "goed" and len(entries(kept)) == 1


def test_a_folder_of_somebody_else_is_not_used(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert asked(kept, answer="nieuw") == "nieuw" and len(entries(kept)) == 1


def test_a_link_to_a_folder_is_not_used(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(kept)
    assert asked(tmp_path / "link", answer="nieuw") == "nieuw"


def test_where_nothing_can_be_written_the_answer_is_made(
    place: Path, capsys: Capture, tmp_path: Path
) -> None:
    right = run(capsys, "waarom", "relatie/bzk", "--zonder-geheugen")
    (tmp_path / "home").write_text("dit is geen map")
    assert run(capsys, "waarom", "relatie/bzk") == right
    out, told = run(capsys, "waarom", "relatie/bzk", "--debug")
    assert out == right[0]
    assert [line for line in told.splitlines() if "geheugen" in line] == [
        f"geheugen: de map {place} is niet te gebruiken (een deel van het pad is geen map)"
    ]


def test_a_full_disk_leaves_nothing_behind(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "vol")

    monkeypatch.setattr(os, "rename", full)
    assert asked(kept, 2, "ander") == "ander" and len(entries(kept)) == 1


def test_other_code_another_python_or_engine_asks_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = memory._code()
    assert memory._code() == code
    monkeypatch.setattr(sys, "version", "4")
    assert asked(kept, answer="nieuw") == "nieuw"
    monkeypatch.undo()
    (kept / "clingo-99.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(kept)])
    assert memory._code() != code
    monkeypatch.undo()
    copy = shutil.copytree(ROOT / "strategy" / "dossier", kept.parent / "code")
    monkeypatch.setattr(memory, "__file__", str(copy / "x.py"))
    before = memory._code()
    (copy / "model.py").write_text((copy / "model.py").read_text("utf-8") + "\n", "utf-8")
    assert memory._code() != before


# ── where it is, and how much ─────────────────────────────────────────────────────────────────────────


def test_where_it_is() -> None:
    assert place_of({"HOME": "/home/ik"}, "linux") == Path("/home/ik/.cache/krachtenveld")
    assert place_of({"HOME": "/home/ik"}, "darwin") == Path("/home/ik/Library/Caches/krachtenveld")
    assert place_of({"HOME": "/home/ik", "XDG_CACHE_HOME": "/elders"}) == Path("/elders/krachtenveld")
    assert place_of({"HOME": "/home/ik", "XDG_CACHE_HOME": "hier"}, "linux") == place_of({"HOME": "/home/ik"})
    assert place_of({}) is None and place_of({"HOME": ""}) is None and place_of({"HOME": "thuis"}) is None
    assert place_of({"HOME": "/home/ik", memory.OFF: "1"}) is None


def test_what_is_old_or_too_much_goes(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = 86_400
    for number in range(2, 6):
        asked(kept, number, "x" * 1000)
    for path in entries(kept):
        os.utime(path, (time.time() - day,) * 2)
    (first,) = (path for path in entries(kept) if path.stat().st_size < 1000)
    os.utime(first, (time.time() - 31 * day,) * 2)
    assert asked(kept, 2, "nieuw") == "x" * 1000  # used just now
    monkeypatch.setattr(memory, "MOST_BYTES", 2500)
    asked(kept, 6, "x" * 1000)
    assert not first.exists() and len(entries(kept)) == 2
    assert asked(kept, 2, "nieuw") == asked(kept, 6, "nieuw") == "x" * 1000


def test_a_command_keeps_no_more_than_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_NEW", 3)
    with remembering(Memory(tmp_path / "geheugen")):
        assert [recall("proef", lambda n=n: n, lambda n=n: n) for n in range(9)] == [*range(9)]  # type: ignore[misc]
    assert len(entries(tmp_path / "geheugen")) == 3


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Two processes that write the same answers at the same time, each a hundred times, and read what the other wrote."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom strategy.memory import Memory, recall, remembering\n"
        "remembered = sys.modules['strategy.memory']\nremembered.MOST_NEW = 10**6\n"
        "with remembering(Memory(Path(sys.argv[1]))) as memory:\n"
        "    for n in range(100):\n"
        "        memory._write(memory._opened[0], 'proef-1', 'goed' * 20_000)\n"
        "        assert memory._read(memory._opened[0], 'proef-1') == ('goed' * 20_000,), memory.told\n"
        "    assert not memory.told, memory.told\n"
    )
    begun = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "geheugen")],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    yield begun
    for process in begun:
        process.kill()


def test_two_processes_write_the_same_at_once(writers: list[subprocess.Popen[str]], tmp_path: Path) -> None:
    assert [process.communicate(timeout=60)[1] for process in writers] == ["", ""]
    assert [path.name for path in entries(tmp_path / "geheugen")] == ["proef-1"]
