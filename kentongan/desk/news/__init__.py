"""Press releases: reading reports written as free text, and writing from records."""
