"""Invitations: the short code with which a patient opens their pages."""
