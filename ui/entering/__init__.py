"""For whoever cannot sign in yet, or not any more: a first sign-in, a new password or factor."""
