"""Lines of advice as the map tells them: each firing one reason, with its rule, its points, its facts and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import REFRAIN, Advice, Entry, Target
from strategy.advice.names import sentence
from strategy.dossier.vocabulary import ROLES
from strategy.explain.basis import Ground, citation, ground, grounds
from strategy.facts.types import BASE_TYPES
from strategy.inference.port import Firing
from visualizations.kaart.model import NO_SEAT, REFRAINED, Card, FactLine, Part, Reason, Share, Told


def card(outcome: Outcome, line: Line, counters: Mapping[str, Sequence[Entry]]) -> Card:
    """The card of one line.

    `counters` are, per part, in the order of the ledger: what they take off is added up in that order.
    """
    parts = sorted(line.parts, key=lambda part: part.id)
    place = {part.id: i for i, part in enumerate(parts)}
    tables = sorted({part.target.body for part in parts if part.target.sort == "positie"})
    entries = dict.fromkeys((*line.entries, *(entry for part in line.parts for entry in part.entries)))
    against = (entry for part in parts for entry in counters.get(part.id, ()))
    return Card(
        id=line.id,
        title=line.title,
        sort=line.target.sort,
        attitude=line.target.attitude,
        band=line.band,
        score=line.score,
        rank=line.rank,
        opgaven=line.opgaven,
        parts=tuple(Part(part.id, *_seat(part.target, tables)) for part in parts),
        reasons=tuple(_reasons(outcome, entries, place)),
        counters=tuple(_reasons(outcome, against, place)),
        conditions=tuple(_conditions(outcome, line)),
        told=tuple(
            Told(reason.opgave or "", reason.text, citation(outcome.names, reason.origin))
            for reason in dict.fromkeys((*line.said_of(), *line.reasons))
        ),
    )


def _seat(target: Target, tables: Sequence[str]) -> tuple[int, int]:
    if target.sort == REFRAIN:
        return REFRAINED, 0
    return (ROLES.index(target.role), tables.index(target.body)) if target.sort == "positie" else (NO_SEAT, 0)


def fact_line(item: Ground) -> FactLine:
    """A ground of an explanation as a line to read."""
    text = item.text[:1].upper() + item.text[1:]
    return FactLine(text, item.file, item.line, item.nature, item.source, item.note, item.to_verify)


def own_facts(outcome: Outcome, box: str, item: str) -> tuple[FactLine, ...]:
    """What the dossier itself says about an item: the facts that its kind of box tells, in the order of the dossier."""
    base = outcome.case.facts
    found = (
        fact_line(ground(outcome, fact))
        for fact in base
        if BASE_TYPES[fact.type].box == box and fact.values[0] == item and base.evidence(fact).origins
    )
    return tuple(dict.fromkeys(found))


def _reasons(outcome: Outcome, entries: Iterable[Entry], place: Mapping[str, int]) -> Iterator[Reason]:
    """One reason per firing for a part: it counts once in every opgave its priority serves."""
    by_firing: dict[tuple[str, Firing], list[Entry]] = {}
    for entry in entries:
        by_firing.setdefault((entry.advice, entry.firing), []).append(entry)
    for (part, firing), group in by_firing.items():
        rule = outcome.trace.rules[firing.rule]
        yield Reason(
            part=place[part],
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
