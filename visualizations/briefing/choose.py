"""What the pages of a briefing are about: opgaven, portfolios or networks, all of them or one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import Advice
from strategy.errors import KrachtenveldError, quote, suggest
from visualizations.selection import networks_of, portfolios_of

Per = Literal["opgave", "portefeuille", "netwerk"]
PER: tuple[Per, ...] = ("opgave", "portefeuille", "netwerk")


@dataclass(frozen=True)
class Subject:
    """What one page is about, with its lines of advice, best first."""

    sort: Per
    id: str
    name: str
    lines: tuple[Line, ...]

    @property
    def opgave(self) -> str:
        """The opgave that arguments are sought for; "" is any."""
        return self.id if self.sort == "opgave" else ""

    def place(self, advice: Advice) -> tuple[float, int, str]:
        """What settles the order on the page: on that of an opgave, first what an advice does for it."""
        return advice.place_in(self.opgave)


def subjects(outcome: Outcome, per: Per, name: str | None = None) -> tuple[Subject, ...]:
    """The subjects with any advice, in the order of the dossier; with a `name`, id or full, only that one.

    Raises KrachtenveldError for a name that is not there, and when there is no advice to tell of.
    """
    pairs = _pairs(outcome, per)
    if name is not None:
        pairs = [_known(per, name, pairs)]
    found = [_subject(outcome, per, item, title) for item, title in pairs]
    kept = tuple(subject for subject in found if subject.lines)
    if not kept:
        what = f"voor {per} {quote(name)}" if name is not None else f"per {per}"
        raise KrachtenveldError(
            f"er is geen advies {what}, dus ook geen briefing",
            "`krachtenveld advies` toont waar wel advies over is",
        )
    return kept


def _subject(outcome: Outcome, per: Per, item: str, title: str) -> Subject:
    found = Subject(per, item, title, _lines(outcome, per, item))
    return replace(found, lines=tuple(sorted(found.lines, key=found.place)))


def _pairs(outcome: Outcome, per: Per) -> list[tuple[str, str]]:
    dossier, view = outcome.case.dossier, outcome.case.view
    if per == "opgave":
        return [(opgave.id, opgave.name) for opgave in dossier.opgaven if opgave.id in view.ids["opgave"]]
    if per == "portefeuille":
        known = view.ids["portefeuille"]
        return [(item.id, item.name) for item in dossier.college.portfolios if item.id in known]
    return [(layer.id, layer.name) for layer in dossier.layers if view.shows(layer)]


def _known(per: Per, word: str, pairs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    wanted = word.strip().casefold()
    for item, title in pairs:
        if wanted in (item.casefold(), title.casefold()):
            return item, title
    ids = [item for item, _ in pairs]
    near = suggest(wanted, ids) or suggest(word.strip(), [title for _, title in pairs])
    raise KrachtenveldError(f"er is geen {per} {quote(word)}", near or f"kies uit: {', '.join(ids)}")


def _lines(outcome: Outcome, per: Per, item: str) -> tuple[Line, ...]:
    """The lines that `advies` groups under this."""
    if per == "opgave":
        return tuple(line for line in outcome.lines if item in line.opgaven)
    if per == "portefeuille":
        of_portfolio = portfolios_of(outcome, outcome.lines)
        return tuple(line for line in outcome.lines if item in of_portfolio[line.id])
    of_network = networks_of(outcome, outcome.lines)
    return tuple(line for line in outcome.lines if of_network[line.id] == item)
