"""Signing in with Pro Santé Connect, the identity provider of health professionals in France."""
