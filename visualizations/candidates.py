"""Which advice someone means that may not be there: by its name, by seat, or by words of its title."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.advice.advise import Outcome
from strategy.advice.lookup import Goal, goals
from strategy.dossier.vocabulary import ADVICE_SORTS
from strategy.errors import KrachtenveldError, quote
from strategy.explain.whynot.whynot import title
from strategy.facts.types import ADVICE_TYPE
from strategy.scenarios.find import posts

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
    names, rules = outcome.case.loaded.names, outcome.case.rulebook.rules
    if "/" in text:
        name = text if text.split("/")[0] in ADVICE_SORTS else f"positie/{text}"
        _visible(outcome, goals(name, names, rules))
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


def _visible(outcome: Outcome, found: tuple[Goal, ...]) -> None:
    """Raises KrachtenveldError when an advice is about what does not hold on the day, or may not be shown."""
    shown = _shown(outcome)
    for name, value in found[0].fields:
        domain = ADVICE_TYPE.domain(name)
        if domain is not None and domain.name in shown and value not in shown[domain.name]:
            day = outcome.case.view.day.isoformat()
            message = f"{domain.name} {quote(str(value))} geldt niet op {day}, of is intern"
            raise KrachtenveldError(message, "kies een andere `--peildatum`, of laat `--openbaar` weg")


def _shown(outcome: Outcome) -> dict[str, set[str]]:
    view = outcome.case.view
    return {
        "actor": {actor.id for actor in view.actors},
        "gremium": {body.id for _, body in view.bodies()},
        "instrument": {instrument.id for instrument in view.instruments},
        "prioriteit": {priority.id for _, priority in view.priorities()},
        "thema": set(view.themes),
    }


def _known(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Every seat of the dossier, and every relation with an actor in a layer, by id and title."""
    case = outcome.case
    bodies = _shown(outcome)["gremium"]
    shown = (name for name, post in posts(case.dossier).items() if case.view.shows(post))
    seats = (f"positie/{name}" for name in shown if name.split("/")[0] in bodies)
    ties = (f"relatie/{actor.id}/{layer}" for actor in case.view.actors for layer in actor.ties)
    for name in (*seats, *ties):
        yield name, title(outcome, goals(name, case.loaded.names, case.rulebook.rules)[0])
