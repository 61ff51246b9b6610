"""Every municipality of the register: a new dossier, its checks and its advice, without a single error.

Run with `make gemeenten` or `python -m benchmarks.gemeenten`; names or codes behind it only run those. One process per core;
the table is of twelve municipalities of all kinds. With `--dask` it is `krachtenveld gemeenten` of these, with every setback: in
processes here, and on a Dask cluster on this machine of which a worker is killed. Both must be the same to the last byte.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas

from benchmarks.inference import make_rulebook
from benchmarks.table import ROOT, Row, seconds
from strategy.advice.advise import advise, prepare
from strategy.checks.checked_dossier import CheckedDossier
from strategy.checks.registry import run_checks
from strategy.dossier.vocabulary import HOLDERS, STANCES
from strategy.errors import InputError, KrachtenveldError
from strategy.facts.types import BASE_TYPES, Fact
from strategy.inference.choose_engine import infer
from strategy.register.tables import municipality, shipped
from strategy.robustness.runners import Lost, in_processes
from strategy.rulebook.ast import Const, Rule, Rulebook
from strategy.templates.municipality import new_municipality

SHOWN = (
    "Amsterdam", "Rotterdam", "Zaanstad", "Dordrecht", "Purmerend", "Veenendaal", "Hollands Kroon", "Texel",
    "Schiermonnikoog", "Terneuzen", "Vaals", "Voorne aan Zee",
)  # fmt: skip
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
    """Whether the file of the command is the same from processes here and from a cluster that loses a worker."""
    from distributed import LocalCluster

    with tempfile.TemporaryDirectory() as folder:
        here, there = Path(folder) / "hier.parquet", Path(folder) / "daar.parquet"
        command = [sys.executable, str(ROOT / "cli.py"), "gemeenten", *codes, "--uit"]
        start = time.perf_counter()
        subprocess.run([*command, str(here)], check=True)
        print(f"  in {time.perf_counter() - start:.0f} s met processen")
        with LocalCluster(n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=None) as cluster:
            start = time.perf_counter()
            process = subprocess.Popen([*command, str(there), "--dask", cluster.scheduler_address])
            time.sleep(20 if len(codes) > 12 else 5)
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
            assert process.wait() == 0
            print(f"  in {time.perf_counter() - start:.0f} s op Dask, na het wegvallen van een worker")
        return here.read_bytes() == there.read_bytes()


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
    register = shipped()
    named = [each for each in arguments if each != "--dask"]
    codes = [municipality(name, register).code for name in named] or [
        each.code for each in register.current()
    ]
    if "--dask" in arguments:
        same = same_on_a_cluster(codes)
        print(f"{len(codes)} gemeenten: {'dezelfde bytes' if same else 'NIET DEZELFDE BYTES'}")
        return 0 if same else 1
    start = time.perf_counter()
    found = list(all_runs(codes))
    taken = time.perf_counter() - start
    shown = [each for name in SHOWN for each in found if each.name == name] if not named else found
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
