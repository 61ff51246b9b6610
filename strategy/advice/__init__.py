"""From firings to advice: contributions, score, seats, and the conditions under which advice holds."""
