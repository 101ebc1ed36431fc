"""The police organisation: units, seats, officers, ranks, and who holds what when."""
