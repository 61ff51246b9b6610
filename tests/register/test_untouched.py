"""Renaming or replacing whatever in a new dossier gives no finding in a file that was not opened.

The suite tries 20 ways; KRACHTENVELD_VERVANGINGEN=200 tries as many as that.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest

from strategy.advice.advise import advise, prepare
from strategy.checks.checked_dossier import CheckedDossier
from strategy.checks.facts import unsourced
from strategy.dossier.files import MARKER, texts_below
from strategy.dossier.yamltree import Node, Scalar, Sequence, parse
from strategy.errors import InputError
from strategy.register.network import FILE
from strategy.register.tables import municipality, shipped
from strategy.templates.whole_dossier import new_municipality
from strategy.workspace import workspace_of

WAYS = int(os.environ.get("KRACHTENVELD_VERVANGINGEN", "10"))
OTHER = "opgave: iets-anders\nnaam: Iets anders\naard: aanname\nprioriteiten:\n  - {id: eigen, naam: Eigen, inzet: trekken, belang: gebied, vraag: [regels], themas: [ruimte]}\n"


@pytest.fixture(scope="module")
def begun() -> dict[str, str]:
    texts, _ = new_municipality(municipality("Purmerend", shipped()), shipped())
    return {path: text for path, text in texts.items() if path.endswith(".yaml")}


def scalars(node: Node | None) -> Iterator[Scalar]:
    """Every word in a file, keys too."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    elif node is not None:
        for key, value in node.items:
            yield key
            yield from scalars(value)


def replaced(text: str, path: str, chance: random.Random) -> str:
    """A file with one word another, with a line less, or with other content."""
    way = chance.choice(("woord", "woord", "woord", "regel", "inhoud", "afgebroken"))
    lines = text.split("\n")
    if way == "regel":
        del lines[chance.randrange(len(lines))]
        return "\n".join(lines)
    if way == "inhoud":
        return OTHER if path.startswith("opgaven/") else ""
    if way == "afgebroken":
        return text[: chance.randrange(1, len(text))]
    word = chance.choice([each for each in scalars(parse(text, path).node) if each.span.length])
    line, column, length = word.span.line - 1, word.span.column - 1, word.span.length
    other = chance.choice(("iets-anders", "wonen", "vng", "0", "[]", "{a: b}", "purmerend", "2027-01-01"))
    lines[line] = lines[line][:column] + other + lines[line][column + length :]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(WAYS))
def test_no_finding_in_a_file_that_was_not_opened(begun: dict[str, str], seed: int) -> None:
    chance = random.Random(seed)
    texts, opened = dict(begun), set()
    own = sorted(path for path in begun if path != FILE)
    for path in chance.sample(own, chance.randint(1, 3)):
        opened.add(path)
        if path.startswith("opgaven/") and chance.random() < 0.25:
            del texts[path]
        else:
            texts[path] = replaced(texts[path], path, chance)
    below = texts_below({MARKER: texts[MARKER]})
    try:
        workspace_of({**below, **texts}).proven()
    except InputError as error:
        elsewhere = [
            f"{finding.span} {finding.message}"
            for finding in error.findings
            if finding.span.file not in opened
        ]
        assert not elsewhere, f"veranderd: {sorted(opened)}"


def test_every_word_may_be_another_in_any_single_file(begun: dict[str, str]) -> None:
    """Each id in the files of the user renamed by itself: at most the file itself is wrong."""
    below = texts_below({MARKER: begun[MARKER]})
    tried = 0
    for path, text in begun.items():
        if path == FILE:
            continue
        lines = text.split("\n")
        for line, content in enumerate(lines):
            key, found, name = content.strip().removeprefix("- ").partition("id: ")
            if key or not found:
                continue
            changed = [*lines]
            changed[line] = content.replace(name.split()[0], "hernoemd")
            tried += 1
            workspace_of({**below, **begun, path: "\n".join(changed)}).proven()
    assert tried >= 9


def test_the_examples_to_copy_bring_no_remark(begun: dict[str, str]) -> None:
    """What the README and the network file show to be written, passes `controleer` as it stands there."""
    texts, _ = new_municipality(municipality("Purmerend", shipped()), shipped())
    block = texts["README.md"].partition("    basis: landelijk\n")[2].partition("\n\n")[0]
    example = "basis: landelijk\n" + "".join(f"{line.removeprefix('    ')}\n" for line in block.split("\n"))
    own = begun["networks/landelijk.yaml"].replace("    # vng: {", "    vng: {")
    assert own != begun["networks/landelijk.yaml"] and "wijzig:" in example
    changed = {**begun, "networks/landelijk.yaml": own, "networks/regio.yaml": example}
    present = workspace_of({**texts_below({MARKER: "basis: landelijk\n"}), **changed})
    outcome = advise(prepare(present.loaded, rulebook=present.rulebook), "python")
    assert not list(unsourced(CheckedDossier(outcome)))
