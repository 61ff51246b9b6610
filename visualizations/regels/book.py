"""The rules as a book: a chapter per question, a page per rule, ready to be written in any form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from strategy.advice.advise import Outcome
from strategy.advice.names import decimal, sentence
from strategy.dossier.provenance import Origin
from strategy.explain.basis import citation
from strategy.rulebook.ast import ExampleKind, Rule, Rulebook
from strategy.rulebook.check import variable_domains
from visualizations.regels.figures import Figures, Instance, figures
from visualizations.regels.links import Links, links
from visualizations.regels.reading import Reader, Reading
from visualizations.regels.tokens import Tokens, capital, plain
from visualizations.regels.told import instances_heading, told
from visualizations.stamp import stamp

NO_QUESTION = "Zonder vraag"
HEADS = {
    "feit": "dan geldt",
    "advies": "dan adviseren we",
    "tegen": "dan pleit dat tegen",
    "sluit_uit": "dan sluiten we uit",
}


@dataclass(frozen=True)
class Shown:
    """An example from the last run: what came of it and why; `advice` is the id it goes with.

    `under` is the title of that advice where the example is a fact that it rests on.
    """

    text: str
    detail: str
    advice: str = ""
    under: str = ""


@dataclass(frozen=True)
class Told:
    """An example that is written in the rule: whether it is right, and for which things."""

    kind: ExampleKind
    tokens: Tokens
    note: str


@dataclass(frozen=True)
class Page:
    """All there is to say about one rule."""

    rule: Rule
    title: str
    reading: Reading
    head: str
    weight: str
    origin: str
    figures: str
    heading: str
    shown: tuple[Shown, ...]
    examples: tuple[Told, ...]
    links: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def place(self) -> str:
        return f"{self.rule.span.file}:{self.rule.span.line}"


@dataclass(frozen=True)
class Chapter:
    """The rules that answer one question."""

    question: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Book:
    """Every rule of a dossier, with the run that its figures come from. `whole` unless it is about one rule."""

    dossier: str
    run: str
    summary: str
    chapters: tuple[Chapter, ...]
    whole: bool = True


def book(outcome: Outcome, only: str | None = None) -> Book:
    """The book of an outcome, or the one page of the rule `only`."""
    case = outcome.case
    counted, linked = figures(outcome), links(case.rulebook)
    reader = Reader(case.rulebook, outcome.names)
    return Book(
        dossier=case.dossier.header.name,
        run=_run(outcome),
        summary=_summary(case.rulebook),
        chapters=tuple(
            Chapter(
                question,
                tuple(_page(outcome, reader, rule, counted[rule.id], linked[rule.id]) for rule in rules),
            )
            for question, rules in by_question(case.rulebook.rules, only)
        ),
        whole=only is None,
    )


def by_question(rules: Iterable[Rule], only: str | None = None) -> Iterator[tuple[str, list[Rule]]]:
    """The rules per question, in the order of the files; with `only` the question and rule of that name."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        if only in (None, rule.id):
            groups.setdefault(rule.question or NO_QUESTION, []).append(rule)
    yield from groups.items()


def title_of(rule: Rule) -> str:
    """The name of a rule as people read it."""
    return rule.label or capital(rule.id.replace("-", " "))


def _run(outcome: Outcome) -> str:
    case = outcome.case
    return stamp(case)


def _summary(rulebook: Rulebook) -> str:
    counts = {kind: sum(rule.head.kind == kind for rule in rulebook.rules) for kind in HEADS}
    return (
        f"{len(rulebook.rules)} regels: {counts['feit']} voor feiten, {counts['advies']} voor advies, "
        f"{counts['tegen']} ertegen en {counts['sluit_uit']} om uit te sluiten."
    )


def _page(outcome: Outcome, reader: Reader, rule: Rule, counted: Figures, linked: Links) -> Page:
    return Page(
        rule=rule,
        title=title_of(rule),
        reading=reader.read(rule),
        head=HEADS[rule.head.kind],
        weight=_weight(rule),
        origin=_origin(outcome, rule),
        figures=told(rule, counted),
        heading=instances_heading(rule),
        shown=tuple(_shown(outcome, reader, rule, one) for one in counted.instances),
        examples=tuple(_examples(outcome, reader, rule)),
        links=tuple(_named(linked)),
    )


def _weight(rule: Rule) -> str:
    if not rule.points:
        return ""
    unit = "punt" if abs(rule.points) == 1 else "punten"
    factor = f" × {rule.factor}" if rule.factor else ""
    return f"{decimal(rule.points).replace('-', '−')} {unit}{factor}"


def _origin(outcome: Outcome, rule: Rule) -> str:
    if rule.source is None:
        return rule.nature or "zonder bron"
    cited = citation(outcome.names, Origin(rule.span, source=rule.source))
    return f"{cited} ({rule.nature})" if rule.nature else cited


def _shown(outcome: Outcome, reader: Reader, rule: Rule, one: Instance) -> Shown:
    argument = sentence(outcome.trace, outcome.names, one.firing)
    if rule.head.kind == "feit":
        concluded = plain(reader.concluded(rule, dict(one.firing.bindings)))
        return Shown(concluded, argument, one.advice, one.title)
    added = f" ({'−' if rule.points < 0 else '+'}{decimal(one.value, 1)})" if one.value else ""
    return Shown(one.title, f"{argument}{added}".strip(), one.advice)


def _examples(outcome: Outcome, reader: Reader, rule: Rule) -> Iterator[Told]:
    """The examples of a rule; those about something that may not be shown are left out."""
    view = outcome.case.view
    domains = variable_domains(rule, outcome.trace.types)
    for example in rule.examples:
        if not view.public_only or all(
            not domains[name].names_instances or value in view.ids.get(domains[name].name, ())
            for name, value in example.bindings
        ):
            yield Told(example.kind, reader.example(rule, example), example.note)


def _named(linked: Links) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, rules in (
        ("gevoed door", linked.fed_by),
        ("voedt", linked.feeds),
        ("vervalt door", linked.stopped_by),
        ("laat vervallen", linked.stops),
        ("tegengesproken door", linked.countered_by),
        ("spreekt tegen", linked.counters),
    ):
        if rules:
            yield name, rules
