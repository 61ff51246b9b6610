"""The map of influence: from advice to one HTML page that needs nothing from outside."""

from visualizations.kaart.page import render_map

__all__ = ["render_map"]
