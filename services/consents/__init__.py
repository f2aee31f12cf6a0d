"""What patients agreed to and what they refused, each answer with the text they read."""
