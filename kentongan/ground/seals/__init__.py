"""Sealed fields and sealed files: encrypted, and each opening a line on the ledger."""
