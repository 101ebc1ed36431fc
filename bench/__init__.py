"""Figures and ratios. Outside the package: nothing ships from here."""
