"""`effect`: the changes, what they do to the advice and why, and what scenarios and tests say of the same edit.

The words for a change, a difference and a cause are the same in every form and on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line as AdviceLine
from strategy.advice.model import BANDS, Advice
from strategy.advice.names import decimal
from strategy.advice.select import find_among
from strategy.dossier.defined_names import all_of, counted
from strategy.dossier.provenance import Origin
from strategy.effect.causes import HIDDEN, Cause, cause_text, change_text, sign
from strategy.effect.delta import VersionChange
from strategy.effect.effect import Around, Effect, Explained, Flip, Part, ScenarioEffect, Tested, part_of
from strategy.effect.versions import DIFFERENCE_KINDS, Difference, DifferenceKind, still_vacant
from strategy.explain.grounds import citation, fact_text
from strategy.facts.types_and_sentences import Fact
from strategy.scenarios.changes import POST
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
from visualizations.writers.shapes import (
    COUNT,
    DAY,
    LINE_ID,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    PLACE,
    SCORE,
    TEXT,
    WHOLE,
    YES_NO,
    Key,
    Of,
    Shape,
    array,
    by_name,
    document,
    each_of,
    made_with,
    maybe,
    null_or,
    of_part,
    one_of,
    record_of,
)
from visualizations.writers.stamps import DISCLAIMER, cut, public

T = TypeVar("T")
Numbers = Mapping[VersionChange, int]
"""The number by which the differences refer to a change."""
HEADINGS: Mapping[DifferenceKind, str] = {
    "nieuw": "Nieuw", "vervallen": "Vervallen", "band": "In een andere band", "inhoud": "Anders van inhoud",
    "score": "Andere score, dezelfde band", "rang": "Alleen een andere rang",
}  # fmt: skip
STILL_VACANT = "deze zetel is nog te verdelen; is zij vergeven, zet dan ook te_verdelen: nee"
ARROW = " → "
MOST_CAUSES = 3
MOST_NAMED = 3
_MOST_NUMBERS, _SHOWN_NUMBERS = 6, 3
_SIGNS: Mapping[DifferenceKind, str] = {"nieuw": "+", "vervallen": "−", "rang": "↕"}
_SUMMED: tuple[DifferenceKind, ...] = ("score", "rang")
"""Differences that are summed up in one line, unless everything is asked for."""
_BESIDE, _SHORT = 102, 30
"""Characters of a change and its place that fit on one line, and of a place that leaves room for any change."""
_LONGEST_PLACE = 60
_MOST_FLIPS, _MOST_RULES = 8, 4


def effect_report(
    effect: Effect, around: Callable[[], Around | None], top: int, closed: bool = True
) -> Report:
    """What an edit does, at most `top` of each list on the screen (0 is all).

    What surrounds it takes long, so `around` is only called when the effect itself is shown; it gives None when scenarios
    and tests were not run. `closed` tells on the screen whose decision it is.
    """

    def later() -> Iterator[Block]:
        if found := around():
            yield from _around(effect, *found)
        if closed:
            yield from (WHITE, line(DISCLAIMER, "dim"))

    def screen() -> Iterator[Block]:
        yield from (_heading(effect), WHITE)
        yield from _asked(effect) if isinstance(effect, Part) else effect_blocks(effect, top)

    return Report(
        screen=screen,
        later=later,
        data=lambda: EFFECT.write(EffectAnswer(effect, around())),
    )


def only(effect: Effect, words: str) -> Part:
    """The effect on the lines that these words name, in either version.

    Raises KrachtenveldError when there is none, or more than a few.
    """
    known = {each.id for each in effect.new.lines}
    gone = tuple(each for each in effect.old.lines if each.id not in known)
    return part_of(effect, [each.id for each in find_among((*effect.new.lines, *gone), words)])


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class EffectAnswer:
    """An effect, and what surrounds it when that is known."""

    effect: Effect
    around: Around | None = None

    @cached_property
    def numbers(self) -> Numbers:
        return numbers_of(self.effect)


_Of = Of[EffectAnswer, T]


def _open(read: Callable[[VersionChange], Any], instead: Any = None) -> Callable[[_Of[VersionChange]], Any]:
    """What is told of a change, or what stands there when it may not be shown."""
    return lambda of: instead if hidden(of.whole.effect, of.it) else read(of.it)


def _known(read: Callable[[ScenarioEffect], Any]) -> Callable[[ScenarioEffect], Any]:
    return lambda each: None if each.problem else read(each)


def _is_last(flip: Shape) -> Shape:
    """As it was published: the schema names `is` after the place, the data before it."""
    properties = dict(flip.schema["properties"])
    properties["is"] = properties.pop("is")
    return replace(flip, schema={**flip.schema, "properties": properties, "required": list(properties)})


_TEXTS = array(TEXT)
_NAME = maybe(TEXT)
_PLAIN = Shape({"type": ["string", "number", "null"]})
_KINDS: Mapping[str, Key[Any]] = {kind: (COUNT, itemgetter(kind)) for kind in DIFFERENCE_KINDS}
_SIDE = record_of(tuple)(
    versie=(TEXT, lambda side: side[0].label),
    peildatum=(DAY, lambda side: side[1].case.view.day),
)
_CHANGE = record_of(_Of[VersionChange])(
    nummer=(WHOLE, lambda of: of.whole.numbers[of.it]),
    tekst=(TEXT, lambda of: shown_text(of.whole.effect, of.it)),
    adviezen=(COUNT, lambda of: moved_by(of.whole.effect, of.it)),
    soort=(TEXT, _open(lambda change: change.kind, HIDDEN)),
    wat=(
        one_of("nieuw", "vervallen", "hernoemd", "verplaatst", "gewijzigd", "erbij", "eraf", "volgorde"),
        _open(lambda change: change.sort, "gewijzigd"),
    ),
    sleutels=(_TEXTS, _open(lambda change: change.path, ())),
    id=(_NAME, _open(lambda change: change.item)),
    naam=(MAYBE_TEXT, _open(lambda change: change.name)),
    oud=(_PLAIN, _open(lambda change: change.old)),
    nieuw=(_PLAIN, _open(lambda change: change.new)),
    bestand=(_NAME, _open(lambda change: change.place.file)),
    regelnummer=(MAYBE_WHOLE, _open(lambda change: change.place.line)),
    verdwenen=(YES_NO, _open(lambda change: change.gone, False)),
)
_LINE = null_or(
    record_of(AdviceLine)(
        band=(one_of(*BANDS), lambda of: of.band),
        score=(Shape({"type": "number", "minimum": 0}, SCORE.write), lambda of: of.score),
        rang=(WHOLE, lambda of: of.rank),
        houding=(TEXT, lambda of: of.target.attitude),
        prioriteiten=(_TEXTS, lambda of: of.priorities),
        onderdelen=(_TEXTS, lambda of: [part.id for part in of.parts]),
    )
)
_PARTS = array(
    record_of(Advice)(
        id=(TEXT, lambda part: part.id),
        titel=(TEXT, lambda part: part.title),
        houding=(TEXT, lambda part: part.target.attitude),
    )
)
_CONDITIONS = array(Shape(TEXT.schema, lambda condition: condition.text))
_DIFFERENCE: Mapping[str, Key[Difference]] = {
    "id": (TEXT, lambda difference: difference.id),
    "titel": (TEXT, lambda difference: difference.line.title),
    "soort": (one_of(*DIFFERENCE_KINDS), lambda difference: difference.kind),
    "oud": (_LINE, lambda difference: difference.old),
    "nieuw": (_LINE, lambda difference: difference.new),
    "onderdelen_erbij": (_PARTS, lambda difference: difference.come),
    "onderdelen_weg": (_PARTS, lambda difference: difference.gone),
    "voorwaarden_erbij": (_CONDITIONS, lambda difference: difference.added),
    "voorwaarden_weg": (_CONDITIONS, lambda difference: difference.removed),
}
_CAUSE = record_of(_Of[Cause])(
    hoe=(TEXT, lambda of: of.it.how),
    wijzigingen=(
        array(WHOLE, minItems=1),
        lambda of: sorted(of.whole.numbers[change] for change in of.it.changes),
    ),
    regel=(MAYBE_TEXT, lambda of: of.it.rule),
    bedrag=(maybe(SCORE), lambda of: of.it.amount or None),
    adviezen=(_TEXTS, lambda of: of.it.others),
    tekst=(MAYBE_TEXT, lambda of: cause_text(of.it, lambda name: title_of(of.whole.effect, name))),
)
_EXPLAINED = record_of(_Of[Explained])(
    **of_part(lambda of: of.it.difference, _DIFFERENCE),
    oorzaken=(array(_CAUSE, minItems=1), lambda of: each_of(of.whole, of.it.causes)),
)
_SCENARIO = record_of(ScenarioEffect)(
    id=(MAYBE_TEXT, lambda each: each.id),
    naam=(MAYBE_TEXT, lambda each: each.name),
    gevolg=(maybe(YES_NO), _known(lambda each: each.touched)),
    tellingen=(null_or(record_of(dict)(**_KINDS)), _known(lambda each: each.counts)),
    naar_doen=(maybe(COUNT), _known(lambda each: each.into_core)),
    uit_doen=(maybe(COUNT), _known(lambda each: each.out_of_core)),
    melding=(MAYBE_TEXT, lambda each: each.problem),
)
_VERDICT = one_of("goed", "mis", "ooit", "vervuld")
_FLIP = _is_last(
    record_of(Flip)(
        soort=(one_of("toets", "voorbeeld"), lambda flip: flip.sort),
        over=(TEXT, lambda flip: flip.about),
        tekst=(TEXT, lambda flip: flip.text),
        was=(null_or(_VERDICT), lambda flip: flip.before),
        **{"is": (_VERDICT, lambda flip: flip.after)},
        bestand=(TEXT, lambda flip: flip.span.file),
        regelnummer=(MAYBE_WHOLE, lambda flip: flip.span.line),
    )
)
_TESTED = record_of(_Of[Tested])(
    aantal=(COUNT, lambda of: of.it.total),
    anders=(array(_FLIP), lambda of: of.it.flips),
    voorbeelden=(by_name(COUNT), lambda of: of.it.examples),
    zonder_toets=(
        array(LINE_ID).about("wat nieuw is bij doen, zonder een toets erover"),
        lambda of: [line.id for line in of.it.untested],
    ),
    niet_gedekt=(array(WHOLE), lambda of: [of.whole.numbers[change] for change in of.it.unnoticed]),
    melding=(MAYBE_TEXT, lambda of: of.it.problem),
)
_ON_LOAN = record_of(Of[Outcome, tuple[Fact, Origin]])(
    feit=(TEXT, lambda of: fact_text(of.whole, of.it[0])),
    **of_part(lambda of: of.it[1].span, PLACE),
    bron=(TEXT, lambda of: citation(of.whole.names, of.it[1])),
)
_WHOLE: Mapping[str, Key[Effect]] = {
    "openbaar": (YES_NO, lambda effect: effect.new.case.view.public_only),
    "dossier": (TEXT, lambda effect: effect.new.case.dossier.header.id),
    "oud": (_SIDE, lambda effect: (effect.comparison.old, effect.old)),
    "nieuw": (_SIDE, lambda effect: (effect.comparison.new, effect.new)),
}
_SURROUNDS: Mapping[str, Key[EffectAnswer]] = {
    "scenarios": (null_or(array(_SCENARIO)), lambda answer: answer.around and answer.around[0]),
    "toetsen": (null_or(_TESTED), lambda answer: answer.around and Of(answer, answer.around[1])),
}
SURROUNDS = record_of(EffectAnswer)(**_SURROUNDS)
"""What surrounds an effect, apart: it comes piece by piece."""
_CHANGES: Mapping[str, Key[EffectAnswer]] = {
    "wijzigingen": (array(_CHANGE), lambda answer: each_of(answer, answer.effect.changes)),
}
CHANGES = record_of(EffectAnswer)(**_CHANGES)
"""What was changed, apart."""
EFFECT = document(
    "Effect van een wijziging, van Krachtenveld",
    record_of(EffectAnswer)(
        **made_with("3.1"),
        **of_part(lambda answer: answer.effect, _WHOLE),
        **_CHANGES,
        adviezen=(
            maybe(_TEXTS),
            lambda answer: sorted(answer.effect.chosen) if isinstance(answer.effect, Part) else None,
        ),
        tellingen=(
            record_of(Effect)(
                **of_part(lambda effect: effect.counts, _KINDS),
                gelijk=(COUNT, lambda effect: effect.equal),
            ),
            lambda answer: answer.effect,
        ),
        zonder_eigen_bron=(
            array(_ON_LOAN).about("nieuwe feiten die leunen op een bron die niemand voor ze noemde"),
            lambda answer: each_of(answer.effect.new, answer.effect.on_loan),
        ),
        verschillen=(array(_EXPLAINED), lambda answer: each_of(answer, answer.effect.items)),
        **_SURROUNDS,
    ),
)
"""What programs may rely on. Additions raise the minor version, other changes the major."""


# ── the effect itself ─────────────────────────────────────────────────────────────────────────────────


def effect_blocks(effect: Effect, top: int) -> Iterator[Block]:
    """What is below the heading: the changes, the totals and the differences, at most `top` per kind (0 is all)."""
    if not effect.changes:
        yield line("Geen wijzigingen.")
        return
    numbers = numbers_of(effect)
    shown = top_of(effect.changes, 2 * top)
    yield heading(counted(len(effect.changes), "wijziging", "wijzigingen"))
    yield _changes(effect, shown, numbers)
    yield from rest(len(effect.changes) - len(shown))
    yield from (*(_hints(effect) if effect.items else ()), WHITE, line("   ".join(totals(effect)), "bold"))
    yield from _on_loan(effect, top)
    if not effect.items:
        yield from (line("De wijzigingen veranderen niets aan de adviezen."), *_hints(effect))
    for kind in DIFFERENCE_KINDS:
        items = [item for item in effect.items if item.difference.kind == kind]
        if items:
            yield from (WHITE, *_group(effect, kind, items, numbers, top))


def _heading(effect: Effect) -> Line:
    """Of which dossier, on which day, and from what to what."""
    case = effect.new.case
    days = dict.fromkeys(outcome.case.view.day.isoformat() for outcome in (effect.old, effect.new))
    told = " · ".join([f"peildatum {' → '.join(days)}", *public(case)])
    versions = f"{effect.comparison.old.label} → {effect.comparison.new.label}"
    return line(case.dossier.header.name, "bold", (f" · {told}\n{versions}", ""))


def _changes(effect: Effect, changes: Sequence[VersionChange], numbers: Numbers) -> Grid:
    """The changes with their numbers and places; a place gets a line of its own when it would crowd out the text."""
    places = ["" if hidden(effect, change) else place_of(change) for change in changes]
    texts = [shown_text(effect, change) for change in changes]
    beside = all(
        len(place) <= _SHORT or len(text) + len(place) <= _BESIDE
        for text, place in zip(texts, places, strict=True)
    )
    rows: list[tuple[Cell, ...]] = []
    for change, text, place in zip(changes, texts, places, strict=True):
        below = " · ".join(filter(None, (_reach(effect, change), "" if beside else _shortened(place))))
        told = line(text, "", *([(f"\n{below}", "dim")] if below else []))
        rows.append((str(numbers[change]), told, *((place,) if beside else ())))
    cols = (Col(right=True), Col(wide=True, fold=True), *((Col(keep=True, look="dim"),) if beside else ()))
    return Grid(cols, tuple(rows))


def _shortened(place: str) -> str:
    """A place that is too long for half a line by its file alone: `…/naam.yaml:12`."""
    return place if len(place) <= _LONGEST_PLACE else f"…/{place.rsplit('/', 1)[-1]}"


def _reach(effect: Effect, change: VersionChange) -> str:
    """How many advices a change is behind; of a single change the totals say so."""
    if len(effect.changes) < 2:
        return ""
    moved = moved_by(effect, change)
    return f"verandert {counted(moved, 'advies', 'adviezen')}" if moved else "bij geen verschil genoemd"


def _on_loan(effect: Effect, top: int) -> Iterator[Block]:
    """The new facts that lean on a source nobody named for them, and what to do about it."""
    if not (found := effect.on_loan):
        return
    lean = "nieuw feit leunt" if len(found) == 1 else "nieuwe feiten leunen"
    outcome = effect.new
    yield from (
        WHITE,
        heading(f"{len(found)} {lean} op een bron die niemand ervoor noemde"),
        line("Noem de bron erbij (`bron: …`), of schrijf `aard: aanname`.", "dim"),
    )
    shown = top_of(found, top)
    rows = (
        (
            line(
                fact_text(outcome, fact),
                "",
                (f"\n{origin.span.place} ← {citation(outcome.names, origin)}", "dim"),
            ),
        )
        for fact, origin in shown
    )
    yield Grid((Col(wide=True, fold=True),), tuple(rows), indent=1)
    yield from rest(len(found) - len(shown))


def _hints(effect: Effect) -> Iterator[Line]:
    """What to say as well of seats whose change does nothing, because they are still to be had."""
    effective = {change.item for change in effect.changes if change.kind == POST and moved_by(effect, change)}
    for name, hint in vacancy_hints(effect.old, effect.new).items():
        if name not in effective:
            yield line(hint, "dim")


def _group(
    effect: Effect, kind: DifferenceKind, items: Sequence[Explained], numbers: Numbers, top: int
) -> Iterator[Block]:
    title = f"{HEADINGS[kind]} · {counted(len(items), 'advies', 'adviezen')}"
    if top and kind in _SUMMED:
        yield from (_ranks if kind == "rang" else _scores)(title, items, numbers)
        return
    shown = top_of(items, top)
    yield heading(title)
    yield _differences(effect, shown, numbers)
    yield from rest(len(items) - len(shown))


def _differences(
    effect: Effect, items: Iterable[Explained], numbers: Numbers, most: int = MOST_CAUSES
) -> Grid:
    """Each difference: the advice, from what to what, and why, in at most so many lines (0 is all)."""

    def told(item: Explained) -> Line:
        difference = item.difference
        was = "" if difference.new else "was "
        texts = (
            f"{was}{' · '.join(measures(difference))}",
            *contents(effect, difference),
            *cause_lines(effect, item, numbers, most),
        )
        below = ((f"\n{text}", "") for text in texts)
        return line(difference.line.title, "bold", *below, (f"\n{difference.id}", "dim"))

    rows = tuple((_SIGNS.get(item.difference.kind, "~"), told(item)) for item in items)
    return Grid((Col(keep=True), Col(wide=True, fold=True)), rows, indent=1)


def _ranks(title: str, items: Sequence[Explained], numbers: Numbers) -> Iterator[Block]:
    """One line for what only moves along."""
    furthest = max(_places(item.difference) for item in items)
    far = counted(furthest, "plaats", "plaatsen")
    yield line(f"{title}: hooguit {far}, omdat andere adviezen veranderen")


def _scores(title: str, items: Sequence[Explained], numbers: Numbers) -> Iterator[Block]:
    """One line for scores that stay within their band, and the largest shifts."""
    shifts = sorted(item.difference.shift for item in items)
    ends = dict.fromkeys((sign(shifts[0]), sign(shifts[-1])))
    yield line(f"{title}: {' tot '.join(ends)}, {by(changes_of(items), numbers)}")
    most = sorted(
        (item.difference for item in items), key=lambda difference: (-abs(difference.shift), difference.id)
    )
    rows = (
        (
            score_arrow(difference),
            line(difference.line.title, "", (f"\nrang {rank_arrow(difference)} · {difference.id}", "dim")),
        )
        for difference in most[:MOST_NAMED]
    )
    yield Grid((Col(keep=True), Col(wide=True)), tuple(rows), indent=4)
    yield from rest(len(items) - MOST_NAMED, indent=5)


def _places(difference: Difference) -> int:
    ranks = [advice.rank if advice else 0 for advice in (difference.old, difference.new)]
    return abs(ranks[1] - ranks[0])


# ── the advice asked for ──────────────────────────────────────────────────────────────────────────────


def _asked(part: Part) -> Iterator[Block]:
    """Per advice what is different, all of its causes, and the changes that these refer to."""
    numbers = numbers_of(part)
    if part.items:
        yield _differences(part, part.items, numbers, most=0)
    moved = {item.difference.id for item in part.items}
    yield from (line(_unmoved(part, name)) for name in sorted(part.chosen - moved))
    if behind := sorted(changes_of(part.items), key=lambda change: numbers[change]):
        yield from (WHITE, heading("Door welke wijziging"), _changes(part, behind, numbers))
    if not part.items:
        yield from (line(hint, "dim") for hint in vacancy_hints(part.old, part.new).values())


def _unmoved(part: Part, name: str) -> str:
    """That nothing is different about an advice, and where it stands."""
    found = part.new.line(name)
    where = f": {found.band}, score {decimal(found.score, 2)}, rang {found.rank}" if found else ""
    return f'Aan "{title_of(part, name)}" verandert niets{where}.'


# ── what surrounds it ─────────────────────────────────────────────────────────────────────────────────


def _around(effect: Effect, scenarios: Sequence[ScenarioEffect], tested: Tested) -> Iterator[Block]:
    """The same edit under every scenario, and what the tests say of it."""
    if scenarios:
        yield from (WHITE, *_scenarios(scenarios))
    if found := list(_tested(effect, tested)):
        yield from (WHITE, *found)


def _scenarios(effects: Sequence[ScenarioEffect]) -> Iterator[Block]:
    compared = [each for each in effects if not each.problem]
    touched = sum(each.touched for each in compared)
    title = f"Gevolg in {touched} van {counted(len(compared), 'scenario', 'scenario’s')}"
    yield heading(title if compared else "Scenario’s")
    rows = tuple((each.name, each.problem or _scenario(each)) for each in effects)
    yield Grid((Col(keep=True), Col(wide=True)), rows, indent=1)


def _scenario(each: ScenarioEffect) -> str:
    """What an edit does under one scenario, in one line."""
    if not each.touched:
        return "geen gevolg"
    core = (
        (f"− {each.out_of_core} uit doen", each.out_of_core),
        (f"+ {each.into_core} naar doen", each.into_core),
    )
    moving = "plaatswissel" if each.counts["rang"] == 1 else "plaatswissels"
    return ", ".join([*signed(each.counts, moving), *(text for text, number in core if number)])


def _tested(effect: Effect, tested: Tested) -> Iterator[Block]:
    if tested.problem:
        yield line(f"De toetsen zijn niet te lezen: {tested.problem}")
    flips = sorted(tested.flips, key=lambda flip: flip.after != "mis")
    if flips:
        wrong = sum(flip.after == "mis" for flip in flips)
        text = counted(len(flips), "toets of voorbeeld komt", "toetsen en voorbeelden komen")
        yield from (heading(f"{text} anders uit, {wrong} mis"), _flips(flips[:_MOST_FLIPS]))
    if len(flips) > _MOST_FLIPS:
        yield line(f"   … en nog {len(flips) - _MOST_FLIPS}; `krachtenveld toets` toont ze", "dim")
    yield from map(line, _examples(tested))
    if tested.untested:
        names = [advice.title for advice in tested.untested[:_MOST_FLIPS]]
        yield line(f"nieuw bij doen, en geen toets gaat erover: {'; '.join(names)}")
    if tested.unnoticed:
        which = by(tested.unnoticed, numbers_of(effect)).removeprefix("door ")
        yield line(
            f"geen toets dekt {'deze wijziging' if len(effect.changes) == 1 else f'wijziging {which}'}"
        )


def _examples(tested: Tested) -> Iterator[str]:
    """How many examples the changed rules have; of many rules only those that have none."""
    bare = [name for name, number in tested.examples.items() if not number]
    if len(tested.examples) <= _MOST_RULES:
        for name, number in tested.examples.items():
            examples = counted(number, "voorbeeld", "voorbeelden") if number else "geen voorbeelden"
            yield f"regel {name} heeft {examples}"
    elif bare:
        yield f"zonder voorbeelden: {cut(bare, _MOST_RULES)}"


def _flips(flips: Iterable[Flip]) -> Grid:
    def row(flip: Flip) -> tuple[str, str, str]:
        what = f"{flip.about} {flip.text}" if flip.sort == "voorbeeld" else flip.text
        before = f"was {flip.before}" if flip.before else "kon eerst niet"
        return flip.after.upper(), f"{what} ({before})", flip.span.place

    cols = (Col(keep=True), Col(wide=True), Col(keep=True, look="dim"))
    return Grid(cols, tuple(map(row, flips)), indent=1)


# ── a change in words ─────────────────────────────────────────────────────────────────────────────────


def numbers_of(effect: Effect) -> Numbers:
    """The changes numbered from 1, in their order."""
    return {change: number for number, change in enumerate(effect.changes, start=1)}


def hidden(effect: Effect, change: VersionChange) -> bool:
    """Whether a change may not be shown: what is internal stays out of what is public."""
    return change.internal and effect.new.case.view.public_only


def shown_text(effect: Effect, change: VersionChange) -> str:
    """A change in one line, or only that there is one."""
    return HIDDEN if hidden(effect, change) else change_text(change)


def place_of(change: VersionChange) -> str:
    """File and line; of what is gone, where it was."""
    return f"{change.place.place}{' (was)' if change.gone else ''}"


def moved_by(effect: Effect, change: VersionChange) -> int:
    """How many differences a change is behind, those of nothing but a rank not counted."""
    return sum(item.difference.kind != "rang" for item in effect.behind(change))


def changes_of(items: Iterable[Explained]) -> tuple[VersionChange, ...]:
    """The changes behind several differences, without repetition."""
    return tuple(dict.fromkeys(change for item in items for change in item.changes))


def by(changes: Sequence[VersionChange], numbers: Numbers) -> str:
    """`door 1`, `door 1, 2 en 5`, `door 1, 2, 3 en nog 8`."""
    known = sorted(numbers[change] for change in changes)
    if not known:
        return "zonder gevonden wijziging"
    if len(known) > _MOST_NUMBERS:
        shown = [*map(str, known[:_SHOWN_NUMBERS]), f"nog {len(known) - _SHOWN_NUMBERS}"]
    else:
        shown = list(map(str, known))
    return f"door {all_of(shown)}"


def vacancy_hints(old: Outcome, new: Outcome) -> Mapping[str, str]:
    """Per seat that another got but that is still to be had, what to do as well; nothing for outside."""
    if new.case.view.public_only:
        return {}
    return {
        name: f"positie {name}: {STILL_VACANT}" for name in still_vacant(old.case.dossier, new.case.dossier)
    }


# ── how much differs, in words ────────────────────────────────────────────────────────────────────────


def signed(counts: Mapping[DifferenceKind, int], moving: str) -> list[str]:
    """How many differences there are of each kind, with their signs; what does not occur is left out.

    `moving` tells those of nothing but a rank, behind their number.
    """
    changed = counts["band"] + counts["inhoud"] + counts["score"]
    parts = (
        ("+", counts["nieuw"], "nieuw"),
        ("−", counts["vervallen"], "vervallen"),
        ("~", changed, "gewijzigd"),
        ("↕", counts["rang"], moving),
    )
    return [f"{sign} {number} {word}" for sign, number, word in parts if number]


def totals(effect: Effect) -> list[str]:
    """How many lines differ in each way, and how many are the same."""
    moving = "schuift mee" if effect.counts["rang"] == 1 else "schuiven mee"
    return [*signed(effect.counts, moving), f"= {effect.equal} gelijk"]


# ── a difference and its causes in words ──────────────────────────────────────────────────────────────


def title_of(effect: Effect, name: str) -> str:
    """The title of a line in either version."""
    found = effect.new.line(name) or effect.old.line(name)
    return found.title if found else name


def measures(difference: Difference) -> tuple[str, str, str]:
    """Band, score and rank, old → new where they differ; of what came or went only what it is or was."""
    band = _arrow(difference, lambda advice: advice.band)
    return band, f"score {score_arrow(difference)}", f"rang {rank_arrow(difference)}"


def score_arrow(difference: Difference) -> str:
    """The score, old → new, with two digits: shifts are small."""
    return _arrow(difference, lambda advice: decimal(advice.score, 2))


def rank_arrow(difference: Difference) -> str:
    return _arrow(difference, lambda advice: str(advice.rank))


def _arrow(difference: Difference, read: Callable[[Advice], str]) -> str:
    known = [read(advice) for advice in (difference.old, difference.new) if advice]
    return ARROW.join(dict.fromkeys(known))


def contents(effect: Effect, difference: Difference) -> Iterator[str]:
    """What else than score, band and rank is not the same."""
    old, new = difference.old, difference.new
    if new and not old:
        yield from new.arguments[:1]
    if not (old and new):
        return
    yield from (f"▸ {text}" for text in within(difference))
    for word, one, other, outcome in (
        ("dient nu ook", new, old, effect.new),
        ("dient niet meer", old, new, effect.old),
    ):
        only = (priority for priority in one.priorities if priority not in other.priorities)
        gained = [f'"{outcome.names.name("prioriteit", each)}"' for each in only]
        if gained:
            yield f"▸ {word} {cut(gained, MOST_NAMED)}"
    yield from (f"▸ voorwaarde erbij: {condition.text}" for condition in difference.added)
    yield from (f"▸ voorwaarde weg: {condition.text}" for condition in difference.removed)


def within(difference: Difference) -> Iterator[str]:
    """What is not the same about the parts of a line; of a line of one part without naming it."""
    yield from (f"binnen deze regel nieuw: {part.title}" for part in difference.come)
    yield from (f"binnen deze regel vervalt: {part.title}" for part in difference.gone)
    alone = all(line is None or len(line.parts) == 1 for line in (difference.old, difference.new))
    for was, now in difference.turned:
        attitude = f"houding {was.target.attitude} → {now.target.attitude}"
        yield attitude if alone else f"binnen deze regel {attitude}: {now.title}"


def cause_lines(effect: Effect, item: Explained, numbers: Numbers, most: int) -> Iterator[str]:
    """Why it is so, a line for each cause, at most so many (0 is all)."""
    told: dict[str, list[tuple[VersionChange, ...]]] = {}
    for cause in item.causes:
        groups = told.setdefault(explained(effect, item.difference, cause), [])
        if not any(set(known) <= set(cause.changes) for known in groups):
            groups.append(cause.changes)
    lines = [f"{by(changes, numbers)}{text}" for text, groups in told.items() for changes in groups]
    shown = lines[:most] if most else lines
    yield from shown
    if rest := len(lines) - len(shown):
        yield f"… en nog {counted(rest, 'oorzaak', 'oorzaken')}"


def explained(effect: Effect, difference: Difference, cause: Cause) -> str:
    """What a cause does, behind the numbers of the changes; an amount says nothing when there is no score to compare."""
    if difference.old is None or difference.new is None:
        cause = replace(cause, amount=0.0)
    text = cause_text(cause, lambda name: title_of(effect, name))
    return f": {text}" if text else ""
