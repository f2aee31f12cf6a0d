"""Transparency notices: which there are, and who acknowledged which version."""
