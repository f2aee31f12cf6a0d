"""The exports on screen."""
