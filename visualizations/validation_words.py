"""What a reference asks for and what is not right in an advice, in Dutch."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.advice.model import Advice
from strategy.advice.names import Names
from strategy.facts.types import ADVICE_TYPE
from strategy.validation.grade import Expectation, Found, Grade
from strategy.validation.measures import Judged
from strategy.validation.order import Standing
from strategy.validation.pattern import Pattern, values

GRADES = {
    Grade.FAITHFUL: "getrouw",
    Grade.LOSS: "met verlies",
    Grade.NAME: "alleen in naam",
    Grade.MISSING: "ontbreekt",
}
_DOMAINS = {"van_gremium": "gremium", "voor_opgave": "opgave"}


def lacking(judged: Judged, names: Names) -> str:
    """All that is not right in what comes nearest to an item; what is said twice is said once."""
    parts: dict[str, None] = {}
    for wish, found in zip(judged.item.expectations, judged.found, strict=True):
        if found.grade < Grade.FAITHFUL:
            parts[_shortfall(wish, found, judged.item.opgave, names)] = None
    if judged.item.underivable:
        parts[judged.item.underivable.rstrip(".")] = None
    return "; ".join(parts)


def asked(pattern: Pattern, names: Names) -> str:
    """What a pattern asks for: "route rechtstreeks, doel Tweede Kamer"."""
    return ", ".join(_field(name, allowed, names) for name, allowed in pattern.fields)


def placed(standing: Standing, names: Names) -> str:
    """Where the two advices of an order item stand now."""
    order = standing.order
    if standing.first is None:
        return f"er is geen advies: {' of '.join(asked(pattern, names) for pattern in order.first)}"
    first, rank = standing.first
    if order.within:
        return f"{first.title}: plaats {rank}, hoort bij de eerste {order.within}"
    if standing.then is None:
        return f"{first.title}: plaats {rank}"
    then, other = standing.then
    return f"{first.title}: plaats {rank}; {then.title}: plaats {other}"


def _shortfall(wish: Expectation, found: Found, opgave: str, names: Names) -> str:
    if found.advice is None:
        return f"geen advies: {asked(wish.pattern, names)}"
    wrong = ", ".join(_wrong(wish.pattern, found.advice, found.failing, opgave, names))
    return f"{found.advice.title}: {wrong}"


def _wrong(
    pattern: Pattern, advice: Advice, failing: tuple[str, ...], opgave: str, names: Names
) -> Iterator[str]:
    for name in failing:
        allowed = pattern.allowed(name) or ((opgave,) if name == "opgave" else ())
        wanted = " of ".join(_value(name, word, names) for word in allowed)
        given = " en ".join(_value(name, word, names) for word in values(advice, name) if word)
        if name in ("prioriteit", "opgave", "voor_opgave"):
            yield f"niet voor {wanted}"
        elif name == "door":
            yield f"door {given} in plaats van {wanted}" if given else f"zegt niet wie het doet ({wanted})"
        elif name == "kracht":
            yield f"{given} in plaats van {wanted}" if given else f"zegt niet hoe stellig ({wanted})"
        elif given:
            yield f"{_label(name)} is {given}, niet {wanted}"
        else:
            yield f"{_label(name)} {wanted} ontbreekt"


def _field(name: str, allowed: tuple[str, ...], names: Names) -> str:
    words = " of ".join(_value(name, word, names) for word in allowed)
    if name == "soort":
        return words
    return words if allowed == ("",) else f"{_label(name)} {words}"


def _value(name: str, word: str, names: Names) -> str:
    if not word:
        return "rechtstreeks" if name == "via" else "geen"
    domain = ADVICE_TYPE.domain(_DOMAINS.get(name, name))
    if domain is None:
        return word.replace("-", " ")
    text = names.value(domain, word)
    return f'"{text}"' if name == "prioriteit" else text


def _label(name: str) -> str:
    return _DOMAINS.get(name, name)
