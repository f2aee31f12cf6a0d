"""Tests of a questionnaire filled in by telephone."""
