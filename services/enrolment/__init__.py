"""Enrolment of a patient in four saved steps."""
