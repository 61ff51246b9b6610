"""What counts as a change of a rule."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from strategy.dossier.provenance import SourceRef
from strategy.effect.causes import change_text
from strategy.effect.delta import ABSENT, VersionChange
from strategy.effect.rule_changes import compare_rules
from strategy.effect.versions import compare
from strategy.errors import Span
from strategy.rulebook.ast import Compare, Const, Example, Head, OneOf, Pattern, Rule, Rulebook, Var
from strategy.workspace import Workspace, read_workspace
from tests.effect.conftest import edit

HERE = Span("rules/x.yaml", 3, 5)
RULE = Rule(
    id="lid-worden",
    positive=(
        Pattern("prioriteit", (("id", Var("p")), ("inzet", Const("trekken"))), HERE),
        Pattern("relevant", (("prioriteit", Var("p")), ("gremium", Var("g"))), HERE),
        Pattern("route", (("prioriteit", Var("p")), ("sterkte", Compare(">=", 0.5))), HERE),
    ),
    negative=(Pattern("bezet", (("gremium", Var("g")), ("houder", OneOf(("wij", "ander")))), HERE),),
    different=(("p", "g"),),
    head=Head("advies", "advies", (("soort", Const("positie")), ("gremium", Var("g"))), HERE),
    span=HERE,
    points=4.0,
    factor="s",
    argument="{g} past bij {p}.",
    label="Word lid",
    description="Waarom.",
    question="Welke zetels?",
    source=SourceRef("nota", "1"),
    nature="oordeel",
    since="2022",
    examples=(Example("wel", (("p", "wonen"),), HERE),),
)
OTHER: dict[str, Any] = {
    "id": "lid-zijn",
    "positive": (
        *RULE.positive[:2],
        Pattern("route", (("prioriteit", Var("p")), ("sterkte", Compare(">=", 0.6))), HERE),
    ),
    "negative": (),
    "different": (),
    "head": dataclasses.replace(RULE.head, kind="tegen"),
    "points": 3.0,
    "factor": "t",
    "argument": "{g} hoort bij {p}.",
    "label": "Kom erbij",
    "description": "Daarom.",
    "question": "Welke tafels?",
    "source": SourceRef("nota", "2"),
    "nature": "aanname",
    "since": "2023",
    "examples": (*RULE.examples, Example("niet", (("p", "jeugd"),), HERE)),
}


def changes_between(old: Rule | None, new: Rule | None) -> list[VersionChange]:
    deltas = compare_rules(book(old), book(new))
    for delta in deltas:
        assert delta.blend(lambda _: False) in (old, ABSENT)
    return [change for delta in deltas for change in delta.changes()]


def book(rule: Rule | None) -> Rulebook:
    return Rulebook((rule,) if rule else (), {}, ())


def test_every_field_of_a_rule_counts_and_gives_exactly_one_change() -> None:
    assert set(OTHER) == {field.name for field in dataclasses.fields(Rule)} - {"span"}
    for name, value in OTHER.items():
        changes = changes_between(RULE, dataclasses.replace(RULE, **{name: value}))
        assert len(changes) == 1, (name, changes)


@pytest.mark.parametrize(
    ("edited", "text"),
    [
        ({"points": 3.0}, "regel lid-worden: punten 4 → 3"),
        ({"id": "lid-zijn"}, "regel lid-worden heet nu lid-zijn"),
        (
            {"positive": RULE.positive[:2]},
            "regel lid-worden: voorwaarde weg: route: {prioriteit: $p, sterkte: >= 0.5}",
        ),
        (
            {"positive": (*RULE.positive, Pattern("actor", (("id", Var("a")),), HERE))},
            "regel lid-worden: voorwaarde erbij: actor: {id: $a}",
        ),
        ({"positive": OTHER["positive"]}, "regel lid-worden: voorwaarde route, sterkte >= 0.5 → >= 0.6"),
        (
            {"negative": (Pattern("bezet", (("gremium", Var("g")), ("houder", Const("wij"))), HERE),)},
            "regel lid-worden: voorwaarde niet bezet, houder ander of wij → wij",
        ),
        (
            {"negative": ()},
            "regel lid-worden: voorwaarde weg: niet: {bezet: {gremium: $g, houder: ander of wij}}",
        ),
        ({"different": ()}, "regel lid-worden: voorwaarde weg: anders: [$p, $g]"),
        (
            {"head": Head("advies", "advies", (("soort", Const("relatie")), ("gremium", Var("g"))), HERE)},
            "regel lid-worden: gevolg, soort positie → relatie",
        ),
        ({"examples": ()}, "regel lid-worden: voorbeeld weg: wel: {p: wonen}"),
        ({"label": ""}, "regel lid-worden: label Word lid → –"),
    ],
)
def test_a_change_of_a_rule_reads_as_the_rule_is_written(edited: dict[str, Any], text: str) -> None:
    assert [change_text(change) for change in changes_between(RULE, dataclasses.replace(RULE, **edited))] == [
        text
    ]


def test_a_rule_that_comes_or_goes_is_one_change() -> None:
    assert [change_text(change) for change in changes_between(RULE, None)] == ["regel lid-worden vervalt"]
    assert [change_text(change) for change in changes_between(None, RULE)] == ["regel lid-worden is nieuw"]


def test_order_places_and_names_of_variables_do_not_count() -> None:
    there = Span("rules/y.yaml", 90, 1)
    names = {"p": "prio", "g": "tafel"}

    def renamed(terms: Any) -> Any:
        return tuple(
            (field, Var(names[term.name]) if isinstance(term, Var) else term) for field, term in terms
        )

    other = dataclasses.replace(
        RULE,
        span=there,
        positive=tuple(Pattern(each.type, renamed(each.terms), there) for each in RULE.positive),
        negative=(Pattern("bezet", (("houder", OneOf(("ander", "wij"))), ("gremium", Var("tafel"))), there),),
        different=(("tafel", "prio"),),
        head=Head("advies", "advies", renamed(RULE.head.terms), there),
        argument="{tafel} past bij {prio}.",
        examples=(Example("wel", (("prio", "wonen"),), there),),
    )
    assert changes_between(RULE, other) == []
    reordered = dataclasses.replace(RULE, positive=RULE.positive[::-1])
    assert changes_between(RULE, reordered) == []


def test_a_change_of_a_rule_is_placed_at_its_line(werk: Path, zaanstad: Workspace) -> None:
    edit(werk, "rules/3-posities.yaml", "    punten: 4", "    punten: 3", after="regel: portefeuille-claimen")
    (change,) = compare(zaanstad, read_workspace(werk, "nu")).changes
    line = (werk / change.place.file).read_text(encoding="utf-8").splitlines()[change.place.line - 1]
    assert change_text(change) == "regel portefeuille-claimen: punten 4 → 3" and line == "    punten: 3"
