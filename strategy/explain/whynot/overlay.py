"""Edits as an overlay: the text a strategist can put in a test or a scenario, and the dossier it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from strategy.dossier.loader import Loaded
from strategy.dossier.reader import Reader
from strategy.dossier.yamlsyntax import lines_of
from strategy.dossier.yamltree import parse
from strategy.errors import InputError
from strategy.explain.whynot.edits import Edit
from strategy.rulebook.ast import Rulebook
from strategy.scenarios.apply import apply
from strategy.scenarios.read import OverlayReader

FILE = "wijziging"


def overlay_text(edits: Iterable[Edit]) -> str:
    """The YAML of an overlay with these edits."""
    data: dict[str, Any] = {}
    for edit in edits:
        keys = data.setdefault(edit.section, {}).setdefault(edit.name, {})
        keys[edit.key] = _joined(keys.get(edit.key), edit.data)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=1000)


def with_edits(edits: Iterable[Edit], loaded: Loaded, rulebook: Rulebook) -> tuple[Loaded, Rulebook]:
    """The dossier and rules with these edits. Raises InputError when the dossier cannot hold them."""
    text = overlay_text(edits)
    node, findings = parse(text, FILE)
    reader = Reader(FILE, lines_of(text), list(findings))
    if node is None:
        return loaded, rulebook
    overlay = OverlayReader(reader, loaded, rulebook).overlay(node)
    if reader.findings:
        raise InputError(reader.findings)
    return apply(overlay, loaded, rulebook)


def _joined(present: Any, data: Any) -> Any:
    """Edits of the same list put together; for anything else the last one stands."""
    if not isinstance(present, dict) or not isinstance(data, dict):
        return data
    return {
        **present,
        **{
            key: [*present.get(key, []), *value] if isinstance(value, list) else value
            for key, value in data.items()
        },
    }
