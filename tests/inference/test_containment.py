"""A child that crashes, hangs, lies or eats memory is a message to the user, and nothing else happens."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from strategy.inference import engine_durable as durable_driver
from strategy.inference.containment import OutOfBounds, can_contain, contained
from strategy.inference.engine_durable import DurableEngine
from strategy.inference.port import EngineFailure, TooManyFirings
from tests.inference.engines import needs_durable
from tests.inference.generate import make_case

pytestmark = pytest.mark.skipif(not can_contain(), reason="this platform cannot fork")
MEGABYTE = 2**20


def run(function, seconds: float = 30.0, memory: int = 512 * MEGABYTE):  # type: ignore[no-untyped-def]
    return contained(function, "De engine proef", seconds, memory)


def children() -> set[str]:
    """The children of this process, those not waited for included (Linux; elsewhere none are seen)."""
    tasks = Path(f"/proc/{os.getpid()}/task")
    return {child for file in tasks.glob("*/children") for child in file.read_text(encoding="ascii").split()}


@pytest.fixture(autouse=True)
def nothing_is_left_behind() -> Iterator[None]:
    """Whatever a child did, it is gone afterwards. Other tests of the same run may have children of their own."""
    before = children()
    yield
    assert children() <= before


def test_the_answer_comes_back_however_large() -> None:
    assert run(lambda: {"a": [(1, "é" * 300)] * 3}) == {"a": [(1, "é" * 300)] * 3}
    assert len(run(lambda: list(range(1_000_000)))) == 1_000_000


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGFPE, signal.SIGKILL])
def test_a_child_killed_by_a_signal(number: signal.Signals) -> None:
    with pytest.raises(EngineFailure) as caught:
        run(lambda: os.kill(os.getpid(), number))
    assert number.name in caught.value.message
    assert "proef" in caught.value.message
    assert caught.value.hint


def test_a_real_crash_in_c() -> None:
    with pytest.raises(EngineFailure, match="SIG"):
        run(lambda: ctypes.memset(8, 0, 1))


def test_a_child_that_hangs_is_ended_at_the_time_limit() -> None:
    with pytest.raises(OutOfBounds, match="niet klaar"):
        run(lambda: time.sleep(600), seconds=0.2)


def test_a_child_that_leaves_without_an_answer() -> None:
    with pytest.raises(EngineFailure, match="zonder antwoord"):
        run(lambda: os._exit(0))


def test_an_error_in_the_child_is_told() -> None:
    with pytest.raises(EngineFailure, match="liep vast: ValueError: kapot"):
        run(lambda: int_of("kapot"))
    with pytest.raises(EngineFailure, match="liep vast"):
        run(lambda: lambda: 1)  # an answer that cannot travel


def int_of(text: str) -> int:
    raise ValueError(text)


def test_a_failure_of_the_engine_keeps_its_kind_and_hint() -> None:
    def fail() -> None:
        raise TooManyFirings("te veel", "doe minder")

    with pytest.raises(TooManyFirings) as caught:
        run(fail)
    assert (caught.value.message, caught.value.hint) == ("te veel", "doe minder")


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="the limit needs Linux")
def test_a_child_that_wants_too_much_memory() -> None:
    with pytest.raises(OutOfBounds, match="De engine proef had meer geheugen nodig"):
        run(lambda: len(bytearray(1024 * MEGABYTE)), memory=64 * MEGABYTE)


def test_what_the_child_does_stays_there() -> None:
    seen: list[int] = []
    run(lambda: seen.append(1))
    assert seen == []


@needs_durable
def test_a_crash_of_the_extension_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable_driver.Ruleset, "put", lambda self, facts: ctypes.memset(8, 0, 1))
    case = make_case(5)
    with pytest.raises(EngineFailure, match="durable-rules is gecrasht"):
        DurableEngine().infer(case.rulebook, case.facts)


@needs_durable
def test_the_extension_really_can_crash_and_is_contained() -> None:
    def crash() -> None:
        ruleset = durable_driver.Ruleset({})
        ruleset._extension.assert_facts(ruleset._handle, "[{}]")

    with pytest.raises(EngineFailure, match="SIGSEGV"):
        run(crash, seconds=5)
