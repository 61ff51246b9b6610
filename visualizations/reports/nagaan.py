"""`nagaan`: a worklist of what is to be confirmed, as a workbook to fill in; and what a filled-in one would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from strategy.dossier.defined_names import counted
from strategy.errors import quote
from strategy.facts.fact_base import grouped, term_words
from strategy.importing.lists import MAX_ROWS
from strategy.worklist.answers import (
    BY,
    DAY,
    DOSSIER,
    EXPLAINED,
    KEY,
    NEW,
    NOTE,
    NOW,
    RIGHT,
    ROLE,
    SAID,
    SOURCE,
    STATE,
    WHEN,
)
from strategy.worklist.places import BASIS, REGISTER
from strategy.worklist.proposal import Proposed, WorkProposal
from strategy.worklist.rows import CONFIRM, GONE, TIES, TOP, WEIGHTS, Worklist, WorkRow
from visualizations.writers.markup import escaped
from visualizations.writers.report import WHITE, Block, Col, Grid, Line, Report, heading, line, rest, top_of
from visualizations.writers.shapes import (
    COUNT,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    Shape,
    array,
    contract_of,
    maybe,
    record_of,
)
from visualizations.writers.sheets import (
    Column,
    ReadColumn,
    Sheet,
    column,
    excel_name,
    markdown_text,
    on_paper,
    sheet,
    xlsx_bytes,
)
from visualizations.writers.stamps import stamp, title

_SECTIONS = (
    ("anders", "Wordt anders", "een andere waarde, met wat erachter staat"),
    ("erbij", "Komt erbij", "stond er nog niet"),
    ("weg", "Gaat weg", "staat er straks niet meer"),
    ("klopt niet", "Klopt niet", "blijft staan, met te_verifieren erbij, tot iemand zegt wat het wel is"),
    ("bevestigd", "Bevestigd", "blijft zoals het is, met de dag erbij"),
    ("wacht", "Wacht op andere antwoorden", "wordt bevestigd als ook alles erin is beantwoord"),
    ("basis", "Staat in de basis of het register", "wordt hier niet veranderd"),
    ("al zo", "Staat al zo in het dossier", "niets te doen"),
)
_MOST = 15
"""Rows of a section on the screen."""
_MOST_READ = MAX_ROWS - 10
"""Rows of a sheet: more are not read back."""


@dataclass(frozen=True)
class _Numbered:
    """A row with its place in the order of its sheet."""

    number: int
    row: WorkRow


_FROM = {BASIS: ("uit de basis",), REGISTER: ("uit het register",), "": ()}
_COLUMNS: tuple[ReadColumn[_Numbered], ...] = (
    column("nr", "volgorde: wat het meest draagt, staat voorop", lambda each: each.number, "whole", width=5),
    column(
        "draagt", f"zoveel punten van de score van de eerste {TOP} adviezen rusten erop",
        lambda each: each.row.carries, "number", 1, width=8,
    ),
    column(SAID, "wat het dossier nu zegt", lambda each: each.row.said, width=40, paper=True, fixed=True),
    column("vraag", "wat er wordt gevraagd", lambda each: each.row.question, width=36, paper=True),
    column("wie zou het weten", "een rol, als voorzet", lambda each: each.row.who, width=20, paper=True),
    column(NOW, "de waarde waar het om gaat", lambda each: each.row.place.shown, width=14),
    column(RIGHT, "klopt het? ja of nee", lambda _: None, width=8, asked=True, options="ja-nee"),
    column(
        NEW, f"wat het moet zijn als het niet klopt; {GONE}: het moet eruit",
        lambda _: None, width=16, asked=True, options="lijst",
    ),
    column(SOURCE, "waar dat staat: document §paragraaf uit bronnen.yaml, of in uw woorden", lambda _: None, width=20, asked=True),
    column(BY, "welke rol het weet; geen namen", lambda _: None, width=18, asked=True),
    column(WHEN, "de dag waarop het is nagegaan, dag-maand-jaar", lambda _: None, width=12, asked=True),
    column(NOTE, "wat een lezer erbij moet weten", lambda _: None, width=30, asked=True),
    column("waarom op de lijst", "te bevestigen, te verifiëren of aanname; uit basis of register: verandert daar niet", lambda each: ", ".join((*each.row.reasons, *_FROM[each.row.place.keeper])), width=18),
    column("bron nu", "waar het dossier het vandaan heeft", lambda each: each.row.source, width=26),
    column("plek", "bestand en regel", lambda each: each.row.place.origin.span.place, width=24),
    column(KEY, "de naam van de plek; blijft bij de rij", lambda each: each.row.place.name, hidden=True, width=10),
    column(STATE, "wat er stond toen de lijst werd gemaakt", lambda each: each.row.place.state, hidden=True, width=10),
    column(
        "lijst", "waaruit te kiezen is",
        lambda each: excel_name(each.row.word_list) if each.row.word_list else None, hidden=True, width=10,
    ),
)  # fmt: skip
_EXPLANATION = (
    ("wat is dit", "Een lijst van gegevens uit het dossier die iemand moet nagaan. U vult de gele kolommen in; de rest laat u staan."),
    ("hoe", f"Klopt het? Kies ja bij {RIGHT}. Klopt het niet? Kies nee, en vul bij {NEW} in wat het moet zijn. Weet u dat niet, laat {NEW} dan leeg."),
    ("kiezen", f"In een cel van {RIGHT} of {NEW} klikt u op het pijltje. Staat er geen pijltje, dan typt u; bij een getal mag een komma."),
    ("weg", f"Bestaat iets niet meer, zoals een zetel of een thema? Typ {GONE} bij {NEW}."),
    ("bron", "Waar staat dat? Neem de naam uit bronnen.yaml (document §paragraaf), of schrijf het in uw woorden."),
    ("wie en wanneer", "Vul hierboven één keer in wie u bent en welke dag het is. Wist een ander het, of was het op een andere dag, zet dat dan bij de rij."),
    ("geen namen", "Schrijf rollen (wethouder Wonen, secretariaat), geen namen van mensen en geen telefoonnummers. Wat een naam kan zijn, valt weg."),
    ("volgorde", f"Bovenaan staat wat het meest draagt: zoveel punten van de score van de eerste {TOP} adviezen rusten erop. Begin daar; het einde hoeft niet."),
    ("sorteren", "U mag rijen sorteren, filteren, verplaatsen en weghalen, en kolommen breder maken. Laat de verborgen kolommen staan, en sorteer ze mee."),
    ("bladen", f"{CONFIRM}: wat na te gaan is. {WEIGHTS}: hoe zwaar alles telt en hoe ver u gaat. {TIES}: uw relaties. U hoeft niet alles in te vullen."),
    ("klaar", "Bewaar het bestand als .xlsx en geef het terug. Er verandert niets tot iemand het voorstel heeft gezien."),
)  # fmt: skip


def workbook(listed: Worklist, top: int = 0) -> bytes:
    """The worklist as a workbook to fill in; `top` is how many rows there are to confirm, 0 all."""
    case = listed.outcome.case
    header = case.dossier.header
    explained = Sheet(
        EXPLAINED,
        (Column("onderwerp", "waarover", width=22), Column("uitleg", "wat ervoor geldt", width=110)),
        ((DOSSIER, header.id), ("naam", header.name), (DAY, None), (ROLE, None), *_EXPLANATION),
        asked=((4, 2), (5, 2)),
    )
    sheets = [explained, *_sheets(listed, top)]
    lists: dict[str, tuple[str, ...]] = {"ja-nee": ("ja", "nee")}
    for rows in listed.sheets.values():
        lists.update({row.word_list: row.words for row in rows if row.word_list})
    return xlsx_bytes(sheets, f"Na te gaan: {title(case)}", stamp(case), dict(sorted(lists.items())))


def _sheets(listed: Worklist, top: int) -> Iterator[Sheet]:
    for name, rows in listed.sheets.items():
        shown = (top_of(rows, top) if name == CONFIRM else rows)[:_MOST_READ]
        numbered = (_Numbered(number, row) for number, row in enumerate(shown, 1))
        columns = tuple(each for each in _COLUMNS if name == CONFIRM or each.title != "waarom op de lijst")
        yield sheet(name, columns, numbered)


def worklist_report(listed: Worklist, top: int) -> Report:
    """What is to be confirmed; `top` is how many rows are shown, 0 all."""
    return Report(
        screen=lambda: _list_screen(listed, top),
        data=lambda: WORKLIST.write((listed, None)),
        markdown=lambda: _list_document(listed, top),
        others={"xlsx": lambda: workbook(listed, top)},
    )


def proposal_report(proposal: WorkProposal, name: str, written: bool) -> Report:
    """What a filled-in list changes; `written` when that was done."""
    return Report(
        screen=lambda: _screen(proposal, name, written),
        data=lambda: WORKLIST.write((proposal.listed, proposal)),
        markdown=lambda: _document(proposal, name, written),
    )


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_ROW = record_of(WorkRow)(
    sleutel=(TEXT, lambda row: row.place.name),
    staat_er=(TEXT, lambda row: row.said),
    nu=(TEXT, lambda row: row.place.now),
    vraag=(TEXT, lambda row: row.question),
    wie=(TEXT, lambda row: row.who),
    draagt=(NUMBER, lambda row: row.carries),
    redenen=(array(TEXT), lambda row: row.reasons),
    plek=(TEXT, lambda row: row.place.origin.span.place),
)
_CHANGE = record_of(Proposed)(
    sleutel=(TEXT, lambda made: made.answer.place.name),
    blad=(TEXT, lambda made: made.answer.sheet),
    rij=(COUNT, lambda made: made.answer.row),
    uitkomst=(TEXT, lambda made: made.outcome),
    nu=(TEXT, lambda made: made.old),
    wordt=(TEXT, lambda made: made.new),
    opmerking=(MAYBE_TEXT, lambda made: made.remark or None),
)
_PROPOSAL = record_of(WorkProposal)(
    rijen=(COUNT, lambda proposal: proposal.filled.rows),
    antwoorden=(array(_CHANGE), lambda proposal: proposal.lines),
    bestanden=(array(TEXT), lambda proposal: proposal.files),
)
_IN_SHEETS = Shape(
    record_of(dict)(**{name: (array(_ROW), lambda _: ()) for name in (CONFIRM, WEIGHTS, TIES)}).schema,
    lambda sheets: {name: [_ROW.write(row) for row in rows] for name, rows in sheets.items()},
)
WORKLIST = contract_of(tuple, "Wat na te gaan is", "1.1", lambda of: of[0].outcome.case)(
    bladen=(_IN_SHEETS, lambda of: of[0].sheets),
    voorstel=(maybe(_PROPOSAL).about("null als er geen ingevulde lijst is gelezen"), lambda of: of[1]),
)
"""Every row by sheet, and what a filled-in list would change, for programs."""


# ── words: the list ───────────────────────────────────────────────────────────────────────────────────


def _counts(listed: Worklist) -> str:
    reasons = grouped((reason, row) for row in listed.open for reason in row.reasons)
    told = [f"{len(rows)} {reason}" for reason, rows in reasons.items()]
    return f"{counted(len(listed.open), 'gegeven', 'gegevens')} na te gaan: {', '.join(told) or 'niets'}"


def _list_head(listed: Worklist) -> Iterator[str]:
    case = listed.outcome.case
    yield f"{title(case)} · {stamp(case)}"
    yield _counts(listed)
    yield f"Voorop staat wat het meest draagt: zoveel punten van de score van de eerste {TOP} adviezen rusten erop."


def _next(listed: Worklist) -> str:
    if not listed.open:
        return "Er is niets na te gaan. Met `--uit lijst.xlsx` maakt u een lijst om gewichten, inzet en relaties te wijzigen."
    return "Met `--uit lijst.xlsx` wordt dit een lijst om in Excel in te vullen; `krachtenveld nagaan lijst.xlsx` leest haar terug."


def _list_screen(listed: Worklist, top: int) -> Iterator[Block]:
    yield from (line(text) for text in _list_head(listed))
    yield WHITE
    shown = top_of(listed.open, top)
    columns = (
        Col("nr", right=True),
        Col("draagt", right=True),
        Col("wat er staat", wide=5),
        Col("vraag", wide=5),
        Col("wie zou het weten", wide=3),
    )
    rows = (
        (str(number), f"{row.carries:.1f}".replace(".", ","), row.said, row.question, row.who)
        for number, row in enumerate(shown, 1)
    )
    if shown:
        yield Grid(columns, tuple(rows))
    yield from rest(len(listed.open) - len(shown))
    yield WHITE
    yield line(_next(listed))


def _list_document(listed: Worklist, top: int) -> str:
    head, *more = _list_head(listed)
    texts = [f"# Na te gaan\n\n{escaped(head)}\n", *(f"{escaped(text)}\n" for text in more)]
    return "\n".join([*texts, on_paper(next(_sheets(listed, top))), f"{_next(listed)}\n"])


# ── words: the proposal ───────────────────────────────────────────────────────────────────────────────


def _head(proposal: WorkProposal, name: str) -> Iterator[str]:
    filled = proposal.filled
    yield f"{name} naast {title(proposal.listed.outcome.case)}"
    found = grouped((made.outcome, made) for made in proposal.lines)
    told = [f"{len(found[how])} {how}" for how, _, _ in _SECTIONS if how in found]
    if filled.done:
        told.append(f"{filled.done} al verwerkt")
    yield f"{counted(filled.rows, 'rij', 'rijen')} gelezen, {counted(len(proposal.lines), 'antwoord', 'antwoorden')}: {', '.join(told) or 'niets ingevuld'}"
    if filled.people:
        yield f"In {counted(filled.people, 'rij', 'rijen')} is weggelaten wat een naam van iemand kan zijn: het dossier noemt rollen, geen mensen."
    if filled.role is not None:
        kept = quote(filled.role) if filled.role else "leeg"
        yield f"De rol waarmee de lijst is ingevuld, wordt {kept}: de andere woorden kunnen een naam zijn."


def _sections(proposal: WorkProposal) -> Iterator[tuple[str, str, list[Proposed]]]:
    found = grouped((made.outcome, made) for made in proposal.lines)
    for how, head, meaning in _SECTIONS:
        if how in found:
            yield head, meaning, found[how]


def _told(made: Proposed, said: dict[str, str]) -> tuple[str, str, str]:
    """Where in the list, what it is about, and what becomes of it."""
    change = f"{made.old or '–'} → {made.new}" if made.new and made.new != made.old else ""
    written = dict(made.sets or {})
    source = written.get(SOURCE, "")
    told = (
        change,
        f"bron {source}" * bool(source),
        "aard aanname" * (written.get("aard") == "aanname"),
        made.remark,
    )
    where = f"{made.answer.sheet} rij {made.answer.row}"
    return (
        where,
        said[made.answer.place.name],
        "; ".join(filter(None, told)) or made.answer.place.origin.span.place,
    )


def _names(proposal: WorkProposal) -> dict[str, str]:
    sheets = proposal.listed.sheets.values()
    named = {row.place.name: row.said for rows in sheets for row in rows}
    return {
        made.answer.place.name: named.get(made.answer.place.name, made.answer.place.name)
        for made in proposal.lines
    }


def _progress(proposal: WorkProposal) -> Iterator[str]:
    """How much further this brings the confirmation of a term, and how many answers do not show in that."""
    for before, after in proposal.progress:
        told = f"{before.confirmed} → {after.confirmed} van {after.total} feiten bevestigd voor {term_words(after.term)}"
        if waiting := proposal.waiting:
            of = counted(waiting, "antwoord hoort", "antwoorden horen")
            told += f"; {of} bij feiten die nog op andere antwoorden wachten"
        yield f"{told}."


def _steps(proposal: WorkProposal, written: bool) -> Iterator[str]:
    yield from _progress(proposal)
    files = ", ".join(proposal.files)
    if not proposal.files:
        yield "Er is niets te schrijven: alles staat al zo, of wacht op meer antwoorden."
    elif written:
        yield f"Geschreven: {files}. Met `krachtenveld effect` ziet u wat dit doet met het advies."
    else:
        yield f"Er is niets geschreven. Het hele dossier klopt met dit voorstel; met `--schrijf` komt het in {files}."


def _screen(proposal: WorkProposal, name: str, written: bool) -> Iterator[Line | Grid]:
    yield from (line(text) for text in _head(proposal, name))
    said = _names(proposal)
    for head, meaning, rows in _sections(proposal):
        yield WHITE
        yield heading(f"{head} · {len(rows)}", meaning)
        columns = (Col("waar", keep=True), Col("waarover", wide=5), Col("wat", wide=4))
        yield Grid(columns, tuple(_told(made, said) for made in rows[:_MOST]))
        yield from rest(len(rows) - _MOST, by="`--formaat md`")
    yield WHITE
    yield from (line(text) for text in _steps(proposal, written))


def _document(proposal: WorkProposal, name: str, written: bool) -> str:
    head, *more = _head(proposal, name)
    said = _names(proposal)
    texts = [f"# {escaped(head)}\n", *(f"{escaped(text)}\n" for text in more)]
    columns = tuple(Column(each, "", width=0) for each in ("waar", "waarover", "wat"))
    for title_, meaning, rows in _sections(proposal):
        table = Sheet(title_, columns, tuple(_told(made, said) for made in rows))
        texts += [f"## {title_}\n\n{meaning}\n", markdown_text(table)]
    return "\n".join([*texts, *(f"{text}\n" for text in _steps(proposal, written))])
