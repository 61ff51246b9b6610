"""What is remarked on each dossier that reads fine but is odd, byte for byte, and that its near twin is left alone.

`KRACHTENVELD_VERNIEUW=1 pytest tests/checks` writes the remarks anew; read the difference before committing it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import cli
from strategy.checks.registry import check_codes
from tests.fouten.corpus import SPOTLESS, Case, fingerprint, remark_cases

RENEW = "KRACHTENVELD_VERNIEUW" in os.environ
PLACE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+) let op\[(?P<code>[a-z-]+)\] \S.*")
Capture = pytest.CaptureFixture[str]


def controleer(root: Path, capsys: Capture, *options: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        cli.main(["controleer", "--dossier", str(root), "--engine", "python", *options])
    captured = capsys.readouterr()
    assert captured.err == "", captured.err
    return int(stop.value.code or 0), captured.out


def found(text: str) -> list[re.Match[str]]:
    return [match for match in map(PLACE.fullmatch, text.splitlines()) if match]


def test_nothing_can_be_remarked_on_the_base(capsys: Capture) -> None:
    code, text = controleer(SPOTLESS, capsys, "--streng")
    assert (code, found(text)) == (0, [])
    assert text.startswith("Keuringsdossier: geen bevindingen.\n")


@pytest.mark.parametrize("case", remark_cases(), ids=str)
def test_remark(case: Case, tmp_path: Path, capsys: Capture) -> None:
    root = case.build(tmp_path)
    before = fingerprint(root)
    code, text = controleer(root, capsys)
    remarks, summary = text.split("\n\n", 1) if "\n\n" in text else ("", text)
    assert code == 0
    assert fingerprint(root) == before
    assert {match["code"] for match in found(remarks)} == {case.code}, text
    for match in found(remarks):
        lines = (root / match["file"]).read_text(encoding="utf-8").splitlines()
        assert int(match["column"]) <= len(lines[int(match["line"]) - 1])
    assert f"geen fouten, {len(found(remarks))} keer let op." in summary
    if RENEW:
        case.expected.parent.mkdir(parents=True, exist_ok=True)
        case.expected.write_text(f"{remarks}\n", encoding="utf-8")
    assert f"{remarks}\n" == case.expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", remark_cases(), ids=str)
def test_near_twin_is_left_alone(case: Case, tmp_path: Path, capsys: Capture) -> None:
    assert case.twin, "dit geval heeft geen tweeling"
    code, text = controleer(case.build_twin(tmp_path), capsys, "--alleen", case.code, "--streng")
    assert (code, found(text)) == (0, []), text


def test_every_code_has_a_case() -> None:
    assert {case.code for case in remark_cases()} == set(check_codes())
