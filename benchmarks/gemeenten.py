"""Every municipality of the register: a new dossier, its checks and its advice, without a single error.

Run with `make gemeenten` or `python -m benchmarks.gemeenten`; names or codes behind it only run those. One process per core;
the table is of twelve municipalities of all kinds. With `--dask` it is `krachtenveld gemeenten` of these, with every setback: in
processes here, and on a Dask cluster on this machine of which two workers are killed. Both must be the same to the last byte.
Stopped, the same command goes on where it was. `--aantal 10` takes so many of them. `--geheugen` takes a large dossier to workers
that have too little memory for it: it must be named, and the rest done.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas

from benchmarks.growth import enlarge
from benchmarks.inference import make_rulebook
from benchmarks.table import ROOT, Row, cpu, seconds
from strategy.advice.advise import advise, prepare
from strategy.checks.checked_dossier import CheckedDossier
from strategy.checks.registry import run_checks
from strategy.dossier.word_lists import HOLDERS, STANCES
from strategy.errors import InputError, KrachtenveldError
from strategy.facts.types_and_sentences import BASE_TYPES, Fact
from strategy.inference.choose_engine import infer
from strategy.register.tables import municipality, shipped
from strategy.robustness.runners import Lost, in_processes
from strategy.rulebook.ast import Const, Rule, Rulebook
from strategy.templates.whole_dossier import new_municipality
from visualizations.reports.gemeenten import COLUMNS
from visualizations.writers.parquet import parquet_parts

SHOWN = (
    "Amsterdam", "Rotterdam", "Zaanstad", "Dordrecht", "Purmerend", "Veenendaal", "Hollands Kroon", "Texel",
    "Schiermonnikoog", "Terneuzen", "Vaals", "Voorne aan Zee",
)  # fmt: skip
TELL_EVERY = 60
"""Seconds; on a terminal the command itself shows how far it is."""
BANDS = ("doen", "ook doen", "als er tijd is", "niet doen")


@dataclass(frozen=True)
class Run:
    """What came of one municipality."""

    name: str
    code: str
    errors: tuple[str, ...]
    joined: int = 0
    described: int = 0
    bands: tuple[int, ...] = ()
    remarks: int = 0
    seconds: float = 0.0


def run(code: str) -> Run:
    """The dossier of a municipality, made, checked and advised on in this process."""
    start = time.perf_counter()
    register = shipped()
    each = municipality(code, register)
    try:
        texts, made = new_municipality(each, register)
        outcome = advise(prepare(made.loaded, rulebook=made.rulebook), "clingo")
        remarks = run_checks(CheckedDossier(outcome))
    except InputError as error:
        found = tuple(f"{finding.span} {finding.message}" for finding in error.findings)
        return Run(each.name, code, found)
    except KrachtenveldError as error:
        return Run(each.name, code, (error.message,))
    except Exception:
        return Run(each.name, code, (traceback.format_exc(),))
    counts = Counter(line.band for line in outcome.lines)
    described = texts["networks/register.yaml"].count("{register: ROO,")
    bands = tuple(counts[band] for band in BANDS)
    errors = tuple(f"{remark.span} {remark.message}" for remark in remarks if remark.severity == "fout")
    return Run(
        each.name,
        code,
        errors,
        len(register.joined(code)),
        described,
        bands,
        len(remarks),
        time.perf_counter() - start,
    )


def runs(payload: bytes, codes: Sequence[str]) -> list[tuple[str, Run]]:
    """What a process does of them; there is nothing that all start from."""
    return [(code, run(code)) for code in codes]


def all_runs(codes: Sequence[str]) -> Iterator[Run]:
    """One process per core, in the order of the codes."""
    found = dict(in_processes(os.cpu_count() or 1)(runs, b"", codes))
    for code in codes:
        each = found[code]
        yield Run(code, code, ("het proces viel telkens weg",)) if isinstance(each, Lost) else each


def same_on_a_cluster(codes: Sequence[str]) -> bool:
    """Whether the file of the command is the same from processes here and from a cluster that loses workers.

    Both files stay in `uit` until both are whole, so that the same command goes on where it was stopped.
    """
    from distributed import LocalCluster

    here, there = (ROOT / "uit" / f"gemeenten-{name}.parquet" for name in ("processen", "dask"))
    print(f"{len(codes)} gemeenten, elk met elk scenario en elke tegenslag", flush=True)
    start = cpu()
    _reckon("processen", codes, here, (), lambda: None)
    print(f"  processen: {cpu() - start:.0f} s CPU")
    start = cpu()
    with LocalCluster(
        n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        left = len(codes) - _parts(there)
        moments = [left // 3, 2 * left // 3] if left else []

        def watch() -> None:
            done = sum(each.state_counts["memory"] for each in [*cluster.scheduler.task_prefixes.values()])
            if moments and done >= moments[0]:
                moments.pop(0)
                os.kill(next(each.pid for each in cluster.workers.values() if each.pid), signal.SIGKILL)
                print(f"  dask: een worker beëindigd na ongeveer {done} van {left}", flush=True)

        _reckon("dask", codes, there, ("--dask", cluster.scheduler_address), watch)
        killed = 2 - len(moments) if left else 0
    print(f"  dask: {cpu() - start:.0f} s CPU, {killed} workers beëindigd")
    same = here.read_bytes() == there.read_bytes()
    if same:
        here.unlink()
        there.unlink()
    return same


def too_little_memory() -> bool:
    """Whether a dossier for which the workers of a cluster have too little memory is named, and the rest is there.

    Dask ends a worker at 95% of its memory, starts another, and does so again until it gives up.
    """
    import dask
    from distributed import LocalCluster

    with (
        tempfile.TemporaryDirectory() as folder,
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
    ):
        large, out = Path(folder) / "groot", Path(folder) / "uit.parquet"
        enlarge(large, 8_000)
        with LocalCluster(
            n_workers=1, threads_per_worker=1, memory_limit="350MB", dashboard_address=None, silence_logs=50
        ) as cluster:
            words = ["gemeenten", "Texel", str(large), "Hoorn", "--snel", "--uit", str(out), "--dask"]
            run = subprocess.run(
                [sys.executable, str(ROOT / "cli.py"), *words, cluster.scheduler_address],
                capture_output=True,
                text=True,
            )
        print(run.stderr)
        told = f"fout: 1 van 3 niet gelukt:\n      {large}: "
        return run.returncode == 2 and run.stderr.startswith(told) and _parts(out) == 2


def _reckon(
    name: str, codes: Sequence[str], out: Path, where: Sequence[str], watch: Callable[[], None]
) -> None:
    """`krachtenveld gemeenten` into a file, watched until it is done. Tells how far it is, what it took and what there is."""
    from pyarrow.parquet import read_metadata

    before, start, told = _parts(out), time.perf_counter(), 0.0
    words = [sys.executable, str(ROOT / "cli.py"), "gemeenten", *codes, "--uit", str(out), *where]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            time.sleep(0.2)
            watch()
            passed = time.perf_counter() - start
            if passed - told > TELL_EVERY and not sys.stderr.isatty():
                told = passed
                print(f"  {name}: {_parts(out)} van {len(codes)} na {passed / 60:.0f} min", flush=True)
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if process.returncode:
        sys.exit(process.returncode)
    digest = hashlib.md5(out.read_bytes(), usedforsecurity=False).hexdigest()
    print(
        f"  {name}: {read_metadata(out).num_rows} rijen, md5 {digest}; {time.perf_counter() - start:.0f} s"
        f" voor {len(codes) - before} gemeenten ({before} stonden er al)",
        flush=True,
    )


def _parts(file: Path) -> int:
    """Of how many municipalities there are rows in a file."""
    return len(parquet_parts(file, COLUMNS))


def rows(large: bool) -> Iterator[Row]:
    """Which seats there are for whom, for many municipalities: rules for each, beside one join over all, written by hand.

    The join is of pandas, which is here anyhow; polars would be 181 MB for one figure.
    """
    codes = [each.code for each in shipped().current() if large or each.name in SHOWN]
    facts = {code: _facts(code) for code in codes}
    tables = tables_of(facts)
    book = _seats_only()
    found: list[int] = []
    joined = seconds(lambda: found.append(seats_by_join(tables)))
    number = sum(map(len, facts.values()))
    for engine in ("clingo", "python"):
        taken = seconds(lambda: found.append(_seats_by_rules(book, facts, engine)))  # noqa: B023  (called at once)
        what = f"zetels voor {len(codes)} gemeenten met {engine}: {number} feiten, {found[0]} zetels bij prioriteiten"
        yield Row(what, taken, "een join in pandas", joined)
    assert len(set(found)) == 1, found


def _facts(code: str) -> tuple[Fact, ...]:
    _, made = new_municipality(municipality(code, shipped()), shipped())
    return tuple(prepare(made.loaded, rulebook=made.rulebook).facts)


def _seats_only() -> Rulebook:
    """Of the made-up rules those that end in a seat: what a priority touches, which tables that concerns, and the roles open there."""
    book = make_rulebook()
    seat = ("positie", "claimen")

    def kept(rule: Rule) -> bool:
        if rule.head.kind == "advies":
            terms = [rule.head.term(name) for name in ("soort", "houding")]
            return tuple(term.value for term in terms if isinstance(term, Const)) == seat
        return rule.head.type in ("raakt", "relevant")

    layers = tuple(filter(None, (tuple(filter(kept, layer)) for layer in book.layers)))
    return Rulebook(tuple(rule for layer in layers for rule in layer), book.types, layers)


def _seats_by_rules(book: Rulebook, facts: Mapping[str, Iterable[Fact]], engine: str) -> int:
    advising = {rule.id for rule in book.rules if rule.head.kind == "advies"}
    return sum(
        firing.rule in advising for each in facts.values() for firing in infer(book, each, engine).firings
    )


def tables_of(facts: Mapping[str, Iterable[Fact]]) -> dict[str, pandas.DataFrame]:
    """The facts of all municipalities as a table per type."""
    values: dict[str, list[tuple[object, ...]]] = {}
    for code, each in facts.items():
        for fact in each:
            values.setdefault(fact.type, []).append((code, *fact.values))
    return {
        name: pandas.DataFrame(
            values.get(name, []), columns=["gemeente", *(field for field, _ in BASE_TYPES[name].fields)]
        )
        for name in (
            "prioriteit", "prioriteit_thema", "thema_ouder", "gremium_thema", "rol_open", "bezet",
        )
    }  # fmt: skip


def seats_by_join(tables: Mapping[str, pandas.DataFrame]) -> int:
    """The same as the rules, by hand: priorities to claim or to pull, their themes and those above, tables with those, open roles."""
    own = tables["prioriteit_thema"]
    above = own.merge(tables["thema_ouder"], on=["gemeente", "thema"])
    above = above[["gemeente", "prioriteit", "ouder"]].set_axis(own.columns, axis=1)
    touched = pandas.concat([own, above]).drop_duplicates()
    relevant = touched.merge(tables["gremium_thema"], on=["gemeente", "thema"])
    relevant = relevant[["gemeente", "prioriteit", "gremium"]].drop_duplicates()
    wanted = tables["prioriteit"].rename(columns={"id": "prioriteit"})
    wanted = wanted[wanted["inzet"].isin(STANCES[:2])]
    held = tables["bezet"]
    held = held[held["houder"] == HOLDERS[0]][["gemeente", "gremium"]].drop_duplicates()
    seats = tables["rol_open"][["gemeente", "gremium", "rol"]].drop_duplicates()
    free = seats.merge(held, on=["gemeente", "gremium"], how="left", indicator=True)
    free = free[free["_merge"] == "left_only"].drop(columns="_merge")
    asked = relevant.merge(wanted[["gemeente", "prioriteit"]], on=["gemeente", "prioriteit"])
    return len(asked.merge(free, on=["gemeente", "gremium"]))


def table(found: Iterable[Run]) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'gemeente':<18}{'fouten':>7}{'regelingen':>11}{'in dossier':>11}{'doen':>6}{'ook':>5}{'tijd':>6}{'niet':>6}{'let op':>8}{'s':>7}"
    for each in found:
        bands = "".join(
            f"{count:>{width}}" for count, width in zip(each.bands or (0, 0, 0, 0), (6, 5, 6, 6), strict=True)
        )
        yield f"{each.name:<18}{len(each.errors):>7}{each.joined:>11}{each.described:>11}{bands}{each.remarks:>8}{each.seconds:>7.2f}"


def main(arguments: Sequence[str]) -> int:
    """Run them, print the table, and end with 1 when there was any error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gemeenten", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="GEMEENTE", help="anders alle")
    parser.add_argument("--aantal", type=int, help="zoveel van alle gemeenten, gelijkmatig gekozen")
    parser.add_argument("--dask", action="store_true", help="met elke tegenslag, in processen en op Dask")
    parser.add_argument("--geheugen", action="store_true", help="met workers die te weinig geheugen hebben")
    asked = parser.parse_args(arguments)
    if asked.geheugen:
        told = too_little_memory()
        print(
            "de melding klopt, en de rest is er" if told else "DE MELDING KLOPT NIET, OF DE REST IS ER NIET"
        )
        return 0 if told else 1
    register, named = shipped(), asked.names
    every = [each.code for each in register.current()]
    some = every[:: max(1, len(every) // asked.aantal)][: asked.aantal] if asked.aantal else every
    codes = [municipality(name, register).code for name in named] or some
    if asked.dask:
        same = same_on_a_cluster(codes)
        print(f"{len(codes)} gemeenten: {'dezelfde bytes' if same else 'NIET DEZELFDE BYTES'}")
        return 0 if same else 1
    start = time.perf_counter()
    found = list(all_runs(codes))
    taken = time.perf_counter() - start
    shown = [each for name in SHOWN for each in found if each.name == name]
    if named or asked.aantal:
        shown = found
    print("\n".join(table(shown)))
    wrong = [each for each in found if each.errors]
    for each in wrong:
        print(f"\n{each.name} ({each.code}):\n  " + "\n  ".join(each.errors))
    odd = [each for each in found if each.joined > each.described]
    counts = [sum(each.bands) for each in found]
    print(
        f"\n{len(found)} gemeenten in {taken:.0f} s: {sum(len(each.errors) for each in found)} fouten bij {len(wrong)} gemeenten, "
        f"{min(counts)} tot {max(counts)} adviezen, {sum(all(b == 0 for b in each.bands[1:]) for each in found)} met alles in één band, "
        f"{len(odd)} met een regeling te weinig."
    )
    return 1 if wrong or odd else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
