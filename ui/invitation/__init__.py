"""Inviting a patient to their pages: the message as they will read it, or a sheet to hand over."""
