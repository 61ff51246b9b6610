"""The page about the checks: complete, and every example is what the program says.

Set KRACHTENVELD_VERNIEUW=1 to write the present output into the page; read the difference before committing.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from strategy.checks.registry import check_codes
from tests.checks.test_corpus import Capture, controleer
from tests.fouten.corpus import Case, remark_cases

EXAMPLE = re.compile(
    r"(?P<start><!-- geval: (?P<case>[a-z-]+) -->\n```yaml\n# (?P<file>\S+)\n(?P<yaml>.*?)```\n```text\n)(?P<shown>.*?)(?P<end>```)",
    re.DOTALL,
)
FORMAT = re.compile(
    r"(?P<start><!-- (?P<form>json|github): (?P<case>[a-z-]+) -->\n```\w+\n)(?P<shown>.*?)(?P<end>```)",
    re.DOTALL,
)
CASES = {case.name: case for case in remark_cases()}


@pytest.fixture
def page(repository: Path) -> Path:
    return repository / "docs" / "controles.md"


def sections(text: str) -> dict[str, str]:
    """The text of each section by its title."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_every_check_has_its_section_in_order(page: Path) -> None:
    found = sections(page.read_text(encoding="utf-8"))
    assert tuple(title for title in found if title != "Voor andere programma's") == check_codes()
    for code in check_codes():
        example = EXAMPLE.search(found[code])
        assert example, f"{code}: geen voorbeeld"
        assert CASES[example["case"]].code == code
        before, after = found[code][: example.start()], found[code][example.end() :]
        assert len(before.split()) > 15 and len(after.split()) > 8, f"{code}: zegt te weinig"


def test_examples_are_what_the_program_says(page: Path, tmp_path: Path, capsys: Capture) -> None:
    def example(found: re.Match[str]) -> str:
        case = CASES[found["case"]]
        written = (built(case, tmp_path) / found["file"]).read_text(encoding="utf-8").splitlines()
        missing = [line for line in found["yaml"].splitlines() if line not in written]
        assert not missing, f"{case}: staat niet in {found['file']}"
        shown = case.expected.read_text(encoding="utf-8").splitlines()[:-1]
        return found["start"] + "".join(f"{line}\n" for line in shown) + found["end"]

    def form(found: re.Match[str]) -> str:
        root = built(CASES[found["case"]], tmp_path)
        _, text = controleer(root, capsys, "--formaat", found["form"])
        return found["start"] + text + found["end"]

    text = page.read_text(encoding="utf-8")
    fresh = FORMAT.sub(form, EXAMPLE.sub(example, text))
    if os.environ.get("KRACHTENVELD_VERNIEUW"):
        page.write_text(fresh, encoding="utf-8", newline="\n")
    else:
        assert fresh == text


def built(case: Case, folder: Path) -> Path:
    root = folder / case.name / "dossier"
    return root if root.exists() else case.build(folder / case.name)
