"""Tests of the silent patients on screen."""
