"""The command line as its users meet it: output, exit codes, and Dutch words when something is wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import cli
from strategy.advice.advise import Outcome
from strategy.inference.choose_engine import ENGINES, installed
from tests.elsewhere import Elsewhere

Capture = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    return int(stop.value.code or 0)


def test_advies_shows_titles_reasons_and_names(capsys: Capture) -> None:
    assert run("advies", "--opgave", "kansengelijkheid", "--soort", "positie", "--engine", "python") == 0
    out = capsys.readouterr().out
    assert "Kansenongelijkheid tegengaan" in out
    assert "Vervul een voortrekkersrol in de G40-themagroep Zorg, Jeugd en Onderwijs" in out
    assert "positie/vng-zjo" in out
    assert "mensen beslissen" in out
    assert "\x1b[" not in out


def test_options_may_stand_before_or_after_the_command(capsys: Capture) -> None:
    run("--engine", "python", "--formaat", "csv", "advies", "--soort", "route")
    before = capsys.readouterr().out
    run("advies", "--soort", "route", "--engine", "python", "--formaat", "csv")
    assert capsys.readouterr().out == before


def test_top_and_grouping(capsys: Capture) -> None:
    run("advies", "--per", "netwerk", "--top", "1", "--engine", "python")
    out = capsys.readouterr().out
    assert "Metropoolregio Amsterdam" in out and "Noordzeekanaalgebied" in out
    run("advies", "--netwerk", "vng", "--per", "geen", "--top", "0", "--engine", "python")
    out = capsys.readouterr().out
    assert "vng-ekem" in out and "mra-sociaal" not in out


def test_top_cuts_a_file_to_the_highest(capsys: Capture) -> None:
    """On the screen it counts per group; a file has no groups, and is whole unless it is asked for."""
    words = ("advies", "--netwerk", "vng", "--engine", "python", "--formaat")

    def told(form: str, *more: str) -> str:
        assert run(*words, form, *more) == 0
        return capsys.readouterr().out

    every = [line["id"] for line in json.loads(told("json"))["adviezen"]]
    assert len(every) > 3
    assert [line["id"] for line in json.loads(told("json", "--top", "2"))["adviezen"]] == every[:2]
    assert [line["id"] for line in json.loads(told("json", "--top", "0"))["adviezen"]] == every
    rows = list(csv.DictReader(told("csv", "--top", "2").splitlines(), delimiter=";"))
    assert [row["id"] for row in rows] == every[:2]
    for form in ("csv", "md"):
        assert told(form) == told(form, "--top", "0") != told(form, "--top", "2")
    parts = json.loads(told("json", "--onderdelen", "--top", "3"))["adviezen"]
    assert [part["rang"] for part in parts] == sorted(part["rang"] for part in parts) and len(parts) == 3


def test_json_follows_the_published_contract(repository: Path, capsys: Capture) -> None:
    assert run("advies", "--formaat", "json", "--engine", "python") == 0
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((repository / "schema" / "advies.json").read_text(encoding="utf-8")))
    sizes: dict[str, int] = {}
    assert data["versie"] == "2.2"
    for advice in (part for line in data["adviezen"] for part in line["onderdelen"]):
        for contribution in (*advice["bijdragen"], *advice["tegen"]):
            assert contribution["regel"]
            assert contribution["feiten"], advice["id"]
            for place in (contribution, *contribution["feiten"]):
                file = place["bestand"]
                if file not in sizes:
                    sizes[file] = len((repository / file).read_text(encoding="utf-8").splitlines())
                assert place["regelnummer"] <= sizes[file]
            for fact in contribution["feiten"]:
                assert fact["bron"] and fact["bron"] != "zonder bron", fact


def test_csv_is_what_a_spreadsheet_expects(capsys: Capture) -> None:
    run("advies", "--formaat", "csv", "--engine", "python")
    text = capsys.readouterr().out
    assert text.startswith("\ufeffrang;band;score;")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) > 50
    assert rows[0]["rang"] == "1" and "," in rows[0]["score"]


@pytest.mark.parametrize("form", ["json", "tabel"])
def test_every_engine_gives_identical_bytes(capsys: Capture, form: str) -> None:
    outputs = set()
    for engine in filter(installed, ENGINES):
        assert run("advies", "--engine", engine, "--formaat", form) == 0
        outputs.add(capsys.readouterr().out)
    (output,) = outputs
    assert output != ""


def test_hash_seed_and_working_directory_do_not_matter(
    elsewhere: Elsewhere, tmp_path: Path, capsys: Capture
) -> None:
    words = ("advies", "--formaat", "json", "--engine", "python")
    assert run(*words) == 0
    assert capsys.readouterr().out == elsewhere.run(*words, cwd=tmp_path)


def test_waarom_goes_down_to_the_source_paragraph(capsys: Capture) -> None:
    assert run("waarom", "positie/vng-zjo/portefeuille/jeugd", "--engine", "python") == 0
    out = capsys.readouterr().out
    assert "portefeuille-claimen  +4,0" in out and "rules/3-posities.yaml:" in out
    assert "strategische prioriteiten" in out and "(aanname)" in out and "te verifiëren" in out


def test_waarom_takes_a_few_words_and_asks_when_they_are_too_few(capsys: Capture) -> None:
    assert run("waarom", "zjo jeugd portefeuille", "--engine", "python") == 0
    assert "positie/vng-zjo/portefeuille/jeugd" in capsys.readouterr().out
    assert run("waarom", "relatie", "--engine", "python") == 2
    assert "wees preciezer" in capsys.readouterr().err


@pytest.mark.skipif(not installed("durable"), reason="durable-rules is not installed here")
def test_controleer_finds_no_error_in_the_repository(capsys: Capture) -> None:
    assert run("controleer", "--kruiscontrole") == 0
    out = capsys.readouterr().out
    assert "geen fouten" in out and "komen op hetzelfde uit" in out


def test_regels_documents_every_rule(repository: Path, capsys: Capture) -> None:
    run("regels", "--engine", "python")
    out = capsys.readouterr().out
    named = [
        line.split(":", 1)[1].strip()
        for path in (repository / "rules").glob("*.yaml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("  - regel:")
    ]
    assert len(named) > 50 and all(f"`{name}` ·" in out for name in named)
    run("regels", "--feiten")
    assert "| `prioriteit` |" in capsys.readouterr().out


def test_no_rule_stands_idle_on_zaanstad_unless_it_says_so(outcome: Outcome) -> None:
    """A rule that waits for another day has an example of that day."""
    fired = outcome.trace.fired
    idle = [rule for rule in outcome.case.rulebook.rules if not fired.get(rule.id)]
    assert [rule.id for rule in idle if not any(example.kind == "ooit" for example in rule.examples)] == []
    assert len(idle) < len(outcome.trace.rules) / 10


def test_valideer_prints_the_figures(capsys: Capture) -> None:
    assert run("valideer", "--snel", "--engine", "python") == 0
    out = capsys.readouterr().out
    assert out.startswith("# Validatie\n\n- 76 van 82 onderdelen van de strategie getrouw in het advies; ")
    assert "zonder feiten uit de adviesparagrafen" in out and "80 van 82" not in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("advis",), 'er is geen commando "advis"'),
        (("advies", "--topp", "3"), "de optie --topp bestaat niet"),
        (("advies", "--opgave", "gezondhied"), 'bedoeld: "gezondheid"?'),
        (("advies", "--soort", "zetel"), 'er is geen soort "zetel"'),
        (
            ("advies", "--peildatum", "gisteren"),
            'de waarde bij --peildatum klopt niet: "gisteren" is geen datum',
        ),
        (("advies", "--engine", "turbo"), "--engine klopt niet: kies uit auto, durable, clingo, python"),
        (("advies", "--top", "-1"), "de waarde bij --top klopt niet: geef een heel getal vanaf 0"),
        (("kaart", "--formaat", "json"), "kaart kent geen --formaat json"),
        (("waarom", ""), "noem een advies"),
        (("waarom",), "ADVIES ontbreekt"),
        (("waarom", "positie/niets"), "er is geen advies"),
        (("advies", "--dossier", "/bestaat/niet"), "bestaat niet"),
        (("advies", "--dossier", "/tmp"), "geen dossier.yaml"),
        (("valideer", "--referentie", "/bestaat/niet.yaml"), "niet te lezen"),
        (("advies", "te", "veel"), "te veel woorden"),
    ],
)
def test_wrong_words_get_a_dutch_answer_and_exit_code_two(
    capsys: Capture, arguments: tuple[str, ...], message: str
) -> None:
    assert run(*arguments) == 2
    captured = capsys.readouterr()
    assert message in captured.err and captured.out == ""
    assert "Traceback" not in captured.err


def test_help_is_dutch_and_light(repository: Path) -> None:
    heavy = "import sys; sys.argv = ['x', '--help']\nimport cli\ntry:\n    cli.main()\nexcept SystemExit:\n    pass\n"
    heavy += "print([m for m in ('pandas', 'pyvis', 'scipy', 'clingo', 'networkx', 'yaml', 'rich', 'visualizations') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", heavy], capture_output=True, text=True, cwd=repository, check=True
    )
    assert done.stdout.endswith("[]\n")
    assert "Gebruik: krachtenveld" in done.stdout and "Commando's" in done.stdout
    assert "Usage" not in done.stdout and "Options" not in done.stdout


def test_the_list_of_commands_says_of_each_what_its_own_help_says() -> None:
    """The list is shown, and words are completed, without importing any of them."""
    own = {name: command.help or "" for name, command in cli.program.commands.items()}
    assert {name: text.split("\n\n")[0] for name, text in own.items()} == cli.COMMANDS


def test_words_are_completed_without_reading_a_command(repository: Path) -> None:
    asked = "import sys\nimport cli\ntry:\n    cli.main([])\nexcept SystemExit:\n    pass\n"
    asked += "print(sorted(name for name in sys.modules if name.startswith(('commands.', 'strategy.'))))"
    words = {
        "_KRACHTENVELD_COMPLETE": "bash_complete",
        "COMP_WORDS": "krachtenveld waarom",
        "COMP_CWORD": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        cwd=repository,
        env={**os.environ, **words},
    )
    assert done.stdout.splitlines() == [
        "plain,waarom",
        "plain,waarom-niet",
        "['commands.options', 'commands.streams', 'strategy.errors']",
    ]


def test_the_dossier_is_found_as_git_finds_its_root(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from strategy.dossier.files import find_dossier, shipped_dossier

    assert find_dossier(None, {}, repository / "rules") == repository
    assert find_dossier(None, {}, tmp_path) == shipped_dossier() == repository
    (tmp_path / "dossier.yaml").touch()
    deeper = tmp_path / "a" / "b"
    deeper.mkdir(parents=True)
    assert find_dossier(None, {}, deeper) == tmp_path
    assert find_dossier(None, {"KRACHTENVELD_DOSSIER": str(repository)}, deeper) == repository
    assert find_dossier(str(tmp_path), {"KRACHTENVELD_DOSSIER": str(repository)}, deeper) == tmp_path


@pytest.mark.parametrize(
    "command",
    [
        "advies",
        "advies --formaat json",
        "advies --formaat csv",
        "advies --formaat md",
        "waarom vng zjo",
        "kaart --zonder-scenarios",
        "regels",
        "controleer",
        "valideer --snel",
    ],
)
def test_own_output_is_replaced(tmp_path: Path, capsys: Capture, command: str) -> None:
    """A second run replaces what the first made."""
    target = tmp_path / "uitvoer.md"
    arguments = [*command.split(), "--engine", "python", "--uit", str(target)]
    assert run(*arguments) == 0
    first = target.read_bytes()
    assert run(*arguments) == 0
    assert target.read_bytes() == first


@pytest.mark.parametrize("command", ["advies", "kaart --zonder-scenarios", "regels"])
def test_foreign_files_stay(tmp_path: Path, capsys: Capture, command: str) -> None:
    """A file that only mentions krachtenveld is not ours."""
    target = tmp_path / "uitvoer.md"
    arguments = [*command.split(), "--engine", "python", "--uit", str(target)]
    target.write_text("Een notitie over een krachtenveldanalyse met krachtenveld.", encoding="utf-8")
    assert run(*arguments) == 2
    assert target.read_text(encoding="utf-8").startswith("Een notitie")
    assert run(*arguments, "--force") == 0


def test_several_trees_come_in_one_file(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "waarom.txt"
    assert run("waarom", "zjo", "jeugd", "--engine", "python", "--uit", str(target)) == 0
    assert target.read_text(encoding="utf-8").count("ADVIES  ") > 1


def test_a_day_outside_the_term_is_remarked(capsys: Capture) -> None:
    assert run("advies", "--peildatum", "1900-01-01", "--engine", "python") == 0
    assert "valt buiten de periode" in capsys.readouterr().err


def test_absence_is_part_of_the_reason(capsys: Capture) -> None:
    run("waarom", "afzien/vng/verstedelijking", "--engine", "python")
    assert "en omdat “gedeelde zaak” niet geldt voor verstedelijking" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--scenario", "--dossier", "--uit"])
def test_an_option_with_nothing_behind_it_is_not_passed_over(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("advies", option, "") == 2
    assert f"de waarde bij {option} klopt niet" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["advies.docx", "advies.PNG", "advies.pdf"])
def test_a_name_that_promises_another_form_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("advies", "--uit", str(tmp_path / name)) == 2
    assert "advies maakt geen ." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_names_may_be_written_with_capitals(capsys: pytest.CaptureFixture[str]) -> None:
    common = ("advies", "--engine", "python", "--soort", "route", "--formaat", "csv")
    run(*common, "--netwerk", "G40", "--opgave", "Gezondheid")
    capitals = capsys.readouterr().out
    run(*common, "--netwerk", "g40", "--opgave", "gezondheid")
    assert capsys.readouterr().out == capitals
