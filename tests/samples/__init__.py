"""Invented patients for the pictures of the screens; nothing that runs for a user imports them."""
