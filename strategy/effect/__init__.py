"""What an edit does: two versions of a dossier side by side, and which change caused which difference."""
