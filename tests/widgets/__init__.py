"""Tests of the widget library."""
