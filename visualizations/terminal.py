"""Advice and findings as text: styled on a terminal, plain when piped."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.advise import Outcome
from strategy.advice.model import BANDS, Advice, Band
from strategy.advice.names import decimal
from strategy.advice.said import argument
from strategy.errors import Finding, Span
from visualizations.stamp import scenario

_BAND_STYLE: Mapping[Band, str] = {
    "doen": "bold",
    "ook doen": "",
    "als er tijd is": "dim",
    "niet doen": "dim",
}
PLAIN_WIDTH = 110
WIDEST = 110
"""Columns that a finding may take; a longer hint goes on a line of its own."""
MOST_FINDINGS = 500
MOST_PLACES = 4
"""Further places that a finding about many names."""
_PER_OPGAVE = "Onder elke opgave staat voorop wat daar het meest telt (`hier`); `rang` is de plaats onder alle adviezen."
DISCLAIMER = "Krachtenveld adviseert; mensen beslissen."


def to_text(content: RenderableType, terminal: bool, width: int | None = None) -> str:
    """Render to text, with styles only for a terminal. Lines end in a newline and never in spaces."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        width=width or PLAIN_WIDTH,
        highlight=False,
        soft_wrap=False,
        legacy_windows=False,
    )
    console.print(content)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


# ── advies ────────────────────────────────────────────────────────────────────────────────────────────


def advice_overview(
    outcome: Outcome,
    groups: Mapping[str, Sequence[Advice]],
    top: int,
    selection: str,
    asked: str | None = None,
    lead: str = "",
    remarks: Mapping[str, str] = MappingProxyType({}),
    moments: Mapping[str, str] = MappingProxyType({}),
) -> RenderableType:
    """Advice per group, the best `top` of each (0 is all), with its first argument.

    Conditions that call for an act are shown, and those of the sort that was `asked` for. `lead` stands
    above the groups, `remarks` behind their names, `moments` under the advice that they are about.
    """
    opgaven = {opgave.name: opgave.id for opgave in outcome.case.dossier.opgaven}
    parts: list[RenderableType] = [_heading(outcome, groups, selection), Text()]
    if lead:
        parts += [Text(lead), Text()]
    if opgaven.keys() & groups.keys():
        parts += [Text(_PER_OPGAVE, style="dim"), Text()]
    for name, advices in groups.items():
        shown = advices[:top] if top else advices
        title = [name, counted(len(advices), "advies", "adviezen"), *filter(None, [remarks.get(name)])]
        parts.append(Text(" · ".join(title), style="bold underline"))
        parts.append(
            Padding(_advice_table(outcome, shown, opgaven.get(name, ""), asked, moments), (0, 0, 0, 1))
        )
        hidden = len(advices) - len(shown)
        if hidden:
            parts.append(Text(f"   … en nog {hidden}; `--top 0` toont ze allemaal", style="dim"))
        parts.append(Text())
    if not groups:
        parts += [Text("Geen adviezen bij deze keuze."), Text()]
    parts.append(
        Text(
            f"{DISCLAIMER} `krachtenveld waarom ADVIES` toont regels, feiten, bronnen en aannames.",
            style="dim",
        )
    )
    return Group(*parts)


def _heading(outcome: Outcome, groups: Mapping[str, Sequence[Advice]], selection: str) -> Text:
    case = outcome.case
    unique = {advice.id: advice for advices in groups.values() for advice in advices}
    counts = Counter(advice.band for advice in unique.values())
    per_band = ", ".join(f"{counts[word]} {word}" for word in BANDS if counts[word]) or "geen"
    text = Text(case.dossier.header.name, style="bold")
    text.append(
        f" · {' · '.join([f'peildatum {case.view.day.isoformat()}', *scenario(case)])}"
        f" · {len(case.rulebook.rules)} regels ({case.fingerprint})"
        f"{' · openbare versie' if case.view.public_only else ''}\n"
        f"{counted(len(unique), 'advies', 'adviezen')}{selection}: {per_band}",
        style="not bold",
    )
    return text


def _advice_table(
    outcome: Outcome, advices: Iterable[Advice], opgave: str, asked: str | None, moments: Mapping[str, str]
) -> Table:
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    table.add_column("rang", justify="right", no_wrap=True)
    table.add_column("band", no_wrap=True)
    table.add_column("hier" if opgave else "score", justify="right", no_wrap=True)
    table.add_column("advies en sterkste argument", ratio=1)
    for advice in advices:
        cell = Text(advice.title, style=_BAND_STYLE[advice.band])
        if text := argument(outcome, advice, opgave):
            cell.append(f"\n{text}", style="dim not bold")
        if advice.id in moments:
            cell.append(f"\n▸ {moments[advice.id]}", style="not bold")
        for condition in advice.conditions:
            if condition.sort in ("keuze", "vereist", "nagaan", asked):
                cell.append(f"\n▸ {condition.text}", style="not bold")
        cell.append(f"\n{advice.id}", style="dim not bold")
        score = advice.per_opgave[opgave] if opgave else advice.score
        band = "eerst doen" if advice.id in moments else advice.band
        table.add_row(str(advice.rank), band, decimal(score, 1), cell)
    return table


def together(parts: Iterable[RenderableType]) -> RenderableType:
    """Several renderings below each other."""
    return Group(*parts)


# ── findings ───────────────────────────────────────────────────────────────────────────────────────


def findings_text(findings: Sequence[Finding], most_places: int = MOST_PLACES) -> str:
    """Findings in the yamllint manner: place, code, sentence; the source line with a caret; the likely fix.

    Of the further places of one finding, `most_places` are named (0 is all).
    """
    lines = [line for finding in findings[:MOST_FINDINGS] for line in _finding_lines(finding, most_places)]
    if len(findings) > MOST_FINDINGS:
        lines.append(f"en nog {len(findings) - MOST_FINDINGS} andere; herstel eerst deze")
    files = len({finding.span.file for finding in findings})
    lines.append(
        f"{counted(len(findings), 'bevinding', 'bevindingen')} in {counted(files, 'bestand', 'bestanden')}"
    )
    return "\n".join(lines) + "\n"


def _finding_lines(finding: Finding, most_places: int) -> Iterator[str]:
    place = _printable(str(finding.span))
    yield f"{place} {finding.severity}[{finding.code}] {_printable(finding.message)}"
    prefix = f"{finding.span.line} | "
    margin = " " * (len(prefix) - 2)
    if finding.excerpt.strip():
        excerpt, column = _window(finding.excerpt, finding.span.column)
        excerpt = _printable(excerpt)
        caret = "^" * max(1, min(finding.span.length, len(excerpt) - column + 1))
        pointer = f"{margin}| {' ' * (column - 1)}{caret}"
        beside = f"{pointer} {finding.hint}".rstrip()
        yield f"{prefix}{excerpt}"
        if len(beside) <= WIDEST:
            yield _printable(beside)
        else:
            yield pointer
            yield f"{margin}= {_printable(finding.hint)}"
    elif finding.hint:
        yield f"{margin}= {_printable(finding.hint)}"
    if finding.related:
        yield f"{margin}= ook: {_printable(_places(finding.related, most_places))}"


def _places(spans: Sequence[Span], most: int) -> str:
    """Places as file:line, the file once for all its lines: networks/g40.yaml:38, 44 en nog 3."""
    shown = spans[:most] if most else spans
    parts: list[str] = []
    file = ""
    for span in shown:
        parts.append(str(span.line) if span.file == file else f"{span.file}:{span.line}")
        file = span.file
    hidden = len(spans) - len(shown)
    return ", ".join(parts) + (f" en nog {hidden}" if hidden else "")


def _printable(text: str) -> str:
    """Text from a file without what could upset a terminal; as long as it was, so that carets fit."""
    shown = text.replace("\t", "→")
    return "".join(char if char.isprintable() else " " if char.isspace() else "·" for char in shown)


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and the column within it."""
    if len(line) <= WIDEST:
        return line.rstrip(), column
    start = max(0, min(column - WIDEST // 2, len(line) - WIDEST))
    part = line[start : start + WIDEST]
    left, right = ("…" if start else ""), ("…" if start + WIDEST < len(line) else "")
    return left + part[len(left) : len(part) - len(right)] + right, column - start


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: 1 advies, 2 adviezen."""
    return f"{number} {one if number == 1 else many}"
