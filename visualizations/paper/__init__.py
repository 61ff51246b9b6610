"""Paper: tagged PDF and PNG, with letters that come along, so that a page looks the same on every machine."""
