"""Tests of the patient file."""
