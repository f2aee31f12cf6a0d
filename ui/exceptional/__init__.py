"""Asking for the record of a patient outside one's units (screens.md 1.9)."""
