"""Parts that several screens share: what a patient sent, how old a copy is, waiting."""
