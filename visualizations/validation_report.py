"""The validation as a page: the same text on the terminal and in docs/validatie.md."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.advice.advise import Outcome
from strategy.advice.names import decimal
from strategy.validation.honesty import leave_one_out, rules_for_one, variants
from strategy.validation.measures import Measured, measure
from strategy.validation.reference import Reference
from visualizations.stamp import under


def report(outcome: Outcome, reference: Reference, engine: str, quick: bool = False) -> str:
    """Recall, precision, ranking and the honest figures, as Markdown."""
    measured = measure(reference.items, outcome.advices)
    return "\n".join(
        [
            *_head(outcome, measured),
            *_honest(outcome, reference, engine, measured),
            *_per_opgave(measured),
            *_missed(measured),
            *([] if quick else _left_out(outcome, reference, engine)),
            *_single(outcome, reference),
            *_new(outcome, measured),
        ]
    )


def _head(outcome: Outcome, measured: Measured) -> Iterator[str]:
    rules = outcome.case.rulebook.rules
    advising = sum(rule.head.kind == "advies" for rule in rules)
    met, items = measured.recall
    wishes_met, wishes = measured.wishes
    yield "# Validatie"
    yield ""
    if told := under(outcome.case):
        yield f"{told.strip()}: gemeten tegen wat de strategie voor het dossier zelf adviseerde."
        yield ""
    yield f"- {met} van {items} onderdelen van de strategie gereproduceerd ({wishes_met} van {wishes} verwachtingen)"
    yield f"- {len(rules)} regels, waarvan {advising} adviseren; geen regel noemt iets bij naam"
    yield f"- {len(outcome.advices)} adviezen, waarvan {len(measured.hits)} in de strategie staan en {len(measured.new)} nieuw zijn"
    for top, value in measured.precision_at:
        yield f"- precisie bij de eerste {top}: {decimal(value, 2)}"
    yield f"- AUC van de rangorde: {decimal(measured.auc, 2)} (een willekeurige rangorde geeft 0,50)"
    yield ""


def _honest(outcome: Outcome, reference: Reference, engine: str, measured: Measured) -> Iterator[str]:
    yield "## Hoeveel weet het model zelf?"
    yield ""
    yield "Een deel van de feiten staat alleen in de adviezen van de strategie zelf. Zonder die feiten blijft over:"
    yield ""
    yield "| feiten | aantal | onderdelen | verwachtingen |"
    yield "|---|---|---|---|"
    yield f"| alle | {len(outcome.case.facts)} | {_of(measured.recall)} | {_of(measured.wishes)} |"
    for variant in variants(outcome.case, reference, engine):
        recall, wishes = _of(variant.measured.recall), _of(variant.measured.wishes)
        yield f"| {variant.name} | {variant.facts} | {recall} | {wishes} |"
    yield ""


def _per_opgave(measured: Measured) -> Iterator[str]:
    yield "## Per opgave"
    yield ""
    yield "| opgave | onderdelen | verwachtingen | adviezen in de strategie |"
    yield "|---|---|---|---|"
    for line in measured.lines:
        yield (
            f"| {line.opgave} | {line.items_met} van {line.items} | {line.wishes_met} van {line.wishes} "
            f"| {line.hits} van {line.advices} |"
        )
    yield ""


def _missed(measured: Measured) -> Iterator[str]:
    yield "## Gemist"
    yield ""
    for item in measured.missed:
        reason = item.underivable or "zou af te leiden moeten zijn, maar komt er niet uit"
        yield f"- {item.id} {item.content}. {reason}"
    if not measured.missed:
        yield "Niets."
    yield ""


def _left_out(outcome: Outcome, reference: Reference, engine: str) -> Iterator[str]:
    lost = leave_one_out(outcome.case, reference, engine)
    kept = len(reference.items) - len(lost)
    yield "## Elk onderdeel zonder zijn eigen alinea"
    yield ""
    yield f"{kept} van {len(reference.items)} onderdelen komen er ook uit als de feiten uit hun eigen alinea ontbreken."
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
    yield "## Nieuw: wel uit de regels, niet in de strategie"
    yield ""
    titles = {advice.id: advice for advice in outcome.advices}
    for name in measured.new:
        advice = titles[name]
        yield f"- {advice.title} (rang {advice.rank}, {advice.band}; `{name}`)"
    yield ""


def _of(pair: tuple[int, int]) -> str:
    return f"{pair[0]} van {pair[1]}"
