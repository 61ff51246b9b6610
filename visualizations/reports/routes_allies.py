"""Allies per priority: who has the same on the agenda, works on it or can help, and on what ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from strategy.dossier.register import all_of
from strategy.routes.allies import Ally, Evidence
from strategy.routes.field import Field
from visualizations.reports import routes_words as words
from visualizations.reports.routes_answer import Answer, Table, advice_columns, grid, reservations, said, yes
from visualizations.writers.report import WHITE, Block, Col, Grid, Line, heading, line
from visualizations.writers.sheets import column, joined
from visualizations.writers.words import counted

Found = Mapping[str, tuple[Ally, ...]]
_NOTES = (
    "Wat een ander op de eigen agenda heeft staan telt het zwaarst; dan wie ons kan steunen; dan wie eraan werkt.",
    "Delen telt de eigen thema's van de prioriteit; dat anderen er hetzelfde van vinden, zegt het dossier niet.",
)


def allies_answer(field: Field, found: Found, whole: bool) -> Answer:
    """Per priority its allies, the best grounded first; with `whole` a screen has every ground with its source."""
    lead = tuple(_about_allies(field, found))

    def screen() -> Iterator[Block]:
        yield from (*said(lead), WHITE)
        for name, allies in found.items():
            if allies:
                yield from (_title(field, name), _grid(field, allies, whole), WHITE)
        if not whole:
            yield line("`--voor PRIORITEIT` toont elke grond met zijn bron.", "dim")
        yield from reservations(_NOTES)

    every = [ally for allies in found.values() for ally in allies]
    sheets = (
        ALLIES.of((field, ally) for ally in every),
        EVIDENCE.of((ally, item) for ally in every for item in ally.evidence),
    )
    return Answer(field, "bondgenoten", "Bondgenoten per prioriteit", lead, sheets, _NOTES, screen)


def _about_allies(field: Field, found: Found) -> list[str]:
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


# ── tables ────────────────────────────────────────────────────────────────────────────────────────────

ALLIES = Table[tuple[Field, Ally]](
    "bondgenoten",
    (
        column("prioriteit", "id van de prioriteit", lambda row: row[1].priority),
        column("belang", "collectief of gebied", lambda row: row[0].priorities[row[1].priority].interest.value),
        column("bondgenoot", "id van de actor", lambda row: row[1].actor),
        column("naam", "naam van de actor", lambda row: row[0].names.name("actor", row[1].actor)),
        column("gedeeld", "eigen thema's van de prioriteit die zij deelt", lambda row: len(row[1].shared), "whole"),
        column("van", "eigen thema's van de prioriteit", lambda row: row[1].own, "whole"),
        column("thema's", "ids van de gedeelde thema's", lambda row: joined(row[1].shared)),
        column("grond", "de sterkste grond: agenda, steun of werkveld", lambda row: row[1].evidence[0].sort),
        column("op weg naar", "ids van beslissers die langs haar bereikt worden", lambda row: joined(row[1].reaches) or None),
        column("kan hinderen", "ja als zij ons op deze thema's ook kan hinderen", lambda row: yes(row[1].hinders)),
        column("relatie", "beste stand van onze relaties; leeg als er geen bekend is", lambda row: row[1].tie or None),
        *advice_columns(lambda row: row[1].advice, "id van het advies over samenwerken voor deze prioriteit"),
    ),
)  # fmt: skip
EVIDENCE = Table[tuple[Ally, Evidence]](
    "bewijs",
    (
        column("prioriteit", "id van de prioriteit", lambda row: row[0].priority),
        column("bondgenoot", "id van de actor", lambda row: row[0].actor),
        column("soort", "agenda, steun of werkveld", lambda row: row[1].sort),
        column("thema", "id van het gedeelde thema", lambda row: row[1].theme),
        column("wat", "het punt op de agenda, of waarmee zij kan helpen", lambda row: row[1].text),
        column("aard", "registratie, oordeel of aanname", lambda row: row[1].nature),
        column("bron", "bron", lambda row: row[1].source),
        column("plek", "bestand en regel", lambda row: f"{row[1].file}:{row[1].line}"),
    ),
)  # fmt: skip


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _title(field: Field, name: str) -> Line:
    shared = field.priorities[name].interest.value == "collectief"
    said = "gedeeld belang" if shared else "alleen ons belang: een ander deelt het thema, niet de zaak"
    return heading(words.priority(field, name), said)


def _grid(field: Field, allies: Sequence[Ally], whole: bool) -> Grid:
    cols = (
        Col("bondgenoot", width=18),
        Col("deelt", width=22),
        Col("waaruit dat blijkt", wide=True),
        Col("wij en zij", width=20),
    )
    rows = (
        (field.short(ally.actor), _shared(field, ally), _grounds(ally, whole), "\n".join(_terms(field, ally)))
        for ally in allies
    )
    return grid(cols, rows)


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


def _terms(field: Field, ally: Ally) -> Iterator[str]:
    """Our tie, what is advised, whether it is on a road, and whether it can hinder."""
    yield f"relatie {ally.tie or 'niet bekend'}" + (f", rang {ally.advice.rank}" if ally.advice else "")
    if ally.reaches:
        yield f"op weg naar {all_of(field.short(name) for name in ally.reaches)}"
    if ally.hinders:
        yield "kan ons ook hinderen"
