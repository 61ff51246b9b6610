"""`make bench`: everything that is measured, as one Markdown table of ratios; `--groot` also takes the sizes that need long.

Names of the parts behind it (`growth`, `pages`) only measure those. What is held against is measured in the same run, so that
the ratios say more than the seconds, which are of this machine and whatever else it did.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from benchmarks import cold_start, effect_follow, gemeenten, growth, inference, pages, weights
from benchmarks.table import Row, machine, table

PARTS: Mapping[str, Callable[[bool], Iterator[Row]]] = {
    "cold_start": cold_start.rows,
    "inference": inference.rows,
    "growth": growth.rows,
    "gemeenten": gemeenten.rows,
    "weights": weights.rows,
    "pages": pages.rows,
    "effect_follow": effect_follow.rows,
}


def main(arguments: list[str]) -> None:
    """Print the table."""
    large = "--groot" in arguments
    named = [word for word in arguments if word != "--groot"]
    if unknown := [word for word in named if word not in PARTS]:
        sys.exit(f"Onbekend: {', '.join(unknown)}. Er zijn: {', '.join(PARTS)}.")
    rows = chain.from_iterable(PARTS[name](large) for name in named or PARTS)
    print("\n".join(machine()), end="\n\n", flush=True)
    for line in table(rows):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
