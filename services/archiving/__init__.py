"""The end of a follow-up: archived, told, taken back, listed (screens.md 3.5)."""
