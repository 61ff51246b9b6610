"""What is odd in a dossier that can be read: rules that overlap, facts that nobody uses, facts that grew old."""
