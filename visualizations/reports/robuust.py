"""`robuust`: which advice holds whatever happens, what the rest depends on, and what breaks it.

With `--advies`: everything about how firmly one advice stands.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeVar

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line as AdviceLine
from strategy.advice.model import BANDS
from strategy.advice.names import decimal
from strategy.dossier.defined_names import counted
from strategy.explain.judgements import Standing
from strategy.explain.tipping import Lever
from strategy.robustness.setbacks import SETBACK_KINDS, Setback, SetbackKind, setback_text
from strategy.robustness.trials import Impact, Resilience
from strategy.robustness.verdict import (
    FAIRLY,
    FIRM,
    FIRMNESSES,
    Bar,
    Drawn,
    Explored,
    Firmness,
    Robust,
    breakers,
    by_place,
    setback_bars,
    weight_bars,
)
from strategy.robustness.weights import DESIGNS, Design, Lean, SobolIndex, Spread
from visualizations.writers.markup import escaped
from visualizations.writers.pictures import BLUE, GREY, INK, PALE, RED, picture
from visualizations.writers.report import (
    WHITE,
    Block,
    Cell,
    Col,
    Grid,
    Line,
    Report,
    heading,
    line,
    rest,
    top_of,
)
from visualizations.writers.safe_files import MARK
from visualizations.writers.shapes import (
    ADVICE_ID,
    COUNT,
    LINE_ID,
    MAYBE_NUMBER,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    NUMBER,
    SCORE,
    TEXT,
    WHOLE,
    Key,
    Of,
    Shape,
    array,
    contract_of,
    each_of,
    maybe,
    of_part,
    one_of,
    record_of,
)
from visualizations.writers.sheets import Cell as SheetCell
from visualizations.writers.sheets import ReadColumn, Sheet, column, joined, on_paper, sheet
from visualizations.writers.stamps import DISCLAIMER, ranked, stamp

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

T = TypeVar("T")
_SHOWN = FIRMNESSES[:4]
"""The verdicts that get a table; what is never `doen` is only counted."""
_MOST_BREAKERS = 5
_USUAL, _DRAWN = 8, 15
"""Of each list on the screen, and of bars in a picture."""


def robust_report(found: Explored, one: bool, top: int | None) -> Report:
    """What was found; `one` when it was about one advice. At most `top` of each list (0 is all, None the usual)."""
    most = _USUAL if top is None else top
    case = found.outcome.case

    def picture(form: str) -> Callable[[], bytes]:
        def drawn() -> bytes:
            bars = _DRAWN if top is None else top
            return tornado(found, found.robust[0].line, form, bars) if one else ranges(found, form, bars)

        return drawn

    return Report(
        screen=lambda: pages_of(found, most) if one else _screen(found, most),
        data=lambda: ROBUSTNESS.write(found),
        markdown=lambda: _markdown(found),
        sheets=lambda: _sheets(found),
        title=f"Robuustheid · {case.dossier.header.name}",
        mark=stamp(case),
        others={form: picture(form) for form in ("svg", "png")},
    )


_Of = Of[Explored, T]


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_UNEXPLORED = "null als dit niet is nagegaan"
_SHARE = Shape({"type": "number", "minimum": 0, "maximum": 1}, SCORE.write)
_LEVER = Shape(TEXT.schema, lambda lever: f"{lever.kind}/{lever.id}")
_TRIED = record_of(Drawn)(
    steekproef=(one_of(*DESIGNS), lambda drawn: drawn.design),
    aantal=(WHOLE, lambda drawn: drawn.count),
    zaad=(COUNT, lambda drawn: drawn.seed),
    van=(NUMBER.about("telt niet bij dirichlet"), lambda drawn: drawn.low),
    tot=(NUMBER.about("telt niet bij dirichlet"), lambda drawn: drawn.high),
    gewichten=(array(_LEVER).about("welke gewichten veranderden: soort/naam"), lambda drawn: drawn.levers),
)
_SETBACK = record_of(_Of[Setback])(
    sleutel=(TEXT.about("naam binnen dit dossier"), lambda of: of.it.key),
    soort=(one_of(*SETBACK_KINDS), lambda of: of.it.kind),
    tekst=(TEXT, lambda of: setback_text(of.whole.outcome, of.it)),
    bestand=(
        MAYBE_TEXT.about("waar het oordeel of de aanname staat"),
        lambda of: of.it.grounds[0].file if of.it.grounds else None,
    ),
    regelnummer=(MAYBE_WHOLE, lambda of: of.it.grounds[0].line if of.it.grounds else None),
)
_STRUCTURE = record_of(Explored)(
    berekeningen=(COUNT.about("met de paren erbij"), lambda found: found.structure.trials),
    tegenslagen=(array(_SETBACK), lambda found: each_of(found, found.structure.setbacks)),
)
_SPREAD = record_of(Spread)(
    doen=(_SHARE.about("deel van de wegingen waarbij het doen heet"), lambda spread: spread.core),
    ook_doen=(_SHARE, lambda spread: spread.promising),
    beste_rang=(WHOLE, lambda spread: spread.best_rank),
    slechtste_rang=(WHOLE, lambda spread: spread.worst_rank),
    rang_laag=(
        WHOLE.about("bij 5% van de wegingen is de rang zo goed of beter"),
        lambda spread: spread.low_rank,
    ),
    rang_hoog=(
        WHOLE.about("bij 5% van de wegingen is de rang zo slecht of slechter"),
        lambda spread: spread.high_rank,
    ),
    slechtst_bij=(
        array(NUMBER).about("de gewichten die de slechtste rang geven, in de volgorde bovenaan"),
        lambda spread: spread.worst_at,
    ),
    per_gewicht=(
        array(
            record_of(Lean)(
                gewicht=(_LEVER, lambda lean: lean.lever),
                doen_licht=(
                    _SHARE.about("deel dat doen heet bij een licht gewicht"),
                    lambda lean: lean.light,
                ),
                doen_zwaar=(
                    _SHARE.about("deel dat doen heet bij een zwaar gewicht"),
                    lambda lean: lean.heavy,
                ),
            )
        ),
        lambda spread: spread.leans,
    ),
)
_IMPACTS = array(
    record_of(Impact)(
        tegenslagen=(
            array(TEXT, minItems=1).about("sleutels; meer dan één is een paar"),
            lambda impact: [setback.key for setback in impact.setbacks],
        ),
        score=(MAYBE_NUMBER, lambda impact: impact.later and impact.later.score),
        band=(
            Shape({"enum": [*BANDS, None]}).about("null als het advies vervalt"),
            lambda impact: impact.later and impact.later.band,
        ),
        rang=(MAYBE_WHOLE, lambda impact: impact.later and impact.later.rank),
    )
)
_RESILIENCE = record_of(Resilience)(
    aantal=(
        COUNT.about("zonder die het onderwerp van het advies zelf wegnemen"),
        lambda resilience: resilience.count,
    ),
    doen=(_SHARE, lambda resilience: resilience.core),
    slechtste_rang=(
        MAYBE_WHOLE.about("null als het bij een van de tegenslagen vervalt"),
        lambda resilience: resilience.worst_rank,
    ),
    breekt=(_IMPACTS, lambda resilience: resilience.breaks),
    mits=(
        _IMPACTS.about("oordelen en aannames waardoor het onderwerp zelf er is"),
        lambda resilience: resilience.own,
    ),
)
_INDEX = record_of(SobolIndex)(
    gewicht=(_LEVER, lambda index: index.lever),
    eigen=(SCORE, lambda index: index.own),
    totaal=(SCORE, lambda index: index.total),
    marge=(SCORE, lambda index: index.margin),
)
_LINE: Mapping[str, Key[AdviceLine]] = {
    "id": (LINE_ID, lambda of: of.id),
    "titel": (TEXT, lambda of: of.title),
    "score": (NUMBER, lambda of: of.score),
    "band": (one_of(*BANDS), lambda of: of.band),
    "rang": (WHOLE, lambda of: of.rank),
    "onderdelen": (
        array(ADVICE_ID, minItems=1).about("de losse adviezen die erin samenkomen"),
        lambda of: [part.id for part in of.parts],
    ),
}
_ADVICE = record_of(_Of[Robust])(
    **of_part(lambda of: of.it.line, _LINE),
    uitkomst=(one_of(*FIRMNESSES), lambda of: of.it.firmness),
    wegingen=(maybe(_SPREAD).about(_UNEXPLORED), lambda of: of.it.spread),
    tegenslagen=(maybe(_RESILIENCE).about(_UNEXPLORED), lambda of: of.it.resilience),
    sobol=(
        maybe(array(_INDEX)).about(
            "deel van de variantie dat van dit gewicht komt; alleen met --advies, anders null"
        ),
        lambda of: of.whole.indices.get(of.it.line.id),
    ),
)
ROBUSTNESS = contract_of(
    Explored, "Robuustheid van adviezen van Krachtenveld", "3.1", lambda found: found.outcome.case
)(
    wegingen=(maybe(_TRIED).about(_UNEXPLORED), lambda found: found.drawn if found.weights else None),
    structuur=(maybe(_STRUCTURE).about(_UNEXPLORED), lambda found: found if found.structure else None),
    adviezen=(array(_ADVICE).about("wat het vaste staat eerst"), lambda found: each_of(found, found.robust)),
)
"""What programs may rely on. Additions raise the minor version, other changes the major."""


# ── sheets ────────────────────────────────────────────────────────────────────────────────────────────


def _weighed(
    title: str,
    meaning: str,
    read: Callable[[Spread], SheetCell],
    sort: Literal["whole", "share"] = "whole",
    paper: bool = False,
) -> ReadColumn[_Of[Robust]]:
    """A column about the weights."""
    return column(title, meaning, lambda of: read(of.it.spread) if of.it.spread else None, sort, paper=paper)


def _endured(
    title: str,
    meaning: str,
    read: Callable[[Resilience], SheetCell],
    sort: Literal["text", "whole", "share"],
    paper: bool = False,
) -> ReadColumn[_Of[Robust]]:
    """A column about the setbacks."""
    return column(
        title, meaning, lambda of: read(of.it.resilience) if of.it.resilience else None, sort, paper=paper
    )


_NOW: tuple[ReadColumn[_Of[Robust]], ...] = (
    column(
        "rang",
        "de plaats onder alle adviezen, zoals het dossier nu is",
        lambda of: of.it.line.rank,
        "whole",
        paper=True,
    ),
    column(
        "band",
        "doen, ook doen, als er tijd is of niet doen, zoals het dossier nu is",
        lambda of: of.it.line.band,
    ),
    column(
        "uitkomst",
        "staat vast, vrij vast of breekbaar; of wat het nog kan worden",
        lambda of: of.it.firmness,
        paper=True,
    ),
    column("advies", "wat er wordt aangeraden", lambda of: of.it.line.title, paper=True),
)
_WEIGHTS: tuple[ReadColumn[_Of[Robust]], ...] = (
    _weighed(
        "doen bij wegingen",
        "deel van de wegingen waarbij het doen heet",
        lambda spread: spread.core,
        "share",
        paper=True,
    ),
    _weighed(
        "ook doen bij wegingen",
        "deel van de wegingen waarbij het ook doen heet",
        lambda spread: spread.promising,
        "share",
    ),
    _weighed("beste rang", "de hoogste plaats bij een van de wegingen", lambda spread: spread.best_rank),
    _weighed("rang 5%", "bij 5% van de wegingen is de rang zo goed of beter", lambda spread: spread.low_rank),
    _weighed(
        "rang 95%", "bij 5% van de wegingen is de rang zo slecht of slechter", lambda spread: spread.high_rank
    ),
    _weighed(
        "slechtste rang",
        "de laagste plaats bij een van de wegingen",
        lambda spread: spread.worst_rank,
        paper=True,
    ),
)
_SETBACKS: tuple[ReadColumn[_Of[Robust]], ...] = (
    _endured(
        "doen bij tegenslagen",
        "deel van de tegenslagen waarbij het doen blijft of wordt",
        lambda resilience: resilience.core,
        "share",
    ),
    _endured(
        "breekt",
        "zoveel tegenslagen, elk apart, halen het uit zijn band of laten het vervallen",
        lambda resilience: len(by_place(resilience.breaks)),
        "whole",
        paper=True,
    ),
    _endured(
        "vervalt",
        "ja als het bij een van de tegenslagen vervalt",
        lambda resilience: "ja" if resilience.worst_rank is None else "",
        "text",
    ),
)
_ALWAYS: tuple[ReadColumn[_Of[Robust]], ...] = (
    column(
        "hangt af van",
        "het gewicht en de tegenslagen die het meest uitmaken",
        lambda of: joined(_depends(of.whole, of.it)),
        paper=True,
    ),
    column("id", "de naam van het advies, dezelfde in elke versie", lambda of: of.it.line.id),
)


def _depends(found: Explored, item: Robust) -> Iterator[str]:
    if item.lean and item.spread and item.spread.core < FIRM:
        yield lean_text(found.outcome, item.lean)
    if item.resilience:
        for impacts in by_place(item.resilience.breaks)[:3]:
            yield impacts_text(found.outcome, impacts)


_BREAKS: tuple[ReadColumn[_Of[tuple[AdviceLine, Impact]]], ...] = (
    column("advies", "wat er wordt aangeraden", lambda of: of.it[0].title),
    column(
        "tegenslag",
        "wat er wegvalt, of anders blijkt",
        lambda of: ", en ".join(setback_text(of.whole.outcome, each) for each in of.it[1].setbacks),
    ),
    column(
        "soort",
        "zetel kwijt, zetel niet te krijgen, netwerk valt stil, oordeel of aanname anders",
        lambda of: ", ".join(dict.fromkeys(KIND_NAMES[each.kind] for each in of.it[1].setbacks)),
    ),
    column(
        "wordt",
        "wat er dan van het advies wordt",
        lambda of: becomes(Standing.of(of.it[0]), of.it[1].later),
    ),
    column(
        "plek",
        "waar het oordeel of de aanname in het dossier staat",
        lambda of: setback_place(of.it[1].setbacks[0]),
    ),
    column("id", "de naam van het advies", lambda of: of.it[0].id),
)
_LEANS: tuple[ReadColumn[_Of[tuple[AdviceLine, Lean]]], ...] = (
    column("advies", "wat er wordt aangeraden", lambda of: of.it[0].title),
    column(
        "gewicht",
        "van welke opgave of prioriteit",
        lambda of: of.whole.outcome.names.name(of.it[1].lever.kind, of.it[1].lever.id),
    ),
    column(
        "doen bij licht",
        "deel van de wegingen met een licht gewicht waarbij het doen heet",
        lambda of: of.it[1].light,
        "share",
    ),
    column(
        "doen bij zwaar",
        "deel van de wegingen met een zwaar gewicht waarbij het doen heet",
        lambda of: of.it[1].heavy,
        "share",
    ),
    column("id", "de naam van het advies", lambda of: of.it[0].id),
)


def _advice_sheet(found: Explored) -> Sheet:
    """One row per advice, the firmest first; columns of a space that was not explored are left out."""
    spaces = (*(_WEIGHTS if found.weights else ()), *(_SETBACKS if found.structure else ()))
    return sheet("Robuust", (*_NOW, *spaces, *_ALWAYS), each_of(found, found.robust))


def _sheets(found: Explored) -> Iterator[Sheet]:
    """Each advice; per advice every setback that breaks it, and each weight where that is light and where it is heavy."""
    yield _advice_sheet(found)
    if found.structure:
        impacts = [
            (item.line, impact)
            for item in found.robust
            if item.resilience
            for impact in (*item.resilience.own, *item.resilience.breaks)
        ]
        yield sheet("Tegenslagen", _BREAKS, each_of(found, impacts))
    if found.weights:
        leans = [(item.line, lean) for item in found.robust if item.spread for lean in item.spread.leans]
        yield sheet("Gewichten", _LEANS, each_of(found, leans))


def _markdown(found: Explored) -> str:
    """The answer, a table of what reads well on paper, and how it was tried."""
    notes = "\n".join(f"- {escaped(note)}" for note in caveats(found))
    table = on_paper(_advice_sheet(found))
    return f"{escaped(_answer(found))}\n\n{table}\n{notes}\n\n{MARK} · {stamp(found.outcome.case)}\n"


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _screen(found: Explored, top: int) -> Iterator[Block]:
    """The answer first, then which advice, and what breaks it."""
    yield from (heading_of(found), WHITE, line(_answer(found), "bold" if found.robust else ""), WHITE)
    for firmness in _SHOWN:
        group = [item for item in found.robust if item.firmness == firmness]
        if group:
            yield from _group(found, firmness, group, top)
            yield WHITE
    yield from _breakers(found)
    if left := _rest(found):
        yield from (line(left), WHITE)
    yield from (line(note, "dim") for note in caveats(found))


def _answer(found: Explored) -> str:
    """The answer in one or two sentences."""
    if not found.robust:
        return "Geen adviezen bij deze keuze."
    counts = Counter(item.firmness for item in found.robust)
    firm, fairly, weak = (counts[word] for word in FIRMNESSES[:3])
    core = firm + fairly + weak
    if core:
        withstood = whatever(found.drawn.count if found.weights else 0, found.structure is not None)
        parts = [f"{firm or 'geen'} {'staan' if firm > 1 else 'staat'} vast, {withstood}"]
        parts += [f"{fairly} {'staan' if fairly > 1 else 'staat'} vrij vast"] if fairly else []
        parts += [f"{weak} {'zijn' if weak > 1 else 'is'} breekbaar"] if weak else []
        who = counted(core, "advies dat nu doen heet", "adviezen die nu doen heten")
        text = f"Van {who}: {'; '.join(parts)}."
    else:
        text = "Geen van deze adviezen heet nu doen."
    if more := counts["kan doen worden"]:
        text += f" {more} {'ander kan' if more == 1 else 'andere kunnen'} doen worden als de gewichten veranderen."
    return text


def _spaces(found: Explored) -> tuple[bool, bool]:
    return found.weights is not None, found.structure is not None


def _group(found: Explored, firmness: Firmness, group: Sequence[Robust], top: int) -> Iterator[Block]:
    yield heading(f"{firmness.capitalize()} · {len(group)}", meaning(firmness, *_spaces(found)))
    cols = [Col("rang", right=True)]
    if found.weights:
        cols += [Col("doen bij", right=True), Col("rang 90%", right=True)]
    if found.structure:
        cols.append(Col("breekt", right=True))
    cols.append(Col("advies, en waar het van afhangt", wide=True))
    shown = top_of(group, top)
    yield Grid(tuple(cols), tuple(tuple(_row(found, item)) for item in shown), indent=1)
    yield from rest(len(group) - len(shown))


def _row(found: Explored, item: Robust) -> Iterator[Cell]:
    yield str(item.line.rank)
    if item.spread:
        yield percent(item.spread.core)
        yield f"{item.spread.low_rank}–{item.spread.high_rank}"
    if item.resilience:
        yield str(len(by_place(item.resilience.breaks)))
    below = (*_reasons(found, item), item.line.id)
    yield line(item.line.title, "", *((f"\n{text}", "dim") for text in below))


def _reasons(found: Explored, item: Robust) -> Iterator[str]:
    """What an advice depends on, briefly."""
    if item.resilience:
        for impacts in by_place(item.resilience.own)[:1]:
            ground = impacts[0].setbacks[0].grounds[0]
            yield f"mits: {ground.text} ({ground.nature})"
    if item.lean and item.spread and item.spread.core < FIRM:
        yield lean_text(found.outcome, item.lean)
    if item.resilience and item.line.band == "doen":
        places = by_place(item.resilience.breaks)
        if places:
            more = f" … en nog {len(places) - 1}" if len(places) > 1 else ""
            yield f"breekt als: {impacts_text(found.outcome, places[0])}{more}"


def _breakers(found: Explored) -> Iterator[Block]:
    every = [entry for entry in breakers(found.robust) if len(entry[1]) > 1][:_MOST_BREAKERS]
    if not every:
        return
    rows: list[tuple[Cell, ...]] = []
    for impacts, advices in every:
        place = setback_place(impacts[0].setbacks[0])
        more = [(f"   {place}", "dim")] if place else []
        rows.append((f"{len(advices)}×", line(impacts_text(found.outcome, impacts), "", *more)))
    yield heading("Wat het meest breekt", "zoveel adviezen heten dan geen doen meer")
    yield from (Grid((Col(right=True), Col(wide=True)), tuple(rows), indent=1), WHITE)


def _rest(found: Explored) -> str:
    """How many are never `doen`; "" when all are told."""
    counts = Counter(item.firmness for item in found.robust)
    ever = ", ook bij andere wegingen" if found.weights else ""
    told = [f"{counts['minder']} minder dan doen{ever}"] if counts["minder"] else []
    told += [f"{counts['niet doen']} om niet te doen"] if counts["niet doen"] else []
    return f"Verder: {' en '.join(told)}; `--formaat csv` toont ook die." if told else ""


_INDICES = (
    "Sobol-indices: het deel van de variantie dat van dit gewicht komt, op zichzelf en samen met andere gewichten, als"
    " alle gewichten los van elkaar tussen --van en --tot liggen. De marge hoort bij de tweede kolom (95%)."
)
_SMALL = 0.05
"""A gap between light and heavy below this is left out, unless everything is asked for."""
_MOST_WORST = 8
"""Weights that are named where the rank is worst."""


def pages_of(found: Explored, top: int) -> Iterator[Block]:
    """Each advice that was asked for, one below the other; of each list the first `top` (0 is all)."""
    yield from (heading_of(found), WHITE)
    for item in found.robust:
        yield from (_head(found, item), WHITE)
        if item.spread:
            yield from _weights(found, item, item.spread, top)
            yield WHITE
        if item.resilience:
            yield from _setbacks(found, item, item.resilience, top)
            yield WHITE
    yield from (line(note, "dim") for note in caveats(found))


def _head(found: Explored, item: Robust) -> Line:
    advice = item.line
    about = f"\n         {advice.id}   {ranked(found.outcome, advice)}"
    return line("ROBUUST  ", "dim", (f"{advice.title}: {item.firmness}", "bold"), (about, ""))


def _weights(found: Explored, item: Robust, spread: Spread, top: int) -> Iterator[Block]:
    yield line("Als de gewichten anders zijn", "bold", (f"  {thousands(found.drawn.count)} wegingen", "dim"))
    yield line(
        f"  doen bij {percent(spread.core)}, ook doen bij {percent(spread.promising)};"
        f" rang {spread.low_rank} tot {spread.high_rank} bij 9 van de 10 wegingen,"
        f" op zijn slechtst {spread.worst_rank}"
    )
    worst = ", ".join(
        f"{found.outcome.names.name(lever.kind, lever.id)} {weight_text(weight)}"
        for lever, weight in zip(found.drawn.levers[:_MOST_WORST], spread.worst_at, strict=False)
    )
    yield line(f"het slechtst bij: {worst}", "dim", indent=2)
    leans = sorted(
        (lean for lean in spread.leans if lean.gap >= _SMALL or not top), key=lambda lean: -lean.gap
    )
    for lean in top_of(leans, top):
        yield line(f"· {lean_text(found.outcome, lean)}", indent=2)
    if not leans:
        yield line("  geen enkel gewicht maakt veel uit")
    if indices := found.indices.get(item.line.id):
        yield from _indices(found, top_of(indices, top))


def _indices(found: Explored, indices: Sequence[SobolIndex]) -> Iterator[Block]:
    yield line("  Waar de spreiding in de score vandaan komt:")
    cols = (
        Col("gewicht", keep=True),
        *(Col(title, right=True) for title in ("op zichzelf", "met andere samen", "marge")),
    )
    rows = (
        (
            index.lever.text(found.outcome.names),
            percent(index.own),
            percent(index.total),
            f"± {percent(index.margin)}",
        )
        for index in indices
    )
    yield Grid(cols, tuple(rows), indent=3)
    yield line(_INDICES, "dim", indent=3)


def _setbacks(found: Explored, item: Robust, resilience: Resilience, top: int) -> Iterator[Block]:
    tried = found.structure.trials if found.structure else resilience.count
    number = f"  {_counted(resilience.count, tried)}"
    yield line("Als er iets wegvalt of anders blijkt", "bold", (number, "dim"))
    if own := tried - resilience.count:
        yield line(_not_counted(own), "dim", indent=2)
    yield line(f"  {_standing(item, resilience)}")
    for impacts in by_place(resilience.own):
        setback = impacts[0].setbacks[0]
        ground = setback.grounds[0]
        yield line(f"mits: {ground.text} ({ground.nature})   {setback_place(setback)}", indent=2)
    for every in (resilience.lifts, resilience.breaks):
        yield from _impacts(found, item, by_place(every), top)
    if not resilience.breaks and item.line.band == "doen":
        yield line("  geen enkele tegenslag haalt het omlaag")


def _counted(count: int, tried: int) -> str:
    number = thousands(count) if count == tried else f"{thousands(count)} van de {thousands(tried)}"
    return f"{number} {'tegenslag' if tried == 1 else 'tegenslagen'}"


def _not_counted(own: int) -> str:
    if own == 1:
        return "de andere neemt weg waar dit advies over gaat, en telt niet mee"
    return f"de {thousands(own)} andere nemen weg waar dit advies over gaat, en tellen niet mee"


def _standing(item: Robust, resilience: Resilience) -> str:
    rank = resilience.worst_rank
    worst = f"op zijn slechtst {'vervalt het' if rank is None else f'rang {rank}'}"
    if item.firmness == "niet doen":
        return worst
    if item.line.band == "doen":
        return f"doen bij {percent(resilience.core)}; {worst}"
    lifts = len(resilience.lifts)
    number = thousands(lifts) if lifts else "geen"
    return f"{number} van {thousands(resilience.count)} {'zouden' if lifts > 1 else 'zou'} het doen maken; {worst}"


def _impacts(found: Explored, item: Robust, places: Sequence[Sequence[Impact]], top: int) -> Iterator[Block]:
    if not places:
        return
    shown = top_of(places, top)
    rows = tuple(_advice_row(found, item, impacts) for impacts in shown)
    yield Grid((Col(keep=True), Col(wide=True)), rows, indent=2, left=0, right=2)
    yield from rest(len(places) - len(shown), indent=2)


def _advice_row(found: Explored, item: Robust, impacts: Sequence[Impact]) -> tuple[Cell, ...]:
    place = setback_place(impacts[0].setbacks[0])
    more = [(f"   {place}", "dim")] if place else []
    return impacts_become(Standing.of(item.line), impacts), line(
        impacts_text(found.outcome, impacts), "", *more
    )


# ── in words and drawn ──────────────────────────────────────────────────────────────────────────────

KIND_NAMES: Mapping[SetbackKind, str] = {
    "zetel": "zetel kwijt", "verdeling": "zetel niet te krijgen", "netwerk": "netwerk valt stil",
    "oordeel": "oordeel of aanname anders",
}  # fmt: skip
DESIGN_NAMES: Mapping[Design, str] = {
    "lhs": "gelijkmatig gespreid (Latin hypercube)", "dirichlet": "met dezelfde som (Dirichlet)",
    "een-voor-een": "telkens één gewicht anders",
}  # fmt: skip


_MANY = 100
"""Weightings from which they say something of every weighting."""


def percent(share: float) -> str:
    """A share in whole percents; only what is all or nothing is told as such."""
    whole = decimal(100 * share, 0)
    if whole == "100" and share < 1:
        return ">99%"
    return "<1%" if whole == "0" and share > 0 else f"{whole}%"


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def whatever(weightings: int, structure: bool) -> str:
    """What firm advice withstands, given the spaces that were explored; a few weightings are not all that one may weigh."""
    if 0 < weightings < _MANY:
        return f"bij deze {weightings} wegingen" + " en wat er ook wegvalt" * structure
    if weightings and structure:
        return "wat er ook gebeurt"
    return "hoe u ook weegt" if weightings else "wat er ook wegvalt"


def meaning(firmness: Firmness, weights: bool, structure: bool) -> str:
    """What a verdict says, given the spaces that were explored, for the heading above those who have it."""
    match firmness:
        case "staat vast":
            parts = [f"doen bij minstens {percent(FIRM)} van de wegingen"] if weights else []
            parts += ["geen tegenslag haalt het omlaag"] if structure else []
            return ", en ".join(parts)
        case "vrij vast":
            parts = [f"doen bij minstens {percent(FAIRLY)} van de wegingen"] if weights else []
            parts += ["hooguit 1 op de 100 tegenslagen haalt het omlaag"] if structure else []
            return "; ".join(parts)
        case "breekbaar":
            return "nu doen, maar het hangt af van wat eronder staat"
    return "nu geen doen, bij een deel van de wegingen wel; het vaakst eerst"


# ── setbacks ──────────────────────────────────────────────────────────────────────────────────────────


def setback_place(setback: Setback) -> str:
    """Where a judgement is written; "" for what is no judgement."""
    return setback.grounds[0].place if setback.grounds else ""


def impacts_text(outcome: Outcome, impacts: Sequence[Impact]) -> str:
    """Impacts at one place in one line; setbacks that come together are joined."""
    parts = []
    for position, setback in enumerate(impacts[0].setbacks):
        words = [impact.setbacks[position].word for impact in impacts] if setback.kind == "oordeel" else None
        parts.append(setback_text(outcome, setback, list(dict.fromkeys(words)) if words else None))
    return ", en ".join(parts)


def becomes(present: Standing, later: Standing | None) -> str:
    """What becomes of an advice, in few words."""
    if later is None:
        return "vervalt"
    return (
        f"{present.band} → {later.band}"
        if later.band != present.band
        else f"rang {present.rank} → {later.rank}"
    )


def impacts_become(present: Standing, impacts: Sequence[Impact]) -> str:
    """What becomes of it at the worst of these."""
    return (
        "vervalt" if any(impact.later is None for impact in impacts) else becomes(present, impacts[0].later)
    )


# ── weights ───────────────────────────────────────────────────────────────────────────────────────────


def lean_text(outcome: Outcome, lean: Lean) -> str:
    """What an advice leans on, or loses by."""
    name = lean.lever.text(outcome.names)
    light, heavy = f"{percent(lean.light)} als die licht weegt", f"{percent(lean.heavy)} als die zwaar weegt"
    if lean.heavy > lean.light:
        return f"leunt op {name}: doen bij {heavy}, {light}"
    return f"verliest van {name}: doen bij {light}, {heavy}"


def weight_text(weight: float) -> str:
    return f"{weight:g}".replace(".", ",")


# ── what was tried ────────────────────────────────────────────────────────────────────────────────────


def heading_of(found: Explored) -> Line:
    """Of which dossier, and what was tried."""
    tried = []
    if found.weights:
        tried.append(f"{thousands(found.weights.sample.count)} wegingen")
    if found.structure:
        tried.append(f"{thousands(found.structure.trials)} tegenslagen")
    number = counted(len(found.robust), "advies", "adviezen")
    under = f", onder {' en '.join(tried)}" if tried else ""
    about = f" · {stamp(found.outcome.case)}\n{number}{found.selection}{under}"
    return line(found.outcome.case.dossier.header.name, "bold", (about, ""))


def caveats(found: Explored) -> Iterator[str]:
    """How it was tried, and what to keep in mind."""
    if found.weights:
        drawn = found.drawn
        kinds = {lever.kind for lever in drawn.levers}
        plurals = {"opgave": "opgaven", "prioriteit": "prioriteiten"}
        which = " en ".join(plural for kind, plural in plurals.items() if kind in kinds)
        between = f" van {weight_text(drawn.low)} tot {weight_text(drawn.high)}"
        bounds = "" if drawn.design == "dirichlet" else between
        yield (
            f"Wegingen: {counted(len(drawn.levers), 'gewicht', 'gewichten')} van {which}{bounds},"
            f" {DESIGN_NAMES[drawn.design]}, zaad {drawn.seed}."
            " Licht en zwaar: het laagste en het hoogste derde."
        )
    if found.structure:
        counts = Counter(setback.kind for setback in found.structure.setbacks)
        told = ", ".join(f"{counts[kind]}× {name}" for kind, name in KIND_NAMES.items() if counts[kind])
        paired = found.structure.trials - len(found.structure.setbacks)
        yield f"Tegenslagen, elk apart: {told}{f'; en {thousands(paired)} paren' if paired else ''}."
        yield "Het verlies van de zetel zelf, of van het eigen netwerk, telt daarbij niet mee."
    yield f"`krachtenveld robuust --advies ADVIES` toont van één advies alles wat het breekt. {DISCLAIMER}"


# ── charts ────────────────────────────────────────────────────────────────────────────────────────────

_WIDTH = 24.0
_ROW, _REST = 1.05, 4.2
"""Centimetres per bar, and for all that is around them."""
_LABEL, _LINES = 50, 3
"""Characters on a line of a label, and how many lines."""
_EDGE = 0.08
"""The part of the axis at its left that has no room for a note beside a bar."""


def tornado(found: Explored, line: AdviceLine, form: str, top: int) -> bytes:
    """What each factor by itself does to one line, the heaviest above; at most `top` bars (0 is all)."""
    now = line.score
    drawn = found.drawn
    bars: list[Bar] = []
    if found.weights:
        bars += weight_bars(found.outcome, line, drawn.levers, drawn.low, drawn.high)
    if found.structure:
        bars += setback_bars(found.outcome, line, found.structure.setbacks, found.results)
    bars = [bar for bar in sorted(bars, key=lambda bar: -bar.reach(now)) if bar.reach(now) > 0]
    bars = bars[:top] if top else bars
    labels = [_label(found, bar) for bar in bars]
    title = f"Wat {line.title} verandert"
    parts = (
        [f"gewicht {weight_text(drawn.low)} (licht) en {weight_text(drawn.high)} (donker)"]
        if found.weights
        else []
    )
    parts += ["tegenslag die schaadt (rood) of helpt (grijs)"] if found.structure else []
    heading = f"{line.title}\nals één ding anders is: {'; '.join(parts)}"

    def draw(figure: Figure) -> None:
        axes = _axes(
            figure, found, labels, heading, max([now, *(end for bar in bars for end in (bar.low, bar.high))])
        )
        axes.axvline(now, color=INK, linewidth=1)
        axes.annotate(" nu", (now, len(bars) - 0.15), va="bottom", fontsize=8)
        for place, bar in enumerate(bars):
            if isinstance(bar.factor, Lever):
                _side(axes, place, now, bar.low, PALE, weight_text(drawn.low))
                _side(axes, place, now, bar.high, BLUE, weight_text(drawn.high))
            else:
                far = max((bar.low, bar.high), key=lambda score: abs(score - now))
                _side(axes, place, now, far, RED if far < now else GREY, "vervalt" if far == 0 else "")

    return picture(draw, _WIDTH, _REST + _ROW * max(1, len(bars)), form, title, stamp(found.outcome.case))


_SURE = ("staat vast", "vrij vast")


def ranges(found: Explored, form: str, top: int) -> bytes:
    """Where advice ends up: nine tenths of the weights as a bar, the present score as a dot."""
    explored = [item for item in found.robust if item.spread]
    shown = sorted(
        explored[:top] if top else explored,
        key=lambda item: -round(item.spread.core, 2) if item.spread else 0,
    )
    firm = sum(item.firmness in _SURE for item in explored)
    one = firm == 1
    labels = [_wrapped(item.line.title) for item in shown]

    def draw(figure: Figure) -> None:
        title = (
            f"{firm or 'Geen'} van de {len(explored)} adviezen {'staat' if one or not firm else 'staan'} vast of vrij vast\n"
            "balk: 9 van de 10 wegingen (donker: staat vast of vrij vast) · stip: nu · percentage: hoe vaak doen"
        )
        axes = _axes(
            figure,
            found,
            labels,
            title,
            max((max(item.line.score, item.spread.high) for item in shown if item.spread), default=0),
        )
        for place, item in enumerate(shown):
            _range(axes, place, item, item.line.score)

    title = f"Robuustheid · {found.outcome.case.dossier.header.name}"
    return picture(draw, _WIDTH, _REST + _ROW * max(1, len(shown)), form, title, stamp(found.outcome.case))


def _axes(figure: Figure, found: Explored, labels: Sequence[str], title: str, furthest: float) -> Axes:
    """Axes with a label per row, from 0 to beyond the highest score and the line of `doen`."""
    scoring = found.outcome.case.dossier.header.scoring
    axes = figure.subplots()
    figure.suptitle(title, x=0.01, ha="left", fontsize=10)
    axes.set_xlim(0, 1.08 * max(furthest, scoring.do_from))
    axes.set_ylim(max(1, len(labels)) - 0.1, -0.6)
    axes.set_yticks(range(len(labels)), labels, fontsize=8)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("score")
    for edge, name in ((scoring.do_from, "doen"), (scoring.also_from, "ook doen")):
        axes.axvline(edge, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
        axes.annotate(
            f"{name} →", (edge, 1), xycoords=("data", "axes fraction"), xytext=(2, 2),
            textcoords="offset points", fontsize=8, color=GREY,
        )  # fmt: skip
    return axes


def _side(axes: Axes, place: int, now: float, score: float, colour: str, note: str) -> None:
    if score == now:
        return
    axes.barh(place, score - now, left=now, height=0.6, color=colour, edgecolor=INK, linewidth=0.5)
    if score < _EDGE * axes.get_xlim()[1]:  # left of the axis stand the labels
        axes.annotate(
            note, (score, place), xytext=(3, 0), textcoords="offset points", va="center", fontsize=8,
            color=INK if colour == PALE else "white",
        )  # fmt: skip
        return
    left = score < now
    axes.annotate(
        note, (score, place), xytext=(-3 if left else 3, 0), textcoords="offset points",
        ha="right" if left else "left", va="center", fontsize=8,
    )  # fmt: skip


def _range(axes: Axes, place: int, item: Robust, now: float) -> None:
    spread = item.spread
    assert spread is not None
    colour = BLUE if item.firmness in _SURE else PALE
    axes.barh(
        place,
        spread.high - spread.low,
        left=spread.low,
        height=0.55,
        color=colour,
        edgecolor=INK,
        linewidth=0.5,
    )
    axes.plot(now, place, "o", color="white", markeredgecolor=INK, markersize=6)
    axes.annotate(
        f"{100 * spread.core:.0f}%", (max(spread.high, now), place), xytext=(5, 0), textcoords="offset points",
        va="center", fontsize=8,
    )  # fmt: skip


def _label(found: Explored, bar: Bar) -> str:
    if isinstance(bar.factor, Lever):
        return f"gewicht van {bar.factor.text(found.outcome.names)}"
    return _wrapped(setback_text(found.outcome, bar.factor))


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, _LABEL, max_lines=_LINES, placeholder=" …"))
