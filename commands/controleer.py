"""`krachtenveld controleer`: what is wrong or odd in a dossier."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from commands.options import DutchCommand, Filled, Settings, with_settings
from commands.shared import deliver, folder_read, read_afresh, remark, under_scenario
from strategy.errors import InputError, KrachtenveldError, nearest

if TYPE_CHECKING:
    from strategy.templates.next_term import Evaluation
    from visualizations.reports.controleer import Inspection

TODAY = "KRACHTENVELD_VANDAAG"


@click.command(cls=DutchCommand)
@click.option("--kruiscontrole", is_flag=True, help="Laat alle engines rekenen en meld elk verschil.")
@click.option("--streng", is_flag=True, help="Afsluitcode 1 als er iets op te merken valt.")
@click.option(
    "--alleen", "only", multiple=True, metavar="CODE", help="Alleen opmerkingen met deze code; mag vaker."
)
@click.option(
    "--bewijs",
    type=Filled(),
    metavar="BESTAND",
    help="Reken een bewijs uit de werkbank na; afsluitcode 1 als het niet klopt.",
)
@with_settings("tabel", "json", "github")
def controleer(
    settings: Settings, kruiscontrole: bool, streng: bool, only: tuple[str, ...], bewijs: str | None
) -> None:
    """Controleer het hele dossier: fouten, en waar op te letten is.

    Afsluitcode 0 is goed, 1 betekent verschillen tussen engines (of, met --streng, iets om op te letten),
    2 fouten.
    """
    from visualizations.reports.controleer import checks_report

    _known(only)
    if bewijs:
        _replay(settings, bewijs)
        return
    try:
        inspection = _inspect(settings, kruiscontrole, only)
    except KrachtenveldError as error:
        if settings.debug or settings.format not in ("json", "github"):
            raise
        deliver(settings, checks_report(error, partial(_from_here, settings)))
        raise Exit(2) from None
    deliver(settings, checks_report(inspection, partial(_from_here, settings)))
    if (inspection.compared and inspection.compared.differences) or (streng and inspection.findings):
        raise Exit(1)


def _replay(settings: Settings, name: str) -> None:
    """Work out again what a receipt is of, under its scenario and on its day."""
    from strategy.advice.advise import BASE_SCENARIO, advise, prepare
    from strategy.dossier.files import read_named
    from visualizations.reports.advies import advice_text
    from visualizations.reports.bewijs import Replayed, read_receipt, receipt_of

    if settings.scenario or settings.day:
        raise click.UsageError(
            "het bewijs noemt zelf scenario en peildatum; laat --scenario en --peildatum weg"
        )
    told = read_receipt(read_named(name, "noem het bestand dat `Bewijs bewaren` maakte"), name)
    try:
        day = date.fromisoformat(told["peildatum"])
    except ValueError as error:
        raise KrachtenveldError(
            f"{name} noemt geen goede dag", "gebruik het bewijs zoals het bewaard is"
        ) from error
    base = read_afresh(settings)
    public = told["openbaar"] is True
    under = base.under(None if told["scenario"] == BASE_SCENARIO else told["scenario"], public)
    outcome = advise(prepare(under.loaded, day, public, under.rulebook), settings.engine or "auto")
    answer = advice_text(outcome)
    found = Replayed(told, receipt_of(outcome, base.texts, answer, outcome.engine))
    click.echo(str(found), nl=False)
    if not found.right:
        raise Exit(1)


def _known(only: tuple[str, ...]) -> None:
    from strategy.checks.registry import check_codes

    for code in only:
        if code not in check_codes():
            near = nearest(code, check_codes())
            tail = f'bedoeld: "{near}"?' if near else f"kies uit: {', '.join(check_codes())}"
            raise click.UsageError(f'geen controle heet "{code}"; {tail}')


def _inspect(settings: Settings, compare: bool, only: tuple[str, ...]) -> Inspection:
    """The dossier, read, run and checked. Raises KrachtenveldError when it has errors or cannot be run."""
    from strategy.advice.advise import advise, prepare
    from strategy.checks.checked_dossier import CheckedDossier
    from strategy.checks.registry import run_checks
    from strategy.dossier.files import CONTENT_FOLDERS, SINGLE_FILES, strays
    from strategy.inference.choose_engine import cross_check
    from visualizations.reports.controleer import Beside, Inspection

    beyond = strays(folder_read(settings), CONTENT_FOLDERS, SINGLE_FILES)
    try:
        base = read_afresh(settings).proven()
    except InputError as error:  # what is missed may well stand in a file that is not read
        raise InputError((*error.findings, *beyond)) from error
    beside = Beside(len(base.scenarios), len(base.tests))
    found = under_scenario(settings, base)
    case = prepare(found.loaded, settings.day, settings.public, found.rulebook)
    outcome = advise(case, settings.engine or "auto")
    compared = cross_check(case.rulebook, case.facts) if compare else None
    remark(outcome.notes)
    checked = run_checks(CheckedDossier(outcome, beyond, _today()), only)
    return Inspection(case, checked, beside, compared, only, _evaluation(folder_read(settings)))


def _evaluation(root: Path) -> Evaluation | None:
    """What was filled in of the evaluation beside a dossier; None when there is none."""
    from strategy.dossier.files import read_named
    from strategy.templates.next_term import EVALUATION, read_evaluation

    path = root / EVALUATION
    return read_evaluation(read_named(path, "zet daar het bestand terug")) if path.exists() else None


def _today() -> date:
    """The day on which someone looks, or the one that is given for it: only a remark hangs on it, never advice."""
    given = os.environ.get(TODAY)
    try:
        return date.fromisoformat(given) if given else date.today()
    except ValueError as error:
        raise KrachtenveldError(f"{TODAY} is geen datum: {given}", "schrijf jjjj-mm-dd") from error


def _from_here(settings: Settings) -> str:
    """The way from the working directory, where GitHub looks, to the dossier; "" when it does not lie below."""
    try:
        way = os.path.relpath(folder_read(settings), Path.cwd())
    except (KrachtenveldError, ValueError):
        return ""
    return "" if way == "." or way.startswith("..") else Path(way).as_posix()
