"""Our post: what its own residents see and decide."""
