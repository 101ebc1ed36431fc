"""What is true of places without a database."""
