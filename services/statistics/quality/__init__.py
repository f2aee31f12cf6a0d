"""Data quality of a centre: complete, fresh, exact, coherent; counted when a month is closed."""
