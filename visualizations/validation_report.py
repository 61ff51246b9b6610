"""The validation as a page: the same text on the terminal and in docs/validatie.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy.advice.advise import Outcome
from strategy.validation.grade import Grade
from strategy.validation.honesty import leave_one_out, rules_for_one, variants
from strategy.validation.measures import Measured, measure
from strategy.validation.table import Reference
from visualizations.stamp import under
from visualizations.validation_support import hits, support
from visualizations.validation_words import GRADES, lacking, placed

_FROM_BEST = tuple(reversed(Grade))
_COLUMNS = " | ".join(GRADES[grade] for grade in _FROM_BEST)


def report(outcome: Outcome, reference: Reference, engine: str, quick: bool = False) -> str:
    """Grades, what may not be, order, support beside two baselines, and the honest figures, as Markdown."""
    measured = measure(reference, outcome.advices, outcome.lines)
    return "\n".join(
        [
            *_head(outcome, reference, measured),
            *_lacking(outcome, measured),
            *_violations(reference, measured),
            *_orders(outcome, reference, measured),
            *support(outcome, reference, measured),
            *_honest(outcome, reference, engine, measured),
            *_per_opgave(measured),
            *([] if quick else _left_out(outcome, reference, engine, measured)),
            *_single(outcome, reference),
            *_new(outcome, measured),
        ]
    )


def _head(outcome: Outcome, reference: Reference, measured: Measured) -> Iterator[str]:
    rules = outcome.case.rulebook.rules
    advising = sum(rule.head.kind == "advies" for rule in rules)
    total = len(outcome.lines)
    yield "# Validatie"
    yield ""
    if told := under(outcome.case):
        yield f"{told.strip()}: gemeten tegen wat de strategie voor het dossier zelf adviseerde."
        yield ""
    yield f"- {_graded(measured.grades, 'onderdelen van de strategie')}"
    yield f"- {_graded(measured.wishes, 'verwachtingen daarbinnen')}"
    if reference.must_not:
        wrong = len({advice.id for _, found in measured.violations for advice in found})
        yield (
            f"- {len(measured.violations)} van {len(reference.must_not)} dingen die er niet mogen zijn, zijn er toch: "
            f"{wrong} adviezen"
        )
    if reference.orders:
        kept = sum(standing.kept for standing in measured.standings)
        yield f"- {kept} van {len(reference.orders)} keer de volgorde van de strategie"
    found = hits(outcome, measured)
    yield (
        f"- de strategie steunt {sum(found[:20])} van de eerste {min(20, total)} adviezen, "
        f"{sum(found[:40])} van de eerste {min(40, total)} en {sum(found)} van alle {total}"
    )
    yield f"- {len(rules)} regels, waarvan {advising} adviseren; geen regel noemt iets bij naam"
    yield ""


def _lacking(outcome: Outcome, measured: Measured) -> Iterator[str]:
    yield "## Wat er per onderdeel aan mankeert"
    yield ""
    faithful = [judged.item.id for judged in measured.judged if judged.grade is Grade.FAITHFUL]
    if faithful:
        yield f"Getrouw: {', '.join(faithful)}."
        yield ""
    rest = sorted(
        (judged for judged in measured.judged if judged.grade is not Grade.FAITHFUL),
        key=lambda judged: judged.grade,
    )
    if not rest:
        yield "Bij de rest: niets."
        yield ""
        return
    yield "| onderdeel | de strategie | oordeel | wat er niet klopt |"
    yield "|---|---|---|---|"
    for judged in rest:
        yield (
            f"| {judged.item.id} | {judged.item.content} | {GRADES[judged.grade]} "
            f"| {lacking(judged, outcome.names)} |"
        )
    yield ""


def _violations(reference: Reference, measured: Measured) -> Iterator[str]:
    if not reference.must_not:
        return
    yield "## Wat er niet mag zijn"
    yield ""
    for wrong, found in measured.violations:
        ids = ", ".join(f"`{advice.id}`" for advice in found)
        yield f"- {wrong.id} {wrong.reason} ({_basis(wrong.place, wrong.source)}). Toch: {ids}"
    if not measured.violations:
        yield "Niets daarvan is er."
    yield ""


def _orders(outcome: Outcome, reference: Reference, measured: Measured) -> Iterator[str]:
    if not reference.orders:
        return
    yield "## Volgorde"
    yield ""
    kept = [standing.order.id for standing in measured.standings if standing.kept]
    if kept:
        yield f"Zoals de strategie: {', '.join(kept)}. Niet:"
        yield ""
    for standing in measured.standings:
        if not standing.kept:
            order = standing.order
            about = f" (van de {standing.among} voor {outcome.names.name('opgave', order.opgave)})"
            yield (
                f"- {order.id} {order.reason}. {placed(standing, outcome.names)}{about if order.opgave else ''}"
            )
    yield ""


def _honest(outcome: Outcome, reference: Reference, engine: str, measured: Measured) -> Iterator[str]:
    yield "## Hoeveel weet het model zelf?"
    yield ""
    yield "Een deel van de feiten staat alleen in de adviezen van de strategie zelf. Zonder die feiten blijft over:"
    yield ""
    yield f"| feiten | aantal | {_COLUMNS} |"
    yield "|---|---|---|---|---|---|"
    yield f"| alle | {len(outcome.case.facts)} | {_cells(measured.grades)} |"
    for variant in variants(outcome.case, reference, engine):
        yield f"| {variant.name} | {variant.facts} | {_cells(variant.measured.grades)} |"
    yield ""


def _per_opgave(measured: Measured) -> Iterator[str]:
    yield "## Per opgave"
    yield ""
    yield f"| opgave | {_COLUMNS} | adviezen met steun |"
    yield "|---|---|---|---|---|---|"
    for line in measured.per_opgave:
        yield f"| {line.opgave} | {_cells(line.grades)} | {line.supported} van {line.lines} |"
    yield ""


def _left_out(outcome: Outcome, reference: Reference, engine: str, measured: Measured) -> Iterator[str]:
    lost = leave_one_out(outcome.case, reference, engine, measured)
    kept = len(reference.items) - len(lost)
    yield "## Elk onderdeel zonder zijn eigen alinea"
    yield ""
    yield (
        f"{kept} van {len(reference.items)} onderdelen houden hun oordeel als de feiten uit hun eigen alinea ontbreken, "
        f"waarvan {_still(measured, lost)} minstens met verlies."
    )
    if lost:
        yield f"De andere leunen op wat die alinea zelf als feit meldt: {', '.join(item.id for item in lost)}."
    yield ""


def _single(outcome: Outcome, reference: Reference) -> Iterator[str]:
    single = rules_for_one(outcome, reference)
    yield "## Regels die één onderdeel dienen"
    yield ""
    yield "Elk van deze regels is een hypothese: één onderdeel is geen bewijs."
    yield ""
    yield from (f"- `{rule}` ({item})" for rule, item in single)
    yield ""


def _new(outcome: Outcome, measured: Measured) -> Iterator[str]:
    wrong = {advice.id for _, found in measured.violations for advice in found}
    yield "## Nieuw: wel uit de regels, niet in de strategie"
    yield ""
    for line in outcome.lines:
        if line.id in measured.new:
            note = "; mag er niet zijn" if any(part.id in wrong for part in line.parts) else ""
            yield f"- {line.title} (rang {line.rank}, {line.band}; `{line.id}`{note})"
    yield ""


def _still(measured: Measured, lost: Sequence[object]) -> int:
    return sum(judged.grade >= Grade.LOSS and judged.item not in lost for judged in measured.judged)


def _graded(counts: tuple[int, ...], what: str) -> str:
    rest = ", ".join(f"{counts[grade]} {GRADES[grade]}" for grade in (Grade.LOSS, Grade.NAME))
    missing = counts[Grade.MISSING]
    return (
        f"{counts[Grade.FAITHFUL]} van {sum(counts)} {what} getrouw in het advies; {rest}, "
        f"{missing} {'ontbreekt' if missing == 1 else 'ontbreken'}"
    )


def _cells(counts: tuple[int, ...]) -> str:
    return " | ".join(str(counts[grade]) for grade in _FROM_BEST)


def _basis(place: str, source: str) -> str:
    return source or f"strategie §{place}"
