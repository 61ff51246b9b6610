"""The rules as one self-contained web page: no script, nothing fetched, and readable on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup

from visualizations.regels.book import EXAMPLES_HEADING, Book, FactPage, lowered
from visualizations.regels.reading import anchor, html
from visualizations.regels.tables import LEGEND, NOT, NOTHING, DecisionTable, cells, headings, notes
from visualizations.writers.markup import environment, policy
from visualizations.writers.stamps import capital

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
