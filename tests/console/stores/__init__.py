"""Tests of `console/stores/`."""
