"""Statistics of a centre: closed months, counted once, kept, and masked before anybody reads."""
