"""Documents: contract objects in, bytes out (decision 36). No Qt, no database, no network."""
