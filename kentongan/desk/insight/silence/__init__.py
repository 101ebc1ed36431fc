"""Statistics of posts that were not heard: arrays in, arrays out, no database."""
