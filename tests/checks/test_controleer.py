"""`krachtenveld controleer` as people and programs meet it: forms, exit codes, and errors that are never a crash."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import jsonschema
import pytest

import cli
from strategy.inference.choose_engine import CrossCheck, EngineDifference, infer
from tests.fouten.corpus import BASE, SPOTLESS, Case, error_cases, remark_cases
from tests.fouten.test_meldingen import PLACE
from visualizations.reports.controleer import CHECKS

Capture = pytest.CaptureFixture[str]
REMARK = next(case for case in remark_cases() if case.name == "ongebruikt")
ERROR = next(case for case in error_cases() if case.name == "inhoud-en-regels")
FINDING_KEYS = ["bestand", "regel", "kolom", "ernst", "code", "melding", "tip", "ook"]
SUMMARY_KEYS = [
    "fouten",
    "let_op",
    "dossier",
    "scenario",
    "peildatum",
    "openbaar",
    "regels",
    "feiten",
    "toetsen",
    "scenarios",
    "te_bevestigen",
    "evaluatie",
    "kruiscontrole",
]


def run(root: Path | str, capsys: Capture, *options: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        cli.main(["controleer", "--dossier", str(root), "--engine", "clingo", *options])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return int(stop.value.code or 0), captured.out, captured.err


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    return REMARK.build(tmp_path)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return ERROR.build(tmp_path)


@pytest.mark.parametrize("form", ["tabel", "json", "github"])
def test_exit_codes(form: str, odd: Path, broken_too: Path, capsys: Capture) -> None:
    options = ("--formaat", form)
    assert run(SPOTLESS, capsys, *options, "--streng")[0] == 0
    assert run(odd, capsys, *options)[0] == 0
    assert run(odd, capsys, *options, "--streng")[0] == 1
    assert run(odd, capsys, *options, "--streng", "--alleen", "zonder-bron")[0] == 0
    assert run(broken_too, capsys, *options)[0] == 2


@pytest.fixture
def broken_too(tmp_path: Path) -> Path:
    return ERROR.build(tmp_path / "kapot")


def test_json_of_remarks(odd: Path, capsys: Capture) -> None:
    _, out, err = run(odd, capsys, "--formaat", "json")
    data = json.loads(out)
    jsonschema.validate(data, CHECKS.schema)
    assert err == ""
    assert list(data) == ["gemaakt_met", "versie", "bevindingen", "samenvatting"]
    assert list(data["samenvatting"]) == SUMMARY_KEYS
    (finding,) = data["bevindingen"]
    assert list(finding) == FINDING_KEYS
    assert (finding["bestand"], finding["regel"], finding["kolom"]) == ("networks/land.yaml", 21, 19)
    assert finding["ook"] == [{"bestand": "networks/land.yaml", "regel": 31, "kolom": 19}]
    assert (data["samenvatting"]["fouten"], data["samenvatting"]["let_op"]) == (0, 1)
    facts = data["samenvatting"]["feiten"]
    assert facts["totaal"] == facts["dossier"] + facts["berekend"]
    assert facts["dossier"] == facts["registratie"] + facts["oordeel"] + facts["aanname"]


@pytest.mark.parametrize("case", error_cases()[::6], ids=str)
def test_json_of_errors(case: Case, tmp_path: Path, capsys: Capture) -> None:
    """The same findings as in the text, and nothing else on either stream."""
    root = case.build(tmp_path)
    _, _, text = run(root, capsys)
    code, out, err = run(root, capsys, "--formaat", "json")
    data = json.loads(out)
    jsonschema.validate(data, CHECKS.schema)
    assert (code, err) == (2, "")
    assert list(data["samenvatting"]) == SUMMARY_KEYS
    places = [
        f"{found['bestand']}:{found['regel']}:{found['kolom']} {found['ernst']}[{found['code']}] {found['melding']}"
        for found in data["bevindingen"]
    ]
    assert places == [line for line in text.splitlines() if PLACE.fullmatch(line)]
    assert data["samenvatting"]["fouten"] == len(places)


@pytest.mark.parametrize("form", ["json", "github"])
def test_an_error_that_is_not_about_a_file(form: str, tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(tmp_path / "nergens", capsys, "--formaat", form)
    assert (code, err) == (2, "")
    if form == "json":
        (finding,) = json.loads(out)["bevindingen"]
        assert (finding["bestand"], finding["regel"], finding["code"]) == (None, None, "algemeen")
        assert "bestaat niet" in finding["melding"] and finding["tip"]
    else:
        assert out.startswith("::error title=algemeen::de map ")


def test_github_points_below_the_working_directory(
    odd: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(odd.parent)
    _, out, _ = run("dossier", capsys, "--formaat", "github")
    assert out == (
        "::warning file=dossier/networks/land.yaml,line=21,col=19,title=ongebruikt::geen regel vraagt naar rol"
        " voorzitter: 2 feiten `rol_open` maken geen verschil%0Aschrijf een regel die ernaar vraagt, of laat weg"
        " wat geen verschil maakt\n"
    )
    monkeypatch.chdir(odd)
    _, out, _ = run(".", capsys, "--formaat", "github")
    assert out.startswith("::warning file=networks/land.yaml,")


def test_github_escapes_what_would_end_a_command(tmp_path: Path, capsys: Capture) -> None:
    edit = {"in": "opgaven/stad.yaml", "vervang": "inzet: trekken", "door": 'inzet: "100%::half,\\r\\nop"'}
    root = Case("github", "github", (edit,)).build(tmp_path)
    named = root / "networks" / "land, of: 50%.yaml"
    (root / "networks" / "land.yaml").rename(named)
    named.write_text(named.read_text(encoding="utf-8").replace("soort: ons", "soort: onz"), encoding="utf-8")
    code, out, _ = run(root, capsys, "--formaat", "github")
    assert code == 2
    assert "\r" not in out
    lines = out.splitlines()
    assert all(line.startswith("::error ") for line in lines)
    assert any("file=networks/land%2C of%3A 50%25.yaml,line=" in line for line in lines)
    assert any('"100%25::half, op"' in line for line in lines)


def test_errors_come_alone(broken: Path, capsys: Capture) -> None:
    """No remark about a dossier that cannot be read, whichever code is asked for."""
    for options in ((), ("--alleen", "zonder-bron")):
        code, out, err = run(broken, capsys, *options)
        assert (code, out) == (2, "")
        assert err == ERROR.expected.read_text(encoding="utf-8")


def test_only_some_codes(tmp_path: Path, capsys: Capture) -> None:
    _, out, _ = run(BASE, capsys, "--alleen", "vuurt-niet", "--alleen", "ongebruikt")
    assert "[vuurt-niet]" in out and "[ongebruikt]" in out and "[zonder-beslisser]" not in out
    assert "Basisdossier: geen fouten, 3 keer let op (vuurt-niet, ongebruikt)." in out


def test_who_asks_for_a_code_gets_every_place(tmp_path: Path, capsys: Capture) -> None:
    root = next(case for case in remark_cases() if case.name == "zonder-bron").build(tmp_path)
    _, short, _ = run(root, capsys)
    _, long, _ = run(root, capsys, "--alleen", "zonder-bron")
    assert " en nog 18" in short and " en nog" not in long
    assert long.count(", ") > short.count(", ") + 15


def test_a_code_that_does_not_exist(capsys: Capture) -> None:
    code, out, err = run(SPOTLESS, capsys, "--alleen", "vurt-niet")
    assert (code, out) == (2, "")
    assert 'geen controle heet "vurt-niet"; bedoeld: "vuurt-niet"?' in err
    assert "kies uit: dubbele-regel, " in run(SPOTLESS, capsys, "--alleen", "zzz")[2]


@pytest.mark.parametrize("form", ["tabel", "json", "github"])
def test_rules_that_explode_are_an_error_at_the_heaviest(
    form: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("strategy.advice.advise.infer", partial(infer, limit=5))
    code, out, err = run(SPOTLESS, capsys, "--formaat", form)
    assert code == 2
    if form == "tabel":
        assert out == ""
        assert err.startswith(
            "rules/zetels.yaml:3:12 fout[te-veel] De regels vuren meer dan 5 keer; regel 'past'"
        )
        assert "3 |   - regel: past\n" in err
    elif form == "json":
        (finding,) = json.loads(out)["bevindingen"]
        assert (finding["bestand"], finding["regel"], finding["code"]) == ("rules/zetels.yaml", 3, "te-veel")
    else:
        assert out.startswith("::error file=")


@pytest.mark.parametrize("form", ["tabel", "json", "github"])
def test_engines_that_differ(form: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    engines = ("durable", "clingo", "python")
    difference = EngineDifference("past", (("g", "bond-wonen"), ("p", "meer-woningen")), engines[1:])
    found = CrossCheck(engines, (difference,))
    monkeypatch.setattr("strategy.inference.choose_engine.cross_check", lambda *_: found)
    code, out, _ = run(SPOTLESS, capsys, "--kruiscontrole", "--formaat", form)
    assert code == 1
    if form == "json":
        assert json.loads(out)["samenvatting"]["kruiscontrole"] == [
            {
                "engines": ["clingo", "python"],
                "regel": "past",
                "waarden": {"g": "bond-wonen", "p": "meer-woningen"},
            }
        ]
    else:
        assert "alleen clingo en gewoon Python: past ($g = bond-wonen, $p = meer-woningen)" in out
    monkeypatch.setattr("strategy.inference.choose_engine.cross_check", lambda *_: CrossCheck(engines, ()))
    code, out, _ = run(SPOTLESS, capsys, "--kruiscontrole", "--formaat", form)
    assert code == 0
    if form == "tabel":
        assert "Kruiscontrole: durable-rules, clingo en gewoon Python komen op hetzelfde uit." in out


def test_output_to_a_file_is_ours(tmp_path: Path, odd: Path, capsys: Capture) -> None:
    for form, name in (("json", "uit.json"), ("github", "uit.txt"), ("tabel", "uit.md")):
        target = tmp_path / name
        assert run(odd, capsys, "--formaat", form, "--uit", str(target))[:2] == (0, "")
        first = target.read_bytes()
        assert run(odd, capsys, "--formaat", form, "--uit", str(target))[0] == 0
        assert target.read_bytes() == first
    assert json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))["samenvatting"]["let_op"] == 1


def test_tests_and_scenarios_are_read_too(tmp_path: Path, capsys: Capture) -> None:
    root = Case("naast", "naast", ()).build(tmp_path)
    (root / "toetsen").mkdir()
    expected = "toetsen:\n  - toets: zetel\n    verwacht: {wel: positie/bond-wonen/lid}\n"
    (root / "toetsen" / "zetels.yaml").write_text(expected, encoding="utf-8")
    code, out, _ = run(root, capsys)
    assert code == 0
    assert "Ook gelezen: 1 toets; `krachtenveld toets` draait de toetsen." in out
    wrong = expected.replace("verwacht", "verwact")
    (root / "toetsen" / "zetels.yaml").write_text(wrong, encoding="utf-8")
    code, out, err = run(root, capsys)
    assert (code, out) == (2, "")
    assert err.startswith("toetsen/zetels.yaml:3:5 fout[onbekende-sleutel]")
