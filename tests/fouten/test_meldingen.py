"""What is printed about each bad dossier, byte for byte.

After a deliberate change of wording, `KRACHTENVELD_VERNIEUW=1 pytest tests/fouten` writes the messages anew;
read the difference as a policy adviser would before committing it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from tests.fouten.codes import codes_in_source
from tests.fouten.corpus import BASE, EXPECTED, Case, all_cases, error_cases, fingerprint

RENEW = "KRACHTENVELD_VERNIEUW" in os.environ
ALL = error_cases()
PLACE = re.compile(
    r"(?P<file>[^:]+):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*) fout\[(?P<code>[a-z0-9-]+)\] \S.*"
)


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    captured = capsys.readouterr()
    assert isinstance(stop.value.code, int)
    return stop.value.code, captured.out, captured.err


def places(text: str) -> list[tuple[str, int, int]]:
    found = filter(None, map(PLACE.fullmatch, text.splitlines()))
    return [(match["file"], int(match["line"]), int(match["column"])) for match in found]


@pytest.mark.parametrize("case", ALL, ids=str)
def test_message(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = case.build(tmp_path)
    before = fingerprint(root)
    code, out, text = run(["controleer", "--dossier", str(root)], capsys)
    text = text.replace(str(root), "DOSSIER")
    assert (code, out) == (2, ""), text
    assert "Traceback" not in text
    assert "liep vast" not in text
    assert fingerprint(root) == before
    starts = [line for line in text.splitlines()[:-1] if not re.match(r"\s*(\d+ )?[|=] ", line)]
    assert [line for line in starts if not PLACE.fullmatch(line)] == []
    assert places(text) == sorted(places(text))
    assert len(places(text)) == int(text.splitlines()[-1].split()[0])
    if RENEW:
        case.expected.parent.mkdir(parents=True, exist_ok=True)
        case.expected.write_text(text, encoding="utf-8")
    assert text == case.expected.read_text(encoding="utf-8")


def test_base_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, text = run(["controleer", "--dossier", str(BASE)], capsys)
    assert (code, text) == (0, "")
    assert "geen fouten" in out


def test_base_advises(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["advies", "--dossier", str(BASE), "--engine", "python"]
    for options, name in (([], "positie/bond-wonen"), (["--onderdelen"], "positie/bond-wonen/lid")):
        code, out, _ = run([*asked, *options], capsys)
        assert code == 0
        assert name in out.split()


def test_names_and_expectations_match() -> None:
    names = [str(case) for case in all_cases()]
    assert len(names) == len(set(names))
    stored = {str(path.relative_to(EXPECTED).with_suffix("")) for path in EXPECTED.rglob("*.txt")}
    assert stored == set(names)


def test_every_code_has_a_case() -> None:
    lines = [line for case in ALL for line in case.expected.read_text(encoding="utf-8").splitlines()]
    seen = {match["code"] for match in map(PLACE.fullmatch, lines) if match}
    assert codes_in_source() - seen == set()


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("opgaven/stad.yaml", lambda raw: b"\xef\xbb\xbf" + raw),
        ("rules/zetels.yaml", lambda raw: raw.replace(b"\n", b"\r\n")),
        ("college.yaml", lambda raw: b"---\n" + raw),
        ("dossier.yaml", lambda raw: raw.rstrip(b"\n")),
        ("opgaven/stad.yaml", lambda raw: raw.replace(b"naam: Meer woningen", b"naam: ja, meer woningen")),
        ("networks/land.yaml", lambda raw: raw.replace(b"te_verdelen: ja", b'te_verdelen: "ja"')),
        ("opgaven/stad.yaml", lambda raw: raw.replace(b"vraag: [middelen]", b"vraag: middelen")),
        ("networks/land.yaml", lambda raw: raw.replace(b"datum: najaar", b"datum: 2022-10-01")),
        ("bronnen.yaml", lambda raw: raw.replace(b'{id: "1", ', b'{id: "1", blz: 12, ', 1)),
    ],
    ids=["bom", "crlf", "streepjes-vooraan", "zonder-laatste-regeleinde", "ja-als-woord", "ja-tussen-aanhalingstekens", "zonder-lijst", "dag-zonder-aanhalingstekens", "bladzijde"],
)  # fmt: skip
def test_no_message(file: str, change, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Case("goed", "goed", ()).build(tmp_path)
    raw = (root / file).read_bytes()
    assert change(raw) != raw
    (root / file).write_bytes(change(raw))
    code, _, text = run(["controleer", "--dossier", str(root)], capsys)
    assert (code, text) == (0, "")


def test_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, text = run(["controleer", "--dossier", str(tmp_path / "nergens")], capsys)
    assert code == 2
    assert (
        text
        == f"fout: de map {tmp_path}/nergens bestaat niet (--dossier)\n      controleer de naam van de map\n"
    )


def test_folder_without_dossier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, text = run(["controleer", "--dossier", str(tmp_path)], capsys)
    assert code == 2
    assert (
        text
        == f"fout: in de map {tmp_path} staat geen dossier.yaml\n      kies de map waarin dossier.yaml staat\n"
    )


def test_file_instead_of_folder(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, text = run(["controleer", "--dossier", str(BASE / "dossier.yaml")], capsys)
    assert code == 2
    assert "is een bestand, geen map" in text


def test_unreadable_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if os.geteuid() == 0:
        pytest.skip("root leest alles")
    root = Case("rechten", "rechten", ()).build(tmp_path)
    (root / "college.yaml").chmod(0)
    code, _, text = run(["controleer", "--dossier", str(root)], capsys)
    assert code == 2
    assert text.startswith("college.yaml:1:1 fout[onleesbaar] het bestand is niet te lezen (geen toegang)\n")


def test_a_pipe_does_not_keep_us_waiting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Case("pijp", "pijp", ()).build(tmp_path)
    os.mkfifo(root / "networks" / "pijp.yaml")
    code, _, text = run(["controleer", "--dossier", str(root)], capsys)
    assert code == 2
    assert text.startswith("networks/pijp.yaml:1:1 fout[onleesbaar]")


@pytest.mark.parametrize("name", ["tab", "kring-met-niet", "alleen-haken", "inhoud-en-regels", "geen-utf-8"])
def test_as_a_program(name: str, tmp_path: Path) -> None:
    case = next(case for case in ALL if case.name == name)
    root = case.build(tmp_path)
    program = [sys.executable, cli.__file__, "controleer", "--dossier", str(root)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(
        program, capture_output=True, text=True, encoding="utf-8", timeout=60, env=environment
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == case.expected.read_text(encoding="utf-8")
