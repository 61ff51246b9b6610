"""The pages that show commands: what they print is what the program prints now.

Set KRACHTENVELD_VERNIEUW=1 to write the present output into the pages; read the difference before committing.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

import cli

BLOCK = re.compile(r"```console\n\$ krachtenveld (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)
PAGES = ("docs/drie-vragen.md", "README.md")


@pytest.mark.parametrize("page", PAGES)
def test_shown_output_is_real(repository: Path, page: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = repository / page
    text = path.read_text(encoding="utf-8")
    assert BLOCK.search(text), "the page shows no command"

    def rerun(block: re.Match[str]) -> str:
        with pytest.raises(SystemExit) as stop:
            cli.main([*shlex.split(block["command"]), "--engine", "python"])
        assert not stop.value.code
        return f"```console\n$ krachtenveld {block['command']}\n{capsys.readouterr().out}```"

    fresh = BLOCK.sub(rerun, text)
    if os.environ.get("KRACHTENVELD_VERNIEUW"):
        path.write_text(fresh, encoding="utf-8", newline="\n")
    else:
        assert fresh == text


def test_links_between_pages_lead_somewhere(repository: Path) -> None:
    for page in [
        repository / "README.md",
        repository / "CONTRIBUTING.md",
        *(repository / "docs").glob("*.md"),
    ]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_command_is_in_the_readme(repository: Path) -> None:
    text = (repository / "README.md").read_text(encoding="utf-8")
    assert [name for name in cli.program.commands if f"krachtenveld {name}" not in text] == []
