"""The dossier as git remembers it: subfolders, worktrees, other commits, and everything that can be missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

import cli
from commands.following_edits import state
from strategy.dossier.files import read_texts
from strategy.effect.revision import is_content, read_revision
from strategy.errors import KrachtenveldError
from tests.effect.conftest import copy_of, edit

Capture = pytest.CaptureFixture[str]
WHO = {"NAME": "Toets", "EMAIL": "toets@example.org", "DATE": "2022-06-01T12:00:00+00:00"}
IDENTITY = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in WHO.items()}


def git(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, **IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout.strip()


def commit(folder: Path, subject: str) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", subject)
    return git(folder, "rev-parse", "--short", "HEAD")


@pytest.fixture
def archief(repository: Path, tmp_path: Path) -> Path:
    """A repository with the Zaanstad dossier in a subfolder, committed."""
    root = tmp_path / "archief"
    copy_of(repository, root / "dossiers" / "zaanstad")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main", str(root))
    commit(root, "Het dossier, zoals het begon")
    return root


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main(["effect", "--snel", *arguments])
    return int(stop.value.code or 0)


def test_a_commit_holds_what_the_folder_held(archief: Path) -> None:
    folder = archief / "dossiers" / "zaanstad"
    before: Mapping[str, str] = read_texts(folder).sound()
    (folder / "networks" / "vng.yaml").write_text("laag: [", encoding="utf-8")
    (folder / "opgaven" / "economie.yaml").unlink()
    revision = read_revision(folder)
    assert dict(revision.texts) == dict(before)
    assert list(revision.texts) == list(before), "the order in which a folder is read"
    assert "Het dossier, zoals het begon" in revision.label


def test_only_content_is_read(archief: Path) -> None:
    folder = archief / "dossiers" / "zaanstad"
    for name in (
        "notitie.yaml",
        "opgaven/.oud.yaml",
        "opgaven/diep/x.yaml",
        "rules/x.txt",
        "scenarios/s.yaml",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x: 1\n", encoding="utf-8")
    (folder / "opgaven" / "ander.yaml").symlink_to("economie.yaml")
    commit(archief, "Van alles")
    texts = read_revision(folder).texts
    assert "scenarios/s.yaml" in texts
    own = [name for name in texts if not name.startswith("landelijk/")]
    assert all(map(is_content, own)) and "opgaven/ander.yaml" not in texts
    assert "landelijk/networks/vng.yaml" in texts


@pytest.fixture
def lener(archief: Path, repository: Path) -> Path:
    """A dossier in the same repository that builds on the basis in the one beside it, committed."""
    folder = archief / "dossiers" / "lener"
    shutil.copytree(repository / "voorbeelden" / "dordrecht", folder)
    edit(folder, "dossier.yaml", "basis: ../../landelijk", "basis: ../zaanstad/landelijk")
    commit(archief, "Een lener")
    return folder


def test_borrowed_rules_are_read_as_they_stood(lener: Path, capsys: Capture) -> None:
    before: Mapping[str, str] = read_texts(lener).sound()
    edit(lener, "../zaanstad/rules/3-posities.yaml", "punten: 4", "punten: 3", after="regel: zetel-claimen")
    found = read_revision(lener).texts
    assert dict(found) == dict(before) and list(found) == list(before)
    assert any(name.startswith("../zaanstad/rules/") for name in found)
    assert run("--dossier", str(lener)) == 0
    assert "regel zetel-claimen: punten 4 → 3" in capsys.readouterr().out


def test_rules_that_git_here_does_not_know_are_those_of_now(
    lener: Path, repository: Path, tmp_path: Path, capsys: Capture
) -> None:
    elsewhere = tmp_path / "elders"
    for part in ("rules", "landelijk"):
        shutil.copytree(repository / part, elsewhere / part)
    edit(lener, "dossier.yaml", "basis: ../zaanstad/landelijk", f"basis: {elsewhere}/landelijk")
    commit(lener.parent, "Regels van buiten")
    assert run("--dossier", str(lener)) == 0
    assert "Geen wijzigingen" in capsys.readouterr().out


def test_a_save_of_a_borrowed_rule_is_seen(lener: Path) -> None:
    before = state(lener)
    edit(lener, "../zaanstad/rules/3-posities.yaml", "punten: 4", "punten: 33", after="regel: zetel-claimen")
    after = state(lener)
    assert {name for name in after if before.get(name) != after[name]} == {
        "../zaanstad/rules/3-posities.yaml"
    }


def test_the_last_commit_is_what_an_edit_is_held_against(archief: Path, capsys: Capture) -> None:
    folder = archief / "dossiers" / "zaanstad"
    edit(folder, "rules/3-posities.yaml", "punten: 4", "punten: 3", after="regel: portefeuille-claimen")
    status = git(archief, "status", "--porcelain")
    assert run("--dossier", str(folder)) == 0
    out = capsys.readouterr().out
    assert "git " in out and '"Het dossier, zoals het begon" → nu' in out
    assert "regel portefeuille-claimen: punten 4 → 3" in out
    assert git(archief, "status", "--porcelain") == status


def test_another_commit_by_any_of_its_names(archief: Path, capsys: Capture) -> None:
    folder = archief / "dossiers" / "zaanstad"
    first = git(archief, "rev-parse", "HEAD")
    git(archief, "tag", "begin")
    edit(folder, "rules/3-posities.yaml", "punten: 4", "punten: 3", after="regel: portefeuille-claimen")
    commit(archief, "Portefeuilles lichter")
    run("--dossier", str(folder))
    assert "Geen wijzigingen" in capsys.readouterr().out
    outputs = set()
    for name in (first, first[:9], "begin", "HEAD~1", "main^"):
        assert run("--dossier", str(folder), "--tegen", name) == 0
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1 and "punten 4 → 3" in outputs.pop()


def test_a_worktree_and_the_root_of_a_repository(archief: Path, tmp_path: Path, capsys: Capture) -> None:
    git(archief, "worktree", "add", "--quiet", "-b", "proef", str(tmp_path / "proef"))
    folder = tmp_path / "proef" / "dossiers" / "zaanstad"
    edit(
        folder,
        "landelijk/networks/vng.yaml",
        "          - {rol: lid, te_verdelen: ja}\n",
        "",
        after="id: vng-zjo",
    )
    assert run("--dossier", str(folder)) == 0
    assert "positie vng-zjo/lid vervalt" in capsys.readouterr().out


def test_inside_a_hook_git_is_still_asked_about_this_folder(
    archief: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("GIT_DIR", "/bestaat/niet")
    monkeypatch.setenv("GIT_INDEX_FILE", "/bestaat/niet/index")
    assert run("--dossier", str(archief / "dossiers" / "zaanstad")) == 0
    assert "Geen wijzigingen" in capsys.readouterr().out


def test_lines_that_end_as_on_windows_are_no_change(archief: Path, capsys: Capture) -> None:
    folder = archief / "dossiers" / "zaanstad"
    for path in folder.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("--dossier", str(folder)) == 0
    assert "Geen wijzigingen" in capsys.readouterr().out


def test_without_git(archief: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("PATH", str(archief))
    assert run("--dossier", str(archief / "dossiers" / "zaanstad")) == 2
    err = capsys.readouterr().err
    assert "git is hier niet geïnstalleerd" in err and "--tegen MAP" in err


def test_nothing_committed_yet(repository: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of(repository, tmp_path / "vers")
    git(tmp_path, "init", "--quiet", str(folder))
    assert run("--dossier", str(folder)) == 2
    assert "nog niets vastgelegd" in capsys.readouterr().err


def test_a_folder_that_was_never_committed(repository: Path, archief: Path, capsys: Capture) -> None:
    folder = copy_of(repository, archief / "nieuw")
    assert run("--dossier", str(folder)) == 2
    err = capsys.readouterr().err
    assert "zit niet in de laatst vastgelegde versie" in err and "git add" in err


def test_a_commit_with_errors_is_no_reference(archief: Path, capsys: Capture) -> None:
    folder = archief / "dossiers" / "zaanstad"
    edit(folder, "rules/3-posities.yaml", "punten: 4", "punten: vier")
    commit(archief, "Stuk")
    edit(folder, "rules/3-posities.yaml", "punten: vier", "punten: 4")
    assert run("--dossier", str(folder)) == 2
    err = capsys.readouterr().err
    assert "in de laatst vastgelegde versie zitten fouten" in err and "rules/3-posities.yaml:" in err


@pytest.mark.parametrize("name", ["--upload-pack=x", "-x", "", "a\0b", "HEAD:dossiers", "nergens"])
def test_a_name_that_is_no_commit_is_never_handed_to_git_as_an_option(archief: Path, name: str) -> None:
    with pytest.raises(KrachtenveldError, match="geen versie"):
        read_revision(archief / "dossiers" / "zaanstad", name)
