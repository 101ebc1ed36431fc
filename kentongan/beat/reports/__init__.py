"""What residents tell."""
