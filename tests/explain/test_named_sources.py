"""What someone adds without a source: no product shows it with a source that nobody named for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from strategy.advice.advise import Outcome, advise, prepare
from strategy.dossier.files import read_texts
from strategy.dossier.word_lists import COMPETENCES, LAYERS, TIES
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence, blocks_in, parse, words
from strategy.effect.effect import effect_of
from strategy.effect.versions import Run
from strategy.errors import InputError
from strategy.explain.grounds import cited, fact_text, ground
from strategy.facts.types_and_sentences import Fact
from strategy.templates.text import Edit, apply, insertion, replacement
from strategy.workspace import Workspace, read_workspace, workspace_of
from tests.examples import TIMES, examples
from visualizations.briefing.build import briefing
from visualizations.briefing.lookups import subjects
from visualizations.briefing.model import markdown_text
from visualizations.exports.forms import export_data
from visualizations.exports.network import export_of
from visualizations.reports.advies import advice_data
from visualizations.reports.waarom import why_report
from visualizations.writers.screen import screen, to_text
from visualizations.writers.shapes import json_text

MARK = "  # erbij"
ADDED = examples(4)
_LENT = re.compile(r"bron van (het|de) \w+: ")
NO_SOURCE = ("aanname", "zonder bron")
Addition = Callable[["Draw", MappingNode], Edit | None]


class Draw:
    """One file in which something is added at random."""

    def __init__(self, random: Random, texts: Mapping[str, str], file: str, themes: list[str]) -> None:
        self.random, self.file, self.themes = random, file, themes
        self.lines = texts[file].splitlines()
        self.name = f"nieuw-{random.randrange(10**9)}"
        tree = parse(texts[file], file).node
        assert isinstance(tree, MappingNode)
        self.tree = tree

    def theme(self, but: Node | None = None) -> str:
        taken = words(but) if but is not None else set()
        return self.random.choice([theme for theme in self.themes if theme not in taken])

    def flow(self, node: Node) -> bool:
        return self.lines[node.span.line - 1][node.span.column - 1] in "[{"

    def listed(self, around: MappingNode, key: str, text: str) -> Edit | None:
        """One element more in a list, which may not be there yet."""
        node = around.get(key)
        if node is None:
            return None if self.flow(around) else self.keyed(around, f"{key}: [{text}]")
        if not isinstance(node, Sequence):
            return None
        if self.flow(node):
            return replacement(node.span.line, node.span.column + 1, 0, self._within(text, around))
        return insertion(node.span.line, f"{' ' * (node.span.column - 1)}- {text}{MARK}\n")

    def keyed(self, around: MappingNode, text: str) -> Edit:
        """One key more, on a line of its own below the first."""
        return insertion(around.span.line + 1, f"{' ' * (around.span.column - 1)}{text}{MARK}\n")

    def _within(self, text: str, around: MappingNode) -> str:
        deeper = " " * (
            len(self.lines[around.span.line - 1]) - len(self.lines[around.span.line - 1].lstrip()) + 8
        )
        return f"\n{deeper}{text},{MARK}\n{deeper}"


def _body(draw: Draw, block: MappingNode) -> Edit | None:
    seat = "{rol: trekker, te_verdelen: ja}"
    text = f"{{id: {draw.name}, naam: {draw.name}, soort: themagroep, themas: [{draw.theme()}], functies: [lobby], posities: [{seat}]}}"
    return draw.listed(block, "gremia", text) if _is(block, "niveau", "soort") else None


def _priority(draw: Draw, block: MappingNode) -> Edit | None:
    text = f"{{id: {draw.name}, naam: {draw.name}, inzet: trekken, belang: collectief, vraag: [middelen], themas: [{draw.theme()}]}}"
    return draw.listed(block, "prioriteiten", text) if _is(block, "prioriteiten") else None


def _post(draw: Draw, block: MappingNode) -> Edit | None:
    text = f"{{rol: portefeuille, thema: {draw.theme()}, te_verdelen: ja}}"
    return draw.listed(block, "posities", text) if _is(block, "functies", "soort") else None


def _competence(draw: Draw, block: MappingNode) -> Edit | None:
    theme = draw.theme(block.get("bevoegdheden"))
    text = f"{{thema: {theme}, soort: {draw.random.choice(COMPETENCES)}}}"
    return draw.listed(block, "bevoegdheden", text) if _is(block, "niveau", "soort") else None


def _theme(draw: Draw, block: MappingNode) -> Edit | None:
    if not (_is(block, "functies", "themas") or _is(block, "inzet", "themas")):
        return None
    return draw.listed(block, "themas", draw.theme(block.get("themas")))


def _instrument(draw: Draw, block: MappingNode) -> Edit | None:
    if not _is(block, "laag", "actoren"):
        return None
    owner = next(word for word in sorted(words(block.get("actoren")).intersection(_ids(block))))
    text = f"{{id: {draw.name}, naam: {draw.name}, eigenaar: {owner}, soort: fonds, status: loopt, themas: [{draw.theme()}]}}"
    return draw.listed(block, "instrumenten", text)


def _tie(draw: Draw, block: MappingNode) -> Edit | None:
    if not _is(block, "niveau", "soort") or block.get("relaties") is not None or draw.flow(block):
        return None
    return draw.keyed(block, f"relaties: {{{draw.random.choice(LAYERS)}: {draw.random.choice(TIES)}}}")


ADDITIONS: tuple[Addition, ...] = (_body, _priority, _post, _competence, _theme, _instrument, _tie)


def _is(block: MappingNode, *keys: str) -> bool:
    return all(block.get(key) is not None for key in keys)


def _ids(layer: MappingNode) -> list[str]:
    actors = layer.get("actoren")
    assert isinstance(actors, Sequence)
    found = (actor.get("id") for actor in actors.items if isinstance(actor, MappingNode))
    return [name.text for name in found if isinstance(name, Scalar)]


def extended(texts: Mapping[str, str], random: Random, number: int) -> tuple[Workspace, int]:
    """A dossier with so many additions, of which at most a tenth may be refused for what they are; and how many."""
    present = workspace_of(texts)
    themes = list(present.loaded.dossier.header.themes)
    files = [name for name in texts if name.startswith(("networks/", "opgaven/"))]
    done = tried = 0
    while done < number:
        draw = Draw(random, texts, random.choice(files), themes)
        add = random.choice(ADDITIONS)
        edits = [edit for block in blocks_in(draw.tree) if (edit := add(draw, block)) is not None]
        if not edits:
            continue
        tried += 1
        changed = {**texts, draw.file: apply(texts[draw.file], [random.choice(edits)])}
        try:
            present = workspace_of(changed)
        except InputError:
            assert tried - done < max(10, number)
            continue
        texts, done = changed, done + 1
    return present, tried


def added(workspace: Workspace) -> set[tuple[str, int]]:
    """The lines that were added."""
    return {
        (file, number)
        for file, text in workspace.texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if line.endswith(MARK)
    }


def new_facts(outcome: Outcome, lines: set[tuple[str, int]]) -> list[Fact]:
    facts = outcome.case.facts
    return [
        fact
        for fact in facts
        if any((origin.span.file, origin.span.line) in lines for origin in facts.evidence(fact).origins)
    ]


def sources_in(data: Any) -> Iterator[tuple[str, int, str]]:
    """Every place with a source in JSON, whatever it is in."""
    if isinstance(data, dict):
        number = data.get("regelnummer", data.get("regel"))
        if (
            isinstance(data.get("bron"), str)
            and isinstance(data.get("bestand"), str)
            and isinstance(number, int)
        ):
            yield data["bestand"], number, data["bron"]
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from sources_in(inner)


def check(before: Workspace, after: Workspace) -> int:
    """Every product, held to what was named; how many facts were looked at."""
    outcome = advise(prepare(after.loaded, rulebook=after.rulebook), "python")
    lines = added(after)
    found = new_facts(outcome, lines)
    assert len(found) >= len(lines)
    honest = re.compile(f"{_LENT.pattern}|{'|'.join(NO_SOURCE)}")
    for fact in found:
        assert honest.match(ground(outcome, fact).source), fact
    # what an advice rests on
    seen = 0
    told = json.loads(
        json_text([advice_data(outcome, outcome.lines, True), advice_data(outcome, outcome.advices, True)])
    )
    for file, line, source in sources_in(told):
        if (file, line) in lines:
            seen += 1
            assert honest.match(source), (file, line, source)
    assert seen > 0
    text = to_text(screen(why_report(outcome, outcome.lines).screen()), terminal=False, width=10_000)
    for file, line in lines:
        for rest in re.findall(rf"{re.escape(f'{file}:{line}')} ← ([^\n]*)", text):
            assert honest.match(rest), rest
    # the network as data: a node or a line with nothing but an addition under it
    for thing in [*(data := export_data(export_of(outcome)))["knopen"], *data["verbindingen"]]:
        places = [place.rsplit(":", 1) for place in thing.get("plek") or ()]
        if places and all((file, int(line)) in lines for file, line in places):
            assert all(map(honest.match, thing["bron"])), thing
    paper = markdown_text(briefing(outcome, subjects(outcome, "opgave"), ""))
    basis = "\n".join(re.findall(r"## Bijlage: waar dit op rust\n(.*?)(?=\n#|\Z)", paper, re.DOTALL))
    assert basis
    named = {
        cited(outcome.names, origin).partition(", punt ")[0]
        for fact in outcome.case.facts
        for origin in outcome.case.facts.evidence(fact).origins
        if not origin.lender
    } | {
        cited(outcome.names, reason.origin).partition(", punt ")[0]
        for line in outcome.lines
        for reason in line.reasons
    }
    for title in outcome.names.documents.values():
        for places in re.findall(rf"^- \*\*{re.escape(title)}:\*\* (.*)\.$", basis, re.MULTILINE):
            for place in places.partition("als bron van")[0].split("; "):
                bare = place.partition(", punt ")[0]
                assert not bare or bare == "het hele stuk" or f"{title}, {bare}" in named, place
    # and an edit says how much of it leans on what nobody named
    leaning = {fact for fact, _ in effect_of(before, after, Run(engine="python")).on_loan}
    own = {fact for fact in found if ground(outcome, fact).lender}
    assert own <= leaning, [fact_text(outcome, fact) for fact in own - leaning]
    return len(lines)


# Both cities in `make mutatie`: the same is added, and held to the same products.
@pytest.mark.parametrize("city", [".", "voorbeelden/dordrecht"][TIMES == 1 :])
def test_what_is_added_without_a_source_has_none(repository: Path, city: str) -> None:
    before = read_workspace(repository / city)
    after, _ = extended(read_texts(repository / city).texts, Random(city), ADDED)
    assert check(before, after) == ADDED
