"""`routes` in every form: roads, linking pins, allies, or the overview, each with the tables it has.

The overview is here: the matrix of priorities and those who decide on them or steer that, and its gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, get_args

from strategy.dossier.defined_names import all_of, counted
from strategy.graph.deciders import levels_of
from strategy.roads.overview import Gap, RoadCell, RoadState
from strategy.roads.road_network import Pair, RoadNetwork
from visualizations.reports import routes_words as words
from visualizations.reports.routes_answer import (
    CHANGES,
    TO,
    AnswerTable,
    RoadDifference,
    RoadsAnswer,
    View,
    change_blocks,
    grid,
    pair_columns,
    reservations,
    said,
    say_column,
)
from visualizations.reports.routes_of_pair import GAINS, ROADS, SEATS, STEPS
from visualizations.reports.routes_pins import ALLIES, BRIDGES, CHAINS, EVIDENCE, PINS
from visualizations.writers.files import MARK
from visualizations.writers.markup import escaped
from visualizations.writers.report import WHITE, Block, Cell, Col, Grid, Line, Report, heading, line
from visualizations.writers.shapes import (
    TEXT,
    Shape,
    array,
    contract_of,
    key_name,
    one_of,
    rows_of,
)
from visualizations.writers.sheets import ReadColumn, Sheet, column, csv_text, markdown_text, sheet, yes
from visualizations.writers.words import DISCLAIMER, stamp

_THIN, _FIRM = "!", "°"
_LEGEND = (
    "Kracht van de beste weg. ! dun: niet meer dan een zwakke relatie · ° zonder aanname in de stappen · "
    "geen: geen weg · leeg: beslist er niet over{steers}."
)


def overview_answer(
    roads: RoadNetwork,
    cells: Sequence[RoadCell],
    gaps: Sequence[Gap],
    missing: Sequence[str],
    difference: RoadDifference | None,
) -> RoadsAnswer:
    """The matrix and its gaps, and above it what another scenario changes."""
    lead = (*conclusions(roads, cells), *missing)

    def screen() -> Iterator[Block]:
        yield from change_blocks(difference)
        yield from (*said(lead), WHITE, _matrix(roads, cells), WHITE)
        yield from (line(_legend(roads), "dim", indent=1), WHITE)
        if gaps:
            yield from (heading("Gaten, en wat ze dicht"), _gap_grid(roads, gaps), WHITE)
        yield line("`krachtenveld routes --voor PRIORITEIT --naar ACTOR` zet de wegen naast elkaar.", "dim")
        yield from reservations([words.scale(roads)])

    found = [OVERVIEW.of(_Cell(roads, cell) for cell in cells), GAPS.of(_Gap(roads, gap) for gap in gaps)]
    return RoadsAnswer(
        roads,
        "overzicht",
        "Wegen per prioriteit en beslisser",
        (*(difference.lead if difference else ()), *lead),
        (*found, *([difference.sheet] if difference else [])),
        (words.scale(roads),),
        screen,
    )


def conclusions(roads: RoadNetwork, cells: Sequence[RoadCell]) -> list[str]:
    """How many pairs have a sturdy road, how many do not, and how hard that is: those who decide first."""
    pairs = [cell for cell in cells if cell.to]
    found = [cell for cell in pairs if cell.road]
    steering = [cell for cell in pairs if roads.steers((cell.priority, cell.to))]
    deciding = [cell for cell in pairs if cell not in steering]
    lines = (
        [_counted(deciding, "van prioriteit en beslisser")]
        if deciding
        else ["Van geen enkele prioriteit is bekend wie erover beslist."]
    )
    if steering:
        names = all_of(dict.fromkeys(roads.short(cell.to) for cell in steering))
        lines.append(_counted(steering, f"van prioriteit en wie de beslisser stuurt ({names})"))
    for state, told in _WITHOUT.items():
        without = [words.priority(roads, cell.priority) for cell in cells if cell.state == state]
        if without:
            lines.append(f"{told}: {all_of(without)}.")
    assumed = sum(cell.assumed for cell in found)
    if assumed:
        lines.append(
            f"{assumed} van de {counted(len(found), 'beste weg rust', 'beste wegen rusten')} op minstens één aanname: "
            "lees de getallen als volgorde, niet als maat."
        )
    return lines


_WITHOUT: Mapping[RoadState, str] = {
    "geen beslisser": "Niet bekend wie beslist",
    "geen besluit": "Vragen niemand om een besluit, alleen om afstemming of kennis",
}


def _counted(pairs: Sequence[RoadCell], which: str) -> str:
    """How many of these pairs have a sturdy road, only a thin one, or none."""
    thin, without = (sum(cell.state == state for cell in pairs) for state in ("dun", "geen weg"))
    sturdy = len(pairs) - thin - without
    return (
        f"{sturdy} van {counted(len(pairs), 'combinatie', 'combinaties')} {which} "
        f"{'heeft' if 1 in (sturdy, len(pairs)) else 'hebben'} een stevige weg, {thin} alleen een "
        f"dunne; {'geen enkele is' if not without else '1 is' if without == 1 else f'{without} zijn'} zonder weg."
    )


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Cell:
    roads: RoadNetwork
    it: RoadCell

    @property
    def pair(self) -> Pair:
        return self.it.priority, self.it.to

    @property
    def strength(self) -> float | None:
        return self.it.road.strength if self.it.road else None

    @property
    def opgave(self) -> str:
        return _opgaven(self.roads)[self.it.priority]


@dataclass(frozen=True)
class _Gap:
    roads: RoadNetwork
    it: Gap

    @property
    def cell(self) -> _Cell:
        return _Cell(self.roads, self.it.cell)

    @property
    def cure(self) -> str:
        """What would close it, in a sentence."""
        roads, cell = self.roads, self.it.cell
        if self.it.closers:
            return "; of ".join(
                f"{words.gain(roads, gain)}: {words.strength(gain.best_after)}{words.rank(gain.advice)}"
                for gain in self.it.closers
            )
        if cell.to:
            return "geen zetel of relatie die er nu is; wel een nieuwe band of bondgenoot"
        levels = all_of(levels_of(roads.view, roads.priorities[cell.priority]))
        if self.it.elsewhere:
            names = all_of(f"{roads.short(name)} ({roads.actors[name].level})" for name in self.it.elsewhere)
            return f"op niveau {levels} beslist niemand; wel {names}: verruim het niveau, of vul een bevoegdheid in"
        return "vul in wie op deze thema's een bevoegdheid heeft"

    @property
    def what(self) -> str:
        cell = self.it.cell
        if not cell.to:
            return "geen beslisser"
        goal = words.goal(self.roads, self.cell.pair)
        if cell.road is None:
            return f"{goal}: {words.no_road(self.roads, cell.to)}"
        return f"{goal}: {words.strength(cell.road.strength)} {words.by(self.roads, cell.road.via, cell.to)}"


def _opgaven(roads: RoadNetwork) -> dict[str, str]:
    """The name of the opgave of each priority."""
    return {priority.id: opgave.name for opgave, priority in roads.view.priorities()}


OVERVIEW = AnswerTable[_Cell](
    "overzicht",
    (
        column("opgave", "naam van de opgave", lambda row: row.opgave),
        column("prioriteit", "id van de prioriteit", lambda row: row.it.priority),
        column("naam", "naam van de prioriteit", lambda row: words.priority(row.roads, row.it.priority)),
        column("inzet", "trekken, meedoen of volgen", lambda row: row.roads.priorities[row.it.priority].stance.value),
        column("beslisser", f"{TO}; leeg als niemand bekend is", lambda row: row.it.to or None),
        say_column(lambda row: words.say(row.roads, row.pair) if row.it.to else None),
        column("stand", "stevig, dun (niet meer dan een zwakke relatie), geen weg, geen beslisser, of geen besluit: er valt niets te beslissen", lambda row: row.it.state),
        column("kracht", "kracht van de beste weg, 0 tot 1", lambda row: row.strength, "number", 4),
        column("weg", "die weg", lambda row: words.road(row.roads, row.it.road.nodes) if row.it.road else None),
        column("aanname", "ja als een stap op een aanname rust", lambda row: yes(row.it.assumed) if row.it.road else None),
    ),
)  # fmt: skip
GAPS = AnswerTable[_Gap](
    "gaten",
    (
        *pair_columns(lambda row: row.cell.pair),
        column("gat", "geen beslisser, geen weg of dun", lambda row: row.it.cell.state),
        column("kracht", "kracht van de beste weg, nu", lambda row: row.cell.strength, "number", 4),
        column("wat het dicht", "de zetel of relatie die het meest helpt, of wat in te vullen is", lambda row: row.cure),
    ),
)  # fmt: skip


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _legend(roads: RoadNetwork) -> str:
    names = [name for name in roads.actors if any(name in found for found in roads.steering.values())]
    who = all_of(roads.short(name) for name in names)
    return _LEGEND.format(
        steers=f" · {who}: {'sturen' if len(names) > 1 else 'stuurt'} wie beslist" if names else ""
    )


def _matrix(roads: RoadNetwork, cells: Sequence[RoadCell]) -> Grid:
    deciding = {cell.to for cell in cells if not roads.steers((cell.priority, cell.to))}
    ends = [name for name in roads.actors if any(cell.to == name for cell in cells)]
    ends.sort(key=lambda name: name not in deciding)
    heads = (roads.short(name).replace("-", "-\n").replace(" ", "\n") for name in ends)
    cols = (Col(wide=True), *(Col(head, right=True, low=True) for head in heads))
    return Grid(cols, tuple(_matrix_rows(roads, cells, ends)), indent=1, left=0, heads="bold")


_ALONE: Mapping[RoadState, str] = {
    "geen beslisser": " (wie beslist: onbekend)",
    "geen besluit": " (vraagt geen besluit)",
}


def _matrix_rows(
    roads: RoadNetwork, cells: Sequence[RoadCell], ends: Sequence[str]
) -> Iterator[tuple[Cell, ...]]:
    by_pair = {(cell.priority, cell.to): cell for cell in cells}
    opgave_of = _opgaven(roads)
    priorities = list(dict.fromkeys(cell.priority for cell in cells))
    for opgave, group in groupby(priorities, key=lambda name: opgave_of[name]):
        yield (line(opgave, "bold"), *("" for _ in ends))
        for name in group:
            alone = by_pair.get((name, ""))
            label: Line = line(words.priority(roads, name) + (_ALONE[alone.state] if alone else ""), indent=1)
            yield (label, *(_mark(by_pair.get((name, to))) for to in ends))


def _mark(cell: RoadCell | None) -> str:
    if cell is None:
        return ""
    if cell.road is None:
        return "geen"
    mark = _THIN if cell.state == "dun" else "" if cell.assumed else _FIRM
    return words.strength(cell.road.strength) + (mark or " ")


def _gap_grid(roads: RoadNetwork, gaps: Sequence[Gap]) -> Grid:
    """Gaps with the same cure together: most of them are one tie that many priorities wait for."""
    together: dict[tuple[str, str], list[str]] = {}
    for gap in (_Gap(roads, each) for each in gaps):
        together.setdefault((gap.what, gap.cure), []).append(gap.it.cell.priority)
    cols = Col("gat", keep=True), Col("voor", wide=True), Col("wat het dicht", wide=True)
    return grid(
        cols,
        (
            (what, all_of(words.priority(roads, name) for name in names), cure)
            for (what, cure), names in together.items()
        ),
    )


_TABLES: tuple[AnswerTable[Any], ...] = (
    ROADS, STEPS, SEATS, GAINS, CHANGES, OVERVIEW, GAPS, PINS, CHAINS, BRIDGES, ALLIES, EVIDENCE,
)  # fmt: skip
_SAID: tuple[ReadColumn[tuple[str, str]], ...] = (
    column("soort", "conclusie of voorbehoud", lambda row: row[0]),
    column("tekst", "wat de tabellen zeggen, en waar dat op rust", lambda row: row[1]),
)


def routes_report(answer: RoadsAnswer) -> Report:
    """An answer on routes. A workbook begins with a sheet of conclusions and reservations; CSV has the main table."""
    case = answer.roads.outcome.case
    mark = stamp(case)

    def screen() -> Iterator[Block]:
        yield line(case.dossier.header.name, "bold", (f" · {mark}", ""))
        yield WHITE
        yield from answer.screen()

    return Report(
        screen=screen,
        data=lambda: CONTRACT.write(answer),
        markdown=lambda: _markdown(answer),
        sheets=lambda: (_said(answer), *answer.sheets),
        title=answer.title,
        mark=mark,
        others={"csv": lambda: csv_text(answer.sheets[0], mark), **answer.pictures},
    )


def _said(answer: RoadsAnswer) -> Sheet:
    rows = [("conclusie", each) for each in answer.lead] + [("voorbehoud", each) for each in answer.caveats]
    return sheet("conclusies", _SAID, rows)


def _markdown(answer: RoadsAnswer) -> str:
    """A document: conclusions, a table per heading, reservations."""
    case = answer.roads.outcome.case
    parts = [
        f"<!-- {MARK} -->",
        f"# {escaped(answer.title)}",
        "",
        f"{escaped(case.dossier.header.name)} · {stamp(case)}",
        "",
    ]
    parts += [f"- {escaped(each)}" for each in answer.lead]
    for each in answer.sheets:
        if each.rows:
            parts += ["", f"## {each.name.capitalize()}", "", markdown_text(each).rstrip()]
    parts += ["", "## Voorbehoud", "", *(f"- {escaped(each)}" for each in answer.caveats), "", DISCLAIMER]
    return "\n".join(parts) + "\n"


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────


def _with_tables(whole: Shape) -> Shape:
    """The same, and each table that an answer has."""
    tables = {key_name(each.name): rows_of(each.columns) for each in _TABLES}
    every = {**whole.schema["properties"], **{name: shape.schema for name, shape in tables.items()}}

    def write(answer: RoadsAnswer) -> Any:
        filled = {key_name(each.name): each.rows for each in answer.sheets}
        return {**whole.write(answer), **{name: tables[name].write(rows) for name, rows in filled.items()}}

    return Shape({**whole.schema, "properties": every}, write)


CONTRACT = _with_tables(
    contract_of(
        RoadsAnswer,
        "Wegen naar wie beslist, van Krachtenveld",
        "1.1",
        lambda answer: answer.roads.outcome.case,
    )(
        weergave=(one_of(*get_args(View)), lambda answer: answer.view),
        conclusies=(array(TEXT), lambda answer: answer.lead),
        voorbehoud=(array(TEXT), lambda answer: answer.caveats),
    )
)
"""What programs may rely on: the head, and the tables of the view that was asked for."""
