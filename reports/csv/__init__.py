"""The report of a patient as tables, with a dictionary and a schema from the same columns."""
