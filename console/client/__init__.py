"""The wire: the only package of the console that speaks HTTP."""
