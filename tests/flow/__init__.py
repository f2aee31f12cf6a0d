"""Whole ways through the product: console, service, messages and pages together."""
