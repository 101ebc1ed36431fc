"""News for everybody: front pages, releases, feeds, cards."""
