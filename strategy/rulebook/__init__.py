"""The rule language: from YAML to checked, layered rules."""
