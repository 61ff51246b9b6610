"""Decision tables: nothing that a rule asks is lost, and gaps and overlaps show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from strategy.advice.advise import Outcome
from strategy.dossier.files import read_texts
from strategy.rulebook.ast import Compare, Const, OneOf
from strategy.workspace import read_workspace, workspace_of
from tests.fouten.corpus import BASE
from visualizations.regels.tables import (
    DecisionTable,
    cells,
    decision_tables,
    heading,
    headings,
    notes,
    tables_markdown,
    tables_text,
)

Tabled = Callable[[str], DecisionTable]
RULE = """\
  - regel: {name}
    als: [{conditions}]
    dan: {{advies: {{soort: positie, houding: claimen, gremium: $g, rol: lid, prioriteit: $p}}}}
    punten: {points}
"""
OPEN = "rol_open: {gremium: $g, rol: lid}"


@pytest.fixture
def tabled() -> Tabled:
    """The only table of rules, each written as "name: conditions"."""
    texts = {path: text for path, text in read_texts(BASE).sound().items() if not path.startswith("rules/")}

    def table(rules: str) -> DecisionTable:
        written = [line.split(": ", 1) for line in rules.strip().splitlines()]
        text = "vraag: Welke?\nregels:\n" + "".join(
            RULE.format(name=name.strip(), conditions=conditions, points=place)
            for place, (name, conditions) in enumerate(written, 1)
        )
        return decision_tables(workspace_of({**texts, "rules/een.yaml": text}).rulebook)[0]

    return table


def row(table: DecisionTable, rule: str) -> dict[str, str]:
    found = next(row for row in table.rows if row.rule == rule)
    return dict(zip(headings(table), cells(table, found), strict=True))


def test_fields_with_words_are_columns(tabled: Tabled) -> None:
    table = tabled("""
    een: {prioriteit: {id: $p, inzet: trekken}}, {rol_open: {gremium: $g, rol: lid}}
    twee: {prioriteit: {id: $p, inzet: [trekken, meedoen]}}, {rol_open: {gremium: $g, rol: trekker}}
    """)
    assert table.columns == ("inzet", "rol open")
    assert row(table, "een") == {
        "regel": "een",
        "inzet": "trekken",
        "rol open": "lid",
        "gevolg": "positie, claimen, lid",
        "punten": "1",
    }
    assert row(table, "twee")["inzet"] == "trekken of meedoen"


def test_a_denied_word_and_its_opposite_share_a_column(tabled: Tabled) -> None:
    table = tabled("""
    een: {prioriteit: {id: $p}}, {bezet: {gremium: $g, houder: wij}}
    twee: {prioriteit: {id: $p}}, {rol_open: {gremium: $g}}, {niet: {bezet: {gremium: $g, houder: wij}}}
    drie: {prioriteit: {id: $p}}, {rol_open: {gremium: $g}}
    """)
    assert [row(table, name)["bezet houder"] for name in ("een", "twee", "drie")] == ["wij", "niet wij", "–"]


def test_a_denied_fact_and_its_opposite_share_a_column(tabled: Tabled) -> None:
    table = tabled("""
    een: {prioriteit: {id: $p}}, {rol_open: {gremium: $g}}, {vereist: {gremium: $g}}
    twee: {prioriteit: {id: $p}}, {rol_open: {gremium: $g}}, {niet: {vereist: {gremium: $g}}}
    """)
    assert [row(table, name)["vereist"] for name in ("een", "twee")] == ["ja", "niet"]


def test_what_every_rule_asks_stands_below(tabled: Tabled) -> None:
    table = tabled("""
    een: {prioriteit: {id: $p, inzet: trekken}}, {rol_open: {gremium: $g, rol: lid}}
    twee: {prioriteit: {id: $p, inzet: meedoen}}, {rol_open: {gremium: $g, rol: lid}}
    """)
    assert table.columns == ("inzet",)
    assert table.always == ("rol open lid",)
    assert "Elke regel vraagt: rol open lid." in list(notes(table))


def test_gaps_are_words_that_no_rule_names(tabled: Tabled) -> None:
    table = tabled("""
    een: {prioriteit: {id: $p, inzet: trekken, belang: gebied}}, {rol_open: {gremium: $g}}
    twee: {prioriteit: {id: $p, inzet: meedoen, belang: collectief}}, {rol_open: {gremium: $g}}
    """)
    assert table.unnamed == (("inzet", ("volgen",)), ("belang", ("groep",)))
    assert "Geen regel noemt – inzet: volgen; belang: groep." in list(notes(table))


def test_overlaps_are_rules_that_ask_the_same(tabled: Tabled) -> None:
    table = tabled("""
    een: {prioriteit: {id: $p, inzet: trekken}}, {rol_open: {gremium: $g}}
    twee: {prioriteit: {id: $q, inzet: trekken}}, {prioriteit: {id: $p}}, {rol_open: {gremium: $g}}
    drie: {prioriteit: {id: $p, inzet: meedoen}}, {rol_open: {gremium: $g}}
    """)
    assert table.alike == (("een", "twee"),)
    assert "Zelfde voorwaarden in deze tabel: een, twee." in list(notes(table))


def test_a_single_rule_has_a_table_too(tabled: Tabled) -> None:
    table = tabled("een: {prioriteit: {id: $p, inzet: trekken}}, {rol_open: {gremium: $g, rol: lid}}")
    assert row(table, "een")["en verder"] == "inzet trekken, rol open lid"


def test_nothing_that_a_rule_of_zaanstad_asks_is_lost(outcome: Outcome) -> None:
    """Every fixed word, and every fact asked for or denied, stands in the row of its rule or under its table."""
    tables = decision_tables(outcome.case.rulebook)
    told = {
        row.rule: " | ".join(
            (*(f"{name} {cell}" for name, cell in zip(table.columns, row.cells, strict=True) if cell != "–"),
             row.besides, *table.always)
        )
        for table in tables
        for row in table.rows
    }  # fmt: skip
    assert list(told) == [rule.id for rule in outcome.case.rulebook.rules]
    for rule in outcome.case.rulebook.rules:
        for pattern in (*rule.positive, *rule.negative):
            for field, term in pattern.terms:
                words = {Const: lambda t: [t.value], OneOf: lambda t: t.values, Compare: lambda t: []}.get(
                    type(term), lambda t: []
                )(term)
                assert all(str(word) in told[rule.id] for word in words), (rule.id, field)
            if pattern.type not in ("prioriteit", "actor", "gremium", "instrument", "advies"):
                named = {heading(pattern.type, field) for field in ("", *(name for name, _ in pattern.terms))}
                assert any(name in told[rule.id] for name in named), (rule.id, pattern.type)
        assert told[rule.id].count("niet") >= len(rule.negative)


def test_terminal_lines_fit(outcome: Outcome) -> None:
    text = tables_text("Zaanstad", decision_tables(outcome.case.rulebook), 110)
    assert max(map(len, text.splitlines())) <= 110
    assert all(line == line.rstrip() for line in text.splitlines())
    for rule in outcome.case.rulebook.rules:
        assert rule.id.split("-")[0] in text


def test_markdown_tables_are_rectangular(outcome: Outcome) -> None:
    text = tables_markdown("Zaanstad", decision_tables(outcome.case.rulebook))
    for block in text.split("\n\n"):
        lines = block.splitlines()
        if lines and lines[0].startswith("|"):
            assert len({line.count("|") for line in lines}) == 1
    assert all(f"| `{rule.id}` |" in text for rule in outcome.case.rulebook.rules)


def test_the_base_dossier_has_tables(tmp_path: Path) -> None:
    tables = decision_tables(read_workspace(BASE).rulebook)
    assert [table.question for table in tables] == ["Welke zetels?"]
