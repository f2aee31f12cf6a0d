"""Tests of the question for a fresh proof."""
