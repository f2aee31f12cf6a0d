"""How long data are kept: inactivity, archiving and erasure by the clocks of the law (S-27 … S-31)."""
