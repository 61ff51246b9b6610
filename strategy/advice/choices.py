"""Choices among tables that the dossier knows: the same role in so many of them is one thing to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from strategy.advice.model import LIGHT, Advice
from strategy.graph.network import View


@dataclass(frozen=True)
class Choice:
    """A role to take in at least and at most so many of these tables of an actor, at each of which it is advised."""

    actor: str
    role: str
    bodies: frozenset[str]
    least: int
    most: int

    @property
    def id(self) -> str:
        return f"{self.actor}/{self.role}"


def choices(view: View, advices: Sequence[Advice]) -> tuple[Choice, ...]:
    """The choices that are open: the role is advised at more than one of the tables, and held at none."""
    wanted: dict[tuple[str, str], str] = {
        (advice.target.body, advice.target.role): advice.target.attitude
        for advice in advices
        if advice.target.sort == "positie" and advice.target.attitude not in LIGHT
    }
    found: list[Choice] = []
    for actor in view.actors:
        for item in filter(view.shows, actor.choices):
            among = [body for body in item.bodies if (body, item.role) in wanted]
            if among[1:] and not any(wanted[body, item.role] == "behouden" for body in among):
                found.append(Choice(actor.id, item.role, frozenset(among), int(item.least), int(item.most)))
    return tuple(found)
