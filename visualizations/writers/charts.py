"""Charts for a briefing, as SVG or PNG: one style, fonts that come along, and the same bytes for the same figures."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from visualizations.writers.files import MARK
from visualizations.writers.words import DISCLAIMER

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMS = ("svg", "png")
INK, BLUE, RED, GREY, PALE = "#1a1a1a", "#154273", "#b3291e", "#6b6b6b", "#dfe6ee"
"""Text, emphasis, loss, what matters less, and fields; each reads on white, and in print without colour."""
DOTS_PER_INCH = 200
_STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.fonttype": "none",
    "svg.hashsalt": "krachtenveld",
}


def picture(
    draw: Callable[[Figure], None], width: float, height: float, form: str, title: str, stamp: str
) -> bytes:
    """What `draw` draws on an empty figure of this size in centimetres, as SVG (text stays text) or PNG.

    `title` goes into the metadata; `stamp` goes there too, and below the chart. No window, no state left behind.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    stream = io.BytesIO()
    with rc_context(_STYLE):
        figure = Figure(figsize=(width / 2.54, height / 2.54), layout="constrained")
        draw(figure)
        figure.supxlabel(f"{stamp} · {DISCLAIMER}", fontsize=7, color=GREY)
        if form == "svg":
            metadata = {"Title": title, "Creator": MARK, "Description": stamp, "Date": None}
            figure.savefig(stream, format="svg", metadata=metadata)
        else:
            metadata = {"Title": title, "Software": MARK, "Description": stamp}
            figure.savefig(stream, format="png", dpi=DOTS_PER_INCH, metadata=metadata)
    return stream.getvalue()
