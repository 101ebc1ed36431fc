"""What the figures say: now of silence, later of places and measures."""
