"""Guards over the documents: what they say is what the code does."""
