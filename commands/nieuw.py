"""`krachtenveld nieuw`: begin something: a dossier, a part of one, or the dossier of the next term."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import Day, DutchCommand, DutchGroup, Filled, Settings, with_settings, without_scenario
from commands.shared import folder_of, own_folder, read_register, remark
from strategy.errors import KrachtenveldError

if TYPE_CHECKING:
    from strategy.templates.next_term import Emptied
    from strategy.templates.parts import Addition, NewFile
    from strategy.workspace import Workspace

Made = tuple["NewFile | Addition", str]
"""Something new for a dossier, and what to type after it."""


@dataclass(frozen=True)
class Begun:
    """The name that was typed, and the dossier in which something of that name is to come."""

    name: str
    root: Path
    present: Workspace
    engine: str


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
@click.option(
    "--naam", metavar="NAAM", help="Een echte gemeente: naam of code (anders een verzonnen voorbeeld)."
)
@click.option(
    "--register",
    "export",
    type=Filled(),
    metavar="BESTAND",
    help="Een export van het register (exportOO.xml), als die nieuwer is.",
)
@with_settings(options=("debug",))
def gemeente(settings: Settings, folder: str, naam: str | None, export: str | None) -> None:
    """Maak een dossier dat al rekent, om aan te vullen met het eigen verhaal.

    MAP is een nieuwe of lege map. Met --naam staat erin waaraan die gemeente meedoet, op de landelijke basis, met twee
    voorbeelden om te vervangen. Zonder --naam is alles een verzonnen voorbeeld, met uitleg bij elke sleutel."""
    from strategy.register.tables import municipality
    from strategy.templates.whole_dossier import new_dossier, new_municipality

    if naam is None:
        if export is not None:
            raise click.UsageError("--register hoort bij --naam: noem ook de gemeente")
        (texts, made), what = new_dossier(), "een verzonnen voorbeeld dat al rekent"
    else:
        known = read_register(export)
        texts, made = new_municipality(municipality(naam, known), known)
        what = f"met wat het register op {known.state} zegt, en voorbeelden om te vervangen"
    _place(folder, {path: text.encode() for path, text in texts.items()}, made)
    here = Path(folder).resolve() == Path.cwd()
    click.echo(
        f"{'Hier' if here else f'In {folder}'} staat nu {made.loaded.dossier.header.name}, {what}.\nLees README.md in die map: het eerste uur. Of begin meteen:\n\n"
        + ("" if here else f"    cd {_typed(folder)}\n")
        + "    krachtenveld advies"
    )


@nieuw.command(cls=DutchCommand)
@click.argument("years", metavar="PERIODE")
@click.argument("folder", metavar="MAP")
@with_settings(options=("dossier", "debug"))
@click.option(
    "--peildatum", "day", type=Day(), help="Beoordeel alles op deze dag (anders de eerste van de periode)."
)
def periode(settings: Settings, years: str, folder: str) -> None:
    """Kopieer het dossier voor een volgende periode, met elk feit nog te bevestigen.

    PERIODE zijn twee jaartallen, zoals 2026-2030. MAP is een nieuwe of lege map.
    """
    from strategy.advice.advise import advise, prepare
    from strategy.dossier.files import MARKER, RULES, as_read, bases, shares_rules
    from strategy.facts.fact_base import progress_of_terms, term_words
    from strategy.scenarios.files import left_out
    from strategy.templates.next_term import EVALUATION, evaluation_text
    from strategy.templates.whole_dossier import (
        content,
        editor_files,
        next_term,
        rebased,
        reference_day,
        term_after,
    )
    from strategy.workspace import read_workspace, workspace_of

    root = folder_of(settings)
    before = read_workspace(root).proven()
    header = before.loaded.dossier.header
    term = term_after(years, header)
    shared = (f"{RULES}/",) if shares_rules(before.texts) else ()
    files = {path: raw for path, raw in content(root).items() if not path.startswith(shared)}
    texts = {path: raw.decode() for path, raw in files.items() if path in before.texts}
    found = next_term(texts, term, reference_day(settings.day, term))
    marked = dict(found.texts)
    marked[MARKER], below = rebased(Path(folder), root, marked[MARKER], before.texts)
    files |= {path: text.encode() for path, text in marked.items()}
    made = workspace_of({path: as_read(text) for path, text in marked.items()} | below)
    made, unfit = made.without_unfit()
    outcome = advise(prepare(before.loaded, rulebook=before.rulebook))
    files[EVALUATION] = evaluation_text(outcome).encode()
    _place(folder, files | editor_files(), made)
    facts = progress_of_terms(prepare(made.loaded, rulebook=made.rulebook).facts)
    remark(left_out(unfit))
    click.echo(
        f"In {folder} staat nu {made.loaded.dossier.header.name}, een kopie van {header.name}.\n"
        f"De periode loopt van {term.start} tot en met {term.end}; zet in dossier.yaml de echte dagen.\n\n"
        f"Kijk eerst terug: {EVALUATION} noemt de {len(outcome.lines)} adviezen van toen. Vul bij elk in: behaald, loopt, "
        "mislukt of vervallen.\n"
        f"{_emptied(found)}\n"
        f"{_ministries(bool(bases(before.texts)))}\n"
        f"Te bevestigen voor {term_words(term.id)}: {sum(item.total for item in facts)} feiten. Klopt er een nog, "
        "schrijf er dan bij:\n\n"
        f"    bevestigd: {{op: {term.start}, door: bestuursadviseur Wonen}}\n\n"
        "met de dag waarop u het naging, en uw rol. Die dag ligt in de periode en is niet later dan vandaag: bevestigen begint "
        f"dus op {term.start}. Bij een actor of prioriteit geldt het voor alles erin.\n"
        "`krachtenveld controleer` telt mee."
    )


def _emptied(found: Emptied) -> str:
    """What does not go along into a new term, in one line."""
    from strategy.dossier.defined_names import all_of

    gone = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in (
            (found.moments, "moment dat voorbij is", "momenten die voorbij zijn"),
            (found.ended, "onderdeel met een einddatum ervoor", "onderdelen met een einddatum ervoor"),
        )
        if number
    ]
    seats = (
        ""
        if not found.seats
        else (
            f"Van {found.seats} {'zetel' if found.seats == 1 else 'zetels'} is de houder nu onbekend; wie het was, staat bij "
            "`te_verifieren`. "
        )
    )
    return f"{seats}{f'Niet meegekomen: {all_of(gone)}.' if gone else 'Niets was voorbij.'}"


def _ministries(shared: bool) -> str:
    if shared:
        return "Ministeries en andere landelijke netwerken staan in de basis en zijn daar zoals ze op de peildatum zijn."
    return "Ga na welke ministeries er zijn: dit dossier heeft geen `basis: landelijk`, dus zij gaan niet vanzelf mee."


# ── a part of a dossier ───────────────────────────────────────────────────────────────────────────────


def _part(*own: Callable[[Any], Any], first: bool = False) -> Callable[[Callable[..., Made]], click.Command]:
    """A command for what a function makes of a name, a dossier and options of its `own`: written when it fits in there.

    What may be made `first`, can be made in a dossier without any opgave.
    """

    def add(make: Callable[..., Made]) -> click.Command:
        @with_settings(options=("dossier", "force", "debug"))
        @wraps(make)
        def run(settings: Settings, words: tuple[str, ...], **given: Any) -> None:
            begun = _begin(settings, words, first)
            _add(begun, settings.force, first, *make(begun, **given))

        for each in (*own, click.argument("words", metavar="NAAM", nargs=-1, required=True)):
            run = each(run)
        return nieuw.command(cls=DutchCommand)(run)

    return add


@_part(first=True)
def opgave(begun: Begun) -> Made:
    """Maak een bestand voor een opgave, met een eerste prioriteit."""
    from strategy.templates.parts import new_opgave

    return new_opgave(begun.name, begun.present), "krachtenveld controleer"


@_part(first=True)
def netwerk(begun: Begun) -> Made:
    """Maak een bestand voor een netwerk, met een actor, een tafel en een zetel."""
    from strategy.templates.parts import new_network

    return new_network(begun.name, begun.present), "krachtenveld controleer"


@_part(
    click.option(
        "--in", "inside", metavar="BESTAND", help="Zet de regel achteraan in dit bestand uit rules/."
    )
)
def regel(begun: Begun, inside: str | None) -> Made:
    """Maak een regel die al werkt, met voorbeelden uit dit dossier."""
    from strategy.templates.parts import new_rule

    return new_rule(begun.name, begun.present, inside or "", begun.engine), "krachtenveld toets"


@_part()
def toets(begun: Begun) -> Made:
    """Maak een bestand met een toets: wat u van het advies verwacht."""
    from strategy.advice.advise import advise, prepare
    from strategy.templates.parts import new_test

    case = prepare(begun.present.loaded, rulebook=begun.present.rulebook)
    advices = advise(case, begun.engine).advices
    return new_test(begun.name, begun.present, advices), "krachtenveld toets"


@_part()
def scenario(begun: Begun) -> Made:
    """Maak een bestand met een scenario: wat als het anders was?"""
    from strategy.templates.parts import new_scenario

    made = new_scenario(begun.name, begun.present)
    return made, f"krachtenveld effect --scenario {Path(made.path).stem}"


# ── steps ─────────────────────────────────────────────────────────────────────────────────────────────


def _begin(settings: Settings, words: tuple[str, ...], first: bool) -> Begun:
    from strategy.templates.text import name_of
    from strategy.workspace import read_workspace

    name = name_of(" ".join(words))
    root = own_folder(
        settings,
        "er is geen dossier om iets bij te zetten",
        "begin met `krachtenveld nieuw gemeente MAP`",
    )
    return Begun(name, root, read_workspace(root, begun=not first).proven(), settings.engine or "auto")


def _add(begun: Begun, force: bool, first: bool, made: NewFile | Addition, following: str) -> None:
    """Write something new, when the dossier is still sound with it, and say what to do next."""
    from strategy.dossier.files import as_read
    from strategy.templates.parts import NewFile
    from strategy.templates.text import apply
    from strategy.workspace import workspace_of
    from visualizations.writers.safe_files import write_text

    path = begun.root / made.path
    shown = os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)
    if isinstance(made, NewFile):
        if os.path.lexists(path) and not force:
            raise KrachtenveldError(
                f"{shown} bestaat al", "kies een andere naam, of vervang dat bestand met --force"
            )
        workspace_of({**begun.present.texts, made.path: made.text}, begun=not first).proven()
        write_text(path, made.text, force)
    else:
        raw = path.read_bytes().decode()
        workspace_of({**begun.present.texts, made.path: as_read(apply(raw, [made.edit]))}).proven()
        write_text(path, apply(raw, [made.edit]), force=True)
    click.echo(f"geschreven: {shown}", err=True)
    click.echo(f"Pas aan wat er staat; de uitleg staat erbij. Daarna: `{following}`.")


def _place(folder: str, files: dict[str, bytes], made: Workspace) -> None:
    from visualizations.writers.safe_files import write_all_or_nothing

    if not folder.strip():
        raise KrachtenveldError("de naam van de map is leeg", "kies een nieuwe of een lege map")
    write_all_or_nothing(Path(folder), files | _schemas(made))


def _schemas(made: Workspace) -> dict[str, bytes]:
    from visualizations.schema_files import FOLDER, schema_texts

    return {f"{FOLDER}/{name}": text.encode() for name, text in schema_texts(made).items()}


def _typed(folder: str) -> str:
    """A folder as it is typed in a shell."""
    return f'"{folder}"' if " " in folder else folder
