"""The demo world: one Polres as it might be, with invented people and events."""
