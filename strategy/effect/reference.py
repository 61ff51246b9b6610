"""Against what an edit is held: the last commit, another commit, or another folder."""

from __future__ import annotations

from pathlib import Path

from strategy.dossier.files import MARKER
from strategy.effect.revision import LATEST, read_revision, resolve
from strategy.effect.version import Version, unsound, version_of_folder, version_of_texts
from strategy.errors import InputError, KrachtenveldError
from strategy.scenarios.files import AND
from strategy.scenarios.files import FOLDER as SCENARIOS


def reference(folder: Path, against: str | None) -> Version:
    """What the dossier in `folder` is compared with: `against` is a folder or a git revision, None the last commit.

    Raises KrachtenveldError when there is no such thing, or when it holds errors.
    """
    try:
        if against is not None and Path(against).is_dir():
            return _folder(against)
        if against is not None and not _is_revision(folder, against):
            raise KrachtenveldError(f'er is geen map en geen git-versie "{against}"', _hint(folder, against))
        found = read_revision(folder, against or LATEST)
        return version_of_texts(found.label, found.texts, str(folder))
    except InputError as error:
        raise unsound(against or "de laatst vastgelegde versie", error) from error


def _hint(folder: Path, against: str) -> str:
    if all((folder / SCENARIOS / f"{name}.yaml").is_file() for name in against.split(AND)):
        return f"dat is een scenario; bedoelde u --scenario {against}?"
    return "noem een map met een dossier, of een versie uit `git log --oneline`"


def _folder(against: str) -> Version:
    if not (Path(against) / MARKER).is_file():
        raise KrachtenveldError(
            f"in de map {against} staat geen {MARKER}", "noem met --tegen een map met een dossier"
        )
    return version_of_folder(against, Path(against))


def _is_revision(folder: Path, name: str) -> bool:
    try:
        return resolve(folder, name) is not None
    except KrachtenveldError:
        return False
