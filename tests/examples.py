"""How many random examples a test tries: some in every run, many times as many in `make mutatie`."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("KRACHTENVELD_VOORBEELDEN", "1"))


def examples(count: int) -> int:
    return count * TIMES
