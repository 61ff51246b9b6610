"""Texts of new files for a dossier, from templates: they compute what to write, and write nothing."""
