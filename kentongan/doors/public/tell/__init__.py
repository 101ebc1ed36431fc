"""Telling without an account, and hearing what became of it."""
