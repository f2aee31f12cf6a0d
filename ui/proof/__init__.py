"""Asks for a fresh proof of who one is, wherever an act needs it."""
