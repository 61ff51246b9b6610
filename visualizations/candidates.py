"""Which advice someone means that may not be there: by its name, by seat, or by words of its title."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.advice.advise import Outcome
from strategy.advice.identity import Goal, goals
from strategy.dossier.vocabulary import ADVICE_SORTS
from strategy.errors import KrachtenveldError, quote
from strategy.explain.whynot.whynot import title
from strategy.facts.types import ADVICE_TYPE
from strategy.scenarios.changes import posts

MOST_SHOWN = 6


def candidate(outcome: Outcome, text: str) -> str:
    """The id of the advice that `text` means: an id, a seat `gremium/rol`, or words of its title.

    Raises KrachtenveldError when nothing or too much fits, with what could be meant.
    """
    text = text.strip(" /").lower()
    if not text:
        raise KrachtenveldError(
            "noem een advies", "bijvoorbeeld positie/gremium/rol, of een paar woorden daaruit"
        )
    case = outcome.case
    names = case.view.ids if case.view.public_only else case.loaded.names
    if "/" in text:
        name = text if text.split("/")[0] in ADVICE_SORTS else f"positie/{text}"
        _holding(outcome, goals(name, names, case.rulebook.rules)[0])
        return name
    wanted = text.split()
    found = {
        name: shown
        for name, shown in _known(outcome)
        if all(word in f"{name} {shown}".lower() for word in wanted)
    }
    if len(found) == 1:
        return next(iter(found))
    if not found:
        hint = "geef een naam zoals positie/gremium/rol; `krachtenveld advies --top 0` laat zien hoe ze heten"
        raise KrachtenveldError(f"niets in dit dossier past bij {quote(text)}", hint)
    listed = "\n        ".join(f"{name}   {shown}" for name, shown in list(found.items())[:MOST_SHOWN])
    more = f"\n        … en nog {len(found) - MOST_SHOWN}" if len(found) > MOST_SHOWN else ""
    raise KrachtenveldError(
        f"{quote(text)} past bij {len(found)} adviezen", f"kies er een:\n        {listed}{more}"
    )


def _holding(outcome: Outcome, goal: Goal) -> None:
    """Raises KrachtenveldError when an advice is about what does not hold on the day."""
    view = outcome.case.view
    for name, value in goal.fields:
        domain = ADVICE_TYPE.domain(name)
        if domain is not None and value not in view.ids.get(domain.name, (value,)):
            message = f"{domain.name} {quote(str(value))} geldt niet op {view.day.isoformat()}"
            raise KrachtenveldError(message, "kies een andere `--peildatum`")


def _known(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Every seat of the dossier, and every relation with an actor in a layer, by id and title."""
    case = outcome.case
    bodies = case.view.ids["gremium"]
    shown = (name for name, post in posts(case.dossier).items() if case.view.shows(post))
    seats = (f"positie/{name}" for name in shown if name.split("/")[0] in bodies)
    ties = (
        f"relatie/{actor.id}/{layer}"
        for actor in case.view.actors
        for layer, tie in actor.ties.items()
        if case.view.shows(tie)
    )
    for name in (*seats, *ties):
        yield name, title(outcome, goals(name, case.loaded.names, case.rulebook.rules)[0])
