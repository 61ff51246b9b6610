"""How well advice holds up: over thousands of weights, and over everything that may fall away."""
