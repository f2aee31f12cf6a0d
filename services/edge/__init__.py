"""The edge of a request: parsing, the transaction, the journal, the memory of writes, the shape of a problem."""
