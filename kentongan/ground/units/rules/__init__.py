"""Facts of the police organisation that are true without a database."""
