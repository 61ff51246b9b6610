"""The dossier: strict YAML in, typed content with provenance out, and every problem with its place."""
