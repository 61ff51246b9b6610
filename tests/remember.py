"""What the same input gives, worked out once per test process.

Thousands of tests ask for the advice on the dossier of Zaanstad, and reading it and inferring from it takes most
of their time. Reading, preparing, inferring, advising and drawing are pure functions of frozen things, so an answer
that was given before may be given again. The input counts in full: another order of files, of facts, another engine,
or an engine that a test put in its place, is another question. A test that compares two runs in one process asks
for the fixture `afresh`, and then each run is a run.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any

from strategy.advice import advise as advising
from strategy.allocation import allocate as allocating
from strategy.allocation import plan_search as solving
from strategy.explain import judgements as sensitive
from strategy.inference import engine_clingo as clingo_engine
from strategy.inference.containment import can_contain
from strategy.inference.engine_clingo import ClingoEngine
from strategy.inference.engine_durable import DurableEngine
from strategy.inference.engine_python import PythonEngine
from strategy.rulebook import compile as compiling
from strategy.scenarios import files
from strategy.validation import measures

Key = Callable[..., tuple[object, ...]]
ENGINES = (ClingoEngine, DurableEngine, PythonEngine)


@dataclass
class _Memory:
    """The last answers of one function. The arguments are kept with them: their `id` stays theirs."""

    most: int
    answers: OrderedDict[tuple[object, ...], tuple[object, Any]] = field(default_factory=OrderedDict)

    def around(self, function: Callable[..., Any], key: Key) -> Callable[..., Any]:
        @wraps(function)
        def asked(*arguments: Any, **named: Any) -> Any:
            if _off:
                return function(*arguments, **named)
            known = key(*arguments, **named)
            if known in self.answers:
                self.answers.move_to_end(known)
                return self.answers[known][1]
            answer = function(*arguments, **named)
            self.answers[known] = ((arguments, named), answer)
            if len(self.answers) > self.most:
                self.answers.popitem(last=False)
            return answer

        return asked


_off: list[bool] = []


def install() -> None:
    """Put the memory around the functions. Once per process, before anything imports them by name."""
    compiling.check_rules = _remembering(24, compiling.check_rules, _of_rules)
    advising.prepare = _remembering(320, advising.prepare, _of_loaded)
    advising.advise = _remembering(320, advising.advise, _of_case)
    files.read_scenarios = _remembering(24, files.read_scenarios, _of_scenarios)
    files.laid = _remembering(320, files.laid, _of_scenario)
    allocating.allocate = _remembering(24, allocating.allocate, _of_division)
    allocating.nearby_plans = _remembering(24, allocating.nearby_plans, _of_plan)
    solving._solved = _remembering(512, solving._solved, _of_program)
    sensitive.weigh = _remembering(24, sensitive.weigh, _of_weighed)
    sensitive.judge = _remembering(24, sensitive.judge, _of_found)
    measures.measure = _remembering(24, measures.measure, _of_ranked)
    measures.variants = _remembering(8, measures.variants, _of_reference)
    measures.leave_one_out = _remembering(8, measures.leave_one_out, _of_reference)
    clingo_engine.can_contain = lambda: bool(_off) and can_contain()
    for engine in ENGINES:
        engine.infer = _remembering(320, engine.infer, _of_facts)  # type: ignore[method-assign]

    from strategy import workspace as reading
    from strategy.testing import run as testing  # only now: these take functions from above by name
    from visualizations import schema_files as describing
    from visualizations.kaart import build as building
    from visualizations.kaart import layout as placing
    from visualizations.kaart.data import Payload

    reading.sound_dossier = _remembering(64, reading.sound_dossier, _of_texts)
    testing.apply = _remembering(320, testing.apply, _of_overlay)
    building.map_model = _whatever_its_title(building.map_model)
    building.union = _whatever_their_titles(building.union)
    placing.layout = _remembering(96, placing.layout, _of_layout)
    describing.schemas = _remembering(24, describing.schemas, _of_schemas)
    Payload.build = _remembering(8, Payload.build, _of_payload)  # type: ignore[method-assign]


@contextmanager
def forgotten() -> Iterator[None]:
    """Nothing is remembered, from before or from within."""
    _off.append(True)
    try:
        yield
    finally:
        _off.pop()


def _remembering(most: int, function: Callable[..., Any], key: Key) -> Callable[..., Any]:
    return _Memory(most).around(function, key)


def _whatever_its_title(map_model: Callable[..., Any]) -> Callable[..., Any]:
    """The map of an outcome, with the title that is asked for: that changes nothing else."""
    remembered = _remembering(96, map_model, _of_outcome)

    @wraps(map_model)
    def titled(outcome: Any, *, title: str | None = None, **named: Any) -> Any:
        if _off:
            return map_model(outcome, title=title, **named)
        model = remembered(outcome, **named)
        return replace(model, title=title) if title else model

    return titled


def _whatever_their_titles(union: Callable[..., Any]) -> Callable[..., Any]:
    """All that is on any of these maps, under the title of the first."""
    remembered = _remembering(24, union, _of_maps)

    @wraps(union)
    def titled(models: Any) -> Any:
        return union(models) if _off else replace(remembered(models), title=models[0].title)

    return titled


# ── what makes a question the same ────────────────────────────────────────────────────────────────────


def _of_texts(texts: Any, begun: bool = True) -> tuple[object, ...]:
    return begun, tuple(texts.texts.items()), tuple(texts.findings), tuple(texts.lost.items())


def _of_schemas(loaded: Any, rulebook: Any, scenarios: Any = None) -> tuple[object, ...]:
    return id(loaded), id(rulebook), tuple((scenarios or {}).items())


def _of_rules(texts: Any, names: Any, lost: str = "", traits: Any = None) -> tuple[object, ...]:
    return (
        tuple(texts.items()),
        id(names.names),
        names.lost,
        names.absent,
        lost,
        tuple((traits or {}).values()),
    )


def _of_loaded(
    loaded: Any, day: object = None, public_only: bool = False, rulebook: object = None
) -> tuple[object, ...]:
    return id(loaded), day, public_only, id(rulebook)


def _of_scenarios(texts: Any, alone: bool = False) -> tuple[object, ...]:
    return tuple(texts.items()), alone


def _of_scenario(
    name: str, known: Any, loaded: Any, rulebook: Any, public_only: bool = False
) -> tuple[object, ...]:
    """Other scenarios than those it builds on change nothing."""
    return name, files.stack(name, known, public_only), id(loaded), id(rulebook), public_only


def _of_overlay(overlay: Any, loaded: Any, rulebook: Any) -> tuple[object, ...]:
    return repr(overlay), id(loaded), id(rulebook)


def _of_outcome(outcome: Any, **named: Any) -> tuple[object, ...]:
    return id(outcome), tuple(sorted(named.items()))


def _of_layout(model: Any, least: int | None = None) -> tuple[object, ...]:
    return *_of_map(model), least


def _of_map(model: Any) -> tuple[object, ...]:
    return tuple(id(value) for name, value in vars(model).items() if name != "title")


def _of_maps(models: Any) -> tuple[object, ...]:
    return tuple(_of_map(model) for model in models)


def _of_payload(payload: Any) -> tuple[object, ...]:
    return _of_maps(payload._models), _of_map(payload._union), id(payload._layout)


def _of_weighed(outcome: Any, advices: Any) -> tuple[object, ...]:
    return id(outcome), *(advice.id for advice in advices)


def _of_found(outcome: Any, found: Any, engine: str, progress: object = None) -> tuple[object, ...]:
    return id(outcome), *(item.advice.id for item in found), engine


def _of_reference(case: Any, reference: Any, engine: str, *measured: object) -> tuple[object, ...]:
    return id(case), reference, engine


def _of_ranked(reference: Any, advices: Any, lines: Any) -> tuple[object, ...]:
    return reference, tuple(map(id, advices)), tuple(map(id, lines))


def _of_division(
    outcome: Any, given: Any = (), granting: bool = True, seconds: float = 30
) -> tuple[object, ...]:
    return id(outcome), tuple(given), granting, seconds


def _of_program(program: Any, weights: Any, seconds: float, presolve: bool) -> tuple[object, ...]:
    return program, tuple(weights), seconds, presolve


def _of_plan(allocation: Any, count: int) -> tuple[object, ...]:
    return id(allocation), count


def _of_case(case: Any, engine: str = "auto", infers: Any = None) -> tuple[object, ...]:
    return id(case), engine, advising.infer, *(each.infer for each in ENGINES)


def _of_facts(engine: Any, rulebook: Any, facts: Any) -> tuple[object, ...]:
    return tuple(sorted(vars(engine).items())), tuple(map(_number, rulebook.rules)), tuple(facts)


_numbers: dict[Any, int] = {}
_numbered: dict[int, tuple[object, int]] = {}


def _number(rule: Any) -> int:
    """Rules that say the same have one number: to hash all that a rulebook says takes as long as a short run of it."""
    if len(_numbered) > 20_000:
        _numbered.clear()
    if id(rule) not in _numbered:
        _numbered[id(rule)] = rule, _numbers.setdefault(rule, len(_numbers))
    return _numbered[id(rule)][1]
