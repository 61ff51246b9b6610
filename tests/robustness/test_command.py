"""`krachtenveld robuust` as its users see it: every form, every refusal, and nothing lost when it is cut short."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest

import cli
from strategy.robustness import trials
from tests.elsewhere import Elsewhere
from visualizations.reports.robuust import ROBUSTNESS, whatever

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).resolve().parent.parent.parent
TITLE = "Blijf vicevoorzitter van de Commissie Wonen"
"""Of the one line of that dossier: its roles at the table are parts of it."""
STRUCTURE = (
    "--ruimte",
    "structuur",
    "--tegenslag",
    "oordelen",
    "--tegenslag",
    "zetels",
    "--tegenslag",
    "verdeling",
)

SLOW = """
import time
from strategy.robustness import trials as trial

def slow(*given, real=trial.scores_of):
    time.sleep(0.5)
    return real(*given)

trial.scores_of = slow
if __name__ == "__main__":
    import cli
    cli.main()
"""
"""The program, with slow trials: there is always work left when it is stopped."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], seats: Path) -> Run:
    return _on(seats, capsys)


@pytest.fixture
def of_zaanstad(capsys: pytest.CaptureFixture[str]) -> Run:
    """In this process: it knows the advice of Zaanstad already."""
    return _on(ROOT, capsys)


def _on(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            cli.main(["robuust", "--dossier", str(folder), *words])
        shown = capsys.readouterr()
        return int(stop.value.code or 0), shown.out, shown.err

    return call


def process(
    folder: Path, *words: str, main: Path = ROOT / "cli.py", start_new_session: bool = False
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(main), "robuust", "--dossier", str(folder), *words],
        start_new_session=start_new_session,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


# ── forms ─────────────────────────────────────────────────────────────────────────────────────────────


def test_leads_with_the_answer(run: Run) -> None:
    code, out, err = run("--aantal", "200")
    assert (code, err) == (0, "")
    assert out.splitlines()[3].startswith("Van 1 advies dat nu doen heet: ")
    assert max(map(len, out.splitlines())) <= 110
    assert TITLE in out and "mensen beslissen" in out


@pytest.mark.parametrize(
    ("weightings", "structure", "said"),
    [
        (10, False, "bij deze 10 wegingen"), (10, True, "bij deze 10 wegingen en wat er ook wegvalt"),
        (100, False, "hoe u ook weegt"), (100, True, "wat er ook gebeurt"), (0, True, "wat er ook wegvalt"),
    ],
)  # fmt: skip
def test_a_few_weightings_are_not_all_that_one_may_weigh(weightings: int, structure: bool, said: str) -> None:
    assert whatever(weightings, structure) == said


def test_one_advice_in_full(run: Run) -> None:
    code, out, _ = run("--aantal", "200", "--advies", "positie/bond-wonen/trekker")
    assert code == 0
    assert f"ROBUUST  {TITLE}: breekbaar\n         positie/bond-wonen   " in out, "a part tells of its line"
    flat = " ".join(out.split())
    assert "Sobol-indices" in flat and "inzet wordt meedoen of volgen" in flat


def test_what_is_not_doen_is_told_what_would_make_it_so(of_zaanstad: Run) -> None:
    code, out, _ = of_zaanstad(
        "--ruimte", "structuur", "--tegenslag", "netwerken", "--advies", "positie/g40-sterke-keten"
    )
    text = " ".join(out.split())
    assert code == 0
    assert "15 van de 16 tegenslagen de andere neemt weg waar dit advies over gaat, en telt niet mee" in text
    assert "geen van 15 zou het doen maken; op zijn slechtst rang" in text
    assert "haalt het omlaag" not in text


def test_pairs_are_announced(run: Run) -> None:
    code, out, err = run(*STRUCTURE, "--paren")
    assert code == 0 and "let op: 44 berekeningen" in err
    assert "44 tegenslagen" in out


def test_json_follows_its_schema(run: Run) -> None:
    for words in (
        (),
        ("--ruimte", "gewichten"),
        ("--ruimte", "structuur"),
        ("--advies", "positie/bond-wonen/trekker"),
    ):
        data = json.loads(run("--aantal", "100", "--formaat", "json", *words)[1])
        jsonschema.validate(data, ROBUSTNESS.schema)
        assert data["adviezen"][0]["id"].startswith("positie/")


def test_csv_and_markdown(run: Run) -> None:
    rows = list(
        csv.reader(io.StringIO(run("--aantal", "100", "--formaat", "csv")[1].lstrip("\ufeff")), delimiter=";")
    )
    assert len(rows) == 2 and rows[0][:4] == ["rang", "band", "uitkomst", "advies"]
    text = run("--aantal", "100", "--formaat", "md")[1]
    assert text.startswith("Van 1 advies dat nu doen heet") and "| rang | uitkomst | advies |" in text


@pytest.mark.parametrize(
    ("form", "words"), [("xlsx", ()), ("svg", ()), ("png", ("--advies", "positie/bond-wonen/trekker"))]
)
@pytest.mark.usefixtures("afresh")
def test_files_are_the_same_every_time(run: Run, tmp_path: Path, form: str, words: tuple[str, ...]) -> None:
    path = tmp_path / f"robuust.{form}"
    found = []
    for _ in range(2):
        assert run("--aantal", "50", "--uit", str(path), *words)[0] == 0
        found.append(path.read_bytes())
    assert found[0] == found[1] and len(found[0]) > 1000


def test_filters_choose_what_is_shown(run: Run) -> None:
    every = run("--ruimte", "gewichten", "--aantal", "50", "--soort", "alle", "--formaat", "json")[1]
    assert len(json.loads(every)["adviezen"]) == 1
    code, out, _ = run("--ruimte", "gewichten", "--aantal", "50", "--soort", "relatie")
    assert code == 0 and "Geen adviezen bij deze keuze." in out


def test_the_public_version_names_nothing_internal(run: Run, seats: Path, tmp_path: Path) -> None:
    text = next((seats / "networks").glob("*.yaml")).read_text(encoding="utf-8")
    path = next((seats / "networks").glob("*.yaml"))
    path.write_text(text.replace("{rol: trekker,", "{rol: trekker, openbaarheid: intern,"), encoding="utf-8")
    try:
        out = run("--aantal", "50", "--openbaar", "--formaat", "json")[1]
    finally:
        path.write_text(text, encoding="utf-8")
    assert "trekker van" not in out and "/trekker" not in out


# ── refusals ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--aantal", "-1"), "--aantal klopt niet: geef een heel getal vanaf 1"),
        (("--zaad", "x"), "--zaad klopt niet"),
        (("--steekproef", "monte-carlo"), "kies uit lhs, dirichlet, een-voor-een"),
        (("--van", "2", "--tot", "1"), "--van moet lager zijn dan --tot"),
        (("--tot", "nan"), "de waarde bij --tot klopt niet"),
        (("--advies", ""), "de waarde bij --advies klopt niet: er staat niets achter"),
        (("--tot", "-1"), "geef een getal van 0 tot 10"),
        (("--steekproef", "dirichlet", "--tot", "2"), "--steekproef dirichlet"),
        (("--ruimte", "gewichten", "--paren"), "--paren hoort bij tegenslagen"),
        (("--ruimte", "alles"), "kies uit gewichten, structuur, beide"),
        (("--tegenslag", "zetel"), "kies uit zetels"),
        (("--soort", "posities"), 'bedoeld: "positie"?'),
        (("--netwerk", "landt"), 'bedoeld: "land"?'),
        (("--advies", "positie/bond-wonen/lidd"), "er is geen advies"),
        (("--advies", "trekker", "--soort", "positie"), "--advies noemt één advies"),
        (("--ruimte", "structuur", "--formaat", "svg"), "het plaatje van alle adviezen toont gewichten"),
        (("--soort", "relatie", "--formaat", "svg"), "niets te tekenen"),
        (("--dask", "tcp://127.0.0.1:1", "--processen", "2"), "--dask en --processen gaan niet samen"),
        (("--bewaar", "/dev/full"), "geen gewoon bestand"),
    ],
)  # fmt: skip
def test_wrong_options_get_one_clear_message(run: Run, words: tuple[str, ...], message: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "") and message in err and "Traceback" not in err


def test_a_picture_shows_one_advice(of_zaanstad: Run) -> None:
    code, out, err = of_zaanstad("--advies", "bouwen wonen", "--formaat", "svg")
    assert (code, out) == (2, "") and "een plaatje toont één advies, en dit past op 2" in err


def test_a_store_of_another_scenario_is_refused(run: Run, seats: Path, tmp_path: Path) -> None:
    store = tmp_path / "r.jsonl"
    assert run(*STRUCTURE, "--bewaar", str(store))[0] == 0
    content = store.read_bytes()
    code, _, err = run(*STRUCTURE, "--bewaar", str(store), "--peildatum", "2024-01-01")
    assert code == 2 and "hoort bij een ander dossier" in err
    assert store.read_bytes() == content


# ── cut short ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_kept_is_not_run_again(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ("--bewaar", str(tmp_path / "r.jsonl"))
    first = run(*STRUCTURE, *store)
    monkeypatch.setattr(trials.TrialBase, "of", None)
    assert run(*STRUCTURE, *store) == first


def test_ctrl_c_says_what_is_kept(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "r.jsonl"
    real, seen = trials.score_changes, []

    def interrupted(*given):
        seen.append(1)
        if len(seen) == 4:
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(trials, "score_changes", interrupted)
    code, out, err = run(*STRUCTURE, "--bewaar", str(store))
    assert (code, out) == (2, "") and f"afgebroken; 3 van 9 bewaard in {store}" in err
    assert len(store.read_bytes().splitlines()) == 4
    seen.clear()
    code, _, err = run(*STRUCTURE)
    assert code == 2 and "afgebroken; 3 van 9 waren klaar, niets is bewaard" in err


@pytest.mark.skipif(sys.platform == "win32", reason="signals a group the Unix way")
@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM"])
def test_stopping_ends_every_process_at_once(run: Run, seats: Path, tmp_path: Path, stop: str) -> None:
    """A signal to the whole group, as a terminal and `timeout` do it, and again until it ends. What was ready is kept, and used again."""
    words = (*STRUCTURE, "--paren", "--formaat", "json")
    store, slow = tmp_path / "r.jsonl", tmp_path / "slow.py"
    slow.write_text(SLOW, encoding="utf-8")
    stopped = process(
        seats, *words, "--processen", "2", "--bewaar", str(store), main=slow, start_new_session=True
    )
    while stopped.poll() is None and not (store.exists() and store.read_bytes().count(b"\n") > 2):
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        while stopped.poll() is None:
            os.killpg(stopped.pid, getattr(signal, stop))
            time.sleep(0.002)
    out, err = stopped.communicate(timeout=120)  # to the end of what the other processes could write as well
    told = re.fullmatch(
        rf"let op: .*\nafgebroken; (\d+) van 44 bewaard in {re.escape(str(store))}; .* gaat daar verder\n",
        err.decode(),
    )
    assert (stopped.returncode, out) == (2, b"") and told, err
    kept = store.read_bytes().splitlines()
    assert 2 <= int(told[1]) == len(kept) - 1 < 44
    assert run(*words, "--bewaar", str(store))[0] == 0
    found = store.read_bytes().splitlines()
    assert found[: len(kept)] == kept and len(found) == 45


@pytest.mark.skipif(sys.platform == "win32", reason="limits are set the Unix way")
def test_a_full_disk_keeps_what_there_was(run: Run, seats: Path, tmp_path: Path) -> None:
    store = tmp_path / "r.jsonl"
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700)); import cli;"
        f"cli.main(['robuust', '--dossier', {str(seats)!r}, '--processen', '1', '--bewaar', {str(store)!r}, *sys.argv[1:]])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, *STRUCTURE],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (
        found.returncode == 2
        and "is niet te schrijven" in found.stderr
        and f"bewaard in {store}" in found.stderr
    )
    assert "Traceback" not in found.stderr and store.stat().st_size <= 700
    assert run(*STRUCTURE, "--bewaar", str(store)) == run(*STRUCTURE)


@pytest.mark.skipif(sys.platform == "win32", reason="kills the Unix way")
def test_killed_and_resumed_gives_the_same_bytes(run: Run, seats: Path, tmp_path: Path) -> None:
    """Killed as soon as some results are there, wherever it is then; two processes, then one."""
    words = (*STRUCTURE, "--paren", "--formaat", "json")
    store = tmp_path / "r.jsonl"
    killed = process(seats, *words, "--processen", "2", "--bewaar", str(store))
    while killed.poll() is None and not (store.exists() and store.read_bytes().count(b"\n") > 7):
        time.sleep(0.002)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    kept = store.read_bytes().splitlines()
    code, out, err = run(*words, "--bewaar", str(store))
    assert code == 0 and "let op: 44 berekeningen" in err
    assert out == run(*words)[1]
    found = store.read_bytes().splitlines()
    assert found[: len(kept) - 1] == kept[:-1]
    assert len({json.dumps(json.loads(line).get("als")) for line in found}) == len(found) == 45


def test_the_hash_seed_does_not_show(run: Run, seats: Path, elsewhere: Elsewhere) -> None:
    words = ("--aantal", "100", "--formaat", "json")
    assert elsewhere.run("robuust", "--dossier", seats, *words) == run(*words)[1]
