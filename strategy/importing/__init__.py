"""Position lists as people keep them in a spreadsheet: read, held against a dossier, and turned into proposed YAML."""
