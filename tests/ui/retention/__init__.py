"""The calendar of retention in the window."""
