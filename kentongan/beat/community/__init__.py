"""Whom the officers know: contacts, figures, partners, the three pillars."""
