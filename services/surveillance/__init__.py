"""Whether the service lives and can serve, and whether every answer is seen by somebody."""
