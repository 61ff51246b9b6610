"""What is said of a list beside a dossier, the same on the screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from strategy.errors import quote
from strategy.importing.compare import Compared
from strategy.importing.folder import PASTE, Proposed
from strategy.importing.proposal import Line
from visualizations.terminal import counted

README = "LEESMIJ.md"
_SECTIONS = (
    ("anders", "Anders dan in het dossier", "staat in het scenario, om te proberen"),
    ("nieuw", "Nieuw", "een zetel, tafel of netwerk dat het dossier niet heeft"),
    ("onzeker", "Onzeker", "kies zelf; van deze rijen is niets voorgesteld"),
    ("dubbel", "Al eerder genoemd", "de eerste rij telt"),
    ("gelijk", "Staat al zo in het dossier", "niets te doen"),
)
_HOW = {"naam": "op naam", "alias": "andere naam", "lijkt op": "lijkt erop"}


@dataclass(frozen=True)
class Written:
    """What was written, and in which folder."""

    folder: str
    proposed: Proposed


@dataclass(frozen=True)
class Told:
    """A row of the report: where in the list, what it says, which seat that is and how that was found, how it stands.

    `stand` is that of the dossier and, where that differs, of the list.
    """

    where: str
    said: str
    seat: str
    how: str
    stand: str
    remarks: tuple[str, ...]


def heading(compared: Compared) -> str:
    """How many rows came out how."""
    counts = compared.counts
    told = [
        f"{counts[state]} {word}"
        for state, word in (
            ("gelijk", "al zo in het dossier"), ("anders", "anders"), ("nieuw", "nieuw"), ("onzeker", "onzeker"),
            ("dubbel", "dubbel"),
        )
        if counts.get(state)
    ]  # fmt: skip
    if compared.proposal.unread:
        told.append(f"{len(compared.proposal.unread)} niet gelezen")
    if compared.passed:
        told.append(f"{compared.passed} niet over een zetel")
    return f"{counted(compared.rows, 'rij', 'rijen')} bekeken: {', '.join(told) or 'niets over een zetel'}"


def remarks(compared: Compared) -> Iterator[str]:
    """What is to know of the list as a whole."""
    sheets = [table.sheet for table, _ in compared.listed.sheets if table.sheet]
    if sheets:
        passed = f"; zonder herkende koppen: {', '.join(map(quote, compared.listed.passed))}" * bool(
            compared.listed.passed
        )
        yield f"{'Blad' if len(sheets) == 1 else 'Bladen'}: {', '.join(map(quote, sheets))}{passed}"
    unused = f"; niet gebruikt: {', '.join(map(quote, compared.unused))}" * bool(compared.unused)
    yield f"Kolommen: {', '.join(compared.columns)}{unused}"
    for table, _ in compared.listed.sheets:
        yield from (f"Let op: {note}" for note in table.notes)
    if compared.people:
        rows = counted(compared.people, "rij", "rijen")
        yield f"In {rows} is weggelaten wat een naam van iemand kan zijn: het dossier noemt rollen, geen mensen"


def sections(compared: Compared) -> Iterator[tuple[str, str, list[Told]]]:
    """The rows by what became of them: a title, what that means, and the rows."""
    alone = len(compared.listed.sheets) == 1
    for state, title, meaning in _SECTIONS:
        told = [_told(line, alone) for line in compared.proposal.lines if line.state == state]
        if told:
            yield title, meaning, told


def unread(compared: Compared) -> list[tuple[str, str, str]]:
    """The rows that could not be read: where, in which column, and why."""
    return [(str(each.place), each.heading, each.why) for each in compared.proposal.unread]


def steps(compared: Compared, written: Written | None) -> Iterator[str]:
    """What to do next, each step in a sentence or two."""
    if compared.proposal.empty:
        yield "Er is niets voor te stellen: wat herkend is, staat al zo in het dossier. Er is niets geschreven."
        return
    if written is None:
        yield "Er is niets geschreven. Met `--uit MAP` komt het voorstel in een nieuwe map, met uitleg."
        return
    folder, made = written.folder, written.proposed
    yield f"Het voorstel staat in {folder}. Uw dossier is niet veranderd; loop eerst na wat te verifiëren is."
    if made.scenario:
        path = f"{folder}/scenarios/{made.scenario}.yaml"
        yield (
            f"Probeer de zetels: `krachtenveld effect --scenario {path}` laat zien wat zij doen met het advies. Klopt een "
            "zetel, schrijf dan `bezetting: [{houder: wij}]` bij die positie; het verslag noemt het bestand en de regel."
        )
    for paste in made.pastes:
        what = (
            "de lijst als bron"
            if paste.path == "bronnen.yaml"
            else "nieuwe tafels van een netwerk dat er al is"
        )
        yield f"Plak wat in {folder}/{PASTE}/{paste.path} staat in {paste.path}, {paste.where}: {what}."
    for path in made.files:
        if path.startswith("networks/"):
            yield f"Kopieer {folder}/{path} naar de map networks van uw dossier: nieuwe netwerken en momenten."
    yield "`krachtenveld controleer` zegt of alles klopt. Alles staat op intern; haal die regel weg als het openbaar mag."
    if any(paste.path == "bronnen.yaml" for paste in made.pastes):
        yield (
            "Staat de lijst in bronnen.yaml, draai `importeer` dan nog eens naar een andere map: elk voorstel verwijst dan "
            "naar het blad en de rij, in plaats van een aanname te zijn."
        )


def _told(line: Line, alone: bool) -> Told:
    reading = line.reading
    how = "" if line.state == "onzeker" else _HOW.get(reading.match.how, "")
    stand = f"{line.now} → {line.then}" if line.now and line.then else line.then or line.now
    seat = line.seat or " of ".join(line.choices) or "geen voorstel"
    where = f"rij {reading.place.row}" if alone else str(reading.place)
    portfolios = f"portefeuille {', '.join(reading.portfolios)}" if reading.portfolios else ""
    place = f"{line.at.file}:{line.at.line}" if line.at and line.state != "gelijk" else ""
    told = (portfolios, *line.remarks, place)
    return Told(where, reading.said, seat, how, stand, tuple(filter(None, told)))
