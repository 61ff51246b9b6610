"""Findings as workflow commands, which GitHub shows beside the lines of a change.

The form and its escaping are those of GitHub's own toolkit: a message escapes %, CR and LF; a property also
the colon and the comma (actions/toolkit, packages/core/src/command.ts).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from strategy.errors import Finding
from strategy.inference.choose import Difference
from visualizations.checks import bindings_text

LEVELS = {"fout": "error", "let op": "warning"}


def github_text(findings: Iterable[Finding], folder: str, differences: Sequence[Difference] = ()) -> str:
    """One command a line, errors first. `folder` leads from where GitHub looks to the dossier; "" is here."""
    ordered = sorted(findings, key=lambda finding: (finding.severity != "fout", finding))
    lines = [_command(finding, folder) for finding in ordered]
    for difference in differences:
        message = f"alleen {difference.engine}: {difference.rule} ({bindings_text(difference)})"
        lines.append(f"::error title=kruiscontrole::{_data(message)}")
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, folder: str) -> str:
    properties: dict[str, str | int] = {}
    if finding.span.file:
        file = f"{folder}/{finding.span.file}" if folder else finding.span.file
        properties = {"file": file, "line": finding.span.line, "col": finding.span.column}
    properties["title"] = finding.code
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = "\n".join(filter(None, (finding.message, finding.hint)))
    return f"::{LEVELS[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
