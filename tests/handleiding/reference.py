"""What the program knows, and what the reference page says of it: commands, options, forms and codes."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

import cli
import strategy
from tests.fouten.codes import codes_in_source

PROGRAM = "krachtenveld"
_HEADING = re.compile(r"^(#+) (.+)$")
_OPTION = re.compile(r"--[a-z]+(?:-[a-z]+)*")
_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def commands() -> dict[str, click.Command]:
    """Every command by its words, those within a group too; a group is one itself."""
    return dict(_walk(PROGRAM, cli.program))


def _walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for word, inner in command.commands.items():
            yield f"{name} {word}", inner
            yield from _walk(f"{name} {word}", inner)


def options(command: click.Command) -> set[str]:
    """The options of a command, apart from the one that shows its help."""
    return {option for item in command.params if isinstance(item, click.Option) for option in item.opts} - {
        "--help"
    }


def shared() -> set[str]:
    """The options that stand on the program itself, before any command."""
    return options(cli.program) | {"--help"}


def sections(text: str) -> dict[str, str]:
    """The text under each heading, until the next heading of whatever level."""
    found: dict[str, list[str]] = {"": []}
    name, fenced = "", False
    for line in text.splitlines():
        fenced ^= line.startswith("```")
        match = None if fenced else _HEADING.match(line)
        if match:
            name = match[2]
            found[name] = []
        else:
            found[name].append(line)
    return {heading: "\n".join(lines) for heading, lines in found.items()}


def described(section: str) -> set[str]:
    """The options in the first column of the tables of a section."""
    rows = (line for line in section.splitlines() if line.startswith("| `--"))
    return {option for row in rows for option in _OPTION.findall(row.split(" | ")[0])}


def mentioned(section: str) -> set[str]:
    """The options in the sentences of a section."""
    lines = _FENCE.sub("", section).splitlines()
    return set(_OPTION.findall("\n".join(line for line in lines if not line.startswith("|"))))


def typed(text: str) -> Iterator[list[str]]:
    """Each command that a page lets its reader type, in words: in blocks, and within a sentence."""
    for block in _FENCE.findall(text):
        start = f"{PROGRAM} " if block.startswith("```\n") else f"$ {PROGRAM} "
        for line in block.splitlines():
            if line.startswith(start):
                yield shlex.split(line.removeprefix("$ ").split("   ")[0])[1:]
    for code in re.findall(rf"`{PROGRAM} ([^`]+)`", _FENCE.sub("", text)):
        yield shlex.split(code)


def command_of(words: list[str]) -> tuple[str, set[str]]:
    """The name of the command in the words of a line, and its options; "" when there is no such command."""
    known, name = commands(), ""
    for word in words:
        longer = f"{name or PROGRAM} {word}"
        if longer in known:
            name = longer
        elif name and not word.startswith("-"):
            break
    return name, {option for word in words for option in _OPTION.findall(word) if word.startswith("--")}


def forms(message: str) -> set[str]:
    """The forms of output in the message that refuses another one."""
    return set(message.split("kies uit: ")[1].split("\n")[0].split(", "))


def finding_codes() -> set[str]:
    """Every code of an error that the rooms that read files can report."""
    names = ("testing", "scenarios")
    trees = [
        ast.parse(path.read_text("utf-8"))
        for name in names
        for path in (Path(strategy.__file__).parent / name).glob("*.py")
    ]
    written = {
        argument.value
        for tree in trees
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _reports(call.func)
        for argument in call.args[1:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    return written | codes_in_source()


def _reports(function: ast.expr) -> bool:
    return (getattr(function, "attr", None) or getattr(function, "id", "")) in (
        "report",
        "unreadable",
        "Finding",
        "finding",
    )


def rows(section: str) -> Mapping[str, list[str]]:
    """The cells of each row of the tables in a section, by its first cell."""
    cells = (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    )
    return {row[0]: row[1:] for row in cells}
