"""What can be done to accounts, their grants, and what opens them."""
