"""A draft with all it rests on, and the typed document it is frozen into."""
