"""Alerts: when they are due, who works on them, what was done, and the queue that shows them."""
