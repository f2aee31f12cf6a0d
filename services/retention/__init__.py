"""How long data are kept: inactive, archived, erased by the clocks of the law (S-27 to S-31)."""
