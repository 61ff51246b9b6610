"""Which element of an old list is which of a new one, however they were moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any

MOST_TRIED = 40
"""Among more leftovers than this, looking for one that was only renamed takes longer than it helps."""

Pair = tuple[int | None, int | None]


def pairs(
    old: Sequence[Any],
    new: Sequence[Any],
    identity: Callable[[Any], Hashable],
    distance: Callable[[int, int], int],
) -> list[Pair]:
    """Index pairs: what is in both, in the order of the old list, what only the old has, and at the end what is new.

    Elements match by identity; of several with the same identity, equal ones first, then in order. What is left
    matches when it differs in exactly one key: the identity itself was changed. `distance` counts the keys that
    differ between the elements at two indexes.
    """
    groups: dict[Hashable, list[int]] = {}
    for index, element in enumerate(new):
        groups.setdefault(identity(element), []).append(index)
    matched: dict[int, int] = {}
    twins = {key for key, number in Counter(map(identity, old)).items() if number > 1}
    for index, element in enumerate(old):
        group = groups.get(identity(element), [])
        if len(group) > 1 or (group and identity(element) in twins):
            same = next((other for other in group if distance(index, other) == 0), None)
            if same is not None:
                matched[index] = same
                group.remove(same)
    for index, element in enumerate(old):
        group = groups.get(identity(element), [])
        if index not in matched and group:
            matched[index] = group.pop(0)
    _rekey(old, new, matched, distance)
    taken = set(matched.values())
    found: list[Pair] = [(index, matched.get(index)) for index in range(len(old))]
    return [*found, *((None, index) for index in range(len(new)) if index not in taken)]


def _rekey(
    old: Sequence[Any], new: Sequence[Any], matched: dict[int, int], distance: Callable[[int, int], int]
) -> None:
    """Match leftovers that differ in one key only, in order."""
    gone = [index for index in range(len(old)) if index not in matched]
    come = [index for index in range(len(new)) if index not in set(matched.values())]
    if len(gone) * len(come) > MOST_TRIED**2:
        return
    for index in gone:
        near = next((other for other in come if distance(index, other) == 1), None)
        if near is not None:
            matched[index] = near
            come.remove(near)
