"""Stores: what the console knows, what changed, and what somebody intends."""
