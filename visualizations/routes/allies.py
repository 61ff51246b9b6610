"""Allies per priority: who has the same on the agenda, works on it or can help, and on what ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from strategy.dossier.register import all_of
from strategy.routes.allies import Ally, Evidence
from strategy.routes.field import Field
from visualizations.routes import caveats, words
from visualizations.routes.columns import sheet
from visualizations.routes.report import Report
from visualizations.sheets import Sheet, joined
from visualizations.terminal import counted

_NOTES = (
    "Wat een ander op de eigen agenda heeft staan telt het zwaarst; dan wie ons kan steunen; dan wie eraan werkt.",
    "Delen telt de eigen thema's van de prioriteit; dat anderen er hetzelfde van vinden, zegt het dossier niet.",
)

Found = Mapping[str, tuple[Ally, ...]]


def conclusions(field: Field, found: Found) -> list[str]:
    """For how many priorities there is an ally with it on its own agenda, and for which there is nobody."""
    shared = [name for name in found if field.priorities[name].interest.value == "collectief"]
    strong = [name for name in shared if any(_on_agenda(ally) for ally in found[name])]
    alone = [name for name in found if not found[name]]
    lines = []
    if shared:
        lines.append(
            f"{len(strong)} van {counted(len(shared), 'gedeeld belang staat', 'gedeelde belangen staan')} ook op de "
            "agenda van een andere regio of gemeente."
        )
    if alone:
        names = all_of(words.priority(field, name) for name in alone)
        lines.append(f"Zonder bondgenoot in dit dossier: {names}.")
    return lines or ["Voor elke prioriteit is er iemand die ons kan helpen."]


def _on_agenda(ally: Ally) -> bool:
    return any(item.sort == "agenda" for item in ally.evidence)


def allies_report(field: Field, found: Found) -> Report:
    """The allies, for every form but the screen."""
    return Report(
        "bondgenoten",
        "Bondgenoten per prioriteit",
        tuple(conclusions(field, found)),
        (_allies(field, found), _evidence(found)),
        _NOTES,
    )


def allies_view(field: Field, found: Found, whole: bool) -> RenderableType:
    """Per priority its allies, the best grounded first; `whole` shows every ground with its source."""
    first, *more = conclusions(field, found)
    parts: list[RenderableType] = [Text(first, style="bold"), *map(Text, more), Text()]
    for name, allies in found.items():
        if allies:
            parts += [_title(field, name), _table(field, allies, whole)]
    if not whole:
        parts.append(Text("`--voor PRIORITEIT` toont elke grond met zijn bron.", style="dim"))
    parts.append(caveats.view(_NOTES))
    return Group(*parts)


def _title(field: Field, name: str) -> Text:
    interest = field.priorities[name].interest.value
    text = Text(words.priority(field, name), style="bold underline")
    said = (
        "gedeeld belang"
        if interest == "collectief"
        else "alleen ons belang: een ander deelt het thema, niet de zaak"
    )
    text.append(f"  {said}", style="dim not bold not underline")
    return text


def _table(field: Field, allies: Sequence[Ally], whole: bool) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    table.add_column("bondgenoot", width=18)
    table.add_column("deelt", width=22)
    table.add_column("waaruit dat blijkt", ratio=1)
    table.add_column("wij en zij", width=20)
    for ally in allies:
        table.add_row(
            field.short(ally.actor), _shared(field, ally), _grounds(ally, whole), _terms(field, ally)
        )
    return Padding(table, (0, 0, 1, 1))


def _shared(field: Field, ally: Ally) -> str:
    names = ", ".join(field.names.name("thema", theme).lower() for theme in ally.shared)
    return f"{len(ally.shared)} van {ally.own}: {names}"


def _grounds(ally: Ally, whole: bool) -> str:
    """Each ground once: the first, and how many more there are; or all of them, with source and hardness."""
    texts = {(item.sort, item.text): item for item in ally.evidence}
    lines = [_said(item, whole) for item in texts.values()]
    if whole or len(lines) == 1:
        return "\n".join(lines)
    return f"{lines[0]}; en nog {len(lines) - 1}"


def _said(item: Evidence, whole: bool) -> str:
    what = f"eigen agenda: {item.text}" if item.sort == "agenda" else item.text
    if not whole:
        return what
    hard = [item.source, *([item.nature] if item.nature not in ("registratie", item.source) else [])]
    return f"{what} ({', '.join(hard)})"


def _terms(field: Field, ally: Ally) -> str:
    """Our tie, what is advised, whether it is on a road, and whether it can hinder."""
    return "\n".join(_term_lines(field, ally))


def _term_lines(field: Field, ally: Ally) -> Iterator[str]:
    yield f"relatie {ally.tie or 'niet bekend'}" + (f", rang {ally.advice.rank}" if ally.advice else "")
    if ally.reaches:
        yield f"op weg naar {all_of(field.short(name) for name in ally.reaches)}"
    if ally.hinders:
        yield "kan ons ook hinderen"


def _allies(field: Field, found: Found) -> Sheet:
    rows = [
        (
            name, field.priorities[name].interest.value, ally.actor, field.names.name("actor", ally.actor),
            len(ally.shared), ally.own, joined(ally.shared), ally.evidence[0].sort,
            joined(ally.reaches) or None, "ja" if ally.hinders else "nee", ally.tie or None,
            ally.advice.id if ally.advice else None, ally.advice.rank if ally.advice else None,
        )
        for name, allies in found.items() for ally in allies
    ]  # fmt: skip
    return sheet("bondgenoten", rows)


def _evidence(found: Found) -> Sheet:
    rows = [
        (
            name, ally.actor, item.sort, item.theme, item.text, item.nature, item.source,
            f"{item.file}:{item.line}",
        )
        for name, allies in found.items() for ally in allies for item in ally.evidence
    ]  # fmt: skip
    return sheet("bewijs", rows)
