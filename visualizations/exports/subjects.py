"""Which nodes an advice is about: one it leads to, and others that it names."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from strategy.advice.model import REFRAIN, Advice, Target
from visualizations.exports.model import Values, values_of


def seat_id(body: str, role: str, theme: str) -> str:
    """The node of a seat, named as advice about it is: `zetel:vng-zjo/portefeuille/jeugd`."""
    return "zetel:" + "/".join(filter(None, (body, role, theme)))


def subjects(advice: Advice, known: Collection[str]) -> tuple[str, ...]:
    """The nodes that an advice is about; the first is what it leads to.

    A seat, and else its body; whom lobby must reach, then by whom; what has to come first, then what for. Advice
    about nothing but a priority is about that priority.
    """
    found = tuple(dict.fromkeys(node for node in _named(advice.target) if node in known))
    return found or tuple(node for name in advice.priorities if (node := f"prioriteit:{name}") in known)


def told(advices: list[Advice]) -> Values:
    """What a node says of the advice about it, given best first: of the best its band and score, of all the name.

    What we refrain from comes last: a node is not `niet doen` as long as there is anything to do.
    """
    if not advices:
        return {}
    ordered = sorted(advices, key=lambda advice: (advice.target.sort == REFRAIN, advice.rank))
    best = ordered[0]
    return values_of(
        band=best.band,
        score=best.score,
        rang=best.rank,
        houding=best.target.attitude,
        advies=best.title,
        adviezen=tuple(advice.id for advice in ordered),
    )


def _named(target: Target) -> Iterator[str]:
    if target.to:
        yield f"actor:{target.to}"
    if target.sort == "positie":
        yield seat_id(target.body, target.role, target.theme)
    if target.first and target.sort == "voorwaarde":
        yield f"gremium:{target.first}"
    if target.body:
        yield f"gremium:{target.body}"
    if target.first:
        yield f"gremium:{target.first}"
    if target.instrument:
        yield f"instrument:{target.instrument}"
    for actor in (target.actor, target.via):
        if actor:
            yield f"actor:{actor}"
