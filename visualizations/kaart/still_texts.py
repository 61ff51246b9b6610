"""What the static map says of itself: the line under its title, and in words what the drawing shows."""

from __future__ import annotations

from visualizations.kaart.model import COLUMNS, MapModel
from visualizations.stamp import day_text
from visualizations.writers.words import counted

_PLURALS = {
    "opgave": "opgaven", "prioriteit": "prioriteiten", "gremium": "gremia", "route": "routes",
    "instrument": "instrumenten", "beslisser": "beslissers",
}  # fmt: skip


def subtitle(model: MapModel) -> str:
    """On which day, under which scenario, with which rules, and for whom."""
    parts = [f"Peildatum {day_text(model.day)}"]
    if model.scenario:
        parts.append(f"scenario {model.scenario_name or model.scenario}")
    parts += [counted(len(model.cards), "advies", "adviezen"), f"regelset {model.fingerprint}"]
    if model.public_only:
        parts.append("openbare versie")
    if model.left_out:
        parts.append(f"{counted(model.left_out, 'gremium', 'gremia')} met licht advies weggelaten")
    return " · ".join(parts)


def alternative(model: MapModel) -> str:
    """The drawing in words: how it reads, how much is on it, and at which tables we sit, or should."""
    kinds = [node.kind for node in model.shown]
    counts = [counted(kinds.count(kind), kind, _PLURALS.get(kind, kind)) for kind in dict.fromkeys(kinds)]
    told = [
        f"{model.title}. Kaart in {len(COLUMNS)} kolommen, van links naar rechts: {', '.join(COLUMNS).lower()}; "
        f"lijnen lopen van elke opgave naar wie erover beslist. Erop staan {', '.join(counts)}."
    ]
    for seat, text in (
        ("heeft", f"{model.us} heeft een zetel in"),
        ("aanbevolen", "Aanbevolen is een zetel in"),
        ("geen", "Volgen of afzien"),
    ):
        if names := [node.name for node in model.shown if node.seat == seat]:
            told.append(f"{text}: {'; '.join(names)}.")
    if names := [node.name for node in model.shown if node.kind == "beslisser"]:
        told.append(f"Beslissers: {'; '.join(names)}.")
    return " ".join(told)
