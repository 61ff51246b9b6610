"""One durable-rules ruleset, driven through its C extension: define, assert, drain, close."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from strategy.inference.failure import EngineFailure, EngineMissing

Message = Mapping[str, Any]
BATCH = 2_000
MOST_FACTS = 500_000
RESULTS_PER_ACTION = 1_000
SENTINEL_RULE = "sentinel"
HINT = "gebruik `--engine clingo`"


def load_extension() -> Any:
    """The C extension. Raises EngineMissing where it is not installed or does not import."""
    try:
        return importlib.import_module("durable_rules_engine")
    except ImportError as error:
        raise EngineMissing(
            "De engine durable-rules is hier niet geïnstalleerd",
            "installeer met `pip install durable-rules` (CPython 3.11 of 3.12 en een C-compiler) of " + HINT,
        ) from error


class Ruleset:
    """A ruleset with one state. Use it once, in one thread, and close it.

    The extension's own `Host` is avoided: it dispatches from background threads, swallows exceptions and stops
    when the clock is set. What keeps the extension safe, all of it measured on 2.0.28, is in `build_networks`
    (what may be in a definition) and here (how it is used):

    - facts carry ids of ours, as the extension compares ids by a 32-bit hash only; these do not collide;
    - a sentinel is asserted and drained first: deleting a state that never fired anything can crash;
    - batches of 2,000, never an empty one;
    - after an error the ruleset is left alone, as deleting it can crash; otherwise it is closed, or it leaks.
    """

    def __init__(self, rules: Mapping[str, Sequence[Message]], batch: int = BATCH) -> None:
        """`rules` maps a name to its antecedents in order. Raises EngineFailure when it is not accepted."""
        self._extension = load_extension()
        self._batch = batch
        self._count = 0
        self._offset: Any = None
        self._healthy = False
        definition: dict[str, Any] = {
            name: {"all": list(antecedents), "pri": 0, "cap": RESULTS_PER_ACTION}
            for name, antecedents in rules.items()
        }
        definition[SENTINEL_RULE] = {"all": [{"w": {"$ex": {SENTINEL_RULE: 1}}}]}
        try:
            self._handle = self._extension.create_ruleset("r", _json(definition))
        except Exception as error:
            raise EngineFailure(f"De engine durable-rules weigert de regels: {error}", HINT) from error
        self._assert([{"id": SENTINEL_RULE, SENTINEL_RULE: 1}])
        for _ in self.drain():
            pass

    def put(self, facts: Sequence[dict[str, int | str]]) -> None:
        """Assert flat facts, adding `id`, and `z`, which the last test of a join relies on."""
        if self._count + len(facts) > MOST_FACTS:
            raise EngineFailure("Te veel feiten voor de engine durable-rules", HINT)
        for fact in facts:
            self._count += 1
            fact["id"] = f"n{self._count:06d}"
            fact["z"] = 0
        for start in range(0, len(facts), self._batch):
            self._assert(facts[start : start + self._batch])

    def drain(self) -> Iterator[tuple[str, Message]]:
        """The matches that are new since the last drain: the rule's name and its facts by alias."""
        self._healthy = False
        result = self._extension.start_action_for_state(self._handle, self._offset)
        text = result[1] if result else None
        while text:
            ((name, matches),) = json.loads(text).items()
            if name != SENTINEL_RULE:
                for match in matches if isinstance(matches, list) else (matches,):
                    yield name, match
            text = self._extension.complete_and_start_action(self._handle, self._offset)
        self._healthy = True

    def close(self) -> None:
        """Free the ruleset, unless an error or an unfinished drain left it in a state that is not safe to free."""
        if self._healthy:
            self._healthy = False
            self._extension.delete_state(self._handle, "0")
            self._extension.delete_ruleset(self._handle)

    def _assert(self, facts: Sequence[Message]) -> None:
        self._healthy = False
        try:
            code, self._offset = self._extension.assert_facts(self._handle, _json(facts))
        except Exception as error:
            raise EngineFailure(
                f"De engine durable-rules weigert feiten: {str(error) or 'geen geheugen meer'}", HINT
            ) from error
        if code not in (0, 1):  # 1: some fact was of no use to any rule
            raise EngineFailure(f"De engine durable-rules nam niet alle feiten aan (code {code})", HINT)
        self._healthy = True


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
