"""Words that every output uses: of whom the advice is, numbers and days, and on which day, under which scenario, with which
rules. And findings as text, in the manner of yamllint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from strategy.dossier.dates import MONTHS
from strategy.dossier.defined_names import counted
from strategy.errors import Finding, Span
from strategy.facts.fact_base import progress_of_terms

if TYPE_CHECKING:
    from strategy.advice.advise import Case, Outcome
    from strategy.advice.model import Advice

DISCLAIMER = "Krachtenveld adviseert; mensen beslissen."
WIDEST = 110
"""Columns that a finding may take; a longer hint goes on a line of its own."""
MOST_FINDINGS = 500
MOST_PLACES = 4
"""Further places that a finding about many names."""


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with a small letter at its start."""
    return text[:1].lower() + text[1:]


def day_text(day: date) -> str:
    """A day as people write it: 1 juni 2022."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dated(case: Case) -> str:
    """One line for people: reference day, scenario, for whom it is, and how far a new term was confirmed."""
    return " · ".join(
        [f"peildatum {day_text(case.view.day)}", *scenario(case), *public(case), *confirmed(case)]
    )


def stamp(case: Case) -> str:
    """One line: reference day, scenario, rule set, and whether internal facts were left out."""
    return " · ".join([f"peildatum {case.view.day.isoformat()}", *scenario(case), *rules(case)])


def scenario(case: Case) -> list[str]:
    """The scenario, when there is one."""
    return [f"scenario {case.scenario}"] if case.loaded.scenario else []


def rules(case: Case) -> list[str]:
    """The rule set by its fingerprint, whether this is the public version, and how far a new term was confirmed."""
    return [f"regelset {case.fingerprint}", *public(case), *confirmed(case)]


def public(case: Case) -> list[str]:
    """That this is the public version, and how much that leaves out."""
    if not case.view.public_only:
        return []
    if case.withheld is None:
        return ["openbare versie (niets in dit dossier heet intern)"]
    left = counted(case.withheld, "intern feit", "interne feiten")
    return [f"openbare versie ({left} weggelaten)"]


def confirmed(case: Case) -> list[str]:
    """How many facts have been confirmed for a new term, of a dossier that has any to confirm."""
    return [str(found) for found in progress_of_terms(case.facts)]


def under(case: Case, indent: int = 0) -> str:
    """A line of its own for what is said under a scenario or of a term that is not confirmed, with the break before it;
    nothing without either.
    """
    day = [f"peildatum {case.view.day.isoformat()}"] if case.loaded.scenario else []
    told = " · ".join([*scenario(case), *day, *confirmed(case)])
    return f"\n{' ' * indent}{told}" if told else ""


def ranked(outcome: Outcome, advice: Advice) -> str:
    """Score, band and rank, with among what it is ranked: lines are what `advies` lists, and these are made of parts."""
    from strategy.advice.lines import (
        Line as AdviceLine,
    )  # every command has its words, also one that computes nothing
    from strategy.advice.names import decimal

    parts, lines = (len(outcome.advices), "onderdelen"), (len(outcome.lines), "adviezen")
    number, among = lines if isinstance(advice, AdviceLine) else parts
    return f"score {decimal(advice.score, 1)} · {advice.band} · rang {advice.rank} van {number} {among}"


def title(case: Case) -> str:
    """The name of the dossier, with the scenario behind it when there is one."""
    return ", ".join([case.dossier.header.name, *scenario(case)])


# ── findings ──────────────────────────────────────────────────────────────────────────────────────────


def findings_text(findings: Sequence[Finding], most_places: int = MOST_PLACES) -> str:
    """Findings in the yamllint manner: place, code, sentence; the source line with a caret; the likely fix.

    Of the further places of one finding, `most_places` are named (0 is all).
    """
    lines = [line for finding in findings[:MOST_FINDINGS] for line in _finding_lines(finding, most_places)]
    if len(findings) > MOST_FINDINGS:
        lines.append(f"en nog {len(findings) - MOST_FINDINGS} andere; herstel eerst deze")
    files = len({finding.span.file for finding in findings})
    lines.append(
        f"{counted(len(findings), 'bevinding', 'bevindingen')} in {counted(files, 'bestand', 'bestanden')}"
    )
    return "\n".join(lines) + "\n"


def _finding_lines(finding: Finding, most_places: int) -> Iterator[str]:
    place = _printable(str(finding.span))
    yield f"{place} {finding.severity}[{finding.code}] {_printable(finding.message)}"
    prefix = f"{finding.span.line} | "
    margin = " " * (len(prefix) - 2)
    if finding.excerpt.strip():
        excerpt, column = _window(finding.excerpt, finding.span.column)
        excerpt = _printable(excerpt)
        caret = "^" * max(1, min(finding.span.length, len(excerpt) - column + 1))
        pointer = f"{margin}| {' ' * (column - 1)}{caret}"
        beside = f"{pointer} {finding.hint}".rstrip()
        yield f"{prefix}{excerpt}"
        if len(beside) <= WIDEST:
            yield _printable(beside)
        else:
            yield pointer
            yield f"{margin}= {_printable(finding.hint)}"
    elif finding.hint:
        yield f"{margin}= {_printable(finding.hint)}"
    if finding.related:
        yield f"{margin}= ook: {_printable(_places(finding.related, most_places))}"


def _places(spans: Sequence[Span], most: int) -> str:
    """Places as file:line, the file once for all its lines: networks/g40.yaml:38, 44 en nog 3."""
    shown = spans[:most] if most else spans
    parts: list[str] = []
    file = ""
    for span in shown:
        parts.append(str(span.line) if span.file == file else span.place)
        file = span.file
    hidden = len(spans) - len(shown)
    return ", ".join(parts) + (f" en nog {hidden}" if hidden else "")


def _printable(text: str) -> str:
    """Text from a file without what could upset a terminal; as long as it was, so that carets fit."""
    shown = text.replace("\t", "→")
    return "".join(char if char.isprintable() else " " if char.isspace() else "·" for char in shown)


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and the column within it."""
    if len(line) <= WIDEST:
        return line.rstrip(), column
    start = max(0, min(column - WIDEST // 2, len(line) - WIDEST))
    part = line[start : start + WIDEST]
    left, right = ("…" if start else ""), ("…" if start + WIDEST < len(line) else "")
    return left + part[len(left) : len(part) - len(right)] + right, column - start
