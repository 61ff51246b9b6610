"""What the page must know of the map, as tables for its scripts; texts stand in it once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from strategy.advice.model import BANDS
from strategy.advice.scores_bands import DIGITS
from strategy.explain.opgave_page import OpgavePage, Said
from strategy.facts.fact_base import grouped
from visualizations.kaart.layout import (
    AIRY,
    COLUMN_WIDTHS,
    FONT,
    GAP,
    LANE,
    LINE,
    NARROW,
    PADDING,
    SPACING,
    TAP,
    Layout,
    asked,
    height_of,
)
from visualizations.kaart.model import (
    COLUMNS,
    GROUPS,
    KIND_NAMES,
    LEVEL_GROUPS,
    LINK_NAMES,
    ROOM,
    Card,
    Edge,
    FactLine,
    MapModel,
    MapReason,
    Node,
)
from visualizations.kaart.svg import (
    BAR,
    BESIDE,
    BORDERS,
    CIRCLE,
    DIMMED,
    EDGE,
    EDGE_WIDTHS,
    HEAD,
    INK,
    LEVEL_LETTERS,
    MARGIN,
    PAINTS,
    PALE,
    PATTERNS,
    RANK_AT,
    SELECTED,
    SIGN,
    THIN,
    outline,
    star,
)
from visualizations.writers.pictures import LIKEWISE
from visualizations.writers.stamps import day_text

BASES = ("vast", "waarde", "groep", "band")


class Payload:
    """The scenarios of a map, with facts, rules and texts in tables that the others point into.

    text: [pattern, name, …], see Phrases; node: [id, kind, name, [path, …], [opgave, …], [advice, …], [fact, …], level,
    level group, network, seat, [advice that seeks a seat, …], [role, …], unsure, ask]; fact: [text, file, line, nature, source, note, to verify], where all but text
    and line are indices of `terms`; rule: [id, file, line, points]; reason: [rule, text, [opgave, priority, factor, …],
    [fact, …], n, part], the facts that no earlier reason of the card has, and how many n it shares with them; card: [advice,
    title, sort, attitude, [role of a part, …], [opgave, …], [reason, …], [counter, …], [condition, …], [told, …], [unsure, footing],
    [table, role, until, taker], [[condition, on], …]], with told: [opgave or -1, text, source]; line: [kind, basis, strength,
    [priority, …], [advice, …]]; page: [said, [[heading, [said, …]], …]], of an opgave, with said: [text, nature, source, to
    verify, name, when], all indices of `terms`. An advice, opgave, priority, sort or attitude is an index of the list of that name.

    `cases` holds per scenario, for every node and line of the union in its order, the index of its record or -1 (after the
    first only where these differ from it, as pairs of a place and a record), and the indices of its cards with [score, band, rank]. Under the weights of the scenario these and the strengths hold; under
    others the page works them out, which takes the cards of all advice. What two scenarios have alike is written once.
    """

    def __init__(self, models: Sequence[MapModel], union: MapModel, layout: Layout) -> None:
        self._models, self._union, self._layout = models, union, layout
        self._texts = Phrases(union.phrases)
        self._terms, self._facts, self._rules = Interned(), Interned(), Interned()
        self._nodes, self._lines, self._cards = Interned(), Interned(), Interned()
        self._advices, self._sorts, self._attitudes, self._kinds = (
            Interned(),
            Interned(),
            Interned(),
            Interned(),
        )
        self._pages = Interned()
        self._terms.place("")
        # Of a part of the map, or of the public version, only what is in it: the others may not even be named.
        opgaven, priorities = _named(models)
        self._opgave = _places(name for model in models for name in model.weights.opgaven if name in opgaven)
        self._priority = _places(
            name for model in models for name in model.weights.priorities if name in priorities
        )

    def build(self) -> dict[str, Any]:
        """Everything, as plain lists and dicts."""
        cases = [self._case(model) for model in self._models]
        for case in reversed(cases[1:]):
            for name in ("nodes", "lines"):
                case[name] = _changed(cases[0][name], case[name])
        names = dict(pair for model in reversed(self._models) for pair in model.opgaven)
        return {
            "columns": COLUMNS,
            "kinds": KIND_NAMES,
            "levels": LEVEL_GROUPS,
            "links": LINK_NAMES,
            "letters": LEVEL_LETTERS,
            "bands": BANDS,
            "groups": GROUPS,
            "bases": BASES,
            "room": ROOM,
            "digits": DIGITS,
            "opgaven": [[name, names.get(name, name)] for name in self._opgave],
            "priorities": list(self._priority),
            "advices": self._advices.items,
            "sorts": self._sorts.items,
            "attitudes": self._attitudes.items,
            "order": self._order(),
            "cases": cases,
            "sortsOfNode": self._kinds.items,
            "nodes": self._nodes.items,
            "lines": self._lines.items,
            "cards": self._cards.items,
            "rules": self._rules.items,
            "facts": self._facts.items,
            "pages": self._pages.items,
            "terms": self._terms.items,
            "patterns": self._texts.patterns.items,
            "names": self._texts.names.items,
            "wrapped": self._wrapped(),
            "asks": self._asks(),
            "outlines": self._outlines(),
            "markers": {"heeft": CIRCLE, "aanbevolen": star(), "geen": BAR},
            "geo": {
                "wide": COLUMN_WIDTHS, "narrow": NARROW, "gap": GAP, "spacing": SPACING, "lane": LANE, "font": FONT,
                "line": LINE, "head": HEAD, "margin": MARGIN, "edgeWidths": EDGE_WIDTHS, "padding": PADDING,
                "tap": TAP, "sign": SIGN, "rankAt": RANK_AT, "beside": BESIDE, "airy": AIRY,
            },
            "ink": {
                "edge": EDGE, "pale": PALE, "text": INK, "selected": SELECTED, "dimmed": DIMMED, "patterns": PATTERNS,
                "borders": {"": THIN, "geen": THIN, **BORDERS}, "paints": PAINTS, "faces": LIKEWISE,
            },
        }  # fmt: skip

    def _order(self) -> list[list[int]]:
        """Columns by node index. A lane is written by the node it leads to, as a negative number."""
        index = {node.id: i for i, node in enumerate(self._union.nodes)}
        return [
            [index[name] if name in index else -1 - index[name.split(" ", 2)[2]] for name in column]
            for column in self._layout.order
        ]

    def _wrapped(self) -> list[str]:
        """Per node its label in the narrow columns; "" where it is as in the wide ones, which the network data has."""
        wide, narrow = self._layout.boxes, self._layout.narrow
        return [
            "" if narrow[node.id] == wide[node.id].label else "\n".join(narrow[node.id])
            for node in self._union.nodes
        ]

    def _asks(self) -> dict[str, list[tuple[str, ...]]]:
        """What is asked at a table, in lines of the wide column and of the narrow one."""
        texts = dict.fromkeys(node.ask for model in self._models for node in model.nodes if node.ask)
        return {text: [asked(text), asked(text, NARROW)] for text in texts}

    def _outlines(self) -> dict[str, str]:
        """Outline by kind, number of lines, and width: of the wide columns, and of the narrow ones with an n."""
        found = {}
        asks = {node.id: {""} for node in self._union.nodes}
        for model in self._models:
            for node in model.nodes:
                asks[node.id].add(node.ask)
        for node in self._union.nodes:
            wide, narrow = self._layout.boxes[node.id].label, self._layout.narrow[node.id]
            for label, widths, sign in ((wide, COLUMN_WIDTHS, ""), (narrow, NARROW, "n")):
                for text in asks[node.id]:
                    lines = (*label, *asked(text, widths))
                    shape = outline(node.kind, widths[node.column], height_of(lines))
                    found[f"{node.kind} {len(lines)}{sign}"] = shape
        return dict(sorted(found.items()))

    def _case(self, model: MapModel) -> dict[str, Any]:
        nodes = {node.id: node for node in model.nodes}
        edges = {(edge.start, edge.end): edge for edge in model.edges}
        scoring = model.scoring
        return {
            "id": model.scenario,
            "name": model.scenario_name,
            "why": model.why,
            "day": day_text(model.day),
            "fingerprint": model.fingerprint,
            "confirmed": model.confirmed,
            "us": model.us,
            "opgaven": [self._opgave[name] for name, _ in model.opgaven],
            "pages": [
                [self._opgave[page.id], self._page(page)] for page in model.pages if page.id in self._opgave
            ],
            "weights": {
                "opgaven": [model.weights.opgaven.get(name, 1.0) for name in self._opgave],
                "priorities": [model.weights.priorities.get(name, 1.0) for name in self._priority],
            },
            "scoring": {
                "bonus": scoring.bonus, "cap": scoring.cap, "doFrom": scoring.do_from, "alsoFrom": scoring.also_from,
            },
            "networks": model.networks,
            "documents": [list(map(self._terms.place, pair)) for pair in zip(model.documents, model.cited, strict=True)],
            "nodes": [self._node(nodes[n.id]) if n.id in nodes else -1 for n in self._union.nodes],
            "lines": [
                self._line(edges[e.start, e.end]) if (e.start, e.end) in edges else -1 for e in self._union.edges
            ],
            "cards": [self._card(card) for card in model.cards],
            "standing": [[card.score, BANDS.index(card.band), card.rank] for card in model.cards],
            "total": model.total,
        }  # fmt: skip

    def _node(self, node: Node) -> int:
        found: list[Any] = [
            node.id,
            self._kinds.place(node.kind),
            self._texts.code(node.name),
            tuple(self._texts.code(name) for name in node.path),
            tuple(self._opgave[name] for name in node.opgaven),
            tuple(map(self._advices.place, node.cards)),
            tuple(map(self._fact, node.facts)),
            self._terms.place(node.level),
            self._terms.place(node.level_group),
            self._terms.place(node.network),
            self._terms.place(node.seat),
            tuple(map(self._advices.place, node.seats)),
            node.roles,
            int(node.unsure),
            self._terms.place(node.ask),
        ]
        while not found[-1]:
            found.pop()
        return self._nodes.place(tuple(found))

    def _line(self, edge: Edge) -> int:
        priorities = tuple(self._priority[name] for name in edge.priorities)
        cards = tuple(map(self._advices.place, edge.cards))
        return self._lines.place((edge.kind, BASES.index(edge.basis), edge.strength, priorities, cards))

    def _card(self, card: Card) -> int:
        found: list[Any] = [
            self._advices.place(card.id),
            self._texts.code(card.title),
            self._sorts.place(card.sort),
            self._attitudes.place(card.attitude),
            tuple((part.role, part.table) for part in card.parts),
            tuple(self._opgave[name] for name in card.opgaven),
            self._reasons(card.reasons),
            self._reasons(card.counters),
            tuple(self._texts.code(text) for text in card.conditions),
            tuple(
                (
                    self._opgave.get(told.opgave, -1),
                    self._texts.code(told.text),
                    self._terms.place(told.source),
                )
                for told in card.told
                if told.opgave in ("", *self._opgave)
            ),
            (int(card.unsure), *self._texts.code(card.footing)) if card.footing else (),
            tuple(map(self._terms.place, (card.table, card.role, card.until, card.taker)))
            if card.table or card.until
            else (),
            tuple(tuple(map(self._terms.place, (one.sort, one.on))) for one in card.hangs),
        ]
        while not found[-1]:
            found.pop()
        return self._cards.place(tuple(found))

    def _reasons(self, reasons: Iterable[MapReason]) -> tuple[Any, ...]:
        seen: set[FactLine] = set()
        found = []
        for reason in reasons:
            rule = self._rules.place((reason.rule, reason.file, reason.line, reason.points))
            shares: list[float] = []
            for share in reason.shares:
                shares.extend((self._opgave[share.opgave], self._priority[share.priority], share.factor))
            new = [fact for fact in reason.facts if fact not in seen]
            facts = tuple(self._fact(fact) for fact in new)
            text = self._texts.code(reason.sentence)
            found.append((rule, text, tuple(shares), facts, len(reason.facts) - len(new), reason.part))
            seen.update(new)
        return tuple(found)

    def _page(self, page: OpgavePage) -> int:
        about = self._said(page.description) if page.description else ()
        told = tuple(
            (self._terms.place(part.name), tuple(map(self._said, part.items))) for part in page.parts
        )
        return self._pages.place((about, told))

    def _said(self, said: Said) -> tuple[int, ...]:
        found = [said.text, said.nature, said.source, said.to_verify, said.name, said.when]
        while not found[-1]:
            found.pop()
        return tuple(map(self._terms.place, found))

    def _fact(self, fact: FactLine) -> int:
        term = self._terms.place
        text = self._texts.code(fact.text)
        rest = map(term, (fact.nature, fact.source, fact.note, fact.to_verify))
        return self._facts.place((text, term(fact.file), fact.line, *rest))


def _changed(base: Sequence[int], now: Sequence[int]) -> list[int]:
    """What is different, as pairs of a place and what stands there; most of a scenario is as in the base."""
    return [
        part for i, (old, new) in enumerate(zip(base, now, strict=True)) if old != new for part in (i, new)
    ]


def _named(models: Sequence[MapModel]) -> tuple[set[str], set[str]]:
    """The opgaven and the priorities that something on these maps is about."""
    shares = [
        share
        for model in models
        for card in model.cards
        for reason in (*card.reasons, *card.counters)
        for share in reason.shares
    ]
    opgaven = {name for model in models for name, _ in model.opgaven} | {share.opgave for share in shares}
    opgaven |= {name for model in models for node in model.nodes for name in node.opgaven}
    opgaven |= {name for model in models for card in model.cards for name in card.opgaven}
    lines = {name for model in models for edge in model.edges for name in edge.priorities}
    ours = {
        node.id.removeprefix("prioriteit:")
        for model in models
        for node in model.nodes
        if node.kind == "prioriteit"
    }
    return opgaven, lines | ours | {share.priority for share in shares}


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(dict.fromkeys(names))}


HOLE = "{}"
_SHORTEST = 2  # single letters occur as words of their own
_STARTS, _IN_WORD = re.compile(r"(?<!\w)"), re.compile(r"\w")


class Interned:
    """Things kept once; `place` gives the index of a thing, adding it when it is new."""

    def __init__(self) -> None:
        self._places: dict[Any, int] = {}

    def place(self, item: Any) -> int:
        return self._places.setdefault(item, len(self._places))

    @property
    def items(self) -> list[Any]:
        return list(self._places)


class Phrases:
    """Texts as [pattern, name, …]: indices into `patterns`, whose holes the names fill, and into `names`."""

    def __init__(self, names: Iterable[str]) -> None:
        self.patterns, self.names = Interned(), Interned()
        self._codes: dict[str, tuple[int, ...]] = {}
        self._known = {name for name in names if len(name) >= _SHORTEST}
        self._lengths = {
            start: sorted(set(lengths), reverse=True)
            for start, lengths in grouped((name[:_SHORTEST], len(name)) for name in self._known).items()
        }

    def code(self, text: str) -> tuple[int, ...]:
        """A text as numbers; most texts come back in every scenario, so each is taken apart once."""
        if text not in self._codes:
            self._codes[text] = self._coded(text)
        return self._codes[text]

    def _coded(self, text: str) -> tuple[int, ...]:
        """A text that itself has holes, or no names, is its own pattern; of names that begin at the same sign the longest counts.

        Names are looked up by their length: one pattern of thousands of names tries them all at every word.
        """
        between, found, end = [], [], 0
        for match in () if HOLE in text else _STARTS.finditer(text):
            start = match.start()
            if start >= end and (name := self._name_at(text, start)):
                between.append(text[end:start])
                found.append(name)
                end = start + len(name)
        pattern = HOLE.join((*between, text[end:]))
        return self.patterns.place(pattern), *map(self.names.place, found)

    def _name_at(self, text: str, start: int) -> str:
        for length in self._lengths.get(text[start : start + _SHORTEST], ()):
            name = text[start : start + length]
            if name in self._known and not _IN_WORD.match(text, start + length):
                return name
        return ""

    def decode(self, code: tuple[int, ...]) -> str:
        """The text again; what the page does in JavaScript."""
        pattern: str = self.patterns.items[code[0]]
        if len(code) == 1:
            return pattern
        parts = pattern.split(HOLE)
        names: list[str] = [self.names.items[place] for place in code[1:]]
        return parts[0] + "".join(name + part for name, part in zip(names, parts[1:], strict=True))
