"""Editions go out, are scheduled, taken back, and their notes mended."""
