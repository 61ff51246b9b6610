"""The rules of a dossier as documentation: in sentences, as decision tables, in the terminal and on paper."""
