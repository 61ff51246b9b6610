"""Which portfolios may take a seat: by theme, one step up or down, and else by what the seat serves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from strategy.advice.model import Advice
from strategy.facts.base import FactBase
from strategy.graph.network import View

Step = Literal["eigen", "verwant", "prioriteit", "opgave", "afspraak"]


@dataclass(frozen=True)
class Fits:
    """The portfolios that may take seats, from the facts of a case.

    eigen: the portfolio names a theme of the seat (that of the seat itself, else those of its body), and the seat
    serves a priority that touches a theme of the portfolio.
    verwant: it names a theme of the seat without such a priority, or one a step above or below with such a priority.
    One step, because more makes noise (the prototype's finding).
    prioriteit, opgave: when no portfolio fits by theme, those whose themes are touched by a priority that the seat
    serves; and else those that the dossier names with its opgave.
    """

    portfolios: tuple[str, ...]
    _themes: Mapping[str, frozenset[str]]
    _of_body: Mapping[str, frozenset[str]]
    _near: Mapping[str, frozenset[str]]
    _touched: Mapping[str, frozenset[str]]
    _of_opgave: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, view: View, base: FactBase) -> Fits:
        named = _groups((portfolio, theme) for theme, portfolio in _pairs(base, "thema_portefeuille"))
        steps = _pairs(base, "thema_ouder")
        opgaven = [
            (opgave.id, portfolio.value)
            for opgave in view.dossier.opgaven
            if view.shows(opgave)
            for portfolio in opgave.portfolios
            if view.shows(portfolio)
        ]
        return cls(
            tuple(view.ids["portefeuille"]),
            named,
            _groups(_pairs(base, "gremium_thema")),
            _groups((*steps, *((above, below) for below, above in steps))),
            _groups(_pairs(base, "raakt")),
            _groups(opgaven),
        )

    def steps(self, advice: Advice) -> dict[str, Step]:
        """The portfolios that may take the seat of an advice, each with the step by which it fits."""
        target = advice.target
        themes = frozenset((target.theme,)) if target.theme else self._of_body.get(target.body, frozenset())
        near = frozenset().union(*(self._near.get(theme, frozenset()) for theme in themes))
        touched = frozenset().union(*(self._touched.get(item, frozenset()) for item in advice.priorities))
        named = frozenset().union(*(self._of_opgave.get(item, frozenset()) for item in advice.opgaven))
        found: dict[str, Step] = {}
        for portfolio in self.portfolios:
            own = self._themes.get(portfolio, frozenset())
            if own & themes or (own & near and own & touched):
                found[portfolio] = "eigen" if own & themes and own & touched else "verwant"
        if found:
            return found
        if served := [item for item in self.portfolios if self._themes.get(item, frozenset()) & touched]:
            return dict.fromkeys(served, "prioriteit")
        return dict.fromkeys((item for item in self.portfolios if item in named), "opgave")

    def served(self, advice: Advice) -> dict[str, int]:
        """How many of the priorities that an advice serves touch a theme of each portfolio."""
        return {
            portfolio: sum(
                bool(self._themes.get(portfolio, frozenset()) & self._touched.get(item, frozenset()))
                for item in advice.priorities
            )
            for portfolio in self.portfolios
        }


def _pairs(base: FactBase, name: str) -> list[tuple[str, str]]:
    """The first two values of the facts of one type."""
    return [(str(fact.values[0]), str(fact.values[1])) for fact in base.of_type(name)]


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in groups.items()}
