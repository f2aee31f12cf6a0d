"""The archives in the window."""
