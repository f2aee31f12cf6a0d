"""What the service refuses, tried from outside over every operation of its own document."""
