"""The statistics on screen."""
