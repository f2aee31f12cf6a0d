"""Tests of the list of patients and of the search for them."""
