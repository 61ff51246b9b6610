"""The briefing as a tagged PDF: headings, lists, table heads, alternative texts and an outline."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from visualizations.briefing.model import (
    EDGE,
    ON_ITS_SIDE,
    SIZES,
    Block,
    Briefing,
    Bullets,
    Cell,
    Heading,
    Page,
    Paragraph,
    Picture,
    Section,
    Table,
)
from visualizations.writers.markup import spans
from visualizations.writers.pictures import pdf


def pdf_bytes(briefing: Briefing) -> bytes:
    """The document; the same briefing gives the same bytes."""
    data = {
        "name": briefing.title,
        "subtitle": f"{briefing.subtitle} · {briefing.stamp}",
        "advice": briefing.advice,
        "least": briefing.least,
        "sheets": [[_section(section) for section in sheet] for sheet in _sheets(briefing)],
    }
    title = f"{briefing.title} · {briefing.subtitle}"
    return pdf(_TEMPLATE, data, title, briefing.mark, briefing.day)


def _sheets(briefing: Briefing) -> list[list[Section]]:
    """The sections that follow on each other, on paper of one size."""
    every = (briefing.front, *briefing.sections)
    return [list(sections) for _, sections in groupby(every, key=lambda section: section.page)]


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title, "blocks": [_block(block) for block in section.blocks], **_page(section.page),
    }  # fmt: skip


def _page(page: Page) -> dict[str, Any]:
    across, down = SIZES[page]
    return {"across": across, "down": down, "edge": EDGE if page == "A4" else ON_ITS_SIDE}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"sort": "heading", "text": block.text, "level": block.level}
        case Paragraph():
            return {"sort": "paragraph", "text": _spans(block.text), "look": block.look}
        case Bullets():
            items = [{"strong": strong, "text": _spans(text)} for strong, text in block.items]
            return {"sort": "bullets", "items": items, "small": block.small, "numbered": block.numbered}
        case Table():
            return {
                "sort": "table", "title": block.title, "heads": block.heads, "shares": block.shares,
                "rows": [[_cell(cell) for cell in row] for row in block.rows], "small": block.small,
            }  # fmt: skip
        case Picture():
            return {
                "sort": "picture", "svg": block.svg, "width": block.width, "height": block.height,
                "alternative": block.alternative,
            }  # fmt: skip


def _cell(cell: Cell) -> dict[str, Any]:
    return {"text": _spans(cell.text), "note": cell.note}


def _spans(text: str) -> list[dict[str, Any]]:
    return [{"text": part, "code": code} for part, code in spans(text)]


_TEMPLATE = """
#let ink = rgb("#10222E")
#let navy = rgb("#003B5C")
#let grey = rgb("#4B5560")
#let pale = rgb("#DCEBF5")
#let line = rgb("#B8C4CC")
#let sized(points) = calc.max(points, data.least) * 1pt

#set text(size: sized(9.5), fill: ink, hyphenate: false)
#set par(leading: 0.55em, spacing: 0.75em)
#set page(
  header: context if counter(page).get().first() > 1 { text(size: sized(8), fill: grey, data.subtitle) }, // on the first it stands below the title
  header-ascent: 5mm,
  footer-descent: 5mm,
  footer: context text(size: sized(8), fill: grey)[
    #data.advice #h(1fr) bladzijde #counter(page).display() van #counter(page).final().first()
  ],
)
#show title: it => block(below: 9pt, text(size: sized(21), fill: navy, it.body))
#show heading: set text(fill: navy)
#show heading.where(level: 1): it => block(above: 20pt, below: 9pt, sticky: true, text(size: sized(15), it.body))
#show heading.where(level: 2): it => block(above: 11pt, below: 5.5pt, sticky: true, text(size: sized(11.5), it.body))
#show heading.where(level: 3): it => block(above: 8pt, below: 5pt, sticky: true, text(size: sized(10), it.body))
#set list(indent: 0pt, body-indent: 5pt, spacing: 0.65em, marker: text(fill: navy, [•]))
#set table(
  stroke: (x, y) => (bottom: if y > 0 { 0.5pt + line }),
  fill: (x, y) => if y == 0 { navy },
  inset: (x: 4pt, y: 3.2pt),
  align: left + top,
)
#show table: set par(leading: 0.45em, spacing: 0.45em)
#show table.cell.where(y: 0): set text(fill: white, weight: "bold")

#let said(parts) = parts.map(part => if part.code { text(fill: navy, style: "italic", part.text) } else { part.text }).join()
#let small(body) = text(size: sized(7), fill: grey, body)

#let shown(it) = {
  if it.sort == "heading" {
    heading(level: it.level, it.text)
  } else if it.sort == "paragraph" {
    if it.look == "lead" {
      block(fill: pale, stroke: (left: 3pt + navy), inset: (x: 8pt, y: 7pt), width: 100%, below: 9pt, breakable: false, sticky: true, text(size: sized(10.5), par(said(it.text))))
    } else if it.look == "small" {
      block(above: 5pt, below: 7pt, text(size: sized(8.5), fill: grey, par(said(it.text))))
    } else {
      par(said(it.text))
    }
  } else if it.sort == "bullets" {
    set text(size: sized(if it.small { 8 } else { 9.5 }))
    let items = it.items.map(item => {
      if item.strong != "" { strong(item.strong) + " " }
      said(item.text)
    })
    if it.numbered { enum(..items) } else { list(..items) }
  } else if it.sort == "table" {
    set text(size: sized(if it.small { 7 } else { 8.5 }))
    block(below: 8pt, table(
      columns: it.shares.map(share => share * 1fr),
      table.header(..it.heads.map(head => head)),
      ..it.rows.flatten().map(cell => table.cell(breakable: false, {
        said(cell.text)
        if cell.note != "" { linebreak() + text(size: sized(7.5), fill: grey, cell.note) }
      })),
    ))
  } else if it.sort == "picture" {
    image(bytes(it.svg), format: "svg", width: it.width * 1mm, height: it.height * 1mm, alt: it.alternative)
  }
}

#for (number, sections) in data.sheets.enumerate() {
  let paper = sections.first()
  page(
    width: paper.across * 1mm, height: paper.down * 1mm,
    margin: (x: paper.edge * 1mm, top: 20mm, bottom: 16mm),
    {
      if number == 0 {
        title(data.name)
        block(below: 10pt, text(size: sized(9), fill: grey, data.subtitle))
      }
      for section in sections {
        heading(level: 1, section.title)
        for it in section.blocks { shown(it) }
      }
    },
  )
}
"""
