"""The parts of a handbook page that a test carries out: commands, changes to files, and beginning again.

In the order of the page:

    ```console                 `$ krachtenveld …` or `$ git …`, with what it prints; behind `console` may stand
                               `eerste N`, `laatste N` (these lines only), `vanaf WOORDEN` (from the line that begins
                               so; _ for a space), `afsluitcode N` (other than 0) and `durable` (only where that
                               engine runs)
    ```python                  what a reader runs there; blocks of a page share their names
    ```text uitkomst           what the last of these printed
    ```yaml PAD nieuw          the file becomes this
    ```yaml PAD erbij          this comes at the end of the file
    ```yaml PAD citaat         this stands in the file
    ```diff PAD                lines with `-` go out of the file, lines with `+` take their place
    <!-- weg: PAD -->          the file is thrown away, as the text asks
    <!-- opnieuw -->           from here on in a fresh copy of the dossier
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CUT = "…"
_PART = re.compile(
    r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$|^<!-- (?P<order>opnieuw|weg: [^\n]+?) -->$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Part:
    """One block of a page. `info` stands behind the backticks; an order has no body."""

    info: tuple[str, ...]
    body: str
    order: str

    @property
    def language(self) -> str:
        return self.info[0] if self.info else ""

    @property
    def command(self) -> str:
        """The command of a console block."""
        first = self.body.splitlines()[0] if self.body else ""
        assert first.startswith("$ "), f"a console block begins with `$ `: {first!r}"
        return first.removeprefix("$ ")

    def number(self, word: str) -> int:
        """The number behind a word of the info, 0 without it."""
        return int(self.text(word) or 0)

    def text(self, word: str) -> str:
        """The words behind a word of the info, written with _ for a space; "" without it."""
        return self.info[self.info.index(word) + 1].replace("_", " ") if word in self.info else ""


def parts(text: str) -> list[Part]:
    return [_part(match) for match in _PART.finditer(text)]


def rewritten(text: str, rewrite: Callable[[Part], str]) -> str:
    """The page with the body of each block as `rewrite` gives it, called in the order of the page."""

    def replace(match: re.Match[str]) -> str:
        body = rewrite(_part(match))
        return match[0] if match["order"] else f"```{match['info']}\n{body}```"

    return _PART.sub(replace, text)


def _part(match: re.Match[str]) -> Part:
    return Part(tuple((match["info"] or "").split()), match["body"] or "", match["order"] or "")


def excerpt(output: str, first: int, last: int, start: str = "") -> str:
    """The first and last lines of an output, with a mark where lines are left out; all of it for 0 and 0.

    With `start` from the first line that begins with it.
    """
    lines = output.splitlines()
    before = next((number for number, line in enumerate(lines) if line.lstrip().startswith(start)), 0)
    assert before or not start or lines[0].startswith(start), f"no line begins with {start!r}"
    above, lines = [CUT] * bool(before), lines[before:]
    if (first or last) and first + last < len(lines):
        lines = [*lines[:first], CUT, *lines[len(lines) - last :]]
    return "".join(f"{line}\n" for line in [*above, *lines])


def apply_diff(path: Path, body: str) -> None:
    """Replace in a file what a diff block takes out; it must stand there exactly once."""
    old = "".join(line[1:] for line in body.splitlines(keepends=True) if line[:1] in " -")
    new = "".join(line[1:] for line in body.splitlines(keepends=True) if line[:1] in " +")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} holds this {text.count(old)} times:\n{old}"
    path.write_text(text.replace(old, new), encoding="utf-8")
