"""What is not code, and the wording that reads it."""
