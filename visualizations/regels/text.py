"""The book as Markdown, for the terminal and for documents."""

from __future__ import annotations

from collections.abc import Iterator

from visualizations.regels.book import Book, Page, Shown
from visualizations.regels.tokens import escaped, markdown

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
    yield f"`{page.rule.id}` · {page.place} · {escaped(page.origin)}{since}"
    yield ""


def _shown_text(one: Shown) -> str:
    detail = f": {escaped(one.detail)}" if one.detail else ""
    if one.under:
        return f"{escaped(one.text)}{detail} – onder “{escaped(one.under)}” (`{one.advice}`)"
    name = f" (`{one.advice}`)" if one.advice else ""
    return f"{escaped(one.text)}{name}{detail}"


def lowered(meaning: str) -> str:
    """A description in brackets: without a capital at its start and a stop at its end."""
    return f"{meaning[:1].lower()}{meaning[1:]}".removesuffix(".")
