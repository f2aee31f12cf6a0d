"""People who sign in, their sessions, and credentials of machines."""
