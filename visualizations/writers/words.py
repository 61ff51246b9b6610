"""Words that every output uses: of whom the advice is, numbers and days, and on which day, under which scenario, with which rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from strategy.dossier.dates import MONTHS

if TYPE_CHECKING:
    from strategy.advice.advise import Case

DISCLAIMER = "Krachtenveld adviseert; mensen beslissen."


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: 1 advies, 2 adviezen."""
    return f"{number} {one if number == 1 else many}"


def day_text(day: date) -> str:
    """A day as people write it: 1 juni 2022."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def stamp(case: Case) -> str:
    """One line: reference day, scenario, rule set, and whether internal facts were left out."""
    return " · ".join([f"peildatum {case.view.day.isoformat()}", *scenario(case), *rules(case)])


def scenario(case: Case) -> list[str]:
    """The scenario, when there is one."""
    return [f"scenario {case.scenario}"] if case.loaded.scenario else []


def rules(case: Case) -> list[str]:
    """The rule set by its fingerprint, and whether this is the public version."""
    public = ["openbare versie"] if case.view.public_only else []
    return [f"regelset {case.fingerprint}", *public]


def under(case: Case, indent: int = 0) -> str:
    """A line of its own for what is said under a scenario, with the break before it; nothing without one."""
    if not case.loaded.scenario:
        return ""
    return f"\n{' ' * indent}{' · '.join([*scenario(case), f'peildatum {case.view.day.isoformat()}'])}"


def title(case: Case) -> str:
    """The name of the dossier, with the scenario behind it when there is one."""
    return ", ".join([case.dossier.header.name, *scenario(case)])
