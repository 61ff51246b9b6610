"""Which engines can be tested here."""

from __future__ import annotations

import pytest

from strategy.inference.choose_engine import installed
from strategy.inference.engine_clingo import ClingoEngine
from strategy.inference.engine_durable import DurableEngine
from strategy.inference.engine_python import PythonEngine

needs_durable = pytest.mark.skipif(not installed("durable"), reason="durable-rules is not installed")
needs_clingo = pytest.mark.skipif(not installed("clingo"), reason="clingo is not installed")
every_engine = pytest.mark.parametrize(
    "engine",
    [
        pytest.param(PythonEngine(), id="python"),
        pytest.param(ClingoEngine(), id="clingo", marks=needs_clingo),
        pytest.param(DurableEngine(), id="durable", marks=needs_durable),
        pytest.param(DurableEngine(batch=1), id="durable-one-by-one", marks=needs_durable),
    ],
)
