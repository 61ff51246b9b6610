"""A dossier and its advice in the forms of other programs: spreadsheets, graph tools, open data."""
