"""One table of ratios: what something takes here, beside what it is held against, measured in the same run."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "click",
    "pyyaml",
    "networkx",
    "clingo",
    "durable-rules",
    "pandas",
    "scipy",
    "pyvis",
    "playwright",
)


class Row(NamedTuple):
    """What was measured and what stands beside it, in the same unit; `bar` is the ratio that it must stay within, None without one."""

    what: str
    ours: float
    beside: str
    baseline: float
    bar: float | None = None
    unit: str = "s"


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of the table, each as soon as it was measured."""
    yield "| wat | hier | ernaast | daar | × | lat | |"
    yield "|---|--:|---|--:|--:|--:|---|"
    for row in rows:
        ratio = row.ours / row.baseline
        bar, verdict = ("", "") if row.bar is None else (_number(row.bar), _verdict(ratio, row.bar))
        ours, there = (f"{_number(value)} {row.unit}".strip() for value in (row.ours, row.baseline))
        yield f"| {row.what} | {ours} | {row.beside} | {there} | {_number(ratio)} | {bar} | {verdict} |"


def _number(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 4
    return f"{value:.{digits}f}".replace(".", ",")


def _verdict(ratio: float, bar: float) -> str:
    return "gehaald" if ratio <= bar else "**niet gehaald**"


def machine() -> Iterator[str]:
    """On what it was measured: the machine, Python and the packages."""
    yield f"- machine: {_processor()}, {os.cpu_count()} kernen, {_memory():.0f} GB, {platform.system()} {platform.release()}"
    yield f"- Python {platform.python_version()}; {', '.join(filter(None, map(_version, PACKAGES)))}"


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    for line in about.read_text(encoding="utf-8").splitlines() if about.exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return ""


class Taken(NamedTuple):
    """What a process took: seconds of all processors together and by the clock, the most memory in MB (Linux); and what it said."""

    cpu: float
    wall: float
    memory: float
    said: str


def process(*words: str, environment: Mapping[str, str] | None = None, folder: Path = ROOT) -> Taken:
    """A Python process with these arguments."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as wrong:
        start = time.perf_counter()
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
        run = subprocess.Popen(
            [sys.executable, *words], cwd=folder, stdout=out, stderr=wrong, env=surroundings
        )
        _, status, used = os.wait4(run.pid, 0)
        wall = time.perf_counter() - start
        run.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        wrong.seek(0)
        assert run.returncode in (0, 1), wrong.read()
        return Taken(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, out.read())


WITHOUT_MEMORY = {"KRACHTENVELD_ZONDER_GEHEUGEN": "1"}


def command(*words: str) -> Taken:
    """A command of krachtenveld on its own, with nothing remembered."""
    return process(str(ROOT / "cli.py"), *words, environment=WITHOUT_MEMORY)


def seconds(function: Callable[[], object]) -> float:
    """The CPU time of a call and of the processes that it waits for, so that other work here does not count."""
    start = cpu()
    function()
    return cpu() - start


def cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
