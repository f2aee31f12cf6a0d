"""Live events: what changed is told to every console that may know, at once and without content."""
