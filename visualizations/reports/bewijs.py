"""A receipt: what an advice was made from, and whether the same comes out of it here.

It names everything that the advice hangs on: the files by their hash, the rules, the scenario and the day. So whoever gets an
answer from someone else's page can see that it is the answer to these files, and make it again with another engine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from strategy.advice.advise import Outcome
from strategy.dossier.defined_names import counted
from strategy.errors import KrachtenveldError, quote
from strategy.inference.choose_engine import SHOWN
from visualizations.writers.safe_files import MARK
from visualizations.writers.shapes import Json

ABOUT = "advies --formaat json"
"""The answer that a receipt is of: everything else that is shown, follows from it."""
VERSION = "1.0"
SHORT = 12
"""Signs of a hash that people compare."""
_TEXTS = ("soort", "dossier", "scenario", "peildatum", "engine", "regels", "sha256")
_MOST = 8


def receipt_of(outcome: Outcome, files: Mapping[str, str], answer: str, engine: str) -> Json:
    """The receipt of an answer to these files (path → text as it is read)."""
    case = outcome.case
    return {
        "gemaakt_met": MARK,
        "bewijs": VERSION,
        "soort": ABOUT,
        "dossier": case.dossier.header.id,
        "scenario": case.scenario,
        "peildatum": case.view.day.isoformat(),
        "openbaar": case.view.public_only,
        "engine": engine,
        "regels": case.fingerprint,
        "sha256": _hash(answer),
        "bestanden": {path: _hash(files[path]) for path in sorted(files)},
    }


def receipt_text(receipt: Json) -> str:
    """A receipt in a line, for under an answer."""
    files = receipt["bestanden"]
    together = _hash("".join(f"{path}\0{files[path]}\0" for path in files))
    parts = (
        f"advies {receipt['sha256'][:SHORT]}",
        f"{counted(len(files), 'bestand', 'bestanden')} {together[:SHORT]}",
        f"regels {receipt['regels']}",
        str(receipt["scenario"]),
        str(receipt["peildatum"]),
        _engine(receipt),
    )
    return f"Bewijs: {' · '.join(parts)}"


def read_receipt(text: str, name: str) -> Json:
    """A receipt from the text of a file. Raises KrachtenveldError when it is none that we know."""
    hint = "de werkbank maakt er een met `Bewijs bewaren`"
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise KrachtenveldError(f"{name} is geen bewijs: het is geen JSON", hint) from error
    if not isinstance(found, dict) or found.get("soort") != ABOUT:
        raise KrachtenveldError(f"{name} is geen bewijs van een advies", hint)
    if found.get("bewijs") != VERSION:
        raise KrachtenveldError(
            f"{name} is een bewijs van versie {quote(str(found.get('bewijs')))}; hier wordt {VERSION} gelezen",
            "gebruik de versie van krachtenveld waarmee het is gemaakt",
        )
    files = found.get("bestanden")
    sound = isinstance(files, dict) and all(isinstance(each, str) for pair in files.items() for each in pair)
    if not sound or not all(isinstance(found.get(key), str) for key in _TEXTS):
        raise KrachtenveldError(f"{name} is geen heel bewijs", hint)
    return found


@dataclass(frozen=True)
class Replayed:
    """A receipt beside what is here: which files are otherwise, and the receipt of the same question asked here."""

    receipt: Json
    here: Json

    @property
    def right(self) -> bool:
        """Whether the same answer came out of the same files."""
        return self.receipt["sha256"] == self.here["sha256"] and not any(self._files())

    def _files(self) -> Iterator[str]:
        then, now = self.receipt["bestanden"], self.here["bestanden"]
        for path in sorted({*then, *now}):
            if path not in now:
                yield f"{path}: is hier niet"
            elif path not in then:
                yield f"{path}: is hier, maar was er toen niet"
            elif then[path] != now[path]:
                yield f"{path}: is hier anders"

    def __str__(self) -> str:
        engines = tuple(map(_engine, (self.receipt, self.here)))
        made = f"toen gerekend met {engines[0]}, nu met {engines[1]}"
        if self.right:
            number = counted(len(self.here["bestanden"]), "bestand", "bestanden")
            return (
                f"Het bewijs klopt: {number} gelijk, en het advies is gelijk tot op het laatste teken ({made}).\n"
                f"{receipt_text(self.here)}\n"
            )
        files = list(self._files())
        shown = [*files[:_MOST], *([f"… en nog {len(files) - _MOST}"] if len(files) > _MOST else [])]
        same = self.receipt["sha256"] == self.here["sha256"]
        answer = (
            "Het advies is wel gelijk tot op het laatste teken."
            if same
            else f"Het advies is anders: {self.receipt['sha256'][:SHORT]} in het bewijs, {self.here['sha256'][:SHORT]} hier ({made})."
        )
        why = ["Deze bestanden zijn anders:", *(f"  {each}" for each in shown)] if files else []
        return "\n".join(["Het bewijs klopt hier niet.", *why, answer]) + "\n"


def _engine(receipt: Json) -> str:
    name = str(receipt["engine"])
    return SHOWN.get(name, name)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
