"""Tests of `console/client/`."""
