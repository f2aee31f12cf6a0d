"""Deliveries to the hospital record, on screen."""
