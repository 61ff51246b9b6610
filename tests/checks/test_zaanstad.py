"""What the checks say about the dossier of Zaanstad: every remark was looked at, and is real."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from strategy.advice.advise import advise, prepare
from strategy.checks.checked_dossier import CheckedDossier
from strategy.checks.registry import CHECKS, check_codes, run_checks
from strategy.dossier.files import read_texts
from strategy.errors import Finding
from strategy.workspace import workspace_of

EXPECTED = {
    "andere-schaal": 1,
    "ongebruikt": 1,
    "ongebruikte-naam": 5,
    "verouderd": 1,
    "zonder-beslisser": 1,
}


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    return read_texts(repository).sound()


def subject(texts: dict[str, str], day: date | None = None, public_only: bool = False) -> CheckedDossier:
    loaded = workspace_of(texts).loaded
    return CheckedDossier(advise(prepare(loaded, day, public_only), "python"))


def about(findings: tuple[Finding, ...], code: str) -> list[str]:
    return [finding.message for finding in findings if finding.code == code]


def test_remarks_on_the_repository(texts: dict[str, str]) -> None:
    found = run_checks(subject(texts))
    assert Counter(finding.code for finding in found) == EXPECTED, [finding.message for finding in found]
    assert set(about(found, "ongebruikt")) == {
        "geen regel vraagt naar richting tegen: 1 feit `ontwikkeling` maakt geen verschil",
    }
    assert about(found, "zonder-beslisser") == [
        "over dit thema van een prioriteit beslist niemand: energiearmoede"
    ]


def test_every_remark_has_its_place_and_its_fix(texts: dict[str, str]) -> None:
    for finding in run_checks(subject(texts)):
        assert finding.severity == "let op"
        assert finding.hint
        for span in (finding.span, *finding.related):
            lines = texts[span.file].splitlines()
            assert 1 <= span.line <= len(lines)
            assert span.column <= len(lines[span.line - 1])
        assert finding.excerpt == texts[finding.span.file].splitlines()[finding.span.line - 1]


def test_the_order_of_files_does_not_matter(texts: dict[str, str]) -> None:
    backward = dict(reversed(texts.items()))
    assert Counter(finding.code for finding in run_checks(subject(backward))) == EXPECTED


@pytest.mark.parametrize("day", [date(2018, 1, 1), date(2024, 9, 1), date(2027, 6, 1)])
def test_no_rule_is_blamed_for_another_day(texts: dict[str, str], day: date) -> None:
    """Rules that read well on the reference day are never called unreachable or redundant on another."""
    static = {"dubbele-regel", "overbodig", "onbereikbaar", "tegenspraak", "ongelezen", "losse-variabele"}
    assert static.isdisjoint(finding.code for finding in run_checks(subject(texts, day)))


def test_a_term_later_the_strategy_itself_is_old(texts: dict[str, str]) -> None:
    dated = about(run_checks(subject(texts, date(2027, 6, 1))), "verouderd")
    assert any("een bron uit 2022" in message for message in dated)
    assert not any("een bron uit 2025" in message for message in dated)


def test_what_was_confirmed_is_not_old(texts: dict[str, str]) -> None:
    old = "bron: stedendriehoek-2012 §inleiding\n"
    file = "networks/buurregios.yaml"
    assert old in texts[file]
    before = about(run_checks(subject(texts)), "verouderd")
    confirmed = {**texts, file: texts[file].replace(old, f"{old}    bevestigd: 2021-05-01\n", 1)}
    after = about(run_checks(subject(confirmed)), "verouderd")
    assert before != after


def test_the_public_version_names_nothing_internal(texts: dict[str, str]) -> None:
    old = "  - id: pact-pp\n"
    hidden = {
        **texts,
        "networks/lokaal.yaml": texts["networks/lokaal.yaml"].replace(
            old, f"{old}    openbaarheid: intern\n"
        ),
    }
    inside, outside = run_checks(subject(hidden)), run_checks(subject(hidden, public_only=True))
    assert any("pact-pp" in finding.message for finding in inside)
    assert not any("pact-pp" in f"{finding.message}{finding.excerpt}" for finding in outside)


def test_one_check_one_code() -> None:
    assert len(set(check_codes())) == len(CHECKS)
    for check in CHECKS:
        assert check.find.__doc__ and len(check.find.__doc__.split()) > 20, check.code
