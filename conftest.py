"""Fixtures for every test. There are few on purpose."""
