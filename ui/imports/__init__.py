"""Bringing patients in from a file, with a report of what became of each resource."""
