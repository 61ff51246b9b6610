"""The two pages for strategists, carried out. A file of its own, to run beside the other pages: these take longest."""

from __future__ import annotations

import pytest

from tests.handleiding.practice import FOR_STRATEGISTS, PAGES, ROOT, carried_out, run


@pytest.mark.parametrize("name", FOR_STRATEGISTS)
def test_examples_and_answers_are_real(
    name: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = next(page for page in PAGES if page.stem == name)
    carried_out(page, tmp_path_factory.getbasetemp() / "handleiding", monkeypatch)
    if name == "oefeningen":  # which worked out the same on its copy of the dossier
        what_the_strategist_asks_of_the_rules_holds(monkeypatch)


def what_the_strategist_asks_of_the_rules_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code, output = run(["toets"])
    assert code == 0, output
    assert " goed" in output and " 0 in toetsen/" not in output
