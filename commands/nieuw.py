"""`krachtenveld nieuw`: begin something: a dossier, a part of one, or the dossier of the next term."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import Day, DutchCommand, DutchGroup, Settings, settings_of, some, without_scenario
from commands.shared import folder_of
from strategy.errors import KrachtenveldError

if TYPE_CHECKING:
    from strategy.templates.parts import Addition, NewFile
    from strategy.workspace import Workspace


@click.group(cls=DutchGroup, invoke_without_command=True)
@click.pass_context
def nieuw(ctx: click.Context, /) -> None:
    """Begin iets nieuws, van een onderdeel tot een heel dossier.

    Wat gemaakt wordt, klopt meteen en legt zichzelf uit. Bestaande bestanden blijven zoals ze zijn.
    """
    without_scenario(ctx, "wat nieuw is, begint bij het dossier zelf")
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


# ── a whole dossier ───────────────────────────────────────────────────────────────────────────────────


@nieuw.command(cls=DutchCommand)
@click.argument("folder", metavar="MAP")
@click.option("--naam", metavar="NAAM", help="Naam van de gemeente (anders Voorbeeldstad).")
@some("debug")
@click.pass_context
def gemeente(ctx: click.Context, /, folder: str, naam: str | None, **given: Any) -> None:
    """Maak een klein dossier dat al rekent, om te vervangen door het eigen verhaal.

    MAP is een nieuwe of lege map. Wat erin komt is een verzonnen voorbeeld, met uitleg bij elke sleutel."""
    from strategy.templates.text import name_of
    from strategy.templates.whole import EXAMPLE, new_dossier

    settings_of(ctx, given)
    texts, made = new_dossier(name_of(naam if naam is not None else EXAMPLE))
    _place(folder, {path: text.encode() for path, text in texts.items()}, made)
    here = Path(folder).resolve() == Path.cwd()
    click.echo(
        f"{'Hier' if here else f'In {folder}'} staat nu {made.loaded.dossier.header.name}, een verzonnen voorbeeld dat "
        "al rekent.\nLees README.md in die map: het eerste uur. Of begin meteen:\n\n"
        + ("" if here else f"    cd {_typed(folder)}\n")
        + "    krachtenveld advies"
    )


@nieuw.command(cls=DutchCommand)
@click.argument("years", metavar="PERIODE")
@click.argument("folder", metavar="MAP")
@some("dossier", "debug")
@click.option(
    "--peildatum", "day", type=Day(), help="Beoordeel alles op deze dag (anders de eerste van de periode)."
)
@click.pass_context
def periode(ctx: click.Context, /, years: str, folder: str, **given: Any) -> None:
    """Kopieer het dossier voor een volgende periode, met elk feit nog te bevestigen.

    PERIODE zijn twee jaartallen, zoals 2026-2030. MAP is een nieuwe of lege map.
    """
    from strategy.advice.advise import prepare
    from strategy.dossier.files import MARKER
    from strategy.facts.base import progress_of_terms, term_words
    from strategy.templates.whole import (
        borrowed_from,
        content,
        editor_files,
        next_term,
        reference_day,
        term_after,
    )
    from strategy.workspace import read_workspace, workspace_of

    settings = settings_of(ctx, given)
    root = folder_of(settings)
    before = read_workspace(root).proven()
    header = before.loaded.dossier.header
    term = term_after(years, header)
    files = content(root)
    texts = {path: raw.decode() for path, raw in files.items() if path in before.texts}
    marked = next_term(texts, term, reference_day(settings.day, term))
    marked[MARKER], rules = borrowed_from(Path(folder), root, marked[MARKER], before.texts)
    files |= {path: text.encode() for path, text in marked.items()}
    made = workspace_of({path: _as_read(text) for path, text in marked.items()} | rules).proven()
    _place(folder, files | editor_files(), made)
    facts = progress_of_terms(prepare(made.loaded, rulebook=made.rulebook).facts)
    click.echo(
        f"In {folder} staat nu {made.loaded.dossier.header.name}, een kopie van {header.name}.\n"
        f"De periode loopt van {term.start} tot en met {term.end}; zet in dossier.yaml de echte dagen.\n"
        f"Te bevestigen voor {term_words(term.id)}: {sum(item.total for item in facts)} feiten. Klopt er een nog, "
        "schrijf er dan bij:\n\n"
        f"    bevestigd: {term.start}\n\n"
        "met de dag waarop u het naging. Bij een actor of prioriteit geldt dat voor alles erin.\n"
        "`krachtenveld controleer` telt mee."
    )


# ── a part of a dossier ───────────────────────────────────────────────────────────────────────────────


@nieuw.command(cls=DutchCommand)
@click.argument("words", metavar="NAAM", nargs=-1, required=True)
@some("dossier", "force", "debug")
@click.pass_context
def opgave(ctx: click.Context, /, words: tuple[str, ...], **given: Any) -> None:
    """Maak een bestand voor een opgave, met een eerste prioriteit."""
    from strategy.templates.parts import new_opgave

    settings = settings_of(ctx, given)
    name, root, present = _begin(settings, words)
    _add(settings, root, present, new_opgave(name, present), "krachtenveld controleer")


@nieuw.command(cls=DutchCommand)
@click.argument("words", metavar="NAAM", nargs=-1, required=True)
@some("dossier", "force", "debug")
@click.pass_context
def netwerk(ctx: click.Context, /, words: tuple[str, ...], **given: Any) -> None:
    """Maak een bestand voor een netwerk, met een actor, een tafel en een zetel."""
    from strategy.templates.parts import new_network

    settings = settings_of(ctx, given)
    name, root, present = _begin(settings, words)
    _add(settings, root, present, new_network(name, present), "krachtenveld controleer")


@nieuw.command(cls=DutchCommand)
@click.argument("words", metavar="NAAM", nargs=-1, required=True)
@click.option("--in", "inside", metavar="BESTAND", help="Zet de regel achteraan in dit bestand uit rules/.")
@some("dossier", "force", "debug")
@click.pass_context
def regel(ctx: click.Context, /, words: tuple[str, ...], inside: str | None, **given: Any) -> None:
    """Maak een regel die al werkt, met voorbeelden uit dit dossier."""
    from strategy.templates.parts import new_rule

    settings = settings_of(ctx, given)
    name, root, present = _begin(settings, words)
    made = new_rule(name, present, inside or "", settings.engine or "auto")
    _add(settings, root, present, made, "krachtenveld toets")


@nieuw.command(cls=DutchCommand)
@click.argument("words", metavar="NAAM", nargs=-1, required=True)
@some("dossier", "force", "debug")
@click.pass_context
def toets(ctx: click.Context, /, words: tuple[str, ...], **given: Any) -> None:
    """Maak een bestand met een toets: wat u van het advies verwacht."""
    from strategy.advice.advise import advise, prepare
    from strategy.templates.parts import new_test

    settings = settings_of(ctx, given)
    name, root, present = _begin(settings, words)
    case = prepare(present.loaded, rulebook=present.rulebook)
    made = new_test(name, present, advise(case, settings.engine or "auto").advices)
    _add(settings, root, present, made, "krachtenveld toets")


@nieuw.command(cls=DutchCommand)
@click.argument("words", metavar="NAAM", nargs=-1, required=True)
@some("dossier", "force", "debug")
@click.pass_context
def scenario(ctx: click.Context, /, words: tuple[str, ...], **given: Any) -> None:
    """Maak een bestand met een scenario: wat als het anders was?"""
    from strategy.templates.parts import new_scenario

    settings = settings_of(ctx, given)
    name, root, present = _begin(settings, words)
    made = new_scenario(name, present)
    _add(settings, root, present, made, f"krachtenveld effect --scenario {Path(made.path).stem}")


# ── steps ─────────────────────────────────────────────────────────────────────────────────────────────


def _begin(settings: Settings, words: tuple[str, ...]) -> tuple[str, Path, Workspace]:
    """The name that was typed, and the dossier in which something of that name is to come."""
    from strategy.dossier.files import VARIABLE, find_dossier, is_installed, shipped_dossier
    from strategy.templates.text import name_of
    from strategy.workspace import read_workspace

    name = name_of(" ".join(words))
    here = Path.cwd()
    root = find_dossier(settings.dossier, os.environ, here)
    named = settings.dossier or os.environ.get(VARIABLE)
    elsewhere = not named and root == shipped_dossier() and root not in (here, *here.parents)
    if elsewhere or is_installed(root):
        raise KrachtenveldError(
            "hier staat geen dossier.yaml; er is geen dossier om iets bij te zetten",
            "ga naar de map van uw dossier, noem haar met --dossier, of begin met `krachtenveld nieuw gemeente MAP`",
        )
    return name, root, read_workspace(root).proven()


def _add(
    settings: Settings, root: Path, present: Workspace, made: NewFile | Addition, following: str
) -> None:
    """Write something new, when the dossier is still sound with it, and say what to do next."""
    from strategy.templates.parts import NewFile
    from strategy.templates.text import apply
    from strategy.workspace import workspace_of
    from visualizations.writers.files import write_text

    path = root / made.path
    shown = os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)
    if isinstance(made, NewFile):
        if os.path.lexists(path) and not settings.force:
            raise KrachtenveldError(
                f"{shown} bestaat al", "kies een andere naam, of vervang dat bestand met --force"
            )
        workspace_of({**present.texts, made.path: made.text}).proven()
        write_text(path, made.text, settings.force)
    else:
        raw = path.read_bytes().decode()
        workspace_of({**present.texts, made.path: _as_read(apply(raw, [made.edit]))}).proven()
        write_text(path, apply(raw, [made.edit]), force=True)
    click.echo(f"geschreven: {shown}", err=True)
    click.echo(f"Pas aan wat er staat; de uitleg staat erbij. Daarna: `{following}`.")


def _place(folder: str, files: dict[str, bytes], made: Workspace) -> None:
    from visualizations.writers.files import write_all_or_nothing

    if not folder.strip():
        raise KrachtenveldError("de naam van de map is leeg", "kies een nieuwe of een lege map")
    write_all_or_nothing(Path(folder), files | _schemas(made))


def _schemas(made: Workspace) -> dict[str, bytes]:
    from visualizations.schemas import FOLDER, schema_texts

    return {f"{FOLDER}/{name}": text.encode() for name, text in schema_texts(made).items()}


def _as_read(text: str) -> str:
    """A text from disk as the reader of dossiers sees it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _typed(folder: str) -> str:
    """A folder as it is typed in a shell."""
    return f'"{folder}"' if " " in folder else folder
