"""Wiring: settings, addresses, processes, the command line, the demo world."""
