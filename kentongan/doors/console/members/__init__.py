"""A post's own list: who keeps watch, and their sign-in cards."""
