"""Decision tables: per question its rules as rows, what they ask as columns, so that gaps and overlaps show; as text and Markdown.

A column is a field of which at least two rules ask fixed words, or a fact that several rules ask for or want
absent: the most asked, as many as fit beside each other. The rest stands in the last condition column, so that
nothing is left out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from strategy.advice.names import decimal
from strategy.facts.clauses import COMPARISONS, Thing, listed
from strategy.facts.types_and_sentences import ADVICE_TYPE, BASE_TYPES
from strategy.rulebook.ast import Const, OneOf, Pattern, Rule, Rulebook, Term, Var
from visualizations.regels.reading import plain
from visualizations.writers.markup import escaped
from visualizations.writers.markup import table as markdown_table

NOTHING = "–"
NO_QUESTION = "Zonder vraag"
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


def by_question(rules: Iterable[Rule], only: str | None = None) -> Iterator[tuple[str, list[Rule]]]:
    """The rules per question, in the order of the files; with `only` the question and rule of that name."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        if only in (None, rule.id):
            groups.setdefault(rule.question or NO_QUESTION, []).append(rule)
    yield from groups.items()


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
    if _tells_of_a_thing(name):
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


NOT = "niet"
YES = "ja"

Column = tuple[str, str]
"""A fact type and a field of it, or an empty field for whether there is such a fact."""


@dataclass(frozen=True)
class Ask:
    """One thing a rule asks: words of a field, or that a fact is there; `denied` when it must not be so."""

    column: Column
    words: tuple[str, ...]
    denied: bool = False

    @property
    def cell(self) -> str:
        text = plain(listed(((word,) for word in self.words), " of "))
        if not self.denied:
            return text or YES
        return f"{NOT} {text}".rstrip()

    @property
    def said(self) -> str:
        """As it reads outside its column."""
        name = heading(*self.column)
        if self.column[1] and self.words:
            return f"{name} {self.cell}"
        words = f" ({', '.join(self.words)})" if self.words else ""
        return f"{NOT} {name}{words}" if self.denied else f"{name}{words}"


def asks_of(rule: Rule) -> tuple[Ask, ...]:
    """Everything a rule asks, one by one; a denial of several words at once is one thing.

    That there is a fact at all goes without saying where the rule asks words of such a fact as well.
    """
    worded = {pattern.type for pattern in rule.positive if _fixed(pattern)}
    asks = [
        ask
        for pattern in rule.positive
        if _fixed(pattern) or pattern.type not in worded
        for ask in _asked(pattern)
    ]
    for pattern in rule.negative:
        fixed = _fixed(pattern)
        if len(fixed) == 1 and pattern.type != ADVICE_TYPE.name:
            asks.append(Ask((pattern.type, fixed[0][0]), _words(fixed[0][1]), denied=True))
        else:
            words = ", ".join(word for _, term in fixed for word in _words(term))
            asks.append(Ask((pattern.type, ""), (words,) if words else (), denied=True))
    return tuple(dict.fromkeys(asks))


def _asked(pattern: Pattern) -> Iterator[Ask]:
    fixed = _fixed(pattern)
    if pattern.type == ADVICE_TYPE.name and fixed:
        yield Ask((pattern.type, ""), (", ".join(word for _, term in fixed for word in _words(term)),))
        return
    yield from (Ask((pattern.type, field), _words(term)) for field, term in fixed)
    if not fixed and _tells_of_a_thing(pattern.type):
        joined = [field for field, _ in pattern.terms if field != "id"]
        if joined:
            yield Ask((pattern.type, ""), tuple(joined))
    elif not fixed:
        yield Ask((pattern.type, ""), ())


def _tells_of_a_thing(fact_type: str) -> bool:
    return fact_type in BASE_TYPES and isinstance(BASE_TYPES[fact_type].clause, Thing)


def _fixed(pattern: Pattern) -> list[tuple[str, Term]]:
    return [(field, term) for field, term in pattern.terms if not isinstance(term, Var)]


def _words(term: Term) -> tuple[str, ...]:
    match term:
        case Const(value):
            return (str(value),)
        case OneOf(values):
            return tuple(map(str, values))
        case Var(name):
            return (name,)
    return (f"{COMPARISONS[term.operator]} {decimal(float(term.number))}",)


def heading(name: str, field: str) -> str:
    """A column in a few words: the field, with its fact where the field alone does not say enough."""
    fact, plain_field = name.replace("_", " "), field.replace("_", " ")
    if not field or name == "rol_open":
        return fact
    return plain_field if name == "prioriteit" or field in name.split("_") else f"{fact} {plain_field}"


RULE, BESIDES, CONCLUSION, POINTS = "regel", "en verder", "gevolg", "punten"


def headings(table: DecisionTable) -> tuple[str, ...]:
    """The heads of all columns of a table; "en verder" only where a rule asks more."""
    besides = (BESIDES,) if any(row.besides for row in table.rows) else ()
    points = (POINTS,) if any(row.points for row in table.rows) else ()
    return (RULE, *table.columns, *besides, CONCLUSION, *points)


def cells(table: DecisionTable, row: Row) -> tuple[str, ...]:
    """The cells of a row, under those heads."""
    names = headings(table)
    besides = (row.besides or NOTHING,) if BESIDES in names else ()
    points = (row.points or NOTHING,) if POINTS in names else ()
    return (row.rule, *row.cells, *besides, row.conclusion, *points)


def notes(table: DecisionTable) -> Iterator[str]:
    """What the table shows at a glance: what all rules ask, words that none asks for, rules that ask the same."""
    if table.always:
        yield f"Elke regel vraagt: {', '.join(table.always)}."
    if table.unnamed:
        left = "; ".join(f"{name}: {', '.join(words)}" for name, words in table.unnamed)
        yield f"Geen regel noemt – {left}."
    for group in table.alike:
        yield f"Zelfde voorwaarden in deze tabel: {', '.join(group)}."


def tables_markdown(dossier: str, tables: Sequence[DecisionTable]) -> str:
    """All tables as Markdown."""
    lines = [f"# Beslistabellen van {escaped(dossier)}", "", LEGEND]
    for table in tables:
        lines += ["", f"## {escaped(table.question)}", ""]
        names = list(map(escaped, headings(table)))
        rows = (cells(table, row) for row in table.rows)
        lines += markdown_table(names, ([f"`{first}`", *map(escaped, others)] for first, *others in rows))
        for note in notes(table):
            lines += ["", escaped(note)]
    return "\n".join(lines) + "\n"


LEGEND = "– betekent: de regel vraagt hier niets; een woord: dat moet zo zijn; ja: het moet er zijn; niet: juist niet."


_GAP = "  "


def tables_text(dossier: str, tables: Sequence[DecisionTable], width: int) -> str:
    """All tables as plain text of `width` columns; what a rule asks besides stands below its row."""
    lines = [f"Beslistabellen van {dossier}", *textwrap.wrap(LEGEND, width)]
    for table in tables:
        lines += ["", table.question, *_drawn(table, width)]
        lines += [
            line for note in notes(table) for line in textwrap.wrap(note, width, subsequent_indent="  ")
        ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _drawn(table: DecisionTable, width: int) -> Iterator[str]:
    names = headings(table)
    kept = [place for place, name in enumerate(names) if name != BESIDES]
    head = [names[place] for place in kept]
    body = [[cells(table, row)[place] for place in kept] for row in table.rows]
    widths = _widths([head, *body], width)
    yield from _row_text(head, widths)
    yield "─" * min(width, sum(widths) + len(_GAP) * (len(widths) - 1))
    for row, texts in zip(table.rows, body, strict=True):
        yield from _row_text(texts, widths)
        if row.besides:
            yield from textwrap.wrap(
                f"{BESIDES}: {row.besides}", width, initial_indent="    ", subsequent_indent="      "
            )


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The width of each column: as wide as it wants, the widest narrowed first, to its longest word at least."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    least = [max(len(word) for text in column for word in _pieces(text)) for column in columns]
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room:
        place = max(range(len(widths)), key=lambda at: (widths[at] > least[at], widths[at]))
        if widths[place] <= least[place]:
            break
        widths[place] -= 1
    return widths


def _pieces(text: str) -> list[str]:
    return textwrap.wrap(text, 1, break_long_words=False) or [""]


def _row_text(texts: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [
        textwrap.wrap(text, wide, break_long_words=False) for text, wide in zip(texts, widths, strict=True)
    ]
    for at in range(max(map(len, wrapped))):
        line = [part[at] if at < len(part) else "" for part in wrapped]
        yield _GAP.join(text.ljust(wide) for text, wide in zip(line, widths, strict=True))
