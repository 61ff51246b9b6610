"""What the page must know beside the network data: details, reasons and facts, each text once, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from strategy.advice.model import BANDS
from visualizations.kaart.layout import COLUMN_WIDTHS, FONT, GAP, LANE, LINE, PADDING, SPACING, Layout
from visualizations.kaart.model import (
    COLUMNS,
    KIND_NAMES,
    LEVEL_GROUPS,
    Card,
    FactLine,
    MapModel,
    Node,
    Reason,
)
from visualizations.kaart.shapes import BAR, CIRCLE, outline, star
from visualizations.kaart.style import DIMMED, EDGE, EDGE_WIDTHS, INK, LEVEL_LETTERS, PATTERNS, SELECTED, THIN
from visualizations.kaart.svg import HEAD, MARGIN
from visualizations.kaart.texts import Phrases, Table


def block(value: Any) -> str:
    """JSON that is safe inside a script element: nothing in it can end the element or start a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


class Payload:
    """The details of a model, with facts, rules and texts in tables that the others point into.

    text: [pattern, name, …], see Phrases; fact: [text, file, line, nature, source, note, to verify], where all but
    text and line are indices of `terms`; rule: [id, file, line, points]; reason: [rule, text, [opgave, value, …],
    [fact, …], n], the facts that no earlier reason of the card has, and how many n it shares with them; card: [id, title, band, score, rank, [reason, …], [counter, …], [condition, …]]. Nodes are in the order of the model, and the network data refers to them by index.
    """

    def __init__(self, model: MapModel, layout: Layout) -> None:
        self._model = model
        self._layout = layout
        self._texts = Phrases(model.phrases)
        self._terms, self._facts, self._rules = Table(), Table(), Table()
        self._terms.place("")
        self._opgave = {name: i for i, (name, _) in enumerate(model.opgaven)}
        self._placed = [card for card in model.cards if card.id not in model.elsewhere]
        self._card = {card.id: i for i, card in enumerate(self._placed)}

    def build(self) -> dict[str, Any]:
        """Everything, as plain lists and dicts."""
        model = self._model
        index = {node.id: i for i, node in enumerate(model.nodes)}
        # A lane is written by the node it leads to, as a negative number, so that it cannot be mistaken for it.
        order = [
            [index[name] if name in index else -1 - index[name.split(" ", 2)[2]] for name in column]
            for column in self._layout.order
        ]
        nodes = [self._node(node) for node in model.nodes]
        cards = [self._advice(card) for card in self._placed]
        return {
            "us": model.us,
            "columns": COLUMNS,
            "kinds": KIND_NAMES,
            "levels": LEVEL_GROUPS,
            "letters": LEVEL_LETTERS,
            "opgaven": [name for _, name in model.opgaven],
            "bands": BANDS,
            "groups": model.groups,
            "leftOut": model.left_out,
            "nodes": nodes,
            "order": order,
            "cards": cards,
            "advices": len(model.cards),
            "rules": self._rules.items,
            "facts": [[list(text), *rest] for text, *rest in self._facts.items],
            "terms": self._terms.items,
            "patterns": self._texts.patterns.items,
            "names": self._texts.names.items,
            "outlines": self._outlines(),
            "markers": {"heeft": CIRCLE, "aanbevolen": star(), "geen": BAR},
            "geo": {
                "widths": COLUMN_WIDTHS, "gap": GAP, "spacing": SPACING, "lane": LANE, "font": FONT, "line": LINE,
                "head": HEAD, "margin": MARGIN, "edgeWidths": EDGE_WIDTHS,
                "padding": PADDING, "thin": THIN,
            },
            "ink": {"edge": EDGE, "text": INK, "selected": SELECTED, "dimmed": DIMMED, "patterns": PATTERNS},
        }  # fmt: skip

    def _outlines(self) -> dict[str, str]:
        """Outline by kind and number of lines."""
        found = {}
        for node in self._model.nodes:
            box = self._layout.boxes[node.id]
            found[f"{node.kind} {len(box.lines)}"] = outline(node.kind, box.width, box.height)
        return found

    def _node(self, node: Node) -> dict[str, Any]:
        found = {
            "id": node.id,
            "kind": node.kind,
            "name": self._texts.code(node.name),
            "level": node.level,
            "levelGroup": node.level_group,
            "network": node.network,
            "opgaven": [self._opgave[name] for name in node.opgaven],
            "seat": node.seat,
            "roles": node.roles,
            "group": node.group,
            "cards": [self._card[name] for name in node.cards],
            "facts": [self._fact(fact) for fact in node.facts],
        }
        return {key: value for key, value in found.items() if value not in ("", [], ())}

    def _advice(self, card: Card) -> list[Any]:
        found: list[Any] = [
            card.id,
            self._texts.code(card.title),
            BANDS.index(card.band),
            card.score,
            card.rank,
            self._reasons(card.reasons),
            self._reasons(card.counters),
            [self._texts.code(text) for text in card.conditions],
        ]
        while not found[-1]:
            found.pop()
        return found

    def _reasons(self, reasons: Iterable[Reason]) -> list[list[Any]]:
        seen: set[FactLine] = set()
        found = []
        for reason in reasons:
            rule = self._rules.place((reason.rule, reason.file, reason.line, reason.points))
            shares: list[float] = []
            for opgave, value in reason.shares:
                shares.extend((self._opgave[opgave], round(value, 2)))
            new = [fact for fact in reason.facts if fact not in seen]
            facts = [self._fact(fact) for fact in new]
            found.append(
                [rule, self._texts.code(reason.sentence), shares, facts, len(reason.facts) - len(new)]
            )
            seen.update(new)
        return found

    def _fact(self, fact: FactLine) -> int:
        term = self._terms.place
        text = tuple(self._texts.code(fact.text))
        return self._facts.place(
            (
                text,
                term(fact.file),
                fact.line,
                *map(term, (fact.nature, fact.source, fact.note, fact.to_verify)),
            )
        )
