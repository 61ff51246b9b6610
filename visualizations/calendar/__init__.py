"""The calendar of moments as people look at it: a table, sheets, a file for a diary, data."""
