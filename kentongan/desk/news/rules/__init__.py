"""What a release may say, what it must not, and what may follow what."""
