"""Residents come in with a printed card and six digits."""
