"""Signing in: name and password, then the six digits."""
