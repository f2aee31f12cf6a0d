"""The review of who has access, on screen."""
