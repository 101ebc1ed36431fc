"""Signing in, and what is one's own: password, second step, devices, language."""
