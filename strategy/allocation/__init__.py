"""Who takes which seat: the best plan within the time there is, and proof that there is none better."""
