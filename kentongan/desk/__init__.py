"""What is made of it: plans and statistics."""
