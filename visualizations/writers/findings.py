"""Findings as text, in the manner of yamllint: place, code, sentence, the source line with a caret, and the likely fix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from strategy.dossier.defined_names import counted
from strategy.errors import Finding, Span

WIDEST = 110
"""Columns that a finding may take; a longer hint goes on a line of its own."""
MOST_FINDINGS = 500
MOST_PLACES = 4
"""Further places that a finding about many names."""


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
