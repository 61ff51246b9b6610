"""Scenarios compared, for people: what holds whatever happens, and what hinges on what."""
