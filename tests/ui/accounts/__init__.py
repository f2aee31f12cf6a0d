"""Tests of the accounts of a centre."""
