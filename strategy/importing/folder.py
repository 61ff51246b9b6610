"""The files of a proposal: new ones to copy, parts to paste, each proven sound with the whole dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from strategy.dossier.yamltree import MAX_BYTES
from strategy.errors import KrachtenveldError
from strategy.importing.drafts import added_bodies, network_text, scenario_text
from strategy.importing.insertion import Insertion, below_key, in_actor
from strategy.importing.proposal import Proposal
from strategy.importing.source import ListSource, document
from strategy.importing.yamltext import comment
from strategy.scenarios.changes import items
from strategy.templates.edits import apply
from strategy.templates.names import free
from strategy.templates.whole import Whole, whole

PASTE = "aanvullen"
"""The folder with parts for files that there are already; in it they have the path of that file."""


@dataclass(frozen=True)
class Proposed:
    """Files to copy into the dossier, by path, and parts to paste in files that are there. `scenario` is the one to try."""

    files: dict[str, str]
    pastes: tuple[Insertion, ...]
    scenario: str = ""

    def texts(self) -> dict[str, str]:
        """Everything to write, by path; what is to be pasted says where."""
        parts: dict[str, str] = {}
        for paste in self.pastes:
            path = f"{PASTE}/{paste.path}"
            where = "".join(f"{line}\n" for line in comment([f"Plak dit in {paste.path}, {paste.where}."]))
            parts[path] = f"{parts[path]}\n" if path in parts else ""
            parts[path] += where + paste.edit.text.rstrip() + "\n"
        return {**self.files, **parts}


def proposed(proposal: Proposal, source: ListSource, sheets: Iterable[str], present: Whole) -> Proposed:
    """The files of a proposal for a dossier. Raises KrachtenveldError when they are too large for one.

    Raises InputError when the dossier is not sound with them: a defect of ours.
    """
    loaded = present.loaded
    files: dict[str, str] = {}
    own = free(
        source.id,
        {*present.scenarios, *loaded.names["laag"], *(PurePath(path).stem for path in present.texts)},
    )
    names = {name: getattr(body, "name", name) for name, body in items(loaded.dossier, "gremium").items()}
    if proposal.changes:
        files[f"scenarios/{own}.yaml"] = scenario_text(own, proposal, source, names)
    if proposal.actors or proposal.moments:
        files[f"networks/{own}.yaml"] = network_text(own, proposal, source)
    pastes = _pastes(proposal, source, sheets, present)
    together = laid(present.texts, files, pastes)
    if any(len(text) > MAX_BYTES for path, text in together.items() if text != present.texts.get(path)):
        raise KrachtenveldError(
            f"de lijst geeft meer nieuws dan in één bestand past ({MAX_BYTES // 1_000_000} MB)",
            "deel de lijst op, bijvoorbeeld per netwerk, en lees de delen na elkaar",
        )
    whole(together)
    return Proposed(files, pastes, own if proposal.changes else "")


def laid(texts: Mapping[str, str], files: Mapping[str, str], pastes: tuple[Insertion, ...]) -> dict[str, str]:
    """The texts of a dossier with new files in it and parts pasted in, as the user is told to do."""
    found = {**texts, **files}
    for path in {paste.path for paste in pastes}:
        found[path] = apply(found[path], [paste.edit for paste in pastes if paste.path == path])
    return found


def _pastes(
    proposal: Proposal, source: ListSource, sheets: Iterable[str], present: Whole
) -> tuple[Insertion, ...]:
    found: list[Insertion] = []
    for actor, bodies in added_bodies(proposal, source).items():
        path = present.loaded.names["actor"][actor].file
        place = in_actor(path, present.texts[path], actor, bodies)
        if place is None:
            raise KrachtenveldError(
                f"in {path} is de plek van {actor} niet te vinden", "zet elke actor onder `actoren:`"
            )
        found.append(place)
    if not source.declared and not proposal.empty:
        path = "bronnen.yaml"
        place = below_key(path, present.texts[path], "bronnen", [document(source, sheets)])
        found += [place] if place else []
    # From the bottom of a file upward: then the places told still hold after the first part is pasted.
    return tuple(sorted(found, key=lambda paste: (paste.path, -paste.edit.line, -paste.edit.column)))
