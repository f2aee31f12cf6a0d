"""Tests of `resources/`."""
