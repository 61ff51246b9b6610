"""Writing: never over a file that is not ours, never half a file, and every refusal is a Dutch sentence."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import cli
from strategy.errors import KrachtenveldError
from tests.fouten.corpus import BASE, fingerprint
from visualizations.writers.pictures import png
from visualizations.writers.safe_files import MARK, is_sealed, sealed, write_text

ROOT = Path(__file__).resolve().parents[2]
OURS = sealed(f"{MARK}: het oude resultaat\n".encode()).decode()


def advise(target: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    arguments = [
        "advies",
        "--dossier",
        str(BASE),
        "--engine",
        "python",
        "--formaat",
        "md",
        "--uit",
        str(target),
    ]
    with pytest.raises(SystemExit) as stop:
        cli.main([*arguments, *options])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert "liep vast" not in captured.err
    return int(stop.value.code or 0), captured.err


def left_over(folder: Path) -> list[str]:
    """Temporary files that writing left behind."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_new_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "nieuw" / "advies.md"
    code, text = advise(target, capsys)
    assert (code, text) == (0, f"geschreven: {target}\n")
    assert MARK in target.read_text(encoding="utf-8")
    assert left_over(target.parent) == []


def test_own_file_is_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "advies.md"
    target.write_text(OURS, encoding="utf-8")
    code, _ = advise(target, capsys)
    assert code == 0
    assert "het oude resultaat" not in target.read_text(encoding="utf-8")


def test_foreign_file_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "notulen.md"
    target.write_text("Notulen van de raad\n", encoding="utf-8")
    code, text = advise(target, capsys)
    assert code == 2
    assert text == (
        f"fout: {target} bestaat al en is niet door krachtenveld gemaakt\n"
        "      kies een andere naam, of gebruik --force\n"
    )
    assert target.read_text(encoding="utf-8") == "Notulen van de raad\n"


def test_foreign_file_with_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "notulen.md"
    target.write_text("Notulen van de raad\n", encoding="utf-8")
    code, _ = advise(target, capsys, "--force")
    assert code == 0
    assert MARK in target.read_text(encoding="utf-8")


def test_words_about_us_are_no_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "notulen.md"
    text = "# Notulen\nDeze tabel is gemaakt met krachtenveld #0123456789abcdef, daarna maanden bewerkt.\n"
    target.write_text(text, encoding="utf-8")
    code, said = advise(target, capsys)
    assert code == 2
    assert "is niet zoals krachtenveld het maakte" in said
    assert target.read_text(encoding="utf-8") == text


def _zip(mark: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", f"<x>{MARK}</x>")
        archive.comment = mark.encode()
    return made.getvalue()


CONTENTS = {
    "md": f"# Advies\n\n{MARK} · peildatum\n".encode(),
    "csv": f"\ufeffzetel;{MARK}\n1;x\n".encode(),
    "twee-keer": f"{MARK}\n{MARK} #0123456789abcdef\n".encode(),
    "json": f'{{"gemaakt_met": "{MARK}"}}'.encode(),
    "docx": _zip(MARK),
    "pdf": f"%PDF-1.7\n({MARK})\n%%EOF\n%{MARK}\n".encode(),
    "png": png("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", 9, 9, "Titel", "stempel"),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_seal_holds_until_anything_changes(name: str) -> None:
    content = CONTENTS[name]
    made = sealed(content)
    assert not is_sealed(content) and is_sealed(made)
    assert sealed(content) == made
    for place in range(0, len(made), max(1, len(made) // 97)):
        assert not is_sealed(made[:place] + bytes([made[place] ^ 1]) + made[place + 1 :])
    assert not is_sealed(made + b"x")
    if name in ("md", "csv", "json"):
        assert is_sealed(made.replace(b"\n", b"\r\n"))
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert archive.comment.startswith(MARK.encode()) and archive.testzip() is None
    if name == "png":
        with Image.open(io.BytesIO(made)) as picture:
            picture.load()
            assert str(picture.info["Software"]).startswith(MARK)


@given(st.text(alphabet=f"{MARK[:4]}ab \r\n#0", max_size=60), st.text(max_size=40))
def test_any_text_can_be_sealed(before: str, after: str) -> None:
    text = f"{before}{MARK}{after}".encode("utf-8", "ignore")
    if b"\r" not in text:
        assert is_sealed(sealed(text))
        assert not is_sealed(sealed(text) + b"!")


def test_empty_foreign_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "leeg.txt"
    target.touch()
    with pytest.raises(KrachtenveldError, match="niet door krachtenveld gemaakt"):
        write_text(target, OURS)
    assert target.read_bytes() == b""


def test_path_is_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = advise(tmp_path, capsys)
    assert (code, text) == (2, f"fout: {tmp_path} is een map, geen bestand\n      noem een bestandsnaam\n")


def test_folder_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "map").write_text("geen map", encoding="utf-8")
    code, text = advise(tmp_path / "map" / "advies.md", capsys)
    assert code == 2
    assert "is niet te schrijven" in text
    assert (tmp_path / "map").read_text(encoding="utf-8") == "geen map"


@pytest.mark.parametrize("name", ["a" * 300 + ".md", "met\0nul.md"], ids=["te-lang", "nulteken"])
def test_impossible_name(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = advise(tmp_path / name, capsys)
    assert code == 2
    assert "is niet te schrijven" in text


def test_link_to_nothing_yet_stays_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "advies.md"
    target.symlink_to(tmp_path / "echt.md")
    code, _ = advise(target, capsys)
    assert code == 0
    assert target.is_symlink()
    assert MARK in (tmp_path / "echt.md").read_text(encoding="utf-8")


def test_rights_stay_as_they_were(tmp_path: Path) -> None:
    target = tmp_path / "advies.md"
    target.write_text(OURS, encoding="utf-8")
    target.chmod(0o600)
    write_text(target, "nieuw")
    assert target.stat().st_mode & 0o777 == 0o600


def test_link_to_own_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "echt.md").write_text(OURS, encoding="utf-8")
    (tmp_path / "advies.md").symlink_to(tmp_path / "echt.md")
    write_text(tmp_path / "advies.md", "nieuw")
    assert (tmp_path / "advies.md").is_symlink()
    assert (tmp_path / "echt.md").read_text(encoding="utf-8") == "nieuw"


def test_folder_without_rights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if os.geteuid() == 0:
        pytest.skip("root schrijft overal")
    tmp_path.chmod(0o500)
    code, text = advise(tmp_path / "advies.md", capsys)
    tmp_path.chmod(0o700)
    assert code == 2
    assert "is niet te schrijven (geen toegang)" in text


@pytest.mark.parametrize(
    ("step", "error", "reason"),
    [
        ("tempfile.mkstemp", PermissionError(errno.EACCES, "Permission denied"), "geen toegang"),
        ("tempfile.mkstemp", OSError(errno.EROFS, "Read-only file system"), "de schijf is alleen te lezen"),
        ("os.fdopen", OSError(errno.ENOSPC, "No space left on device"), "de schijf is vol"),
        ("os.replace", PermissionError(errno.EACCES, "Permission denied"), "geen toegang"),
    ],
)
def test_refusal_leaves_the_old_file_whole(
    step: str, error: OSError, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "advies.md"
    target.write_text(OURS, encoding="utf-8")
    monkeypatch.setattr(f"visualizations.writers.safe_files.{step}", _failing(error))
    with pytest.raises(KrachtenveldError, match=rf"is niet te schrijven \({reason}\)"):
        write_text(target, "nieuw")
    assert target.read_text(encoding="utf-8") == OURS
    assert left_over(tmp_path) == []


def test_interruption_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "advies.md"
    target.write_text(OURS, encoding="utf-8")
    monkeypatch.setattr("visualizations.writers.safe_files.os.replace", _failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_text(target, "nieuw")
    assert target.read_text(encoding="utf-8") == OURS
    assert left_over(tmp_path) == []


def test_text_that_cannot_be_encoded_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "advies.md"
    target.write_text(OURS, encoding="utf-8")
    with pytest.raises(KrachtenveldError, match="is niet te schrijven"):
        write_text(target, "half \ud800")
    assert target.read_text(encoding="utf-8") == OURS
    assert left_over(tmp_path) == []


LEFT = ".krachtenveld-nieuw-abcd1234"


def test_what_a_killed_run_left_goes_at_the_next_and_what_another_makes_stays(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    (tmp_path / LEFT).write_text("half")
    (tmp_path / f"{LEFT[:-1]}5").mkdir()
    (tmp_path / f"{LEFT[:-1]}5" / "x").write_text("half")
    (tmp_path / ".krachtenveld-nieuw-aantekeningen").write_text("van een mens")
    (tmp_path / f"{LEFT[:-1]}6").write_text("nu in de maak")
    with (tmp_path / f"{LEFT[:-1]}6").open("rb") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        write_text(tmp_path / "advies.md", "nieuw")
    assert sorted(left_over(tmp_path)) == [".krachtenveld-nieuw-aantekeningen", f"{LEFT[:-1]}6"]


def test_a_folder_to_put_things_in_without_looking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "listdir", _failing(PermissionError(errno.EACCES, "")))
    write_text(tmp_path / "advies.md", "nieuw")
    assert (tmp_path / "advies.md").read_text(encoding="utf-8") == "nieuw"


def test_a_kill_before_the_move_leaves_nothing_after_the_next_run(tmp_path: Path) -> None:
    script = (
        "import os; from pathlib import Path; from visualizations.writers.safe_files import write_text;"
        f"os.replace = lambda *_: os.kill(os.getpid(), 9); write_text(Path({str(tmp_path / 'a.md')!r}), 'half')"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == -9
    assert len(left_over(tmp_path)) == 1
    write_text(tmp_path / "b.md", "heel")
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(
    "place", ["rules/x.md", "networks/x.md", "toetsen/diep/x.md", "scenarios/x.yaml", "opgaven/x.html", "dossier.yaml"]
)  # fmt: skip
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_an_answer_is_no_content(
    place: str, force: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "d"
    shutil.copytree(BASE, root)
    before = fingerprint(root)
    code, said = advise(root / place, capsys, *force)
    assert code == 2 and "komt in een dossier terecht" in said
    assert fingerprint(root) == before
    code, _ = advise(root / "uit" / "rules" / "x.md", capsys)
    assert code == 0


def _failing(error: BaseException) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail
