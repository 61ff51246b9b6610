"""The legend of the static map: only what is on it, drawn with the same outlines, colours and lines."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from visualizations.kaart.model import KIND_NAMES, LEVEL_GROUPS, Link, MapModel, Node, Seat
from visualizations.kaart.shapes import marker, outline
from visualizations.kaart.style import EDGE, INK, LEVEL_LETTERS, PATTERNS, border, paint
from visualizations.paper.letters import width

ICON = 26.0
"""The width of an icon in points; its text begins a little further."""
_BESIDE = 6.0
_EXPLAINED = {"route": ": via wie de lobby loopt", "instrument": " om aan te koppelen"}
_LINKS: dict[Link, str] = {
    "bestaand": "Bestaande lijn", "aanbevolen": "Aanbevolen lijn", "terughoudend": "Lijn om te volgen of af te zien",
}  # fmt: skip
_SEATS: dict[Seat, str] = {
    "heeft": "{us} heeft een zetel", "aanbevolen": "Aanbevolen zetel", "geen": "Geen zetel: volgen of afzien",
}  # fmt: skip
Item = tuple[str, str]
"""An icon, as SVG around (0, 0), and what it means."""


def items(model: MapModel) -> tuple[Item, ...]:
    """What needs explaining on a map, in the order of its columns."""
    return (*_kinds(model), *_seats(model), *_links(model))


def drawn(found: tuple[Item, ...], left: float, top: float, room: float, size: float) -> tuple[str, float]:
    """The legend as SVG from (left, top) within `room`, in as many columns as fit, and its height."""
    widest = max((width(text, size) for _, text in found), default=0.0)
    cell = ICON + _BESIDE + widest + 14
    columns = max(1, min(len(found), int((room + 14) // cell)))
    pitch = max(size * 1.25, 14) + 4
    parts = []
    for number, (icon, text) in enumerate(found):
        x, y = left + (number % columns) * (room + 14) / columns, top + (number // columns + 0.5) * pitch
        parts.append(f'<g transform="translate({x + ICON / 2:.2f} {y:.2f})">{icon}</g>')
        parts.append(
            f'<text x="{x + ICON + _BESIDE:.2f}" y="{y + size * 0.36:.2f}" font-size="{size:g}" fill="{INK}">'
            f"{escape(text)}</text>"
        )
    return "".join(parts), pitch * -(-len(found) // columns)


def _kinds(model: MapModel) -> Iterator[Item]:
    shown = model.shown
    for kind, name in KIND_NAMES.items():
        if not any(node.kind == kind for node in shown):
            continue
        if kind == "gremium":
            for group, level in LEVEL_GROUPS.items():
                if any(node.kind == kind and node.level_group == group for node in shown):
                    text = f"{name}, {level[:1].lower()}{level[1:]}"
                    yield _box(Node("", kind, "", "", level_group=group), LEVEL_LETTERS[group]), text
        else:
            yield _box(Node("", kind, "", "")), f"{name}{_EXPLAINED.get(kind, '')}"


def _seats(model: MapModel) -> Iterator[Item]:
    seats = {node.seat for node in model.shown}
    for seat, text in _SEATS.items():
        if seat in seats:
            node = Node("", "gremium", "", "", level_group="landelijk", seat=seat)
            dashes = ' stroke-dasharray="4 3"' if seat == "aanbevolen" else ""
            box = (
                f'<path fill="#fff" stroke="{INK}" stroke-width="{border(node) * 0.6:.2g}"{dashes} '
                f'd="{outline("gremium", ICON - 2, 13)}"/><path fill="{INK}" transform="scale(.62)" d="{marker(node)}"/>'
            )
            yield box, text.format(us=model.us)


def _links(model: MapModel) -> Iterator[Item]:
    edges = model.shown_edges
    for link, text in _LINKS.items():
        if any(edge.kind == link for edge in edges):
            dashes = " ".join(f"{length * 0.6:g}" for length in PATTERNS[link]) or "none"
            path = f'<path fill="none" stroke="{EDGE}" stroke-width="1.4" stroke-dasharray="{dashes}" d="M-13 0H13"/>'
            yield path, text
    if len({edge.strength for edge in edges}) > 1:
        thin = f'<path fill="none" stroke="{EDGE}" stroke-width=".7" d="M-13-4H13"/>'
        thick = f'<path fill="none" stroke="{EDGE}" stroke-width="2.4" d="M-13 3H13"/>'
        yield thin + thick, "Dikker is sterker"


def _box(node: Node, letter: str = "") -> str:
    looks = paint(node)
    # Drawn at half its size, so that corners and points stay in proportion.
    box = (
        f'<path fill="{looks.fill}" stroke="{looks.border}" stroke-width="1.8" transform="scale(.5)" '
        f'd="{outline(node.kind, 2 * ICON - 4, 27)}"/>'
    )
    sign = f'<text x="6" y="2.8" font-size="7.5" font-weight="700" text-anchor="middle" fill="{looks.border}">{letter}</text>'
    return box + (sign if letter else "")
