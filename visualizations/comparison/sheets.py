"""A comparison as tables for a spreadsheet; every column says what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from strategy.comparison.compared import Compared
from strategy.comparison.regret import Plan
from strategy.comparison.seats import Seat
from strategy.comparison.weights import WeightTurns
from strategy.explain.tipping import Swap
from visualizations.comparison.choice import Choice, shown_seats
from visualizations.comparison.plan_sheets import change_sheet, difference_sheet
from visualizations.comparison.words import first_name, letter, road_text, within
from visualizations.sheets import Cell, Column, Sheet, joined
from visualizations.stamp import rules

_SAFEST = "minste spijt"
_NOTHING = (None, None, None)


def comparison_title(found: Compared) -> str:
    return f"Scenario's vergeleken · {found.futures.base.outcome.case.dossier.header.name}"


def comparison_stamp(found: Compared) -> str:
    """One line: reference days, scenarios, rule set."""
    days = dict.fromkeys(future.outcome.case.view.day.isoformat() for future in found.futures.columns)
    day = f"peildatum {next(iter(days))}" if len(days) == 1 else "peildatum per scenario"
    cases = [future.outcome.case for future in found.futures.columns]
    alike = len({case.fingerprint for case in cases}) == 1
    _, *public = rules(cases[0])
    rule_set = rules(cases[0]) if alike else ["regelset per scenario", *public]
    return " · ".join([day, f"scenario's {', '.join(found.futures.ids)}", *rule_set])


def sheets(found: Compared, choice: Choice) -> tuple[Sheet, ...]:
    """Every table of a comparison that has rows; those of the differences for two scenarios only."""
    plan = (change_sheet(found.plan), difference_sheet(found.plan)) if found.plan else ()
    every = (
        scenario_sheet(found),
        seat_sheet(found, choice),
        regret_sheet(found),
        plan_sheet(found),
        agreement_sheet(found),
        turn_sheet(found),
        loss_sheet(found),
        *plan,
    )
    return tuple(sheet for sheet in every if sheet.rows)


def scenario_sheet(found: Compared) -> Sheet:
    columns = (
        Column("letter", "waarmee tabellen en tekeningen het scenario aanduiden"),
        Column("scenario", "de naam waaronder het programma het kent"),
        Column("naam", "zoals mensen het noemen"),
        Column("waarom", "de reden achter het scenario; leeg in de openbare versie"),
        Column("peildatum", "de dag waarop alles is beoordeeld"),
        Column("regelset", "de vingerafdruk van de regels, met wat het scenario eraan verandert"),
        Column("doen", "hoeveel van wat is vergeleken in de band doen staat", "whole"),
        Column("zelfde advies", "of elk advies hetzelfde is als dat van basis: het dossier zelf"),
        Column("onvoorbereid", "gemiddelde spijt in dit scenario van de plannen voor de andere", "share"),
        Column("eigen plan", "grootste spijt van het plan voor dit scenario als een ander komt", "share"),
        Column("het meest bij", "het scenario waarin die grootste spijt is"),
    )
    rows = []
    for number, future in enumerate(found.futures.columns):
        case, plan = future.outcome.case, found.regret.plans[number]
        rows.append(
            (
                letter(number), future.id, first_name(future), "" if case.view.public_only else future.why,
                case.view.day.isoformat(), case.fingerprint,
                sum(seat.band(number) == "doen" for seat in found.seats),
                "" if future is found.futures.base else "ja" if number in found.same else "nee",
                found.regret.unprepared(number), plan.worst, _worst(found, plan),
            )
        )  # fmt: skip
    return Sheet("Scenario's", columns, tuple(rows))


def seat_sheet(found: Compared, choice: Choice) -> Sheet:
    """One row per advice, four columns per scenario."""
    size, futures = found.regret.size, found.futures.columns
    columns = [
        Column(choice.one, "wat er wordt aangeraden"),
        Column("soort", "positie, relatie, route, samenwerking, koppelkans …"),
        Column("id", "de naam van het advies, dezelfde in elk scenario"),
        Column("binnen deze regel", "onderdelen die er niet in elk scenario bij horen"),
        Column("houdt stand", f"overal, op één na, in zoveel scenario's, of nergens bij de hoogste {size}"),
        Column("bij de hoogste", f"in hoeveel scenario's het bij de hoogste {size} hoort", "whole"),
        Column("doen", "in hoeveel scenario's het in de band doen staat", "whole"),
        Column(
            "niet bij",
            f"de scenario's waarin het niet bij de hoogste {size} hoort, als dat er minder dan de helft zijn",
        ),
        Column(
            "minste aandeel", "het kleinste deel van de hoogste score dat het in een scenario heeft", "share"
        ),
    ]
    for future in futures:
        columns += [
            Column(
                f"{future.id}: plaats",
                f"{future.name}: de plaats onder wat is vergeleken; leeg is niet geadviseerd",
                "whole",
            ),
            Column(f"{future.id}: rang", f"{future.name}: de plaats onder alle adviezen", "whole"),
            Column(
                f"{future.id}: band",
                f"{future.name}: doen, ook doen, als er tijd is of niet doen, of niet geadviseerd",
            ),
            Column(f"{future.id}: score", f"{future.name}: de score", "number"),
        ]
    rows = []
    for seat in shown_seats(found, choice):
        cells: list[Cell] = []
        for number, standing in enumerate(seat.standings):
            place, rank, score = (standing.place, standing.rank, standing.score) if standing else _NOTHING
            cells += [place, rank, seat.band(number), score]
        rows.append(
            (
                seat.title,
                seat.line.target.sort,
                seat.id,
                joined(within(found, seat)),
                *_holding(found, seat),
                seat.least_share,
                *cells,
            )
        )
    return Sheet("Posities" if choice.one == "positie" else "Adviezen", tuple(columns), tuple(rows))


def _holding(found: Compared, seat: Seat) -> tuple[str, int, int, str]:
    total = len(found.futures.columns)
    held = [number for number in range(total) if seat.holds(number, found.regret.size)]
    broken = [future.id for number, future in enumerate(found.futures.columns) if number not in held]
    word = {total: "overal", total - 1: "op één na", 0: "nergens"}.get(
        len(held), f"in {len(held)} van {total}"
    )
    core = sum(seat.band(number) == "doen" for number in range(total))
    return word, len(held), core, ", ".join(broken) if 2 * len(broken) < total else ""


def regret_sheet(found: Compared) -> Sheet:
    """The plan of each row in the scenario of each column."""
    columns = (
        Column("plan", f"de beste keuze van {found.regret.size} voor dit scenario; {_SAFEST}: die waarvan het meeste het kleinst is"),
        *(
            Column(future.id, f"het deel van de hoogst haalbare som van scores dat het plan mist als {future.name} komt", "share")
            for future in found.futures.columns
        ),
        Column("meest", "de grootste spijt over alle scenario's", "share"),
        Column("bij", "het scenario waarin de spijt het grootst is"),
    )  # fmt: skip
    return Sheet(
        "Spijt",
        columns,
        tuple((name, *plan.regrets, plan.worst, _worst(found, plan)) for name, plan in _plans(found)),
    )


def plan_sheet(found: Compared) -> Sheet:
    columns = (
        Column("plan", "voor welk scenario het plan is gemaakt"),
        Column("plaats", "de volgorde binnen het plan, de meeste waarde eerst", "whole"),
        Column("advies", "wat er in het plan staat"),
        Column("id", "de naam van het advies"),
    )
    rows = [
        (name, place, seat.title, seat.id)
        for name, plan in _plans(found)
        for place, seat in enumerate(plan.seats, start=1)
    ]
    return Sheet("Plannen", columns, tuple(rows))


def agreement_sheet(found: Compared) -> Sheet:
    size = found.regret.size
    columns = (
        Column("scenario", "het ene scenario"),
        Column("ander scenario", "het andere scenario"),
        Column(
            "tau-b",
            "Kendalls tau-b over elk advies dat een van beide geeft: 1 is dezelfde volgorde, 0 geen verband, "
            "-1 omgekeerd; wat een scenario niet geeft, komt daar achteraan",
            "number",
        ),
        Column("gelijk", f"hoeveel van de hoogste {size} in beide staan", "whole"),
        Column("van", "uit zoveel hoogste; meer dan gevraagd als de laatste plaats wordt gedeeld", "whole"),
    )
    ids = found.futures.ids
    rows = tuple(
        (ids[pair.one], ids[pair.other], pair.tau, pair.shared, pair.highest) for pair in found.agreements
    )
    return Sheet("Overeenstemming", columns, rows)


def turn_sheet(found: Compared) -> Sheet:
    size = found.regret.size
    columns = (
        Column("scenario", "van waaruit het gewicht verandert; alle andere gewichten blijven"),
        Column("opgave", "wiens gewicht verandert"),
        Column("nu", "het gewicht nu", "number"),
        Column(
            "wat",
            f"wat er verandert: bij de hoogste {size} of bij doen valt iets weg dat standhoudt, of er komt iets bij",
        ),
        Column("richting", "of het gewicht omhoog of omlaag gaat"),
        Column("gewicht", "waarvoorbij of waarop het verandert; exact berekend, hier afgerond", "number", 4),
        Column("eruit", "wat eruit valt"),
        Column("erin", "wat erbij komt"),
    )
    return Sheet(
        "Gewichten", columns, tuple(row for turns in found.turns for row in _turn_rows(found, turns))
    )


def _turn_rows(found: Compared, turns: WeightTurns) -> Iterator[tuple[Cell, ...]]:
    future = found.futures.columns[turns.scenario]
    size = found.regret.size
    kinds: tuple[tuple[str, Sequence[Swap]], ...] = (
        (f"bij de hoogste {size}", turns.firm),
        ("doen", turns.core),
        (f"dezelfde hoogste {size}", turns.top),
    )
    for what, swaps in kinds:
        for swap in swaps:
            yield (
                future.id, future.outcome.names.name("opgave", turns.lever.id), float(turns.now), what,
                "omhoog" if swap.up else "omlaag", float(swap.at),
                _titles(found, swap.overtaken), _titles(found, swap.overtaking),
            )  # fmt: skip


def loss_sheet(found: Compared) -> Sheet:
    columns = (
        Column("scenario", "waarin actoren of gremia wegvallen"),
        Column("weg", "de actoren die het dossier heeft en het scenario niet"),
        Column("prioriteit", "die daar iets van merkt"),
        Column("geen weg", "ja: er is geen weg meer naar wie beslist"),
        Column("geen route", "ja: geen enkele route staat nog onder de adviezen"),
        Column("minder weg", "wegen naar wie beslist die wegvallen of zwakker worden, met hun sterkte"),
        Column("vervallen", "adviezen die met de actoren vervallen, de beste eerst"),
        Column("sterkste", "het sterkste argument voor de prioriteit in het dossier", "number"),
        Column("blijft", "het sterkste argument dat blijft, als deel daarvan", "share"),
        Column("vervangers", "het beste dat blijft, met de sterkte van het argument voor deze prioriteit"),
    )
    names = found.futures.base.outcome.names
    rows = []
    for number, lost in found.dropouts.items():
        for gap in lost.gaps:
            rows.append(
                (
                    found.futures.ids[number], joined(names.short("actor", actor) for actor in lost.actors),
                    names.name("prioriteit", gap.priority), "ja" if gap.cut_off else "nee", "ja" if gap.unadvised else "nee",
                    joined(road_text(names, road) for road in gap.roads),
                    joined(line.title for line in gap.lost), gap.strength, gap.left,
                    joined(f"{each.line.title} ({each.strength:.2f})".replace(".", ",") for each in gap.substitutes),
                )
            )  # fmt: skip
    return Sheet("Uitval", columns, tuple(rows))


def _plans(found: Compared) -> Iterator[tuple[str, Plan]]:
    yield from zip(found.futures.ids, found.regret.plans, strict=True)
    yield _SAFEST, found.regret.safest


def _worst(found: Compared, plan: Plan) -> str:
    return found.futures.ids[plan.worst_scenario] if plan.worst else ""


def _titles(found: Compared, names: Iterable[str]) -> str:
    known = {seat.id: seat.title for seat in found.seats}
    return joined(known[name] for name in names)
