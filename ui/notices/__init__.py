"""Transparency notices: read, acknowledged, and always to be found again (screens.md 3.13)."""
