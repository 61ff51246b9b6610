"""The explorer: one HTML file in which people shift weights, change scenario, and see the seats re-rank."""

from visualizations.verken.page import render_explorer

__all__ = ["render_explorer"]
