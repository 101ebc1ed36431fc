"""Basic look: tokens, base page, components, icons."""
