"""Data quality on the screen of the statistics: checks by dimension, and one of them in detail."""
