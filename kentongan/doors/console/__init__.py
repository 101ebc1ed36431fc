"""Pages for officers, supervisors and commanders."""
