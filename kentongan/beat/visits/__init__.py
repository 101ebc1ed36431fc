"""Sambang and inspections: what was checked, said and promised."""
