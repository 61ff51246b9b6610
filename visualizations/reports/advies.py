"""`advies`: the ranked list, with what stands under each piece of advice.

The JSON is a public contract, described by the schema that comes from the same declaration; `waarom`, the export of a
dossier and the lists of documents use the same shapes and columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from strategy.advice.advise import Outcome, first_argument
from strategy.advice.lines import Line as AdviceLine
from strategy.advice.model import BANDS, CONDITIONS, Advice, Band, Condition, Entry
from strategy.advice.names import decimal
from strategy.advice.select import AdviceT, Selection, networks_of
from strategy.allocation.seats import dagdelen_asked, portfolios_of
from strategy.calendar.agenda import Window, windows
from strategy.dossier.defined_names import counted
from strategy.dossier.model import Reason
from strategy.dossier.word_lists import DOORS, FORCES, NATURES
from strategy.explain.grounds import (
    DOUBTS,
    DerivationStep,
    Footing,
    Ground,
    citation,
    derivation,
    doubt,
    footing,
    grounds,
    step_text,
)
from strategy.facts.types_and_sentences import Fact
from strategy.rulebook.ast import Rule
from visualizations.writers.markup import escaped
from visualizations.writers.report import (
    EVERYTHING,
    WHITE,
    Block,
    Col,
    Grid,
    Line,
    Report,
    Run,
    line,
    rest,
    top_of,
)
from visualizations.writers.safe_files import MARK
from visualizations.writers.shapes import (
    ADVICE_ID,
    DAY,
    LINE_ID,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    NUMBER,
    PLACE,
    SCORE,
    TEXT,
    TO_CONFIRM,
    WHOLE,
    YES_NO,
    Json,
    Key,
    Of,
    Shape,
    array,
    by_name,
    document,
    each_of,
    json_text,
    made_with,
    of_part,
    one_by_one,
    one_of,
    optional,
    record_of,
)
from visualizations.writers.sheets import ReadColumn, Sheet, column, joined, markdown_text, sheet
from visualizations.writers.stamps import DISCLAIMER, capital, confirmed, day_text, public, scenario, stamp

VERSION = "2.2"
SHOWN = 8
"""How many of each group stand on the screen, unless told otherwise."""
_LOOKS: Mapping[Band, str] = {
    "doen": "bold",
    "ook doen": "",
    "als er tijd is": "dim",
    "niet doen": "dim",
}
UNSURE = "?"
"""Marks advice for which no reason is free of doubt."""
_PER_OPGAVE = "Onder elke opgave staat voorop wat daar het meest telt (`hier`); `rang` is de plaats onder alle adviezen."
_ACTED_ON = ("keuze", "vereist", "nagaan")
"""The conditions that call for an act."""
_PART = "#/$defs/onderdeel"
_ON_PAPER = ("rang", "band", "score", "advies", "argument")


@dataclass(frozen=True)
class Asked:
    """What of an outcome is shown: these pieces of advice, in what groups, how many of each (0 is all).

    `everything` and `reasons` are by what one sees all of it, and why: a command, or something on a page.
    """

    outcome: Outcome
    advices: Sequence[Advice]
    selection: Selection = field(default_factory=Selection)
    per: str = "geen"
    top: int = SHOWN
    everything: str = EVERYTHING
    reasons: str = "`krachtenveld waarom ADVIES`"


def advice_report(asked: Asked) -> Report:
    """Advice as lines, or as the separate pieces that lines are made of."""
    outcome = asked.outcome
    return Report(
        lambda: _overview(asked),
        data=lambda: advice_data(outcome, asked.advices),
        markdown=lambda: _paper(asked),
        sheets=lambda: [_list([*_all_told(outcome, asked.advices)])],
        title=f"Adviezen · {outcome.case.dossier.header.name}",
        mark=stamp(outcome.case),
    )


def advice_text(outcome: Outcome) -> str:
    """All advice of an outcome as `advies --formaat json` prints it."""
    return json_text(advice_data(outcome, outcome.lines))


# ── what an advice is told with ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Told:
    """Advice with what its data need: the outcome, the term that runs, and whether to derive each contribution."""

    outcome: Outcome
    advice: Advice
    window: Window | None = None
    derived: bool = False

    @cached_property
    def parts(self) -> list[_Told]:
        return [_Told(self.outcome, part, None, self.derived) for part in self.advice.within]

    @cached_property
    def added(self) -> list[_Added]:
        return [_Added(self.outcome, entry, self.derived) for entry in self.advice.entries]

    @cached_property
    def footing(self) -> Footing:
        return footing(self.outcome, self.advice)

    @cached_property
    def uncertain(self) -> list[Ground]:
        """The assumptions and open questions under all contributions, without repetition."""
        found = (ground for added in self.added for ground in added.grounds)
        if isinstance(self.advice, AdviceLine):
            found = (ground for part in self.parts for ground in part.uncertain)
        unsure = {each.text: each for each in found if each.nature == NATURES[-1] or each.to_verify}
        return list(unsure.values())


@dataclass(frozen=True)
class _Added:
    """What one firing adds to an advice."""

    outcome: Outcome
    entry: Entry
    derived: bool

    @cached_property
    def grounds(self) -> Sequence[Ground]:
        return grounds(self.outcome, self.entry)


def _all_told(outcome: Outcome, advices: Iterable[Advice], derived: bool = False) -> Iterator[_Told]:
    """Each advice with what its data need; a line has the term that runs for it."""
    told = list(advices)
    running = windows(outcome) if any(isinstance(advice, AdviceLine) for advice in told) else {}
    return (_Told(outcome, advice, running.get(advice.id), derived) for advice in told)


def _derivation(added: _Added) -> list[Json] | None:
    if not added.derived:
        return None
    return steps_data(added.outcome, derivation(added.outcome, added.entry.firing))


# ── how a contribution follows from the dossier: `waarom --diep` ──────────────────────────────────────


@dataclass(frozen=True)
class _ToldStep:
    """A step in words, with the rule that concluded it, and what it follows from unless that is told already."""

    text: str
    step: DerivationStep
    rule: Rule | None
    earlier: bool
    because: tuple[_ToldStep, ...]

    @property
    def sort(self) -> str:
        return "dossier" if self.step.ground else "regel" if self.rule else "berekend"

    @property
    def file(self) -> str | None:
        return self.step.ground.file if self.step.ground else self.rule.span.file if self.rule else None

    @property
    def line(self) -> int | None:
        return self.step.ground.line if self.step.ground else self.rule.span.line if self.rule else None


STEPS = Shape(
    {"type": "array", "items": {"$ref": "#/$defs/stap"}}, lambda steps: [STEP.write(each) for each in steps]
)
STEP: Shape = record_of(_ToldStep)(
    feit=(TEXT, lambda told: told.text),
    soort=(
        one_of("dossier", "regel", "berekend").about(
            "staat in het dossier, volgt uit een regel, of is berekend uit wat in `uit` staat"
        ),
        lambda told: told.sort,
    ),
    regel=(MAYBE_TEXT, lambda told: told.rule and told.rule.id),
    bestand=(
        MAYBE_TEXT.about("van het feit of van de regel; null als het berekend is"),
        lambda told: told.file,
    ),
    regelnummer=(MAYBE_WHOLE, lambda told: told.line),
    aard=(
        Shape({"enum": ["registratie", "oordeel", "aanname", None]}),
        lambda told: told.step.ground and told.step.ground.nature,
    ),
    bron=(MAYBE_TEXT, lambda told: told.step.ground and told.step.ground.source),
    eerder=(
        YES_NO.about("of `uit` eerder in deze afleiding al staat, en hier daarom leeg is"),
        lambda told: told.earlier,
    ),
    uit=(STEPS, lambda told: told.because),
)
"""One step, to stand under `$defs/stap`."""


def steps_data(outcome: Outcome, steps: Iterable[DerivationStep]) -> list[Json]:
    """Steps with what they follow from; what was written out already is only named."""
    written: list[Json] = STEPS.write(_tell(outcome, steps, set()))
    return written


def _tell(outcome: Outcome, steps: Iterable[DerivationStep], known: set[Fact]) -> Iterator[_ToldStep]:
    for step in steps:
        earlier = step.ground is None and step.fact in known
        known.add(step.fact)
        rule = outcome.trace.rules[step.firing.rule] if step.firing else None
        because = () if earlier else tuple(_tell(outcome, step.because, known))
        yield _ToldStep(step_text(outcome, step), step, rule, earlier, because)


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_NATURE = one_of(*NATURES)
_FACT = record_of(Ground)(
    feit=(TEXT, lambda ground: ground.text),
    **PLACE,
    aard=(_NATURE, lambda ground: ground.nature),
    bron=(TEXT, lambda ground: ground.source),
    te_verifieren=(MAYBE_TEXT, lambda ground: ground.to_verify),
)
_CONTRIBUTION = optional(
    record_of(_Added)(
        regel=(TEXT, lambda added: added.entry.rule),
        **of_part(lambda added: added.outcome.trace.rules[added.entry.rule].span, PLACE),
        prioriteit=(TEXT, lambda added: added.entry.priority),
        opgave=(TEXT, lambda added: added.entry.opgave),
        punten=(NUMBER, lambda added: added.entry.points),
        gewicht=(SCORE, lambda added: added.entry.weight),
        factor=(NUMBER, lambda added: added.entry.factor),
        waarde=(SCORE, lambda added: added.entry.value),
        feiten=(array(_FACT), lambda added: added.grounds),
    ),
    afleiding=(
        Shape(STEPS.schema).about("alleen bij `waarom --diep`: hoe het uit het dossier volgt"),
        _derivation,
    ),
)
_CONDITION = record_of(Condition)(
    soort=(one_of(*CONDITIONS), lambda condition: condition.sort),
    tekst=(TEXT, lambda condition: condition.text),
    adviezen=(array(TEXT), lambda condition: condition.options),
    vervuld=(Shape({"type": ["boolean", "null"]}), lambda condition: condition.met),
)
_HEAD: Mapping[str, Key[_Told]] = {
    "id": (ADVICE_ID, lambda told: told.advice.id),
    "titel": (TEXT, lambda told: told.advice.title),
    "soort": (TEXT, lambda told: told.advice.target.sort),
    "houding": (TEXT, lambda told: told.advice.target.attitude),
    "actor": (MAYBE_TEXT, lambda told: told.advice.target.actor),
    "gremium": (MAYBE_TEXT, lambda told: told.advice.target.body),
    "rol": (MAYBE_TEXT, lambda told: told.advice.target.role),
    "laag": (MAYBE_TEXT, lambda told: told.advice.target.layer),
    "thema": (MAYBE_TEXT, lambda told: told.advice.target.theme),
    "instrument": (MAYBE_TEXT, lambda told: told.advice.target.instrument),
    "doel": (MAYBE_TEXT, lambda told: told.advice.target.to),
    "via": (MAYBE_TEXT, lambda told: told.advice.target.via),
    "eerst": (MAYBE_TEXT, lambda told: told.advice.target.first),
    "opgaven": (array(TEXT), lambda told: told.advice.opgaven),
    "prioriteiten": (array(TEXT), lambda told: told.advice.priorities),
    "score": (Shape({"type": "number", "minimum": 0}, SCORE.write), lambda told: told.advice.score),
    "band": (one_of(*BANDS), lambda told: told.advice.band),
    "rang": (WHOLE, lambda told: told.advice.rank),
    "per_opgave": (
        Shape(by_name(NUMBER).schema, by_name(SCORE).write).about("de score als er alleen die opgave was"),
        lambda told: {name: told.advice.per_opgave[name] for name in told.advice.opgaven},
    ),
}
_ARGUMENTS: Key[_Told] = (array(TEXT), lambda told: told.advice.arguments)
_CONDITIONS: Key[_Told] = (array(_CONDITION), lambda told: told.advice.conditions)
_UNCERTAIN: Key[_Told] = (array(_FACT), lambda told: told.uncertain)
_FOOTING: Mapping[str, Key[_Told]] = {
    "rust_op": (
        Shape({"enum": [*DOUBTS, None]}).about("waar geen enkele reden voor dit advies vrij van is"),
        lambda told: told.footing.rests_on or None,
    ),
    "vervalt_als": (
        array(_FACT).about("onzekere feiten; klopt er één niet, dan vervalt dit advies, of daarvan deze rol"),
        lambda told: told.footing.falls_with,
    ),
    "vervalt_rol": (MAYBE_TEXT, lambda told: told.footing.role),
}
PART_SHAPE = record_of(_Told)(
    **_HEAD,
    argumenten=_ARGUMENTS,
    bijdragen=(array(_CONTRIBUTION, minItems=1), lambda told: told.added),
    tegen=(
        array(_CONTRIBUTION),
        lambda told: [_Added(told.outcome, entry, told.derived) for entry in told.advice.counters],
    ),
    voorwaarden=_CONDITIONS,
    aannames=_UNCERTAIN,
    **_FOOTING,
)
"""One advice, to stand under `$defs/onderdeel`."""
_MOMENT = record_of(Window)(
    naam=(TEXT, lambda window: window.name),
    datum=(TEXT, lambda window: window.text),
    van=(DAY, lambda window: window.first),
    tot=(DAY, lambda window: window.last),
)


_REASON = record_of(Of[Outcome, Reason])(
    reden=(TEXT, lambda said: said.it.text),
    opgave=(MAYBE_TEXT, lambda said: said.it.opgave),
    **of_part(lambda said: said.it.origin.span, PLACE),
    aard=(_NATURE, lambda said: said.it.origin.nature),
    bron=(TEXT, lambda said: citation(said.whole.names, said.it.origin)),
)
_LINE = record_of(_Told)(
    **{**_HEAD, "id": (LINE_ID, lambda told: told.advice.id)},
    door=(array(one_of(*DOORS)).about("wie het contact onderhoudt"), lambda told: told.advice.by),
    kracht=(Shape({"enum": [*FORCES, None]}), lambda told: told.advice.force or None),
    moment=(
        Shape({"anyOf": [_MOMENT.schema, {"type": "null"}]}, lambda window: window and _MOMENT.write(window)),
        lambda told: told.window,
    ),
    redenen=(
        array(_REASON).about("wat een bron ervan zegt; zonder opgave geldt het voor alle"),
        lambda told: each_of(told.outcome, told.advice.reasons),
    ),
    argumenten=_ARGUMENTS,
    voorwaarden=_CONDITIONS,
    aannames=_UNCERTAIN,
    **_FOOTING,
    onderdelen=(
        Shape(
            array(Shape({"$ref": _PART}).about("de losse adviezen die hierin samenkomen"), minItems=1).schema,
            array(PART_SHAPE).write,
        ),
        lambda told: told.parts,
    ),
)
_EITHER = Shape(
    {
        "anyOf": [
            _LINE.about("een regel: wat er voor één ding te doen is").schema,
            Shape({"$ref": _PART}).about("een los advies, met `--onderdelen` of `waarom`").schema,
        ]
    },
    lambda told: (_LINE if isinstance(told.advice, AdviceLine) else PART_SHAPE).write(told),
)


_WHOLE = record_of(Of[Outcome, Iterable[_Told]])(
    **made_with(VERSION),
    openbaar=(YES_NO, lambda answer: answer.whole.case.view.public_only),
    dossier=(TEXT, lambda answer: answer.whole.case.dossier.header.id),
    scenario=(TEXT, lambda answer: answer.whole.case.scenario),
    peildatum=(DAY, lambda answer: answer.whole.case.view.day),
    # whatever engine ran, the bytes are the same; the key is for the day an engine gives more than firings
    engine=(MAYBE_TEXT, lambda _: None),
    regels=(TEXT, lambda answer: answer.whole.case.fingerprint),
    **of_part(lambda answer: answer.whole.case, {"te_bevestigen": TO_CONFIRM}),
    adviezen=(one_by_one(_EITHER), lambda answer: answer.it),
)
ADVICE = document(
    "Adviezen van Krachtenveld",
    Shape({**_WHOLE.schema, "$defs": {"stap": STEP.schema, "onderdeel": PART_SHAPE.schema}}, _WHOLE.write),
)
"""What programs may rely on. Additions raise the minor version, other changes the major."""


def advice_data(outcome: Outcome, advices: Sequence[Advice], derivations: bool = False) -> Json:
    """The advice of an outcome as JSON data, lines with their parts within them; absent fields are null.

    With `derivations` each contribution carries how it follows from the dossier, step by step.
    """
    written: Json = ADVICE.write(Of(outcome, _all_told(outcome, advices, derivations)))
    return written


# ── sheets and documents ──────────────────────────────────────────────────────────────────────────────


def _names(told: _Told, kind: str, ids: Iterable[str]) -> str:
    return joined(told.outcome.names.name(kind, name) for name in ids)


_COLUMNS: tuple[ReadColumn[_Told], ...] = (
    column(
        "rang",
        "de plaats onder alle adviezen; gelijke scores delen een rang",
        lambda told: told.advice.rank,
        "whole",
    ),
    column("band", "doen, ook doen, als er tijd is of niet doen", lambda told: told.advice.band),
    column(
        "score",
        "sterkste argument, met een deel van de verdere en zonder de tegenargumenten",
        lambda told: told.advice.score,
        "number",
    ),
    column("advies", "wat er wordt aangeraden", lambda told: told.advice.title),
    column(
        "soort", "positie, relatie, route, samenwerking, koppelkans …", lambda told: told.advice.target.sort
    ),
    column(
        "houding",
        "claimen, behouden, meedoen, volgen, afzien, opbouwen, intensiveren of onderhouden",
        lambda told: told.advice.target.attitude,
    ),
    column(
        "opgaven",
        "voor welke opgaven; meer zijn gescheiden met een verticale streep",
        lambda told: _names(told, "opgave", told.advice.opgaven),
    ),
    column(
        "prioriteiten",
        "voor welke prioriteiten, de zwaarste eerst",
        lambda told: _names(told, "prioriteit", told.advice.priorities),
    ),
    column(
        "argument",
        "het eerste argument: wat een bron ervan zegt, of anders het sterkste",
        lambda told: next(iter(told.advice.arguments), ""),
    ),
    column(
        "voorwaarden",
        "wat er eerst of daarnaast nodig is",
        lambda told: joined(condition.text for condition in told.advice.conditions),
    ),
    column(
        "rust_op",
        "waar geen enkele reden vrij van is: aanname, te verifiëren of te bevestigen",
        lambda told: told.footing.rests_on,
    ),
    column(
        "vervalt_als",
        "onzekere feiten; klopt er één niet, dan vervalt dit advies, of daarvan de genoemde rol",
        lambda told: joined(_falls_with(told.footing)),
    ),
)


def _falls_with(found: Footing) -> Iterator[str]:
    for item in found.falls_with:
        yield f"{f'{found.role}: ' if found.role else ''}{item.text} ({doubt(item)})"


_OF_LINES: tuple[ReadColumn[_Told], ...] = (
    column(
        "moment",
        "de eerstvolgende termijn voor deze tafel, als die binnen zestig dagen loopt",
        lambda told: moment_text(told.window) if told.window else "",
    ),
    column(
        "door",
        "wie het contact onderhoudt: burgemeester, wethouder, directeur of college",
        lambda told: joined(told.advice.by),
    ),
    column(
        "kracht",
        "hoe sterk de strategie het wil: zeer, voorkeur, proberen of veelal",
        lambda told: told.advice.force,
    ),
    column(
        "onderdelen",
        "de namen van de adviezen die hierin samenkomen",
        lambda told: joined(part.id for part in told.advice.within),
    ),
)
_ID: ReadColumn[_Told] = column(
    "id", "de naam van het advies, dezelfde in elke versie", lambda told: told.advice.id
)


def advice_sheet(outcome: Outcome, advices: Iterable[Advice], name: str = "Adviezen") -> Sheet:
    """One row per advice, in the order given. Several values in a cell are parted by " | "."""
    return sheet(name, (*_COLUMNS, _ID), [_Told(outcome, advice) for advice in advices])


def _list(told: Sequence[_Told]) -> Sheet:
    """One row per advice, in the order given; a line has some columns more."""
    of_lines = all(isinstance(each.advice, AdviceLine) for each in told)
    return sheet("Adviezen", (*_COLUMNS, *(_OF_LINES if of_lines else ()), _ID), told)


def moment_text(window: Window) -> str:
    """A moment with its date, as people read it."""
    return f"{window.text}: {window.name}"


def _paper(asked: Asked) -> str:
    """The advice as a document, under what it is about and how far that has been confirmed."""
    case = asked.outcome.case
    day = " · ".join([f"Peildatum {day_text(case.view.day)}", *scenario(case), *confirmed(case)])
    head = f"# Adviezen · {escaped(case.dossier.header.name)}\n\n{escaped(day)}\n\n"
    return f"{head}{_document([*_all_told(asked.outcome, asked.advices)])}\n{MARK} · {stamp(case)}\n"


def _document(told: Sequence[_Told]) -> str:
    """What reads well on paper: first the lines with a term running, by its date, then the others."""
    dated = [(each.window.last, number) for number, each in enumerate(told) if each.window]
    first = [told[number] for _, number in sorted(dated)]
    others = [each for each in told if not each.window]
    text = markdown_text(_list(others).only(_ON_PAPER))
    if first:
        urgent = markdown_text(_list(first).only((*_ON_PAPER, "moment")))
        text = f"**{URGENT}**\n\n{urgent}\n**Daarna**\n\n{text}"
    return text


# ── groups ────────────────────────────────────────────────────────────────────────────────────────────

ELSEWHERE = "Overig"
URGENT = "Eerst doen: er loopt een termijn"
ALL, LATER = "Alle adviezen", "Daarna"


def grouped(
    outcome: Outcome, advices: Sequence[AdviceT], by: str, selection: Selection
) -> dict[str, list[AdviceT]]:
    """Advice per opgave, portfolio or network, by the name of the group.

    An advice may stand under several opgaven, each time at the place that it has there, and under each portfolio that could see to it best.
    """
    dossier = outcome.case.dossier
    groups: dict[str, list[AdviceT]] = {}
    if by == "geen":
        return {ALL: list(advices)} if advices else {}
    if by == "netwerk":
        of_network = networks_of(outcome, advices)
        for layer in dossier.layers:
            groups[layer.name] = [advice for advice in advices if of_network[advice.id] == layer.id]
        groups[ELSEWHERE] = [advice for advice in advices if not of_network[advice.id]]
    elif by == "portefeuille":
        of_portfolio = portfolios_of(outcome, advices)
        for portfolio in dossier.college.portfolios:
            groups[portfolio.name] = [advice for advice in advices if portfolio.id in of_portfolio[advice.id]]
        groups[ELSEWHERE] = [advice for advice in advices if not of_portfolio[advice.id]]
    else:
        for opgave in dossier.opgaven:
            if selection.opgave in (None, opgave.id):
                about = (advice for advice in advices if opgave.id in advice.opgaven)
                groups[opgave.name] = sorted(about, key=lambda advice: advice.place_in(opgave.id))
    return {name: group for name, group in groups.items() if group}


def urgent_first(
    groups: Mapping[str, Sequence[AdviceT]], dates: Mapping[str, date]
) -> dict[str, list[AdviceT]]:
    """The groups with before them what has a date, by its date and then its rank, once and in no other group."""
    dated = {item.id: item for group in groups.values() for item in group if item.id in dates}
    first = sorted(dated.values(), key=lambda item: (dates[item.id], item.rank, item.id))
    rest = {
        LATER if first and name == ALL else name: [item for item in group if item.id not in dates]
        for name, group in groups.items()
    }
    return {name: list(group) for name, group in {URGENT: first, **rest}.items() if group}


def time_texts(outcome: Outcome, groups: Mapping[str, Sequence[Advice]]) -> tuple[str, dict[str, str]]:
    """Who is asked for more time than there is, in a sentence; and per portfolio, by its name, what its seats ask.

    Nothing of a portfolio whose time is that of a member of the college, and nothing where the dossier does not tell the
    time, or the cost of its seats.
    """
    view = outcome.case.view
    texts: dict[str, str] = {}
    over: dict[str, float] = {}
    assumed = False
    for portfolio in outcome.case.dossier.college.portfolios:
        time = None if portfolio.member else portfolio.capacity
        dagdelen = dagdelen_asked(outcome, groups.get(portfolio.name, ()))
        if time is not None and view.shows(time) and dagdelen:
            texts[portfolio.name] = f"{decimal(dagdelen)} van {decimal(time.value)} dagdelen"
            assumed |= time.origin.nature == "aanname"
            if dagdelen > time.value:
                over[portfolio.name] = dagdelen - time.value
    if not texts:
        return "", {}
    listed = (f"{name} ({texts[name]})" for name in sorted(over, key=lambda name: (-over[name], name)))
    who = (
        f"Meer gevraagd dan er tijd is: {'; '.join(listed)}."
        if over
        else "Nergens meer gevraagd dan er tijd is."
    )
    remark = " Dagdelen zijn een aanname." if assumed else ""
    return f"{who} Een zetel telt overal waar zij past; `krachtenveld verdeling` kiest.{remark}", texts


# ── the screen ────────────────────────────────────────────────────────────────────────────────────────


def _overview(asked: Asked) -> Iterator[Block]:
    """Advice per group, the best of each, with its first argument.

    Conditions that call for an act are shown, and those of the sort that was asked for.
    """
    outcome = asked.outcome
    running = windows(outcome)
    groups = grouped(outcome, asked.advices, asked.per, asked.selection)
    lead, remarks = _time(outcome, groups) if asked.per == "portefeuille" else ("", {})
    shown = urgent_first(groups, {name: window.last for name, window in running.items()})
    opgaven = {opgave.name: opgave.id for opgave in outcome.case.dossier.opgaven}
    yield from (*_heading(asked, shown), WHITE)
    if lead:
        yield from (line(lead), WHITE)
    if opgaven.keys() & shown.keys():
        yield from (line(_PER_OPGAVE, "dim"), WHITE)
    for name, advices in shown.items():
        first = top_of(advices, asked.top)
        title = [name, counted(len(advices), "advies", "adviezen"), *filter(None, [remarks.get(name)])]
        yield line(" · ".join(title), "bold underline")
        yield _grid(asked, first, opgaven.get(name, ""), running)
        yield from rest(len(advices) - len(first), by=asked.everything)
        yield WHITE
    if not shown:
        yield from (line("Geen adviezen bij deze keuze."), WHITE)
    yield line(f"{DISCLAIMER} {asked.reasons} toont regels, feiten, bronnen en aannames.", "dim")


def _time(outcome: Outcome, groups: Mapping[str, Sequence[Advice]]) -> tuple[str, Mapping[str, str]]:
    """What seats ask of portfolios."""
    return time_texts(
        outcome,
        {name: [part for advice in group for part in advice.within] for name, group in groups.items()},
    )


def _heading(asked: Asked, groups: Mapping[str, Sequence[Advice]]) -> Iterator[Line]:
    case = asked.outcome.case
    unique = {advice.id: advice for advices in groups.values() for advice in advices}
    counts = Counter(advice.band for advice in unique.values())
    per_band = ", ".join(f"{counts[word]} {word}" for word in BANDS if counts[word]) or "geen"
    rules = f"{len(case.rulebook.rules)} regels ({case.fingerprint})"
    told = " · ".join([f"peildatum {case.view.day.isoformat()}", *scenario(case), rules, *public(case)])
    yield line(case.dossier.header.name, "bold", (f" · {told}", ""))
    yield from (line(capital(text), "yellow") for text in confirmed(case))
    yield line(f"{counted(len(unique), 'advies', 'adviezen')}{asked.selection.text()}: {per_band}")
    if unsure := sum(bool(footing(asked.outcome, advice).rests_on) for advice in unique.values()):
        yield line(
            f"{UNSURE} bij {unsure}: elke reden rust op een aanname, of op wat nog na te gaan is.", "dim"
        )


def _grid(asked: Asked, advices: Iterable[Advice], opgave: str, running: Mapping[str, Window]) -> Grid:
    columns = (
        Col("rang", right=True),
        Col("band", keep=True),
        Col("hier" if opgave else "score", right=True),
        Col("advies en argument", wide=1),
    )
    rows = (
        (
            str(advice.rank),
            _band(asked.outcome, advice, running),
            decimal(advice.per_opgave[opgave] if opgave else advice.score, 1),
            Line(tuple(_runs(asked, advice, opgave, running.get(advice.id)))),
        )
        for advice in advices
    )
    return Grid(columns, tuple(rows), indent=1)


def _band(outcome: Outcome, advice: Advice, running: Mapping[str, Window]) -> str:
    band = "eerst doen" if advice.id in running else advice.band
    return f"{band} {UNSURE}" if footing(outcome, advice).rests_on else band


def _runs(asked: Asked, advice: Advice, opgave: str, window: Window | None) -> Iterator[Run]:
    look = _LOOKS[advice.band]
    aside = "" if look == "bold" else look
    yield advice.title, look
    if text := first_argument(asked.outcome, advice, opgave):
        yield f"\n{text}", "dim"
    if window:
        yield f"\n▸ {moment_text(window)}", aside
    for condition in advice.conditions:
        if condition.sort in (*_ACTED_ON, asked.selection.condition):
            yield f"\n▸ {condition.text}", aside
    told = footing(asked.outcome, advice)
    if told.falls_with:
        yield f"\n{UNSURE} {told}", aside
    yield f"\n{advice.id}", "dim"
