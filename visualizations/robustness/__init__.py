"""The pictures of `robuust`: how firmly each advice stands, and what breaks it."""
