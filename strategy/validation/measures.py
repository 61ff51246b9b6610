"""Recall, precision and ranking quality of advice against a reference table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from strategy.advice.model import Advice
from strategy.validation.reference import Item, by_opgave


@dataclass(frozen=True)
class Line:
    """Recall and precision for one opgave: items met, items, expectations met, expectations, hits, advices."""

    opgave: str
    items_met: int
    items: int
    wishes_met: int
    wishes: int
    hits: int
    advices: int


@dataclass(frozen=True)
class Measured:
    """All measures of one run."""

    lines: tuple[Line, ...]
    missed: tuple[Item, ...]
    hits: tuple[str, ...]
    new: tuple[str, ...]
    auc: float
    precision_at: tuple[tuple[int, float], ...]

    @property
    def recall(self) -> tuple[int, int]:
        return sum(line.items_met for line in self.lines), sum(line.items for line in self.lines)

    @property
    def wishes(self) -> tuple[int, int]:
        return sum(line.wishes_met for line in self.lines), sum(line.wishes for line in self.lines)


def measure(items: tuple[Item, ...], advices: tuple[Advice, ...]) -> Measured:
    """Hold ranked advice against the items."""
    hit = {advice.id for advice in advices if any(item.matches(advice) for item in items)}
    lines = []
    missed: list[Item] = []
    for opgave, group in by_opgave(items).items():
        met = [item.met(advices) for item in group]
        missed += [item for item, wishes in zip(group, met, strict=True) if not all(wishes)]
        about = [advice for advice in advices if opgave in advice.opgaven]
        lines.append(
            Line(
                opgave,
                sum(all(wishes) for wishes in met),
                len(group),
                sum(sum(wishes) for wishes in met),
                sum(len(wishes) for wishes in met),
                sum(any(item.matches(advice) for item in group) for advice in about),
                len(about),
            )
        )
    ordered = [advice.id in hit for advice in advices]
    return Measured(
        lines=tuple(lines),
        missed=tuple(missed),
        hits=tuple(advice.id for advice in advices if advice.id in hit),
        new=tuple(advice.id for advice in advices if advice.id not in hit),
        auc=area_under_curve([(advice.score, advice.id in hit) for advice in advices]),
        precision_at=tuple((top, precision_at(ordered, top)) for top in (20, 40)),
    )


def precision_at(ordered: Sequence[bool], top: int) -> float:
    """The share of hits among the first `top` advices."""
    first = ordered[:top]
    return sum(first) / len(first) if first else 0.0


def area_under_curve(scored: Sequence[tuple[float, bool]]) -> float:
    """The chance that a hit scores above a miss, ties counting half (Mann–Whitney); 0.5 when either is absent."""
    hits = [score for score, good in scored if good]
    misses = [score for score, good in scored if not good]
    if not hits or not misses:
        return 0.5
    won = sum((hit > miss) + 0.5 * (hit == miss) for hit in hits for miss in misses)
    return won / (len(hits) * len(misses))
