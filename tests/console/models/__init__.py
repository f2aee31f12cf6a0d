"""Tests of `console/models/`."""
