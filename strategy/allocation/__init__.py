"""Who takes which seat: an exact division of advised seats over the portfolios of the college."""
