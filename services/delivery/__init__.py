"""Documents for the record of the hospital: what waits, how it leaves, what became of it."""
