"""Standard input, output and errors that are closed, full, left by their reader, or in an encoding with few signs."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from commands.streams import AS_JSON, LOOK_ALIKES
from tests.fouten.corpus import SPOTLESS

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = f"{shlex.quote(sys.executable)} -m cli --engine clingo --dossier {shlex.quote(str(SPOTLESS))}"
FULL = Path("/dev/full")


def shell(line: str, encoding: str = "utf-8", cwd: Path | None = None) -> tuple[int, str, str]:
    """Exit code, output and errors of a line in which $K is the program."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    command = ["bash", "-c", line.replace("$K", PROGRAM)]
    done = subprocess.run(command, capture_output=True, timeout=60, env=environment, cwd=cwd or ROOT)
    error = done.stderr.decode(errors="replace")
    assert "Traceback" not in error and "liep vast" not in error and "Exception ignored" not in error, error
    return done.returncode, done.stdout.decode(encoding), error


@pytest.mark.skipif(not FULL.exists(), reason="hier is geen /dev/full")
def test_an_answer_that_cannot_be_written() -> None:
    assert shell("$K advies > /dev/full")[::2] == (
        2,
        "fout: de uitvoer is niet te schrijven (de schijf is vol)\n"
        "      maak ruimte, of kies met --uit een bestand op een andere plek\n",
    )


def test_output_that_is_closed(tmp_path: Path) -> None:
    code, _, error = shell("$K advies >&-")
    assert (code, error.splitlines()[0]) == (
        2,
        "fout: de uitvoer is niet te schrijven (de uitvoer is gesloten)",
    )
    code, _, error = shell(f"$K advies --uit {tmp_path}/a.md >&-")
    assert (code, error) == (0, f"geschreven: {tmp_path}/a.md\n")


def test_input_that_is_closed() -> None:
    code, _, error = shell("$K importeer - <&-")
    assert (code, error.splitlines()[0]) == (2, "fout: de invoer is gesloten")


@pytest.mark.skipif(not FULL.exists(), reason="hier is geen /dev/full")
@pytest.mark.parametrize("way", ["2>/dev/full", "2>&-"])
def test_an_error_that_cannot_be_shown_is_still_one(way: str) -> None:
    assert shell(f"$K --dossier /nergens advies {way}")[0] == 2


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("exporteer --formaat json", 0),
        ("advies --formaat csv", 0),
        ("waarom-niet nergens/lid", 2),
        ("toets", 0),
    ],
)
def test_a_reader_that_leaves_changes_no_exit_code(command: str, code: int) -> None:
    assert shell(f"set -o pipefail; $K {command} | true; exit ${{PIPESTATUS[0]}}")[0] == code


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_a_screen_with_few_signs(encoding: str) -> None:
    code, out, error = shell("$K advies; $K regels", encoding)
    assert code == 0, error
    assert out


def test_signs_that_an_encoding_lacks() -> None:
    assert "├─ “zó” − ← … ☃".encode("latin-1", LOOK_ALIKES).decode("latin-1") == '|- "zó" - <- ... ?'
    text = "− 😀 é"
    assert json.loads(f'"{text}"'.encode("ascii", AS_JSON)) == text


def test_a_working_directory_that_is_gone(tmp_path: Path) -> None:
    gone = f"mkdir {tmp_path}/weg; cd {tmp_path}/weg; rmdir ../weg; "
    code, out, _ = shell(gone + "$K advies", cwd=tmp_path)
    assert code == 0 and out
    code, _, error = shell(gone + f"{shlex.quote(sys.executable)} -m cli advies", cwd=tmp_path)
    assert code == 2 and "fout: de map waarin u staat, bestaat niet meer\n" in error


@pytest.mark.parametrize("sign", ["\x01", "\x1b[31m", "\x7f", "\ufffe"])
def test_an_argument_with_a_sign_that_is_no_text(sign: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["kaart", "--titel", f"a{sign}b", "--dossier", str(SPOTLESS)])
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith('fout: in "a·')
