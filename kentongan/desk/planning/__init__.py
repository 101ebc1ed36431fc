"""What to do next: who keeps watch when, as evenly as the rules allow."""
