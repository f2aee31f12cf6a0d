"""The desktop program without pixels."""
