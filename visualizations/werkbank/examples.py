"""An example as a form: an advice that should come, or should not, with why in the words of who says so; and whether it is so.

Written is a test, in the file of examples that `toets` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.model import goals
from strategy.advice.names import seat_text
from strategy.dossier.yamltree import parse
from strategy.errors import InputError, KrachtenveldError, quote
from strategy.explain.whynot import goal_title
from strategy.graph.by_name import folded, holds_all
from strategy.scenarios.changes import posts
from strategy.scenarios.files import BASE
from strategy.templates.parts import EXAMPLES, Addition, names_of_tests, new_example
from strategy.templates.text import apply
from strategy.testing.read import Test, parse_tests
from strategy.testing.run import results
from strategy.workspace import Workspace
from visualizations.reports.waarom_niet import candidate
from visualizations.werkbank.relations import TIE_WITH, own_words
from visualizations.writers.shapes import Json
from visualizations.writers.words import capital

WANTED = {"wel": "Dit hoort in het advies", "niet": "Dit hoort niet in het advies"}
MOST_NAMED = 3
Called = Mapping[str, tuple[str, ...]]
"""What people read of an advice → its ids: of a line those of all its parts."""


def advice_called(outcome: Outcome) -> Called:
    """Every advice that is given, by its title, and every seat and relation of which none is."""
    found = {line.title: tuple(part.id for part in line.parts) for line in outcome.lines}
    whole = set(found.values())
    for part in outcome.advices:
        if (part.id,) not in whole:
            found.setdefault(part.title, (part.id,))
    given = {part.id for part in outcome.advices}
    for title, name in _possible(outcome):
        if name not in given:
            found.setdefault(capital(title), (name,))
    return found


def _possible(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Seats and relations that advice could be about, by name and id."""
    view, names = outcome.case.view, outcome.names
    for seat, post in posts(view.dossier).items():
        if seat.split("/")[0] in view.ids["gremium"] and view.shows(post):
            yield seat_text(names, seat), f"positie/{seat}"
    for actor in view.actors:
        for layer, tie in actor.ties.items():
            if view.shows(tie):
                yield f"{TIE_WITH[layer]} {names.short('actor', actor.id)}", f"relatie/{actor.id}/{layer}"


def example_form(outcome: Outcome) -> Json:
    """What an example may be about, and how it may be judged."""
    return {"adviezen": list(advice_called(outcome)), "oordelen": [list(each) for each in WANTED.items()]}


def exampled(outcome: Outcome, present: Workspace, given: Mapping[str, str]) -> dict[str, str]:
    """The text of the file with one more example, by its path.

    Raises KrachtenveldError for what is not filled in, is no advice or is there already, InputError when the file has errors.
    """
    title, advices = _meant(outcome, given.get("advies", ""))
    wanted, scenario = given.get("oordeel", ""), given.get("scenario", "")
    if wanted not in WANTED:
        raise KrachtenveldError("er is nog niet gekozen of dit erin hoort", "kies wel of niet")
    under = "" if scenario == BASE else scenario
    if under and under not in present.scenarios:
        raise KrachtenveldError("dit scenario is er niet meer", "kies het scenario opnieuw")
    named = f"{WANTED[wanted]}: {title}"
    if under:
        named += f" (scenario {present.scenarios[under].name})"
    _refuse_opposite(named, wanted, present)
    made = new_example(named, own_words(given.get("reden", "")), wanted, advices, under, present)
    text = apply(present.texts[made.path], [made.edit]) if isinstance(made, Addition) else made.text
    parse_tests({made.path: text}, present.loaded, present.rulebook, present.scenarios)
    return {made.path: text}


def _refuse_opposite(named: str, wanted: str, present: Workspace) -> None:
    """Raises KrachtenveldError when an example says the opposite: one of the two would never hold."""
    opposite = next(
        words + named.removeprefix(WANTED[wanted]) for each, words in WANTED.items() if each != wanted
    )
    there = names_of_tests(parse(present.texts.get(EXAMPLES, ""), EXAMPLES))
    if opposite in there:
        raise KrachtenveldError(
            f"een ander voorbeeld zegt het omgekeerde, in {there[opposite]}", "haal dat eerst weg"
        )


def _meant(outcome: Outcome, text: str) -> tuple[str, tuple[str, ...]]:
    """The title and ids of the advice that is meant: by its title, its id, or words that fit no other."""
    words = " ".join(text.split())
    if not words:
        raise KrachtenveldError("er is nog geen advies gekozen", "typ een paar woorden en kies uit de lijst")
    called = advice_called(outcome)
    line = outcome.line(words)
    found = [line.title] if line else [words] if words in called else []
    found = found or [name for name, ids in called.items() if ids == (words,)]
    found = found or [name for name in called if holds_all([folded(name)], folded(words).split())]
    if len(found) == 1:
        return found[0], called[found[0]]
    if found:
        more = f" (en nog {len(found) - MOST_NAMED})" if len(found) > MOST_NAMED else ""
        few = "; ".join(map(quote, found[:MOST_NAMED])) + more
        raise KrachtenveldError(f"{quote(words)} past bij {len(found)} adviezen", f"kies er een: {few}")
    try:
        name = candidate(outcome, words)
    except KrachtenveldError as error:
        hint = "typ een paar woorden en kies uit de lijst"
        raise KrachtenveldError(f"geen advies of zetel heet {quote(words)}", hint) from error
    case = outcome.case
    return goal_title(outcome, goals(name, case.loaded.names, case.rulebook.rules)[0]), (name,)


@dataclass(frozen=True)
class NewTest:
    """A test that is new, whether it holds, and what there is now; both "" for one that changes the dossier for itself."""

    test: Test
    verdict: str
    now: str

    @property
    def data(self) -> Json:
        at = self.test.span
        return {
            "tekst": self.test.name, "is": self.verdict, "nu": self.now, "bestand": at.file, "regel": at.line,
        }  # fmt: skip


def new_tests(
    present: Workspace, opened: Mapping[str, str], under: Callable[[str], Outcome]
) -> Iterator[NewTest]:
    """The tests that were not in the files as opened, each by the advice `under` its scenario.

    What is wrong with a file of tests, or with a scenario, is told elsewhere.
    """
    for path, text in present.test_files.texts.items():
        if text == opened.get(path, ""):
            continue
        with suppress(InputError):
            known = names_of_tests(parse(opened.get(path, ""), path))
            tests = parse_tests({path: text}, present.loaded, present.rulebook, present.scenarios)
            yield from (
                _judged(test, under(test.scenario)) if not test.overlay else NewTest(test, "", "")
                for test in tests
                if test.name not in known
            )


def _judged(test: Test, outcome: Outcome) -> NewTest:
    told = results(outcome, test)
    bands = {advice.id: advice.band for advice in outcome.advices}
    there = dict.fromkeys(bands.get(each.expectation.advices[0], each.actual) for each in told.results)
    return NewTest(test, told.verdict, "; ".join(there))
