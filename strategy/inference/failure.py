"""What goes wrong inside an engine, said to the user in Dutch; never a traceback, never a dead process."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.errors import KrachtenveldError

CONNECT_HINT = "laat de patronen van die regel een variabele delen, of voeg een voorwaarde toe"


class EngineFailure(KrachtenveldError):
    """An engine could not give an answer. Another engine may still be able to."""


class EngineMissing(EngineFailure):
    """The engine that was asked for is not installed, or cannot run on this platform."""


class TooManyFirings(EngineFailure):
    """The rules conclude more than anyone can use. Another engine would say the same, so none is tried.

    `rule` is the id of the heaviest rule; "" when it is not known.
    """

    def __init__(self, message: str, hint: str = "", rule: str = "") -> None:
        super().__init__(message, hint)
        self.rule = rule


def number(count: int) -> str:
    """A count as a Dutch reader writes it: 1.234.567."""
    return f"{count:,}".replace(",", ".")


def too_many(counts: Mapping[str, int], limit: int) -> TooManyFirings:
    """The failure for firings per rule id that together exceed the limit, naming the heaviest rule."""
    rule, most = max(counts.items(), key=lambda item: (item[1], item[0]))
    return TooManyFirings(
        f"De regels vuren meer dan {number(limit)} keer; regel '{rule}' alleen al {number(most)} keer "
        f"van de {number(sum(counts.values()))} die geteld zijn",
        CONNECT_HINT,
        rule,
    )
