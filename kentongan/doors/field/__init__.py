"""The field app: a phone's shell, and the sync that its acts come in by."""
