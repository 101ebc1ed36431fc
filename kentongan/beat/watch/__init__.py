"""The watch posts of the residents."""
