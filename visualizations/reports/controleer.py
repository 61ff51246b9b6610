"""`controleer`: what is wrong or odd in a dossier, each with its place, and what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from strategy.advice.advise import Case
from strategy.checks.checked_dossier import listed
from strategy.dossier.defined_names import all_of, counted
from strategy.errors import Finding, InputError, KrachtenveldError, Span
from strategy.explain.grounds import weakest_origin
from strategy.facts.fact_base import TermProgress, progress_of_terms
from strategy.inference.choose_engine import SHOWN, CrossCheck, EngineDifference
from strategy.templates.next_term import EVALUATION, Evaluation
from visualizations.writers.findings import MOST_PLACES, findings_text
from visualizations.writers.report import Report
from visualizations.writers.shapes import (
    COUNT,
    DAY,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    TEXT,
    TO_CONFIRM,
    VALUE,
    YES_NO,
    Json,
    Key,
    Shape,
    array,
    by_name,
    made_with,
    maybe,
    null_or,
    of_part,
    one_of,
    record_of,
)
from visualizations.writers.stamps import capital, title

EVERY_PLACE = 0
EXPLAINED = "docs/controles.md"
NO_PLACE = Span("")
"""The place of an error that is not about a file."""
GENERAL = "algemeen"
"""The code of such an error."""
_LEVELS = {"fout": "error", "let op": "warning"}


@dataclass(frozen=True)
class Beside:
    """How many scenarios and tests stand beside a dossier; they were read, and have no errors either."""

    scenarios: int
    tests: int


@dataclass(frozen=True)
class Inspection:
    """A dossier without errors, what was remarked on it, and where engines differ (None: not compared).

    `only` are the codes that were looked for; empty is all of them.
    """

    case: Case
    findings: tuple[Finding, ...]
    beside: Beside
    compared: CrossCheck | None = None
    only: tuple[str, ...] = ()
    evaluation: Evaluation | None = None


@dataclass(frozen=True)
class FactCounts:
    """How many facts there are, and how hard those are that stand in the dossier."""

    total: int
    stated: int
    registrations: int
    judgements: int
    assumptions: int
    to_verify: int
    on_loan: int

    @property
    def computed(self) -> int:
        return self.total - self.stated

    @staticmethod
    def of(case: Case) -> FactCounts:
        """Each fact counts by its weakest ground."""
        stated = [origins for fact in case.facts if (origins := case.facts.evidence(fact).origins)]
        weakest = [weakest_origin(origins) for origins in stated]
        natures = Counter(origin.nature for origin in weakest)
        return FactCounts(
            total=len(case.facts),
            stated=len(stated),
            registrations=natures["registratie"],
            judgements=natures["oordeel"],
            assumptions=natures["aanname"],
            to_verify=sum(any(origin.to_verify for origin in origins) for origins in stated),
            on_loan=sum(origin.of_the_file for origin in weakest),
        )


@dataclass(frozen=True)
class _Checked:
    """The findings, errors first, and what was looked at: None when errors kept the dossier from being checked."""

    findings: tuple[Finding, ...]
    inspection: Inspection | None = None

    @staticmethod
    def of(found: Inspection | KrachtenveldError) -> _Checked:
        if isinstance(found, Inspection | InputError):
            findings = tuple(sorted(found.findings, key=lambda each: (each.severity != "fout", each)))
            return _Checked(findings, found if isinstance(found, Inspection) else None)
        return _Checked((Finding(NO_PLACE, GENERAL, found.message, found.hint),))

    @property
    def errors(self) -> int:
        return sum(finding.severity == "fout" for finding in self.findings)


def checks_report(found: Inspection | KrachtenveldError, folder: Callable[[], str]) -> Report:
    """What was found in a dossier, or the errors that kept it from being checked.

    `folder` leads from where GitHub looks to the dossier; "" is here.
    """
    return Report(
        lambda: _screen(found),
        lambda: checks_data(found),
        others={"github": lambda: _github(_Checked.of(found), folder())},
    )


def checks_data(found: Inspection | KrachtenveldError) -> Json:
    """The same for programs; docs/controles.md describes it."""
    written: Json = CHECKS.write(_Checked.of(found))
    return written


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────


def _screen(found: Inspection | KrachtenveldError) -> str:
    """The remarks and a paragraph about the dossier. Who asks for certain codes gets all their places."""
    if not isinstance(found, Inspection):
        return findings_text(_Checked.of(found).findings)
    places = EVERY_PLACE if found.only else MOST_PLACES
    remarks = [findings_text(found.findings, places)] if found.findings else []
    return "\n".join([*remarks, "".join(f"{line}\n" for line in _summary(found))])


def _summary(inspection: Inspection) -> Iterator[str]:
    """What was looked at, one line for each thing worth knowing about a dossier without errors."""
    case, counts = inspection.case, FactCounts.of(inspection.case)
    remarks = len(inspection.findings)
    state = f"geen fouten, {remarks} keer let op" if remarks else "geen bevindingen"
    about = f" ({', '.join(inspection.only)})" if inspection.only else ""
    yield f"{title(case)}: {state}{about}."
    yield f"{len(case.rulebook.rules)} regels, waarvan {_advising(case)} adviseren; geen enkele noemt iets bij naam."
    yield (
        f"{counts.total} feiten op {case.view.day.isoformat()}: {counts.stated} uit het dossier "
        f"({counts.registrations} registraties, {counts.judgements} oordelen, {counts.assumptions} aannames; "
        f"{counts.to_verify} te verifiëren) en {counts.computed} berekend."
    )
    if counts.on_loan:
        yield f"Zonder eigen bron: {counted(counts.on_loan, 'feit', 'feiten')}; alleen hun bestand noemt er een."
    yield from _beside(inspection.beside)
    if inspection.evaluation:
        yield _evaluated(inspection.evaluation)
    for found in progress_of_terms(case.facts):
        yield from _confirmed(found)
    if remarks and not inspection.only:
        yield f"Wat een code betekent staat in {EXPLAINED}; `--alleen CODE` toont één code met alle plaatsen."
    if inspection.compared is not None:
        yield from _compared(inspection.compared)


def _advising(case: Case) -> int:
    return sum(rule.head.kind == "advies" for rule in case.rulebook.rules)


def _beside(beside: Beside) -> Iterator[str]:
    read = []
    if beside.tests:
        read.append(counted(beside.tests, "toets", "toetsen"))
    if beside.scenarios:
        read.append(counted(beside.scenarios, "scenario", "scenario's"))
    if read:
        how = "; `krachtenveld toets` draait de toetsen" if beside.tests else ""
        yield f"Ook gelezen: {listed(read)}{how}."


def _evaluated(found: Evaluation) -> str:
    """How far the advice of the term before has been looked back on."""
    told = listed([f"{number} {word}" for word, number in found.counts.items() if number])
    if not found.open:
        return f"Evaluatie van {found.name}: alle {found.total} adviezen nagegaan: {told}."
    return f"Evaluatie van {found.name}: {found.open} van {found.total} adviezen nog open in {EVALUATION}{f'; {told}' if told else ''}."


def _confirmed(found: TermProgress) -> Iterator[str]:
    """How far the dossier has been confirmed for a new term, in all and file by file."""
    yield f"{capital(str(found))}."
    if found.confirmed == found.total:
        return
    width = len(str(max(file.total for file in found.files)))
    for file in found.files:
        state = "  klaar" if file.confirmed == file.total else ""
        yield f"  {file.confirmed:>{width}} van {file.total:>{width}}  {file.file}{state}"


def _compared(found: CrossCheck) -> Iterator[str]:
    if not found.differences:
        yield f"Kruiscontrole: {_engines(found.engines)} komen op hetzelfde uit."
        return
    yield f"Kruiscontrole: de engines verschillen {len(found.differences)} keer."
    yield from (f"  {_difference(each)}" for each in found.differences)


def _difference(difference: EngineDifference) -> str:
    """What some engines conclude and others do not."""
    values = ", ".join(f"${name} = {value}" for name, value in difference.bindings)
    return f"alleen {_engines(difference.engines)}: {difference.rule} ({values})"


def _engines(names: Iterable[str]) -> str:
    return all_of(SHOWN[name] for name in names)


# ── data ──────────────────────────────────────────────────────────────────────────────────────────────

_PLACE: Mapping[str, Key[Any]] = {
    "bestand": (MAYBE_TEXT, lambda span: span.file),
    "regel": (MAYBE_WHOLE, lambda span: span.line if span.file else None),
    "kolom": (MAYBE_WHOLE, lambda span: span.column if span.file else None),
}
_FINDING = record_of(Finding)(
    **of_part(lambda finding: finding.span, _PLACE),
    ernst=(one_of(*_LEVELS), lambda finding: finding.severity),
    code=(TEXT, lambda finding: finding.code),
    melding=(TEXT, lambda finding: finding.message),
    tip=(MAYBE_TEXT, lambda finding: finding.hint),
    ook=(array(record_of(Span)(**_PLACE)), lambda finding: finding.related),
)
_RULES = record_of(Case)(
    totaal=(COUNT, lambda case: len(case.rulebook.rules)),
    adviserend=(COUNT, _advising),
    kenmerk=(TEXT, lambda case: case.fingerprint),
)
_FACTS = record_of(FactCounts)(
    totaal=(COUNT, lambda counts: counts.total),
    dossier=(COUNT, lambda counts: counts.stated),
    registratie=(COUNT, lambda counts: counts.registrations),
    oordeel=(COUNT, lambda counts: counts.judgements),
    aanname=(COUNT, lambda counts: counts.assumptions),
    te_verifieren=(COUNT, lambda counts: counts.to_verify),
    zonder_eigen_bron=(
        COUNT.about("alleen hun bestand noemt een bron"),
        lambda counts: counts.on_loan,
    ),
    berekend=(COUNT, lambda counts: counts.computed),
)
_EVALUATION = record_of(Evaluation)(
    naam=(TEXT, lambda found: found.name),
    totaal=(COUNT, lambda found: found.total),
    open=(COUNT, lambda found: found.open),
    uitkomsten=(by_name(COUNT), lambda found: found.counts),
)
_DIFFERENCE = record_of(EngineDifference)(
    engines=(array(TEXT), lambda found: found.engines),
    regel=(TEXT, lambda found: found.rule),
    waarden=(by_name(VALUE), lambda found: found.bindings),
)


def _if_checked(shape: Shape, read: Callable[[Inspection], Any]) -> Key[_Checked]:
    """What is said of a dossier that could be checked; null when it could not."""
    return maybe(shape), lambda checked: None if checked.inspection is None else read(checked.inspection)


_SUMMARY = record_of(_Checked)(
    fouten=(COUNT, lambda checked: checked.errors),
    let_op=(COUNT, lambda checked: len(checked.findings) - checked.errors),
    dossier=_if_checked(TEXT, lambda found: found.case.dossier.header.id),
    scenario=_if_checked(TEXT, lambda found: found.case.scenario),
    peildatum=_if_checked(DAY, lambda found: found.case.view.day),
    openbaar=_if_checked(YES_NO, lambda found: found.case.view.public_only),
    regels=_if_checked(_RULES, lambda found: found.case),
    feiten=_if_checked(_FACTS, lambda found: FactCounts.of(found.case)),
    toetsen=_if_checked(COUNT, lambda found: found.beside.tests),
    scenarios=_if_checked(COUNT, lambda found: found.beside.scenarios),
    te_bevestigen=_if_checked(TO_CONFIRM[0], lambda found: TO_CONFIRM[1](found.case)),
    evaluatie=(
        null_or(_EVALUATION),
        lambda checked: checked.inspection.evaluation if checked.inspection else None,
    ),
    kruiscontrole=_if_checked(
        array(_DIFFERENCE), lambda found: found.compared and found.compared.differences
    ),
)
CHECKS = record_of(_Checked)(
    **made_with("1.0"),
    bevindingen=(array(_FINDING), lambda checked: checked.findings),
    samenvatting=(_SUMMARY, lambda checked: checked),
)


# ── github ────────────────────────────────────────────────────────────────────────────────────────────


def _github(checked: _Checked, folder: str) -> str:
    """Findings as workflow commands, one a line, which GitHub shows beside the lines of a change.

    The form and its escaping are those of GitHub's own toolkit: a message escapes %, CR and LF; a property also
    the colon and the comma (actions/toolkit, packages/core/src/command.ts).
    """
    lines = [_command(finding, folder) for finding in checked.findings]
    if checked.inspection:
        compared = checked.inspection.compared
        for difference in compared.differences if compared else ():
            lines.append(f"::error title=kruiscontrole::{_message(_difference(difference))}")
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, folder: str) -> str:
    properties: dict[str, str | int] = {}
    if finding.span.file:
        file = f"{folder}/{finding.span.file}" if folder else finding.span.file
        properties = {"file": file, "line": finding.span.line, "col": finding.span.column}
    properties["title"] = finding.code
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = "\n".join(filter(None, (finding.message, finding.hint)))
    return f"::{_LEVELS[finding.severity]} {told}::{_message(message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
