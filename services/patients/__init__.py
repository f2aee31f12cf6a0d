"""Patients: who is followed, under which identity, and the port through which others see them."""
