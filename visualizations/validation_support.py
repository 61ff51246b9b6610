"""How much of the advice a reference supports, beside what one would get without the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy.advice.advise import Outcome
from strategy.advice.ledger import Weights
from strategy.advice.names import decimal
from strategy.validation.baseline import about_named, named, on_subject, shuffled, theme_list
from strategy.validation.measures import Measured, share_at
from strategy.validation.table import Reference

TOPS = (20, 40)


def support(outcome: Outcome, reference: Reference, measured: Measured) -> Iterator[str]:
    """The share of the advice with support, strictest first, in the order given and without it."""
    lines, with_support = outcome.lines, hits(outcome, measured)
    things = named(reference)
    listed = on_subject(theme_list(outcome.case.facts, Weights.of(outcome.case.dossier)), things)
    by_chance = shuffled(lines, with_support, (*TOPS, len(lines)), reference.orders)
    chances = " | ".join(decimal(share, 2) for share in by_chance.shares)
    total = len(reference.orders)
    kept = f"{sum(standing.kept for standing in measured.standings)} van {total}" if total else ""
    yield "## Hoeveel van het advies steunt de strategie?"
    yield ""
    yield (
        "Een advies heeft steun als waar het mee begint van een verwachting minstens de kern heeft, en niet hoort tot wat er niet mag zijn."
    )
    yield ""
    yield f"| lijst | bij de eerste {TOPS[0]} | bij de eerste {TOPS[1]} | bij alle | volgorde |"
    yield "|---|---|---|---|---|"
    yield _row("dit advies, getrouw", [reference.faithful(line.parts[0]) for line in lines])
    yield _row("dit advies, minstens de kern", with_support, kept)
    by_order = f"{decimal(by_chance.kept, 1)} van {total}" if total else ""
    yield f"| dezelfde adviezen, willekeurige volgorde | {chances} | {by_order} |"
    yield _row("dit advies, alleen het onderwerp", [about_named(line, things) for line in lines])
    yield _row("gedeelde thema's zonder regels, alleen het onderwerp", listed)
    yield ""
    yield (
        f"De onderste lijst is er een van {len(listed)} tafels, partijen en instrumenten die een thema delen met een prioriteit, "
        "op aantal thema's en gewicht. Bij *alleen het onderwerp* telt mee wat gaat over iets dat de strategie noemt, wat er ook "
        "over gezegd wordt."
    )
    yield (
        f"De kans dat een advies met steun hoger scoort dan een ander is {decimal(measured.auc, 2)}; "
        "een willekeurige rangorde geeft 0,50."
    )
    yield ""


def hits(outcome: Outcome, measured: Measured) -> list[bool]:
    """Per line, in the order of the ranking, whether it has support."""
    supported = set(measured.supported)
    return [line.id in supported for line in outcome.lines]


def _row(name: str, found: Sequence[bool], last: str = "") -> str:
    shares = " | ".join(decimal(share_at(found, top), 2) for top in (*TOPS, None))
    return f"| {name} | {shares} | {last} |"
