"""Tests of Vigie; they mirror the tree."""
