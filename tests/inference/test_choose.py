"""Which engine is taken, what is said when one cannot be used, and when the rules conclude too much."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial

import pytest

from strategy.facts.types_and_sentences import Fact
from strategy.inference import choose_engine as choose
from strategy.inference import engine_clingo as clingo_matching
from strategy.inference import engine_durable as durable_matching
from strategy.inference.engine_durable import DurableEngine
from strategy.inference.engine_python import PythonEngine
from strategy.inference.port import EngineFailure, EngineMissing, Firing, TooHeavy, TooManyFirings
from strategy.rulebook.ast import Rulebook, Var
from tests.inference.engines import needs_clingo, needs_durable
from tests.inference.generate import TEXT, fact_type, make_case, pattern, rule, rulebook
from tests.inference.oracle import evaluate

A, B = Var("a"), Var("b")
TYPES = (fact_type("ding", naam=TEXT), fact_type("advies", soort=TEXT))
ONE = rule("een", [pattern("ding", naam=A)], "tegen", "advies")
PAIRS = rule("alle-paren", [pattern("ding", naam=A), pattern("ding", naam=B)], "tegen", "advies")
CASE = make_case(5)
pytestmark = [needs_durable, needs_clingo]


def things(count: int) -> list[Fact]:
    return [Fact("ding", (f"d{index}",)) for index in range(count)]


def broken(self: DurableEngine, book: Rulebook, facts: object) -> tuple[Firing, ...]:
    raise EngineFailure("De engine durable-rules is gecrasht (SIGSEGV)", "gebruik clingo")


@pytest.mark.parametrize("engine", ["durable", "clingo", "python"])
def test_the_engine_that_is_asked_for(engine: str) -> None:
    found = choose.infer(CASE.rulebook, iter(CASE.facts), engine)
    assert found == choose.Inference(evaluate(CASE.rulebook, CASE.facts), engine)
    assert found.firings


def test_automatic_choice_by_size() -> None:
    book = rulebook(TYPES, [ONE])
    assert choose.infer(book, things(20)).engine == "durable"
    large = choose.infer(book, things(choose.DURABLE_FACTS + 1))
    assert (large.engine, large.notes, len(large.firings)) == ("clingo", (), choose.DURABLE_FACTS + 1)


def test_automatic_choice_falls_back_with_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DurableEngine, "infer", broken)
    found = choose.infer(CASE.rulebook, CASE.facts)
    assert found.engine == "clingo"
    assert found.firings == evaluate(CASE.rulebook, CASE.facts)
    (note,) = found.notes
    assert "SIGSEGV" in note
    assert "gerekend met clingo" in note


def test_a_rule_beyond_durable_falls_back_too() -> None:
    long = rule("lang", [pattern("ding", naam=A)] * 17, "tegen", "advies")
    found = choose.infer(rulebook(TYPES, [long]), things(2))
    assert (found.engine, len(found.firings)) == ("clingo", 2)
    assert "lang" in found.notes[0]


def test_an_explicit_choice_does_not_fall_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DurableEngine, "infer", broken)
    with pytest.raises(EngineFailure, match="gecrasht"):
        choose.infer(CASE.rulebook, CASE.facts, "durable")


def test_an_unknown_engine_names_the_choices() -> None:
    with pytest.raises(EngineFailure, match="prolog") as caught:
        choose.infer(CASE.rulebook, CASE.facts, "prolog")
    assert "auto, durable, clingo, python" in caught.value.hint


@pytest.mark.parametrize(
    ("engine", "module", "name"),
    [("durable", "durable_rules_engine", "durable-rules"), ("clingo", "clingo", "clingo")],
)
def test_an_engine_that_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, engine: str, module: str, name: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert not choose.installed(engine)
    with pytest.raises(EngineMissing) as caught:
        choose.infer(CASE.rulebook, CASE.facts, engine)
    assert caught.value.message == f"De engine {name} is hier niet geïnstalleerd"
    assert "pip install" in caught.value.hint
    other = choose.infer(CASE.rulebook, CASE.facts)
    assert other.engine != engine
    assert other.notes == ()


def test_where_nothing_compiled_is_there_plain_python_answers() -> None:
    """In an interpreter of its own, which cannot fork either, as in a browser."""
    code = (
        "import os, sys; del os.fork\n"
        "sys.modules.update(clingo=None, durable_rules_engine=None, _clingo=None, resource=None)\n"
        "from strategy.inference import choose_engine as choose\n"
        "from tests.inference.generate import make_case\n"
        "case = make_case(5)\n"
        "found = choose.infer(case.rulebook, case.facts)\n"
        "print([name for name in choose.ENGINES if choose.installed(name)], found.engine, found.notes)\n"
        "print(found.firings == choose.infer(case.rulebook, case.facts, 'python').firings, len(found.firings))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    firings = evaluate(CASE.rulebook, CASE.facts)
    assert done.stdout == f"['python'] python ()\nTrue {len(firings)}\n"


def test_without_fork_durable_is_refused_and_clingo_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(EngineMissing, match="niet veilig"):
        choose.infer(CASE.rulebook, CASE.facts, "durable")
    found = choose.infer(CASE.rulebook, CASE.facts)
    assert (found.engine, found.firings) == ("clingo", evaluate(CASE.rulebook, CASE.facts))


@pytest.mark.parametrize("engine", choose.CHOICES)
def test_too_many_firings_name_the_heaviest_rule(engine: str) -> None:
    book = rulebook(TYPES, [ONE, PAIRS])
    assert len(choose.infer(book, things(10), engine, limit=110).firings) == 110
    with pytest.raises(TooManyFirings) as caught:
        choose.infer(book, things(40), engine, limit=1_000)
    assert "'alle-paren'" in caught.value.message
    assert "meer dan 1.000 keer" in caught.value.message


@pytest.mark.parametrize("engine", ["durable", "clingo"])
def test_a_rule_that_combines_everything_is_suspected_when_memory_or_time_runs_out(
    monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setattr(durable_matching, "contained", _no_memory)
    monkeypatch.setattr(clingo_matching, "contained", _no_memory)
    triples = rule("alles-keer-alles", [pattern("ding", naam=Var(name)) for name in "abc"], "tegen", "advies")
    with pytest.raises(TooHeavy) as caught:
        choose.infer(rulebook(TYPES, [ONE, triples]), things(300), engine)
    assert caught.value.message == (
        "geen geheugen meer. Dat komt vermoedelijk door regel 'alles-keer-alles', waarvan de patronen samen "
        "naar schatting 27.000.000 combinaties hebben"
    )
    assert caught.value.rule == "alles-keer-alles"
    assert not isinstance(caught.value, TooManyFirings)
    with pytest.raises(EngineFailure, match="geen geheugen meer"):
        choose.infer(rulebook(TYPES, [ONE, PAIRS]), things(300), engine)


def test_what_two_engines_cannot_hold_the_third_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable_matching, "contained", _no_memory)
    monkeypatch.setattr(clingo_matching, "contained", _no_memory)
    found = choose.infer(rulebook(TYPES, [ONE, PAIRS]), things(30))
    assert (found.engine, len(found.firings)) == ("python", 930)
    assert found.notes == (
        "geen geheugen meer. geen geheugen meer. Daarom is gerekend met gewoon Python; de uitkomst is dezelfde.",
    )
    with pytest.raises(TooManyFirings, match="alle-paren"):
        choose.infer(rulebook(TYPES, [ONE, PAIRS]), things(30), limit=500)


def test_plain_python_says_what_it_counted_when_rules_ask_too_much() -> None:
    nothing = rule("nooit", [*SILENT, pattern("advies", soort=A)], "tegen", "advies", different=[("a", "b")])
    never = rule("voor-niets", SILENT, "tegen", "advies", negative=[pattern("ding", naam=Var("e"))])
    assert PythonEngine().infer(rulebook(TYPES, [nothing]), things(300)) == ()
    with pytest.raises(TooHeavy) as caught:
        PythonEngine(most_rows=20_000).infer(rulebook(TYPES, [ONE, never]), things(300))
    assert "meer dan 20.000 combinaties geprobeerd" in caught.value.message
    assert caught.value.rule == "voor-niets"


SILENT = [pattern("ding", naam=Var(name)) for name in "abcde"]
"""Of five things that share nothing, none of which fires: 300 facts are billions of combinations that one engine lays out."""


def test_what_one_engine_cannot_hold_is_answered_by_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = rule("nooit", SILENT, "tegen", "advies", negative=[pattern("ding")])
    book = rulebook(TYPES, [ONE, silent])
    small = partial(DurableEngine, memory=2**28, seconds=5.0)
    monkeypatch.setattr(choose, "ENGINES", {**choose.ENGINES, "durable": small})
    found = choose.infer(book, things(300))
    assert (found.engine, len(found.firings)) == ("clingo", 300)
    assert "combinaties" not in found.notes[0]
    with pytest.raises(TooHeavy) as caught:
        choose.infer(book, things(300), "durable")
    assert "vermoedelijk door regel 'nooit'" in caught.value.message


def test_the_other_engine_is_tried_whichever_was_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clingo_matching, "contained", _no_memory)
    monkeypatch.setattr(choose, "DURABLE_FACTS", 1)
    found = choose.infer(CASE.rulebook, CASE.facts)
    assert found.engine == "durable"
    assert found.firings == evaluate(CASE.rulebook, CASE.facts)
    assert found.notes == (
        "geen geheugen meer. Daarom is gerekend met durable-rules; de uitkomst is dezelfde.",
    )


def _no_memory(*_: object) -> None:
    raise EngineFailure("geen geheugen meer")


def test_cross_check_finds_nothing_on_sound_engines() -> None:
    found = choose.cross_check(CASE.rulebook, CASE.facts)
    assert found == choose.CrossCheck(("durable", "clingo", "python"), ())


def test_cross_check_compares_the_engines_that_are_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert choose.cross_check(CASE.rulebook, CASE.facts).engines == ("clingo", "python")


def test_cross_check_tells_which_engines_have_what(monkeypatch: pytest.MonkeyPatch) -> None:
    right = DurableEngine.infer
    strange = Firing("verzonnen", (("a", "x"),))

    def off_by_one(self: DurableEngine, book: Rulebook, facts: tuple[Fact, ...]) -> tuple[Firing, ...]:
        return (*right(self, book, facts)[1:], strange)

    monkeypatch.setattr(DurableEngine, "infer", off_by_one)
    missed = evaluate(CASE.rulebook, CASE.facts)[0]
    assert choose.cross_check(CASE.rulebook, CASE.facts).differences == (
        choose.EngineDifference(missed.rule, missed.bindings, ("clingo", "python")),
        choose.EngineDifference("verzonnen", (("a", "x"),), ("durable",)),
    )


def test_cross_check_finds_layers_that_are_wrong() -> None:
    derive = rule("leid-af", [pattern("ding", naam=A)], "feit", "advies")
    book = rulebook(TYPES, [ONE])
    hidden = Rulebook((*book.rules, derive), book.types, book.layers)
    (found,) = choose.cross_check(hidden, things(1)).differences
    assert (found.rule, found.engines) == ("leid-af", ("clingo",))
