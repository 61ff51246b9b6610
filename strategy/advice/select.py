"""Advice by sort, opgave, priority, theme, network, band or words, with a clear message when these name nothing that exists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from strategy.advice.advise import Outcome
from strategy.advice.lines import Line
from strategy.advice.model import BANDS, CONDITIONS, Advice
from strategy.dossier.model import Dossier
from strategy.dossier.word_lists import ADVICE_SORTS
from strategy.errors import KrachtenveldError, quote, suggest
from strategy.graph.by_name import (
    NETWORKS,
    OPGAVEN,
    PORTFOLIOS,
    PRIORITIES,
    THEMES,
    folded,
    holds_all,
    meant,
    networks_called,
    opgaven_called,
    portfolios_called,
    priorities_called,
    themes_called,
)

AdviceT = TypeVar("AdviceT", bound=Advice)
MANY = 5


@dataclass(frozen=True)
class Selection:
    """What to show; None is everything.

    By `portfolio` nothing is selected here: who could best take a seat is known to `allocation.seats`.
    """

    sort: str | None = None
    opgave: str | None = None
    network: str | None = None
    band: str | None = None
    condition: str | None = None
    priority: str | None = None
    theme: str | None = None
    portfolio: str | None = None

    def text(self) -> str:
        parts = [part for part in (self.sort, self.opgave, self.network, self.band, self.condition) if part]
        told = (("prioriteit", self.priority), ("thema", self.theme), ("portefeuille", self.portfolio))
        parts += [f"{what} {name}" for what, name in told if name]
        return f" ({', '.join(parts)})" if parts else ""


def select(outcome: Outcome, selection: Selection) -> tuple[Advice, ...]:
    """The advice within a selection, in rank order. Raises KrachtenveldError for a name that is not there."""
    return _selected(outcome, outcome.advices, selection)


def select_lines(outcome: Outcome, selection: Selection) -> tuple[Line, ...]:
    """The lines within a selection, in rank order: those that hold a part of the sort, or of the network, asked for.

    Raises KrachtenveldError for a name that is not there.
    """
    return _selected(outcome, outcome.lines, selection)


def _selected(outcome: Outcome, advices: Sequence[AdviceT], selection: Selection) -> tuple[AdviceT, ...]:
    selection = resolved(outcome, selection)
    networks = networks_of(outcome, outcome.advices)
    about = _about(outcome, selection.theme) if selection.theme else frozenset()
    return tuple(
        advice
        for advice in advices
        if (selection.sort is None or any(part.target.sort == selection.sort for part in advice.within))
        and (selection.band is None or advice.band == selection.band)
        and (selection.opgave is None or selection.opgave in advice.opgaven)
        and (
            selection.network is None or any(networks[part.id] == selection.network for part in advice.within)
        )
        and (selection.priority is None or selection.priority in advice.priorities)
        and (selection.theme is None or not about.isdisjoint(advice.priorities))
        and selection.condition in (None, *(condition.sort for condition in advice.conditions))
    )


def resolved(outcome: Outcome, selection: Selection) -> Selection:
    """The selection with its names as the dossier writes them, for people write G40 and Gezondheid.

    Raises KrachtenveldError for a name that is not there.
    """
    view, asked = outcome.case.view, selection
    return Selection(
        _known("soort", asked.sort, ADVICE_SORTS),
        asked.opgave and meant(OPGAVEN, asked.opgave, opgaven_called(view)),
        asked.network and meant(NETWORKS, asked.network, networks_called(view)),
        _known("band", asked.band and asked.band.replace("-", " "), BANDS),
        _known("voorwaarde", asked.condition, CONDITIONS),
        asked.priority and meant(PRIORITIES, asked.priority, priorities_called(view)),
        asked.theme and meant(THEMES, asked.theme, themes_called(view)),
        asked.portfolio and meant(PORTFOLIOS, asked.portfolio, portfolios_called(view)),
    )


def _about(outcome: Outcome, theme: str) -> frozenset[str]:
    """The priorities about a theme or about one that falls under it, in any number of steps."""
    themes = outcome.case.dossier.header.themes
    within = {theme}
    while (
        below := {
            name for name, each in themes.items() if any(parent.value in within for parent in each.parents)
        }
        - within
    ):
        within |= below
    pairs = outcome.case.facts.pairs("prioriteit_thema")
    return frozenset(str(priority) for priority, about in pairs if about in within)


def _known(what: str, name: str | None, names: Iterable[str]) -> str | None:
    known = {each.casefold(): each for each in names}
    if name is None or name.casefold() in known:
        return None if name is None else known[name.casefold()]
    raise KrachtenveldError(
        f"er is geen {what} {quote(name)}",
        suggest(name, known.values()) or f"kies uit: {', '.join(known.values())}",
    )


def networks_of(outcome: Outcome, advices: Sequence[Advice]) -> dict[str, str]:
    """Per advice the layer of networks that it is about; "" when it is about none."""
    layer_of = layers_by_thing(outcome.case.dossier)
    targets = {advice.id: advice.target for advice in advices}
    return {
        name: layer_of.get(target.body or target.via or target.actor or target.instrument or target.to, "")
        for name, target in targets.items()
    }


def layers_by_thing(dossier: Dossier) -> dict[str, str]:
    """Per actor, table and instrument the layer that it stands in."""
    found: dict[str, str] = {}
    for layer in dossier.layers:
        for actor in layer.actors:
            found[actor.id] = layer.id
            found |= {body.id: layer.id for body in actor.bodies}
        found |= {instrument.id: layer.id for instrument in layer.instruments}
    return found


def find_lines(outcome: Outcome, words: str) -> tuple[Advice, ...]:
    """The line with this id, the advice that the words name, or else the lines that they name."""
    line = outcome.line(words)
    if line is not None and (len(line.parts) > 1 or line.reasons):
        return (line,)
    try:
        return find_among(outcome.advices, words)
    except KrachtenveldError:
        parts = folded(words).split()
        found = [line for line in outcome.lines if holds_all((line.id, folded(line.title)), parts)]
        if line is None and not (parts and 0 < len(found) <= MANY):
            raise
        return (line,) if line is not None else tuple(found)


class HasId(Protocol):
    """What has an id."""

    @property
    def id(self) -> str: ...


class Findable(HasId, Protocol):
    """What can be found by its id, its title or the ids of its parts."""

    @property
    def title(self) -> str: ...

    @property
    def within(self) -> Sequence[HasId]: ...


FindableT = TypeVar("FindableT", bound=Findable)


def find_among(advices: Sequence[FindableT], words: str) -> tuple[FindableT, ...]:
    """The advice with this id, or those whose id or title contains all the words; of a line the ids of its parts too.

    Raises KrachtenveldError when there is none, or more than a few.
    """
    names = {advice.id: (advice.id, *(part.id for part in advice.within)) for advice in advices}
    for exact in (
        [advice for advice in advices if advice.id == words],
        [advice for advice in advices if words in names[advice.id]],
    ):
        if exact:
            return (exact[0],)
    parts = folded(words).split()
    if not parts:
        raise KrachtenveldError("noem een advies", "`krachtenveld advies --top 0` toont alle namen")
    found = tuple(advice for advice in advices if holds_all((folded(advice.title), *names[advice.id]), parts))
    if not found:
        known = dict.fromkeys(name for group in names.values() for name in group)
        hint = "`krachtenveld advies --top 0` toont alle namen"
        if "/" in words:
            hint += f"; `krachtenveld waarom-niet {words}` zegt waarom het er niet is"
        raise KrachtenveldError(f"er is geen advies {quote(words)}", suggest(words, known) or hint)
    if len(found) > MANY:
        listed = "\n      ".join(f"{advice.id}   {advice.title}" for advice in found[:12])
        raise KrachtenveldError(
            f"{quote(words)} past op {len(found)} adviezen", f"wees preciezer, bijvoorbeeld:\n      {listed}"
        )
    return found
