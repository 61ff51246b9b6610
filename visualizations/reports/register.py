"""`register`: what a newer state of the register of public organisations changes for a dossier, and who speaks of what ended."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.dossier.defined_names import counted
from strategy.register.network import FILE
from strategy.register.renewal import KINDS, Difference, Plan
from visualizations.writers.report import WHITE, Block, Col, Grid, Report, heading, line
from visualizations.writers.stamps import cut

_TITLES = {
    "nieuw": "Nieuw",
    "opgehouden": "Opgehouden",
    "anders genoemd": "Andere naam",
    "vernieuwd": "Nieuwe regeling van hetzelfde orgaan",
    "deelnemers": "Andere deelnemers",
    "anders": "Anders beschreven",
}


def register_report(plan: Plan, source: str, written: bool) -> Report:
    """What the register changes; `source` is where its state comes from, `written` whether the file was made anew."""
    return Report(screen=lambda: _screen(plan, source, written))


def _screen(plan: Plan, source: str, written: bool) -> Iterator[Block]:
    network = plan.network
    yield line(
        f"{plan.municipality.name} in het register",
        "bold",
        (f" · stand {plan.state} · {source}", ""),
    )
    taken_part = counted(len(network.arrangements), "regeling", "regelingen")
    yield line(f"{taken_part}, {counted(len(network.neighbours), 'buurgemeente', 'buurgemeenten')}")
    if network.elsewhere:
        yield line(f"Al elders in dit dossier: {', '.join(network.elsewhere)}", "dim")
    yield WHITE
    if not plan.differences:
        yield line(f"Er verandert niets in {FILE}.")
        return
    for kind in KINDS:
        found = [each for each in plan.differences if each.kind == kind]
        if found:
            yield heading(_TITLES[kind], str(len(found)))
            yield Grid(
                (Col(wide=2), Col(wide=2, look="dim")),
                tuple((each.name, each.told or each.id) for each in found),
            )
            yield from _used(found)
            yield WHITE
    if written:
        yield line(f"{FILE} is opnieuw gemaakt. `krachtenveld effect` zegt wat dat met het advies doet.")
    else:
        yield line("Er is niets geschreven. Zonder --toon wordt het bestand opnieuw gemaakt.")


def _used(found: list[Difference]) -> Iterator[Block]:
    """Which own facts speak of what ended: these are for a person to change."""
    for each in found:
        if each.used:
            places = cut([place.place for place in each.used], 8)
            yield line(
                f"Uw eigen feiten noemen {each.id} nog: {places}. Het blijft daarom staan, tot en met de stand van het "
                "register; pas aan wat niet meer geldt.",
                indent=1,
            )
