"""The edge of a request: parsing, transaction, journal, memory of writes, shape of a problem."""
