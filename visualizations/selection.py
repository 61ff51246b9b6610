"""Choosing and grouping advice, with clear words when a choice names nothing that exists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.model import BANDS, CONDITIONS, Advice
from strategy.dossier.vocabulary import ADVICE_SORTS
from strategy.errors import KrachtenveldError, quote, suggest

ELSEWHERE = "Overig"
MANY = 5


@dataclass(frozen=True)
class Selection:
    """What to show; None is everything."""

    sort: str | None = None
    opgave: str | None = None
    network: str | None = None
    band: str | None = None
    condition: str | None = None

    def text(self) -> str:
        parts = [part for part in (self.sort, self.opgave, self.network, self.band, self.condition) if part]
        return f" ({', '.join(parts)})" if parts else ""


def choose(outcome: Outcome, selection: Selection) -> tuple[Advice, ...]:
    """The advice within a selection, in rank order. Raises KrachtenveldError for a name that is not there."""
    selection = check(outcome, selection)
    networks = networks_of(outcome, outcome.advices)
    return tuple(
        advice
        for advice in outcome.advices
        if (selection.sort is None or advice.target.sort == selection.sort)
        and (selection.band is None or advice.band == selection.band)
        and (selection.opgave is None or selection.opgave in advice.opgaven)
        and (selection.network is None or networks[advice.id] == selection.network)
        and selection.condition in (None, *(condition.sort for condition in advice.conditions))
    )


def check(outcome: Outcome, selection: Selection) -> Selection:
    """The selection with its names as the dossier writes them, for people write G40 and Gezondheid.

    Raises KrachtenveldError for a name that is not there.
    """
    dossier, view = outcome.case.dossier, outcome.case.view
    return Selection(
        _known("soort", selection.sort, ADVICE_SORTS),
        _known("opgave", selection.opgave, view.ids["opgave"]),
        _known("netwerk", selection.network, (layer.id for layer in dossier.layers if view.shows(layer))),
        _known("band", selection.band and selection.band.replace("-", " "), BANDS),
        _known("voorwaarde", selection.condition, CONDITIONS),
    )


def _known(what: str, name: str | None, names: Iterable[str]) -> str | None:
    known = {each.casefold(): each for each in names}
    if name is None or name.casefold() in known:
        return None if name is None else known[name.casefold()]
    raise KrachtenveldError(
        f"er is geen {what} {quote(name)}",
        suggest(name, known.values()) or f"kies uit: {', '.join(known.values())}",
    )


def networks_of(outcome: Outcome, advices: tuple[Advice, ...]) -> dict[str, str]:
    """Per advice the layer of networks that it is about; "" when it is about none."""
    layer_of: dict[str, str] = {}
    for layer in outcome.case.dossier.layers:
        for actor in layer.actors:
            layer_of[actor.id] = layer.id
            layer_of |= {body.id: layer.id for body in actor.bodies}
        layer_of |= {instrument.id: layer.id for instrument in layer.instruments}
    targets = {advice.id: advice.target for advice in advices}
    return {
        name: layer_of.get(target.body or target.via or target.actor or target.instrument or target.to, "")
        for name, target in targets.items()
    }


def grouped(
    outcome: Outcome, advices: tuple[Advice, ...], by: str, selection: Selection
) -> dict[str, list[Advice]]:
    """Advice per opgave, portfolio or network, by the name of the group.

    An advice may stand under several opgaven, and under each portfolio that could see to it best.
    """
    dossier = outcome.case.dossier
    groups: dict[str, list[Advice]] = {}
    if by == "geen":
        return {"Alle adviezen": list(advices)} if advices else {}
    if by == "netwerk":
        of_network = networks_of(outcome, advices)
        for layer in dossier.layers:
            groups[layer.name] = [advice for advice in advices if of_network[advice.id] == layer.id]
        groups[ELSEWHERE] = [advice for advice in advices if not of_network[advice.id]]
    elif by == "portefeuille":
        from visualizations.portfolios import portfolios_of

        of_portfolio = portfolios_of(outcome, advices)
        for portfolio in dossier.college.portfolios:
            groups[portfolio.name] = [advice for advice in advices if portfolio.id in of_portfolio[advice.id]]
        groups[ELSEWHERE] = [advice for advice in advices if not of_portfolio[advice.id]]
    else:
        for opgave in dossier.opgaven:
            if selection.opgave in (None, opgave.id):
                groups[opgave.name] = [advice for advice in advices if opgave.id in advice.opgaven]
    return {name: group for name, group in groups.items() if group}


def find(outcome: Outcome, words: str) -> tuple[Advice, ...]:
    """The advice of an outcome that these words name, as `find_among` finds it."""
    return find_among(outcome.advices, words)


def find_among(advices: Sequence[Advice], words: str) -> tuple[Advice, ...]:
    """The advice with this id, or those whose id or title contains all the words.

    Raises KrachtenveldError when there is none, or more than a few.
    """
    if exact := next((advice for advice in advices if advice.id == words), None):
        return (exact,)
    parts = words.lower().split()
    if not parts:
        raise KrachtenveldError("noem een advies", "`krachtenveld advies --top 0` toont alle namen")
    found = tuple(
        advice
        for advice in advices
        if all(part in advice.id or part in advice.title.lower() for part in parts)
    )
    if not found:
        ids = [advice.id for advice in advices]
        raise KrachtenveldError(
            f"er is geen advies {quote(words)}",
            suggest(words, ids) or "`krachtenveld advies --top 0` toont alle namen",
        )
    if len(found) > MANY:
        listed = "\n      ".join(f"{advice.id}   {advice.title}" for advice in found[:12])
        raise KrachtenveldError(
            f"{quote(words)} past op {len(found)} adviezen", f"wees preciezer, bijvoorbeeld:\n      {listed}"
        )
    return found
