"""What the product is, and help with it, in the window."""
