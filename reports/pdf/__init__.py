"""The report of a patient on paper: a summary on the first page, then the three blocks."""
