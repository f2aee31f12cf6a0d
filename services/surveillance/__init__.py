"""Whether the service lives and can serve."""
