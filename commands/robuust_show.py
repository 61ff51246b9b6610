"""What `robuust` found, in the form that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.steps import emit, emit_bytes, json_text, show
from visualizations.options import Settings

if TYPE_CHECKING:
    from strategy.robustness.explored import Explored


def show_found(settings: Settings, found: Explored, one: bool, top: int | None) -> None:
    """What was found in the form that was asked for; `one` when it was about one advice. `top` None is the usual."""
    case = found.outcome.case
    match settings.format:
        case "json":
            from visualizations.robustness.data import robust_data

            emit(settings, json_text(robust_data(found)))
        case "csv":
            from visualizations.robustness.sheets import advice_sheet
            from visualizations.sheets import csv_text
            from visualizations.stamp import stamp

            emit(settings, csv_text(advice_sheet(found), stamp(case)))
        case "md":
            from visualizations.robustness.sheets import as_markdown

            emit(settings, as_markdown(found))
        case "xlsx":
            from visualizations.robustness.sheets import sheets_of
            from visualizations.sheets import xlsx_bytes
            from visualizations.stamp import stamp

            title = f"Robuustheid · {case.dossier.header.name}"
            emit_bytes(settings, xlsx_bytes(sheets_of(found), title, stamp(case)))
        case "svg" | "png":
            _picture(settings, found, one, 15 if top is None else top)
        case _:
            from visualizations.robustness.page import robust_pages
            from visualizations.robustness.view import robust_view

            most = 8 if top is None else top
            show(settings, robust_pages(found, most) if one else robust_view(found, most))


def _picture(settings: Settings, found: Explored, one: bool, top: int) -> None:
    from visualizations.robustness.charts import ranges, tornado

    form = settings.format or "svg"
    content = tornado(found, found.robust[0].line, form, top) if one else ranges(found, form, top)
    emit_bytes(settings, content)
