"""`krachtenveld gemeenten`: the advice of many in one file, the same bytes however it came about, and what can go wrong."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cli
from commands import gemeenten as command
from strategy.advice.advise import advise, prepare
from strategy.comparison import municipalities
from strategy.comparison.municipalities import Question, Source, answers
from strategy.errors import KrachtenveldError
from strategy.robustness.runners import Lost
from strategy.robustness.setbacks import setbacks
from strategy.robustness.trials import TrialBase, scores_of
from strategy.workspace import read_everything, read_workspace
from visualizations.reports.gemeenten import COLUMNS

pytest.importorskip("pyarrow")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["gemeenten", *arguments, "--processen", "1"])
    return int(stop.value.code or 0)


def test_rows_are_the_advice_of_every_scenario_and_setback(klein: Path) -> None:
    question = Question(("zetel", "verdeling", "netwerk", "oordeel"), None, False, "python")
    [(_, answer)] = answers(pickle.dumps(question), [Source("klein", texts=read_everything(klein))])
    assert answer.wrong == ()
    whole = read_workspace(klein)
    told = {(row.scenario, row.setback, row.advice): row for row in answer.rows}
    assert len(told) == len(answer.rows)
    assert {row.scenario for row in answer.rows} <= {"basis", *whole.scenarios}
    for scenario in ("basis", *whole.scenarios):
        read = whole if scenario == "basis" else whole.under(scenario)
        outcome = advise(prepare(read.loaded, rulebook=read.rulebook))
        found = setbacks(outcome)
        base, bench = scores_of(outcome), TrialBase.of(outcome.case, "python", found)
        expected = {(None, name): score for name, score in base.items()}
        for setback in found:
            later = bench.scores((setback.key,))
            expected |= {
                (setback.key, name): later.get(name)
                for name in base.keys() | later.keys()
                if later.get(name) != base.get(name)
            }
        rows = {(row.setback, row.advice): row.score for row in answer.rows if row.scenario == scenario}
        assert rows == expected
        for row in answer.rows:
            if row.scenario == scenario and row.setback is None:
                line = outcome.line(row.advice)
                assert line is not None
                assert (row.rank, row.band, row.title) == (line.rank, line.band, line.title)
                assert row.body == line.target.body
                assert row.setbacks is not None and row.breaks is not None


def test_the_same_bytes_however_it_came_about(klein: Path, capsys: Capture) -> None:
    names = (str(klein), "Texel", "gm0439")
    assert run(*names, "--tegenslag", "zetels", "--uit", "een.parquet") == 0
    assert run("Purmerend", "--tegenslag", "zetels", "--uit", "twee.parquet") == 0
    assert run(*names[::-1], "--tegenslag", "zetels", "--uit", "twee.parquet") == 0
    assert run(*names, "--tegenslag", "zetels", "--uit", "twee.parquet") == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "3 gemeenten, in een.parquet", "1 gemeenten, in twee.parquet",
        "3 gemeenten, waarvan 1 er al stonden, in twee.parquet", "3 gemeenten, waarvan 3 er al stonden, in twee.parquet",
    ]  # fmt: skip
    with pytest.raises(SystemExit):
        cli.main(["gemeenten", *names, "--tegenslag", "zetels", "--uit", "drie.parquet", "--processen", "2"])
    assert (
        Path("een.parquet").read_bytes()
        == Path("twee.parquet").read_bytes()
        == Path("drie.parquet").read_bytes()
    )
    table = pd.read_parquet("een.parquet")
    assert list(table.columns) == [column.name for column in COLUMNS]
    assert list(dict.fromkeys(table.code)) == ["", "gm0448", "gm0439"]
    assert table.explode("themas").themas.notna().any()


def test_what_no_longer_holds_is_done_again(klein: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = shutil.copytree(klein, tmp_path / "dossier")
    arguments = (str(folder), "Texel", "--snel", "--uit", "uit.parquet")
    assert run(*arguments) == 0
    opgave = next((folder / "opgaven").glob("*.yaml"))
    opgave.write_text(opgave.read_text(encoding="utf-8") + "# gewijzigd\n", encoding="utf-8")
    assert run(*arguments) == 0
    assert "waarvan 1 er al stonden" in capsys.readouterr().out


def test_what_is_internal_stays_out(klein: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(klein, tmp_path / "dossier")
    opgave = next((folder / "opgaven").glob("*.yaml"))
    name = "  - id: meer-woningen\n"
    text = opgave.read_text(encoding="utf-8")
    opgave.write_text(text.replace(name, f"{name}    openbaarheid: intern\n"), encoding="utf-8")
    assert run(str(folder), "--uit", "alles.parquet") == 0
    assert run(str(folder), "--openbaar", "--uit", "openbaar.parquet") == 0
    every, public = (pd.read_parquet(f"{each}.parquet").to_csv() for each in ("alles", "openbaar"))
    assert "woningbouw" in every
    assert "woningbouw" not in public


def test_stopped_halfway_it_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def stopped(work: Any, payload: bytes, jobs: Sequence[Source]) -> Iterator[tuple[Source, Any]]:
        yield from work(payload, jobs[2:3])
        yield jobs[0], Lost()
        raise KeyboardInterrupt

    names = ("Texel", "Purmerend", "Hoorn")
    with monkeypatch.context() as patched:
        patched.setattr(command, "runner_for", lambda *_, **__: (stopped, 1))
        assert run(*names, "--snel", "--uit", "uit.parquet") == 2
    assert "afgebroken; 1 van 3 staan in uit.parquet" in capsys.readouterr().err
    assert set(pd.read_parquet("uit.parquet").gemeente) == {"Hoorn"}
    assert run(*names, "--snel", "--uit", "uit.parquet") == 0
    assert run(*names, "--snel", "--uit", "heel.parquet") == 0
    assert Path("uit.parquet").read_bytes() == Path("heel.parquet").read_bytes()


def test_a_process_that_is_lost_again_and_again_is_told_with_its_municipality(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def lossy(work: Any, payload: bytes, jobs: Sequence[Source]) -> Iterator[tuple[Source, Any]]:
        yield jobs[0], Lost()
        yield from work(payload, jobs[1:])

    monkeypatch.setattr(command, "runner_for", lambda *_, **__: (lossy, 1))
    assert run("Texel", "Hoorn", "--snel", "--uit", "uit.parquet") == 2
    assert (
        "1 van 2 niet gelukt:\n      Texel: het proces dat hieraan rekende, valt telkens weg"
        in capsys.readouterr().err
    )
    assert set(pd.read_parquet("uit.parquet").gemeente) == {"Hoorn"}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            KrachtenveldError("het cluster heeft geen workers meer", "start workers"),
            "fout: het cluster heeft geen workers meer\n"
            "      1 van 3 niet gelukt:\n"
            f"      Texel: {command.LOST}\n"
            "      start workers\n"
            "      1 van 3 staan in uit.parquet; hetzelfde commando gaat daar verder\n",
        ),
        (MemoryError(), "fout: er is te weinig geheugen\n      sluit andere programma's, of vraag minder tegelijk\n"),
    ],
    ids=["nobody left", "no memory here"],
)  # fmt: skip
def test_what_was_done_is_kept_when_nothing_goes_on(
    error: Exception, told: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def failing(work: Any, payload: bytes, jobs: Sequence[Source]) -> Iterator[tuple[Source, Any]]:
        yield jobs[0], Lost()
        yield from work(payload, jobs[1:2])
        raise error

    monkeypatch.setattr(command, "runner_for", lambda *_, **__: (failing, 1))
    assert run("Texel", "Hoorn", "Purmerend", "--snel", "--uit", "uit.parquet") == 2
    assert capsys.readouterr().err == told
    assert set(pd.read_parquet("uit.parquet").gemeente) == {"Hoorn"}


def test_a_dossier_with_mistakes_is_named_and_the_rest_is_there(
    klein: Path, tmp_path: Path, capsys: Capture
) -> None:
    folder = shutil.copytree(klein, tmp_path / "fout")
    opgave = next((folder / "opgaven").glob("*.yaml"))
    opgave.write_text(opgave.read_text(encoding="utf-8").replace("inzet:", "inzt:"), encoding="utf-8")
    assert run("fout", "Texel", "--snel", "--uit", "uit.parquet") == 2
    told = capsys.readouterr().err
    assert "1 van 2 niet gelukt:\n      fout: opgaven/" in told and '"inzt"' in told
    assert "de andere 1 staan in uit.parquet; hetzelfde commando doet alleen wat ontbreekt" in told
    assert set(pd.read_parquet("uit.parquet").gemeente) == {"Texel"}


def test_too_little_memory_names_the_municipality(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    made = municipalities.new_municipality

    def heavy(each: municipalities.Municipality, *rest: object) -> object:
        if each.name == "Texel":
            raise MemoryError
        return made(each, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(municipalities, "new_municipality", heavy)
    assert run("Texel", "Hoorn", "--snel", "--uit", "uit.parquet") == 2
    assert "Texel: er is te weinig geheugen voor" in capsys.readouterr().err
    assert set(pd.read_parquet("uit.parquet").gemeente) == {"Hoorn"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Zaanstat", "Texl"), 'dit klopt niet:\n      "Zaanstat" is geen gemeente in het register – bedoeld: "Zaanstad"?'),
        (("bestaat/niet",), "de map bestaat/niet bestaat niet"),
        (("Texel", "gm0448"), "Texel staat er twee keer"),
        (("--snel", "--tegenslag", "zetels"), "--snel slaat de tegenslagen over"),
        (("--dossier", "ergens"), "noem de map zelf: krachtenveld gemeenten ergens"),
        (("--dask", "tcp://x:1"), "--dask en --processen gaan niet samen"),
        (("Texel", "--uit", "lijst.csv"), "lijst.csv bestaat al en is niet door krachtenveld gemaakt"),
        (("Texel", "--uit", "half.parquet"), "half.parquet is niet zoals krachtenveld het maakte"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_refused_before_anything_is_reckoned(words: tuple[str, ...], told: str, capsys: Capture) -> None:
    Path("lijst.csv").write_text("van iemand anders", encoding="utf-8")
    Path("half.parquet").write_bytes(b"PAR1 gemaakt met krachtenveld #0123456789abcdef en toen afgebroken")
    assert run(*words) == 2
    assert told in capsys.readouterr().err


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("visualizations.writers.parquet.find_spec", lambda name: None)
    assert run("Texel") == 2
    assert "pip install 'krachtenveld[parquet]'" in capsys.readouterr().err


def test_another_version_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    versions = iter(["deze", "deze", "een andere"])
    monkeypatch.setattr(municipalities, "program", lambda: next(versions, "deze"))
    assert run("Texel", "--snel") == 2
    assert "een andere versie van krachtenveld" in capsys.readouterr().err
