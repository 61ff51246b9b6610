"""A rule that would fire more often than anyone can use, as a finding at its place."""

from __future__ import annotations

from collections.abc import Mapping

from strategy.dossier.yamltree import excerpt, lines_of
from strategy.errors import Finding, Span
from strategy.inference.port import TooManyFirings
from strategy.rulebook.ast import Rulebook

HEAVY_RULE = "te-veel"


def heavy_rule(failure: TooManyFirings, rulebook: Rulebook, texts: Mapping[str, str]) -> Finding:
    """The failure, told at the heaviest rule; at the rules folder when that is not known."""
    rule = next((rule for rule in rulebook.rules if rule.id == failure.rule), None)
    span = rule.span if rule else Span("rules/")
    line = excerpt(lines_of(texts.get(span.file, "")), span.line)
    return Finding(span, HEAVY_RULE, failure.message, failure.hint, excerpt=line)
