"""The page on which somebody stands by their own words, or does not."""
