"""Screens: they arrange widgets around stores and models, and know nothing of the wire."""
