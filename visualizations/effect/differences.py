"""The differences: one by one with their causes, and in one line what matters little by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.model import Advice
from strategy.advice.names import decimal
from strategy.effect.delta import Change
from strategy.effect.differences import Difference, Kind
from strategy.effect.effect import Effect, Explained
from strategy.effect.score_causes import Cause
from strategy.effect.wording import cause_text, sign
from visualizations.effect.words import (
    Numbers,
    by,
    changes_of,
    count,
    title_of,
)

_SIGNS: Mapping[Kind, str] = {"nieuw": "+", "vervallen": "−", "rang": "↕"}
ARROW = " → "
MOST_CAUSES = 3
MOST_NAMED = 3


def difference_table(
    effect: Effect, items: Iterable[Explained], numbers: Numbers, most: int = MOST_CAUSES
) -> Table:
    """Each difference: the advice, from what to what, and why, in at most so many lines (0 is all)."""
    table = Table(box=None, padding=(0, 1), show_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for item in items:
        difference = item.difference
        cell = Text(difference.line.title, style="bold")
        was = "" if difference.new else "was "
        cell.append(f"\n{was}{' · '.join(measures(difference))}", style="not bold")
        for line in (*contents(effect, difference), *cause_lines(effect, item, numbers, most)):
            cell.append(f"\n{line}", style="not bold")
        cell.append(f"\n{difference.id}", style="dim not bold")
        table.add_row(_SIGNS.get(difference.kind, "~"), cell)
    return table


def measures(difference: Difference) -> tuple[str, str, str]:
    """Band, score and rank, old → new where they differ; of what came or went only what it is or was."""
    return _arrow(difference, _band), f"score {score_arrow(difference)}", f"rang {_arrow(difference, _rank)}"


def score_arrow(difference: Difference) -> str:
    """The score, old → new, with two digits: shifts are small."""
    return _arrow(difference, _score)


def _arrow(difference: Difference, read: Callable[[Advice], str]) -> str:
    known = [read(advice) for advice in (difference.old, difference.new) if advice]
    return ARROW.join(dict.fromkeys(known))


def _score(advice: Advice) -> str:
    return decimal(advice.score, 2)


def _band(advice: Advice) -> str:
    return advice.band


def _rank(advice: Advice) -> str:
    return str(advice.rank)


def contents(effect: Effect, difference: Difference) -> Iterator[str]:
    """What else than score, band and rank is not the same."""
    old, new = difference.old, difference.new
    if new and not old:
        yield from new.arguments[:1]
    if not (old and new):
        return
    yield from (f"▸ {text}" for text in within(difference))
    for word, one, other, outcome in (
        ("dient nu ook", new, old, effect.new),
        ("dient niet meer", old, new, effect.old),
    ):
        gained = [f'"{outcome.names.name("prioriteit", each)}"' for each in _only(one, other)]
        if gained:
            more = f" en nog {len(gained) - MOST_NAMED}" if len(gained) > MOST_NAMED else ""
            yield f"▸ {word} {', '.join(gained[:MOST_NAMED])}{more}"
    for condition in difference.added:
        yield f"▸ voorwaarde erbij: {condition.text}"
    for condition in difference.removed:
        yield f"▸ voorwaarde weg: {condition.text}"


def within(difference: Difference) -> Iterator[str]:
    """What is not the same about the parts of a line; of a line of one part without naming it."""
    for part in difference.come:
        yield f"binnen deze regel nieuw: {part.title}"
    for part in difference.gone:
        yield f"binnen deze regel vervalt: {part.title}"
    alone = all(line is None or len(line.parts) == 1 for line in (difference.old, difference.new))
    for was, now in difference.turned:
        attitude = f"houding {was.target.attitude} → {now.target.attitude}"
        yield attitude if alone else f"binnen deze regel {attitude}: {now.title}"


def _only(one: Advice, other: Advice) -> list[str]:
    return [priority for priority in one.priorities if priority not in other.priorities]


def cause_lines(effect: Effect, item: Explained, numbers: Numbers, most: int) -> Iterator[str]:
    """Why it is so, a line for each cause, at most so many (0 is all)."""
    told: dict[str, list[tuple[Change, ...]]] = {}
    for cause in item.causes:
        groups = told.setdefault(explained(effect, item.difference, cause), [])
        if not any(set(known) <= set(cause.changes) for known in groups):
            groups.append(cause.changes)
    lines = [f"{by(changes, numbers)}{text}" for text, groups in told.items() for changes in groups]
    shown = lines[:most] if most else lines
    yield from shown
    if rest := len(lines) - len(shown):
        yield f"… en nog {count(rest, 'oorzaak', 'oorzaken')}"


def explained(effect: Effect, difference: Difference, cause: Cause) -> str:
    """What a cause does, behind the numbers of the changes; an amount says nothing when there is no score to compare."""
    if difference.old is None or difference.new is None:
        cause = replace(cause, amount=0.0)
    text = cause_text(cause, lambda name: title_of(effect, name))
    return f": {text}" if text else ""


def summary(
    effect: Effect, kind: Kind, heading: str, items: Sequence[Explained], numbers: Numbers
) -> Iterator[RenderableType]:
    """One line for differences that matter little by themselves; of scores the largest shifts."""
    if kind == "rang":
        furthest = count(max(_places(item.difference) for item in items), "plaats", "plaatsen")
        yield Text(f"{heading}: hooguit {furthest}, omdat andere adviezen veranderen")
        return
    shifts = sorted(item.difference.shift for item in items)
    ends = dict.fromkeys((sign(shifts[0]), sign(shifts[-1])))
    yield Text(f"{heading}: {' tot '.join(ends)}, {by(changes_of(items), numbers)}")
    most = sorted(items, key=lambda item: (-abs(item.difference.shift), item.difference.id))[:MOST_NAMED]
    table = Table(box=None, padding=(0, 1), show_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for item in most:
        difference = item.difference
        cell = Text(difference.line.title)
        cell.append(f"\nrang {_arrow(difference, _rank)} · {difference.id}", style="dim")
        table.add_row(score_arrow(difference), cell)
    yield Padding(table, (0, 0, 0, 4))
    if rest := len(items) - len(most):
        yield Padding(Text(f"… en nog {rest}; `--top 0` toont ze allemaal", style="dim"), (0, 0, 0, 5))


def _places(difference: Difference) -> int:
    return abs(
        (difference.new.rank if difference.new else 0) - (difference.old.rank if difference.old else 0)
    )
