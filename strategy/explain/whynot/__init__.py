"""Why not: the nearest miss of an advice that is not given, and the smallest change that would give it."""
