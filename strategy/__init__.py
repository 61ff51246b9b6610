"""The engine: from a dossier of YAML files to advice with reasons. Pure functions, no terminal, no pages."""
