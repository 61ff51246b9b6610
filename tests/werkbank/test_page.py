"""The page as a file: what is in it, that it asks for nothing, and what is said when a part is missing or another one."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import cli
from strategy.errors import KrachtenveldError
from visualizations.werkbank.bundle import bundle
from visualizations.werkbank.npm_packages import EDITOR, FOLDER, NPM_PACKAGES, parts, wanted
from visualizations.werkbank.page import packed
from visualizations.writers.safe_files import is_sealed, sealed


def test_it_fits_asks_for_nothing_and_carries_its_licences(workbench: str) -> None:
    assert len(workbench.encode()) < 15_000_000
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', workbench)
    directives = dict(each.split(" ", 1) for each in policy.replace("&#39;", "'").split("; "))
    assert directives["default-src"] == directives["base-uri"] == directives["form-action"] == "'none'"
    assert directives["worker-src"] == "blob: data:" and "connect-src" not in directives
    assert "unsafe-inline" not in policy and "'unsafe-eval'" not in policy.replace("&#39;", "'")
    for each in NPM_PACKAGES:
        assert f'<th scope="row">{each.name}</th><td>{each.version}</td>' in workbench
    for name in ("pyyaml", "networkx", "jinja2", "markupsafe", "pyvis", "pyphen"):
        assert f'<th scope="row">{name}</th>' in workbench
    assert "MPL-2.0" in workbench and "Permission is hereby granted" in workbench


def test_the_same_files_give_the_same_bytes(workbench: str) -> None:
    (part,) = re.findall(r'id="programma">(.*?)</script>', workbench)
    made = base64.b64decode(json.loads(part)["text"])
    assert made == bundle()
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(made))) as files:
        names = files.getnames()
        assert names == sorted(names) and {each.mtime for each in files} == {0}
    assert "visualizations/werkbank/inside.py" in names and not any("robustness" in each for each in names)
    made = packed(workbench)
    assert made == packed(workbench) and is_sealed(sealed(made))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("werkbank.html").decode() == workbench


def test_make_can_ask_what_to_fetch_before_anything_is_installed(repository: Path) -> None:
    asked = [sys.executable, "-S", "-m", "visualizations.werkbank.npm_packages"]
    done = subprocess.run(asked, cwd=repository, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == list(wanted())


def test_a_part_that_is_missing_or_another_one(
    tmp_path: Path, fetched: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copied = tmp_path / "pakketten"
    shutil.copytree(FOLDER, copied)
    (copied / EDITOR[0].file).write_bytes(b"iets anders")
    with pytest.raises(KrachtenveldError, match="niet het pakket waarmee de werkbank is beproefd"):
        parts(copied)
    (copied / EDITOR[0].file).unlink()
    assert list(wanted(copied)) == [f"{EDITOR[0].name}@{EDITOR[0].version}"]
    monkeypatch.setattr(parts, "__defaults__", (copied,))
    with pytest.raises(SystemExit) as ended:
        cli.main(["werkbank", "--uit", str(tmp_path / "w.html")])
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "fout: de werkbank heeft onderdelen nodig die hier nog niet staan\n"
        "      met npm op deze computer haalt `make run` ze op; in het pakket (de wheel) zitten ze al\n"
    )
