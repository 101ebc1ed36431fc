"""What was done, by whom, when; and the relay to what must follow."""
