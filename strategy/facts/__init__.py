"""The table of fact types, each with its sentence (`types`), and the dossier flattened to facts of them: what rules and engines see."""
