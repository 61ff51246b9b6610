"""The explorer served on this machine: it follows the files, tells what a save did, and answers what-ifs."""
