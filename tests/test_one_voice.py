"""Advice speaks with one voice: no line says what another denies, on two dossiers and on changed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from strategy.advice.advise import Outcome, advise, first_argument, prepare
from strategy.advice.lines import Line
from strategy.advice.model import FOLLOWED, LIGHT, REFRAIN, Advice
from strategy.advice.names import decimal
from strategy.allocation.allocate import allocate
from strategy.comparison.futures import read_futures
from strategy.dossier.model import Actor
from strategy.effect.effect import scenario_effect
from strategy.effect.versions import Run
from strategy.explain.grounds import footing
from strategy.roads.road_network import RoadNetwork
from strategy.roads.steps import RoadInSteps, best_advised, roads_in_steps
from strategy.robustness.verdict import Drawn, Explored, judged_lines
from strategy.robustness.weights import explore_weights, levers_of, present_weights, sample_weights
from strategy.workspace import read_workspace
from visualizations.briefing.build import annexes
from visualizations.briefing.lookups import BriefingLookups, Per, subjects
from visualizations.briefing.model import Table
from visualizations.briefing.page import homes, page
from visualizations.reports.effect import EFFECT, EffectAnswer
from visualizations.reports.robuust import ROBUSTNESS
from visualizations.reports.verdeling import CONTRACT as DIVISION
from visualizations.reports.verdeling import DivisionAnswer
from visualizations.reports.vergelijk import COMPARISON
from visualizations.reports.vergelijk_story import ComparedChoice, ComparisonAnswer, compare_chosen

SCENARIOS = (
    "actualisering-2026",
    "g40-voorzitterschap-verloren",
    "kabinetswissel",
    "mra-valt-stil",
    "verstedelijking-voorop",
    "zonder-amsterdam",
)
LOBBY = ("route", "relatie")
Said = tuple[Line, Advice]
"""One thing that a line says: a part, and the line that it is in."""


@cache
def outcomes() -> Mapping[str, Outcome]:
    repository = Path(__file__).resolve().parent.parent
    futures = read_futures(read_workspace(repository, "basis"), SCENARIOS, Run(engine="python"))
    return {
        "zaanstad": futures.base.outcome,
        "dordrecht": advise(prepare(read_workspace(repository / "voorbeelden/dordrecht").loaded), "python"),
        **{future.id: future.outcome for future in futures.columns},
    }


@pytest.fixture(params=["zaanstad", "dordrecht", *SCENARIOS])
def said(request: pytest.FixtureRequest) -> Outcome:
    return outcomes()[request.param]


def agreed(wrong: list[str]) -> None:
    """Fails with every place where two voices speak, each once."""
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))


# ── do and refrain ─────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_both_asked_and_advised_against(said: Outcome) -> None:
    every = [(line, part) for line in said.lines for part in line.parts]
    refraining = [(line, part) for line, part in every if part.target.sort == REFRAIN]
    doing = [(line, part) for line, part in every if asks_effort(part)]
    agreed([
        f"{line.title} [{part.id}] ↔ {other.title} [{against.id}], voor {' '.join(shared)}"
        for other, against in refraining
        for line, part in doing
        if is_denied(said, part, against)
        and not is_excepted(said, part, other)
        and (shared := in_common(part, against))
    ])  # fmt: skip


def asks_effort(part: Advice) -> bool:
    return part.target.sort not in (REFRAIN, "monitoren") and part.target.attitude not in LIGHT


def in_common(part: Advice, against: Advice) -> list[str]:
    """The priorities and the opgaven that both are for."""
    return sorted({*part.priorities, *part.opgaven} & {*against.priorities, *against.opgaven})


def is_denied(said: Outcome, part: Advice, against: Advice) -> bool:
    """Whether a part asks for the thing that another advises against.

    A role at a table denies that role and no other; a table or an actor denies all that is done there or through it;
    a priority alone denies a lobby of our own for it, and not to join in where another leads.
    """
    thing = against.target
    if thing.body:
        same = part.target.sort == "positie" and part.target.body == thing.body
        return same and thing.role in ("", part.target.role)
    if thing.actor:
        return thing.actor in touched(said, part)
    lobby = part.target.sort in LOBBY and part.target.attitude != FOLLOWED
    return lobby and bool({*part.priorities} & {*against.priorities})


def is_excepted(said: Outcome, part: Advice, other: Line) -> bool:
    """Whether the line that advises against an actor says itself that this is to be done there."""
    _, _, exceptions = other.title.partition("; wel ")
    target = part.target
    named = [said.names.spoken("gremium", target.body)] if target.body else []
    named += [f"de weg naar {said.names.spoken('actor', target.to)}"] if target.via else []
    return any(name in exceptions for name in named)


def touched(said: Outcome, part: Advice) -> set[str]:
    """The actors that a part asks effort at: by name, by their table, or as who carries our message."""
    target = part.target
    owners = {body.id: actor.id for actor, body in said.case.view.bodies()}
    return {target.actor, target.to, target.via, owners.get(target.body, "")} - {""}


# ── roads ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_best_road_of_the_lines_is_that_of_the_roads(said: Outcome) -> None:
    roads = RoadNetwork(said)
    wrong = []
    for (priority, to), parts in advised_roads(said).items():
        told = best_advised(roads_in_steps(roads, priority, to, 0))
        first = min(part.rank for _, part in parts)
        best = {part.id for _, part in parts if part.rank == first}
        if told is None or told.advice is None or told.advice.id not in best:
            wrong.append(f"{priority} → {to}: regels {sorted(best)}, wegen {name(told)}")
    agreed(wrong)


def test_the_first_road_that_a_line_names_is_the_best_of_those_by_others(said: Outcome) -> None:
    roads = RoadNetwork(said)
    wrong = []
    for (priority, to), parts in advised_roads(said).items():
        by_others = [part for _, part in parts if part.target.via]
        told = best_advised(road for road in roads_in_steps(roads, priority, to, 0) if road.via != road.to)
        named = by_others[0] if by_others else None
        if (named is None) != (told is None) or (
            named and told and told.advice and named.rank != told.advice.rank
        ):
            wrong.append(f"{priority} → {to}: regel {named.id if named else '–'}, wegen {name(told)}")
    agreed(wrong)


def test_every_road_of_a_line_is_a_road_and_every_advised_road_is_in_a_line(said: Outcome) -> None:
    roads = RoadNetwork(said)
    in_lines = {
        (priority, to, part.target.via or to)
        for (priority, to), parts in advised_roads(said).items()
        for _, part in parts
    }
    told = {
        (priority, to, road.via)
        for priority, to in roads.pairs()
        for road in roads_in_steps(roads, priority, to, 0)
        if road.for_this
    }
    agreed([f"alleen in regels: {road}" for road in sorted(in_lines - told)]
           + [f"alleen in wegen: {road}" for road in sorted(told - in_lines)])  # fmt: skip


def advised_roads(said: Outcome) -> dict[tuple[str, str], list[Said]]:
    """Priority and end → the roads that lines advise, in the order in which the lines say them."""
    found: dict[tuple[str, str], list[Said]] = {}
    for line in said.lines:
        for part in line.parts:
            if part.target.sort == "route":
                for priority in part.priorities:
                    found.setdefault((priority, part.target.to), []).append((line, part))
    assert found
    return found


def name(road: RoadInSteps | None) -> str:
    return road.advice.id if road and road.advice else "–"


# ── seats ──────────────────────────────────────────────────────────────────────────────────────────────


def test_no_seat_that_is_up_for_division_is_said_to_be_ours(said: Outcome) -> None:
    agreed([
        f"{line.id}: {text!r}, maar {body} als {role} is te verdelen"
        for line in said.lines
        for text, body in called_ours(said, line)
        if (role := only_open(said, body))
    ])  # fmt: skip


def test_no_line_stands_again_for_a_seat_that_another_says_is_ours(said: Outcome) -> None:
    again = {
        line.target.body: line
        for line in said.lines
        if line.target.sort == "positie" and "opnieuw kandidaat" in line.title
    }
    agreed([
        f"{line.id}: {text!r} ↔ {again[body].title} [{again[body].id}]"
        for line in said.lines
        for text, body in called_ours(said, line)
        if body in again
    ])  # fmt: skip


def called_ours(said: Outcome, line: Line) -> Iterator[tuple[str, str]]:
    """What a line says that we have, with the body that it is about, in conditions and in arguments."""
    bodies = {said.names.name("gremium", body.id): body.id for _, body in said.case.view.bodies()}
    texts = [
        *(each.text for part in (line, *line.parts) for each in part.conditions),
        *(text for part in (line, *line.parts) for text in part.arguments),
    ]
    for text in dict.fromkeys(texts):
        if re.search(r"\bhebben we\b(?! niet|, maar)", text):
            yield from ((text, body) for title, body in bodies.items() if title in text)


def only_open(said: Outcome, body: str) -> str:
    """A role that we hold in a body and that is to be divided, where we hold no other that is not."""
    facts = said.case.facts
    held = {str(fact.values[1]) for fact in facts.of_type("bezet") if fact.values[::2][:2] == (body, "wij")}
    vacant = {str(fact.values[1]) for fact in facts.of_type("rol_open") if fact.values[0] == body}
    return "" if held - vacant else " en ".join(sorted(held & vacant))


# ── arguments ──────────────────────────────────────────────────────────────────────────────────────────


def test_an_argument_for_an_opgave_mentions_it_or_a_priority_of_it(said: Outcome) -> None:
    wrong = []
    for line in said.lines:
        for opgave in line.opgaven:
            if line.said_of(opgave):
                continue  # what a source says of exactly this opgave, or of all
            text = first_argument(said, line, opgave)
            named = said.names.spoken("opgave", opgave) in text
            if not named and not mentioned(said, text) & priorities_of(said, opgave):
                wrong.append(f"{line.id} bij {opgave}: {text!r}")
    agreed(wrong)


def test_an_argument_for_an_opgave_mentions_no_priority_of_another_alone(said: Outcome) -> None:
    wrong = []
    for line in said.lines:
        for opgave in line.opgaven:
            if line.said_of(opgave):
                continue
            text = first_argument(said, line, opgave)
            named = mentioned(said, text)
            if named and not named & priorities_of(said, opgave):
                wrong.append(f"{line.id} bij {opgave}: {text!r}")
    agreed(wrong)


def mentioned(said: Outcome, text: str) -> set[str]:
    """The priorities that a text names, whole and as they are called in a sentence."""
    return {
        priority.id
        for _, priority in said.case.view.priorities()
        if said.names.spoken("prioriteit", priority.id).lower() in text.lower()
    }


def priorities_of(said: Outcome, opgave: str) -> set[str]:
    return {
        priority.id
        for own, priority in said.case.view.priorities()
        if opgave in said.case.view.opgaven_of(own, priority)
    }


def test_what_a_source_says_is_said_where_it_holds(said: Outcome) -> None:
    for line in said.lines:
        for opgave in line.opgaven:
            assert {reason.opgave for reason in line.said_of(opgave)} <= {opgave, None}
        assert all(reason.opgave in (None, *line.opgaven) for reason in line.reasons)
        assert all(reason.text in line.arguments for reason in line.reasons)
        heaviest = max(line.per_opgave.values())
        assert all(
            reason.opgave is None or line.per_opgave[reason.opgave] == heaviest for reason in line.said_of()
        )


def test_reasons_of_sources_change_no_score() -> None:
    zaanstad = outcomes()["zaanstad"]
    silent = replace(
        zaanstad.case.dossier,
        layers=tuple(
            replace(layer, actors=tuple(map(without_reasons, layer.actors)))
            for layer in zaanstad.case.dossier.layers
        ),
    )
    found = advise(prepare(replace(zaanstad.case.loaded, dossier=silent)), "python")
    assert any(line.reasons for line in zaanstad.lines) and not any(line.reasons for line in found.lines)
    assert [(line.id, line.score, line.band, line.rank) for line in found.lines] == [
        (line.id, line.score, line.band, line.rank) for line in zaanstad.lines
    ]


def without_reasons(actor: Actor) -> Actor:
    return replace(actor, reasons=(), bodies=tuple(replace(body, reasons=()) for body in actor.bodies))


# ── one line, one rank ─────────────────────────────────────────────────────────────────────────────────

Told = tuple[str, str, str, int]
"""How an output calls a line: its id, title, band and rank."""


def called(line: Line) -> Told:
    return line.id, line.title, line.band, line.rank


def test_every_output_says_the_same_first(said: Outcome) -> None:
    """The briefing, and the list on the screen, which asks the same question."""
    for sort in ("opgave", "netwerk"):
        found = subjects(said, cast("Per", sort))
        lookups = BriefingLookups(said)
        home = homes(lookups, found)
        for subject in found:
            section = page(lookups, subject, home, alone=False)
            tables = [block for block in section.blocks if isinstance(block, Table)]
            first = {first_argument(said, line, subject.opgave) for line in subject.lines}
            for line in subject.lines:
                if own := line.said_of(subject.opgave):
                    assert own[0].text in first
            # of a table where the plan takes a lighter role, the reason for that role is told
            taken = [
                seat.advice
                for line in subject.lines
                for seat in lookups.plan.seats
                if seat.line.id == line.id
            ]
            first |= {first_argument(said, advice, subject.opgave) for advice in taken}
            told = [row[-1].text.partition(" Daartegen:")[0] for table in tables for row in table.rows]
            assert set(told) <= first


def test_the_briefing_ranks_as_the_list_does(said: Outcome) -> None:
    found = subjects(said, "opgave")
    for subject in found:
        listed = [line for line in said.lines if subject.id in line.opgaven]
        assert list(subject.lines) == sorted(listed, key=lambda line: line.place_in(subject.id))
    lookups = BriefingLookups(said)
    (annex,) = (
        each for each in annexes(lookups, found, said.lines) if each.title == "Bijlage: alle adviezen"
    )
    (table,) = annex.blocks
    assert isinstance(table, Table) and len(table.rows) == len(said.lines)
    for row, line in zip(table.rows, said.lines, strict=True):
        rests = footing(said, line).rests_on or "–"
        weight = f"{line.band} ({decimal(line.score, 1)})"
        assert [cell.text for cell in row][::2] == [str(line.rank), weight, line.id] and row[3].text == rests


def test_scenarios_are_compared_in_the_lines_of_each() -> None:
    repository = Path(__file__).resolve().parent.parent
    run = Run(engine="python")
    for names in (SCENARIOS[1:4], SCENARIOS[2:3]):
        futures = read_futures(read_workspace(repository, "basis"), names, run)
        choice = ComparedChoice("alle")
        data = COMPARISON.write(ComparisonAnswer(compare_chosen(futures, choice, 10), choice))
        for number, future in enumerate(futures.columns):
            told = [
                (each["id"], standing["band"], standing["rang"], standing["onderdelen"])
                for each in data["adviezen"]
                if (standing := each["standen"][number])
            ]
            assert sorted(told) == sorted(
                (line.id, line.band, line.rank, sorted(part.id for part in line.parts))
                for line in future.outcome.lines
            )
        first = {line.id: line for future in reversed(futures.columns) for line in future.outcome.lines}
        assert {(each["id"], each["titel"]) for each in data["adviezen"]} == {
            (line.id, line.title) for line in first.values()
        }


def test_an_effect_is_told_in_the_lines_of_both_versions() -> None:
    repository = Path(__file__).resolve().parent.parent
    effect = scenario_effect(read_workspace(repository, "basis"), "kabinetswissel", Run(engine="python"))
    data = EFFECT.write(EffectAnswer(effect))
    for side, outcome in (("oud", effect.old), ("nieuw", effect.new)):
        known = {line.id: line for line in outcome.lines}
        told = {each["id"]: each[side] for each in data["verschillen"] if each[side]}
        assert told
        for name, line in known.items():
            if name in told:
                parts = [part.id for part in line.parts]
                assert (told[name]["band"], told[name]["rang"], told[name]["onderdelen"]) == (
                    line.band,
                    line.rank,
                    parts,
                )
        assert told.keys() <= known.keys()
        assert len(told) + data["tellingen"]["gelijk"] == len(known), "what is not told is the same"
    within = [each for each in data["verschillen"] if each["onderdelen_erbij"] or each["onderdelen_weg"]]
    assert within
    for each in within:
        old, new = (set(each[side]["onderdelen"]) for side in ("oud", "nieuw"))
        assert {part["id"] for part in each["onderdelen_erbij"]} == new - old
        assert {part["id"] for part in each["onderdelen_weg"]} == old - new


def test_robustness_and_division_are_told_in_lines() -> None:
    zaanstad = outcomes()["zaanstad"]
    levers = levers_of(zaanstad)
    weights = explore_weights(
        zaanstad, sample_weights(levers, present_weights(zaanstad, levers), "lhs", 20, 1, 0, 3)
    )
    explored = Explored(
        zaanstad,
        Drawn(levers, "lhs", 20, 1, 0, 3),
        "",
        weights,
        None,
        {},
        judged_lines(zaanstad.lines, weights, None),
    )
    robust = ROBUSTNESS.write(explored)["adviezen"]
    assert {(each["id"], each["titel"], each["band"], each["rang"]) for each in robust} == set(
        map(called, zaanstad.lines)
    )
    seats = DIVISION.write(DivisionAnswer(allocate(zaanstad)))["zetels"]
    line_of = {part.id: line for line in zaanstad.lines for part in line.parts}
    assert seats
    for seat in seats:
        assert (seat["regel"], seat["titel"], seat["band"], seat["rang"]) == called(line_of[seat["id"]])
