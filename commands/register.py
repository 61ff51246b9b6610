"""`krachtenveld register`: the network file that the register of public organisations gives, made anew from a newer state."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.options import DutchCommand, Settings, with_settings
from commands.shared import deliver, own_folder, read_register
from strategy.errors import InputError, KrachtenveldError

if TYPE_CHECKING:
    from strategy.register.tables import Register
    from strategy.workspace import Workspace


@click.command(cls=DutchCommand)
@click.argument("source", metavar="[BESTAND]", required=False)
@click.option("--toon", "only_show", is_flag=True, help="Schrijf niets; zeg alleen wat er verandert.")
@with_settings("tabel", no_scenario="het register gaat over het dossier zelf")
def register(settings: Settings, source: str | None, only_show: bool) -> None:
    """Werk networks/register.yaml bij uit het Register van Overheidsorganisaties.

    BESTAND is een export van dat register (exportOO.xml). Zonder BESTAND telt de stand die bij krachtenveld hoort. Wat u
    zelf opschreef, blijft zoals het is.
    """
    from strategy.dossier.files import CONTENT_FOLDERS, SINGLE_FILES
    from strategy.register.network import FILE, is_untouched
    from strategy.register.renewal import all_new, plan
    from strategy.workspace import workspace_of
    from visualizations.reports.register import register_report
    from visualizations.writers.safe_files import write_text

    if settings.public:
        raise click.UsageError("register kent geen --openbaar: het verslag noemt ook wat intern is")
    root = own_folder(
        settings,
        "er is geen dossier waar het register bij hoort",
        "begin met `krachtenveld nieuw gemeente MAP --naam NAAM`",
    )
    known = read_register(source)
    present, lost = _present(root, known)
    own = {
        path: text
        for path, text in present.texts.items()
        if path in SINGLE_FILES or path.partition("/")[0] in CONTENT_FOLDERS
    }
    planned = plan(present.loaded, own, known)
    planned = all_new(planned) if lost else planned
    path = root / FILE
    written = not only_show and bool(planned.differences)
    if written:
        if FILE in own and not is_untouched(own[FILE]) and not settings.force:
            raise KrachtenveldError(
                f"{FILE} is met de hand veranderd; opnieuw maken zou dat weggooien",
                "zet wat u zelf weet in een ander bestand in networks/, en gebruik dan --force",
            )
        workspace_of({**present.texts, FILE: planned.text}).proven()
        write_text(path, planned.text, force=True)
        shown = os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)
        click.echo(f"geschreven: {shown}", err=True)
    deliver(
        settings,
        register_report(planned, Path(source).name if source else "de stand bij krachtenveld", written),
    )


def _present(root: Path, known: Register) -> tuple[Workspace, bool]:
    """The dossier, and whether it had lost its network file and can only be read with a new one.

    Raises InputError with every finding when that does not help.
    """
    from strategy.dossier.files import KEPT
    from strategy.register.renewal import stand_in
    from strategy.workspace import read_everything, read_workspace, workspace_of

    try:
        return read_workspace(root).proven(), False
    except InputError as error:
        if (root / KEPT).exists():
            raise
        try:
            texts = read_everything(root)
            return workspace_of({**texts, KEPT: stand_in(texts, known)}).proven(), True
        except KrachtenveldError:
            raise error from None
