"""The map on one sheet, as SVG, PNG or PDF, from the coordinates of the screen, with its legend and its words.

No text is smaller than 7 points, or a line says so; what it shows is told in words for who cannot see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape

from strategy.dossier.defined_names import counted
from visualizations.kaart.answer import answer
from visualizations.kaart.layout import AIRY, FONT, Layout, layout
from visualizations.kaart.model import (
    COLUMNS,
    KIND_NAMES,
    LEVEL_GROUPS,
    Link,
    MapModel,
    Node,
    Seat,
    Weight,
    heaviest,
    narrowed,
)
from visualizations.kaart.svg import (
    EDGE,
    HEAD,
    INK,
    LEVEL_LETTERS,
    PAINTS,
    PALE,
    PATTERNS,
    border,
    digraph,
    heaviest_lines,
    marker,
    outline,
    paint,
    svg,
)
from visualizations.kaart.svg import MARGIN as MAP_MARGIN
from visualizations.writers.pictures import LIKEWISE, pdf, png, width, wrapped
from visualizations.writers.safe_files import MARK
from visualizations.writers.stamps import DISCLAIMER, day_text, small

PAPERS: Mapping[str, tuple[float, float]] = {"A3": (1190.55, 841.89), "A4": (841.89, 595.28)}
"""Width and height of a sheet on its side, in points (1/72 inch)."""
MARGIN = 28.35
LEGIBLE = 7.0
"""The smallest text on a sheet, in points."""
_ASIDE: Mapping[str, int] = {"opgave": 12, "prioriteit": 8, "route": 50, "instrument": 48, "beslisser": 34}
"""What the outline of a kind takes from the width of its box, in units of the map; of a body its signs do, on both sides."""
_SIGNS = 66
_AIRY_AMID = 2.6
"""As much as one may within a document, where boxes further apart no longer read as a column."""
_GREY = "#4B5560"
_PLATE = 7.5
"""Points of the legend of a map within a document."""


@dataclass(frozen=True)
class MapSheet:
    """One map on one sheet, all in points: its texts with their sizes, and the drawing with and without those texts.

    `smallest` is the size of the smallest text, `labels` that of the labels in the boxes.
    """

    model: MapModel
    paper: str
    title: tuple[str, ...]
    title_size: float
    stamp: tuple[str, ...]
    size: float
    labels: float
    drawing: str

    @property
    def smallest(self) -> float:
        return min(self.labels, self.size)

    @property
    def legible(self) -> bool:
        return self.smallest >= LEGIBLE

    @property
    def stamp_top(self) -> float:
        """The baseline of the first line below the title."""
        return MARGIN + self.title_size * (0.8 + 1.2 * (len(self.title) - 1)) + self.size * 1.9

    @property
    def foot(self) -> float:
        """The baseline of the last line."""
        return PAPERS[self.paper][1] - MARGIN


def sheet(model: MapModel, paper: str) -> MapSheet:
    """What is shown of a map, on one sheet, as large as it can be."""
    across, _ = PAPERS[paper]
    large = paper == "A3"
    title_size, size = (17.0, 9.0) if large else (13.0, 7.5)
    room = across - 2 * MARGIN
    title = wrapped(model.title, title_size, room, bold=True)
    told = wrapped(answer(model).sentence, size, room) if len(heaviest(model)) > 1 else ()
    stamp = (*told, *wrapped(subtitle(model), size, room))
    blank = MapSheet(model, paper, title, title_size, stamp, size, size, "")
    legend = items(model)
    _, high = drawn(legend, 0, 0, room, size)
    top = blank.stamp_top + size * (1.3 * (len(stamp) - 1) + 1.2)
    bottom = blank.foot - size * 2.2 - high
    key, _ = drawn(legend, MARGIN, bottom, room, size)
    placed, labels = _placed(model, MARGIN, top, room, bottom - 4 - top)
    return MapSheet(model, paper, title, title_size, stamp, size, labels, placed + key)


def pages(model: MapModel, paper: str) -> tuple[MapSheet, ...]:
    """The sheets of a map: one where its text stays legible, else one per opgave, and else per network of that.

    What no part makes legible stays as it is.
    """
    whole = sheet(model, paper)
    if whole.legible:
        return (whole,)
    if len(model.opgaven) > 1:
        parts = [narrowed(model, opgave=name) for name, _ in model.opgaven if _has_lines(model, name)]
    elif len(model.networks) > 1:
        parts = [narrowed(model, network=name) for name, _ in model.networks]
    else:
        return (whole,)
    return tuple(page for part in parts for page in pages(part, paper))


def plate(model: MapModel, across: float, most: float) -> tuple[str, float, float]:
    """The map with its legend and nothing else, as SVG so wide and no higher, in points; its height; its smallest text.

    For a page that has a title and a stamp of its own.
    """
    legend = items(model)
    _, high = drawn(legend, 0, 0, across, _PLATE)
    found = layout(model, least=0)
    scale = across / (found.width + 2 * MAP_MARGIN)
    down = min(most, (found.height * _AIRY_AMID + HEAD + MAP_MARGIN) * scale + high + _PLATE)
    key, _ = drawn(legend, 0, down - high, across, _PLATE)
    placed, labels = _placed(model, 0, 0, across, down - high - _PLATE)
    return _framed(model, across, down, placed + key), down, min(labels, _PLATE)


def still_svg(model: MapModel, paper: str) -> str:
    """The sheet as SVG, sized in millimetres, with text that is text."""
    return _complete(sheet(model, paper))


def still_png(model: MapModel, paper: str) -> bytes:
    """The sheet as PNG, sharp in print."""
    across, down = PAPERS[paper]
    return png(_complete(sheet(model, paper)), across, down, model.title, subtitle(model))


def still_pdf(model: MapModel, paper: str) -> bytes:
    """The sheets as a tagged PDF; each has its title as a heading and an alternative text for the drawing."""
    across, down = PAPERS[paper]
    found = pages(model, paper)
    data = {
        "across": across,
        "down": down,
        "margin": MARGIN,
        "grey": _GREY,
        "advice": DISCLAIMER,
        "pages": [
            {
                "title": each.title,
                "title_size": each.title_size,
                "stamp": each.stamp,
                "stamp_top": each.stamp_top,
                "size": each.size,
                "foot": each.foot,
                "drawing": _framed(each.model, across, down, each.drawing),
                "alternative": alternative(each.model),
            }
            for each in found
        ],
    }
    return pdf(_TEMPLATE, data, model.title, subtitle(model), model.day)


def notes(model: MapModel, paper: str, form: str = "svg") -> tuple[str, ...]:
    """What there is to say to the user about a sheet of this form: "svg", "png" or "pdf"."""
    whole = sheet(model, paper)
    if whole.legible:
        return ()
    if form != "pdf":
        what = ["--opgave, --netwerk of --advies", *(["--papier A3"] if paper == "A4" else [])]
        return (
            f"de kleinste letters zijn {_points(whole.smallest)} punt op {paper}, kleiner dan de {LEGIBLE:g} die leesbaar is; "
            f"kies {' of '.join(what)}, of maak een pdf: die verdeelt de kaart over bladen",
        )
    found = pages(model, paper)
    told = []
    if len(found) > 1:
        told.append(
            f"op één blad {paper} zijn de letters te klein ({_points(whole.smallest)} punt); "
            f"de kaart staat op {len(found)} bladen"
        )
    if poor := [page for page in found if not page.legible]:
        told.append(
            f"{'op 1 blad' if len(poor) == 1 else f'op {len(poor)} bladen'} zijn de letters kleiner dan {LEGIBLE:g} punt "
            f"({_points(min(page.smallest for page in poor))}); kies {'--papier A3 of ' if paper == 'A4' else ''}--advies"
        )
    return tuple(told)


def label_size(model: MapModel, found: Layout) -> float:
    """The size at which every label fits within the outline of its box, in units of the map; at most that of the map."""
    room = {node.id: found.boxes[node.id].width - _ASIDE.get(node.kind, _SIGNS) for node in model.shown}
    lines = ((node, line) for node in model.shown for line in found.boxes[node.id].lines)
    return min((FONT, *(_fitting(room[node.id], line) for node, line in lines)))


def _fitting(room: float, line: str) -> float:
    wide = width(line, 1)
    return room / wide if wide else FONT


def _placed(model: MapModel, left: float, top: float, room: float, high: float) -> tuple[str, float]:
    """The map within a rectangle of the sheet, and the size of its labels there."""
    found = layout(model, least=0)
    across, edges = found.width + 2 * MAP_MARGIN, HEAD + MAP_MARGIN
    scale = min(room / across, high / (found.height + edges))
    found = _spread(found, (high / scale - edges) / max(1, found.height))
    down = found.height + edges
    size = label_size(model, found)
    free = max(0.0, high - down * scale) / 3  # of what white is left, most goes below
    drawing = svg(model, found, digraph(model, found))
    place = (
        f'x="{left + (room - across * scale) / 2:.2f}" y="{top + free:.2f}" '
        f'width="{across * scale:.2f}" height="{down * scale:.2f}"'
    )
    # One title, one name and one face for the whole sheet; its own sizes for the labels.
    drawing = re.sub(r"<title.*?</title>\n?", "", drawing, count=1, flags=re.DOTALL)
    drawing = re.sub(r' role="img" aria-labelledby="[^"]*"', "", drawing, count=1)
    drawing = re.sub(r' font-family="[^"]*"', "", drawing, count=1)
    drawing = re.sub(
        r'font-size="([\d.]+)"', lambda was: f'font-size="{_size(float(was[1]), size, scale)}"', drawing
    )
    return drawing.replace("<svg ", f"<svg {place} ", 1), size * scale


def _spread(found: Layout, factor: float) -> Layout:
    """The layout with more white between its boxes, as far as there is room for it."""
    factor = min(max(1.0, factor), AIRY)
    return replace(
        found,
        boxes={name: replace(box, y=round(box.y * factor)) for name, box in found.boxes.items()},
        lanes={name: (column, round(y * factor)) for name, (column, y) in found.lanes.items()},
        height=round(found.height * factor),
    )


def _size(was: float, labels: float, scale: float) -> str:
    """The size of a text of the map: labels as they fit, and nothing smaller than is legible."""
    return f"{labels if was >= FONT or was * scale < LEGIBLE else was:.3f}"


def _complete(page: MapSheet) -> str:
    """The whole sheet, with its texts."""
    texts = [
        f'<text x="{MARGIN}" y="{MARGIN + page.title_size * (0.8 + 1.2 * i):.2f}" font-size="{page.title_size:g}" '
        f'font-weight="700" fill="{INK}">{escape(line)}</text>'
        for i, line in enumerate(page.title)
    ]
    texts += [
        f'<text x="{MARGIN}" y="{page.stamp_top + page.size * 1.3 * i:.2f}" font-size="{page.size:g}" fill="{_GREY}">'
        f"{escape(line)}</text>"
        for i, line in enumerate(page.stamp)
    ]
    texts.append(
        f'<text x="{MARGIN}" y="{page.foot:.2f}" font-size="{page.size:g}" fill="{_GREY}">{DISCLAIMER}</text>'
    )
    across, down = PAPERS[page.paper]
    ground = f'<rect width="{across}" height="{down}" fill="#fff"/>'
    return _framed(page.model, across, down, f"{ground}\n{''.join(texts)}{page.drawing}")


def _framed(model: MapModel, across: float, down: float, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across / 72 * 25.4:.0f}mm" height="{down / 72 * 25.4:.0f}mm" '
        f'viewBox="0 0 {across:g} {down:g}" role="img" aria-labelledby="naam uitleg" font-family="{LIKEWISE}">\n'
        f"<!-- {MARK} -->\n"
        f'<title id="naam">{escape(model.title)}</title>\n<desc id="uitleg">{escape(alternative(model))}</desc>\n'
        f"{content}\n</svg>\n"
    )


def _points(size: float) -> str:
    return f"{size:.1f}".replace(".", ",")


def _has_lines(model: MapModel, opgave: str) -> bool:
    return any(edge.start == f"opgave:{opgave}" for edge in model.edges)


_TEMPLATE = """
#set page(width: data.across * 1pt, height: data.down * 1pt, margin: 0pt)
#set text(top-edge: "cap-height", bottom-edge: "baseline")
#let at(y, body) = place(top + left, dx: data.margin * 1pt, dy: y * 1pt, body)
#let high = 0.688 // of a capital, in Liberation Sans
#for (number, page) in data.pages.enumerate() {
  if number > 0 { pagebreak() }
  at(data.margin + page.title_size * (0.8 - high), {
    show heading: it => { set par(leading: 0.471em); text(size: page.title_size * 1pt, weight: "bold", it.body) }
    heading(level: 1, page.title.join(linebreak()))
  })
  at(page.stamp_top - page.size * high, {
    set par(leading: 0.571em)
    text(size: page.size * 1pt, fill: rgb(data.grey), par(page.stamp.join(linebreak())))
  })
  image(bytes(page.drawing), format: "svg", width: data.across * 1pt, height: data.down * 1pt, alt: page.alternative)
  at(page.foot - page.size * high, text(size: page.size * 1pt, fill: rgb(data.grey), par(data.advice)))
}
"""


ICON = 26.0
"""The width of an icon in points; its text begins a little further."""
_BESIDE = 6.0
_EXPLAINED = {"route": ": via wie de lobby loopt", "instrument": " om aan te koppelen"}
_LINKS: dict[Link, str] = {
    "bestaand": "Bestaande lijn", "aanbevolen": "Aanbevolen lijn", "terughoudend": "Lijn om te volgen of af te zien",
    "tegen": "Lijn waar ook iets tegen pleit",
}  # fmt: skip
_SEATS: dict[Seat, str] = {
    "heeft": "{us} heeft een zetel", "aanbevolen": "Aanbevolen zetel", "geen": "Geen zetel: volgen of afzien",
}  # fmt: skip
Item = tuple[str, str]
"""An icon, as SVG around (0, 0), and what it means."""


def items(model: MapModel) -> tuple[Item, ...]:
    """What needs explaining on a map, in the order of its columns."""
    return (*_kinds(model), *_weights(model), *_seats(model), *_links(model))


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
                    text = f"{name}, {small(level)}"
                    yield _box(Node("", kind, "", "", level_group=group), LEVEL_LETTERS[group]), text
        else:
            yield _box(Node("", kind, "", "")), f"{name}{_EXPLAINED.get(kind, '')}"


_WEIGHTS: dict[Weight, str] = {
    "zwaar": "Doen",
    "midden": "Ook doen",
    "licht": "Als er tijd is, of geen advies",
}


def _weights(model: MapModel) -> Iterator[Item]:
    found = {node.weight for node in model.shown if node.column > 1}
    for weight, text in _WEIGHTS.items():
        if weight in found:
            fill, edge, _ = PAINTS[f"route {weight}"]
            box = f'<path fill="{fill}" stroke="{edge}" d="{outline("gremium", ICON - 2, 13)}"/>'
            yield box, text
    if any(node.rank for node in model.shown):
        number = f'<text x="0" y="3.5" font-size="9.5" font-weight="700" text-anchor="middle" fill="{INK}">12</text>'
        yield number, "Rang onder alle adviezen"


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
    if any(node.unsure and node.kind == "gremium" and node.seat for node in model.shown):
        yield (
            _box(Node("", "gremium", "", "", level_group="landelijk"), "?"),
            "Onzeker: alleen op aannames, of nog na te gaan",
        )


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
    if heaviest_lines(model):
        two = f'<path stroke="{EDGE}" stroke-width="1.6" d="M-13-4H13"/><path stroke="{PALE}" stroke-width="1.6" d="M-13 4H13"/>'
        yield two, "Donker: de lijnen van de drie zwaarste zetels"


def _box(node: Node, letter: str = "") -> str:
    looks = paint(node)
    # Drawn at half its size, so that corners and points stay in proportion.
    box = (
        f'<path fill="{looks.fill}" stroke="{looks.border}" stroke-width="1.8" transform="scale(.5)" '
        f'd="{outline(node.kind, 2 * ICON - 4, 27)}"/>'
    )
    sign = f'<text x="6" y="2.8" font-size="7.5" font-weight="700" text-anchor="middle" fill="{looks.border}">{letter}</text>'
    return box + (sign if letter else "")


_PLURALS = {
    "opgave": "opgaven", "prioriteit": "prioriteiten", "gremium": "gremia", "route": "routes",
    "instrument": "instrumenten", "beslisser": "beslissers",
}  # fmt: skip


def subtitle(model: MapModel) -> str:
    """On which day, under which scenario, with which rules, and for whom."""
    parts = [f"Peildatum {day_text(model.day)}"]
    if model.scenario:
        parts.append(f"scenario {model.scenario_name or model.scenario}")
    parts += [counted(len(model.cards), "advies", "adviezen"), f"regelset {model.fingerprint}"]
    if model.public_only:
        parts.append("openbare versie")
    if model.confirmed:
        parts.append(model.confirmed)
    if model.left_out:
        parts.append(f"{counted(model.left_out, 'gremium', 'gremia')} met licht advies weggelaten")
    return " · ".join(parts)


def alternative(model: MapModel) -> str:
    """The drawing in words: how it reads, how much is on it, and at which tables we sit, or should."""
    kinds = [node.kind for node in model.shown]
    counts = [counted(kinds.count(kind), kind, _PLURALS.get(kind, kind)) for kind in dict.fromkeys(kinds)]
    told = [
        f"{model.title}. Kaart in {len(COLUMNS)} kolommen, van links naar rechts: {', '.join(COLUMNS).lower()}; "
        f"lijnen lopen van elke opgave naar wie erover beslist. Erop staan {', '.join(counts)}."
    ]
    for seat, text in (
        ("heeft", f"{model.us} heeft een zetel in"),
        ("aanbevolen", "Aanbevolen is een zetel in"),
        ("geen", "Volgen of afzien"),
    ):
        if names := [node.name for node in model.shown if node.seat == seat]:
            told.append(f"{text}: {'; '.join(names)}.")
    if names := [node.name for node in model.shown if node.kind == "beslisser"]:
        told.append(f"Beslissers: {'; '.join(names)}.")
    return " ".join(told)
