"""`krachtenveld routes`: the roads to those who decide, where one is lacking, who links networks, and allies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.options import CHARTS, FORMATS, DutchCommand, Filled, Settings, amount, with_settings
from commands.shared import against, case_of, deliver, outcome_of, read_files

if TYPE_CHECKING:
    from strategy.roads.road_network import RoadNetwork
    from strategy.workspace import Workspace
    from visualizations.reports.routes_answer import RoadsAnswer

_DRAWN = "een plaatje is van één prioriteit en één beslisser: noem --voor en --naar"


@click.command(cls=DutchCommand)
@click.option("--voor", multiple=True, metavar="PRIORITEIT", help="De wegen voor deze prioriteit; mag vaker.")
@click.option("--naar", metavar="ACTOR", help="Alleen de wegen naar deze beslisser.")
@amount(
    "--aantal",
    help="Zoveel wegen naast elkaar (anders 3); de best geadviseerde komt er altijd bij.",
    default=3,
    least=1,
)
@click.option("--schakels", is_flag=True, help="Wie netwerken verbindt, en wat er zonder hen wegvalt.")
@click.option("--bondgenoten", is_flag=True, help="Wie hetzelfde op de agenda heeft of ons kan helpen.")
@click.option(
    "--tegen",
    type=Filled(),
    metavar="SCENARIO",
    help="Vergelijk met dit scenario, of met `basis`: het dossier zelf.",
)
@with_settings(*FORMATS, "xlsx", *CHARTS)
def routes(
    settings: Settings,
    voor: tuple[str, ...],
    naar: str | None,
    aantal: int,
    schakels: bool,
    bondgenoten: bool,
    tegen: str | None,
) -> None:
    """Toon de sterkste wegen naar wie beslist of stuurt: stappen, wat ze nodig hebben, en wat ze sterker maakt.

    Zonder --voor en --naar: elke prioriteit tegenover ieder die beslist of stuurt, met de gaten. Met --scenario staat voorop wat
    dat scenario aan de wegen verandert.
    """
    _fitting(voor, naar, schakels, bondgenoten, tegen)
    from strategy.roads import road_network
    from strategy.roads.allies import allies
    from strategy.roads.road_network import RoadNetwork
    from visualizations.reports.routes import routes_report
    from visualizations.reports.routes_pins import allies_answer, pins_answer

    base = read_files(settings)
    roads = RoadNetwork(outcome_of(settings, base))
    priorities = tuple(dict.fromkeys(road_network.priority_by_name(roads, word) for word in voor))
    to = road_network.actor_by_name(roads, naar) if naar is not None else None
    if settings.format in CHARTS:
        if schakels or bondgenoten or tegen:
            raise click.UsageError(f"--formaat {settings.format} tekent wegen; {_DRAWN}")
        answer = _drawn(roads, priorities, to, aantal)
    elif schakels:
        answer = pins_answer(roads)
    elif bondgenoten:
        found = {name: allies(roads, name) for name in priorities or roads.priorities}
        answer = allies_answer(roads, found, whole=bool(priorities))
    else:
        old = _compared(settings, base, tegen)
        missing = _to_fill_in(settings, base, roads, priorities, to)
        answer = (
            _roads(roads, old, missing, priorities, to, aantal)
            if priorities or to
            else _overview(roads, old, missing)
        )
    deliver(settings, routes_report(answer))


def _fitting(
    voor: tuple[str, ...], naar: str | None, schakels: bool, bondgenoten: bool, tegen: str | None
) -> None:
    """Raises click.UsageError for options that mean nothing together."""
    given = {
        "--schakels": schakels, "--bondgenoten": bondgenoten, "--voor": bool(voor), "--naar": naar is not None,
        "--tegen": tegen is not None,
    }  # fmt: skip
    alone = {"--schakels": tuple(given), "--bondgenoten": ("--schakels", "--naar", "--tegen")}
    for option, others in alone.items():
        clash = [other for other in others if other != option and given[other]]
        if given[option] and clash:
            raise click.UsageError(f"{option} gaat niet samen met {clash[0]}; laat één van beide weg")


def _compared(settings: Settings, base: Workspace, asked: str | None) -> RoadNetwork | None:
    """What to compare with: what is asked for, or the dossier itself when this is a scenario."""
    from strategy.advice.advise import BASE_SCENARIO, advise
    from strategy.inference.choose_engine import AUTO
    from strategy.roads.road_network import RoadNetwork

    other = asked or (BASE_SCENARIO if settings.scenario not in (None, BASE_SCENARIO) else None)
    if other is None:
        return None
    return RoadNetwork(advise(case_of(against(settings, other), base), settings.engine or AUTO))


def _to_fill_in(
    settings: Settings, base: Workspace, roads: RoadNetwork, priorities: tuple[str, ...], to: str | None
) -> list[str]:
    """Who of those asked about decides without anything leading there, and which scenarios fill that in."""
    from strategy.roads.overview import filled_by, unfilled
    from visualizations.reports.routes import to_fill_in

    asked = priorities or tuple(roads.priorities)
    lacking = unfilled(roads, {actor for name in asked for actor in roads.targets(name, to)})
    if not lacking:
        return []
    from strategy.errors import KrachtenveldError

    try:
        known = base.scenarios
    except KrachtenveldError:
        # a scenario that nobody asked for is for `controleer` to judge
        known = {}
    return to_fill_in(roads, filled_by(lacking, known, base.loaded, base.rulebook, settings.public))


def _roads(
    roads: RoadNetwork,
    old: RoadNetwork | None,
    lacking: list[str],
    priorities: tuple[str, ...],
    to: str | None,
    most: int,
) -> RoadsAnswer:
    from strategy.roads.overview import roads_of_pair
    from visualizations.reports.routes import roads_answer, silence
    from visualizations.reports.routes_answer import changed

    asked = priorities or tuple(roads.priorities)
    found = [roads_of_pair(roads, (name, actor), most) for name in asked for actor in roads.targets(name, to)]
    missing = [*silence(roads, priorities, to), *lacking]
    difference = changed(old, roads, priorities, to) if old else None
    return roads_answer(roads, found, missing, difference, None if priorities else to)


def _drawn(roads: RoadNetwork, priorities: tuple[str, ...], to: str | None, most: int) -> RoadsAnswer:
    """Raises click.UsageError when it is not clear which priority and which decider to draw."""
    from strategy.roads.overview import roads_of_pair
    from visualizations.reports.routes import roads_answer

    pairs = [(name, actor) for name in priorities for actor in roads.targets(name, to)]
    if to is None:
        # without a name it is who decides that is meant
        pairs = [pair for pair in pairs if not roads.steers(pair)]
    if len(pairs) != 1:
        raise click.UsageError(f"zo is niet duidelijk wat er te tekenen is; {_DRAWN}")
    found = roads_of_pair(roads, pairs[0], most)
    if not found.every:
        raise click.UsageError("er loopt geen weg; er is niets te tekenen")
    return roads_answer(roads, [found])


def _overview(roads: RoadNetwork, old: RoadNetwork | None, missing: list[str]) -> RoadsAnswer:
    from strategy.roads.overview import gaps, road_cells
    from visualizations.reports.routes import overview_answer
    from visualizations.reports.routes_answer import changed

    found = road_cells(roads)
    return overview_answer(roads, found, gaps(roads, found), missing, changed(old, roads) if old else None)
