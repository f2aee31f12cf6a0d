"""The service behind the API; imports nothing, so that the desktop loads no web framework."""
