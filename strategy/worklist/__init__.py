"""A worklist for who only knows Excel: what in a dossier is to be confirmed, in order of what it carries, there and back."""
