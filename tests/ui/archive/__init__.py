"""The end of a follow-up in the window."""
