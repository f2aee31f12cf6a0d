"""The people of a centre and their rights, as its administrators run them (screens.md 3.9)."""
