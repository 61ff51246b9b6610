"""What an editor knows of the files of a dossier: JSON Schemas with the names that there are, and what they mean."""
