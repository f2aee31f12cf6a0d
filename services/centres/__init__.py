"""What every capability needs to know of a centre: its zone, opening hours and holidays."""
