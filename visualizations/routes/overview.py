"""The matrix of priorities and those who decide on them or steer that, its gaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.dossier.register import all_of
from strategy.routes.field import Field
from strategy.routes.overview import Cell, Gap
from visualizations.routes import caveats, words
from visualizations.routes.columns import sheet
from visualizations.routes.difference import Difference
from visualizations.routes.report import Report
from visualizations.sheets import Sheet
from visualizations.terminal import counted

_THIN, _FIRM = "!", "°"
_LEGEND = (
    "Kracht van de beste weg. ! dun: niet meer dan een zwakke relatie · ° zonder aanname in de stappen · "
    "geen: geen weg · leeg: beslist er niet over{steers}."
)


def conclusions(field: Field, cells: Sequence[Cell]) -> list[str]:
    """How many pairs have a sturdy road, how many do not, and how hard that is: those who decide first."""
    pairs = [cell for cell in cells if cell.to]
    roads = [cell for cell in pairs if cell.route]
    unknown = [cell.priority for cell in cells if cell.state == "geen beslisser"]
    steering = [cell for cell in pairs if field.steers((cell.priority, cell.to))]
    deciding = [cell for cell in pairs if cell not in steering]
    lines = (
        [_counted(deciding, "van prioriteit en beslisser")]
        if deciding
        else ["Van geen enkele prioriteit is bekend wie erover beslist."]
    )
    if steering:
        names = all_of(dict.fromkeys(field.short(cell.to) for cell in steering))
        lines.append(_counted(steering, f"van prioriteit en wie de beslisser stuurt ({names})"))
    if unknown:
        names = all_of(words.priority(field, name) for name in unknown)
        lines.append(f"Niet bekend wie beslist: {names}.")
    assumed = sum(cell.assumed for cell in roads)
    if assumed:
        lines.append(
            f"{assumed} van de {counted(len(roads), 'beste weg rust', 'beste wegen rusten')} op minstens één aanname: "
            "lees de getallen als volgorde, niet als maat."
        )
    return lines


def _counted(pairs: Sequence[Cell], which: str) -> str:
    """How many of these pairs have a sturdy road, only a thin one, or none."""
    thin, without = (sum(cell.state == state for cell in pairs) for state in ("dun", "geen weg"))
    sturdy = len(pairs) - thin - without
    return (
        f"{sturdy} van {counted(len(pairs), 'combinatie', 'combinaties')} {which} "
        f"{'heeft' if 1 in (sturdy, len(pairs)) else 'hebben'} een stevige weg, {thin} alleen een "
        f"dunne; {'geen enkele is' if not without else '1 is' if without == 1 else f'{without} zijn'} zonder weg."
    )


def overview_report(
    field: Field,
    cells: Sequence[Cell],
    gaps: Sequence[Gap],
    missing: Sequence[str],
    difference: Difference | None,
) -> Report:
    """The matrix and its gaps, for every form but the screen."""
    sheets: tuple[Sheet, ...] = (_cells(field, cells), _gaps(field, gaps))
    if difference:
        sheets = (*sheets, difference.sheet)
    return Report(
        "overzicht",
        "Wegen per prioriteit en beslisser",
        (*(difference.lead if difference else ()), *conclusions(field, cells), *missing),
        sheets,
        (caveats.scale(field),),
    )


def overview_view(
    field: Field,
    cells: Sequence[Cell],
    gaps: Sequence[Gap],
    missing: Sequence[str],
    above: Sequence[RenderableType],
) -> RenderableType:
    """What to conclude, the matrix, the gaps, and what it rests on."""
    parts: list[RenderableType] = [*above]
    first, *more = conclusions(field, cells)
    parts += [Text(first, style="bold"), *map(Text, (*more, *missing)), Text()]
    parts += [_matrix(field, cells), Padding(Text(_legend(field), style="dim"), (1, 0, 1, 1))]
    if gaps:
        parts += [Text("Gaten, en wat ze dicht", style="bold underline"), _gap_table(field, gaps), Text()]
    parts.append(
        Text("`krachtenveld routes --voor PRIORITEIT --naar ACTOR` zet de wegen naast elkaar.", style="dim")
    )
    parts.append(caveats.view([caveats.scale(field)]))
    return Group(*parts)


def _legend(field: Field) -> str:
    names = [name for name in field.actors if any(name in found for found in field.steering.values())]
    who = all_of(field.short(name) for name in names)
    return _LEGEND.format(steers=f" · {who}: stuurt wie beslist" if names else "")


def _matrix(field: Field, cells: Sequence[Cell]) -> RenderableType:
    deciding = {cell.to for cell in cells if not field.steers((cell.priority, cell.to))}
    ends = [name for name in field.actors if any(cell.to == name for cell in cells)]
    ends.sort(key=lambda name: name not in deciding)
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    table.add_column("", ratio=1)
    for name in ends:
        table.add_column(
            field.short(name).replace("-", "-\n").replace(" ", "\n"), justify="right", vertical="bottom"
        )
    by_pair = {(cell.priority, cell.to): cell for cell in cells}
    opgave_of = {priority.id: opgave.name for opgave, priority in field.view.priorities()}
    priorities = list(dict.fromkeys(cell.priority for cell in cells))
    for opgave, group in groupby(priorities, key=lambda name: opgave_of[name]):
        table.add_row(Text(opgave, style="bold"), *("" for _ in ends))
        for name in group:
            marks = [_mark(by_pair.get((name, to))) for to in ends]
            unknown = " (wie beslist: onbekend)" if (name, "") in by_pair else ""
            table.add_row(Padding(Text(words.priority(field, name) + unknown), (0, 0, 0, 1)), *marks)
    return Padding(table, (0, 0, 0, 1))


def _mark(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.route is None:
        return "geen"
    mark = _THIN if cell.state == "dun" else "" if cell.assumed else _FIRM
    return words.strength(cell.route.strength) + (mark or " ")


def _gap_table(field: Field, gaps: Sequence[Gap]) -> RenderableType:
    """Gaps with the same cure together: most of them are one tie that many priorities wait for."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    table.add_column("gat", no_wrap=True)
    table.add_column("voor", ratio=1)
    table.add_column("wat het dicht", ratio=1)
    together: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        together.setdefault((_what(field, gap), _cure(field, gap)), []).append(gap.cell.priority)
    for (what, cure), priorities in together.items():
        names = all_of(words.priority(field, name) for name in priorities)
        table.add_row(what, names, cure)
    return Padding(table, (0, 0, 0, 1))


def _what(field: Field, gap: Gap) -> str:
    cell = gap.cell
    if not cell.to:
        return "geen beslisser"
    goal = words.goal(field, (cell.priority, cell.to))
    if cell.route is None:
        return f"{goal}: {words.no_road(field, cell.to)}"
    return f"{goal}: {words.strength(cell.route.strength)} {words.by(field, cell.route.via, cell.to)}"


def _cure(field: Field, gap: Gap) -> str:
    """What would close a gap, in a sentence."""
    cell = gap.cell
    if gap.closers:
        return "; of ".join(
            f"{words.gain(field, gain)}: {words.strength(gain.best_after)}{words.rank(gain.advice)}"
            for gain in gap.closers
        )
    if cell.to:
        return "geen zetel of relatie die er nu is; wel een nieuwe band of bondgenoot"
    levels = all_of(
        level.value for level in field.priorities[cell.priority].levels if field.view.shows(level)
    )
    if gap.elsewhere:
        names = all_of(f"{field.short(name)} ({field.actors[name].level})" for name in gap.elsewhere)
        return (
            f"op niveau {levels} beslist niemand; wel {names}: verruim het niveau, of vul een bevoegdheid in"
        )
    return "vul in wie op deze thema's een bevoegdheid heeft"


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────


def _cells(field: Field, cells: Sequence[Cell]) -> Sheet:
    opgave_of = {priority.id: opgave.name for opgave, priority in field.view.priorities()}
    rows = [
        (
            opgave_of[cell.priority], cell.priority, words.priority(field, cell.priority),
            field.priorities[cell.priority].stance.value, cell.to or None,
            words.say(field, (cell.priority, cell.to)) if cell.to else None, cell.state,
            cell.route.strength if cell.route else None,
            words.road(field, cell.route.nodes) if cell.route else None,
            ("ja" if cell.assumed else "nee") if cell.route else None,
        )
        for cell in cells
    ]  # fmt: skip
    return sheet("overzicht", rows)


def _gaps(field: Field, gaps: Sequence[Gap]) -> Sheet:
    rows = [
        (
            gap.cell.priority, gap.cell.to or None, gap.cell.state,
            gap.cell.route.strength if gap.cell.route else None, _cure(field, gap),
        )
        for gap in gaps
    ]  # fmt: skip
    return sheet("gaten", rows)
