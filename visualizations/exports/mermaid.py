"""Mermaid, for a picture in a document: what is advised for which opgave or priority, small enough to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from strategy.advice.model import BANDS
from visualizations.exports.model import Edge, Export, Node, one_line
from visualizations.writers.files import MARK
from visualizations.writers.words import stamp, title

ROOM = 36
"""Boxes on the right that stay legible on a page."""
_SHAPES = {"opgave": ("([", "])"), "prioriteit": ("[", "]"), "gremium": ("[", "]"), "instrument": ("[/", "/]"),
           "actor": ("[[", "]]")}  # fmt: skip
_STYLES = (
    "classDef opgave fill:#173f5f,color:#ffffff,stroke:#173f5f",
    "classDef prioriteit fill:#dbe7f1,color:#111111,stroke:#173f5f",
    "classDef doen fill:#f9e2a9,color:#111111,stroke:#7a5c00,stroke-width:3px",
    "classDef ook-doen fill:#fdf5dc,color:#111111,stroke:#7a5c00,stroke-width:2px",
    "classDef als-er-tijd-is fill:#ffffff,color:#111111,stroke:#666666",
)
_ESCAPES = str.maketrans({char: f"#{ord(char)};" for char in '#"`<>&;\\%'})
"""Characters that mean something to Mermaid, Markdown or HTML within quotes, as entity codes."""


@dataclass(frozen=True)
class MermaidPicture:
    """What is drawn: on the left opgaven or priorities, on the right what is advised; `left_out` is not drawn."""

    left: tuple[Node, ...]
    right: tuple[Node, ...]
    lines: tuple[tuple[str, str, str], ...]
    """Left node, right node, and what to do there."""
    bands: tuple[str, ...]
    left_out: int


def picture(export: Export) -> MermaidPicture:
    """The best advised bodies, actors and instruments, band by band as long as they fit; the best band always.

    With an opgave chosen its priorities stand on the left; else the opgaven do.
    """
    known = {node.id: node for node in export.nodes}
    serving = [edge for edge in export.edges if edge.kind == "dient"]
    advised = {
        edge.start: known[edge.start] for edge in serving if known[edge.start].values.get("band") in BANDS[:3]
    }
    bands: list[str] = []
    for band in BANDS[:3]:
        count = sum(node.values["band"] in (*bands, band) for node in advised.values())
        if count > ROOM and any(node.values["band"] in bands for node in advised.values()):
            break
        bands.append(band)
    right = [node for node in advised.values() if node.values["band"] in bands]
    right.sort(key=lambda node: (cast(int, node.values["rang"]), node.id))
    shown = {node.id: node for node in right[:ROOM]}
    lines: dict[tuple[str, str], str] = {}
    for edge in serving:
        if edge.start in shown:
            lines.setdefault((_start(export, edge), edge.start), str(edge.values["houding"]))
    ends = {start for start, _ in lines}
    left = tuple(node for node in export.nodes if node.id in ends)
    drawn = tuple((start, end, word) for (start, end), word in lines.items())
    return MermaidPicture(left, tuple(shown.values()), drawn, tuple(bands), len(advised) - len(shown))


def mermaid_text(export: Export) -> str:
    """A flow chart from left to right, by network. Ids are numbers, so that no name can break the picture."""
    drawn = picture(export)
    case = export.outcome.case
    number = {node.id: f"k{place}" for place, node in enumerate((*drawn.left, *drawn.right), 1)}
    lines = [
        f"%% {MARK}",
        f"%% {_comment(f'{title(case)} · {stamp(case)}')}",
        f"%% Banden: {', '.join(drawn.bands)}. {_omitted(drawn)}".rstrip(),
        "flowchart LR",
        *(f"  {_box(node, number[node.id])}" for node in drawn.left),
        *_networks(drawn.right, number),
        *(f'  {number[start]} -->|"{_escaped(word)}"| {number[end]}' for start, end, word in drawn.lines),
        *(f"  {style}" for style in _STYLES),
    ]
    return "\n".join(lines) + "\n"


def left_out_text(export: Export) -> str:
    """A remark on what the picture leaves out; "" when that is nothing."""
    return _omitted(picture(export))


def _omitted(drawn: MermaidPicture) -> str:
    if not drawn.left_out:
        return ""
    what = "knooppunt met advies staat" if drawn.left_out == 1 else "knooppunten met advies staan"
    return f"{drawn.left_out} {what} er niet op; kies met --opgave of --netwerk een deel."


def _start(export: Export, edge: Edge) -> str:
    """Where a line begins: at the priority, or at its own opgave when no opgave was chosen."""
    if export.choice.opgave is not None:
        return edge.end
    return next(line.end for line in export.edges if line.kind == "prioriteit" and line.start == edge.end)


def _networks(nodes: Iterable[Node], number: dict[str, str]) -> Iterator[str]:
    """The boxes on the right in a frame per network, in the order of their best advice."""
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        groups.setdefault(str(node.values.get("netwerk", "Overig")), []).append(node)
    for place, (network, members) in enumerate(groups.items(), 1):
        yield f'  subgraph n{place}["{_escaped(network)}"]'
        yield from (f"    {_box(node, number[node.id])}" for node in members)
        yield "  end"


def _box(node: Node, number: str) -> str:
    before, after = _SHAPES[node.kind]
    style = node.kind if node.kind in ("opgave", "prioriteit") else str(node.values["band"]).replace(" ", "-")
    return f'{number}{before}"{_escaped(node.label)}"{after}:::{style}'


def _escaped(text: str) -> str:
    return one_line(text).translate(_ESCAPES)


def _comment(text: str) -> str:
    """A comment on one line; braces would make a directive of it."""
    return one_line(text).replace("{", "(").replace("}", ")")
