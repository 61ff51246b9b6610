"""Changes on top of a dossier: written down as an overlay, applied to objects and rules, never to files."""
