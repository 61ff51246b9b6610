"""`importeer`: a position list beside a dossier, what came of each row, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from strategy.dossier.defined_names import counted
from strategy.errors import quote
from strategy.importing.drafts import PASTE, ComparedList, ProposedFiles
from strategy.importing.propose import MapLine, PlannedMoment
from strategy.importing.propose import ProposedLine as Row
from strategy.importing.readings import Unread
from strategy.importing.rows import ListPlace
from visualizations.writers.markup import escaped
from visualizations.writers.report import WHITE, Block, Col, Grid, Line, Report, heading, line
from visualizations.writers.safe_files import MARK
from visualizations.writers.shapes import (
    COUNT,
    MAYBE_TEXT,
    TEXT,
    WHOLE,
    Key,
    array,
    contract_of,
    maybe,
    of_part,
    record_of,
)
from visualizations.writers.sheets import ReadColumn, column, markdown_text, sheet
from visualizations.writers.stamps import DISCLAIMER

README = "LEESMIJ.md"
_SECTIONS = (
    ("anders", "Anders dan in het dossier", "staat in het scenario, om te proberen"),
    ("nieuw", "Nieuw", "een zetel, tafel of netwerk dat het dossier niet heeft"),
    ("onzeker", "Onzeker", "kies zelf; van deze rijen is niets voorgesteld"),
    ("dubbel", "Al eerder genoemd", "de eerste rij telt"),
    ("gelijk", "Staat al zo in het dossier", "niets te doen"),
)
_OF_MAPS = {
    "nieuw": "een actor of relatie die het dossier niet heeft",
    "onzeker": "kies zelf; hiervan is niets voorgesteld",
    "dubbel": "de eerste telt",
}
"""What a section means where it is about a stakeholder map."""
_COUNTED = {
    "gelijk": "al zo in het dossier", "anders": "anders", "nieuw": "nieuw", "onzeker": "onzeker", "dubbel": "dubbel",
}  # fmt: skip
_MOST_REASONS = 6
"""Remarks at a row that a reader takes in; the JSON has them all."""
_HOW = {"naam": "op naam", "alias": "andere naam", "lijkt op": "lijkt erop"}


@dataclass(frozen=True)
class Written:
    """What was written, and in which folder."""

    folder: str
    proposed: ProposedFiles


def import_report(compared: ComparedList, written: Written | None) -> Report:
    """What came of each row; `written` is None when nothing was written."""
    return Report(
        screen=lambda: _screen(compared, written),
        data=lambda: IMPORTED.write((compared, written)),
        markdown=lambda: document_of(compared, written),
    )


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_TEXTS = array(TEXT)
_PLACE: Mapping[str, Key[ListPlace]] = {
    "blad": (TEXT, lambda place: place.sheet),
    "rij": (WHOLE, lambda place: place.row),
}
_LIST = record_of(ComparedList)(
    bestand=(TEXT, lambda compared: compared.source.file),
    titel=(TEXT, lambda compared: compared.source.title),
    bladen=(_TEXTS, lambda compared: [table.sheet for table, _ in compared.listed.sheets]),
    kolommen=(_TEXTS, lambda compared: compared.columns),
    niet_gebruikt=(_TEXTS, lambda compared: compared.unused),
    rijen=(COUNT, lambda compared: compared.rows),
)
_SEAT = record_of(Row)(
    **of_part(lambda row: row.reading.place, _PLACE),
    staat_er=(TEXT, lambda row: row.reading.said),
    gevonden=(TEXT, lambda row: row.reading.match.how),
    uitkomst=(TEXT, lambda row: row.state),
    zetel=(MAYBE_TEXT, lambda row: row.seat),
    nu=(MAYBE_TEXT, lambda row: row.now),
    wordt=(MAYBE_TEXT, lambda row: row.then),
    kandidaten=(_TEXTS, lambda row: row.choices),
    opgaven=(_TEXTS, lambda row: row.reading.opgaven),
    prioriteiten=(_TEXTS, lambda row: row.reading.priorities),
    themas=(_TEXTS, lambda row: row.reading.themes),
    portefeuilles=(_TEXTS, lambda row: row.reading.portfolios),
    plek=(MAYBE_TEXT, lambda row: str(row.at) if row.at else None),
    opmerkingen=(_TEXTS, lambda row: row.remarks),
    toelichting=(MAYBE_TEXT, lambda row: row.reading.note),
)
_MOMENT = record_of(PlannedMoment)(
    **of_part(lambda moment: moment.place, _PLACE),
    naam=(TEXT, lambda moment: moment.name),
    datum=(TEXT, lambda moment: moment.when),
    betreft=(TEXT, lambda moment: moment.about),
)
_MAPPED = record_of(MapLine)(
    **of_part(lambda line: line.place, _PLACE),
    staat_er=(TEXT, lambda line: line.said),
    soort=(TEXT, lambda line: line.kind),
    gevonden=(MAYBE_TEXT, lambda line: line.how),
    uitkomst=(TEXT, lambda line: line.state),
    naam=(MAYBE_TEXT, lambda line: line.name),
    nu=(MAYBE_TEXT, lambda line: line.now),
    wordt=(MAYBE_TEXT, lambda line: line.then),
    kandidaten=(_TEXTS, lambda line: line.choices),
    plek=(MAYBE_TEXT, lambda line: str(line.at) if line.at else None),
    opmerkingen=(_TEXTS, lambda line: line.remarks),
)
_MISSED = record_of(Unread)(
    **of_part(lambda unread: unread.place, _PLACE),
    kolom=(TEXT, lambda unread: unread.heading),
    waarom=(TEXT, lambda unread: unread.why),
)
_MADE = record_of(Written)(
    map=(TEXT, lambda written: written.folder),
    bestanden=(_TEXTS, lambda written: sorted(written.proposed.texts())),
)
IMPORTED = contract_of(
    tuple, "Een positielijst of stakeholderkaart naast een dossier", "1.3", lambda of: of[0].case
)(
    lijst=(_LIST, lambda of: of[0]),
    zetels=(array(_SEAT), lambda of: of[0].proposal.lines),
    kaart=(array(_MAPPED), lambda of: of[0].proposal.map),
    momenten=(array(_MOMENT), lambda of: of[0].proposal.moments),
    niet_gelezen=(array(_MISSED), lambda of: of[0].proposal.unread),
    geschreven=(maybe(_MADE).about("null als er niets is geschreven"), lambda of: of[1]),
)
"""Every row with what became of it, for programs."""


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Told:
    """A row of the report: where in the list, what it says, which seat that is and how that was found, how it stands.

    `stand` is that of the dossier and, where that differs, of the list.
    """

    where: str
    said: str
    seat: str
    how: str
    stand: str
    remarks: tuple[str, ...]


def _outcome(compared: ComparedList) -> str:
    """How many rows came out how."""
    counts = compared.counts
    told = [f"{counts[state]} {word}" for state, word in _COUNTED.items() if counts.get(state)]
    if compared.proposal.unread:
        told.append(f"{len(compared.proposal.unread)} niet gelezen")
    about, one, more = "een zetel", "rij", "rijen"
    if compared.form:
        about, one, more = "een actor of relatie", "knoop of lijn", "knopen en lijnen"
    if compared.passed:
        told.append(f"{compared.passed} niet over {about}")
    return f"{counted(compared.rows, one, more)} bekeken: {', '.join(told) or f'niets over {about}'}"


def _remarks(compared: ComparedList) -> Iterator[str]:
    """What is to know of the list as a whole."""
    sheets = [table.sheet for table, _ in compared.listed.sheets if table.sheet]
    if compared.form:
        yield f"Stakeholderkaart: {compared.form}"
    elif sheets:
        passed = f"; zonder herkende koppen: {', '.join(map(quote, compared.listed.passed))}" * bool(
            compared.listed.passed
        )
        yield f"{'Blad' if len(sheets) == 1 else 'Bladen'}: {', '.join(map(quote, sheets))}{passed}"
    unused = f"; niet gebruikt: {', '.join(map(quote, compared.unused))}" * bool(compared.unused)
    yield f"Kolommen: {', '.join(compared.columns)}{unused}"
    for table, _ in compared.listed.sheets:
        yield from (f"Let op: {note}" for note in table.notes)
    if compared.people:
        rows = counted(compared.people, *(("knoop", "knopen") if compared.form else ("rij", "rijen")))
        yield f"In {rows} is weggelaten wat een naam van iemand kan zijn: het dossier noemt rollen, geen mensen"


def _sections(compared: ComparedList) -> Iterator[tuple[str, str, list[_Told]]]:
    """The rows by what became of them: a title, what that means, and the rows."""
    alone = len(compared.listed.sheets) == 1
    for state, title, meaning in _SECTIONS:
        told = [_told(row, alone) for row in compared.proposal.lines if row.state == state]
        told += [_mapped(line) for line in compared.proposal.map if line.state == state]
        if told:
            yield title, _OF_MAPS.get(state, meaning) if compared.form else meaning, told


def _steps(compared: ComparedList, written: Written | None) -> Iterator[str]:
    """What to do next, each step in a sentence or two."""
    if compared.proposal.empty and compared.form and (unsure := compared.counts["onzeker"]):
        what = counted(unsure, "knoop of lijn", "knopen en lijnen")
        yield f"Er is niets voor te stellen: van {what} is niet zeker wat de kaart zegt. Er is niets geschreven."
        yield (
            "De reden staat erbij. Zet op de kaart wat ontbreekt, zoals het Type van een partij, of bij een lijn met ons de laag "
            "en sterk of zwak, of schrijf het zelf in het bestand van het netwerk."
        )
        return
    if compared.proposal.empty and (unsure := compared.counts["onzeker"]):
        rows = counted(unsure, "zetel", "zetels")
        yield f"Er is niets voor te stellen: van {rows} is niet zeker wat de lijst zegt. Er is niets geschreven."
        yield (
            "De reden staat erbij. Zet in de lijst wat ontbreekt, zoals een kolom Gemeente of Status, of schrijf de zetel zelf "
            "in het bestand van haar netwerk."
        )
        return
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
        if compared.form:
            yield (
                f"Probeer de relaties: `krachtenveld effect --scenario {path}` laat zien wat zij doen met het advies. Klopt een "
                "relatie, zet haar regel dan onder `wijzig: actoren:` in een eigen bestand in networks, met de bron erboven."
            )
        else:
            yield (
                f"Probeer de zetels: `krachtenveld effect --scenario {path}` laat zien wat zij doen met het advies. Klopt een "
                "zetel, zet haar regel dan onder `wijzig: posities:` in een eigen bestand in networks, met de bron erboven."
            )
    for paste in made.pastes:
        yield f"Plak wat in {folder}/{PASTE}/{paste.path} staat in {paste.path}, {paste.where}: de {'kaart' if compared.form else 'lijst'} als bron."
    for path in made.files:
        if path.startswith("networks/"):
            what = _NEW_ACTORS if compared.form else _NEW[path.endswith("-tafels.yaml")]
            yield f"Kopieer {folder}/{path} naar de map networks van uw dossier: {what}."
    yield "`krachtenveld controleer` zegt of alles klopt. Alles staat op intern; haal die regel weg als het openbaar mag."
    if made.pastes:
        what, place = ("kaart", "de plek daarop") if compared.form else ("lijst", "het blad en de rij")
        yield (
            f"Staat de {what} in bronnen.yaml, draai `importeer` dan nog eens naar een andere map: elk voorstel verwijst dan "
            f"naar {place}, in plaats van een aanname te zijn."
        )


_NEW_ACTORS = "nieuwe actoren, met wat de kaart van onze relatie zegt"
_NEW = {True: "nieuwe tafels van netwerken die er al zijn", False: "nieuwe netwerken en momenten"}


def _mapped(line: MapLine) -> _Told:
    return _shown(line, str(line.place), line.said, line.name, line.how)


def _told(line: Row, alone: bool) -> _Told:
    reading = line.reading
    where = f"rij {reading.place.row}" if alone else str(reading.place)
    portfolios = f"portefeuille {', '.join(reading.portfolios)}" if reading.portfolios else ""
    return _shown(line, where, reading.said, line.seat, reading.match.how, portfolios, reading.note)


def _shown(
    line: Row | MapLine, where: str, said: str, name: str, how: str, before: str = "", note: str = ""
) -> _Told:
    """A row, node or line as the report has it; `before` and `note` stand around its remarks."""
    stand = f"{line.now} → {line.then}" if line.now and line.then else line.then or line.now
    seat = name or " of ".join(line.choices) or "geen voorstel"
    how = "" if line.state == "onzeker" else _HOW.get(how, "")
    place = line.at.place if line.at and line.state != "gelijk" else ""
    reasons = line.remarks[:_MOST_REASONS]
    more = len(line.remarks) - len(reasons)
    left = f"… en nog {more}; `--formaat json` toont ze alle" if more else ""
    return _Told(where, said, seat, how, stand, tuple(filter(None, (before, *reasons, left, note, place))))


# ── on paper ──────────────────────────────────────────────────────────────────────────────────────────

_ROWS: tuple[ReadColumn[_Told], ...] = (
    column("waar", "de rij in de lijst", lambda row: row.where),
    column("in de lijst", "wat er staat", lambda row: row.said),
    column("in het dossier", "de zetel die dat is", lambda row: row.seat),
    column("gevonden", "op naam, andere naam of lijkt erop", lambda row: row.how),
    column("stand", "wat het dossier heeft → wat de lijst zegt", lambda row: row.stand),
    column("opmerkingen", "wat erbij te weten is", lambda row: "; ".join(row.remarks)),
)
_UNREAD: tuple[ReadColumn[Unread], ...] = (
    column("waar", "de rij in de lijst", lambda unread: str(unread.place)),
    column("kolom", "de kop", lambda unread: unread.heading),
    column("waarom", "wat er mis is", lambda unread: unread.why),
)


def document_of(compared: ComparedList, written: Written | None) -> str:
    """The report, with what to do next at the top; also the page that goes with a proposal."""
    case = compared.case
    parts = [
        f"# {escaped(compared.source.title)}\n",
        f"{escaped(compared.source.file)} naast {escaped(case.dossier.header.name)}, peildatum {case.view.day.isoformat()}. "
        f"{_outcome(compared)}.\n",
        "".join(f"- {escaped(remark)}\n" for remark in _remarks(compared)),
        "## Hoe verder\n",
        "".join(f"{number}. {step}\n" for number, step in enumerate(_steps(compared, written), 1)),
    ]
    for title, meaning, told in _sections(compared):
        table = markdown_text(sheet(title, _ROWS, told))
        parts += [f"## {title}\n", f"{meaning.capitalize()}.\n", table]
    if unread := compared.proposal.unread:
        parts += ["## Niet gelezen\n", markdown_text(sheet("Niet gelezen", _UNREAD, unread))]
    return "\n".join((*parts, f"{MARK} · {DISCLAIMER}\n"))


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────

_WHERE = Col("waar", most=22)


def _screen(compared: ComparedList, written: Written | None) -> Iterator[Block]:
    """What came of each row, and what to do next."""
    case = compared.case
    day = f" · peildatum {case.view.day.isoformat()}\n{_outcome(compared)}"
    yield line(compared.source.file, "bold", (f" naast {case.dossier.header.name}{day}", ""))
    yield from (*map(line, _remarks(compared)), WHITE)
    for title, meaning, told in _sections(compared):
        yield from (_title(title, meaning, len(told)), _rows(told), WHITE)
    if unread := compared.proposal.unread:
        cols = (_WHERE, Col("kolom"), Col("waarom", wide=True))
        yield _title("Niet gelezen", "wat er mis is, staat erbij", len(unread))
        yield Grid(cols, tuple((str(each.place), each.heading, each.why) for each in unread))
        yield WHITE
    yield heading("Hoe verder")
    for number, step in enumerate(_steps(compared, written), 1):
        yield Grid((Col(right=True), Col(wide=True)), ((f"{number}.", step),), indent=1, left=0)
    yield from (WHITE, line(DISCLAIMER, "dim"))


def _title(title: str, meaning: str, count: int) -> Line:
    return line(f"{title} · {count}", "bold underline", (f"   {meaning}", "dim"))


def _rows(told: Sequence[_Told]) -> Block:
    cols = (
        _WHERE, Col("in de lijst", wide=3), Col("in het dossier", wide=3, fold=True), Col("stand", wide=2),
    )  # fmt: skip
    rows = (
        (
            row.where,
            line(row.said, "", *((f"\n{remark}", "dim") for remark in row.remarks)),
            line(row.seat, "", *([(f"\n{row.how}", "dim")] if row.how else [])),
            row.stand,
        )
        for row in told
    )
    return Grid(cols, tuple(rows))
