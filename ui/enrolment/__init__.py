"""Enrolling somebody in four short steps, each kept as it is (screens.md 3.4)."""
