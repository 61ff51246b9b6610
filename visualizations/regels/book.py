"""The rules as documentation, as Markdown and as one web page: all that is told of each rule, and a page per type of fact.

The web page has no script and fetches nothing, and is readable on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from strategy.advice.advise import Outcome
from strategy.advice.names import decimal, sentence
from strategy.dossier.defined_names import counted
from strategy.dossier.provenance import Origin
from strategy.explain.grounds import citation
from strategy.explain.rule_use import Figures, Instance, Links, figures, links
from strategy.facts.types_and_sentences import Domain, FactType
from strategy.rulebook.ast import ExampleKind, Rule, Rulebook
from strategy.rulebook.check import stated, variable_domains
from visualizations.regels.reading import RuleReader, RuleText, Tokens, anchor, html, markdown, plain
from visualizations.regels.tables import (
    LEGEND,
    NOT,
    NOTHING,
    DecisionTable,
    by_question,
    cells,
    headings,
    notes,
)
from visualizations.writers.markup import environment, escaped, policy, table
from visualizations.writers.stamps import capital, small, stamp

HEADS = {
    "feit": "dan geldt",
    "advies": "dan adviseren we",
    "tegen": "dan pleit dat tegen",
    "sluit_uit": "dan sluiten we uit",
}
HEADINGS = {
    "advies": "Sterkste adviezen",
    "feit": "Wat eruit volgde",
    "tegen": "Wat het verzwakte",
    "sluit_uit": "Wat het tegenhield",
}
"""What the examples from the last run are examples of."""


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
class ExampleText:
    """An example that is written in the rule: whether it is right, and for which things."""

    kind: ExampleKind
    tokens: Tokens
    note: str


@dataclass(frozen=True)
class Page:
    """All there is to say about one rule."""

    rule: Rule
    title: str
    reading: RuleText
    head: str
    weight: str
    origin: str
    figures: str
    heading: str
    shown: tuple[Shown, ...]
    examples: tuple[ExampleText, ...]
    links: tuple[tuple[str, tuple[str, ...]], ...]


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
    used, linked = figures(outcome), links(case.rulebook)
    reader = RuleReader(case.rulebook, outcome.names)
    return Book(
        dossier=case.dossier.header.name,
        run=stamp(case),
        summary=_summary(case.rulebook),
        chapters=tuple(
            Chapter(
                question,
                tuple(_page(outcome, reader, rule, used[rule.id], linked[rule.id]) for rule in rules),
            )
            for question, rules in by_question(case.rulebook.rules, only)
        ),
        whole=only is None,
    )


def title_of(rule: Rule) -> str:
    """The name of a rule as people read it."""
    return rule.label or capital(rule.id.replace("-", " "))


def _summary(rulebook: Rulebook) -> str:
    counts = {kind: sum(rule.head.kind == kind for rule in rulebook.rules) for kind in HEADS}
    return (
        f"{len(rulebook.rules)} regels: {counts['feit']} voor feiten, {counts['advies']} voor advies, "
        f"{counts['tegen']} ertegen en {counts['sluit_uit']} om uit te sluiten."
    )


def _page(outcome: Outcome, reader: RuleReader, rule: Rule, used: Figures, linked: Links) -> Page:
    return Page(
        rule=rule,
        title=title_of(rule),
        reading=reader.read(rule),
        head=HEADS[rule.head.kind],
        weight=_weight(rule),
        origin=_origin(outcome, rule),
        figures=figures_text(rule, used),
        heading=HEADINGS[rule.head.kind],
        shown=tuple(_shown(outcome, reader, rule, one) for one in used.instances),
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


def _shown(outcome: Outcome, reader: RuleReader, rule: Rule, one: Instance) -> Shown:
    argument = sentence(outcome.trace, outcome.names, one.firing)
    if rule.head.kind == "feit":
        concluded = plain(reader.concluded(rule, dict(one.firing.bindings)))
        return Shown(concluded, argument, one.advice, one.title)
    added = f" ({'−' if rule.points < 0 else '+'}{decimal(one.value, 1)})" if one.value else ""
    return Shown(one.title, f"{argument}{added}".strip(), one.advice)


def _examples(outcome: Outcome, reader: RuleReader, rule: Rule) -> Iterator[ExampleText]:
    """The examples of a rule; those about something that may not be shown are left out."""
    view = outcome.case.view
    domains = variable_domains(rule, outcome.trace.types)
    for example in rule.examples:
        if not view.public_only or all(
            not domains[name].names_instances or value in view.ids.get(domains[name].name, ())
            for name, value in example.bindings
        ):
            yield ExampleText(example.kind, reader.example(rule, example), example.note)


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


EXAMPLES_HEADING = "Voorbeelden bij de regel"


def book_markdown(book: Book) -> str:
    """The book as Markdown; the same book gives the same text."""
    return "\n".join(_lines(book)).rstrip("\n") + "\n"


def _lines(book: Book) -> Iterator[str]:
    if book.whole:
        yield f"# De regels van {escaped(book.dossier)}"
        yield ""
        yield f"{book.summary} Cijfers uit de laatste run: {book.run}."
        yield ""
        yield "Een schuine letter zoals *p* staat binnen één regel steeds voor hetzelfde. Een vet woord is wat de"
        yield "regel vraagt. “Zo'n begrip” volgt uit een andere regel."
        yield ""
    for chapter in book.chapters:
        if book.whole:
            yield f"## {escaped(chapter.question)}"
            yield ""
        for page in chapter.pages:
            yield from _page_text(page, "###" if book.whole else "#")
    if not book.whole:
        yield f"Cijfers uit de laatste run: {book.run}."


def _page_text(page: Page, level: str) -> Iterator[str]:
    yield f"{level} {escaped(page.title)}"
    yield ""
    if page.rule.description:
        yield escaped(page.rule.description)
        yield ""
    yield "Als"
    yield ""
    for clause in page.reading.conditions:
        meaning = f" ({escaped(lowered(clause.meaning))})" if clause.meaning else ""
        yield f"- {markdown(clause.tokens)}{meaning}"
    yield ""
    weight = f" ({escaped(page.weight)})" if page.weight else ""
    yield f"{page.head}: {markdown(page.reading.conclusion)}{weight}."
    yield ""
    if page.reading.argument:
        yield f"> {markdown(page.reading.argument)}"
        yield ""
    yield page.figures
    yield ""
    if page.shown:
        yield f"{page.heading}:"
        yield ""
        yield from (f"{place}. {_shown_text(one)}" for place, one in enumerate(page.shown, 1))
        yield ""
    if page.examples:
        yield f"{EXAMPLES_HEADING}:"
        yield ""
        for told in page.examples:
            note = f" – {escaped(told.note)}" if told.note else ""
            yield f"- {markdown(told.tokens)}{note}"
        yield ""
    for name, rules in page.links:
        yield f"- {name}: {', '.join(f'`{rule}`' for rule in rules)}"
    if page.links:
        yield ""
    since = f" · sinds {escaped(page.rule.since)}" if page.rule.since else ""
    yield f"`{page.rule.id}` · {escaped(page.rule.span.place)} · {escaped(page.origin)}{since}"
    yield ""


def _shown_text(one: Shown) -> str:
    detail = f": {escaped(one.detail)}" if one.detail else ""
    if one.under:
        return f"{escaped(one.text)}{detail} – onder “{escaped(one.under)}” (`{one.advice}`)"
    name = f" (`{one.advice}`)" if one.advice else ""
    return f"{escaped(one.text)}{name}{detail}"


def lowered(meaning: str) -> str:
    """A description in brackets: without a capital at its start and a stop at its end."""
    return small(meaning).removesuffix(".")


@dataclass(frozen=True)
class FactRow:
    """One fact type: its fields with what each holds, and the ids of the rules that conclude it or ask for it."""

    name: str
    meaning: str
    fields: tuple[tuple[str, str], ...]
    derived_by: tuple[str, ...]
    used_by: tuple[str, ...]


@dataclass(frozen=True)
class FactPage:
    """All fact types of a dossier: what it states or what is measured on it, and what its rules conclude."""

    dossier: str
    stated: tuple[FactRow, ...]
    derived: tuple[FactRow, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[FactRow, ...]], ...]:
        return (("Uit het dossier", self.stated), ("Uit regels", self.derived))


def fact_page(dossier: str, rulebook: Rulebook) -> FactPage:
    """The fact types of a rulebook, in order of declaration."""
    rows = [_row(fact_type, rulebook) for fact_type in rulebook.types.values()]
    known = stated(rulebook.types)
    return FactPage(
        dossier=dossier,
        stated=tuple(row for row in rows if row.name in known),
        derived=tuple(row for row in rows if row.name not in known),
    )


def facts_markdown(page: FactPage) -> str:
    """All fact types as Markdown tables."""
    lines = [f"# De feiten van {escaped(page.dossier)}"]
    for title, rows in page.parts:
        told = (
            [
                f"`{row.name}`",
                escaped(row.meaning),
                ", ".join(f"`{name}` ({holds})" for name, holds in row.fields),
                used(row),
            ]
            for row in rows
        )
        lines += ["", f"## {title}", "", *table(("feit", "betekenis", "velden", "gevraagd door"), told)]
    return "\n".join(lines) + "\n"


def used(row: FactRow) -> str:
    """How many rules ask for a fact."""
    return f"{len(row.used_by)} {'regel' if len(row.used_by) == 1 else 'regels'}" if row.used_by else "–"


def _row(fact_type: FactType, rulebook: Rulebook) -> FactRow:
    name = fact_type.name
    deriving = [
        rule for rule in rulebook.rules if rule.head.kind in ("feit", "advies") and rule.head.type == name
    ]
    using = [
        rule.id
        for rule in rulebook.rules
        if any(pattern.type == name for pattern in (*rule.positive, *rule.negative))
    ]
    told = [rule.description or rule.label for rule in deriving if rule.head.kind == "feit"]
    return FactRow(
        name=name,
        meaning=" Of: ".join(filter(None, told)) or fact_type.meaning,
        fields=tuple((field, _holds(domain)) for field, domain in fact_type.fields),
        derived_by=tuple(rule.id for rule in deriving),
        used_by=tuple(using),
    )


def _holds(domain: Domain) -> str:
    """What a field holds: its words, or what it is the name of."""
    return ", ".join(domain.words) if domain.words else domain.name


def figures_text(rule: Rule, found: Figures) -> str:
    """What the last run made of a rule, in one or two sentences."""
    if not found.fired:
        return "Vuurde in de laatste run niet."
    opening = f"Vuurde {found.fired} keer"
    match rule.head.kind:
        case "feit":
            facts = counted(found.facts, "feit", "feiten")
            if found.advices:
                rests = f"{counted(found.advices, 'advies', 'adviezen')} {'rust' if found.advices == 1 else 'rusten'} erop"
            else:
                rests = "geen advies rust er rechtstreeks op"
            return f"{opening} en leidde {facts} af; {rests}."
        case "tegen":
            if not found.advices:
                return f"{opening}, en verzwakte geen advies."
            return f"{opening} en verzwakte {counted(found.advices, 'advies', 'adviezen')}."
        case "sluit_uit":
            return f"{opening}{_vetoed(found)}"
    return f"{opening}{_argued(found)}"


def _argued(found: Figures) -> str:
    if not found.advices:
        excluded = "; andere regels sloten alles uit" if found.excluded else ""
        return f", zonder dat er een advies overbleef{excluded}."
    text = f", voor {counted(found.advices, 'advies', 'adviezen')}"
    if found.alone == found.advices:
        text += "; telkens het enige argument." if found.advices > 1 else "; het enige argument."
    else:
        only = f", bij {found.alone} het enige" if found.alone else ""
        text += f"; bij {found.strongest or 'geen'} het sterkste argument{only}."
    if found.excluded:
        text += f" {found.excluded} keer sloot een andere regel het advies uit."
    if found.advices == 1:
        text += " Een regel voor één advies is een hypothese."
    return text


def _vetoed(found: Figures) -> str:
    if not found.advices:
        return ", en hield niets tegen dat anders geadviseerd was."
    text = f" en hield {counted(found.advices, 'mogelijk advies', 'mogelijke adviezen')} tegen"
    only = f", waarvan {found.alone} als enige" if found.alone else ""
    if found.alone == found.advices:
        only = ", telkens als enige" if found.alone > 1 else ", als enige"
    return f"{text}{only}, elk voor één prioriteit."


# ── as a web page ───────────────────────────────────────────────────────────────────────────────────

_TEMPLATES = Path(__file__).parent / "templates"
_WIDE = "@page{size:A4 landscape}@media print{section{break-before:auto}}"


def book_page(book: Book) -> str:
    """The book as one HTML page; the same book gives the same bytes."""
    if book.whole:
        title = f"De regels van {book.dossier}"
    else:
        title = f"{book.chapters[0].pages[0].title} – een regel van {book.dossier}"
    return _render("regels.html", title, book=book, examples=EXAMPLES_HEADING)


def facts_page(page: FactPage) -> str:
    """The fact types as one HTML page."""
    return _render("feiten.html", f"De feiten van {page.dossier}", page=page)


def tables_page(dossier: str, run: str, tables: tuple[DecisionTable, ...]) -> str:
    """The decision tables as one HTML page, on paper in landscape."""
    return _render(
        "tabellen.html",
        f"Beslistabellen van {dossier}",
        extra=_WIDE,
        run=run,
        legend=LEGEND,
        tables=tables,
        nothing=NOTHING,
        denied=NOT,
    )


def _render(template: str, title: str, extra: str = "", **values: Any) -> str:
    css = "".join(line.strip() for line in _text("regels.css").splitlines()) + extra
    templates = environment(_TEMPLATES)
    templates.filters |= {
        "zin": html, "plaats": anchor, "klein": lowered, "hoofdletter": capital,
        "koppen": headings, "cellen": cells, "noten": notes,
    }  # fmt: skip
    page = templates.get_template(template).render(
        title=title, css=Markup(css), csp=policy((), css), **values
    )
    return page.rstrip("\n") + "\n"


def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")
