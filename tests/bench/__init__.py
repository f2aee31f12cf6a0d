"""Figures beside their floors, measured in the same run; never a timed test."""
