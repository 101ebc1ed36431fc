"""What pytest is taught before it reads a test."""
