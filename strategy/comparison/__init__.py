"""Scenarios held against each other: what differs and why, which seats hold in all of them, what each costs."""
