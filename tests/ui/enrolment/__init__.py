"""Tests of enrolling somebody."""
