"""A whole dossier, content and rules together, so that one run tells everything that is wrong."""

from __future__ import annotations

from pathlib import Path

from strategy.dossier.loader import Loaded, read_content
from strategy.errors import InputError
from strategy.rulebook.ast import Rulebook
from strategy.rulebook.compile import check_rules


def read_dossier(root: Path) -> tuple[Loaded, Rulebook]:
    """The dossier in `root` and its compiled rules. Raises InputError with the findings of both."""
    content = read_content(root)
    rulebook, findings = check_rules(content.rule_texts, content.register, content.lost_rules)
    if content.loaded is None or rulebook is None:
        raise InputError((*content.findings, *findings))
    return content.loaded, rulebook
