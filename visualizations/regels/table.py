"""Decision tables: per question its rules as rows, what they ask as columns, so that gaps and overlaps show.

A column is a field of which at least two rules ask fixed words, or a fact that several rules ask for or want
absent: the most asked, as many as fit beside each other. The rest stands in the last condition column, so that
nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from strategy.advice.names import decimal
from strategy.facts.types import ADVICE_TYPE, Thing
from strategy.rulebook.ast import Const, Rule, Rulebook
from visualizations.regels.asks import NOT, Ask, Column, asks_of, heading
from visualizations.regels.book import by_question
from visualizations.regels.phrases import clause

NOTHING = "–"
_FEWEST_FIXED = 2
_FEWEST_PRESENT = 3
_MOST_COLUMNS = 6
"""More than a sheet or a terminal has room for."""


@dataclass(frozen=True)
class Row:
    """One rule: a cell per column, what it asks besides, its conclusion and its points."""

    rule: str
    cells: tuple[str, ...]
    besides: str
    conclusion: str
    points: str


@dataclass(frozen=True)
class DecisionTable:
    """The table of one question. `always` is what all its rules ask alike.

    `unnamed` are, per column, words that no rule of the question asks for; `alike` groups of rules that ask the
    same as far as the table shows.
    """

    question: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    always: tuple[str, ...]
    unnamed: tuple[tuple[str, tuple[str, ...]], ...]
    alike: tuple[tuple[str, ...], ...]


def decision_tables(rulebook: Rulebook) -> tuple[DecisionTable, ...]:
    """A table for every question, in the order of the files."""
    return tuple(_table(question, rules, rulebook) for question, rules in by_question(rulebook.rules))


def _table(question: str, rules: Sequence[Rule], rulebook: Rulebook) -> DecisionTable:
    asked = {rule.id: asks_of(rule) for rule in rules}
    columns = _columns(asked, rulebook)
    asked = {rule: tuple(_placed(ask, asks, columns) for ask in asks) for rule, asks in asked.items()}
    shared = set.intersection(*(set(asks) for asks in asked.values())) if len(asked) > 1 else set()
    always = tuple(ask.said for ask in next(iter(asked.values())) if ask in shared)
    shown = [column for column in columns if _varies(column, asked)]
    rows = tuple(_row(rule, asked[rule.id], shown, shared) for rule in rules)
    return DecisionTable(
        question=question,
        columns=tuple(heading(*column) for column in shown),
        rows=rows,
        always=always,
        unnamed=tuple(_unnamed(shown, asked, rulebook)),
        alike=_alike(rows),
    )


def _columns(asked: Mapping[str, Sequence[Ask]], rulebook: Rulebook) -> list[Column]:
    """The columns that most rules share, in the order of the fact table."""
    users: dict[Column, list[Ask]] = {}
    for asks in asked.values():
        for column in dict.fromkeys(ask.column for ask in asks):
            users.setdefault(column, []).extend(ask for ask in asks if ask.column == column)
    types = list(rulebook.types)

    def place(column: Column) -> tuple[int, int]:
        fields = rulebook.types[column[0]].field_names
        return types.index(column[0]), fields.index(column[1]) if column[1] else len(fields)

    shared = [column for column, asks in users.items() if _shared(column, asks)]
    most = sorted(shared, key=lambda column: (-len(users[column]), place(column)))[:_MOST_COLUMNS]
    return sorted(most, key=place)


def _shared(column: Column, asks: Sequence[Ask]) -> bool:
    name, field = column
    if field or name == ADVICE_TYPE.name:
        return len(asks) >= _FEWEST_FIXED
    if isinstance(clause(name), Thing):
        return False  # that a thing is there tells nothing apart
    mixed = len({ask.denied for ask in asks}) > 1
    return mixed or len(asks) >= _FEWEST_PRESENT


def _placed(ask: Ask, asks: Sequence[Ask], columns: Sequence[Column]) -> Ask:
    """An ask for any fact of a type, in the column for the words of that type when there is one."""
    name, field = ask.column
    if field or ask.words or ask.denied or ask.column in columns:
        return ask
    own = [column for column in columns if column[0] == name]
    if not own or any(other.column in own for other in asks):
        return ask
    return Ask(own[0], ())


def _varies(column: Column, asked: Mapping[str, Sequence[Ask]]) -> bool:
    """Whether a column tells any two rules apart."""
    return len({_cell(column, asks) for asks in asked.values()}) > 1 or len(asked) == 1


def _row(rule: Rule, asks: Sequence[Ask], columns: Sequence[Column], shared: set[Ask]) -> Row:
    left = [ask.said for ask in asks if ask.column not in columns and ask not in shared]
    return Row(
        rule=rule.id,
        cells=tuple(_cell(column, asks) for column in columns),
        besides=", ".join(dict.fromkeys(left)),
        conclusion=_conclusion(rule),
        points=decimal(rule.points).replace("-", "−") if rule.points else "",
    )


def _cell(column: Column, asks: Sequence[Ask]) -> str:
    return " en ".join(dict.fromkeys(ask.cell for ask in asks if ask.column == column)) or NOTHING


def _conclusion(rule: Rule) -> str:
    words = ", ".join(
        dict.fromkeys(str(term.value) for _, term in rule.head.terms if isinstance(term, Const))
    )
    match rule.head.kind:
        case "feit":
            return ", ".join(filter(None, (rule.head.type.replace("_", " "), words)))
        case "tegen":
            return f"tegen: {words}"
        case "sluit_uit":
            return f"{NOT}: {words or 'elk advies'}"
    return words


def _unnamed(
    columns: Sequence[Column], asked: Mapping[str, Sequence[Ask]], rulebook: Rulebook
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Per column the words that no rule asks for, where rules ask for at least half of its list."""
    for column in columns:
        domain = rulebook.types[column[0]].domain(column[1])
        if domain is None or not domain.words:
            continue
        named = {
            word for asks in asked.values() for ask in asks if ask.column == column for word in ask.words
        }
        left = tuple(word for word in domain.words if word not in named)
        if 0 < len(left) <= len(domain.words) / 2:
            yield heading(*column), left


def _alike(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for row in rows:
        groups.setdefault((row.cells, row.besides), []).append(row.rule)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
