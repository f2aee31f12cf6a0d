"""Tests of asking for the record of a patient of another unit."""
