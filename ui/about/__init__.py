"""What the product is, what it is built with, how it stands, and help with it (screens.md 3.13)."""
