"""What every answer is made of: blocks for readers, keys for programs, and one writer per form that knows of no answer."""
