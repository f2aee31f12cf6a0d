"""Documents: contract objects in, bytes out. Empty until the exports come."""
