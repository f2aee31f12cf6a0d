"""Tests of bringing patients in from a file."""
