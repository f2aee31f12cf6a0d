"""Brings patients in from another system: a FHIR Bundle, a line of report for each resource."""
