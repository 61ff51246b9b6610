"""A list beside a dossier as JSON, for programs."""

from __future__ import annotations

from typing import Any

from strategy.importing.compare import Compared
from strategy.importing.proposal import Line
from visualizations.importing.words import Written
from visualizations.jsonhead import head

VERSION = "1.0"


def import_data(compared: Compared, written: Written | None) -> dict[str, Any]:
    """Every row with what became of it; `geschreven` is null when nothing was written."""
    proposal = compared.proposal
    return {
        **head(compared.case, VERSION),
        "lijst": {
            "bestand": compared.source.file,
            "titel": compared.source.title,
            "bladen": [table.sheet for table, _ in compared.listed.sheets],
            "kolommen": list(compared.columns),
            "niet_gebruikt": list(compared.unused),
            "rijen": compared.rows,
        },
        "zetels": [_line(line) for line in proposal.lines],
        "momenten": [
            {
                "blad": each.place.sheet,
                "rij": each.place.row,
                "naam": each.name,
                "datum": each.when,
                "betreft": each.about,
            }
            for each in proposal.moments
        ],
        "niet_gelezen": [
            {"blad": each.place.sheet, "rij": each.place.row, "kolom": each.heading, "waarom": each.why}
            for each in proposal.unread
        ],
        "geschreven": {"map": written.folder, "bestanden": sorted(written.proposed.texts())}
        if written
        else None,
    }


def _line(line: Line) -> dict[str, Any]:
    reading = line.reading
    return {
        "blad": reading.place.sheet,
        "rij": reading.place.row,
        "staat_er": reading.said,
        "gevonden": reading.match.how,
        "uitkomst": line.state,
        "zetel": line.seat or None,
        "nu": line.now or None,
        "wordt": line.then or None,
        "kandidaten": list(line.choices),
        "opgaven": list(reading.opgaven),
        "prioriteiten": list(reading.priorities),
        "themas": list(reading.themes),
        "portefeuilles": list(reading.portfolios),
        "plek": str(line.at) if line.at else None,
        "opmerkingen": list(line.remarks),
    }
