"""The table of fact types, each with its sentence, and the dossier flattened to facts of them: what rules and engines see."""
