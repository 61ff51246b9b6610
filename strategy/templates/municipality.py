"""A first dossier for a municipality: small, invented, and working at once."""

from __future__ import annotations

from strategy.templates.names import slug, within_quotes, word
from strategy.templates.render import folder
from strategy.templates.whole import Whole, whole

EXAMPLE = "Voorbeeldstad"
SETTINGS = "vscode/"
_ACTORS = ("voorbeeldregio", "vng", "zorgorganisaties", "ministerie-wonen", "ministerie-zorg")
"""Actors of the example: a municipality with such a name gets another id."""
LONGEST_SHORT = 40


def new_dossier(name: str) -> tuple[dict[str, str], Whole]:
    """The files of a new dossier by path, and what they say. Editor settings stand in `.vscode/`."""
    own = slug(name)
    values = {
        "titel": name,
        "naam": within_quotes(name),
        "kort": within_quotes(name[:LONGEST_SHORT].strip()),
        "id": own,
        "gemeente": word(f"gemeente-{own}" if own in _ACTORS else own),
    }
    texts = {
        f".{path}" if path.startswith(SETTINGS) else path: text
        for path, text in folder("gemeente", values).items()
    }
    return texts, whole({path: text for path, text in texts.items() if path.endswith(".yaml")})
