"""Tests of the first sign-in and of what is renewed by mail."""
