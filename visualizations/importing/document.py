"""A list beside a dossier as Markdown: the report, and the page that goes with a proposal."""

from __future__ import annotations

from strategy.importing.compare import Compared
from visualizations.importing import words
from visualizations.importing.words import Written
from visualizations.output import MARK
from visualizations.sheets import Column, Sheet, cell_text, markdown_text

_ROWS = (
    Column("waar", "de rij in de lijst"),
    Column("in de lijst", "wat er staat"),
    Column("in het dossier", "de zetel die dat is"),
    Column("gevonden", "op naam, andere naam of lijkt erop"),
    Column("stand", "wat het dossier heeft → wat de lijst zegt"),
    Column("opmerkingen", "wat erbij te weten is"),
)
_UNREAD = (
    Column("waar", "de rij in de lijst"),
    Column("kolom", "de kop"),
    Column("waarom", "wat er mis is"),
)


def as_markdown(compared: Compared, written: Written | None) -> str:
    """The report, with what to do next at the top."""
    case = compared.case
    parts = [
        f"# {cell_text(compared.source.title)}\n",
        f"{cell_text(compared.source.file)} naast {case.dossier.header.name}, peildatum {case.view.day.isoformat()}. "
        f"{words.heading(compared)}.\n",
        "".join(f"- {cell_text(remark)}\n" for remark in words.remarks(compared)),
        "## Hoe verder\n",
        "".join(f"{number}. {step}\n" for number, step in enumerate(words.steps(compared, written), 1)),
    ]
    for title, meaning, told in words.sections(compared):
        rows = tuple(
            (row.where, row.said, row.seat, row.how, row.stand, "; ".join(row.remarks)) for row in told
        )
        parts += [f"## {title}\n", f"{meaning.capitalize()}.\n", markdown_text(Sheet(title, _ROWS, rows))]
    if unread := words.unread(compared):
        parts += ["## Niet gelezen\n", markdown_text(Sheet("Niet gelezen", _UNREAD, tuple(unread)))]
    return "\n".join((*parts, f"{MARK} · Krachtenveld adviseert; mensen beslissen.\n"))
