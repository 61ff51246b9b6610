"""What a setback is called."""

from __future__ import annotations

from collections.abc import Sequence

from strategy.advice.advise import Outcome
from strategy.advice.names import seat_text
from strategy.robustness.setbacks import Setback, stopped_layer


def setback_text(outcome: Outcome, setback: Setback, words: Sequence[str] | None = None) -> str:
    """A setback in one line; of a judgement with the other words at its place, its own when none are given."""
    names = outcome.names
    if setback.kind == "oordeel":
        return _judgement(setback, words or [setback.word])
    if setback.kind == "netwerk":
        layer = stopped_layer(outcome.case, setback)
        return f"valt stil: {layer.name if layer else names.short('actor', setback.name)}"
    seat = seat_text(names, setback.name)
    return f"zetel kwijt: {seat}" if setback.kind == "zetel" else f"niet te krijgen: {seat}"


def _judgement(setback: Setback, words: Sequence[str]) -> str:
    key, whole = setback.changes[0].key, setback.whole
    facts = list(dict.fromkeys(ground.text for ground in setback.grounds))
    more = f" (en {len(facts) - 1} andere)" if len(facts) > 1 else ""
    stated = f"{facts[0]}{more} ({setback.grounds[0].nature})"
    others = " of ".join(word.replace("-", " ") for word in words if word)
    parts = [f"{key} wordt {others}"] if others else []
    if "" in words:
        parts.append(f"de {whole} valt weg" if whole else "klopt niet")
    if not others and not whole:
        return f"{stated} klopt niet"
    return f"{stated}: {', of '.join(parts)}"
