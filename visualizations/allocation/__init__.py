"""The division of seats on screen, on paper and as data."""
