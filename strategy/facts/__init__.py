"""The dossier flattened to flat, typed facts: what rules and engines see."""
