"""Does anything notice when a rule is wrong? Plants slips one at a time and tells which went unnoticed.

    python -m tests.testing.mutanten --aantal 200 --zaad 1

Ends with exit code 1 when fewer than nine of ten were noticed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.testing.bench import Verdict, bench, share

ROOT = Path(__file__).resolve().parents[2]
BAR = 0.9
_EFFECTS = {
    "advies": "het advies verandert",
    "vuren": "het advies blijft gelijk, een regel vuurt anders",
    "niets": "verandert niets op dit dossier",
}


def report(verdicts: Sequence[Verdict], seed: int) -> str:
    """How many slips each layer noticed, per kind of slip, and every slip that went unnoticed."""
    layers = Counter(verdict.layer or "niemand" for verdict in verdicts)
    lines = [f"zaad {seed}: {len(verdicts)} vergissingen geplant, {share(verdicts):.1%} opgemerkt"]
    lines += [f"  {layers[name]:>4} door {name}" for name in ("controleer", "voorbeeld", "toets", "niemand")]
    kinds = Counter(verdict.slip.kind for verdict in verdicts)
    missed = Counter(verdict.slip.kind for verdict in verdicts if not verdict.layer)
    lines.append("  per soort, opgemerkt van geplant:")
    lines += [f"  {count - missed[kind]:>4} van {count:<3} {kind}" for kind, count in sorted(kinds.items())]
    survivors = sorted(
        (verdict for verdict in verdicts if not verdict.layer),
        key=lambda verdict: (verdict.effect, str(verdict.slip)),
    )
    if survivors:
        lines.append("  door niemand opgemerkt:")
        lines += [f"    {verdict.slip}\n      {_EFFECTS[verdict.effect]}" for verdict in survivors]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Plant vergissingen in regels en toon wat niemand opmerkt.")
    parser.add_argument("--aantal", type=int, default=200, help="vergissingen per zaad")
    parser.add_argument("--zaad", type=int, nargs="+", default=[1], help="een of meer zaden")
    parser.add_argument("--alles", action="store_true", help="toon ook wie elke vergissing opmerkte")
    given = parser.parse_args()
    tried, low = bench(ROOT), False
    for seed in given.zaad:
        verdicts = []
        for slip in tried.slips(given.aantal, seed):
            verdicts.append(tried.plant(slip))
            if given.alles:
                print(f"{verdicts[-1].layer or 'niemand'}: {slip}   {verdicts[-1].by}", flush=True)
        print(report(verdicts, seed), flush=True)
        low = low or share(verdicts) < BAR
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
