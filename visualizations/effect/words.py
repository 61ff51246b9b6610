"""Small words that every part of the effect uses: which change, how many, where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from strategy.advice.advise import Outcome
from strategy.effect.delta import Change
from strategy.effect.effect import Effect, Explained
from strategy.effect.still_vacant import still_vacant
from strategy.effect.wording import HIDDEN, change_text

Numbers = Mapping[Change, int]
"""The number by which the differences refer to a change."""
MOST_NUMBERS = 6
SHOWN_NUMBERS = 3
LONGEST_PLACE = 60
STILL_VACANT = "deze zetel is nog te verdelen; is zij vergeven, zet dan ook te_verdelen: nee"


def numbers_of(effect: Effect) -> Numbers:
    """The changes numbered from 1, in their order."""
    return {change: number for number, change in enumerate(effect.changes, start=1)}


def hidden(effect: Effect, change: Change) -> bool:
    """Whether a change may not be shown: what is internal stays out of what is public."""
    return change.internal and effect.new.case.view.public_only


def shown_text(effect: Effect, change: Change) -> str:
    """A change in one line, or only that there is one."""
    return HIDDEN if hidden(effect, change) else change_text(change)


def place_of(change: Change) -> str:
    """File and line; of what is gone, where it was."""
    return f"{change.place.file}:{change.place.line}{' (was)' if change.gone else ''}"


def shortened(place: str) -> str:
    """A place that is too long for half a line by its file alone: `…/naam.yaml:12`."""
    return place if len(place) <= LONGEST_PLACE else f"…/{place.rsplit('/', 1)[-1]}"


def vacancy_hints(old: Outcome, new: Outcome) -> Mapping[str, str]:
    """Per seat that another got but that is still to be had, what to do as well; nothing for outside."""
    if new.case.view.public_only:
        return {}
    return {
        name: f"positie {name}: {STILL_VACANT}" for name in still_vacant(old.case.dossier, new.case.dossier)
    }


def by(changes: Sequence[Change], numbers: Numbers) -> str:
    """`door 1`, `door 1, 2 en 5`, `door 1, 2, 3 en nog 8`."""
    known = sorted(numbers[change] for change in changes)
    if not known:
        return "zonder gevonden wijziging"
    if len(known) > MOST_NUMBERS:
        shown = [*map(str, known[:SHOWN_NUMBERS]), f"nog {len(known) - SHOWN_NUMBERS}"]
    else:
        shown = list(map(str, known))
    return f"door {' en '.join(filter(None, (', '.join(shown[:-1]), shown[-1])))}"


def title_of(effect: Effect, name: str) -> str:
    """The title of a line in either version."""
    found = effect.new.line(name) or effect.old.line(name)
    return found.title if found else name


def changes_of(items: Iterable[Explained]) -> tuple[Change, ...]:
    """The changes behind several differences, without repetition."""
    return tuple(dict.fromkeys(change for item in items for change in item.changes))


def count(number: int, one: str, many: str) -> str:
    """`1 advies`, `2 adviezen`."""
    return f"{number} {one if number == 1 else many}"
