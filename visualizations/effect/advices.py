"""The effect on a few advices asked for by name: what is different about each, and every cause of it."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from strategy.advice.names import decimal
from strategy.effect.effect import Effect, Part, part_of
from visualizations.effect.differences import difference_table
from visualizations.effect.view import change_list, heading
from visualizations.effect.words import changes_of, numbers_of, title_of, vacancy_hints
from visualizations.selection import find_among


def only(effect: Effect, words: str) -> Part:
    """The effect on the lines that these words name, in either version.

    Raises KrachtenveldError when there is none, or more than a few.
    """
    known = {line.id for line in effect.new.lines}
    gone = tuple(line for line in effect.old.lines if line.id not in known)
    return part_of(effect, [line.id for line in find_among((*effect.new.lines, *gone), words)])


def advices_view(part: Part) -> RenderableType:
    """Per advice what is different, all of its causes, and the changes that these refer to."""
    numbers = numbers_of(part)
    parts: list[RenderableType] = [heading(part), Text()]
    if part.items:
        parts.append(Padding(difference_table(part, part.items, numbers, most=0), (0, 0, 0, 1)))
    moved = {item.difference.id for item in part.items}
    parts += [Text(_unmoved(part, name)) for name in sorted(part.chosen - moved)]
    if behind := sorted(changes_of(part.items), key=lambda change: numbers[change]):
        title = Text("Door welke wijziging", style="bold underline")
        parts += [Text(), title, change_list(part, behind, numbers)]
    if not part.items:
        parts += [Text(hint, style="dim") for hint in vacancy_hints(part.old, part.new).values()]
    return Group(*parts)


def _unmoved(part: Part, name: str) -> str:
    """That nothing is different about an advice, and where it stands."""
    line = part.new.line(name)
    where = f": {line.band}, score {decimal(line.score, 2)}, rang {line.rank}" if line else ""
    return f'Aan "{title_of(part, name)}" verandert niets{where}.'
