"""Advice as the map tells it: each firing one reason, with its rule, its points, its facts and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice, Entry
from strategy.advice.wording import sentence
from strategy.explain.basis import Ground, ground, grounds
from strategy.inference.port import Firing
from visualizations.kaart.model import Card, FactLine, Reason, Share


def card(outcome: Outcome, advice: Advice, counters: Iterable[Entry]) -> Card:
    """The card of one advice. `counters` are in the order of the ledger: what they take off is added up in that order."""
    return Card(
        id=advice.id,
        title=advice.title,
        sort=advice.target.sort,
        attitude=advice.target.attitude,
        band=advice.band,
        score=advice.score,
        rank=advice.rank,
        opgaven=advice.opgaven,
        reasons=tuple(_reasons(outcome, advice.entries)),
        counters=tuple(_reasons(outcome, counters)),
        conditions=tuple(_conditions(outcome, advice)),
    )


def fact_line(item: Ground) -> FactLine:
    """A ground of an explanation as a line to read."""
    text = item.text[:1].upper() + item.text[1:]
    return FactLine(text, item.file, item.line, item.nature, item.source, item.note, item.to_verify)


def own_facts(outcome: Outcome, types: Iterable[str], item: str) -> tuple[FactLine, ...]:
    """What the dossier itself says about an item: its facts of some types, in the order of the dossier."""
    wanted = tuple(types)
    base = outcome.case.facts
    found = (
        fact_line(ground(outcome, fact))
        for fact in base
        if fact.type in wanted and fact.values[0] == item and base.evidence(fact).origins
    )
    return tuple(dict.fromkeys(found))


def _reasons(outcome: Outcome, entries: Iterable[Entry]) -> Iterator[Reason]:
    """One reason per firing: it counts once in every opgave its priority serves."""
    by_firing: dict[Firing, list[Entry]] = {}
    for entry in entries:
        by_firing.setdefault(entry.firing, []).append(entry)
    for firing, group in by_firing.items():
        rule = outcome.trace.rules[firing.rule]
        yield Reason(
            sentence=sentence(outcome.trace, outcome.names, firing),
            rule=rule.id,
            file=rule.span.file,
            line=rule.span.line,
            points=rule.points,
            shares=tuple(Share(entry.opgave, entry.priority, entry.factor, entry.value) for entry in group),
            facts=tuple(fact_line(item) for item in grounds(outcome, group[0])),
        )


def _conditions(outcome: Outcome, advice: Advice) -> Iterator[str]:
    for condition in advice.conditions:
        text = condition.text[:1].upper() + condition.text[1:]
        others = [other.title for name in condition.options if (other := outcome.advice(name))]
        yield f"{text} ({'; '.join(others)})" if others and condition.sort == "keuze" else text
