"""Tests of the triage screen."""
