"""Pages for residents and the public."""
