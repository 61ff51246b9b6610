"""`krachtenveld briefing`: the advice as a document to send on, with a page per opgave, portfolio or network."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from commands.options import DutchCommand, Filled, Settings, with_settings
from commands.shared import emit, outcome_of, remark_on_strays

if TYPE_CHECKING:
    from visualizations.briefing.lookups import Per

PER = ("opgave", "portefeuille", "netwerk")


@click.command(cls=DutchCommand)
@click.option(
    "--per", type=click.Choice(PER), help="Een pagina per opgave, portefeuille of netwerk (anders opgave)."
)
@click.option("--opgave", type=Filled(), metavar="NAAM", help="Alleen deze opgave.")
@click.option(
    "--portefeuille", type=Filled(), metavar="NAAM", help="Alleen deze portefeuille uit het college."
)
@click.option("--netwerk", type=Filled(), metavar="NAAM", help="Alleen dit netwerk: vng, g40, mra …")
@click.option(
    "--bestuurder",
    type=Filled(),
    metavar="NAAM",
    help="Eén A4 voor deze bestuurder: wat te claimen, houden en loslaten, en met wie te spreken.",
)
@with_settings("docx", "pdf", "pptx", "md", paper="briefing")
def briefing(
    settings: Settings,
    per: Per | None,
    opgave: str | None,
    portefeuille: str | None,
    netwerk: str | None,
    bestuurder: str | None,
) -> None:
    """Maak een document om door te sturen: wat te claimen, met wie te spreken, en waarop het rust.

    Word (docx), tenzij --formaat of de naam achter --uit iets anders zegt: pdf, pptx of md.
    """
    from visualizations.briefing.build import briefing as build
    from visualizations.briefing.lookups import subjects
    from visualizations.briefing.one_page import one_page

    chosen, name = _about(per, {"opgave": opgave, "portefeuille": portefeuille, "netwerk": netwerk})
    if bestuurder is not None:
        _alone(settings, per or name)
    outcome = outcome_of(settings)
    if bestuurder is not None:
        made = one_page(outcome, bestuurder)
    else:
        found = subjects(outcome, chosen, name)
        made = build(outcome, found, _again(settings, chosen, name), with_map=settings.format != "pptx")
    match settings.format:
        case "md":
            from visualizations.briefing.model import markdown_text

            emit(settings, markdown_text(made))
        case "pdf":
            from visualizations.briefing.pdf import pdf_bytes

            emit(settings, pdf_bytes(made))
        case "pptx":
            from visualizations.briefing.slides import pptx_bytes

            emit(settings, pptx_bytes(made))
        case _:
            from visualizations.briefing.docx import docx_bytes

            emit(settings, docx_bytes(made))
    remark_on_strays(settings)


def _about(per: Per | None, named: dict[Per, str | None]) -> tuple[Per, str | None]:
    """What a page is about, and the only one asked for. Raises click.UsageError for what cannot go together."""
    given = [(sort, name) for sort, name in named.items() if name is not None]
    if len(given) > 1:
        raise click.UsageError(f"kies --{given[0][0]} of --{given[1][0]}, niet allebei")
    if not given:
        return per or "opgave", None
    sort, name = given[0]
    if per not in (None, sort):
        raise click.UsageError(f"--{sort} gaat niet samen met --per {per}; laat --per weg")
    return sort, name


def _alone(settings: Settings, other: str | None) -> None:
    """Raises click.UsageError for what does not go together with one page for one member of the college."""
    if other is not None:
        raise click.UsageError("--bestuurder gaat niet samen met een ander onderwerp; laat dat weg")
    if settings.format == "pptx":
        raise click.UsageError("--bestuurder geeft één A4 en geen dia's; kies docx, pdf of md")


def _again(settings: Settings, per: Per, name: str | None) -> str:
    """What to type to make the same document again."""
    words = ["krachtenveld", "briefing", *((f"--{per}", name) if name is not None else ("--per", per))]
    for option, value in (
        ("--scenario", settings.scenario),
        ("--peildatum", settings.day.isoformat() if settings.day else None),
    ):
        words += [option, value] if value else []
    words += ["--openbaar"] if settings.public else []
    return shlex.join(words)
