"""Where strengths on roads are judgements and assumptions, said plainly."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from strategy.advice.names import decimal
from strategy.dossier.vocabulary import ROLES, TIES
from strategy.explain.basis import Ground
from strategy.routes.field import Field
from visualizations.routes.words import place
from visualizations.terminal import DISCLAIMER


def scale(field: Field) -> str:
    """What the numbers are, and by which scale of the dossier."""
    concepts = field.view.dossier.header.concepts
    strengths = concepts.strengths
    ties = ", ".join(f"{word} {decimal(strengths.ties[word].value, 2)}" for word in TIES)
    seats = ", ".join(f"{word} {decimal(strengths.seats[word].value, 2)}" for word in reversed(ROLES))
    natures = {concepts.origin.nature} | {
        item.origin.nature for item in (*strengths.ties.values(), *strengths.seats.values())
    }
    word = next(word for word in ("aanname", "oordeel", "registratie") if word in natures)
    return (
        "Kracht is een rekenmaat van 0 tot 1, geen kans en geen meting: het product van de stappen. "
        f"De schaal is {'een ' if word != 'registratie' else ''}{word} van dit dossier: relatie {ties}; "
        f"zetel {seats}; van tafel naar netwerk {decimal(strengths.membership, 2)}."
    )


def uncertain(grounds: Iterable[Ground]) -> list[str]:
    """The aannames and oordelen under some steps, without repetition, each with its place."""
    found = {item.fact: item for item in grounds if item.nature != "registratie"}
    lines = []
    for item in sorted(found.values(), key=lambda item: (item.nature, item.file, item.line)):
        basis = item.nature if item.source in ("aanname", "zonder bron") else f"{item.nature}, {item.source}"
        verify = f"; nog na te gaan: {item.to_verify}" if item.to_verify else ""
        lines.append(f"{item.text} – {basis}{verify} ({place(item)})")
    return lines


def view(lines: Iterable[str]) -> RenderableType:
    """The reservations at the end of a screen."""
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for line in lines:
        table.add_row("-", line)
    return Group(
        Text("Waar dit op rust", style="bold underline"), table, Text(), Text(DISCLAIMER, style="dim")
    )


def thin(field: Field) -> str:
    """What a percentage and the word dun mean of a road; sterk and zwak are kept for ties."""
    weak = field.view.dossier.header.concepts.strengths.ties["zwak"].value
    return (
        "Een percentage vergelijkt een weg met de beste naar dezelfde beslisser. Dun heet een weg die niet meer "
        f"draagt dan een zwakke relatie ({decimal(weak, 2)}). Sterk en zwak gaan over een relatie."
    )


SEATS = (
    "Een zetel telt hier alleen als zij meer kracht geeft dan de relatie die we met dat netwerk al hebben; "
    "wat zij verder brengt (agenda, informatie, gezicht) staat in `krachtenveld advies`. "
    "De kolom alleen zegt wat de zetel draagt als die relatie tegenvalt."
)
