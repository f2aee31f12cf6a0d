"""The statistics of a centre as a file."""
