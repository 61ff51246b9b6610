"""The findings of `controleer --formaat json`; the shape is described in docs/controles.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from strategy.errors import Finding, InputError, KrachtenveldError, Span
from strategy.facts.confirmed import progress
from visualizations.checks import Inspection, fact_counts
from visualizations.output import MARK

VERSION = "1.0"
NO_PLACE = Span("")
"""The place of an error that is not about a file."""
GENERAL = "algemeen"
"""The code of such an error."""

ABOUT = (
    "dossier", "scenario", "peildatum", "openbaar", "regels", "feiten", "toetsen", "scenarios", "te_bevestigen", "kruiscontrole",
)  # fmt: skip
"""What the summary says of a dossier that could be checked; null when it could not."""

Json = dict[str, Any]


def inspection_data(inspection: Inspection) -> Json:
    """The remarks on a dossier without errors, and what was looked at."""
    case, counts = inspection.case, fact_counts(inspection.case)
    differences = inspection.differences
    return _document(
        inspection.findings,
        {
            "dossier": case.dossier.header.id,
            "scenario": case.scenario,
            "peildatum": case.view.day.isoformat(),
            "openbaar": case.view.public_only,
            "regels": {
                "totaal": len(case.rulebook.rules),
                "adviserend": sum(rule.head.kind == "advies" for rule in case.rulebook.rules),
                "kenmerk": case.fingerprint,
            },
            "feiten": {
                "totaal": counts.total,
                "dossier": counts.stated,
                "registratie": counts.registrations,
                "oordeel": counts.judgements,
                "aanname": counts.assumptions,
                "te_verifieren": counts.to_verify,
                "berekend": counts.computed,
            },
            "toetsen": inspection.beside.tests,
            "scenarios": inspection.beside.scenarios,
            "te_bevestigen": [
                {"periode": found.term, "totaal": found.total, "bevestigd": found.confirmed}
                for found in progress(case.facts)
            ],
            "kruiscontrole": None
            if differences is None
            else [
                {"engine": found.engine, "regel": found.rule, "waarden": dict(found.bindings)}
                for found in differences
            ],
        },
    )


def error_data(error: KrachtenveldError) -> Json:
    """The errors that kept a dossier from being checked, in the same shape."""
    return _document(error_findings(error), dict.fromkeys(ABOUT))


def error_findings(error: KrachtenveldError) -> tuple[Finding, ...]:
    """The findings of an error; one without a place when it is not about a file."""
    if isinstance(error, InputError):
        return error.findings
    return (Finding(NO_PLACE, GENERAL, error.message, error.hint),)


def _document(findings: Iterable[Finding], about: Json) -> Json:
    ordered = sorted(findings, key=lambda finding: (finding.severity != "fout", finding))
    errors = sum(finding.severity == "fout" for finding in ordered)
    return {
        "gemaakt_met": MARK,
        "versie": VERSION,
        "bevindingen": [_finding(finding) for finding in ordered],
        "samenvatting": {"fouten": errors, "let_op": len(ordered) - errors, **about},
    }


def _finding(finding: Finding) -> Json:
    return {
        **_place(finding.span),
        "ernst": finding.severity,
        "code": finding.code,
        "melding": finding.message,
        "tip": finding.hint or None,
        "ook": [_place(span) for span in finding.related],
    }


def _place(span: Span) -> Json:
    if not span.file:
        return {"bestand": None, "regel": None, "kolom": None}
    return {"bestand": span.file, "regel": span.line, "kolom": span.column}
