"""`waarom-niet` for people and for programs: the nearest miss, the smallest change, and what is there instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.advice.advise import Outcome
from strategy.advice.model import Advice
from strategy.advice.names import decimal
from strategy.advice.wording import sentence
from strategy.explain.whynot.conditions import Attempt
from strategy.explain.whynot.edit_words import edit_line
from strategy.explain.whynot.whynot import Excluded, SmallestChange, WhyNot
from strategy.explain.whynot.words import Line, lines
from visualizations.jsonhead import head
from visualizations.stamp import under

VERSION = "2.0"
_UNCERTAIN = ("oordeel", "aanname")


def why_not_text(outcome: Outcome, found: WhyNot) -> RenderableType:
    """The whole answer."""
    if found.given is not None:
        return Text.assemble(
            ("WEL GEADVISEERD  ", "dim"),
            (found.given.title, "bold"),
            f"\n        {found.name}   {_standing(outcome, found.given)}{under(outcome.case, 8)}",
            "\n        `krachtenveld waarom` laat zien waarom",
        )
    parts: list[RenderableType] = [
        Text.assemble(
            ("NIET GEADVISEERD  ", "dim"),
            (found.title, "bold"),
            (f"\n        {found.name}{under(outcome.case, 8)}", "dim"),
        )
    ]
    if not found.rules:
        parts.append(Text("geen enkele regel adviseert zoiets"))
    parts.extend(_excluded(outcome, found.excluded))
    for number, attempt in enumerate(found.attempts):
        if number == 0:
            parts.extend(_attempt(outcome, attempt))
        else:
            parts.append(_also(attempt))
    if found.change is not None:
        parts.extend(_change(outcome, found.change))
    elif found.note:
        parts.append(Text(f"kleinste wijziging: {found.note}"))
    parts.extend(_around(outcome, found))
    return Group(*parts)


def _attempt(outcome: Outcome, attempt: Attempt) -> Iterator[RenderableType]:
    yield Text.assemble(
        "dichtstbij: ",
        (attempt.rule.id, "bold"),
        f", {_score(attempt)}",
        (f"   {_place(attempt)}", "dim"),
    )
    for line in lines(outcome, attempt):
        mark, style = ("✓", "green") if line.holds else ("✗", "red")
        yield _item(Text(mark, style=style), _line(line), 2 + 2 * line.depth)


def _item(mark: Text, content: Text, indent: int) -> RenderableType:
    """A mark with text behind it that stays behind it when it wraps."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(mark, content)
    return Padding(grid, (0, 0, 0, indent))


def _line(line: Line) -> Text:
    text = Text(line.text)
    if line.rule:
        text.append(f", door regel {line.rule}:", style="dim")
    if line.instead:
        text.append(f"   is: {line.instead}")
    if line.nature in _UNCERTAIN:
        text.append(f" ({line.nature})", style="yellow")
    if line.place:
        text.append(f"   {line.place}", style="dim")
    return text


def _also(attempt: Attempt) -> Text:
    return Text.assemble(
        "ook mogelijk: ", attempt.rule.id, f", {_score(attempt)}", (f"   {_place(attempt)}", "dim")
    )


def _excluded(outcome: Outcome, excluded: Iterable[Excluded]) -> Iterator[RenderableType]:
    for item in excluded:
        rule = outcome.trace.rules[item.veto.rule]
        yield Text.assemble(
            f'uitgesloten voor "{outcome.names.name("prioriteit", item.priority)}" door ',
            (item.veto.rule, "bold"),
            (f"   {rule.span.file}:{rule.span.line}", "dim"),
            (f"\n  {sentence(outcome.trace, outcome.names, item.veto)}", "italic"),
        )


def _change(outcome: Outcome, change: SmallestChange) -> Iterator[RenderableType]:
    if not change.edits:
        return
    number = len(change.edits)
    yield Text(f"verschijnt als ({number} {'wijziging' if number == 1 else 'wijzigingen'}):")
    for edit in change.edits:
        line = edit_line(outcome, edit)
        place = (f"   {line.place}" if line.place else "", "dim")
        yield _item(Text("•"), Text.assemble(line.text, place), 2)
    advised = change.advised
    yield Text(f"  dan: {advised.title}, {advised.band}, rang {advised.rank}")
    yield Text("  om na te rekenen in een toets of scenario:", style="dim")
    yield from (Text(f"    {row}", style="dim") for row in change.overlay.splitlines())


def _around(outcome: Outcome, found: WhyNot) -> Iterator[RenderableType]:
    for body, held in found.prerequisites:
        name = outcome.names.name("gremium", body)
        yield Text(
            f"{'✓' if held else '✗'} vraagt eerst een zetel in {name}; die hebben we{'' if held else ' niet'}"
        )
    if found.heavier:
        yield Text(f"een zwaardere rol gaat voor: {_listed(found.heavier)}")
    if found.instead:
        yield Text(f"in plaats daarvan: {_listed(found.instead)}")


def _listed(advices: Iterable[Advice]) -> str:
    return "; ".join(f"{advice.title} (rang {advice.rank})" for advice in advices)


def _score(attempt: Attempt) -> str:
    total = len(attempt.conditions)
    return f"{total - len(attempt.failing)} van {total} voorwaarden"


def _place(attempt: Attempt) -> str:
    return f"{attempt.rule.span.file}:{attempt.rule.span.line}"


def _standing(outcome: Outcome, advice: Advice) -> str:
    return f"score {decimal(advice.score, 1)} · {advice.band} · rang {advice.rank} van {len(outcome.advices)}"


# ── for programs ──────────────────────────────────────────────────────────────────────────────────────


def why_not_data(outcome: Outcome, found: WhyNot) -> dict[str, Any]:
    """The same as JSON data; absent fields are null."""
    return {
        **head(outcome.case, VERSION),
        "advies": found.name,
        "titel": found.title,
        "geadviseerd": found.given is not None,
        "pogingen": [_attempt_data(outcome, attempt) for attempt in found.attempts],
        "uitgesloten": [
            {
                "prioriteit": item.priority,
                "regel": item.veto.rule,
                "reden": sentence(outcome.trace, outcome.names, item.veto),
            }
            for item in found.excluded
        ],
        "kleinste_wijziging": _change_data(outcome, found.change) if found.change else None,
        "zwaardere_rol": [advice.id for advice in found.heavier],
        "in_plaats_daarvan": [advice.id for advice in found.instead],
        "vereist": [{"gremium": body, "vervuld": held} for body, held in found.prerequisites],
        "opmerking": found.note or None,
    }


def _attempt_data(outcome: Outcome, attempt: Attempt) -> dict[str, Any]:
    return {
        "regel": attempt.rule.id,
        "bestand": attempt.rule.span.file,
        "regelnummer": attempt.rule.span.line,
        "waarden": dict(attempt.bindings),
        "voorwaarden": [
            {
                "vervuld": line.holds,
                "tekst": line.text,
                "is": line.instead or None,
                "plaats": line.place or None,
                "aard": line.nature or None,
                "diepte": line.depth,
                "door_regel": line.rule or None,
            }
            for line in lines(outcome, attempt)
        ],
    }


def _change_data(outcome: Outcome, change: SmallestChange) -> dict[str, Any]:
    advised = change.advised
    return {
        "wijzigingen": [
            {
                "tekst": line.text,
                "plaats": line.place or None,
                "soort": edit.section,
                "naam": edit.name,
                "sleutel": edit.key,
                "was": edit.old or None,
                "wordt": edit.new or None,
            }
            for edit in change.edits
            for line in (edit_line(outcome, edit),)
        ],
        "overlay": change.overlay,
        "wordt": {"titel": advised.title, "score": advised.score, "band": advised.band, "rang": advised.rank},
    }
