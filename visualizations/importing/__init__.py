"""A position list beside a dossier, as people read it: on the screen, as a document, as JSON."""
