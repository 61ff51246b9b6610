"""Why: from advice back to sentences, facts, places and source paragraphs."""
