"""What `controleer` prints: remarks with their places, and a paragraph about what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from strategy.advice.advise import Case
from strategy.checks.subject import counted, listed
from strategy.errors import Finding
from strategy.explain.basis import weakest
from strategy.inference.choose import Difference
from visualizations.confirmation import confirmation_lines
from visualizations.stamp import title
from visualizations.terminal import MOST_PLACES, findings_text

EVERY_PLACE = 0
EXPLAINED = "docs/controles.md"


@dataclass(frozen=True)
class Beside:
    """How many scenarios and tests stand beside a dossier; they were read, and have no errors either."""

    scenarios: int
    tests: int


@dataclass(frozen=True)
class Inspection:
    """A dossier without errors, what was remarked on it, and where two engines differ (None: not compared).

    `only` are the codes that were looked for; empty is all of them.
    """

    case: Case
    findings: tuple[Finding, ...]
    beside: Beside
    differences: tuple[Difference, ...] | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class FactCounts:
    """How many facts there are, and how hard those are that stand in the dossier."""

    total: int
    stated: int
    registrations: int
    judgements: int
    assumptions: int
    to_verify: int

    @property
    def computed(self) -> int:
        return self.total - self.stated


def inspection_text(inspection: Inspection) -> str:
    """The remarks, a paragraph about the dossier, and the outcome of the cross-check if there was one.

    Who asks for certain codes gets all their places.
    """
    parts = []
    if inspection.findings:
        places = EVERY_PLACE if inspection.only else MOST_PLACES
        parts.append(findings_text(inspection.findings, places))
    parts.append("".join(f"{line}\n" for line in summary_lines(inspection)))
    return "\n".join(parts)


def summary_lines(inspection: Inspection) -> Iterator[str]:
    """What was looked at, one line for each thing worth knowing about a dossier without errors."""
    case, counts = inspection.case, fact_counts(inspection.case)
    remarks = len(inspection.findings)
    state = f"geen fouten, {remarks} keer let op" if remarks else "geen bevindingen"
    about = f" ({', '.join(inspection.only)})" if inspection.only else ""
    yield f"{title(case)}: {state}{about}."
    advising = sum(rule.head.kind == "advies" for rule in case.rulebook.rules)
    yield f"{len(case.rulebook.rules)} regels, waarvan {advising} adviseren; geen enkele noemt iets bij naam."
    yield (
        f"{counts.total} feiten op {case.view.day.isoformat()}: {counts.stated} uit het dossier "
        f"({counts.registrations} registraties, {counts.judgements} oordelen, {counts.assumptions} aannames; "
        f"{counts.to_verify} te verifiëren) en {counts.computed} berekend."
    )
    yield from _beside_lines(inspection.beside)
    yield from confirmation_lines(case.facts)
    if remarks and not inspection.only:
        yield f"Wat een code betekent staat in {EXPLAINED}; `--alleen CODE` toont één code met alle plaatsen."
    if inspection.differences is not None:
        yield from difference_lines(inspection.differences)


def _beside_lines(beside: Beside) -> Iterator[str]:
    read = []
    if beside.tests:
        read.append(counted(beside.tests, "toets", "toetsen"))
    if beside.scenarios:
        read.append(counted(beside.scenarios, "scenario", "scenario's"))
    if read:
        how = "; `krachtenveld toets` draait de toetsen" if beside.tests else ""
        yield f"Ook gelezen: {listed(read)}{how}."


def fact_counts(case: Case) -> FactCounts:
    """Counts of the facts of a case, each by its weakest ground."""
    stated = [case.facts.evidence(fact).origins for fact in case.facts if case.facts.evidence(fact).origins]
    natures = Counter(weakest(origins).nature for origins in stated)
    return FactCounts(
        total=len(case.facts),
        stated=len(stated),
        registrations=natures["registratie"],
        judgements=natures["oordeel"],
        assumptions=natures["aanname"],
        to_verify=sum(any(origin.to_verify for origin in origins) for origins in stated),
    )


def difference_lines(differences: Sequence[Difference]) -> Iterator[str]:
    """What one engine concludes and the other does not."""
    if not differences:
        yield "Kruiscontrole: durable-rules en clingo komen op hetzelfde uit."
        return
    yield f"Kruiscontrole: {len(differences)} verschillen."
    for difference in differences:
        yield f"  alleen {difference.engine}: {difference.rule} ({bindings_text(difference)})"


def bindings_text(difference: Difference) -> str:
    """The values of the variables in a firing that only one engine has."""
    return ", ".join(f"${name} = {value}" for name, value in difference.bindings)
