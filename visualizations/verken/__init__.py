"""The explorer: one HTML file in which people shift weights, change scenario, and see the seats re-rank."""
