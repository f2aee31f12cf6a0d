"""Rules about how the code is written, checked on the code itself."""
