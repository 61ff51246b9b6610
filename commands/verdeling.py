"""`krachtenveld verdeling`: who in the college takes which seat, proven to be the best division."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from commands.options import DutchCommand, Filled, Number, Settings, amount, with_settings
from commands.shared import against, deliver, engine_for_many, outcome_of

if TYPE_CHECKING:
    from strategy.advice.advise import Outcome
    from strategy.allocation.allocate import Allocation
    from strategy.allocation.terms import SeatAgreement


@click.command(cls=DutchCommand)
@click.option("--moet", metavar="POSITIE", multiple=True, help="Deze zetel hoort in het plan; mag vaker.")
@click.option("--nooit", metavar="POSITIE", multiple=True, help="Deze zetel hoort er niet in; mag vaker.")
@click.option(
    "--vast",
    metavar="POSITIE=PORTEFEUILLE",
    multiple=True,
    help="Deze zetel gaat naar deze portefeuille of bestuurder; mag vaker.",
)
@click.option(
    "--zonder-gunning",
    is_flag=True,
    help="Vraag niet dat wie namens een regio leidt, ook daar een tafel leidt.",
)
@click.option(
    "--tegen", type=Filled(), metavar="SCENARIO", help="Zet het plan van een ander scenario ernaast."
)
@amount(
    "--alternatieven",
    help="Zoveel andere plannen die bijna even goed zijn (anders 2).",
    default=2,
    most=20,
)
@click.option(
    "--tijd",
    type=Number(0.01, 86400),
    metavar="SECONDEN",
    default=30,
    help="Zoveel tijd per berekening (anders 30).",
)
@amount("--top", help="Zoveel zetels die afvallen (anders 12); 0 is alles.", default=12)
@with_settings("tabel", "json", "csv", "md", "xlsx")
def verdeling(
    settings: Settings,
    moet: tuple[str, ...],
    nooit: tuple[str, ...],
    vast: tuple[str, ...],
    zonder_gunning: bool,
    tegen: str | None,
    alternatieven: int,
    tijd: float,
    top: int,
) -> None:
    """Verdeel de geadviseerde zetels over het college: wie neemt wat, binnen de tijd die er is.

    POSITIE is de naam van een zetel, zoals mra-sociaal/trekker; een paar woorden daaruit of uit de titel mag
    ook. Het plan is bewezen het beste, of er staat bij hoe ver het ernaast kan zitten.
    """
    from strategy.allocation.allocate import nearby_plans, plan_difference
    from visualizations.reports.verdeling import DivisionAnswer, division_report

    other = against(settings, tegen) if tegen is not None else None
    outcome = _outcome(settings)
    agreed = _agreements(outcome, {"moet": moet, "nooit": nooit, "vast": vast})
    found = _divided(outcome, agreed, not zonder_gunning, tijd)
    beside = None
    if other is not None:
        beside = plan_difference(found, _divided(_outcome(other), agreed, not zonder_gunning, tijd))
    near = nearby_plans(found, alternatieven) if found.solution.proven else None
    deliver(settings, division_report(DivisionAnswer(found, near, beside), top))


def _outcome(settings: Settings) -> Outcome:
    return outcome_of(replace(settings, engine=engine_for_many(settings)))


def _agreements(outcome: Outcome, given: dict[str, tuple[str, ...]]) -> tuple[SeatAgreement, ...]:
    from strategy.allocation.terms import Lookup

    lookup = Lookup(outcome)
    return tuple(lookup.agreement(sort, text) for sort, texts in given.items() for text in texts)


def _divided(
    outcome: Outcome, agreed: tuple[SeatAgreement, ...], granting: bool, seconds: float
) -> Allocation:
    """The division; raises KrachtenveldError with what clashes when there is none."""
    from strategy.allocation.allocate import allocate
    from visualizations.reports.verdeling import clash_error

    found = allocate(outcome, agreed, granting, seconds)
    if found.clash is not None:
        raise clash_error(found)
    return found
