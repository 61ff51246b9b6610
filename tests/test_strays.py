"""Files in the folder of a dossier that are not read, and copies of those that are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cli
from strategy.dossier.files import CONTENT_FOLDERS, SINGLE_FILES, copies, read_part, read_texts, strays
from tests.fouten.corpus import BASE, SPOTLESS


def told(root: Path) -> dict[str, tuple[str, str]]:
    return {
        found.span.file: (found.message, found.hint) for found in strays(root, CONTENT_FOLDERS, SINGLE_FILES)
    }


@pytest.mark.parametrize(
    "name",
    [
        "vng (1)", "vng (Conflict van Piet)", "vng (Piet's conflicted copy 2026-05-01)", "vng - kopie", "vng - Kopie (2)",
        "vng kopie 3", "vng - Copy", "Kopie van vng", "Copy of vng", "vng.sync-conflict-20260501-101112-ABCDEF",
        "vng_REMOTE_4711", "vng-LAPTOP-4R7", "vng 2", "vng (1) - kopie", "Kopie van Kopie van vng",
    ],
)  # fmt: skip
def test_a_copy_is_told_by_its_name(name: str) -> None:
    texts = {f"rules/{name}.yaml": "regels: []\n", "rules/vng.yaml": "regels: []\n"}
    assert copies(texts) == {f"rules/{name}.yaml": "rules/vng.yaml"}


@pytest.mark.parametrize("name", ["vng-2", "vng-zjo", "g40", "kopie", "2", "vng-conflict-overleg"])
def test_a_file_of_its_own_is_no_copy(name: str) -> None:
    texts = {f"rules/{name}.yaml": "regels: []\n", "rules/vng.yaml": "", "opgaven/vng (1).yaml": ""}
    assert copies(texts) == {}


def test_a_copy_is_told_by_what_it_describes() -> None:
    texts = {
        "networks/oud.yaml": "laag: vng\n",
        "networks/vng.yaml": "# x\nlaag: vng\n",
        "networks/zz.yaml": "laag: vng\n",
    }
    assert copies(texts) == {
        "networks/oud.yaml": "networks/vng.yaml",
        "networks/zz.yaml": "networks/vng.yaml",
    }


@given(st.dictionaries(st.text("ab (1)-Kopie2", min_size=1), st.sampled_from(["", "laag: a\n", "laag: b\n"])))
def test_originals_are_never_copies(given_texts: dict[str, str]) -> None:
    texts = {f"networks/{name}.yaml": text for name, text in given_texts.items()}
    found = copies(texts)
    assert found.keys().isdisjoint(found.values())
    assert found == copies(dict(reversed(texts.items())))


def test_only_the_copy_is_blamed(tmp_path: Path) -> None:
    root = Path(shutil.copytree(BASE, tmp_path / "dossier"))
    for folder, name in (("networks", "land"), ("opgaven", "stad"), ("rules", "zetels")):
        shutil.copy(root / folder / f"{name}.yaml", root / folder / f"{name} (Conflict van Piet).yaml")
    assert [found.code for found in read_texts(root).findings] == ["kopie"] * 3
    (root / "scenarios").mkdir()
    for name in ("meer", "Kopie van meer"):
        (root / "scenarios" / f"{name}.yaml").write_text("scenario: meer\n", encoding="utf-8")
    assert [found.span.file for found in read_part(root, "scenarios").findings] == [
        "scenarios/Kopie van meer.yaml"
    ]


def test_a_copy_of_a_file_of_the_basis_is_one_mistake(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "kampen"
    with pytest.raises(SystemExit):
        cli.main(["nieuw", "gemeente", str(root), "--naam", "Kampen"])
    shutil.copy(repository / "landelijk/networks/rijk.yaml", root / "networks/rijk (1).yaml")
    (finding,) = read_texts(root).findings
    assert (finding.code, finding.span.file) == ("kopie", "networks/rijk (1).yaml")
    assert "kopie van krachtenveld/landelijk/networks/rijk.yaml" in finding.message
    capsys.readouterr()
    with pytest.raises(SystemExit) as stop:
        cli.main(["advies", "--dossier", str(root)])
    assert stop.value.code == 2 and "\n1 bevinding in 1 bestand" in capsys.readouterr().err


def test_names_of_a_copy_are_not_called_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(shutil.copytree(BASE, tmp_path / "dossier"))
    text = (root / "networks/land.yaml").read_text(encoding="utf-8")
    (root / "networks/land (1).yaml").write_text(text.replace("ministerie", "departement"), encoding="utf-8")
    college = (root / "opgaven/stad.yaml").read_text(encoding="utf-8")
    (root / "opgaven/stad.yaml").write_text(college + "helpt: []\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        cli.main(["controleer", "--dossier", str(root)])
    assert "departement" not in capsys.readouterr().err.split("| ")[0]


def test_folders_that_are_not_read(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SPOTLESS, tmp_path / "dossier"))
    assert told(root) == {}
    for path in (
        "opgaven/oud/diep/wonen.yaml",
        "netwerken/vng.yaml",
        "regels/x.yaml",
        "docs/voorbeeld.yaml",
        "toetsen/leeg/x.md",
    ):
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text("laag: vng\n", encoding="utf-8")
    assert told(root) == {
        "opgaven/oud/": (
            "deze map wordt niet gelezen, en er staat 1 YAML-bestand in",
            "zet wat gelezen moet worden in de map opgaven zelf",
        ),
        "netwerken/": (
            "deze map wordt niet gelezen, en er staat 1 YAML-bestand in",
            "bedoeld: de map networks?",
        ),
        "regels/": ("deze map wordt niet gelezen, en er staat 1 YAML-bestand in", "bedoeld: de map rules?"),
    }


def test_it_is_also_said_beside_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(shutil.copytree(BASE, tmp_path / "dossier"))
    (root / "bronnen.yaml").rename(root / "bronnen.yaml.txt")
    with pytest.raises(SystemExit) as stop:
        cli.main(["controleer", "--dossier", str(root)])
    text = capsys.readouterr().err
    assert stop.value.code == 2
    assert "bronnen.yaml:1:1 fout[bestand-ontbreekt]" in text
    assert "bronnen.yaml.txt:1:1 let op[niet-gelezen] dit bestand wordt niet gelezen\n" in text
    assert "bedoeld: bronnen.yaml?" in text


@pytest.mark.parametrize("asked", [["advies"], ["briefing", "--formaat", "md"]])
def test_it_is_also_said_beside_advice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str]
) -> None:
    root = Path(shutil.copytree(BASE, tmp_path / "dossier"))
    (root / "opgaven/delta.yaml.txt").write_text("opgave: delta\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        cli.main(["--engine", "python", *asked, "--dossier", str(root)])
    assert not stop.value.code
    said = capsys.readouterr().err
    assert "let op: opgaven/delta.yaml.txt: dit bestand wordt niet gelezen" in said
    assert "haal .txt van de naam" in said


def test_nothing_in_the_repository_is_a_stray(repository: Path) -> None:
    for root in (repository, repository / "voorbeelden" / "dordrecht"):
        assert told(root) == {}


@pytest.mark.parametrize("folder", ["rules", "networks", "opgaven", "scenarios", "toetsen"])
@pytest.mark.parametrize("raw", [b"zorg\xff.yaml", b"co\x94peratie.YAML", b"regel\x1b.yml"])
def test_a_name_from_the_disk_that_is_no_text_is_said(tmp_path: Path, folder: str, raw: bytes) -> None:
    (tmp_path / folder).mkdir()
    Path(os.fsdecode(bytes(tmp_path / folder) + b"/" + raw)).write_text("regels: []\n")
    (found,) = read_part(tmp_path, folder).findings
    assert found.code == "bestandsnaam"
    assert found.span.file.startswith(f"{folder}/")
    assert found.span.file.encode().decode().isprintable()


def test_a_folder_with_a_name_that_is_no_text_is_shown_legibly(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    odd = Path(os.fsdecode(bytes(tmp_path / "rules") + b"/oud\xff"))
    odd.mkdir()
    (odd / "x.yaml").write_text("regels: []\n")
    assert list(told(tmp_path)) == ["rules/oud\ufffd/"]


def test_tests_that_are_not_run_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SPOTLESS, tmp_path / "d")
    (tmp_path / "d" / "toetsen" / "2022").mkdir(parents=True)
    (tmp_path / "d" / "toetsen" / "2022" / "eerste.yaml").write_text("toetsen: []\n")
    with pytest.raises(SystemExit):
        cli.main(["toets", "--dossier", str(tmp_path / "d"), "--engine", "python"])
    said = capsys.readouterr().err
    assert "toetsen/2022/: deze map wordt niet gelezen, en er staat 1 YAML-bestand in" in said
