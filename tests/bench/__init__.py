"""Figures beside their floors, measured in the same run; never a timed test.

Times of one run say nothing of another machine: read the ratio, and its spread over the rounds.
"""
