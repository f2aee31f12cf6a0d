"""Billing: months of follow-ups, and the evidence of whoever is chosen."""
