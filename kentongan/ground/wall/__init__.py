"""The wall: no walled row is read until it has been said for whom."""
