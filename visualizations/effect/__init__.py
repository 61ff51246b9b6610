"""The effect of an edit as people read it, and as data."""
