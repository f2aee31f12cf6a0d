"""Answers of patients: taken in, judged before anything is written, and never dropped."""
