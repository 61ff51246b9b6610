"""The order of the boxes in each column, for few crossings: barycentre sweeps with exchange of neighbours.

An exchange costs the degree of the two neighbours (sorted positions and bisection), so large maps stay quick.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

_SWEEPS = 12
_ROUNDS = 4
_STARTS = 4
_BUDGET = 1600  # boxes times starts, so that large maps take seconds

Links = Mapping[str, Sequence[str]]


def order(columns: Sequence[Sequence[str]], segments: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The columns, each in a better order. `segments` only join neighbouring columns."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for start, end in dict.fromkeys(segments):
        after.setdefault(start, []).append(end)
        before.setdefault(end, []).append(start)
    best: list[list[str]] = [list(column) for column in columns]
    fewest = crossings(best, after)
    # Each start ends in another local optimum; on the map of Zaanstad four find a seventh fewer crossings than one.
    starts = max(1, min(_STARTS, _BUDGET // (1 + sum(map(len, columns)))))
    for number in range(starts):
        current = [_dealt(column, number) for column in columns]
        for sweep in range(_SWEEPS):
            _sweep(current, before, after, rightward=sweep % 2 == number % 2)
            _exchange(current, before, after)
            count = crossings(current, after)
            if count < fewest:
                fewest, best = count, [list(column) for column in current]
    return best


def _dealt(column: Sequence[str], number: int) -> list[str]:
    """The column as it is, turned round, or scattered: always the same way (Knuth's multiplicative hash)."""
    if number < 2:
        return list(column)[:: 1 - 2 * number]
    return [
        column[i] for i in sorted(range(len(column)), key=lambda i: ((i + 7) * 2654435761 * number) % 2**32)
    ]


def crossings(columns: Sequence[Sequence[str]], after: Links) -> int:
    """How many pairs of segments cross, counted with a Fenwick tree per pair of columns."""
    total = 0
    for left, right in pairwise(columns):
        place = {name: i for i, name in enumerate(right)}
        tree = [0] * (len(right) + 2)
        seen = 0
        for name in left:
            ends = sorted(place[end] for end in after.get(name, ()) if end in place)
            for end in ends:
                total += seen - _sum(tree, end + 1)
            for end in ends:
                seen += 1
                i = end + 1
                while i < len(tree):
                    tree[i] += 1
                    i += i & -i
    return total


def _sum(tree: Sequence[int], i: int) -> int:
    total = 0
    while i > 0:
        total += tree[i]
        i -= i & -i
    return total


def _sweep(columns: list[list[str]], before: Links, after: Links, rightward: bool) -> None:
    links, step = (before, -1) if rightward else (after, 1)
    indices = range(1, len(columns)) if rightward else range(len(columns) - 2, -1, -1)
    for k in indices:
        reference = {name: (i + 0.5) / len(columns[k + step]) for i, name in enumerate(columns[k + step])}
        own = {name: (i + 0.5) / len(columns[k]) for i, name in enumerate(columns[k])}
        centre = {}
        for name in columns[k]:
            near = [reference[other] for other in links.get(name, ()) if other in reference]
            centre[name] = (sum(near) / len(near) if near else own[name], own[name])
        columns[k].sort(key=centre.__getitem__)


def _exchange(columns: list[list[str]], before: Links, after: Links) -> None:
    place = {name: i for column in columns for i, name in enumerate(column)}
    for _ in range(_ROUNDS):
        changed = False
        for column in columns:
            for i in range(len(column) - 1):
                first, second = column[i], column[i + 1]
                if sum(_gain(place, links, first, second) for links in (before, after)) > 0:
                    column[i], column[i + 1] = second, first
                    place[first], place[second] = i + 1, i
                    changed = True
        if not changed:
            return


def _gain(place: Mapping[str, int], links: Links, first: str, second: str) -> int:
    """How many crossings an exchange of two neighbours takes away on one side."""
    others = sorted(place[name] for name in links.get(second, ()))
    gain = 0
    for name in links.get(first, ()):
        at = place[name]
        gain += bisect_left(others, at) - (len(others) - bisect_right(others, at))
    return gain
