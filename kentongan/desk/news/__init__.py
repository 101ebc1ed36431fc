"""News: what the record says, written for everybody; and free text read into records."""
