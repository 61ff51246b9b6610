"""The handbook: complete, carried out as written, and readable.

Set KRACHTENVELD_VERNIEUW=1 to write the present output into the pages; read the difference before committing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import click
import pytest

import cli
from strategy.checks.registry import check_codes
from tests.handleiding import reference, tables
from tests.handleiding.practice import FOR_STRATEGISTS, PAGES, ROOT, Practice, carried_out, run

REFERENCE = next(page for page in PAGES if page.stem == "naslag").read_text(encoding="utf-8")
SECTIONS = reference.sections(REFERENCE)
SHARED = SECTIONS["Opties die bijna elk commando kent"]
COMMANDS = reference.commands()
ELSEWHERE = (
    "briefing", "effect", "gevoelig", "kaart", "robuust", "toets", "verdeling", "vergelijk", "verken", "waarom-niet",
)  # fmt: skip
"""What takes long, and is carried out within the pages already."""
ENGLISH = re.compile(
    r"\b(?:file|files|folder|folders|default|output|input|feature|settings?|issue|update|rule|rules|seat|check|checken|"
    r"checklist|dashboard|export|import|tooltip|error|warning|command|commands|save|saven|getest|testen|tool|tools)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.stem not in FOR_STRATEGISTS], ids=lambda page: page.stem
)
def test_examples_are_real(
    page: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried_out(page, tmp_path_factory.getbasetemp() / "handleiding", monkeypatch)


@pytest.mark.parametrize("name", ["onderhandelaars", "briefingmakers"])
def test_questions_in_tables_get_an_answer(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = next(page for page in PAGES if page.stem == name).read_text(encoding="utf-8")
    monkeypatch.chdir(Practice.make(ROOT, tmp_path / "oefenmap").folder)
    rows = "\n".join(line for line in text.splitlines() if line.startswith("| "))
    asked = [words for words in reference.typed(rows) if words[0] not in ELSEWHERE]
    assert len(asked) > 4
    for words in asked:
        code, output = run(words)
        assert code == 0, output


# ── the reference is complete ─────────────────────────────────────────────────────────────────────────


def test_every_command_has_a_section() -> None:
    written = {heading for heading in SECTIONS if heading.startswith(reference.PROGRAM)}
    assert written == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described(name: str) -> None:
    known = reference.options(COMMANDS[name])
    own = known - reference.options(cli.program)
    assert reference.described(SECTIONS[name]) == own
    if name.startswith("krachtenveld nieuw "):
        assert reference.mentioned(SECTIONS[name]) == known - own
    elif not isinstance(COMMANDS[name], click.Group):
        assert known - own == reference.options(cli.program) - {"--version"}


def test_the_shared_options_are_described() -> None:
    assert reference.described(SHARED) == reference.shared()


def test_every_option_has_an_example() -> None:
    shown: dict[str, set[str]] = {}
    for words in reference.typed(REFERENCE):
        name, options = reference.command_of(words)
        shown.setdefault(name, set()).update(options)
    own = {
        name: reference.options(command) - reference.options(cli.program)
        for name, command in COMMANDS.items()
    }
    assert {
        name: options - shown[name] for name, options in own.items() if options - shown.get(name, set())
    } == {}
    assert reference.shared() - set().union(*shown.values()) == set()


def test_every_form_of_output_is_described() -> None:
    table = reference.rows(SECTIONS["Vormen van uitvoer"])
    heads = [head.strip("`") for head in table["commando"]]
    for name in cli.program.commands:
        if name == "nieuw":
            continue
        words = (
            [name, "advies"]
            if any(isinstance(item, click.Argument) for item in COMMANDS[f"krachtenveld {name}"].params)
            else [name]
        )
        refused = next(
            form
            for form in ("csv", "github")
            if f"`{name}`" not in table or not table[f"`{name}`"][heads.index(form)]
        )
        code, message = run([*words, "--formaat", refused])
        known = {head for head, cell in zip(heads, table.get(f"`{name}`", ["ja"]), strict=False) if cell}
        assert (code, reference.forms(message)) == (2, known), name


def test_every_code_is_described() -> None:
    cells = " ".join(reference.rows(SECTIONS["Fout"]))
    written = set(re.findall(r"`([^`]+)`", cells))
    families = tuple(code.removesuffix("…") for code in written if code.endswith("…"))
    exact = {code for code in written if not code.endswith("…")}
    present = {code for code in reference.finding_codes() if not code.startswith(families)}
    assert (present - exact, exact - present - {code for code in exact if code.startswith(families)}) == (
        set(),
        set(),
    )
    assert re.findall(r"^\| \[`([^`]+)`\]", SECTIONS["Let op"], re.MULTILINE) == list(check_codes())


def test_every_table_of_the_model_is_there() -> None:
    assert tables.names(REFERENCE) == tables.required()


# ── every page ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_to_type_exist(page: Path) -> None:
    for words in reference.typed(page.read_text(encoding="utf-8")):
        if words[0].startswith("-"):
            continue
        name, options = reference.command_of(words)
        assert name, words
        assert options - {"--help"} <= reference.options(COMMANDS[name]), words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_headings_go_down_one_step_at_a_time(page: Path) -> None:
    levels = [len(marks) for marks, _ in _headings(page)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8")):
        linked = (page.parent / target).resolve() if target else page
        assert linked.exists(), f"{target} in {page.name}"
        if anchor:
            assert anchor in {_slug(heading) for _, heading in _headings(linked)}, (
                f"{target}#{anchor} in {page.name}"
            )


def test_every_page_is_reached_from_the_first(repository: Path) -> None:
    index = (repository / "docs" / "handleiding" / "index.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([a-z]+\.md)", index))
    assert linked == {page.name for page in PAGES} - {"index.md"}
    assert "docs/handleiding/index.md" in (repository / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_words_are_dutch(page: Path) -> None:
    text = re.sub(
        r"```.*?```|<!--.*?-->|`[^`]*`|\]\([^)]*\)", "", page.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert ENGLISH.findall(text) == []


def test_every_exercise_has_an_answer(repository: Path) -> None:
    text = (repository / "docs" / "handleiding" / "oefeningen.md").read_text(encoding="utf-8")
    questions = re.findall(r"^\*\*(\d+)\. (.+?)\.?\*\*", text, re.MULTILINE)
    answers = re.findall(r"<summary>(\d+)\. (.+?)</summary>", text)
    assert [(number, title.rstrip("?")) for number, title in questions] == [
        (number, title.rstrip("?")) for number, title in answers
    ]
    assert len(answers) >= 8


def _headings(page: Path) -> list[tuple[str, str]]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"^(#+) (.+)$", text, re.MULTILINE)


def _slug(heading: str) -> str:
    """The anchor that GitHub and VS Code give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
